"""
按比例计分，满分封顶 — points in proportion to a ratio, up to full marks.

**Formula**: 得分＝分值×min(1，比率÷满分比率).  `full_at` is the ratio that earns full marks, 1
unless the edition says otherwise.

**Rounding**: once, on the points: 分值×分子÷分母 is divided last.

**Boundaries**: ratio at `full_at` → full marks; above → full marks and no more; zero or negative
→ 0; a blank input or a denominator of zero or below → undecidable between 0 and full marks.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.filing import Filing
from hengji.domain.scorecard import Score
from hengji.domain.standard import Criterion
from hengji.scoring import computed, parameters, words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import ONE, Ratio


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The points of that criterion; raises `InvalidStandard` for parameters it cannot use."""
    full_at = parameters.number(criterion, "full_at", ONE)
    if full_at <= 0:
        raise parameters.refused(criterion, "full_at", "应大于零")
    rate = computed.compute(parameters.measure(criterion), filing)
    return by_ratio(leaf, rate, title="按比例计分，满分封顶", full_at=full_at)


def by_ratio(leaf: Leaf, rate: computed.Computed, *, title: str, full_at: Decimal, over: str = "") -> Score:
    """Points in proportion to a ratio that was computed; `over` is the reason above full marks."""
    measure = rate.measure
    target = "" if full_at == ONE else f"÷{words.limit(full_at, measure.unit)}"
    formula = f"得分＝分值×min(1，{measure.title}{target})，{measure.title}＝{measure.formula}"
    method = f"{title}：{formula}"
    if rate.ratio is None:
        return rate.undecided(leaf, method)
    ratio = rate.ratio
    points = points_at(ratio, leaf.full_marks, full_at)
    earned = leaf.round(points)
    side = ratio.compare(full_at)

    def agrees(printed: Ratio) -> bool:
        again = leaf.round(points_at(printed, leaf.full_marks, full_at))
        return again == earned and printed.compare(full_at) == side

    quotient = words.shown(ratio, measure.unit, agrees)
    return leaf.scored(
        points,
        method=method,
        inputs=rate.inputs,
        arithmetic=_arithmetic(leaf, rate, earned, quotient=quotient, target=target, side=side),
        reason=over if side > 0 else _reason(leaf, rate, earned, quotient=quotient, full_at=full_at),
    )


def points_at(ratio: Ratio, full_marks: Decimal, full_at: Decimal) -> Decimal:
    """
    The points of a ratio before rounding.

    >>> points_at(Ratio(Decimal("28771611.60"), Decimal("29242314.38")), Decimal(10), ONE).quantize(ONE)
    Decimal('10')
    """
    if ratio.compare(full_at) >= 0:
        return full_marks
    if ratio.over <= 0:
        return ZERO
    return Ratio(ratio.over, ratio.under * full_at).times(full_marks)


def _arithmetic(
    leaf: Leaf, rate: computed.Computed, earned: Decimal, *, quotient: str | None, target: str, side: int
) -> str:
    marks = words.plain(leaf.full_marks)
    first = words.division(rate.expression, quotient, divided=bool(rate.measure.under))
    if side >= 0:
        return f"{first}，达到满分比率；得满分{earned:f}"
    if rate.ratio is not None and rate.ratio.over < 0:
        return f"{first}，为负数按0计；{marks}×0＝{earned:f}"
    if quotient is None:
        return f"{marks}×{rate.expression}{target}＝{earned:f}"
    return f"{first}；{marks}×{quotient}{target}＝{earned:f}"


def _reason(
    leaf: Leaf, rate: computed.Computed, earned: Decimal, *, quotient: str | None, full_at: Decimal
) -> str:
    if rate.ratio is None or rate.ratio.compare(full_at) == 0:
        return ""
    value = f"为{quotient}，" if quotient else ""
    bound = words.limit(full_at, rate.measure.unit)
    lost = leaf.full_marks - earned
    if lost == 0:
        return f"{rate.measure.title}{value}略低于{bound}，按比例计分四舍五入后仍为满分"
    return f"{rate.measure.title}{value}低于{bound}，按比例少得{lost:f}分"
