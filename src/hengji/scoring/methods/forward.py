"""
正向指标（≥） — points in proportion to the target reached.

**Formula**: 得分＝分值×min(1，实际完成值÷目标值).

**Rounding**: once, on the points.

**Boundaries**: actual at the target → full marks; above → full marks (what overshooting costs is
the policy's business, `overshoot`); 0 or negative → 0; target 0 → full marks; target below zero →
full marks where reached, else undecidable, because a proportion of a negative number means nothing.

Target 80, actual 60, 10 points → 7.50; actual 90 → 10.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.stated import Stated
from hengji.scoring import promise, words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import ONE, Ratio


def points_at(target: Decimal, actual: Decimal, full_marks: Decimal) -> Decimal | None:
    """
    Points before rounding.

    >>> points_at(Decimal(80), Decimal(60), Decimal(10))
    Decimal('7.5')
    """
    if target < 0:
        return full_marks if actual >= target else None
    if actual >= target or target == 0:
        return full_marks
    return ZERO if actual <= 0 else Ratio(actual, target).times(full_marks)


def written(leaf: Leaf, target: Stated, actual: Stated, earned: Decimal) -> str:
    """The arithmetic, with a quotient fine enough to lead to the same points."""
    done, due = words.figure(actual), words.figure(target)
    if actual.value >= target.value or target.value == 0:
        return f"{done}≥{due}，得满分{earned:f}"
    marks = words.plain(leaf.full_marks)
    if actual.value < 0:
        return f"{done}为负数，按0计；{marks}×0÷{due}＝{earned:f}"

    def agrees(printed: Ratio) -> bool:
        return leaf.round(printed.times(leaf.full_marks)) == earned and printed.compare(ONE) < 0

    quotient = words.shown(Ratio(actual.value, target.value), "%", agrees)
    if quotient is None:
        return f"{marks}×{done}÷{due}＝{earned:f}"
    return f"{done}÷{due}＝{quotient}；{marks}×{quotient}＝{earned:f}"


FORMULA = promise.Formula(
    method="正向指标：得分＝分值×min(1，实际完成值÷目标值)",
    points_at=points_at,
    written=written,
    short="低于",
)
