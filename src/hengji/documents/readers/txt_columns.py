"""
Tables in plain text whose columns are held by blanks, as `pdftotext -layout` and copied pages leave them.

A table is a header without numbers and, right below it, rows of which two at least have a number in
one column.  Columns are what rows fill below each other; a piece of a line that stands in two of them
ends the table, and lines that lay out no table stay lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, product
from typing import Final

from hengji.documents.readers.txt_headers import Heads, again, headed
from hengji.documents.readers.txt_lines import METRICS, Column, Metric, Piece, Row, drawn, is_number
from hengji.documents.readers.txt_segments import FEWEST_ROWS, Segment
from hengji.domain.extract import Cell, Table

_PIECE: Final = re.compile(r"\S+(?: \S+)*")
_SPACED: Final = re.compile(r"(?<!\S)[\u4e00-\u9fff](?:[ \u3000]{1,12}[\u4e00-\u9fff])+(?!\S)")
"""合　　计: a word of letters set apart."""
_PROSE: Final = re.compile(r"[。；！？]|[，,][^，,0-9]{8,}[，,]")
_LABELLED: Final = re.compile(r"[:：]|[0-9][.,][0-9]")
"""What no header says: 填报单位：某局, 预算 75.00."""
_LONGEST_PIECE: Final = 40
_LONGEST_LINE: Final = 1_000
"""Signs of a line that can be a row."""
_WORD: Final = re.compile(r"[^ ]+")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")
_UNITS: Final = ("元", "万", "亿")
_NOTE: Final = re.compile(r"^(?!其中)[^:：]*[:：].")
"""单位：万元 stands above the next table."""
_MOST_HEADER_LINES: Final = 6
_MOST_LINES: Final = 5_000
"""No table of a report is longer; one that is stays lines."""
_MOST_LOOKED: Final = 20_000
"""Lines behind so many rows stay lines: what has more is no report."""


def is_spaced(line: str) -> bool:
    """
    Whether blanks hold words apart in a line.

    >>> is_spaced("人员经费   120.00"), is_spaced("　　一、部门概况"), is_spaced("合　　计")
    (True, False, False)
    """
    words = line.strip()
    return (
        len(words) <= _LONGEST_LINE
        and ("  " in words or "\u3000" in words)
        and len(_pieces(words, 0, METRICS[1])) > 1
    )


def laid(text: str, lines: Sequence[tuple[int, int]], tables: int) -> Iterator[Table | tuple[int, int]]:
    """Those lines in order, a table in place of the lines that make one; `tables` stand before them."""
    index = looked = 0
    while index < len(lines):
        best: Table | None = None
        size = 0
        if looked < _MOST_LOOKED and is_spaced(text[slice(*lines[index])]):
            best, size = _best(text, lines, index, tables + 1)
            looked += size + 1
        if best is not None:
            tables += 1
            yield best
        else:
            # What was looked at in vain is not looked at again from each of its rows.
            size = max(size, 1)
            yield from lines[index : index + size]
        index += size


def _best(text: str, lines: Sequence[tuple[int, int]], index: int, number: int) -> tuple[Table | None, int]:
    """
    The best layout of the lines from there on, and how many they are.

    Better is what takes in more lines, then what needs fewer columns, then what stands straighter; of
    two that are as good and put a cell into different columns neither is right for sure.
    """
    found: list[tuple[tuple[int, int, int], Table]] = []
    size = 0
    parted: dict[Metric, dict[int, list[Piece]]] = {metric: {} for metric in METRICS}
    for metric, is_counted in product(METRICS, (True, False)):
        attempt = _Attempt(text, metric, is_counted, parted[metric])
        attempt.grow(lines, index)
        size = max(size, sum(segment.size for group in attempt.groups[:1] for segment in group))
        table = attempt.table(lines, index, number)
        if table is not None:
            found.append(((attempt.size, -table.columns, attempt.straight), table))
    if not found:
        return None, size
    most = max(merit for merit, _ in found)
    best = [table for merit, table in found if merit == most]
    return (best[0], most[0]) if all(one.cells == best[0].cells for one in best) else (None, most[0])


def _pieces(line: str, start: int, metric: Metric) -> list[Piece]:
    """The pieces of a line: parted by two blanks, or between numbers by one."""
    spaced = [match.span() for match in _SPACED.finditer(line)]
    found: list[Piece] = []
    for match in _PIECE.finditer(line):
        left, right = match.span()
        letters = next((one for one in spaced if one[0] <= left and right <= one[1]), None)
        if letters is not None:
            if left == letters[0]:
                found.append(_piece(line, letters, start, metric))
            continue
        for start_, end_ in _parted(match[0]):
            found.append(_piece(line, (left + start_, left + end_), start, metric))
    return found


def _parted(words: str) -> Iterator[tuple[int, int]]:
    """The words between single blanks: apart beside numbers and grouped amounts, else all of them as one."""
    first = last = 0
    before = ""
    for match in _WORD.finditer(words):
        own = match[0]
        if last and _are_apart(before, own):
            yield first, last
            first = match.start()
        before, last = own, match.end()
    yield first, last


def _are_apart(before: str, behind: str) -> bool:
    if is_number(before) and is_number(behind):
        return True
    if _GROUPED.match(before):
        return not behind.startswith(_UNITS)
    return _GROUPED.match(behind) is not None


def _piece(line: str, span: tuple[int, int], start: int, metric: Metric) -> Piece:
    left, right = span
    return Piece(
        line[left:right], start + left, start + right, metric.column(line, left), metric.column(line, right)
    )


@dataclass(slots=True)
class _Attempt:
    """A table as it grows from its header, line by line, over as many pages as it has."""

    text: str
    metric: Metric
    is_counted: bool
    parted: dict[int, list[Piece]] = field(default_factory=dict)
    """The pieces of lines already parted, by the beginning of the line."""
    groups: list[list[Segment]] = field(default_factory=list)
    """Runs of rows below one header and its repetitions; a form goes on below another header."""
    is_cut: bool = False
    """Whether lines follow that are rows of something and fit in no way."""

    def grow(self, lines: Sequence[tuple[int, int]], index: int) -> None:
        """Take lines while they fit."""
        header: list[list[Piece]] = []
        for number, (start, end) in enumerate(islice(lines, index, index + _MOST_LINES), index + 1):
            pieces = self._pieces(start, end)
            if not pieces:
                break
            if not header and self._goes_on(pieces):
                continue
            if not any(one.is_number for one in pieces):
                if not self._heads(header, pieces, start, end):
                    break
                header.append(pieces)
                continue
            if len(pieces) == 1:
                # The number of a page: the table may go on behind it.
                self.is_cut = self._is_row(lines, number)
                break
            if (header or not self.groups) and not self._may_follow(header):
                # Words on a line of their own are no header: rows go on behind them and fit no more.
                self.is_cut = all(len(line) == 1 for line in header)
                break
            if not self._begin(header, pieces):
                self.is_cut = True
                break
            header = []
        else:
            self.is_cut = self._is_row(lines, index + _MOST_LINES)
        if self.groups:
            self.groups[-1][-1].trim()

    def _pieces(self, start: int, end: int) -> list[Piece]:
        """The pieces of a line; none of what is no row."""
        found = self.parted.get(start)
        if found is None:
            found = self.parted[start] = self._parts(start, end)
        return found

    def _parts(self, start: int, end: int) -> list[Piece]:
        if end - start > _LONGEST_LINE or _PROSE.search(self.text, start, end):
            return []
        found = _pieces(self.text[start:end], start, self.metric)
        return [] if any(len(one.words) > _LONGEST_PIECE for one in found) else found

    def _heads(self, header: list[list[Piece]], pieces: list[Piece], start: int, end: int) -> bool:
        """Whether a line without numbers can be the next of a header."""
        if len(header) >= _MOST_HEADER_LINES or _LABELLED.search(self.text, start, end):
            return False
        return bool(header) or len(pieces) > 1 or bool(self.groups)

    def _goes_on(self, pieces: list[Piece]) -> bool:
        """Whether a line is the next row; the first line of the header again is none."""
        if not self.groups:
            return False
        if len(pieces) == 1 and _NOTE.search(pieces[0].words):
            return False
        first = self.groups[-1][0].header[:1]
        return (_words([pieces]) != _words(first) or not first) and self.groups[-1][-1].take(pieces)

    def _may_follow(self, header: list[list[Piece]]) -> bool:
        """Whether lines are a header: that of the table, the same on its next page, or another."""
        if not header or self._is_again(header):
            return bool(header)
        # A name on a line of its own below the rows is the title of the next table.
        titled = bool(self.groups) and self.groups[-1][-1].rows[-1].is_name
        return len(header[0]) > 1 and not titled

    def _is_again(self, header: list[list[Piece]]) -> bool:
        return bool(self.groups) and _words(header) == _words(self.groups[-1][0].header)

    def _is_row(self, lines: Sequence[tuple[int, int]], index: int) -> bool:
        """Whether the line there is a row of something."""
        start, end = lines[index] if index < len(lines) else (0, 0)
        pieces = self._pieces(start, end)
        return len(pieces) > 1 and any(one.is_number for one in pieces)

    def _begin(self, header: list[list[Piece]], pieces: list[Piece]) -> bool:
        """Begin a run of rows with this line; whether it can be a row."""
        segment = Segment(is_counted=self.is_counted)
        named = any(not one.is_number for one in pieces)
        if not named and len(header) > 1 and len(header[-1]) == 1:
            # The name of the first row stands above its figures.
            segment.take(header.pop())
        segment.header = header
        if not segment.take(pieces):
            return False
        if self.groups and (not header or self._is_again(header)):
            self.groups[-1].append(segment)
        else:
            self.groups.append([segment])
        return True

    @property
    def segments(self) -> Iterator[Segment]:
        """All runs of rows, in order."""
        return chain.from_iterable(self.groups)

    @property
    def size(self) -> int:
        """How many lines it has."""
        return sum(segment.size for segment in self.segments)

    @property
    def straight(self) -> int:
        """How many pieces of its rows begin or end right below others of their column."""
        edges: dict[tuple[int, str], Counter[int]] = {}
        for segment in self.segments:
            for row in segment.rows:
                for cell in row.cells:
                    if len(cell.columns) == 1:
                        column = id(cell.columns[0].whole)
                        edges.setdefault((column, "left"), Counter())[cell.piece.left] += 1
                        edges.setdefault((column, "right"), Counter())[cell.piece.right] += 1
        most: dict[int, int] = {}
        for (column, _), counted in edges.items():
            most[column] = max(most.get(column, 0), *counted.values())
        return sum(most.values())

    def table(self, lines: Sequence[tuple[int, int]], index: int, number: int) -> Table | None:
        """The table that the lines taken are, if they are one."""
        if self.is_cut:
            self.groups[-1:] = []
        cells: list[Cell] = []
        columns = rows = 0
        for place, group in enumerate(self.groups):
            found = _laid(group)
            if found is None:
                # What cannot be told is no part of it, nor what follows.
                self.groups[place:] = []
                break
            own, width = found
            cells += _cells(own, rows)
            rows += sum(not row.joins for row, _ in own)
            columns = max(columns, width)
        if not any(map(_is_table, self.groups)):
            return None
        return drawn(
            self.text,
            cells,
            lines=lines[index : index + self.size],
            number=number,
            rows=rows,
            columns=columns,
        )


_Placed = list[tuple[Row, dict[int, int]]]
"""Rows, each with the numbers of its columns."""


def _laid(group: Sequence[Segment]) -> tuple[_Placed, int] | None:
    """The rows below one header, their columns numbered; nothing where they cannot be told."""
    heads = _heads(group)
    if heads is None:
        return None
    header = {id(column): place for place, column in enumerate(sorted(heads.columns, key=_left), 1)}
    placed: _Placed = []
    for segment in group:
        # The columns of every page are those of the header, in order.
        own = {id(column): place for place, column in enumerate(segment.ordered, 1)}
        repeated = again(heads.rows, segment.header) if segment.header else []
        if repeated is None or (len(group) > 1 and len(own) != len(header)):
            return None
        placed += [(row, header) for row in repeated]
        places = own | header
        placed += [(row, places) for row in segment.rows]
    return placed, len(header)


def _heads(group: Sequence[Segment]) -> Heads | None:
    """The header laid where every column has words over it, if on any page; else as on the first."""
    if not all(segment.is_in_order for segment in group):
        return None
    found = [
        (segment, heads)
        for segment in group
        if segment.header and (heads := headed(segment.header, segment.ordered, segment.values)) is not None
    ]
    full = (heads for segment, heads in found if len(heads.columns) == len(segment.columns))
    return next(full, found[0][1] if found else None)


def _words(header: Sequence[Sequence[Piece]]) -> str:
    return "".join("".join(piece.words.split()) for line in header for piece in line)


def _is_table(segments: Sequence[Segment]) -> bool:
    """Whether two rows at least have a number in one column, beside a column of something else."""
    rows = sum(row.is_numeric for segment in segments for row in segment.rows)
    columns = [segment.ordered for segment in segments]
    if rows < FEWEST_ROWS or any(len(one) < FEWEST_ROWS for one in columns):
        return False
    return any(
        sum(one.numbers for one in same) >= FEWEST_ROWS for same in list(zip(*columns, strict=False))[1:]
    )


def _cells(rows: _Placed, before: int) -> Iterator[Cell]:
    number = before
    for row, order in rows:
        number += not row.joins
        for cell in row.cells:
            places = [order[id(column.whole)] for column in cell.columns]
            yield Cell(
                row=number,
                column=min(places),
                start=cell.piece.start,
                end=cell.piece.end,
                value=None,
                column_span=max(places) - min(places) + 1,
                continues=cell.continues,
            )


def _left(column: Column) -> int:
    return column.left
