"""
按达标个数占比计分 — how many of the chosen indicators kept their promise.

**Formula**: 得分＝分值×达标个数÷全部个数.  An indicator is reached by its direction (≥, ≤, =), a
qualitative one when it is 达成预期指标.  Under the policy `zero_sc` an indicator that exceeds its
target by more than 30% is not reached.  Weights play no part.
Source: Sichuan 2020, 目标实现 (seen).

**Rounding**: once, on the points.

**Boundaries**: exactly at the target → reached; exactly 30% above → still reached under `zero_sc`.
No indicator → undecidable; an indicator without target or actual → undecidable between the points
with every open indicator missed and with every one reached.  The other policies deduct nothing
here, because there is no weight to deduct from.

8 of 10 reached, 10 points → 8.00.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.filing import Filing
from hengji.domain.indicator import Direction, Indicator
from hengji.domain.method import OVERSHOOT_POLICIES
from hengji.domain.scorecard import Input, MissingInput, Score
from hengji.domain.standard import Criterion
from hengji.scoring import parameters, promise, words
from hengji.scoring.leaf import Leaf
from hengji.scoring.methods import indicators, overshoot
from hengji.scoring.ratio import Ratio

_METHOD = "得分＝分值×达标指标个数÷全部指标个数"
_METHODS = {"zero_sc": f"{_METHOD}；未达到或超过预期指标30%以上的不算达标"}


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The points of that criterion; raises `InvalidStandard` for parameters it cannot use."""
    policy = parameters.choice(criterion, "overshoot", OVERSHOOT_POLICIES, "none")
    method = _METHODS.get(policy, _METHOD)
    chosen = indicators.chosen(criterion, filing)
    if not chosen:
        return indicators.nothing_chosen(leaf, criterion, method)
    answers = [(indicator, _reached(indicator, policy)) for indicator in chosen]
    missed = [indicator.title for indicator, answer in answers if answer is False]
    unknown = [indicator for indicator, answer in answers if answer is None]
    reached = len(chosen) - len(missed) - len(unknown)
    inputs = (
        Input(name="全部指标个数", value=str(len(chosen)), unit="项"),
        Input(name="达标指标个数", value=str(reached), unit="项"),
    )
    low = Ratio(Decimal(reached), Decimal(len(chosen))).times(leaf.full_marks)
    if unknown:
        names = "、".join(words.quoted(indicator.title) for indicator in unknown)
        return leaf.undecidable(
            f"{names}能否算达标尚无法判断（指标值、完成值或完成情况未填写或不确切）",
            method=method,
            missing=tuple(lack for indicator in unknown for lack in _missing(indicator)),
            inputs=inputs,
            low=low,
            high=Ratio(Decimal(len(chosen) - len(missed)), Decimal(len(chosen))).times(leaf.full_marks),
        )
    arithmetic = f"{words.plain(leaf.full_marks)}×{reached}÷{len(chosen)}＝{leaf.round(low):f}"
    reason = f"{len(missed)}项未达标：{'、'.join(missed)}" if missed else ""
    return leaf.scored(low, method=method, inputs=inputs, arithmetic=arithmetic, reason=reason)


def _reached(indicator: Indicator, policy: str) -> bool | None:
    answer = promise.reached(indicator)
    if policy != "zero_sc" or not answer or indicator.direction is Direction.QUALITATIVE:
        return answer
    too_far = overshoot.over_thirty_percent(indicator)
    return None if too_far is None else not too_far


def _missing(indicator: Indicator) -> tuple[MissingInput, ...]:
    if indicator.direction is Direction.QUALITATIVE:
        return (words.missing_of_indicator(indicator, words.ACHIEVEMENT),)
    lacks = []
    if indicator.target_value is None:
        lacks.append(words.missing_of_indicator(indicator, words.TARGET))
    if indicator.actual_value is None or not lacks:
        lacks.append(words.missing_of_indicator(indicator, words.ACTUAL))
    return tuple(lacks)
