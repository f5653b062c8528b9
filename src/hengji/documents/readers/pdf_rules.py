"""
Ruled lines of a page to tables: rows, columns and the cells that span several of them.

Lines are drawn as strokes, thin filled boxes or sides of boxes; all become edges.  Edges that
meet form a table.  Its grid is every place where an edge stands; two neighbouring places belong
to one cell where no edge parts them.
"""

from __future__ import annotations

import ctypes
import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pypdfium2 import raw

from hengji.documents.readers.container import refused

MAX_EDGES: Final = 20_000
MAX_CROSSINGS: Final = 2_000_000
MAX_GRID: Final = 200_000
_NEAR: Final = 2.0
"""Points; lines that are nearer than this are one line, and meet."""
_THIN: Final = 3.0
_SHORTEST: Final = 4.0
_OPEN: Final = 12.0
"""Points; a level line that goes on farther bounds a column without an outer line."""

Box = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: Final[_Matrix] = (1, 0, 0, 1, 0, 0)
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledCell:
    """A cell of the grid; row and column count from one, from the upper left."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """A table as it is ruled; `xs` ascend, `ys` descend."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]
    owners: tuple[tuple[int, ...], ...]
    """For each row and column of the grid, the index of the cell."""

    @property
    def box(self) -> Box:
        """Left, bottom, right, top."""
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell at that point, `None` outside the table."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda edge: -edge) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.owners[row][column]
        return None


def edges_of(page: Any) -> list[Box]:
    """Every straight, level or upright line that the page draws, as a thin box."""
    edges: list[Box] = []
    for handle, matrix in _paths(raw.FPDFPage_GetObject, page, raw.FPDFPage_CountObjects(page), _UNMOVED, 0):
        edges.extend(_edges(handle, matrix))
        if len(edges) > MAX_EDGES:
            raise refused(f"一页上有超过 {MAX_EDGES} 条线", "请由原文件重新导出 PDF，或提供 Word 原文件")
    return edges


def ruled_tables(edges: Iterable[Box]) -> list[RuledTable]:
    """The tables that those edges form, from top to bottom."""
    level: list[_Edge] = []
    upright: list[_Edge] = []
    for left, bottom, right, top in edges:
        if top - bottom <= _THIN and right - left >= top - bottom:
            level.append(((bottom + top) / 2, left, right))
        elif right - left <= _THIN:
            upright.append(((left + right) / 2, bottom, top))
    tables = []
    level, upright = _merged(level), _merged(upright)
    if len(level) * len(upright) > MAX_CROSSINGS:
        raise refused("一页上的表格线过密", "请由原文件重新导出 PDF，或提供 Word 原文件")
    for rows, columns in _groups(level, upright):
        table = _table(rows, columns)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: -table.ys[0])


_Edge = tuple[float, float, float]
"""Where it stands, from, to."""


def _paths(
    get: Callable[..., Any],
    container: Any,
    count: int,
    matrix: _Matrix,
    depth: int,
) -> Iterator[tuple[Any, _Matrix]]:
    """The paths of a page or form with the matrix from their coordinates to the page's."""
    for at in range(count):
        handle = get(container, at)
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield handle, _within(handle, matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = raw.FPDFFormObj_CountObjects(handle)
            yield from _paths(raw.FPDFFormObj_GetObject, handle, inner, _within(handle, matrix), depth + 1)


def _within(handle: Any, outer: _Matrix) -> _Matrix:
    own = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, own):
        return outer
    a, b, c, d, e, f = outer
    return (
        own.a * a + own.b * c,
        own.a * b + own.b * d,
        own.c * a + own.d * c,
        own.c * b + own.d * d,
        own.e * a + own.f * c + e,
        own.e * b + own.f * d + f,
    )


