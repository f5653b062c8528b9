"""
The figures of a whole file: of running text as it stands, of table cells by their headers.

A bare 2,940.05 in a cell is money in 万元 only because 单位：万元 stands above the table and its
column does not count people; a 201 under 科目编码 is a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from hengji import figures
from hengji.domain.extract import Cell, Extract, Table
from hengji.domain.figure import Figure
from hengji.domain.stated import YUAN
from hengji.interpret import grid, tabbed
from hengji.interpret.grid import Grid, Row

_NOTE = re.compile(
    r"单\s*位\s*[:：]\s*[^\s，。；]{1,10}|[（(](?:金额)?(?:单位)?[:：]?\s*[百千万亿]*元\s*[）)]"
)
_DIGIT = re.compile("[0-9]")
_BARE = re.compile(r"[0-9.,]*\Z")
"""Digits alone name no unit; a table is full of them."""
_LINES_ABOVE = 160
"""How many characters above a table its unit note may stand."""
_CODES = re.compile(r"编码|序号|(?:^|/)(?:类|款|项|栏次|行次|年份|年度|电话|邮编)\Z|代码")
_NOT_MONEY = re.compile(
    r"编码|代码|序号|行次|分值|得分|评分|权重|满分|人数|人次|数量|个数|辆数|台数|批次|率|%|％|占比|比重|比例|年份|指标值|完成值|目标值|实际值"
    r"|计划值|预期值|实现值|完成情况|实际完成|目标完成|年度指标|系数"
)
_FUNDS = re.compile(r"预算数|执行数|年初预算|全年预算|预算金额|执行金额|决算数|到位数|调整后预算")
_RATE = re.compile(r"(?:率|占比|比重|比例|增幅|降幅|进度)(?:[（(][^）)]*[）)])?\Z|[%％]")


def figures_of(extract: Extract) -> tuple[Figure, ...]:
    """
    Every figure of a file, in order: those of running text, and those of cells, whose kind, unit
    and scale stand in the table's header or unit note.
    """
    laid = tabbed.with_tables(extract)
    return tuple(_figures(laid, grids_of(laid)))


def grids_of(extract: Extract) -> tuple[Grid, ...]:
    """The grids of all tables, in order."""
    return tuple(grid.build(table, extract.text) for table in extract.tables)


def placed(extract: Extract, grids: tuple[Grid, ...]) -> tuple[Figure, ...]:
    """The figures of a file whose grids are laid already."""
    return tuple(_figures(extract, grids))


def _figures(extract: Extract, grids: tuple[Grid, ...]) -> Iterator[Figure]:
    position = 0
    read: _Read = {}
    for laid in sorted(grids, key=lambda one: one.table.start):
        table = laid.table
        if table.start > position:
            yield from _running(extract.text, position, table.start)
        yield from _of_table(extract.text, laid, read)
        position = max(position, table.end)
    yield from _running(extract.text, position, len(extract.text))


def _running(text: str, start: int, end: int) -> Iterator[Figure]:
    if start == 0 and end == len(text):
        yield from figures.find(text)
        return
    found = figures.find(text[start:end])
    found.reverse()
    while found:  # each is let go as it is moved: a long text has many
        yield figures.moved(found.pop(), start)


_Read = dict[tuple[str, str | None], list[Figure]]
"""The figures of cells already read, by their words and those that give them their unit."""
_MOST_READ = 4096
"""The tables of one report print the same amounts again and again; more are read anew, not kept."""


def _of_cell(words: str, unit_hint: str | None, read: _Read) -> list[Figure]:
    found = read.get((words, unit_hint))
    if found is None:
        found = figures.find_in_cell(words, unit_hint=unit_hint)
        if len(read) < _MOST_READ:
            read[words, unit_hint] = found
    return found


def _of_table(text: str, laid: Grid, read: _Read) -> Iterator[Figure]:
    note = unit_note(text, laid.table)
    end = -1
    numeric: dict[str, bool] = {}
    for row in laid.rows:
        beside: list[tuple[int, str]] | None = None
        for cell in sorted([*row.cells, *row.more] if row.more else row.cells, key=attrgetter("start")):
            words = text[cell.start : cell.end]
            if cell.start < end:
                continue
            told = numeric.get(words)
            if told is None:
                told = numeric[words] = _numeric(words)
            if not told:
                continue
            end = cell.end
            own = laid.text(cell) if not cell.continues else ""
            # Half a number is no amount: what a line breaks is read as it stands, without a unit.
            if row.is_header or not grid.is_number(own) or (cell.row, cell.column) in laid.broken:
                found = figures.find(words)
            else:
                if beside is None:
                    beside = list(_units_in(laid, row))
                found = _of_cell(words, _unit_hint(row, cell, own, beside, note), read)
            for figure in found:
                yield figures.moved(figure, cell.start)


def _numeric(words: str) -> bool:
    """Whether any sign of a cell is a numeral, of whatever script."""
    if _DIGIT.search(words):
        return True
    return not words.isascii() and any(sign.isnumeric() for sign in words)


def _units_in(laid: Grid, row: Row) -> Iterator[tuple[int, str]]:
    """The words of a row that give bare numbers their unit, each with its column, from the left."""
    for column in range(1, max(cell.column for cell in row.cells)):
        other = laid.cover.get((row.number, column))
        words = "" if other is None else laid.text(other)
        if len(words) > len("万元") and _has_unit(words):
            yield column, words


def _unit_hint(row: Row, cell: Cell, own: str, beside: list[tuple[int, str]], note: str | None) -> str | None:
    """The words that give a bare number its unit: its column, its row, then the whole table's note."""
    header = row.headers.get(cell.column, "")
    head = _head(header)
    if head.is_code:
        return None
    if head.has_unit:
        return header
    if head.is_rate:
        return "（%）" if "." in own or "%" in own else None
    if head.is_no_money:
        return None
    if note is None and head.is_funds:
        note = _note_beside(row, cell)
    return next((words for column, words in reversed(beside) if column < cell.column), note)


