"""
What the tables of plain text are made of: words with the columns of a screen that they stand in.

A Chinese character takes two columns on a screen and in an editor, one in what `pdftotext -layout`
writes; which of the two holds is told only by the lines that then stand right below each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from hengji.domain.extract import Cell, Table
from hengji.domain.source import Place

MOST_COLUMNS: Final = 60
_WIDE: Final = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
)
_NUMBER: Final = re.compile(
    r"[（(]?[-－△▲▽≥≤＞＜><＝=]?[¥￥]?[0-9０-９][0-9０-９,，.．]*[%％]?[）)]?\Z|[-—－–/]+\Z"
)


_DASH: Final = re.compile(r"[-—－–/]+\Z")
_AMOUNT: Final = re.compile(r"[0-9][.,．，%％]")
_VALUE: Final = re.compile(r"[0-9]|^.{1,4}\Z")
"""What may stand among numbers: 10次, 不适用."""
_SURE: Final = 3
"""So many cells of one kind tell what a column holds."""


class Metric(NamedTuple):
    """How many columns a wide character takes."""

    extra: int

    def column(self, line: str, position: int) -> int:
        """The column of a position of a line."""
        if not self.extra or line.isascii():
            return position
        return position + len(_WIDE.findall(line, 0, position))


METRICS: Final = (Metric(1), Metric(0))


def is_number(words: str) -> bool:
    """
    Whether a cell is a bare number, or the dash that stands for none.

    >>> is_number("1,204.50"), is_number("98.39%"), is_number("—"), is_number("12个")
    (True, True, True, False)
    """
    return _NUMBER.match(words) is not None


class Piece(NamedTuple):
    """A run of words with the columns of the screen it stands in."""

    words: str
    start: int
    end: int
    left: int
    right: int

    @property
    def is_number(self) -> bool:
        """Whether it is a bare number or a dash."""
        return is_number(self.words)


@dataclass(slots=True, eq=False)
class Column:
    """What rows fill below each other."""

    left: int
    right: int
    lines: set[int] = field(default_factory=set)
    numbers: int = 0
    amounts: int = 0
    """Of the numbers those with a point, groups of thousands or a percent sign."""
    words: int = 0
    into: Column | None = None
    """The column that this one turned out to be part of."""

    def meets(self, piece: Piece) -> bool:
        """Whether a piece stands below or above it."""
        return piece.left < self.right and self.left < piece.right

    def takes(self, piece: Piece) -> bool:
        """Whether a piece of a row with numbers is of the kind that the column holds."""
        if piece.is_number:
            return self.numbers > 0 or self.words < _SURE or _DASH.match(piece.words) is not None
        return self.words > 0 or self.numbers < _SURE or _VALUE.search(piece.words) is not None

    def add(self, line: int, piece: Piece, *, widens: bool = True) -> None:
        """Add a piece of a line, and widen it to that."""
        if widens:
            self.left, self.right = min(self.left, piece.left), max(self.right, piece.right)
        self.lines.add(line)
        if piece.is_number:
            self.numbers += 1
            self.amounts += _AMOUNT.search(piece.words) is not None
        else:
            self.words += 1

    def absorb(self, other: Column) -> None:
        """Take in a column that no line fills beside this one."""
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        if len(self.lines) < len(other.lines):
            self.lines, other.lines = other.lines, self.lines
        self.lines |= other.lines
        self.numbers += other.numbers
        self.amounts += other.amounts
        self.words += other.words
        other.into = self

    @property
    def whole(self) -> Column:
        """The column that it is or became part of."""
        column = self
        while column.into is not None:
            column = column.into
        return column


class Placed(NamedTuple):
    """A piece in its column, or over several."""

    piece: Piece
    columns: tuple[Column, ...]
    continues: bool = False


@dataclass(slots=True)
class Row:
    """A line of a table."""

    cells: list[Placed]
    is_numeric: bool
    joins: bool = False
    """Whether it is the row above, gone on with in the next line."""

    @property
    def is_name(self) -> bool:
        """Whether it is a name alone."""
        return len(self.cells) == 1 and not self.is_numeric


def drawn(
    text: str,
    cells: Iterable[Cell],
    *,
    lines: Sequence[tuple[int, int]],
    number: int,
    rows: int,
    columns: int,
) -> Table:
    """The table of those cells in those lines, each cell with its words and its place."""
    start, end = lines[0][0], lines[-1][1]
    return Table(
        start=start,
        end=end,
        place=Place(table=number, start=start, end=end),
        cells=tuple(
            replace(
                cell,
                value=text[cell.start : cell.end] or None,
                place=Place(table=number, row=cell.row, column=cell.column, start=cell.start, end=cell.end),
            )
            for cell in cells
        ),
        rows=rows,
        columns=columns,
    )
