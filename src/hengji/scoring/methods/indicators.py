"""
按绩效指标逐项计分 — one leaf for every chosen indicator of the filing, with the filing's weight.

**Formula**: each indicator by its direction: ≥ `forward`; ≤ `reverse_linear` or `reverse_ratio`
(parameter `lower`); = `equal`; 定性 `qualitative` (parameter `qualitative`); then the `overshoot`
policy.  The criterion's points are the sum of its leaves.

**Rounding**: every leaf once; the sum is exact.

**Boundaries**: the weights are the unit's own.  Where they sum to less than the criterion's full
marks, the rest is a leaf of its own that nobody can earn; where they sum to more, a negative leaf
keeps the criterion within its full marks.  No indicator of the wanted dimensions, or one without
a weight, or with a negative one → the whole criterion is undecidable between 0 and full marks.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.facts import TOPIC_TITLES, Topic
from hengji.domain.filing import Filing
from hengji.domain.indicator import (
    CATEGORY_TITLES,
    DIMENSION_TITLES,
    Category,
    Dimension,
    Direction,
    Indicator,
)
from hengji.domain.method import OVERSHOOT_POLICIES, QUALITATIVE_SCALES, REVERSE_METHODS
from hengji.domain.scorecard import MissingInput, Score, ScoreVerdict
from hengji.domain.standard import Criterion
from hengji.scoring import parameters, promise, words
from hengji.scoring.leaf import ZERO, Leaf, deduction, ends, of_indicator, summed
from hengji.scoring.methods import equal, forward, overshoot, qualitative, reverse_linear, reverse_ratio

METHOD = "按绩效指标逐项计分，各指标得分相加"
_LOWER = {"reverse_linear": reverse_linear.FORMULA, "reverse_ratio": reverse_ratio.FORMULA}


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The criterion with one part for every indicator; raises `InvalidStandard` for bad parameters."""
    formulas = {
        Direction.HIGHER_IS_BETTER: forward.FORMULA,
        Direction.EQUAL: equal.FORMULA,
        Direction.LOWER_IS_BETTER: _LOWER[
            parameters.choice(criterion, "lower", REVERSE_METHODS, "reverse_linear")
        ],
    }
    scale = parameters.choice(criterion, "qualitative", QUALITATIVE_SCALES, "80_60")
    policy = parameters.choice(criterion, "overshoot", OVERSHOOT_POLICIES, "none")
    indicators = chosen(criterion, filing)
    trouble = _unweighed(leaf, criterion, indicators)
    if trouble is not None:
        return trouble
    parts: list[Score] = []
    weights = ZERO
    for indicator in indicators:
        weight = indicator.weight or ZERO
        weights += weight
        single = of_indicator(indicator, weight, criterion, leaf.places)
        if indicator.direction is Direction.QUALITATIVE:
            base = qualitative.award(single, indicator, scale)
        else:
            base = promise.award(single, indicator, formulas[indicator.direction])
        parts.extend(overshoot.apply(policy, single, indicator, base))
    return _whole(leaf, parts, weights)


def chosen(criterion: Criterion, filing: Filing) -> tuple[Indicator, ...]:
    """The filing's indicators that the criterion asks for, in the filing's order."""
    dimensions = parameters.names(criterion, "dimensions")
    categories = parameters.names(criterion, "categories")
    return tuple(
        indicator
        for indicator in filing.indicators
        if indicator.dimension in dimensions and (not categories or indicator.category in categories)
    )


def nothing_chosen(leaf: Leaf, criterion: Criterion, method: str) -> Score:
    """The score where the filing has no indicator of the wanted kind."""
    titles = [DIMENSION_TITLES[Dimension(name)] for name in parameters.names(criterion, "dimensions")]
    categories = parameters.names(criterion, "categories")
    if categories:
        titles = [CATEGORY_TITLES[Category(name)] for name in categories]
    wanted = "、".join(titles)
    where = f"工作表“{TOPIC_TITLES[Topic.INDICATORS]}”，至少填写一行{wanted}，并填写分值"
    return leaf.undecidable(
        f"没有填报任何{wanted}，无法计分",
        method=method,
        missing=(MissingInput(name=wanted, where=where),),
    )


def _unweighed(leaf: Leaf, criterion: Criterion, indicators: tuple[Indicator, ...]) -> Score | None:
    if not indicators:
        return nothing_chosen(leaf, criterion, METHOD)
    blank = [indicator for indicator in indicators if indicator.weight is None]
    if blank:
        names = "、".join(words.quoted(indicator.title) for indicator in blank)
        return leaf.undecidable(
            f"指标{names}没有分值，无法计分",
            method=METHOD,
            missing=tuple(words.missing_of_indicator(indicator, words.WEIGHT) for indicator in blank),
        )
    negative = [indicator for indicator in indicators if (indicator.weight or ZERO) < 0]
    if negative:
        names = "、".join(words.quoted(indicator.title) for indicator in negative)
        return leaf.undecidable(f"指标{names}的分值为负数，须更正", method=METHOD)
    return None


def _whole(leaf: Leaf, parts: list[Score], weights: Decimal) -> Score:
    low, high = ends(parts)
    full, difference = leaf.full_marks, weights - leaf.full_marks
    total = words.plain(weights)
    reason = ""
    if difference < 0:
        short = words.plain(-difference)
        reason = f"所选指标分值合计{total}分，少于本项满分{words.plain(full)}分，差额{short}分无指标可得"
        rest = Leaf(
            code=f"{leaf.code}.unallotted",
            title=f"{leaf.title}（未分配的分值）",
            full_marks=-difference,
            places=leaf.places,
            basis=leaf.basis,
        )
        parts.append(rest.scored(ZERO, method="未分配给任何指标的分值不得分", reason=reason))
    elif difference > 0:
        reason = f"所选指标分值合计{total}分，超过本项满分{words.plain(full)}分，须调整分值"
        if high > full:
            parts.append(_cap(leaf, parts, reason))
    span = (min(low, full), min(high, full))
    return summed(leaf, tuple(parts), span=span, method=METHOD, reason=reason)


def _cap(leaf: Leaf, parts: list[Score], reason: str) -> Score:
    low, high = ends(parts)
    cap = deduction(leaf, "cap", f"{leaf.title}（超过满分部分）")
    method = "各指标得分合计不得超过本项满分"
    full = words.plain(leaf.full_marks)
    if all(part.verdict is ScoreVerdict.SCORED for part in parts):
        arithmetic = f"{words.plain(leaf.full_marks)}－{high:f}＝{leaf.full_marks - high:f}"
        return cap.scored(leaf.full_marks - high, method=method, arithmetic=arithmetic, reason=reason)
    return cap.undecidable(
        f"{reason}；得分合计超过{full}分的部分扣回，须待各指标得分确定",
        method=method,
        low=leaf.full_marks - high,
        high=min(ZERO, leaf.full_marks - low),
    )
