"""
Spreadsheets (.xlsx, .xlsm) → Extract: one table a sheet, every cell with its place.

The sheet's XML is read directly and as a stream, because libraries that read values only cannot
tell a formula without a value from an empty cell, and some believe a sheet's own word about its
size.  Digits are taken as the file prints them, so 19,731,374.38 never becomes a binary
fraction.  Macros are neither run nor read; a note says that they were there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hengji.documents.readers import container, merges, xlsx_parts
from hengji.documents.readers.xlsx_cells import MAX_CELLS, MAX_ROWS, SheetScan, scan
from hengji.domain.extract import Cell, Extract, Table
from hengji.domain.source import Place

MAX_AREA: Final = 5_000_000
"""Rows times columns of what is filled in, over all sheets."""
MAX_SHEETS: Final = 500

_TOO_MUCH = "请删去与填报无关的行、列和工作表，另存后再试"


def read(path: Path, content: bytes | None = None) -> Extract:
    """
    The workbook at `path`, or in the bytes already loaded from there.

    Raises `UnreadableDocument` for what is damaged, encrypted, hostile or larger than the
    limits; there is no partial result.
    """
    package = container.Package(container.load_bytes(path) if content is None else content)
    return read_package(package, file=str(path))


def read_package(package: container.Package, *, file: str) -> Extract:
    """The workbook in an opened package; `file` is how places name it."""
    book = xlsx_parts.read_book(package)
    if len(book.sheets) > MAX_SHEETS:
        raise container.refused(f"有 {len(book.sheets)} 张工作表，超过 {MAX_SHEETS} 张", _TOO_MUCH)
    writing = _Writing(file=file)
    for sheet in book.sheets:
        found = scan(package, sheet, book, room=MAX_CELLS - writing.cells, rows=MAX_ROWS - writing.rows)
        writing.add(sheet, found)
    return Extract(
        file=file,
        format="xlsx",
        text=writing.text,
        blocks=tuple(writing.tables),
        notes=(*xlsx_parts.notes(package), *writing.notes),
        properties=xlsx_parts.properties(package),
    )


@dataclass(slots=True, kw_only=True)
class _Writing:
    """The text and the tables so far."""

    file: str
    tables: list[Table] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    length: int = 0
    cells: int = 0
    rows: int = 0
    area: int = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, sheet: xlsx_parts.SheetPart, found: SheetScan) -> None:
        rows = max((cell.row for cell in found.cells), default=0)
        columns = max((cell.column for cell in found.cells), default=0)
        self.area += rows * columns
        if self.area > MAX_AREA:
            raise container.refused(
                f"工作表“{sheet.title}”有内容的区域过大（{rows} 行 {columns} 列）", _TOO_MUCH
            )
        self.cells += len(found.cells)
        self.rows += len({cell.row for cell in found.cells})
        spans = merges.spans(found.merges, rows=rows, columns=columns, sheet=sheet.title)
        if self.length and found.cells:
            self._put("\n")
        start = self.length
        cells = self._put_cells(sheet, found, spans)
        self.tables.append(
            Table(
                start=start,
                end=self.length,
                place=Place(file=self.file, sheet=sheet.title),
                cells=cells,
                rows=rows,
                columns=columns,
                title=sheet.title,
                hidden=sheet.hidden,
            )
        )
        self._note(sheet, found)

    def _put_cells(
        self, sheet: xlsx_parts.SheetPart, found: SheetScan, spans: merges.Spans
    ) -> tuple[Cell, ...]:
        cells = []
        last_row = 0
        for seen in found.cells:
            if (seen.row, seen.column) in spans.covered:
                continue
            if last_row:
                self._put("\t" if seen.row == last_row else "\n")
            last_row = seen.row
            start = self.length
            self._put(seen.shown)
            row_span, column_span = spans.sizes.get((seen.row, seen.column), (1, 1))
            cells.append(
                Cell(
                    row=seen.row,
                    column=seen.column,
                    start=start,
                    end=self.length,
                    value=seen.value,
                    row_span=row_span,
                    column_span=column_span,
                    place=Place(
                        file=self.file,
                        sheet=sheet.title,
                        cell=xlsx_parts.address(seen.row, seen.column),
                        start=start,
                        end=self.length,
                    ),
                    formula_without_value=seen.formula_without_value,
                    decimals=seen.decimals,
                    percent=seen.percent,
                )
            )
        return tuple(cells)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _note(self, sheet: xlsx_parts.SheetPart, found: SheetScan) -> None:
        if sheet.hidden and found.cells:
            self.notes.append(f"工作表“{sheet.title}”是隐藏的，内容已一并读入。")
        if found.hidden_rows:
            self.notes.append(f"工作表“{sheet.title}”有 {found.hidden_rows} 行隐藏，内容已一并读入。")
        if found.hidden_columns:
            self.notes.append(f"工作表“{sheet.title}”有隐藏的列，内容已一并读入。")
