"""
Putting an extract together: blocks in order, their text, and the offsets of everything.

All readers lay their blocks down here, so "blocks by one newline, cells by a tab, rows by a
newline" is written once.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hengji.documents.readers.container import refused
from hengji.domain.extract import Cell, Extract, Paragraph, Table
from hengji.domain.source import Place

MAX_CELLS = 500_000
MAX_BLOCKS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell before it has offsets; `row` and `column` count from one in the table's grid."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None


class Assembly:
    """An extract while it grows."""

    __slots__ = ("_blocks", "_file", "_format", "_length", "_paragraphs", "_pieces", "_tables", "notes")

    def __init__(self, path: Path, kind: str) -> None:
        self._file = shown_path(path)
        self._format = kind
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Paragraph | Table] = []
        self._paragraphs = 0
        self._tables = 0
        self.notes: list[str] = []

    @property
    def is_empty(self) -> bool:
        """Whether no block was laid down."""
        return not self._blocks

    def add_paragraph(
        self,
        text: str,
        *,
        page: int | None = None,
        level: int | None = None,
        numbering: str = "",
        style: str = "",
    ) -> int:
        """Lay down a paragraph; gives the offset at which it starts."""
        start = self._begin_block()
        self._put(text)
        self._paragraphs += 1
        place = Place(page=page, paragraph=self._paragraphs, start=start, end=self._length)
        self._blocks.append(
            Paragraph(
                start=start, end=self._length, place=place, level=level, numbering=numbering, style=style
            )
        )
        return start

    def add_table(self, cells: Sequence[GridCell], *, page: int | None = None) -> tuple[int, ...]:
        """
        Lay down a table, its cells ordered by row and column; gives the offset of each cell.

        Positions covered by a merged cell have no cell of their own and leave no tab behind.
        """
        if len(cells) > MAX_CELLS:
            raise refused(f"一张表有 {len(cells)} 个单元格，超过 {MAX_CELLS} 个", "请删去空白行列后再试")
        start = self._begin_block()
        self._tables += 1
        placed: list[Cell] = []
        row = cells[0].row if cells else 1
        first = True
        for cell in cells:
            if cell.row != row:
                self._put("\n" * (cell.row - row))
                row, first = cell.row, True
            if not first:
                self._put("\t")
            first = False
            placed.append(self._place(cell, page))
        self._blocks.append(
            Table(
                start=start,
                end=self._length,
                place=Place(page=page, table=self._tables, start=start, end=self._length),
                cells=tuple(placed),
                rows=max((c.row + c.row_span - 1 for c in cells), default=0),
                columns=max((c.column + c.column_span - 1 for c in cells), default=0),
            )
        )
        return tuple(cell.start for cell in placed)

    def extract(self, *, properties: dict[str, str] | None = None) -> Extract:
        """The finished extract."""
        return Extract(
            file=self._file,
            format=self._format,
            text="".join(self._pieces),
            blocks=tuple(self._blocks),
            notes=tuple(self.notes),
            properties=properties or {},
        )

    def _place(self, cell: GridCell, page: int | None) -> Cell:
        start = self._length
        self._put(cell.text)
        return Cell(
            row=cell.row,
            column=cell.column,
            start=start,
            end=self._length,
            value=cell.text or None,
            row_span=cell.row_span,
            column_span=cell.column_span,
            place=Place(
                page=cell.page if cell.page is not None else page,
                table=self._tables,
                row=cell.row,
                column=cell.column,
                start=start,
                end=self._length,
            ),
        )

    def _begin_block(self) -> int:
        if len(self._blocks) >= MAX_BLOCKS:
            raise refused(f"段落超过 {MAX_BLOCKS} 个", "请删去与填报无关的内容后再试")
        if self._blocks:
            self._put("\n")
        return self._length

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def shown_path(path: Path) -> str:
    """
    The path as it was given, bytes that are no text escaped.

    >>> shown_path(Path("自评报告.docx"))
    '自评报告.docx'
    """
    return os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")
