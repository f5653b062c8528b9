"""
Merged ranges of a sheet: which cell stands for which others.

A range may claim a whole sheet (seventeen thousand million cells); it is kept as two corners,
cut to what is filled in, and never spread out cell by cell beyond that.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hengji.documents.readers import container

MAX_MERGES: Final = 20_000
MAX_COVERED_ROWS: Final = 1_000_000
"""Rows under merged ranges, each range counted for itself."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """`sizes` of the cells that stand for a range; what else the range covers is hidden by them."""

    sizes: dict[tuple[int, int], tuple[int, int]]
    covered: Covered


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The positions under merged cells, without naming each."""

    by_row: dict[int, list[tuple[int, int, bool]]] = field(default_factory=dict)
    """Row → sorted (first column, last column, whether the first column is the anchor's own row)."""

    def __contains__(self, position: tuple[int, int]) -> bool:
        row, column = position
        ranges = self.by_row.get(row)
        if not ranges:
            return False
        index = bisect.bisect_right(ranges, (column, 1 << 30, True)) - 1
        if index < 0:
            return False
        first, last, is_anchor = ranges[index]
        return first <= column <= last and not (is_anchor and column == first)


def spans(ranges: Sequence[Range], *, rows: int, columns: int, sheet: str) -> Spans:
    """
    The spans of a sheet whose contents end at `rows` and `columns`.

    Raises `UnreadableDocument` for ranges that overlap: no office program writes them, and which
    cell would be seen cannot be told.

    >>> found = spans([(1, 1, 2, 3)], rows=5, columns=5, sheet="一")
    >>> found.sizes, (1, 1) in found.covered, (2, 1) in found.covered, (3, 1) in found.covered
    ({(1, 1): (2, 3)}, False, True, False)
    """
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    by_row: dict[int, list[tuple[int, int, bool]]] = {}
    covered_rows = 0
    for top, left, bottom, right in ranges:
        last_row, last_column = min(bottom, max(rows, top)), min(right, max(columns, left))
        sizes[top, left] = (last_row - top + 1, last_column - left + 1)
        covered_rows += max(0, min(last_row, rows) - top + 1)
        if covered_rows > MAX_COVERED_ROWS:
            raise container.refused(f"工作表“{sheet}”的合并单元格跨行过多", "请取消多余的合并，另存后再试")
        for row in range(top, min(last_row, rows) + 1):
            by_row.setdefault(row, []).append((left, last_column, row == top))
    for row, found in by_row.items():
        found.sort()
        for before, after in itertools.pairwise(found):
            if after[0] <= before[1]:
                raise container.refused(f"工作表“{sheet}”第 {row} 行有互相重叠的合并单元格")
    return Spans(sizes=sizes, covered=Covered(by_row=by_row))
