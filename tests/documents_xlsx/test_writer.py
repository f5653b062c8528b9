"""A book on disk: text stays text, numbers keep every digit, nothing is cut, nothing half-written."""

from __future__ import annotations

import stat
from decimal import Decimal
from pathlib import Path

import hypothesis.strategies as st
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from hengji.documents.readers import xlsx
from hengji.documents.writers.xlsx import MAX_CELL_CHARACTERS, write_book
from hengji.domain.problem import InputError
from hengji.domain.sheet import Book, CellStyle, Choice, SheetCell, SheetPage


def _book(*cells: SheetCell, **page: object) -> Book:
    sheet = SheetPage(title="表", cells=cells, column_widths=(20, 20), row_heights={}, **page)  # type: ignore[arg-type]
    return Book(title="书", pages=(sheet,), names={"甲": "'表'!$A$1"}, properties={"编号": "一"})


def _back(path: Path, *cells: SheetCell) -> list[object]:
    write_book(_book(*cells), path)
    return [cell.value for cell in xlsx.read(path).tables[0].cells]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://example.invalid","x")',
        "http://example.invalid",
        "＝1+1",
        "\t=1",
        "'=1",
        "=cmd|' /C calc'!A0",
        "_x0041_",
        "123456789012345678",
    ],
)
def test_text_is_never_a_formula_a_link_or_a_number(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert _back(path, SheetCell(row=1, column=1, value=text)) == [text]
    book = openpyxl.load_workbook(path)
    cell = book["表"]["A1"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.decimals(min_value=-(10**13), max_value=10**13, places=2))
def test_an_amount_comes_back_to_the_fen(value: Decimal, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert _back(path, SheetCell(row=1, column=1, value=value)) == [value]


def test_more_digits_than_a_sheet_keeps_are_written_as_text(tmp_path: Path) -> None:
    value = Decimal("12345678901234.567")
    assert _back(tmp_path / "a.xlsx", SheetCell(row=1, column=1, value=value)) == ["12345678901234.567"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=50))
def test_any_text_can_be_written_and_read(text: str, tmp_path: Path) -> None:
    assert len(_back(tmp_path / "a.xlsx", SheetCell(row=1, column=1, value=f"甲{text}乙"))) == 1


def test_rare_ideographs_and_line_ends_survive(tmp_path: Path) -> None:
    text = "𠮷野家\n第二行 𪚥"
    assert _back(tmp_path / "a.xlsx", SheetCell(row=1, column=1, value=text)) == [text]


def test_a_cell_too_long_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    cells = (
        SheetCell(row=1, column=1, value="字" * MAX_CELL_CHARACTERS),
        SheetCell(row=2, column=2, value="字" * (MAX_CELL_CHARACTERS + 1)),
        SheetCell(row=3, column=1, value="𠮷" * (MAX_CELL_CHARACTERS // 2 + 1)),
    )
    with pytest.raises(InputError) as caught:
        write_book(_book(*cells), path)
    assert [str(problem.place) for problem in caught.value.problems] == ["表!B2", "表!A3"]
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_book(_book(SheetCell(row=1, column=1, value="旧")), path)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="choices"):
        write_book(_book(SheetCell(row=1, column=1, choice=Choice(options=("字" * 300,)))), path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]
    assert path.stat().st_mode & stat.S_IROTH


def test_the_sheet_s_manners(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    cells = (
        SheetCell(row=1, column=1, value="标题", style=CellStyle.TITLE, column_span=2),
        SheetCell(
            row=2,
            column=1,
            style=CellStyle.INPUT,
            choice=Choice(options=("是", "否")),
            hint_title="题" * 40,
            hint="提示" * 200,
        ),
        SheetCell(row=2, column=2, formula="=1+1", value=Decimal(2), style=CellStyle.COMPUTED_AMOUNT),
        SheetCell(row=3, column=1, value="回到标题", link="表!A1"),
    )
    write_book(_book(*cells, protected=True, landscape=True, frozen_rows=1, repeat_rows=(1, 1)), path)
    sheet = openpyxl.load_workbook(path)["表"]
    assert sheet.protection.sheet
    assert not sheet.protection.insertRows
    assert sheet.protection.password is None
    assert (sheet["A2"].protection.locked, sheet["B2"].protection.locked) == (False, True)
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, len(rule.promptTitle), len(rule.prompt)) == ('"是,否"', 32, 255)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"
    assert sheet["A3"].hyperlink.location == "'表'!A1"
    assert openpyxl.load_workbook(path, data_only=True)["表"]["B2"].value == 2


def test_properties_and_names_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_book(_book(SheetCell(row=1, column=1, value="甲")), path)
    assert xlsx.read(path).properties == {"编号": "一"}
    assert openpyxl.load_workbook(path).defined_names["甲"].attr_text == "'表'!$A$1"
