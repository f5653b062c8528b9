"""
One sheet's cells, as a stream: what each holds, how it is printed, and what was lost.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from lxml import etree

from hengji.documents.readers import container, merges, number_formats, safe_xml
from hengji.documents.readers.container import Package
from hengji.documents.readers.number_formats import NumberFormat
from hengji.documents.readers.xlsx_parts import BookParts, SheetPart, address, local, unescaped, words
from hengji.domain.extract import CellValue

MAX_ROWS: Final = 100_000
MAX_CELLS: Final = 500_000
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_MAX_ELEMENTS: Final = 4_000_000
"""Cells, blank ones with a border included, that are looked at before giving up."""

_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_PLAIN: Final = NumberFormat()
_TAGS: Final = frozenset({"c", "row", "mergeCell", "col"})
_TOO_MUCH = "请删去与填报无关的行、列和工作表，另存后再试"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCell:
    """A cell that is not blank."""

    row: int
    column: int
    value: CellValue
    shown: str
    formula_without_value: bool = False
    decimals: int | None = None
    percent: bool = False


@dataclass(slots=True, kw_only=True)
class SheetScan:
    """What a sheet holds; cells row by row, from left to right."""

    cells: list[SeenCell] = field(default_factory=list)
    merges: list[merges.Range] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0


def scan(package: Package, sheet: SheetPart, book: BookParts, *, room: int, rows: int) -> SheetScan:
    """
    Read one sheet; at most `room` filled cells in `rows` filled rows may come.

    Raises `UnreadableDocument` past any limit.
    """
    return _Scanner(sheet, book, room, rows).run(package)


class _Scanner:
    def __init__(self, sheet: SheetPart, book: BookParts, room: int, rows: int) -> None:
        self._sheet, self._book = sheet, book
        self._room, self._rows = room, rows
        self._found = SheetScan()
        self._row, self._column = 1, 0
        self._elements = 0

    def run(self, package: Package) -> SheetScan:
        for element in safe_xml.elements(package.stream(self._sheet.part), self._sheet.part, _TAGS):
            match local(element):
                case "c":
                    self._cell(element)
                case "row":
                    self._close_row(element)
                case "mergeCell":
                    self._merge(element)
                case "col":
                    self._found.hidden_columns += element.get("hidden") in {"1", "true"}
        self._found.cells.sort(key=lambda cell: (cell.row, cell.column))
        for cell, following in itertools.pairwise(self._found.cells):
            if (cell.row, cell.column) == (following.row, following.column):
                name = address(cell.row, cell.column)
                raise self._refused(f"的 {name} 出现两次", "请用 WPS 或 Excel 打开，另存后再试")
        return self._found

    def _refused(self, reason: str, remedy: str = _TOO_MUCH) -> Exception:
        return container.refused(f"工作表“{self._sheet.title}”{reason}", remedy)

    def _close_row(self, element: etree._Element) -> None:
        number = self._row_number(element)
        self._found.hidden_rows += element.get("hidden") in {"1", "true"}
        self._row, self._column = number + 1, 0

    def _row_number(self, element: etree._Element | None) -> int:
        text = element.get("r") if element is not None else None
        if text is None:
            return self._row
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _LAST_ROW):
            raise self._refused(f"有不存在的行号 {text[:20]}", "请用 WPS 或 Excel 打开，另存后再试")
        return int(text)

    def _cell(self, element: etree._Element) -> None:
        self._elements += 1
        if self._elements > _MAX_ELEMENTS:
            raise self._refused(f"的单元格超过 {_MAX_ELEMENTS:,} 个")
        row, column = self._position(element)
        self._column = column
        seen = self._seen(element, row, column)
        if seen is None:
            return
        if row > MAX_ROWS:
            raise self._refused(f"在 {address(row, column)} 还有内容，超出前 {MAX_ROWS:,} 行")
        self._found.cells.append(seen)
        if len(self._found.cells) > self._room:
            raise self._refused(f"读到这里时，有内容的单元格已超过 {MAX_CELLS:,} 个")

    def _position(self, element: etree._Element) -> tuple[int, int]:
        name = element.get("r")
        if name is None:
            return self._row_number(element.getparent()), self._column + 1
        return self._parsed_address(name)

    def _parsed_address(self, name: str) -> tuple[int, int]:
        match = _ADDRESS.fullmatch(name)
        row, column = (int(match.group(2)), _column_number(match.group(1))) if match else (0, 0)
        if not (1 <= row <= _LAST_ROW and 1 <= column <= _LAST_COLUMN):
            raise self._refused(f"有不存在的单元格 {name[:20]}", "请用 WPS 或 Excel 打开，另存后再试")
        return row, column

    def _merge(self, element: etree._Element) -> None:
        first, _, last = element.get("ref", "").partition(":")
        top, left = self._parsed_address(first)
        bottom, right = self._parsed_address(last or first)
        self._found.merges.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
        if len(self._found.merges) > merges.MAX_MERGES:
            raise self._refused(f"的合并单元格超过 {merges.MAX_MERGES:,} 个")

    def _seen(self, element: etree._Element, row: int, column: int) -> SeenCell | None:
        parts = {local(child): child for child in element}
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return self._text(row, column, words(parts["is"]) if "is" in parts else "")
        raw = parts["v"].text if "v" in parts else None
        if raw is None or not raw.strip():
            lost = "f" in parts and not (kind == "str" and "v" in parts)
            return _lost(row, column) if lost else None
        return self._valued(element, row, column, kind, raw)

    def _valued(self, element: etree._Element, row: int, column: int, kind: str, raw: str) -> SeenCell | None:
        match kind:
            case "s":
                return self._text(row, column, self._shared(raw, row, column))
            case "str" | "e" | "d":
                return self._text(row, column, unescaped(raw))
            case "b":
                truth = raw.strip() in {"1", "true"}
                return SeenCell(row=row, column=column, value=truth, shown="TRUE" if truth else "FALSE")
        try:
            number = number_formats.exact(raw)
        except (ValueError, ArithmeticError) as error:
            remedy = "请用 WPS 或 Excel 打开，重新填写该单元格后另存"
            raise self._refused(f"的 {address(row, column)} 不是有效的数字", remedy) from error
        return self._number(row, column, number, self._format(element))

    def _number(self, row: int, column: int, number: Decimal, form: NumberFormat) -> SeenCell:
        if form.is_date:
            value = number_formats.moment(number, since_1904=self._book.since_1904)
            return SeenCell(row=row, column=column, value=value, shown=str(value))
        return SeenCell(
            row=row,
            column=column,
            value=number,
            shown=form.shown(number),
            decimals=form.decimals,
            percent=form.percent,
        )

    def _text(self, row: int, column: int, text: str) -> SeenCell | None:
        return SeenCell(row=row, column=column, value=text, shown=text) if text.strip() else None

    def _shared(self, raw: str, row: int, column: int) -> str:
        index = raw.strip()
        if not (index.isascii() and index.isdigit() and int(index) < len(self._book.strings)):
            raise self._refused(
                f"的 {address(row, column)} 指向不存在的文字", "请用 WPS 或 Excel 打开，另存后再试"
            )
        return self._book.strings[int(index)]

    def _format(self, element: etree._Element) -> NumberFormat:
        style = element.get("s", "")
        formats = self._book.formats
        return (
            formats[int(style)]
            if style.isascii() and style.isdigit() and int(style) < len(formats)
            else _PLAIN
        )


def _lost(row: int, column: int) -> SeenCell:
    return SeenCell(row=row, column=column, value=None, shown="", formula_without_value=True)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
