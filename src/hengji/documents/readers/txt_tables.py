r"""
Tables in plain text: lines of cells parted by tabs, as a copy of a table leaves them.

A merged cell leaves no tab behind (nor does `hengji text` print one), so rows differ in length.
They are laid right-aligned: numbers stand at the right, and what is missing at the left is a total's
label over two columns or a cell that reaches down from above.  Where the rows do not show which of
the two sides is short, the lines stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from hengji.documents.readers.txt_lines import MOST_COLUMNS, drawn
from hengji.domain.extract import Cell, Table

FEWEST_ROWS: Final = 2
_TOTAL: Final = re.compile(r"(?:合|总|小|共)\s*(?:计|分)")
_NUMERIC: Final = re.compile(
    r"[≥≤＞＜><=＝△▲-]?\s*[0-9０-９][0-9０-９,，.．\s]*[%％\u4e00-\u9fff]{0,3}\Z|[-—－]+\Z"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int


def is_row(line: str) -> bool:
    r"""
    Whether a line has cells: a tab with words on both sides, or words with a tab behind them.

    >>> is_row("合计\t7,357.84"), is_row("\t其他资金\t\t"), is_row("\t一、部门概况")
    (True, True, False)
    """
    return "\t" in line.lstrip()


def table(text: str, lines: Sequence[tuple[int, int]], number: int) -> Table | None:
    """The table that those lines are, or nothing where they cannot be laid out."""
    rows = [_pieces(text, start, end) for start, end in lines]
    width = max(len(row) for row in rows)
    if len(rows) < FEWEST_ROWS or width > MOST_COLUMNS or not _is_right_aligned(rows, width):
        return None
    cells: list[Cell] = []
    above: dict[int, int] = {}
    for place, row in enumerate(rows, 1):
        _lay(cells, above, row, place=place, width=width)
    return drawn(text, cells, lines=lines, number=number, rows=len(rows), columns=width)


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    pieces = []
    for words in text[start:end].split("\t"):
        left = start + len(words) - len(words.lstrip())
        pieces.append(_Piece(words.strip(), left, left + len(words.strip())))
        start += len(words) + 1
    return pieces


def _is_number(piece: _Piece) -> bool:
    return _NUMERIC.match(piece.text) is not None


def _is_right_aligned(rows: Sequence[Sequence[_Piece]], width: int) -> bool:
    """
    Whether short rows are short at the left.

    A line that ends in a tab shows that blanks at the end were kept.  Else the numbers of a short
    row must stand under numbers when it is laid to the right, and must not when laid to the left.
    """
    if any(row[-1].text == "" for row in rows):
        return True
    full = [row for row in rows if len(row) == width]
    numbers = {column for row in full for column, piece in enumerate(row) if _is_number(piece)}
    for row in rows:
        if len(row) < width and any(map(_is_number, row)) and _TOTAL.match(row[0].text) is None:
            ours = [column for column, piece in enumerate(row) if _is_number(piece)]
            shift = width - len(row)
            if not numbers.issuperset(column + shift for column in ours) or numbers.issuperset(ours):
                return False
    return True


def _lay(cells: list[Cell], above: dict[int, int], row: Sequence[_Piece], *, place: int, width: int) -> None:
    """Lay one row; `above` holds for every column the index of the cell that last covered it."""
    missing = width - len(row)
    reaches_down = (
        missing > 0 and any(map(_is_number, row)) and _TOTAL.match(row[0].text) is None and missing in above
    )
    if reaches_down:
        for index in {above[column] for column in range(1, missing + 1)}:
            cells[index] = replace(cells[index], row_span=place - cells[index].row + 1)
    for order, piece in enumerate(row):
        first = order == 0 and missing > 0 and not reaches_down
        column = 1 if first else missing + order + 1
        span = missing + 1 if first else 1
        cells.append(
            Cell(
                row=place,
                column=column,
                start=piece.start,
                end=piece.end,
                value=None,
                column_span=span,
            )
        )
        for covered in range(column, column + span):
            above[covered] = len(cells) - 1
