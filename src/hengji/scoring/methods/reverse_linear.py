"""
反向指标（≤），线性递减 — full marks up to the target, nothing from twice the target on.

**Formula**: 实际≤指标值得满分; 指标值＜实际＜2×指标值: 得分＝分值×(1－(实际－指标值)÷指标值);
实际≥2×指标值得0分.

**Rounding**: once, on the points.

**Boundaries**: at the target → full; at twice the target → 0; target 0 → full for an actual of 0
or below, else 0; target below zero → full where reached, else undecidable.

Target 100, actual 150, 10 points → 5.00 (by `reverse_ratio` it would be 6.67); actual 200 → 0.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.stated import Stated
from hengji.scoring import promise, words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import Ratio


def points_at(target: Decimal, actual: Decimal, full_marks: Decimal) -> Decimal | None:
    """
    Points before rounding.

    >>> points_at(Decimal(100), Decimal(150), Decimal(10))
    Decimal('5')
    """
    if actual <= target:
        return full_marks
    if target < 0:
        return None
    if actual >= 2 * target:
        return ZERO
    return Ratio(2 * target - actual, target).times(full_marks)


def written(leaf: Leaf, target: Stated, actual: Stated, earned: Decimal) -> str:
    """The arithmetic, with a quotient fine enough to lead to the same points."""
    done, due = words.figure(actual), words.figure(target)
    if actual.value <= target.value:
        return f"{done}≤{due}，得满分{earned:f}"
    if actual.value >= 2 * target.value:
        return f"{done}≥2×{due}，得{earned:f}"
    marks = words.plain(leaf.full_marks)

    def agrees(printed: Ratio) -> bool:
        left = Ratio(printed.under - printed.over, printed.under)
        return leaf.round(left.times(leaf.full_marks)) == earned and printed.over > 0

    quotient = words.shown(Ratio(actual.value - target.value, target.value), "%", agrees)
    if quotient is None:
        return f"{marks}×（1－（{done}－{due}）÷{due}）＝{earned:f}"
    return f"（{done}－{due}）÷{due}＝{quotient}；{marks}×（1－{quotient}）＝{earned:f}"


FORMULA = promise.Formula(
    method="反向指标（线性）：不超过指标值得满分；超过的，得分＝分值×(1－(实际完成值－目标值)÷目标值)，达到2倍得0分",
    points_at=points_at,
    written=written,
    short="高于",
)
