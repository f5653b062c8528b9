"""
An indicator's actual held against its target, in figures and in words.

Whether a target was *reached* is a comparison of the two printed figures; how many points that
earns is the scorecard's business alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hengji.compose.wording import fact, percent, printed, ratio_of
from hengji.domain.block import Run
from hengji.domain.indicator import ACHIEVEMENT_TITLES, Achievement, Direction, Indicator
from hengji.domain.money import rounded
from hengji.domain.stated import PERCENT, Modifier, Stated

_OPEN_ABOVE = (Modifier.OVER, Modifier.ODD, Modifier.AT_LEAST)
FAR_BEYOND = Decimal("0.3")
"""An actual this much beyond its target asks for a reason (≥ 130 % of the target)."""


class Outcome(StrEnum):
    """How an actual stands to its target."""

    REACHED = "reached"
    FAR_BEYOND = "far_beyond"
    MISSED = "missed"
    UNKNOWN = "unknown"
    """Target or actual is blank, or words that only a person can judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The deviation of an actual from its target: signed, absolute and relative."""

    amount: Decimal
    ratio: Decimal | None
    """`None` where the target is zero or a percentage, whose distance is counted in points."""
    unit: str


def outcome(indicator: Indicator) -> Outcome:
    """
    Whether the target was reached, by how much it was passed, or that this is not known.
    """
    if indicator.direction is Direction.QUALITATIVE or indicator.achievement is not None:
        return _of_words(indicator.achievement)
    target, actual = indicator.target_value, indicator.actual_value
    if target is None or actual is None:
        return Outcome.UNKNOWN
    match indicator.direction:
        case Direction.HIGHER_IS_BETTER:
            reached = actual.value >= target.value
        case Direction.LOWER_IS_BETTER:
            reached = actual.value <= target.value
        case _:
            reached = actual.value == target.value
    if not reached:
        return Outcome.MISSED
    gap = deviation(target, actual)
    far = gap.ratio is not None and abs(gap.ratio) >= FAR_BEYOND
    return (
        Outcome.FAR_BEYOND if far and indicator.direction is Direction.HIGHER_IS_BETTER else Outcome.REACHED
    )


def _of_words(achievement: Achievement | None) -> Outcome:
    if achievement is None:
        return Outcome.UNKNOWN
    return Outcome.REACHED if achievement is Achievement.FULL else Outcome.MISSED


def deviation(target: Stated, actual: Stated) -> Gap:
    """
    Actual minus target; the ratio is to the target.

    >>> gap = deviation(Stated(value=Decimal(500), unit="场"), Stated(value=Decimal(525), unit="场"))
    >>> gap.amount, gap.ratio, gap.unit
    (Decimal('25'), Decimal('0.05'), '场')
    """
    amount = actual.value - target.value
    relative = target.unit != PERCENT and target.value != 0
    return Gap(
        amount=amount,
        ratio=ratio_of(amount, target.value) if relative else None,
        unit="个百分点" if target.unit == PERCENT else target.unit,
    )


def deviation_run(indicator: Indicator) -> Run:
    """
    The deviation in words: 高出5.00%, 低0.8个百分点, 与指标值一致; plain words where unknown.
    """
    target, actual = indicator.target_value, indicator.actual_value
    if target is None or actual is None:
        if indicator.achievement is not None:
            return fact(ACHIEVEMENT_TITLES[indicator.achievement], indicator.place)
        return Run(text="无法比较")
    gap = deviation(target, actual)
    if gap.amount == 0:
        text = "超过指标值" if actual.modifier in _OPEN_ABOVE else "与指标值一致"
    else:
        size = percent(abs(gap.ratio)) if gap.ratio is not None else _in_points(gap)
        text = f"{'高出' if gap.amount > 0 else '低'}{size}{_openness(actual)}"
    return fact(text, actual.place, target.place, computed=_arithmetic(gap, target, actual))


def deviation_rate(indicator: Indicator) -> Run:
    """The deviation as a signed figure for a table; a dash where it cannot be computed."""
    target, actual = indicator.target_value, indicator.actual_value
    if target is None or actual is None:
        return Run(text="—")
    gap = deviation(target, actual)
    sign = "－" if gap.amount < 0 else ""
    size = percent(abs(gap.ratio)) if gap.ratio is not None else _in_points(gap)
    text = f"{sign}{size}{_openness(actual)}"
    return fact(text, actual.place, target.place, computed=_arithmetic(gap, target, actual))


def _in_points(gap: Gap) -> str:
    return f"{rounded(abs(gap.amount)).normalize():f}{gap.unit}"


def _openness(actual: Stated) -> str:
    """超15万 is more than 15万: what follows from it is more, too."""
    return "以上" if actual.modifier in _OPEN_ABOVE else ""


def _arithmetic(gap: Gap, target: Stated, actual: Stated) -> str:
    if gap.ratio is None:
        return f"{printed(actual)}－{printed(target)}"
    return f"（{printed(actual)}－{printed(target)}）÷{printed(target)}"


def shortfall(indicator: Indicator) -> Run | None:
    """How much is wanting, in the indicator's own unit; `None` where that cannot be said."""
    target, actual = indicator.target_value, indicator.actual_value
    if target is None or actual is None or target.value == actual.value:
        return None
    gap = deviation(target, actual)
    missing = Stated(value=abs(gap.amount), unit=gap.unit)
    return fact(
        printed(missing), actual.place, target.place, computed=f"{printed(target)}与{printed(actual)}之差"
    )


def completion_rate(indicator: Indicator) -> Run | None:
    """
    完成率 of a figure that should be high: actual over target; `None` where it has no meaning.
    """
    target, actual = indicator.target_value, indicator.actual_value
    if indicator.direction is not Direction.HIGHER_IS_BETTER or target is None or actual is None:
        return None
    if target.value == 0:
        return None
    return fact(
        percent(ratio_of(actual.value, target.value)),
        actual.place,
        target.place,
        computed=f"{printed(actual)}÷{printed(target)}",
    )
