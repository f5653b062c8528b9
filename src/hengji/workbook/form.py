"""
The nouns of a filing form: sheets, tables on them, fields.

A sheet is declared once, in `parts`; the same declaration lays it out, tells the clerk what to
write, and finds the answers again in whatever order of rows and columns the sheet comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hengji.domain.sheet import CellStyle
from hengji.workbook.computed import Computation


class Kind(StrEnum):
    """What may be written into a field."""

    TEXT = "text"
    LONG = "long"
    LINES = "lines"
    """Several entries, one a line."""
    AMOUNT = "amount"
    """Money in the unit of its sheet or row."""
    FIGURE = "figure"
    """A number in the unit written beside it."""
    POINTS = "points"
    CHOICE = "choice"
    DATE = "date"
    FIXED = "fixed"
    """Locked words that name the row or explain it; never read as an answer."""
    COMPUTED = "computed"
    COMPUTED_AMOUNT = "computed_amount"
    COMPUTED_PERCENT = "computed_percent"


COMPUTED_KINDS = frozenset({Kind.COMPUTED, Kind.COMPUTED_AMOUNT, Kind.COMPUTED_PERCENT})
LOCKED_KINDS = COMPUTED_KINDS | {Kind.FIXED}

STYLES: Mapping[Kind, CellStyle] = {
    Kind.TEXT: CellStyle.INPUT,
    Kind.LONG: CellStyle.INPUT_LONG,
    Kind.LINES: CellStyle.INPUT_LONG,
    Kind.AMOUNT: CellStyle.INPUT_AMOUNT,
    Kind.FIGURE: CellStyle.INPUT_NUMBER,
    Kind.POINTS: CellStyle.INPUT_NUMBER,
    Kind.CHOICE: CellStyle.INPUT,
    Kind.DATE: CellStyle.INPUT,
    Kind.FIXED: CellStyle.TEXT,
    Kind.COMPUTED: CellStyle.COMPUTED,
    Kind.COMPUTED_AMOUNT: CellStyle.COMPUTED_AMOUNT,
    Kind.COMPUTED_PERCENT: CellStyle.COMPUTED_PERCENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """
    A column of a table, or the answer of one fixed row.

    Without a `required` column the table cannot be read; a `required` answer is asked for.
    """

    id: str
    title: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    computation: Computation | None = None
    span: int = 1
    """How many columns of the sheet it covers."""

    @property
    def is_input(self) -> bool:
        """Whether the clerk writes here."""
        return self.kind not in LOCKED_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedRow:
    """
    A row that the form already names.

    `fields` replace columns of its table by id, where this row asks for something else;
    `words` are locked words in it.  A row without a key is a band between groups of rows.
    """

    key: str
    title: str
    fields: Mapping[str, Field]
    words: Mapping[str, str]
    needed: bool = False
    """The edition cannot score without it."""
    computed: bool = False
    """The whole row computes itself; never read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """
    A table on a sheet: a title, a header, then fixed rows or room for entries."""

    id: str
    title: str
    columns: tuple[Field, ...]
    rows: tuple[FixedRow, ...] = ()
    blank_rows: int = 0
    note: str = ""
    key_column: str = ""
    """The column that names the fixed rows; the first one where nothing is said."""
    optional: bool = False
    """The table may be deleted from the sheet without anything being said."""

    @property
    def key(self) -> str:
        """The id of the column that names the fixed rows."""
        return self.key_column or self.columns[0].id

    def column(self, field: str) -> Field:
        """The column of that id; raises `KeyError`."""
        for column in self.columns:
            if column.id == field:
                return column
        raise KeyError(field)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """A sheet of the workbook."""

    title: str
    heading: str
    note: str
    grids: tuple[Grid, ...]
    widths: tuple[int, ...]
    money_unit: bool = False
    """A cell at the top says in which unit its amounts are written."""
    landscape: bool = True
    tab_color: str = "#4F81BD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A value to be written into a field, with its number format where it has its own."""

    value: str | Decimal | int | None
    format: str | None = None


Row = Mapping[str, Shown]
Rows = list[Row]
"""For fixed rows, the entry under `KEY` says which row it belongs to."""
KEY = "key"
Contents = dict[str, Rows]
"""Table id → what is to be written in its rows."""


def form_rows(*fields: Field) -> tuple[FixedRow, ...]:
    """The rows of a form of single answers: label, answer, explanation."""
    return tuple(
        FixedRow(
            key=field.id,
            title=field.title,
            fields={ANSWER: field},
            words={REMARK: field.hint},
            needed=field.required,
        )
        for field in fields
    )


ANSWER = "answer"
REMARK = "remark"


def form_columns(*, answer_span: int = 1, remark_span: int = 1) -> tuple[Field, ...]:
    """The columns of a form of single answers."""
    return (
        Field(id=KEY, title="项目", kind=Kind.FIXED, required=True),
        Field(id=ANSWER, title="填写内容", required=True, span=answer_span),
        Field(id=REMARK, title="填报说明", kind=Kind.FIXED, span=remark_span),
    )


def form_contents(answers: Mapping[str, Shown]) -> Rows:
    """The rows of a form of single answers, by the id of their field."""
    return [
        {KEY: Shown(value=key), ANSWER: shown} for key, shown in answers.items() if shown.value is not None
    ]


def inputs(grid: Grid) -> Iterator[Field]:
    """The columns that the clerk writes in."""
    return (column for column in grid.columns if column.is_input)
