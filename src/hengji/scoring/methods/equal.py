"""
等于指标（=） — a target that is to be met.

**Formula**: target 0: 实际≤0得满分, else 0; target above 0: as a higher-is-better indicator,
得分＝分值×min(1，实际完成值÷目标值), so that exceeding it earns full marks too.
Source: a system in use in several provinces (seen); no official text was seen.

**Rounding**: once, on the points.

**Boundaries**: target 0 with actual 0 or negative → full, with anything above → 0; target below
zero → full where the actual equals it, else undecidable.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.stated import Stated
from hengji.scoring import promise, words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.methods import forward


def points_at(target: Decimal, actual: Decimal, full_marks: Decimal) -> Decimal | None:
    """
    Points before rounding.

    >>> points_at(Decimal(0), Decimal(1), Decimal(5))
    Decimal('0')
    """
    if target == 0:
        return full_marks if actual <= 0 else ZERO
    if target < 0:
        return full_marks if actual == target else None
    return forward.points_at(target, actual, full_marks)


def written(leaf: Leaf, target: Stated, actual: Stated, earned: Decimal) -> str:
    """The arithmetic written out."""
    done = words.figure(actual)
    if target.value == 0:
        return f"{done}{'≤' if actual.value <= 0 else '＞'}0，得{earned:f}"
    if target.value < 0:
        return f"{done}＝{words.figure(target)}，得满分{earned:f}"
    return forward.written(leaf, target, actual, earned)


FORMULA = promise.Formula(
    method="等于指标：指标值为0的，实际为0得满分，否则得0分；指标值大于0的，得分＝分值×min(1，实际完成值÷目标值)",
    points_at=points_at,
    written=written,
    short="未等于",
)