def _edges(handle: Any, matrix: _Matrix) -> Iterator[Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(handle, fill, stroke) or not (fill.value or stroke.value):
        return
    for part in _parts(list(_points(handle, matrix))):
        if not stroke.value:
            # A filled box is a line when it is thin, and a coloured ground else.
            xs, ys = [x for _, x, _ in part], [y for _, _, y in part]
            box = (min(xs), min(ys), max(xs), max(ys))
            if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
                yield box
            continue
        for (_, x0, y0), (kind, x1, y1) in itertools.pairwise(part):
            if kind == raw.FPDF_SEGMENT_LINETO and (abs(x0 - x1) < 1 or abs(y0 - y1) < 1):
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _points(handle: Any, matrix: _Matrix) -> Iterator[tuple[int, float, float]]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    for at in range(min(raw.FPDFPath_CountSegments(handle), MAX_EDGES)):
        segment = raw.FPDFPath_GetPathSegment(handle, at)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = raw.FPDFPathSegment_GetType(segment)
        point = (x.value * a + y.value * c + e, x.value * b + y.value * d + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        yield kind, *point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield raw.FPDF_SEGMENT_LINETO, *start


def _parts(points: list[tuple[int, float, float]]) -> list[list[tuple[int, float, float]]]:
    parts: list[list[tuple[int, float, float]]] = []
    for point in points:
        if point[0] == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(point)
    return parts


def _merged(edges: list[_Edge]) -> list[_Edge]:
    """Edges that lie on one line and touch made one."""
    merged: list[_Edge] = []
    for at, start, end in sorted(_snapped(edges)):
        if merged and merged[-1][0] == at and start <= merged[-1][2] + _NEAR:
            merged[-1] = (at, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((at, start, end))
    # Dashes have become lines by now; what is still short is a corner or a dot.
    return [edge for edge in merged if edge[2] - edge[1] >= _SHORTEST]


def _snapped(edges: list[_Edge]) -> list[_Edge]:
    """Edges moved together that stand nearer than a line is wide."""
    snapped: list[_Edge] = []
    group: list[_Edge] = []
    for edge in sorted(edges):
        if group and edge[0] - group[-1][0] > _NEAR:
            snapped += _levelled(group)
            group = []
        group.append(edge)
    return snapped + _levelled(group)


def _levelled(group: list[_Edge]) -> list[_Edge]:
    if not group:
        return []
    middle = sum(at for at, _, _ in group) / len(group)
    return [(middle, start, end) for _, start, end in group]


def _groups(level: list[_Edge], upright: list[_Edge]) -> Iterator[tuple[list[_Edge], list[_Edge]]]:
    """Edges that hang together through their crossings."""
    parents = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    order = sorted(range(len(upright)), key=lambda at: upright[at][0])
    places = [upright[at][0] for at in order]
    for number, (y, left, right) in enumerate(level):
        first = bisect_right(places, left - _NEAR)
        for at in order[first : bisect_right(places, right + _NEAR)]:
            _, bottom, top = upright[at]
            if bottom - _NEAR <= y <= top + _NEAR:
                parents[root(len(level) + at)] = root(number)
    groups: dict[int, tuple[list[_Edge], list[_Edge]]] = defaultdict(lambda: ([], []))
    for number, edge in enumerate(level):
        groups[root(number)][0].append(edge)
    for number, edge in enumerate(upright):
        groups[root(len(level) + number)][1].append(edge)
    yield from (group for group in groups.values() if len(group[0]) > 1 and group[1])


def _table(level: list[_Edge], upright: list[_Edge]) -> RuledTable | None:
    xs = sorted({at for at, _, _ in upright})
    xs = _with_open_sides(xs, level)
    ys = sorted({at for at, _, _ in level}, reverse=True)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > MAX_GRID:
        raise refused("一页上的表格线过密", "请由原文件重新导出 PDF，或提供 Word 原文件")
    if rows < 1 or columns < 1:
        return None
    walls = _walls(upright, xs, ys)
    floors = _floors(level, xs, ys)
    owners = [[-1] * columns for _ in range(rows)]
    cells: list[RuledCell] = []
    for row in range(rows):
        for column in range(columns):
            if owners[row][column] < 0:
                cells.append(_cell((row, column), walls, floors, owners, len(cells)))
    return RuledTable(xs=tuple(xs), ys=tuple(ys), cells=tuple(cells), owners=tuple(map(tuple, owners)))


def _with_open_sides(xs: list[float], level: list[_Edge]) -> list[float]:
    """The columns beyond the outermost upright lines, where the level ones go on to open sides."""
    beyond = [start for _, start, _ in level if start < xs[0] - _OPEN]
    after = [end for _, _, end in level if end > xs[-1] + _OPEN]
    left = [min(beyond)] if len(beyond) > 1 else []
    right = [max(after)] if len(after) > 1 else []
    return [*left, *xs, *right]


def _cell(
    at: tuple[int, int],
    walls: list[list[bool]],
    floors: list[list[bool]],
    owners: list[list[int]],
    number: int,
) -> RuledCell:
    """The largest box from that place that no edge crosses."""
    row, column = at
    right = column + 1
    while right < len(owners[0]) and owners[row][right] < 0 and not walls[row][right]:
        right += 1
    below = row + 1
    while (
        below < len(owners)
        and not any(floors[below][c] for c in range(column, right))
        and not any(owners[below][c] >= 0 for c in range(column, right))
        and not any(walls[below][c] for c in range(column + 1, right))
    ):
        below += 1
    for r in range(row, below):
        for c in range(column, right):
            owners[r][c] = number
    return RuledCell(row=row + 1, column=column + 1, row_span=below - row, column_span=right - column)


def _walls(upright: Sequence[_Edge], xs: list[float], ys: list[float]) -> list[list[bool]]:
    """Whether an upright edge stands left of each place."""
    middles = [-(upper + lower) / 2 for upper, lower in itertools.pairwise(ys)]
    walls = [[False] * len(xs) for _ in middles]
    column_of = {x: at for at, x in enumerate(xs)}
    for x, bottom, top in upright:
        for row in range(bisect_left(middles, -top), bisect_right(middles, -bottom)):
            walls[row][column_of[x]] = True
    return walls


def _floors(level: Sequence[_Edge], xs: list[float], ys: list[float]) -> list[list[bool]]:
    """Whether a level edge stands above each place."""
    middles = [(left + right) / 2 for left, right in itertools.pairwise(xs)]
    floors = [[False] * len(middles) for _ in ys]
    row_of = {y: at for at, y in enumerate(ys)}
    for y, left, right in level:
        for column in range(bisect_left(middles, left), bisect_right(middles, right)):
            floors[row_of[y]][column] = True
    return floors
