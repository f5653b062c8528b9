"""
超额完成的处理 — what an actual far above its target costs, by the policy of the edition.

| policy | rule | source |
| --- | --- | --- |
| `none` | nothing | — |
| `judge_mof` | full points, the reason asks for analysis | 财预〔2020〕10号, recalled |
| `tier_bj` | over by [200%，300%) −10%, [300%，500%) −20%, ≥500% −30% | Beijing, seen |
| `zero_sc` | a quantity indicator not reached, or over by more than 30%: nothing | Sichuan, seen |
| `explain_gx` | actual ≥130% of target (target 0: ≥30): to be explained, no cut | Guangxi, seen |

**Formula**: 超出比例＝(实际完成值－目标值)÷目标值, exactly, unrounded.

**Rounding**: the deduction, once, half up like all points.

**Boundaries**: bands are closed below and open above: 200% exactly costs 10%, 199.99% nothing.
`zero_sc` counts an overshoot of exactly 30% as reached (不超过预期30%).  Only higher-is-better and
equal indicators with a positive target can overshoot.  Every deduction is a leaf of its own with
its sign, after the indicator's own leaf, which keeps the points of its formula.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hengji.domain.indicator import Category, Direction, Indicator
from hengji.domain.scorecard import Score, ScoreVerdict
from hengji.domain.stated import Modifier
from hengji.scoring import promise, words
from hengji.scoring.leaf import ZERO, Leaf, deduction
from hengji.scoring.ratio import Ratio

_TIERS = (
    (Decimal(5), Decimal("0.3"), "超出500%及以上，扣分值的30%"),
    (Decimal(3), Decimal("0.2"), "超出300%至500%（不含500%），扣分值的20%"),
    (Decimal(2), Decimal("0.1"), "超出200%至300%（不含300%），扣分值的10%"),
)
_SICHUAN_LIMIT = Decimal("0.3")
_GUANGXI_RATIO = Decimal("1.3")
_GUANGXI_AT_ZERO = Decimal(30)
_DEDUCTING = ("tier_bj", "zero_sc")
_CUT = "超额完成扣减"


def apply(policy: str, leaf: Leaf, indicator: Indicator, base: Score) -> tuple[Score, ...]:
    """The indicator's leaf as the policy leaves it, followed by the deduction where there is one."""
    if policy == "none" or indicator.direction is Direction.QUALITATIVE:
        return (base,)
    if policy in _DEDUCTING:
        actual = indicator.actual_value
        if base.verdict is ScoreVerdict.UNDECIDABLE:
            # What the policy might take away must stay inside the interval.
            return (replace(base, low=leaf.round(ZERO)),)
        if actual is None or actual.modifier is not Modifier.EXACT:
            return (
                leaf.undecidable(
                    "实际完成值不是确切的数，无法判断是否超额到须扣减的程度，须填写确切数",
                    method=base.method,
                    missing=(words.missing_of_indicator(indicator, words.ACTUAL),),
                    inputs=base.inputs,
                ),
            )
    if base.verdict is ScoreVerdict.UNDECIDABLE:
        return (base,)
    return _POLICIES[policy](leaf, indicator, base)


def over_thirty_percent(indicator: Indicator) -> bool | None:
    """Whether the target is exceeded by more than 30%, exactly 30% not included; `None` if unknown."""
    return promise.exceeds(indicator, _SICHUAN_LIMIT, at_bound=False)


def _judge(_leaf: Leaf, indicator: Indicator, base: Score) -> tuple[Score, ...]:
    over = promise.overshoot(indicator)
    if over is None:
        return (base,)
    exact = indicator.actual_value is not None and indicator.actual_value.modifier is Modifier.EXACT
    note = (
        f"实际完成值高于指标值{_percent(over) if exact else ''}；"
        "高于较多的须分析原因，因年初指标值设定明显偏低的应适度调减分值，"
        "幅度原文未量化，本项未调减，须由评分人判断"
    )
    return (replace(base, reason=note),)


def _tiers(leaf: Leaf, indicator: Indicator, base: Score) -> tuple[Score, ...]:
    over = promise.overshoot(indicator)
    for at_least, share, rule in _TIERS if over is not None else ():
        if over is not None and over.compare(at_least) >= 0:
            cut = leaf.round(leaf.full_marks * share)
            marks = words.plain(leaf.full_marks)
            arithmetic = f"超出{_percent(over)}；{marks}×{words.percent(share)}＝{cut:f}"
            return (base, _deducted(leaf, cut, arithmetic, rule))
    return (base,)


def _zero(leaf: Leaf, indicator: Indicator, base: Score) -> tuple[Score, ...]:
    if indicator.category is not Category.QUANTITY:
        return (base,)
    over = promise.overshoot(indicator)
    if over is not None and over_thirty_percent(indicator):
        rule = f"数量指标超过预期指标30%以上（超出{_percent(over)}），不计分"
    elif promise.reached(indicator):
        return (base,)
    else:
        rule = "数量指标实际未达到预期指标，不计分"
    if base.low == 0:
        return (replace(base, reason=f"{base.reason}；{rule}" if base.reason else rule),)
    return (base, _deducted(leaf, base.low, f"扣回本指标得分{base.low:f}", rule))


def _explain(_leaf: Leaf, indicator: Indicator, base: Score) -> tuple[Score, ...]:
    target, actual = indicator.target_value, indicator.actual_value
    if target is None or actual is None or actual.modifier is not Modifier.EXACT:
        return (base,)
    if target.value == 0:
        triggered, far = actual.value >= _GUANGXI_AT_ZERO, "指标值为0而实际完成值不小于30"
    else:
        triggered = target.value > 0 and actual.value >= target.value * _GUANGXI_RATIO
        far = "实际完成值不低于指标值的130%"
    if not triggered:
        return (base,)
    explained = (indicator.deviation_explanation or "").strip()
    note = f"{far}，须说明偏差原因及整改措施（不扣分），" + ("已说明" if explained else "尚未填写")
    return (replace(base, reason=f"{base.reason}；{note}" if base.reason else note),)


_POLICIES = {"judge_mof": _judge, "tier_bj": _tiers, "zero_sc": _zero, "explain_gx": _explain}


def _deducted(leaf: Leaf, cut: Decimal, arithmetic: str, rule: str) -> Score:
    title = f"{leaf.title}（{_CUT}）"
    return deduction(leaf, "overshoot", title).scored(-cut, method=_CUT, arithmetic=arithmetic, reason=rule)


def _percent(over: Ratio) -> str:
    """The overshoot, printed on the right side of every limit above."""
    limits = (_SICHUAN_LIMIT, *(tier[0] for tier in _TIERS), ZERO)

    def agrees(printed: Ratio) -> bool:
        return all(printed.compare(bound) == over.compare(bound) for bound in limits)

    return words.shown(over, "%", agrees) or "不足0.000001%"
