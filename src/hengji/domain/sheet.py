"""
A spreadsheet to be written, as cells without any file format.

The filing workbook and the score sheet are described with these; one writer turns them into
.xlsx.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class CellStyle(StrEnum):
    """What a cell is for; the writer decides how that looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    SECTION = "section"
    HEADER = "header"
    LABEL = "label"
    TEXT = "text"
    """Locked words."""
    NOTE = "note"
    INPUT = "input"
    """For the clerk to fill in."""
    INPUT_LONG = "input_long"
    INPUT_AMOUNT = "input_amount"
    INPUT_NUMBER = "input_number"
    INPUT_PERCENT = "input_percent"
    COMPUTED = "computed"
    COMPUTED_AMOUNT = "computed_amount"
    COMPUTED_PERCENT = "computed_percent"
    COMPUTED_POINTS = "computed_points"
    POINTS = "points"
    MARK = "mark"
    """A mark that must be seen, such as 示例."""
    WARNING = "warning"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A dropdown."""

    options: tuple[str, ...]
    strict: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCell:
    """
    A cell: `value` or `formula` (with `value` as its cached result); row and column count from one.
    """

    row: int
    column: int
    value: str | Decimal | int | None = None
    formula: str | None = None
    style: CellStyle = CellStyle.TEXT
    column_span: int = 1
    row_span: int = 1
    choice: Choice | None = None
    hint_title: str = ""
    hint: str = ""
    """Shown when the cell is selected."""
    link: str | None = None
    """A place in the same workbook, such as 预算与决算!D7."""
    format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """One sheet."""

    title: str
    cells: tuple[SheetCell, ...]
    column_widths: tuple[int, ...]
    """In characters."""
    row_heights: dict[int, float]
    frozen_rows: int = 0
    frozen_columns: int = 0
    landscape: bool = False
    protected: bool = False
    hidden: bool = False
    tab_color: str | None = None
    repeat_rows: tuple[int, int] | None = None
    filtered_rows: tuple[int, int] | None = None
    """The row of headings and the last row of a list that can be filtered by any of its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook to be written; `names` are defined names → absolute references."""

    title: str
    pages: tuple[SheetPage, ...]
    names: dict[str, str]
    properties: dict[str, str]
    """Custom document properties, such as the edition's id and hash."""