class _Head(NamedTuple):
    """What the words over a column say of the bare numbers below them."""

    is_code: bool
    has_unit: bool
    is_rate: bool
    is_no_money: bool
    is_funds: bool


def _note_beside(row: Row, cell: Cell) -> str | None:
    """项目资金（万元） at the left of the header that names the budget and its execution."""
    left = (words for column, words in row.headers.items() if column < cell.column)
    return next((words for words in left if _is_money(words)), None)


@lru_cache(maxsize=4096)
def _is_money(words: str) -> bool:
    unit = figures.header_unit(words)
    return unit is not None and unit.unit == YUAN


@lru_cache(maxsize=4096)
def _head(header: str) -> _Head:
    return _Head(
        is_code=_CODES.search(header) is not None,
        has_unit=header != "" and _has_unit(header),
        is_rate=_RATE.search(header) is not None,
        is_no_money=_NOT_MONEY.search(header) is not None,
        is_funds=_FUNDS.search(header) is not None,
    )


def _has_unit(words: str) -> bool:
    return _BARE.match(words) is None and figures.header_unit(words) is not None


def unit_note(text: str, table: Table) -> str | None:
    """
    The unit note of a table: in its title or the lines above it, else in its first cells.
    """
    above = text[max(0, table.start - _LINES_ABOVE) : table.start]
    found = note_in(above[above.rfind("。") + 1 :])
    if found is not None:
        return found
    return note_in(text[table.start : min(table.end, table.start + 2 * _LINES_ABOVE)], announced=True)


def note_in(words: str, *, announced: bool = False) -> str | None:
    """The last unit note among some words; `announced` demands the word 单位."""
    for match in reversed(list(_NOTE.finditer(words))):
        plain = "".join(match[0].split())
        if _has_unit(plain) and (not announced or "单" in plain):
            return plain
    return None
