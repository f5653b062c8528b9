"""
A `Book` as an .xlsx file, byte for byte the same for the same book.

Text is always text: nothing that a person typed becomes a formula or a link.  A number is
written as a number only where the file keeps every digit (fifteen significant ones); longer
ones are written as text.  What Excel cannot hold is refused, never cut.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from hengji.documents.writers import characters, files, xlsx_styles
from hengji.domain.problem import InputError, Problem
from hengji.domain.sheet import Book, CellStyle, SheetCell, SheetPage
from hengji.domain.source import Place

MAX_CELL_CHARACTERS: Final = 32_767
"""UTF-16 units that Excel keeps in a cell; others silently drop the rest."""
MAX_EXACT_DIGITS: Final = 15
_MAX_HINT: Final = 255
_MAX_HINT_TITLE: Final = 32
_MAX_CHOICES: Final = 255
_A4: Final = 9
_NO_DATE: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""The zip format's own beginning: said where the book names no date, so that bytes repeat."""
CREATED: Final = "created"
"""The property of a book that gives its date of creation, as ISO text."""

_PROTECTION: Final = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
    "insert_hyperlinks": False,
}


def write_book(book: Book, path: Path) -> None:
    """
    Write the book to `path`, whole or not at all; control characters, which no file can hold, are left out.

    Raises `InputError` naming every cell whose words Excel cannot hold; nothing is written then.
    """
    files.write_whole(path, book_bytes(book))


def book_bytes(book: Book) -> bytes:
    """The bytes of the file that `write_book` writes; raises what it raises."""
    _refuse_long_cells(book)
    return _as_bytes(book)


def fits_as_number(value: Decimal) -> bool:
    """
    Whether a spreadsheet keeps every digit of the number.

    >>> fits_as_number(Decimal("19731374.38")), fits_as_number(Decimal("440700198001011234"))
    (True, False)
    """
    return value.is_finite() and len(value.normalize().as_tuple().digits) <= MAX_EXACT_DIGITS


def _refuse_long_cells(book: Book) -> None:
    problems = [
        Problem(
            place=Place(sheet=page.title, cell=xl_rowcol_to_cell(cell.row - 1, cell.column - 1)),
            found=f"文字有 {length:,} 个字",
            expected=f"Excel 一个单元格最多 {MAX_CELL_CHARACTERS:,} 个字",
            remedy="请删减文字，或分写到几行",
        )
        for page in book.pages
        for cell in page.cells
        if isinstance(cell.value, str)
        and (length := len(characters.writable(cell.value).encode("utf-16-le")) // 2) > MAX_CELL_CHARACTERS
    ]
    if problems:
        raise InputError("表格写不出：有单元格的文字超过 Excel 的上限", problems)


def _as_bytes(book: Book) -> bytes:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(xlsx_styles.BODY),
        },
    )
    created = book.properties.get(CREATED)
    workbook.set_properties(
        {
            "title": characters.writable(book.title),
            "created": datetime.fromisoformat(created) if created else _NO_DATE,
        }
    )
    for name, value in book.properties.items():
        if name != CREATED:
            workbook.set_custom_property(name, characters.writable(value), "text")
    for page in book.pages:
        _Page(workbook, page).write()
    for name, reference in book.names.items():
        workbook.define_name(name, f"={reference}")
    workbook.close()
    return buffer.getvalue()


