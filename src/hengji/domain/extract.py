"""
A file read into structure without meaning: blocks, tables and cells, each with its place.

`text` is the plain text that every offset refers to; a block's words are `text[start:end]`.
Blocks are separated by one newline, cells by a tab, rows by a newline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from hengji.domain.source import Place

CellValue = str | Decimal | bool | None
"""What a spreadsheet cell holds; dates and times are ISO text; `None` is blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """
    A cell of a table.

    `row` and `column` count from one in the table's own grid; a merged cell stands once, at its
    top left, with its spans.  `value` is typed in spreadsheets and text elsewhere.
    """

    row: int
    column: int
    start: int
    end: int
    value: CellValue
    row_span: int = 1
    column_span: int = 1
    place: Place | None = None
    formula_without_value: bool = False
    """A formula whose cached value is missing: the number cannot be known from the file."""
    decimals: int | None = None
    """Decimal places that the cell's number format always prints; `None` where it fixes none."""
    percent: bool = False
    """The number format prints percent: a `value` of 0.98 is seen as 98%."""
    continues: bool = False
    """Words that go on from the cell above in its column, where a text table breaks a line inside a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; `level` is its outline level where the file says so (1 = top), else `None`."""

    start: int
    end: int
    place: Place
    level: int | None = None
    numbering: str = ""
    """The number Word computes for it; it is part of the text."""
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table or a sheet."""

    start: int
    end: int
    place: Place
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    title: str = ""
    """The sheet's name; empty for tables in text."""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """One file, read."""

    file: str
    format: str
    """docx, doc, wps, rtf, xlsx, xls, pdf, html or txt, by content."""
    text: str
    blocks: tuple[Paragraph | Table, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader must tell (in Chinese): tracked changes accepted, hidden sheets, …"""
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
