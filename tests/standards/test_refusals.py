"""A file that breaks a rule of standards is refused with every problem, each with its line."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from hengji import standards
from hengji.domain.problem import InvalidStandard

CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "standards" / "refusals.yaml").read_text("utf-8")
)


def changed(changes: dict[str, str]) -> str:
    text = CASES["sample"]
    for old, new in changes.items():
        assert text.count(old) == 1, f"the sample has {text.count(old)} times: {old}"
        text = text.replace(old, new)
    return text


def test_the_sample_itself_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text(CASES["sample"], "utf-8")
    assert standards.check_file(path) == ()
    assert standards.read_file(path).full_marks == 100


@pytest.mark.parametrize("case", CASES["cases"], ids=str)
def test_all_problems_are_found_with_their_lines(case: str, tmp_path: Path) -> None:
    path = tmp_path / "changed.yaml"
    path.write_text(changed(CASES["cases"][case]["change"]), "utf-8")
    problems = standards.check_file(path)
    found = [f"{problem.place.row} {problem.found}" for problem in problems if problem.place]
    expected = CASES["cases"][case]["problems"]
    assert len(expected) == len(found), found
    for line in expected:
        assert any(one.startswith(line) for one in found), found
    for problem in problems:
        assert problem.place is not None
        assert problem.place.file == str(path)
        assert problem.expected
        assert problem.remedy.endswith(("。", "？"))
    with pytest.raises(InvalidStandard) as refused:
        standards.read_file(path)
    assert refused.value.problems == problems
    assert "changed.yaml" in refused.value.message
