"""The samples of the how-to page are real editions."""

import re
from pathlib import Path

import pytest

from hengji import standards

PAGE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "use-your-own-standard.md"
SAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.partition("\n")[0])
def test_a_sample_is_sound(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text(sample, "utf-8")
    assert standards.check_file(path) == ()
    assert standards.read_file(path).full_marks == 100
