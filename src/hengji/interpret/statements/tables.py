"""
A table as blocks of lines: labels with the figures behind them, codes put together from their pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hengji.domain.extract import Cell
from hengji.domain.figure import Figure, asserted_sum
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret.grid import Grid, Row

_CODE = re.compile(r"^(?:\d{3}|\d{5}|\d{7})$")
_DASH = re.compile(r"^[-—－–/]+$")
_CODED = re.compile(r"经济分类|功能分类|科目编码")
_CLASSED = re.compile(r"编码|类\Z|经济分类|功能分类")
_CLASS_OR_CODE = re.compile(r"编码|科目|类|款|项|代码")
_AMOUNT = re.compile(r"(?:决算数|预算数|金额|合计)\Z")
_PIECE = re.compile(r"^\d{1,2}$")


@dataclass(slots=True)
class Line:
    """A row of a block: its label and its figures by column."""

    label: str
    code: str
    figures: dict[int, Figure]
    column: int
    """The column it begins in."""
    number: int = 0
    """The number that it counts itself by (序号), 0 where it has none."""


@dataclass(slots=True)
class Block:
    """Columns that belong together: a label with the figures to its right."""

    lines: list[Line] = field(default_factory=list)
    headers: dict[int, str] = field(default_factory=dict)


class CellFigures:
    """The figure of every cell that is one figure."""

    def __init__(self, figures: tuple[Figure, ...], grids: Iterable[Grid]) -> None:
        self._figures = figures
        self._starts = [figure.start for figure in figures]
        self._by_start = {
            figure.start: figure for grid in grids for figure in self.inside(grid.table.start, grid.table.end)
        }

    def inside(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures between two places."""
        return self._figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of(self, cell: Cell, text: str) -> Figure | None:
        """The figure that fills a cell, or `None`."""
        start, end = cell.start, cell.end
        if start == end:
            return None
        figure = self._by_start.get(start)
        if figure is None:
            if not text[start].isspace():
                return None
            words = text[start:end]
            figure = self._by_start.get(start + len(words) - len(words.lstrip()))
        if figure is None or isinstance(figure.value, str):
            return None
        return figure if figure.end >= end or not text[figure.end : end].strip() else None

    def row(self, row: Row, text: str) -> dict[int, Figure]:
        """The figures that fill cells of a row, by column."""
        if row.figures is None:
            found = ((cell.column, self.of(cell, text)) for cell in row.cells)
            row.figures = {column: figure for column, figure in found if figure is not None}
        return row.figures


def blocks(grid: Grid, cells: CellFigures, text: str) -> list[Block]:
    """The blocks of a table: side by side where labels and figures alternate."""
    found: dict[int, Block] = defaultdict(Block)
    starts = _starts(grid)
    for row in grid.rows:
        if row.is_header:
            continue
        for line in _lines(grid, row, cells, text, starts):
            key = max((start for start in starts if start <= line.column), default=0)
            found[key].lines.append(line)
            for column in line.figures:
                found[key].headers.setdefault(column, row.headers.get(column, ""))
    return list(found.values())


def _starts(grid: Grid) -> set[int]:
    """The columns where a block begins anew: those that repeat the header of the first column."""
    row = next((row for row in grid.rows if not row.is_header and row.headers), None)
    if row is None:
        return set()
    leaves = {column: words.rpartition("/")[2] for column, words in row.headers.items()}
    first = min(leaves)
    repeated = {
        column
        for column, words in leaves.items()
        if column > first and words == leaves[first] and leaves.get(column - 1, words) != words
    }
    coded = {
        column
        for column, words in row.headers.items()
        if column > first and _CODED.search(words) and _AMOUNT.search(row.headers.get(column - 1, ""))
    }
    return repeated | coded


def _lines(grid: Grid, row: Row, cells: CellFigures, text: str, starts: set[int]) -> Iterator[Line]:
    """The lines of a row: each a label (with its code) and the figures behind it."""
    label, code, first, number = "", "", 0, 0
    figures: dict[int, Figure] = {}
    for cell in sorted(row.cells, key=lambda one: one.column):
        words = grid.text(cell)
        if not words or _DASH.match(words):
            continue
        figure = cells.of(cell, text)
        is_code = _is_code(words, row.headers.get(cell.column, ""), code, label)
        if figure is not None and not is_code and label:
            figures[cell.column] = figure
            continue
        if figures or (is_code and label) or (cell.column in starts and (label or code)):
            yield Line(label, code, figures, first, number)
            label, code, figures, number = "", "", {}, 0
        if not label and not code:
            first = cell.column
        if is_code:
            code += words.zfill(2)
        elif figure is None:
            label = f"{label}/{words}" if label else words
        elif _PIECE.match(words):
            number = int(words)
    if label or code:
        yield Line(label, code, figures, first, number)


def _is_code(words: str, header: str, code: str, label: str) -> bool:
    if not words.isdigit() or (label and not _CLASSED.search(header)):
        return False
    if _CODE.match(words) and (not code or label):
        return len(words) > len("201") or not header or _CLASS_OR_CODE.search(header) is not None
    return bool(_PIECE.match(words) and not label and len(code) in {3, 5})


def agrees(one: Statement) -> bool:
    """Whether a sum of a table meets its total."""
    whole = None if one.claim is None else one.claim.interval
    parts = None if whole is None else asserted_sum(operand.figure for operand in one.operands)
    return whole is not None and parts is not None and parts.meets(whole)


def value(figure: Figure) -> Decimal:
    """The number of a figure; zero for what is none."""
    return figure.value if isinstance(figure.value, Decimal) else Decimal(0)


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one kind and unit."""
    return one.kind is other.kind and one.unit == other.unit


def statement(
    type_: StatementType,
    claim: Figure,
    operands: list[tuple[str, Figure]],
    text: str,
    subject: str,
    *,
    complete: bool = True,
    recipe: str = "",
) -> Statement:
    """A statement of a table whose claim is a cell."""
    return Statement(
        type=type_,
        quote=text[claim.start : claim.end],
        start=claim.start,
        end=claim.end,
        claim=claim,
        operands=tuple(Operand(figure, role) for role, figure in operands),
        subject=subject.rpartition("/")[2],
        complete=complete,
        recipe=recipe,
    )
