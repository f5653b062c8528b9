"""
The example workbooks: the package carries what the script makes, and every planted mistake is found.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from hengji import standards, workbook
from hengji.documents import readers
from hengji.documents.writers import xlsx
from hengji.domain.problem import InvalidWorkbook

REPOSITORY = Path(__file__).parents[2]
SCRIPT = runpy.run_path(str(REPOSITORY / "scripts" / "make_examples.py"), run_name="examples")
BUNDLED = REPOSITORY / "src" / "hengji" / "cli" / "examples"
LATER = "（改正后列入问题清单）"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    book = SCRIPT["clean"]()
    books = {SCRIPT["NAME"]: book, f"{SCRIPT['NAME']}-with-errors": SCRIPT["with_mistakes"](book)}
    for name, content in books.items():
        xlsx.write_book(content, folder / f"{name}.xlsx")
    return {name: folder / f"{name}.xlsx" for name in books}


def test_the_package_carries_what_the_script_makes(made: dict[str, Path]) -> None:
    for name, path in made.items():
        bundled = BUNDLED / path.name
        assert bundled.read_bytes() == path.read_bytes(), f"{name}: run scripts/make_examples.py"


def test_the_example_is_read_back_as_it_was_written(made: dict[str, Path]) -> None:
    filing = workbook.read(readers.read(made[SCRIPT["NAME"]]), standards.load)
    source = SCRIPT["example"]()
    assert filing.illustrations == source.illustrations
    assert [one.code for one in filing.indicators] == [one.code for one in source.indicators]
    assert all(one.illustrative for one in filing.indicators)
    assert filing.no_problems_stated is True
    assert filing.ledger.total.surplus_amount is None


def test_the_weights_are_those_of_the_edition() -> None:
    sums: dict[str, Any] = {}
    for one in SCRIPT["example"]().indicators:
        sums[one.dimension.value] = sums.get(one.dimension.value, 0) + one.weight
    assert sums == {"output": 30, "outcome": 20, "satisfaction": 10}


@pytest.fixture(scope="module")
def problems(made: dict[str, Path]) -> list[str]:
    with pytest.raises(InvalidWorkbook) as refused:
        workbook.read(readers.read(made[f"{SCRIPT['NAME']}-with-errors"]), standards.load)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("mistake", SCRIPT["MISTAKES"], ids=lambda mistake: mistake.shows)
def test_every_mistake_is_answered_at_its_place(problems: list[str], mistake: Any) -> None:
    found = [words for words in problems if words.startswith(mistake.sheet)]
    assert found
    if not mistake.shows.endswith(LATER):
        page = next(page for page in SCRIPT["clean"]().pages if page.title == mistake.sheet)
        row, _ = SCRIPT["_locate"](page, mistake)
        assert any(str(row) in words.partition("：")[0] or f"“{mistake.row}”" in words for words in found)


def test_there_are_more_than_a_dozen_kinds_of_mistakes(problems: list[str]) -> None:
    immediate = [one for one in SCRIPT["MISTAKES"] if not one.shows.endswith(LATER)]
    assert len(problems) == len(immediate) > 12
