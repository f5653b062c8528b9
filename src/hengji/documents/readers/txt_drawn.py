"""
Tables in plain text whose cells are parted by bars: Markdown, ``+---+``, and box drawing.

Lines between two rules are one row where the table rules off every row; words that go on in the next
line of their cell keep a place of their own and are told to continue it.  Where the bars of a short
row stand below no others, the lines stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, NamedTuple

from hengji.documents.readers.txt_lines import METRICS, MOST_COLUMNS, Metric, drawn, is_number
from hengji.domain.extract import Cell, Table

_BAR: Final = "|｜│┃║"
_JOINT: Final = "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜┠┨┯┷┿╂╭╮╯╰"
_STROKE: Final = "─━═┄┅┈┉"
_BARS: Final = re.compile(rf"(?<!\\)[{_BAR}]")
_EDGES: Final = re.compile(f"[{_BAR}{_JOINT}]")
_RULE: Final = re.compile(rf"[\s{_BAR}{_JOINT}{_STROKE}+=:-]+\Z")
_DASHES: Final = re.compile(rf"--|==|:-|-:|[{_STROKE}]")
_FEWEST_ROWS: Final = 2
_FEWEST_BARE_ROWS: Final = 3
"""Of rows with neither a rule nor bars at their ends: the menu of a site has bars too."""
_FEWEST_BANDS: Final = 3


class _Piece(NamedTuple):
    """The words of a cell in one line: the columns they stand in, their place in the text."""

    column: int
    span: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of cells: its bars, and the places of the words between them, both within the line."""

    start: int
    words: str
    bars: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]
    is_closed: bool
    """Whether a bar stands at both ends."""


@dataclass(slots=True)
class _Band:
    """The lines between two rules, and the columns that the rule above leaves open."""

    lines: list[_Line] = field(default_factory=list)
    opened: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Column → the place in the text of what stands in the gap of the rule."""


def is_drawn(line: str) -> bool:
    """
    Whether a line has cells parted by bars, or rules off such lines.

    >>> is_drawn("| 合计 | 7,357.84 |"), is_drawn("├──┼──┤"), is_drawn("合计 7,357.84")
    (True, True, False)
    """
    return _EDGES.search(line) is not None or (line.lstrip().startswith(("+-", "+=")) and _is_rule(line))


def table(text: str, lines: Sequence[tuple[int, int]], number: int) -> Table | None:
    """The table that those lines are, or nothing where they cannot be laid out."""
    bands, ruled = _bands(text, lines)
    rows = [line for band in bands for line in band.lines]
    width = max((len(line.cells) for line in rows), default=0)
    if len(rows) < _FEWEST_ROWS or not 1 < width <= MOST_COLUMNS:
        return None
    if not (ruled or all(map(_is_bordered, rows)) or _is_bare_table(rows, width)):
        return None
    markdown = ruled and len(bands) > 1 and len(bands[0].lines) == 1 and _BAR[0] in rows[0].words
    places = _places(rows, width, padded=markdown)
    if places is None:
        return None
    by_line = {line.start: pieces for line, pieces in zip(rows, places, strict=True)}
    is_ruled = len(bands) >= _FEWEST_BANDS and not any(_holds_rows(text, band, by_line) for band in bands)
    laid = _Laid()
    for band in bands:
        laid.opened(band)
        for line in band.lines:
            laid.line(by_line[line.start], is_new=not is_ruled or line is band.lines[0])
    found = drawn(text, laid.cells, lines=lines, number=number, rows=laid.row, columns=width)
    return found if _is_whole(text, found) else None


def _is_whole(text: str, found: Table) -> bool:
    """Whether nothing but bars and rules stands outside the cells."""
    position = found.start
    for cell in found.cells:
        if cell.start < position or (position < cell.start and not _RULE.match(text[position : cell.start])):
            return False
        position = cell.end
    return position == found.end or _RULE.match(text[position : found.end]) is not None


def _is_rule(line: str) -> bool:
    return _RULE.match(line) is not None and _DASHES.search(line) is not None


def _bands(text: str, lines: Sequence[tuple[int, int]]) -> tuple[list[_Band], bool]:
    """The lines between rules, and whether there is any rule."""
    bands = [_Band()]
    ruled = False
    for start, end in lines:
        words = text[start:end]
        if _is_rule(words) or any(stroke in words for stroke in _STROKE):
            ruled = True
            bands.append(_Band(opened=_gaps(start, words)))
        else:
            bands[-1].lines.append(_line(start, words))
    return [band for band in bands if band.lines], ruled


def _gaps(start: int, words: str) -> dict[int, tuple[int, int]]:
    """The columns that a rule does not run through: `│产出├────┤` leaves the first one open."""
    edges = [match.start() for match in _EDGES.finditer(words)]
    return {
        column: (start + left, start + right)
        for column, (before, behind) in enumerate(pairwise(edges), 1)
        for left, right in [_stripped(words, before + 1, behind)]
        if _DASHES.search(words, left, right) is None
    }


def _line(start: int, words: str) -> _Line:
    bars = tuple(match.start() for match in _BARS.finditer(words))
    edges = list(bars)
    is_open = [bool(words[: bars[0]].strip()), bool(words[bars[-1] + 1 :].strip())] if bars else [True, True]
    if is_open[0]:
        edges.insert(0, -1)
    if is_open[1]:
        edges.append(len(words))
    cells = tuple(_stripped(words, left + 1, right) for left, right in pairwise(edges))
    return _Line(start, words, bars, cells, not any(is_open))


def _stripped(words: str, left: int, right: int) -> tuple[int, int]:
    """The place of the words between two places, without the blanks around them."""
    kept = words[left:right]
    left += len(kept) - len(kept.lstrip())
    return left, left + len(kept.strip())


def _is_bordered(line: _Line) -> bool:
    return bool(line.bars) and (line.is_closed or line.bars[-1] == len(line.words.rstrip()) - 1)


def _is_bare_table(rows: Sequence[_Line], width: int) -> bool:
    """Whether rows without a rule and without bars at their ends have as many cells each, and numbers."""
    if len(rows) < _FEWEST_BARE_ROWS or any(len(line.cells) != width for line in rows):
        return False
    return sum(any(is_number(line.words[a:b]) for a, b in line.cells[1:]) for line in rows) >= _FEWEST_ROWS


def _places(rows: Sequence[_Line], width: int, *, padded: bool) -> list[list[_Piece]] | None:
    """The columns of every line's cells: counted where a line has all, else read from its bars."""
    if all(len(line.cells) == width for line in rows):
        return [_counted(line) for line in rows]
    for metric in METRICS:
        edges = {_columns(line, metric) for line in rows if len(line.cells) == width and line.is_closed}
        found = [_below(line, next(iter(edges)), metric) for line in rows] if len(edges) == 1 else []
        if found and all(found):
            return found
    # Markdown fills up a short row with blank cells.
    return [_counted(line) for line in rows] if padded else None


