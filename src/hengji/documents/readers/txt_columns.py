"""
Tables in plain text whose columns are held by blanks, as `pdftotext -layout` and copied pages leave them.

A table is a header without numbers and, right below it, rows of which two at least have a number in
one column.  Columns are what rows fill below each other; a piece of a line that stands in two of them
ends the table, and lines that lay out no table stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

from hengji.documents.readers.txt_headers import Heads, again, headed
from hengji.documents.readers.txt_lines import METRICS, Column, Metric, Piece, Row, drawn, is_number
from hengji.documents.readers.txt_segments import FEWEST_ROWS, Segment
from hengji.domain.extract import Cell, Table

_PIECE: Final = re.compile(r"\S+(?: \S+)*")
_SPACED: Final = re.compile(r"(?<!\S)[\u4e00-\u9fff](?:[ \u3000]{1,12}[\u4e00-\u9fff])+(?!\S)")
"""合　　计: a word of letters set apart."""
_PROSE: Final = re.compile(r"[。；！？]|[，,][^，,0-9]{8,}[，,]")
_LABELLED: Final = re.compile(r"[:：]")
_LONGEST_PIECE: Final = 40
_WORD: Final = re.compile(r"[^ ]+")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")
_UNITS: Final = ("元", "万", "亿")
_MOST_HEADER_LINES: Final = 6


def is_spaced(line: str) -> bool:
    """
    Whether blanks hold words apart in a line.

    >>> is_spaced("人员经费   120.00"), is_spaced("　　一、部门概况"), is_spaced("合　　计")
    (True, False, False)
    """
    words = line.strip()
    return ("  " in words or "\u3000" in words) and len(_pieces(words, 0, METRICS[1])) > 1


def laid(text: str, lines: Sequence[tuple[int, int]], tables: int) -> Iterator[Table | tuple[int, int]]:
    """Those lines in order, a table in place of the lines that make one; `tables` stand before them."""
    index = 0
    while index < len(lines):
        best: Table | None = None
        merit = (0, 0, 0)
        longest = 0
        if is_spaced(text[slice(*lines[index])]):
            for metric, is_counted in product(METRICS, (True, False)):
                attempt = _Attempt(text, metric, is_counted)
                longest = max(longest, attempt.grow(lines, index))
                one = attempt.table(lines, index, tables + 1) if attempt.size >= merit[0] else None
                if one is not None and (own := _merit(attempt, one)) > merit:
                    best, merit = one, own
        if best is not None:
            tables += 1
            yield best
            index += merit[0]
            continue
        # What was looked at in vain is not looked at again from each of its lines.
        count = longest if longest > 2 * _MOST_HEADER_LINES else 1
        yield from lines[index : index + count]
        index += count


def _merit(attempt: _Attempt, found: Table) -> tuple[int, int, int]:
    """Which of two layouts is the better: of more lines, then fewer columns, then fewer spans."""
    return attempt.size, -found.columns, -sum(cell.column_span > 1 for cell in found.cells)


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
    segments: list[Segment] = field(default_factory=list)
    is_cut: bool = False
    """Whether lines follow that are rows of something and fit in no way."""

    def grow(self, lines: Sequence[tuple[int, int]], index: int) -> int:
        """Take lines while they fit; how many were looked at."""
        looked = 0
        header: list[list[Piece]] = []
        current: Segment | None = None
        for start, end in islice(lines, index, None):
            pieces = _pieces(self.text[start:end], start, self.metric)
            if _PROSE.search(self.text, start, end) or any(len(one.words) > _LONGEST_PIECE for one in pieces):
                break
            looked += 1
            is_numeric = any(one.is_number for one in pieces)
            again = not is_numeric and self._is_again(pieces)
            if current is not None and not header and not again and current.take(pieces):
                continue
            if not is_numeric:
                if not self._heads(header, pieces, start, end):
                    break
                header.append(pieces)
                continue
            if (header or not self.segments) and not self._may_follow(header):
                # Words on a line of their own are no header: rows go on behind them and fit no more.
                self.is_cut = len(pieces) > 1 and all(len(line) == 1 for line in header)
                break
            if len(pieces) == 1:
                # The number of a page: the table may go on behind it.
                self.is_cut = self._goes_on(lines, index + looked)
                break
            current = self._begun(header, pieces)
            header = []
            if current is None:
                self.is_cut = True
                break
        if self.segments:
            self.segments[-1].trim()
        return looked

    def _heads(self, header: list[list[Piece]], pieces: list[Piece], start: int, end: int) -> bool:
        """Whether a line without numbers can be the next of a header."""
        if len(header) >= _MOST_HEADER_LINES or _LABELLED.search(self.text, start, end):
            return False
        return bool(header) or len(pieces) > 1 or bool(self.segments)

    def _is_again(self, pieces: list[Piece]) -> bool:
        """Whether a line is the first of the header again."""
        return bool(self.segments) and _words([pieces]) == _words(self.segments[0].header[:1])

    def _may_follow(self, header: list[list[Piece]]) -> bool:
        """Whether lines are the header of the table, or its header again on the next page."""
        return bool(header) and (not self.segments or _words(header) == _words(self.segments[0].header))

    def _goes_on(self, lines: Sequence[tuple[int, int]], index: int) -> bool:
        """Whether the line there is a row of something."""
        start, end = lines[index] if index < len(lines) else (0, 0)
        pieces = _pieces(self.text[start:end], start, self.metric)
        return len(pieces) > 1 and any(one.is_number for one in pieces)

    def _begun(self, header: list[list[Piece]], pieces: list[Piece]) -> Segment | None:
        """A new run of rows that begins with this line; nothing where a line alone is no row."""
        segment = Segment(is_counted=self.is_counted)
        named = any(not one.is_number for one in pieces)
        if not named and len(header) > 1 and len(header[-1]) == 1:
            # The name of the first row stands above its figures.
            segment.take(header.pop())
        segment.header = header
        if not segment.take(pieces):
            return None
        self.segments.append(segment)
        return segment

    @property
    def size(self) -> int:
        """How many lines it has."""
        return sum(len(segment.header) + len(segment.rows) for segment in self.segments)

    def _heads_of(self) -> Heads | None:
        """The header laid where every column has words over it, if on any page; else as on the first."""
        if not all(segment.is_in_order for segment in self.segments):
            return None
        found = [
            (segment, heads)
            for segment in self.segments
            if segment.header
            and (heads := headed(segment.header, segment.ordered, segment.values)) is not None
        ]
        full = (heads for segment, heads in found if len(heads.columns) == len(segment.columns))
        return next(full, found[0][1] if found else None)

    def table(self, lines: Sequence[tuple[int, int]], index: int, number: int) -> Table | None:
        """The table that the lines taken are, if they are one."""
        if self.is_cut or not self.segments or not _is_table(self.segments):
            return None
        heads = self._heads_of()
        if heads is None:
            return None
        order = {id(column): place for place, column in enumerate(sorted(heads.columns, key=_left), 1)}
        width = len(heads.columns)
        rows: list[Row] = []
        for segment in self.segments:
            # The columns of every page are those of the header, in order.
            own = {id(column): place for place, column in enumerate(segment.ordered, 1)}
            if len(self.segments) > 1 and len(own) != width:
                return None
            repeated = again(heads.rows, segment.header) if segment.header else []
            if repeated is None:
                return None
            rows += [*repeated, *segment.rows]
            order = own | order
        return drawn(
            self.text,
            list(_cells(rows, order)),
            lines=lines[index : index + self.size],
            number=number,
            rows=sum(not row.joins for row in rows),
            columns=width,
        )


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


def _cells(rows: Sequence[Row], order: dict[int, int]) -> Iterator[Cell]:
    number = 0
    for row in rows:
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