class _Page:
    """One sheet on its way into the file."""

    def __init__(self, workbook: xlsxwriter.Workbook, page: SheetPage) -> None:
        self._workbook = workbook
        self._page = page
        self._sheet: Worksheet = workbook.add_worksheet(page.title)
        self._formats: dict[tuple[CellStyle, str | None], Format] = {}

    def write(self) -> None:
        """The cells, then how the sheet looks and prints."""
        for number, width in enumerate(self._page.column_widths):
            self._sheet.set_column(number, number, width)
        for row, height in self._page.row_heights.items():
            self._sheet.set_row(row - 1, height)
        for cell in self._page.cells:
            self._write_cell(cell)
        self._set_up_view()
        self._set_up_print()

    def _set_up_view(self) -> None:
        page, sheet = self._page, self._sheet
        sheet.hide_gridlines(2)
        if page.frozen_rows or page.frozen_columns:
            sheet.freeze_panes(page.frozen_rows, page.frozen_columns)
        if page.filtered_rows:
            first, last = page.filtered_rows
            sheet.autofilter(first - 1, 0, last - 1, len(page.column_widths) - 1)
        if page.tab_color:
            sheet.set_tab_color(page.tab_color)
        if page.hidden:
            sheet.hide()
        if page.protected:
            sheet.protect("", _PROTECTION)

    def _set_up_print(self) -> None:
        page, sheet = self._page, self._sheet
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        if page.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页 共 &N 页")
        if page.repeat_rows:
            sheet.repeat_rows(page.repeat_rows[0] - 1, page.repeat_rows[1] - 1)

    def _write_cell(self, cell: SheetCell) -> None:
        row, column = cell.row - 1, cell.column - 1
        style = self._format(cell)
        if cell.row_span > 1 or cell.column_span > 1:
            last_row, last_column = row + cell.row_span - 1, column + cell.column_span - 1
            self._sheet.merge_range(row, column, last_row, last_column, "", style)
        self._write_value(row, column, cell, style)
        self._add_validation(row, column, cell)
        if cell.style in xlsx_styles.ANNOUNCING:
            self._sheet.conditional_format(
                row,
                column,
                row,
                column,
                {
                    "type": "text",
                    "criteria": "begins with",
                    "value": xlsx_styles.DIFFERENCE_WORD,
                    "format": self._alarm(),
                },
            )

    def _write_value(self, row: int, column: int, cell: SheetCell, style: Format) -> None:
        value = cell.value
        if cell.formula is not None:
            cached = float(value) if isinstance(value, Decimal) else ("" if value is None else value)
            self._sheet.write_formula(row, column, cell.formula, style, cached)
        elif cell.link is not None:
            self._sheet.write_url(row, column, _internal(cell.link), style, str(value))
        elif value is None or value == "":
            self._sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self._sheet.write_string(row, column, characters.writable(value), style)
        elif fits_as_number(Decimal(value)):
            self._sheet.write_number(row, column, float(value), style)
        else:
            self._sheet.write_string(row, column, f"{value:f}", style)

    def _add_validation(self, row: int, column: int, cell: SheetCell) -> None:
        if cell.choice is None and not cell.hint:
            return
        rule: dict[str, Any] = {"validate": "any"}
        if cell.choice is not None:
            options = list(cell.choice.options)
            if len(",".join(options)) > _MAX_CHOICES:
                raise ValueError(f"the choices of {cell.hint_title} are longer than Excel takes")
            rule = {"validate": "list", "source": options, "show_error": cell.choice.strict}
            rule |= {
                "error_title": "请从下拉列表中选择",
                "error_message": "可选：" + _cut("、".join(options), 200),
            }
        if cell.hint:
            rule["input_title"] = _cut(cell.hint_title, _MAX_HINT_TITLE)
            rule["input_message"] = _cut(cell.hint, _MAX_HINT)
        self._sheet.data_validation(row, column, row, column, rule)

    def _format(self, cell: SheetCell) -> Format:
        key = (cell.style, cell.format)
        if key not in self._formats:
            look = dict(xlsx_styles.LOOKS[cell.style])
            if cell.format is not None:
                look["num_format"] = cell.format
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]

    def _alarm(self) -> Format:
        key = (CellStyle.WARNING, "alarm")
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(dict(xlsx_styles.ALARM))
        return self._formats[key]


def _cut(text: str, length: int) -> str:
    """Hints are repeated in full on the sheet; only the balloon is short."""
    text = characters.writable(text)
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * length:
        return text
    return encoded[: 2 * length - 2].decode("utf-16-le", "ignore") + "…"


def _internal(link: str) -> str:
    sheet, _, cell = link.rpartition("!")
    xl_cell_to_rowcol(cell)
    quoted = sheet.replace("'", "''")
    return f"internal:'{quoted}'!{cell}"
