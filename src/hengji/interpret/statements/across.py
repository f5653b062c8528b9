"""
Columns that add up other columns, row by row; scores that add up whatever column they stand in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret.grid import Grid, Row
from hengji.interpret.statements.tables import CellFigures, agrees, same, statement

TOTAL = re.compile(
    r"^(?:[一-鿿“”]{0,10}?)(?:合计|总计|小计|总分|总得分|合\s*计|总\s*计)(?:[（(][^）)]*[）)])?$|^(?:合|总)$"
)
NO_SUM = re.compile(
    r"率|占比|比重|比例|%|％|增减|幅度|上年|单价|人均|编码|序号|代码|年度$|分值|得分|权重|备注"
)
_WEIGHT = re.compile(r"分值|权重|满分")
_POINTS = re.compile(r"得分|评分")
_TOTAL_SCORE = re.compile(r"^(?:总分|总得分|合计|总计|自评总分|总分合计)[：:]?$")


def score_totals(grid: Grid, cells: CellFigures, text: str) -> Iterator[Statement]:
    """The weights and the points of a form against its row 总分, in whatever columns they stand."""
    weights: list[Figure] = []
    points: list[Figure] = []
    for row in grid.rows:
        first = next((words for cell in row.cells if (words := grid.text(cell))), "")
        if _TOTAL_SCORE.match(first):
            own = [
                figure
                for cell in sorted(row.cells, key=lambda one: one.column)
                if (figure := cells.of(cell, text))
            ]
            if len(own) > 1 and own[0].kind is FigureKind.SCORE:
                yield from scores_add_up(own[:2], (weights, points), text)
            continue
        for column, figure in cells.row(row, text).items() if not row.is_header else ():
            if figure.kind is not FigureKind.SCORE:
                continue
            head = row.headers.get(column, "").rpartition("/")[2]
            if _WEIGHT.search(head):
                weights.append(figure)
            elif _POINTS.search(head):
                points.append(figure)


def scores_add_up(
    own: list[Figure], parts: tuple[list[Figure], list[Figure]], text: str
) -> Iterator[Statement]:
    """A total's marks and points against those of the rows, where one of them bears out that all were met."""
    found = [
        statement(StatementType.SCORE_SUM, claim, [("part", one) for one in figures], text, "总分")
        for claim, figures in zip(own, parts, strict=True)
        if len(figures) > 2
    ]
    if any(agrees(one) for one in found):
        yield from found


def across(grid: Grid, cells: CellFigures, text: str) -> Iterator[Statement]:
    """Columns of totals against the columns that they add up, row by row."""
    for column, parts in _column_groups(grid):
        found = []
        for row in grid.rows:
            if row.is_header:
                continue
            by_column = cells.row(row, text)
            claim = by_column.get(column)
            figures = [figure for part in parts if (figure := by_column.get(part)) is not None]
            if claim is None or not figures or any(not same(claim, one) for one in figures):
                continue
            found.append(
                statement(StatementType.SUM_OF_PARTS, claim, [("part", one) for one in figures], text, "")
            )
        agreeing = sum(1 for one in found if agrees(one))
        if agreeing * 3 >= len(found) * 2:
            yield from found


def _column_groups(grid: Grid) -> Iterator[tuple[int, list[int]]]:
    """Every column headed 合计 or 小计 with the columns it adds up, by the spans of the header."""
    header = [row for row in grid.rows if row.is_header]
    if not header:
        return
    leaves = _leaf_headers(grid, header)
    columns = sorted(leaves)
    for column in columns:
        path = leaves[column]
        if not TOTAL.match(path[-1].words):
            continue
        siblings = _siblings(column, path, columns, leaves)
        if len(siblings) > 1:
            yield column, siblings


@dataclass(slots=True)
class _Head:
    words: str
    first: int
    last: int


def _leaf_headers(grid: Grid, header: list[Row]) -> dict[int, list[_Head]]:
    """For each column the headers over it, outermost first, of the first run of header rows."""
    leaves: dict[int, list[_Head]] = defaultdict(list)
    run = header[0].number
    for row in header:
        if row.number - run > 1:
            break
        run = row.number
        for cell in row.cells:
            words = grid.text(cell)
            if not words:
                continue
            head = _Head(words, cell.column, cell.column + cell.column_span - 1)
            for column in range(head.first, head.last + 1):
                leaves[column].append(head)
    return leaves


def _siblings(
    column: int, path: list[_Head], columns: list[int], leaves: dict[int, list[_Head]]
) -> list[int]:
    """The columns that a column of totals adds up; groups stand for themselves by their own totals."""
    if len(path) > 1 and path[-2].last > path[-2].first:
        inside = range(path[-2].first, path[-2].last + 1)
        depth = len(path) - 1
    else:
        following = [one for one in columns if one > column]
        inside = range(column + 1, (following[-1] if following else column) + 1)
        depth = 0
    siblings: list[int] = []
    skip = 0
    for one in inside:
        if one == column or one not in leaves or one <= skip:
            continue
        heads = leaves[one]
        words = "/".join(head.words for head in heads[depth:])
        if TOTAL.match(heads[-1].words) and len(heads) <= depth + 1:
            break
        if NO_SUM.search(words):
            break
        group = heads[depth] if len(heads) > depth else heads[-1]
        if group.last > group.first:
            own = [
                other
                for other in range(group.first, group.last + 1)
                if other in leaves and TOTAL.match(leaves[other][-1].words)
            ]
            siblings += (
                own[:1] if own else [other for other in range(group.first, group.last + 1) if other in leaves]
            )
            skip = group.last
        else:
            siblings.append(one)
    return siblings
