"""
A run of lines whose columns stand below each other: what a page holds of a table that blanks part.

Columns are what rows fill below each other; a piece that stands in two of them fits no more.  Where
every row has as many figures behind its name, they are counted instead: what writes such tables sets
them a little to a side where the name is long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from hengji.documents.readers.txt_lines import MOST_COLUMNS, Column, Piece, Placed, Row

FEWEST_ROWS: Final = 2
_MOST_BLANK: Final = 60
_TOTAL: Final = re.compile(r"[\u4e00-\u9fff]{0,8}[合总小共]\s*[计分][：:]?\Z")


@dataclass(slots=True)
class Segment:
    """Rows below one header, or below none where a page breaks a table."""

    is_counted: bool
    header: list[list[Piece]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    values: list[Column] = field(default_factory=list)
    """The columns of figures where they are counted; they are among the columns."""
    blank: int = 0
    """The rows without figures since the last one with them."""

    @property
    def ordered(self) -> list[Column]:
        """The columns from the left."""
        return sorted(self.columns, key=_left)

    @property
    def size(self) -> int:
        """How many lines it has."""
        return len(self.header) + len(self.rows)

    @property
    def is_in_order(self) -> bool:
        """Whether columns of figures that were counted stand in order behind all others."""
        return not self.values or self.ordered[-len(self.values) :] == self.values

    def take(self, pieces: Sequence[Piece]) -> bool:
        """Take a line as the next row; whether it fits."""
        row = self._row(list(pieces))
        if row is None or (self.blank >= _MOST_BLANK and not row.is_numeric):
            return False
        self.blank = 0 if row.is_numeric else self.blank + 1
        self._take(row)
        return True

    def trim(self) -> None:
        """Leave out what follows the last row of figures and its name."""
        while self.rows and not self.rows[-1].is_numeric and not self.rows[-1].joins:
            self.rows.pop()

    def _row(self, pieces: Sequence[Piece]) -> Row | None:
        """A line as a row of the table, or nothing where it is none."""
        is_numeric = any(one.is_number for one in pieces)
        count = self._count(pieces) if self.is_counted and is_numeric else 0
        if count is None:
            return None
        front = pieces[: len(pieces) - count]
        cells: list[Placed] = []
        used: set[int] = set()
        for piece in front:
            met = [column for column in self.columns if column.meets(piece) and column not in self.values]
            if any(id(column) in used for column in met) or not self._takes(
                piece, met, is_numeric=is_numeric
            ):
                return None
            used |= {id(column) for column in met}
            cells.append(Placed(piece, tuple(met)))
        for place, piece in enumerate(pieces[len(front) :]):
            cells.append(Placed(piece, (self.values[place],) if self.values else ()))
        if is_numeric:
            return self._numeric(cells)
        if len(cells) > 1:
            return Row(cells, is_numeric=False)
        return self._lone(cells[0])

    def _count(self, pieces: Sequence[Piece]) -> int | None:
        """How many figures end a row; nothing where not as many as in the rows above."""
        last = next((place for place in range(len(pieces), 0, -1) if not pieces[place - 1].is_number), 0)
        behind = len(pieces) - last
        if self.values:
            known = len(self.values)
            # A row whose name stands in other lines has its code before the figures.
            return known if behind == known or (last == 0 and behind > known) else None
        return behind if last and behind else None

    def _takes(self, piece: Piece, met: list[Column], *, is_numeric: bool) -> bool:
        if not met:
            return len(self.columns) < MOST_COLUMNS
        if len(met) > 1 and not _apart(met):
            # 合计 over the columns of codes and names.
            return _TOTAL.match(piece.words) is not None and all(column.words for column in met[1:])
        if is_numeric:
            return all(column.takes(piece) for column in met)
        return all(column.words or column.numbers < FEWEST_ROWS for column in met)

    def _numeric(self, cells: list[Placed]) -> Row | None:
        """A row of figures: it has a name or a code, or the line above is its name."""
        named = any(not cell.piece.is_number for cell in cells)
        coded = cells[0].piece.words.isdigit() and len(cells) > 1
        above = self.rows[-1] if self.rows else None
        joins = not named and above is not None and above.is_name
        if joins and above is not None and above.joins:
            # What was taken for the rest of the name above is the name of this row.
            above.cells[0] = above.cells[0]._replace(continues=False)
            above.joins = False
        return Row(cells, is_numeric=True, joins=joins) if named or coded or joins else None

    def _lone(self, cell: Placed) -> Row | None:
        """A line of one piece: a name without figures, or the rest of the name above."""
        if len(self.rows) < FEWEST_ROWS and not cell.columns:
            return Row([cell], is_numeric=False)
        if len(cell.columns) != 1 or not cell.columns[0].words or not self.rows:
            return None
        above = self.rows[-1]
        own = cell.columns[0].whole
        named = any(own is column.whole for other in above.cells for column in other.columns)
        coded = self.ordered[0].numbers >= FEWEST_ROWS and self.ordered[0] is not own
        continues = above.is_numeric and (above.joins or (coded and named))
        return Row([cell._replace(continues=continues)], is_numeric=False, joins=continues)

    def _take(self, row: Row) -> None:
        line = len(self.rows)
        # The first row of figures tells how many columns of figures there are.
        count = self._count([cell.piece for cell in row.cells]) if self.is_counted and not self.values else 0
        first = len(row.cells) - (count or 0)
        for index, cell in enumerate(row.cells):
            columns = list(dict.fromkeys(column.whole for column in cell.columns))
            if len(columns) > 1 and _apart(columns):
                columns.sort(key=lambda one: -len(one.lines))
                for other in columns[1:]:
                    columns[0].absorb(other)
                    self.columns.remove(other)
                columns = columns[:1]
            if not columns:
                columns = [Column(cell.piece.left, cell.piece.right)]
                self.columns.append(columns[0])
                if count and cell.piece.is_number and index >= first:
                    self.values.append(columns[0])
            if len(columns) == 1:
                # Counted figures stand where the first row has them, next to the header.
                columns[0].add(line, cell.piece, widens=columns[0] not in self.values)
            row.cells[index] = cell._replace(columns=tuple(columns))
        self.rows.append(row)


def _left(column: Column) -> int:
    return column.left


def _apart(columns: Sequence[Column]) -> bool:
    """Whether no row fills two of those columns."""
    return all(one.lines.isdisjoint(other.lines) for one, other in combinations(columns, 2))
