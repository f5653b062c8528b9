"""
反向指标（≤），按比例 — points in proportion of the target to the actual.

**Formula**: 得分＝分值×min(1，目标值÷实际完成值).  Source: Hubei and Beijing (seen).

**Rounding**: once, on the points.

**Boundaries**: at the target → full; it never reaches 0 for a positive target; target 0 → full
for an actual of 0 or below, else 0; target below zero → full where reached, else undecidable.

Target 100, actual 150, 10 points → 6.67 (by `reverse_linear` it would be 5.00).
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.stated import Stated
from hengji.scoring import promise, words
from hengji.scoring.leaf import Leaf
from hengji.scoring.ratio import ONE, Ratio


def points_at(target: Decimal, actual: Decimal, full_marks: Decimal) -> Decimal | None:
    """
    Points before rounding.

    >>> points_at(Decimal(100), Decimal(125), Decimal(10))
    Decimal('8')
    """
    if actual <= target:
        return full_marks
    return None if target < 0 else Ratio(target, actual).times(full_marks)


def written(leaf: Leaf, target: Stated, actual: Stated, earned: Decimal) -> str:
    """The arithmetic, with a quotient fine enough to lead to the same points."""
    done, due = words.figure(actual), words.figure(target)
    if actual.value <= target.value:
        return f"{done}≤{due}，得满分{earned:f}"
    marks = words.plain(leaf.full_marks)

    def agrees(printed: Ratio) -> bool:
        return leaf.round(printed.times(leaf.full_marks)) == earned and printed.compare(ONE) < 0

    quotient = words.shown(Ratio(target.value, actual.value), "%", agrees)
    if quotient is None:
        return f"{marks}×{due}÷{done}＝{earned:f}"
    return f"{due}÷{done}＝{quotient}；{marks}×{quotient}＝{earned:f}"


FORMULA = promise.Formula(
    method="反向指标（比例）：得分＝分值×min(1，目标值÷实际完成值)",
    points_at=points_at,
    written=written,
    short="高于",
)
