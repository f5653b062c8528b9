"""
达标得满分，每偏离一个单位扣分 — a bound, and so many points off for every unit beyond it.

**Formula**: 偏离＝比率－上限 (`full_if: {at_most}`) or 下限－比率 (`{at_least}`);
扣分＝deduct×(偏离÷per); 得分＝max(0，分值－扣分).  `per` is 0.01 for one percentage point.

`partial` says what the last, incomplete unit costs: `ignored` nothing, `proportional` its part,
`counted` a whole deduction.  The notices that were seen (Hunan, Yueyang: 每超过一个百分点扣0.5分)
do not say; without the parameter it is `ignored`, the reading that takes only what is written.
That default is our choice, and the method's words say so.

**Rounding**: once, on the points; units are counted on the exact ratio.

**Boundaries**: at the bound → full; the deduction stops at 0 (扣完为止).  Bound 100%, 0.5 points a
percentage point, of 4: 100.99% → 4.00, 101% → 3.50, 108% → 0.00, 200% → 0.00.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.filing import Filing
from hengji.domain.measure import Measure
from hengji.domain.method import PARTIAL_UNITS
from hengji.domain.scorecard import Score
from hengji.domain.standard import Criterion
from hengji.scoring import computed, parameters, words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import EXACT, ONE, Ratio

_PARTIAL_WORDS = {
    "ignored": "不足一个单位的部分不扣",
    "proportional": "不足一个单位的按比例扣",
    "counted": "不足一个单位的按一个单位扣",
}


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The points of that criterion; raises `InvalidStandard` for parameters it cannot use."""
    measure = parameters.measure(criterion)
    per, deduct = parameters.number(criterion, "per"), parameters.number(criterion, "deduct")
    if per <= 0 or deduct < 0:
        raise parameters.refused(criterion, "per、deduct", "per 应大于零，deduct 不应为负")
    partial = parameters.choice(criterion, "partial", PARTIAL_UNITS, "ignored")
    bound, upper = _bound(criterion)
    method = _method(measure, criterion, bound=bound, per=per, deduct=deduct, partial=partial, upper=upper)
    rate = computed.compute(measure, filing)
    if rate.ratio is None:
        return rate.undecided(leaf, method)

    def units_of(ratio: Ratio) -> Decimal:
        beyond = ratio.beyond(bound)
        return _units(beyond if upper else Ratio(-beyond.over, beyond.under), per, partial)

    units = units_of(rate.ratio)
    points = max(ZERO, leaf.full_marks - EXACT.multiply(units, deduct))
    earned = leaf.round(points)
    side = rate.ratio.compare(bound)

    def agrees(printed: Ratio) -> bool:
        again = units_of(printed)
        if partial != "proportional":
            return again == units and printed.compare(bound) == side
        same = leaf.round(max(ZERO, leaf.full_marks - again * deduct)) == earned
        return same and printed.compare(bound) == side

    quotient = words.shown(rate.ratio, measure.unit, agrees)
    division = words.division(rate.expression, quotient, divided=bool(measure.under))
    sign = "≤" if upper else "≥"
    limit = words.limit(bound, measure.unit)
    reached = side <= 0 if upper else side >= 0
    if reached:
        return leaf.scored(
            points, method=method, inputs=rate.inputs, arithmetic=f"{division}{sign}{limit}，得满分{earned:f}"
        )
    marks, lost = words.plain(leaf.full_marks), leaf.full_marks - earned
    counted = words.units(units)
    written = f"{marks}－{counted}×{words.plain(deduct)}"
    result = f"＝{earned:f}" if units * deduct <= leaf.full_marks else f"不足0，按{earned:f}计"
    spoken = f"{measure.title}{'高于' if upper else '低于'}{limit}"
    tail = f"，扣{lost:f}分" if lost else f"，{_PARTIAL_WORDS[partial]}，未扣分"
    return leaf.scored(
        points,
        method=method,
        inputs=rate.inputs,
        arithmetic=f"{division}，偏离{limit}计{counted}个单位；{written}{result}",
        reason=spoken + tail,
    )


def _units(beyond: Ratio, per: Decimal, partial: str) -> Decimal:
    """
    How many units of `per` lie beyond the bound.

    >>> _units(Ratio(Decimal("0.025")), Decimal("0.01"), "counted")
    Decimal('3')
    """
    if beyond.over <= 0:
        return ZERO
    under = EXACT.multiply(per, beyond.under)
    if partial == "proportional":
        return EXACT.divide(beyond.over, under)
    whole, rest = EXACT.divmod(beyond.over, under)
    return whole + ONE if rest and partial == "counted" else whole


def _bound(criterion: Criterion) -> tuple[Decimal, bool]:
    row = parameters.row(criterion, "full_if")
    if "at_most" in row:
        return parameters.entry(criterion, "full_if", row, "at_most", Decimal), True
    return parameters.entry(criterion, "full_if", row, "at_least", Decimal), False


def _method(
    measure: Measure,
    criterion: Criterion,
    *,
    bound: Decimal,
    per: Decimal,
    deduct: Decimal,
    partial: str,
    upper: bool,
) -> str:
    chosen = "" if "partial" in criterion.parameters else "（原文未明，本系统约定）"
    unit = f"{words.plain(per * 100)}个百分点" if measure.unit == "%" else words.limit(per, measure.unit)
    limit, off = words.limit(bound, measure.unit), words.plain(deduct)
    return (
        f"{measure.title}＝{measure.formula}；{'不高于' if upper else '不低于'}{limit}得满分，"
        f"每{'超过' if upper else '低于'}{unit}扣{off}分，扣完为止，{_PARTIAL_WORDS[partial]}{chosen}"
    )
