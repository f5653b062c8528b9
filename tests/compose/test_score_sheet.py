"""
The score sheet: cells, formulas and their cached values; LibreOffice recalculates it to the same.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from hengji import compose, standards
from hengji.compose import formula, score_book, score_pages
from hengji.compose.formula import Formula
from hengji.documents.writers import xlsx
from hengji.domain.filing import Filing
from hengji.domain.scorecard import Input
from hengji.domain.sheet import Book, SheetCell

if TYPE_CHECKING:
    from tests.compose.conftest import Composed

PROJECT = "cn.project-self-evaluation.2020"


@pytest.fixture(scope="module")
def book(composed: Composed) -> Book:
    return compose.score_sheet(
        composed.filing, composed.scorecard, composed.findings, standard=composed.standard
    )


def _points_column(book: Book) -> list[SheetCell]:
    return [cell for cell in book.pages[0].cells if cell.column == 4 and cell.row >= score_pages.FIRST_ROW]


def test_the_pages_stand_in_order(book: Book) -> None:
    assert [page.title for page in book.pages] == ["得分表", "输入数据", "指标", "问题清单", "说明"]


def test_every_score_is_a_formula_but_what_a_person_judged(book: Book, composed: Composed) -> None:
    plain = [cell for cell in _points_column(book) if cell.formula is None]
    judged = [score for score in composed.scorecard.leaves() if score.judged]
    assert len(plain) == len(judged)


def test_cached_values_are_the_points_of_the_scorecard(book: Book, composed: Composed) -> None:
    total = _points_column(book)[-1]
    assert total.value == composed.scorecard.computed_score
    leaves = {score.title: score.points for score in composed.scorecard.leaves()}
    titles = {
        cell.row: str(cell.value).strip("　").removesuffix("［示例］")
        for cell in book.pages[0].cells
        if cell.column == 2
    }
    for cell in _points_column(book)[:-1]:
        if titles[cell.row] in leaves:
            assert cell.value == leaves[titles[cell.row]]


def test_without_the_edition_only_sums_are_formulas(composed: Composed) -> None:
    plain = compose.score_sheet(composed.filing, composed.scorecard, composed.findings)
    formulas = [cell.formula for cell in _points_column(plain) if cell.formula]
    assert formulas
    assert all("SUM(" in text for text in formulas)


def test_a_recipe_that_disagrees_with_the_scorecard_is_not_used(composed: Composed) -> None:
    card = composed.scorecard
    wrong = tuple(_with_points(score, "execution", Decimal(5)) for score in card.scores)
    book = compose.score_sheet(
        composed.filing, replace(card, scores=wrong), composed.findings, standard=composed.standard
    )
    cell = next(cell for cell in _points_column(book) if cell.value == Decimal(5) and cell.formula is None)
    assert cell is not None


def _with_points(score: object, code: str, points: Decimal) -> object:
    if score.code == code:  # type: ignore[attr-defined]
        return replace(score, points=points)  # type: ignore[type-var]
    parts = tuple(_with_points(part, code, points) for part in score.parts)  # type: ignore[attr-defined]
    return replace(score, parts=parts)  # type: ignore[type-var]


def test_an_undecidable_score_is_an_interval_in_words(
    example: Filing, composed_from: Callable[..., Composed]
) -> None:
    management = {key: value for key, value in example.management.items() if "three_public" not in key}
    composed = composed_from(replace(example, management=management))
    book = compose.score_sheet(
        composed.filing, composed.scorecard, composed.findings, standard=composed.standard
    )
    values = [cell.value for cell in _points_column(book)]
    assert "0～4" in values
    assert values[-1] == f"{composed.scorecard.low.normalize():f}～{composed.scorecard.high.normalize():f}"
    notes = " ".join(str(cell.value) for cell in book.pages[-1].cells)
    assert "资料不足" in notes


def test_findings_and_notes_are_all_there(book: Book, composed: Composed) -> None:
    listed = [cell.value for cell in book.pages[3].cells if cell.column == 3 and cell.row > 3]
    assert listed == [finding.rule for finding in composed.findings]
    notes = [cell.value for cell in book.pages[4].cells]
    assert composed.scorecard.edition_hash in notes
    assert composed.scorecard.engine_version in notes
    for illustration in composed.filing.illustrations:
        assert illustration in notes


def test_every_input_names_its_cell(book: Book) -> None:
    page = book.pages[1]
    places = [cell.value for cell in page.cells if cell.column == 5 and cell.row >= score_pages.FIRST_ROW]
    assert places
    assert all("!" in str(place) for place in places)


@pytest.mark.parametrize(
    ("words", "number"), [("28,771,611.60", "28771611.60"), ("满足", None), ("NaN", None), ("-5", "-5")]
)
def test_an_input_is_a_number_or_words(words: str, number: str | None) -> None:
    found = score_pages.number_of(Input(name="x", value=words))
    assert found == (None if number is None else Decimal(number))


def test_whole_units_do_not_fall_short_by_a_binary_fraction() -> None:
    part = Formula(text="A1", value=Decimal("2.9999999999"))
    assert formula.whole_units(part).value == 3
    assert formula.whole_units(Formula(text="A1", value=Decimal("2.9999"))).value == 2


@pytest.mark.office
@pytest.mark.parametrize("edition", ["cn-440700.department-overall.2024", PROJECT])
def test_libreoffice_recalculates_the_same_total(
    example: Filing, composed_from: Callable[..., Composed], tmp_path: Path, edition: str
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    composed = composed_from(example, standard=standards.load(edition))
    book = compose.score_sheet(
        composed.filing, composed.scorecard, composed.findings, standard=composed.standard
    )
    blind = replace(book, pages=tuple(_without_cached(page) for page in book.pages))
    source = tmp_path / "score.xlsx"
    xlsx.write_book(blind, source)
    _recalculate(office, source, tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "score.xlsx", data_only=True)[score_book.SCORES]
    recalculated = {cell.row: cell.value for cell in sheet["D"]}
    for cell in _points_column(book):
        assert round(Decimal(str(recalculated[cell.row])), 2) == cell.value


@pytest.mark.office
def test_a_changed_input_changes_the_total(book: Book, composed: Composed, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    executed = Decimal("28771611.60")
    cells = tuple(
        replace(cell, value=Decimal("14621157.19")) if cell.value == executed else cell
        for cell in book.pages[1].cells
    )
    changed = replace(book, pages=(book.pages[0], replace(book.pages[1], cells=cells), *book.pages[2:]))
    source = tmp_path / "score.xlsx"
    xlsx.write_book(replace(changed, pages=tuple(_without_cached(page) for page in changed.pages)), source)
    _recalculate(office, source, tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "score.xlsx", data_only=True)[score_book.SCORES]
    assert composed.scorecard.computed_score is not None
    expected = composed.scorecard.computed_score - Decimal("9.84") + Decimal("5.00")
    assert round(Decimal(str(sheet["D"][-1].value)), 2) == expected


def _without_cached(page: object) -> object:
    """Formulas without values, so that what is read back was computed by the office."""
    cells = tuple(replace(cell, value=None) if cell.formula else cell for cell in page.cells)  # type: ignore[attr-defined]
    return replace(page, cells=cells)  # type: ignore[type-var]


def _recalculate(office: str, source: Path, out: Path) -> None:
    profile = f"-env:UserInstallation=file://{out}-profile"
    subprocess.run(  # noqa: S603 - the office found on the path
        [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
