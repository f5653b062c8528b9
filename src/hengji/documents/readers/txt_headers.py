"""
Headers of columns that blanks hold: which words stand over which column.

Words over figures are centred or set to a side, and what writes them counts columns in its own way, so
they need not meet the figures below.  Words that meet no column head the columns without words between
their neighbours, where there are as many of the one as of the other; else nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from hengji.documents.readers.txt_lines import Column, Piece, Placed, Row

_FAR: Final = 12
"""Words that meet no column stand no farther from the figures that they head."""
_TAIL: Final = re.compile(r"[数率值额分况]\Z|[（(]")
_UNDONE: Final = re.compile(r"[和及、（(与]\Z")


class Heads(NamedTuple):
    """The rows of a header, and all columns, those included that only the header has."""

    rows: list[Row]
    columns: list[Column]


def headed(
    header: Sequence[Sequence[Piece]], columns: Sequence[Column], values: Sequence[Column]
) -> Heads | None:
    """
    The header laid over those columns; nothing where a column of amounts has no words over it.

    `values` are the last columns where rows count them: then a line with as many words is theirs.
    """
    heads = Heads([], list(columns))
    over: dict[int, str] = {}
    for line in header:
        row = _row(line, heads.columns, over, values)
        for index, cell in enumerate(row):
            if len(cell.columns) == 1:
                above = over.get(id(cell.columns[0]), "")
                row[index] = cell._replace(continues=above != "" and _goes_on(above, cell.piece.words))
        for cell in row:
            for column in cell.columns:
                over[id(column)] = cell.piece.words
        heads.rows.append(Row(row, is_numeric=False))
    if any(column.amounts and id(column) not in over for column in columns):
        return None
    return heads


def again(rows: Sequence[Row], header: Sequence[Sequence[Piece]]) -> list[Row] | None:
    """A header laid over the same columns as the same words before; nothing where it has other pieces."""
    if [len(row.cells) for row in rows] != [len(line) for line in header]:
        return None
    found: list[Row] = []
    for row, line in zip(rows, header, strict=True):
        found.append(
            Row(
                [cell._replace(piece=piece) for cell, piece in zip(row.cells, line, strict=True)],
                is_numeric=False,
            )
        )
    return found


def _goes_on(above: str, words: str) -> bool:
    """Whether words are the rest of those above them: 全年预算 with 数 below it."""
    return _TAIL.match(words) is not None or _UNDONE.search(above) is not None


def _row(
    line: Sequence[Piece], columns: list[Column], over: dict[int, str], values: Sequence[Column]
) -> list[Placed]:
    pieces = [part for piece in line for part in _parted(piece, columns)]
    claimed = _claimed(pieces, columns)
    front = len(pieces) - len(values)
    if values and front >= 0 and not any(_is_before(one, values) for one in claimed[front:]):
        before = [column for column in columns if column not in values]
        if front == 0 or _claimed(pieces[:front], before)[-1]:
            claimed = [*_claimed(pieces[:front], before), *([value] for value in values)]
    row: list[Placed] = []
    place = 0
    while place < len(pieces):
        if claimed[place]:
            row.append(Placed(pieces[place], tuple(claimed[place])))
            place += 1
            continue
        last = place
        while last < len(pieces) and not claimed[last]:
            last += 1
        left = row[-1].columns[-1] if row else None
        after = claimed[last][0] if last < len(pieces) else None
        row += _between(pieces[place:last], left, after, columns, over)
        place = last
    return row


def _is_before(claimed: Sequence[Column], values: Sequence[Column]) -> bool:
    return any(column not in values for column in claimed)


def _claimed(pieces: Sequence[Piece], columns: Sequence[Column]) -> list[list[Column]]:
    """The columns that each piece stands over; of two over one column that which is more over it."""
    claimed: list[list[Column]] = [[] for _ in pieces]
    for column in columns:
        met = [place for place, piece in enumerate(pieces) if column.meets(piece)]
        if met:
            best = max(
                met,
                key=lambda place: (
                    min(pieces[place].right, column.right) - max(pieces[place].left, column.left)
                ),
            )
            claimed[best].append(column)
    return claimed


def _between(
    pieces: Sequence[Piece],
    before: Column | None,
    behind: Column | None,
    columns: list[Column],
    over: dict[int, str],
) -> list[Placed]:
    """Pieces over no column, between two that have theirs: over the columns there, or over blank ones."""
    columns.sort(key=lambda one: one.left)
    first = 0 if before is None else columns.index(before) + 1
    last = len(columns) if behind is None else columns.index(behind)
    free = [column for column in columns[first:last] if id(column) not in over]
    if len(free) == len(pieces) and all(
        _distance(piece, column) <= _FAR for piece, column in zip(pieces, free, strict=True)
    ):
        return [Placed(piece, (column,)) for piece, column in zip(pieces, free, strict=True)]
    blank = [Column(piece.left, piece.right) for piece in pieces]
    columns += blank
    columns.sort(key=lambda one: one.left)
    return [Placed(piece, (column,)) for piece, column in zip(pieces, blank, strict=True)]


def _distance(piece: Piece, column: Column) -> int:
    return max(piece.left - column.right, column.left - piece.right, 0)


def _parted(piece: Piece, columns: Sequence[Column]) -> list[Piece]:
    """A piece of several words, each over a column of its own: parted by one blank only."""
    words = piece.words.split(" ")
    met = [column for column in columns if column.meets(piece)]
    if len(words) < 2 or len(words) != len(met):
        return [piece]
    parts: list[Piece] = []
    start, left = piece.start, piece.left
    scale = (piece.right - piece.left - len(words) + 1) // max(1, len(piece.words) - len(words) + 1)
    for word in words:
        parts.append(Piece(word, start, start + len(word), left, left + scale * len(word)))
        start += len(word) + 1
        left = parts[-1].right + 1
    return parts if all(sum(column.meets(part) for column in met) == 1 for part in parts) else [piece]
