"""
按公式递减计分 — points fall in a straight line with the ratio, and are nothing beyond a threshold.

**Formula**: 得分＝分值×(1－slope×比率); 比率＞`zero_beyond` → 0.
Source: Sichuan 2020, 编制准确 = (1－10×调剂金额÷年初预算)×分值, 0 above 0.1 (seen).

**Rounding**: once, on the points.

**Boundaries**: ratio 0 or below → full marks; exactly at `zero_beyond` → what the formula gives
(0 for slope 10 and threshold 0.1), just above → 0; the result stays between 0 and full marks.
Slope 10, threshold 0.1, 10 points: 0.2÷100 → 9.80; 10.1÷100 → 0.00.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.filing import Filing
from hengji.domain.scorecard import Score
from hengji.domain.standard import Criterion
from hengji.scoring import computed, parameters, words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import EXACT, Ratio


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The points of that criterion; raises `InvalidStandard` for parameters it cannot use."""
    measure = parameters.measure(criterion)
    slope, beyond = parameters.number(criterion, "slope"), parameters.number(criterion, "zero_beyond")
    if slope < 0:
        raise parameters.refused(criterion, "slope", "不应为负")
    limit = words.limit(beyond, measure.unit)
    method = (
        f"{measure.title}＝{measure.formula}；得分＝分值×（1－{words.plain(slope)}×{measure.title}），"
        f"超过{limit}得0分"
    )
    rate = computed.compute(measure, filing)
    if rate.ratio is None:
        return rate.undecided(leaf, method)
    ratio, full = rate.ratio, leaf.full_marks
    points = points_at(ratio, full, slope, beyond)
    earned = leaf.round(points)

    def agrees(printed: Ratio) -> bool:
        same_side = all(printed.compare(end) == ratio.compare(end) for end in (beyond, ZERO))
        return same_side and leaf.round(points_at(printed, full, slope, beyond)) == earned

    quotient = words.shown(ratio, measure.unit, agrees)
    division = words.division(rate.expression, quotient, divided=bool(measure.under))
    written = f"{words.plain(full)}×（1－{words.plain(slope)}×{quotient or rate.expression}）"
    if ratio.compare(beyond) > 0:
        arithmetic, reason = f"{division}＞{limit}，得{earned:f}", f"{measure.title}超过{limit}，按规定得0分"
    elif ratio.compare(ZERO) <= 0:
        arithmetic, reason = f"{division}，不大于0，得满分{earned:f}", ""
    else:
        arithmetic = f"{division}；{written}＝{earned:f}"
        if EXACT.multiply(slope, ratio.over) > ratio.under:
            arithmetic = f"{division}；{written}不足0，按{earned:f}计"
        reason = f"{measure.title}大于0，按公式少得{full - earned:f}分"
    return leaf.scored(points, method=method, inputs=rate.inputs, arithmetic=arithmetic, reason=reason)


def points_at(ratio: Ratio, full_marks: Decimal, slope: Decimal, zero_beyond: Decimal) -> Decimal:
    """
    Points before rounding.

    >>> points_at(Ratio(Decimal("0.2"), Decimal(100)), Decimal(10), Decimal(10), Decimal("0.1"))
    Decimal('9.8')
    """
    if ratio.compare(zero_beyond) > 0:
        return ZERO
    left = Ratio(EXACT.subtract(ratio.under, EXACT.multiply(slope, ratio.over)), ratio.under)
    return max(ZERO, min(full_marks, left.times(full_marks)))