def _counted(line: _Line) -> list[_Piece]:
    return [
        _Piece(column, 1, line.start + left, line.start + right)
        for column, (left, right) in enumerate(line.cells, 1)
    ]


def _columns(line: _Line, metric: Metric) -> tuple[int, ...]:
    return tuple(metric.column(line.words, bar) for bar in line.bars)


def _below(line: _Line, edges: tuple[int, ...], metric: Metric) -> list[_Piece]:
    """The cells of a line whose bars stand below some of those edges; nothing where they do not."""
    order = {edge: place for place, edge in enumerate(edges, 1)}
    own = [order.get(bar, 0) for bar in _columns(line, metric)]
    if not own or not line.is_closed or not all(own) or (own[0], own[-1]) != (1, len(edges)):
        return []
    return [
        _Piece(first, last - first, line.start + left, line.start + right)
        for (first, last), (left, right) in zip(pairwise(own), line.cells, strict=True)
    ]


def _holds_rows(text: str, band: _Band, places: dict[int, list[_Piece]]) -> bool:
    """Whether the lines between two rules are rows of their own: numbers stand below numbers."""
    seen: set[int] = set()
    for line in band.lines:
        for piece in places[line.start]:
            if is_number(text[piece.start : piece.end]):
                if piece.column in seen:
                    return True
                seen.add(piece.column)
    return False


@dataclass(slots=True)
class _Laid:
    """The cells laid so far."""

    cells: list[Cell] = field(default_factory=list)
    row: int = 0
    last: dict[int, int] = field(default_factory=dict)
    """Column → the index of the cell that last began there."""
    filled: set[int] = field(default_factory=set)
    """The columns of the row that have words."""
    reaching: set[int] = field(default_factory=set)
    """The columns whose cell of the row above reaches into the row to come."""

    def opened(self, band: _Band) -> None:
        """A rule that leaves columns open: their cells reach down, and may go on in the rule itself."""
        self.reaching = {column for column in band.opened if column in self.last}
        for column, (start, end) in band.opened.items():
            if start < end and column in self.last:
                self._add(_Piece(column, 1, start, end), continues=True)

    def line(self, pieces: Sequence[_Piece], *, is_new: bool) -> None:
        """A line of cells, which begins a row or goes on with it."""
        if is_new:
            self.row += 1
            self.filled = set()
            for column in self.reaching:
                above = self.last[column]
                self.cells[above] = replace(self.cells[above], row_span=self.row - self.cells[above].row + 1)
            reaching, self.reaching = self.reaching, set()
            self.filled |= reaching
        for piece in pieces:
            if piece.start < piece.end:
                self._add(piece, continues=piece.column in self.filled)
                self.filled.add(piece.column)

    def _add(self, piece: _Piece, *, continues: bool) -> None:
        if not continues:
            self.last[piece.column] = len(self.cells)
        self.cells.append(
            Cell(
                row=self.row,
                column=piece.column,
                start=piece.start,
                end=piece.end,
                value=None,
                column_span=piece.span,
                continues=continues,
            )
        )
