"""What a sheet holds, cell by cell: exact numbers, dates, formulas without value, merges, notes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from hengji.documents.readers import xlsx
from hengji.domain.extract import Cell, Extract

Make = Callable[..., Path]


def _row(*cells: str) -> str:
    return f'<sheetData><row r="1">{"".join(cells)}</row></sheetData>'


def _only(path: Path) -> tuple[Cell, str]:
    extract = xlsx.read(path)
    (table,) = extract.tables
    (cell,) = table.cells
    return cell, extract.text[cell.start : cell.end]


_STYLES = (
    '<numFmts><numFmt numFmtId="200" formatCode="#,##0.00&quot;元&quot;"/>'
    '<numFmt numFmtId="201" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '<numFmt numFmtId="202" formatCode="0.0%"/><numFmt numFmtId="203" formatCode="#,##0.00####"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="202"/>'
    '<xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="203"/><xf numFmtId="9"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("style", "raw", "value", "shown"),
    [
        (0, "19731374.38", "19731374.38", "19731374.38"),
        (0, "28771611.600000001", "28771611.6", "28771611.6"),
        (0, "0.30000000000000004", "0.3", "0.3"),
        (0, "1E-2", "0.01", "0.01"),
        (1, "28771611.6", "28771611.6", "28,771,611.60元"),
        (3, "0.98390410", "0.9839041", "98.4%"),
        (7, "1", "1", "100%"),
        (6, "908.13", "908.13", "908.13"),
        (6, "2924.231438", "2924.231438", "2,924.231438"),
    ],
)
def test_a_number_is_exact_and_shown_as_printed(
    style: int, raw: str, value: str, shown: str, make: Make
) -> None:
    cell, text = _only(make(_row(f'<c r="A1" s="{style}"><v>{raw}</v></c>'), styles=_STYLES))
    assert Decimal(value) == cell.value
    assert shown == text


@pytest.mark.parametrize(
    ("style", "raw", "day"),
    [
        (2, "45750", "2025-04-03"),
        (4, "45750.5", "2025-04-03 12:00:00"),
        (5, "1", "1900-01-01"),
        (5, "61", "1900-03-01"),
    ],
)
def test_a_day_is_iso_text(style: int, raw: str, day: str, make: Make) -> None:
    cell, text = _only(make(_row(f'<c r="A1" s="{style}"><v>{raw}</v></c>'), styles=_STYLES))
    assert day == cell.value == text


def test_books_that_count_from_1904_give_the_same_day(make: Make) -> None:
    cell, _ = _only(
        make(_row('<c r="A1" s="4"><v>44288</v></c>'), styles=_STYLES, workbook='<workbookPr date1904="1"/>')
    )
    assert cell.value == "2025-04-03"


@pytest.mark.parametrize(
    ("xml", "without"),
    [
        ("<f>1+1</f>", True),
        ("<f>1+1</f><v/>", True),
        ("<f>1+1</f><v>2</v>", False),
    ],
)
def test_a_formula_without_its_value_is_seen(xml: str, without: bool, make: Make) -> None:
    cell, _ = _only(make(_row(f'<c r="A1">{xml}</c>')))
    assert cell.formula_without_value is without


def test_a_formula_whose_value_is_empty_text_is_blank(make: Make) -> None:
    (table,) = xlsx.read(make(_row('<c r="A1" t="str"><f>""</f><v></v></c>'))).tables
    assert table.cells == ()


def test_openpyxl_s_formulas_are_seen_to_lack_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    cell, _ = _only(tmp_path / "a.xlsx")
    assert cell.formula_without_value


def test_words_come_from_wherever_they_are_kept(make: Make) -> None:
    cells = (
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="B1" t="inlineStr"><is><t>直接</t></is></c>',
        '<c r="C1" t="str"><f>A1</f><v>算出</v></c>',
        '<c r="D1" t="b"><v>1</v></c>',
        '<c r="E1" t="e"><v>#REF!</v></c>',
    )
    strings = "<si><r><t>共</t></r><r><t>用</t></r><rPh><t>gong</t></rPh></si>"
    assert xlsx.read(make(_row(*cells), strings=strings)).text == "共用\t直接\t算出\tTRUE\t#REF!"


def test_cells_without_addresses_stand_where_they_come(make: Make) -> None:
    sheet = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>"
    (table,) = xlsx.read(make(sheet)).tables
    assert [str(cell.place) for cell in table.cells] == ["一!A1", "一!B1", "一!A2"]


def test_a_sheet_that_lies_about_its_size_is_read_whole(make: Make) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 51))
    (table,) = xlsx.read(make(f'<dimension ref="A1"/><sheetData>{rows}</sheetData>')).tables
    assert table.rows == len(table.cells) == 50


def test_offsets_point_at_the_words(make: Make) -> None:
    sheet = (
        '<sheetData><row r="2"><c r="B2" t="str"><v>甲</v></c><c r="D2"><v>5</v></c></row>'
        '<row r="4"><c r="A4" t="str"><v>乙\n丙</v></c></row></sheetData>'
    )
    extract: Extract = xlsx.read(make(sheet))
    assert extract.text == "甲\t5\n乙\n丙"
    assert [extract.text[cell.start : cell.end] for cell in extract.tables[0].cells] == ["甲", "5", "乙\n丙"]


def test_merged_cells_stand_once(make: Make) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="str"><v>合</v></c><c r="B1" t="str"><v>藏</v></c>'
        '<c r="C1" t="str"><v>外</v></c></row><row r="2"><c r="C2"><v>1</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    )
    extract = xlsx.read(make(sheet))
    assert extract.text == "合\t外\n1"
    assert (extract.tables[0].cells[0].row_span, extract.tables[0].cells[0].column_span) == (2, 2)


def test_what_is_hidden_is_read_and_told(make: Make) -> None:
    sheet = (
        '<cols><col min="1" max="1" hidden="1"/></cols>'
        '<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row></sheetData>'
    )
    extract = xlsx.read(make(sheet))
    assert extract.text == "1"
    assert [note for note in extract.notes if "隐藏" in note] == [
        "工作表“一”有 1 行隐藏，内容已一并读入。",
        "工作表“一”有隐藏的列，内容已一并读入。",
    ]


def test_macros_comments_and_links_are_told_and_not_read(
    pack: Callable[[dict[str, str | bytes]], Path], honest: dict[str, str | bytes]
) -> None:
    honest |= {
        "xl/vbaProject.bin": b"x",
        "xl/comments1.xml": "<a/>",
        "xl/externalLinks/externalLink1.xml": "<a/>",
    }
    notes = "".join(xlsx.read(pack(honest)).notes)
    assert "宏没有运行" in notes
    assert "批注没有读入" in notes
    assert "引用了其他文件" in notes


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("甲_x000D__x000A_乙", "甲\n乙"),
        ("甲_x0000_乙_x0008_", "甲乙"),
        ("_xD842__xDFB7_野", "𠮷野"),
        ("甲_xD842_乙", "甲\ufffd乙"),
        ("甲_x005F_x0041_", "甲_x0041_"),
    ],
)
def test_escaped_characters_are_words_or_nothing(stored: str, read: str, make: Make) -> None:
    cell, _ = _only(make(_row(f'<c r="A1" t="inlineStr"><is><t>{stored}</t></is></c>')))
    assert cell.value == read
    assert read.encode()
