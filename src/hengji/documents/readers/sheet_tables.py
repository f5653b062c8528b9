"""
Sheets → the text of the file and its tables, however the sheets were stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from hengji.documents.readers import container, merges, xlsx_parts
from hengji.documents.readers.xlsx_cells import SheetScan
from hengji.domain.extract import Cell, Table
from hengji.domain.source import Place

MAX_AREA: Final = 5_000_000
"""Rows times columns of what is filled in, over all sheets."""
TOO_MUCH: Final = "请删去与填报无关的行、列和工作表，另存后再试"


@dataclass(slots=True, kw_only=True)
class Tables:
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
        """Cells by tab, rows by newline, sheets by newline."""
        return "".join(self.pieces)

    def add(self, sheet: xlsx_parts.SheetPart, found: SheetScan) -> None:
        """One more sheet; raises `UnreadableDocument` where it spreads too far."""
        rows = max((cell.row for cell in found.cells), default=0)
        columns = max((cell.column for cell in found.cells), default=0)
        self.area += rows * columns
        if self.area > MAX_AREA:
            raise container.refused(
                f"工作表“{sheet.title}”有内容的区域过大（{rows} 行 {columns} 列）", TOO_MUCH
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
