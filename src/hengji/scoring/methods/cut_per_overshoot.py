"""
指标超额完成达到阈值的逐项减分 — each indicator too far above its target costs points.

**Formula**: 超出比例＝(实际完成值－目标值)÷目标值; where it reaches `threshold`, `deduct`
points are taken off that indicator's score, a leaf for each.

**Rounding**: the deduction, once.

**Boundaries**: exactly at the threshold → deducted (30%及以上).  An indicator loses no more than
it was given, after the edition's own overshoot policy, and the total never falls below 0.  Only
higher-is-better and equal indicators with a positive target can exceed it; an indicator whose
score is undecidable has its deduction inside its own interval — unless the criterion is capped
because the weights exceed it, where the possible cut is an undecidable leaf.
Source: an integrated budget platform's manual (seen): 完成值超过指标值30%及以上的，减2分.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hengji.domain.filing import Filing
from hengji.domain.indicator import Indicator
from hengji.domain.scorecard import Score, ScoreVerdict
from hengji.domain.standard import Adjustment
from hengji.scoring import parameters, promise, words
from hengji.scoring.leaf import ZERO, Leaf, deduction, summed
from hengji.scoring.ratio import Ratio
from hengji.scoring.running import Running


def adjust(
    leaf: Leaf, adjustment: Adjustment, filing: Filing, running: Running, scores: Iterable[Score]
) -> tuple[Score, Running]:
    """The cuts, a part for each, and the total after them; `scores` are those of the criteria."""
    threshold = parameters.number(adjustment, "threshold")
    deduct = parameters.number(adjustment, "deduct")
    if threshold < 0 or deduct < 0:
        raise parameters.refused(adjustment, "threshold、deduct", "不应为负")
    method = (
        f"超过指标值{words.percent(threshold)}及以上的指标，每项减{words.plain(deduct)}分，减至该指标0分为止"
    )
    given, hidden = _given(scores)
    parts: list[Score] = []
    for indicator in filing.indicators:
        exceeds = promise.exceeds(indicator, threshold, at_bound=True)
        cut = min(leaf.round(deduct), given.get(indicator.code, ZERO))
        if indicator.code in hidden or (exceeds is None and cut > 0):
            worst = min(leaf.round(deduct), given.get(indicator.code, indicator.weight or ZERO))
            part, running = _open_cut(leaf, indicator, running, worst, method)
            parts.append(part)
        elif exceeds and cut > 0:
            over = promise.overshoot(indicator)
            part, running = _cut(
                leaf, indicator, running, over=over, threshold=threshold, cut=cut, method=method
            )
            parts.append(part)
    if not parts:
        return leaf.scored(ZERO, method=method, arithmetic="没有达到阈值且有得分可减的指标，不减分"), running
    return summed(leaf, tuple(parts), method=method, reason=f"{len(parts)}项指标超额达到阈值"), running


def _given(scores: Iterable[Score]) -> tuple[dict[str, Decimal], set[str]]:
    """
    What each decided indicator keeps after the edition's own policy; and which undecided ones
    stand under a criterion's cap, where their worst case is hidden from the total.
    """
    kept: dict[str, Decimal] = {}
    hidden: set[str] = set()
    pending = list(scores)
    while pending:
        score = pending.pop()
        pending.extend(part for part in score.parts if part.parts)
        capped = any(part.code == f"{score.code}.cap" for part in score.parts)
        for part in score.parts:
            code, _, suffix = part.code.rpartition(".")
            if suffix == "overshoot" and code in kept:
                kept[code] += part.low
            elif part.verdict is ScoreVerdict.SCORED:
                kept[part.code] = part.low
            elif capped:
                hidden.add(part.code)
    return kept, hidden


def _open_cut(
    leaf: Leaf, indicator: Indicator, running: Running, worst: Decimal, method: str
) -> tuple[Score, Running]:
    """A cut that may come once the indicator's actual is known exactly."""
    part = deduction(leaf, indicator.code, f"{indicator.title}（超额减分）")
    worst = min(worst, running.high)
    score = part.undecidable(
        f"{words.quoted(indicator.title)}的实际完成值未填写或不确切，是否超额减分尚未确定",
        method=method,
        low=-worst,
        high=ZERO,
    )
    return score, Running(low=max(ZERO, running.low - worst), high=running.high, decided=False)


def _cut(
    leaf: Leaf,
    indicator: Indicator,
    running: Running,
    *,
    over: Ratio | None,
    threshold: Decimal,
    cut: Decimal,
    method: str,
) -> tuple[Score, Running]:
    part = deduction(leaf, indicator.code, f"{indicator.title}（超额减分）")
    printed = over and words.shown(over, "%", lambda ratio: ratio.compare(threshold) >= 0)
    arithmetic = f"超出指标值{printed or '达到阈值'}；减{cut:f}"
    reason = f"{words.quoted(indicator.title)}超过指标值{words.percent(threshold)}及以上，视为指标偏离"
    least, most = min(cut, running.low), min(cut, running.high)
    after = Running(low=running.low - least, high=running.high - most, decided=running.decided)
    if least == most:
        return part.scored(-most, method=method, arithmetic=arithmetic, reason=reason), after
    return part.undecidable(reason, method=method, arithmetic=arithmetic, low=-most, high=-least), after
