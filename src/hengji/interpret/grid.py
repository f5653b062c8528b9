"""
A table as a grid: which cell covers which position, and which words stand over and beside it.

Headers span, repeat in the middle of a form and stand in two or three rows; a number in a cell
means nothing without them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hengji.domain.extract import Cell, Table
from hengji.domain.figure import Figure

_NUMBER = re.compile(r"[（(]?[-－△▲▽≥≤><＝=]?\s*[¥￥]?[0-9０-９][0-9０-９,，.．\s]*[%％]?[）)]?\Z")
_HEADER_WORD = re.compile(
    r"金额|预算|决算|执行|执行数|执行率|分值|得分|权重|指标|合计|小计|项目|名称|编码|单位|序号|备注|完成|比例|占比|"
    r"支出|收入|目标|类|款|项|栏次|年初|年末|数量|比率|原因|资金|说明|评分|增减|[A-ZＡ-Ｚ]\Z|20[0-9]{2}年度?\Z"
)
_LONGEST_HEADER = 40
_ITEM = re.compile(r"[一二三四五六七八九十]+、|其中[:：]")
"""A numbered row or an 其中 row without an amount is no header."""


@dataclass(slots=True)
class Row:
    """One row: its cells in order, and the words over its columns, shared by all rows below one header."""

    number: int
    cells: list[Cell]
    headers: dict[int, str] = field(default_factory=dict)
    is_header: bool = False
    figures: dict[int, Figure] | None = None
    """The figures that fill cells, by column, once they were looked for."""
    more: list[Cell] = field(default_factory=list)
    """Words that go on from cells above: part of what those say, not cells of their own."""


@dataclass(slots=True)
class Grid:
    """A table's rows, and its own words."""

    table: Table
    rows: list[Row]
    texts: dict[tuple[int, int], str]
    cover: dict[tuple[int, int], Cell]
    """Every position → the cell that covers it."""
    broken: frozenset[tuple[int, int]] = frozenset()
    """The cells whose words go on in another line."""

    def text(self, cell: Cell) -> str:
        """The words of a cell without blanks."""
        return self.texts[cell.row, cell.column]


def is_number(text: str) -> bool:
    """
    Whether a cell's text is a bare number, marks and percent included.

    >>> is_number("1,234.50"), is_number("△3.2"), is_number("12个")
    (True, True, False)
    """
    return _NUMBER.match(text) is not None


def build(table: Table, text: str) -> Grid:
    """The grid of a table; linear in its positions."""
    texts: dict[tuple[int, int], str] = {}
    cover: dict[tuple[int, int], Cell] = {}
    rows: dict[int, Row] = {}
    last: dict[int, tuple[int, int]] = {}
    broken: set[tuple[int, int]] = set()
    for cell in table.cells:
        words = "".join(text[cell.start : cell.end].split())
        if cell.continues and cell.column in last:
            texts[last[cell.column]] += words
            broken.add(last[cell.column])
            rows.setdefault(cell.row, Row(number=cell.row, cells=[])).more.append(cell)
            continue
        last[cell.column] = cell.row, cell.column
        texts[cell.row, cell.column] = words
        if cell.row_span == cell.column_span == 1:
            cover[cell.row, cell.column] = cell
        else:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    cover[row, column] = cell
        own = rows.get(cell.row)
        if own is None:
            own = rows[cell.row] = Row(number=cell.row, cells=[])
        own.cells.append(cell)
    grid = Grid(
        table=table,
        rows=[rows[number] for number in sorted(rows)],
        texts=texts,
        cover=cover,
        broken=frozenset(broken),
    )
    _lay_headers(grid)
    return grid


def _lay_headers(grid: Grid) -> None:
    """Give every row the words over its columns; a row of header words in the middle begins anew."""
    current: dict[int, list[str]] = {}
    headers: dict[int, str] = {}
    previous_was_header = False
    for index, row in enumerate(grid.rows):
        if not row.cells:
            row.headers = headers
            continue
        row.is_header = _looks_like_header(grid, row, first=index == 0 or previous_was_header)
        if row.is_header:
            if not previous_was_header:
                current = {}
            for cell in row.cells:
                words = grid.text(cell)
                if words:
                    for column in range(cell.column, cell.column + cell.column_span):
                        current.setdefault(column, []).append(words)
            headers = {column: "/".join(words) for column, words in current.items()}
        row.headers = headers
        previous_was_header = row.is_header


def _looks_like_header(grid: Grid, row: Row, *, first: bool) -> bool:
    words = [grid.text(cell) for cell in row.cells]
    filled = [text for text in words if text]
    if not filled or any(is_number(text) for text in filled):
        return False
    if max(len(text) for text in filled) > _LONGEST_HEADER or any(_ITEM.match(text) for text in filled):
        return False
    known = sum(1 for text in filled if _HEADER_WORD.search(text))
    if first:
        return known * 2 >= len(filled)
    return len(filled) > 1 and known * 3 >= len(filled) * 2
