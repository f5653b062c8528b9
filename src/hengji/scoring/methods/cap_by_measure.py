"""
按比率封顶总分 — a low ratio keeps the total from rising above a cap.

**Formula**: the first cap whose limits hold for the exact ratio: 总分≤`total_at_most`; the leaf is
min(0，封顶分－此前总分).

**Rounding**: none of its own; the total before it is already rounded.

**Boundaries**: limits as in `stepped`; no cap fits → 0, and the leaf says so.  Where the ratio
cannot be computed the leaf is undecidable: at worst the lowest cap applies, at best none.
Source: an integrated budget platform's manual (seen): execution [70%，80%] → 89, [60%，70%) → 79,
[50%，60%) → 69, below 50% → 59; to which side its limits belong is our choice, marked so in the edition.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hengji.domain.filing import Filing
from hengji.domain.scorecard import Score
from hengji.domain.standard import Adjustment, Parameter
from hengji.scoring import computed, parameters, words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import Ratio
from hengji.scoring.running import Running


def adjust(leaf: Leaf, adjustment: Adjustment, filing: Filing, running: Running) -> tuple[Score, Running]:
    """The cap as a leaf, and the total after it; raises `InvalidStandard` for caps it cannot use."""
    measure = parameters.measure(adjustment)
    caps = parameters.rows(adjustment, "caps")
    tops = [parameters.entry(adjustment, "caps", row, "total_at_most", Decimal) for row in caps]
    method = f"总分封顶：按{measure.title}（{measure.formula}）确定总分上限"
    rate = computed.compute(measure, filing)
    if rate.ratio is None:
        lowest = min(tops)
        after = Running(low=min(running.low, lowest), high=running.high, decided=False)
        score = leaf.undecidable(
            f"{rate.trouble}；总分最低可能封顶至{words.plain(lowest)}分",
            method=method,
            missing=rate.missing,
            inputs=rate.inputs,
            arithmetic=rate.expression,
            low=min(ZERO, lowest - running.high),
            high=ZERO,
        )
        return score, after
    ratio = rate.ratio
    fitting = [top for row, top in zip(caps, tops, strict=True) if _fits(adjustment, row, ratio)]
    quotient = words.shown(
        ratio,
        measure.unit,
        lambda printed: all(_fits(adjustment, row, printed) == _fits(adjustment, row, ratio) for row in caps),
    )
    division = words.division(rate.expression, quotient, divided=bool(measure.under))
    if not fitting:
        score = leaf.scored(
            ZERO, method=method, inputs=rate.inputs, arithmetic=f"{division}，不触及任何封顶", reason=""
        )
        return score, running
    top = fitting[0]
    after = Running(low=min(running.low, top), high=min(running.high, top), decided=running.decided)
    low, high = min(ZERO, top - running.high), min(ZERO, top - running.low)
    rule = f"{measure.title}为{quotient}" if quotient else f"按{measure.title}"
    rule += f"，总分不超过{words.plain(top)}分"
    if low == high:
        before = f"{running.high:f}" if running.low == running.high else f"不高于{running.high:f}"
        cut = f"此前总分{before}，扣{-low:f}" if low else f"此前总分{before}，未超过，不扣分"
        score = leaf.scored(
            low,
            method=method,
            inputs=rate.inputs,
            arithmetic=f"{division}；{cut}",
            reason=rule if low else "",
        )
        return score, after
    score = leaf.undecidable(
        f"{rule}；扣多少须待各项得分确定",
        method=method,
        inputs=rate.inputs,
        arithmetic=division,
        low=low,
        high=high,
    )
    return score, after


def _fits(adjustment: Adjustment, row: Mapping[str, Parameter], ratio: Ratio) -> bool:
    limits = parameters.bounds(adjustment, "caps", row)
    return all(ratio.compare(bound) in outcomes for bound, outcomes in limits)
