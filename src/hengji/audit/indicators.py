"""
What the rules ask of indicators: which criterion they serve, how far they reached, how a person calls them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from hengji.audit import phrasing
from hengji.domain.filing import Filing
from hengji.domain.indicator import DIRECTION_SIGNS, Direction, Indicator
from hengji.domain.interval import Interval
from hengji.domain.standard import Criterion, Standard
from hengji.domain.stated import Modifier, Stated

WEIGHTED_METHODS = ("indicators",)
"""Methods under which an indicator's weight is its full marks."""


def served_by(criterion: Criterion, filing: Filing) -> tuple[Indicator, ...]:
    """The indicators that a criterion scores, by its dimensions and categories."""
    dimensions = _names(criterion.parameters.get("dimensions"))
    categories = _names(criterion.parameters.get("categories"))
    return tuple(
        indicator
        for indicator in filing.indicators
        if indicator.dimension.value in dimensions
        and (not categories or indicator.category.value in categories)
    )


def weighted_criteria(standard: Standard | None) -> Iterator[Criterion]:
    """The criteria whose marks the unit divides among its indicators."""
    if standard is not None:
        yield from (leaf for leaf in standard.leaves() if leaf.method in WEIGHTED_METHODS)


def quantitative(indicators: Iterable[Indicator]) -> Iterator[tuple[Indicator, Stated, Stated]]:
    """The indicators with a number as target and as actual."""
    for indicator in indicators:
        if (
            indicator.direction is not Direction.QUALITATIVE
            and indicator.target_value is not None
            and indicator.actual_value is not None
        ):
            yield indicator, indicator.target_value, indicator.actual_value


def plain(stated: Stated) -> Interval:
    """
    The number itself within its printed place, without the word before it.

    A target ≥ 40 asserts every number above; to ask how far it was reached, 40 itself counts.
    """
    if stated.modifier is Modifier.RANGE and stated.upper is not None:
        return Interval(low=stated.value, high=stated.upper)
    return (
        Interval.exactly(stated.value)
        if stated.step is None
        else Interval.around(stated.value, stated.step / 2)
    )


def reached(direction: Direction, target: Stated, actual: Stated) -> bool | None:
    """
    Whether the actual keeps the promise; `None` where the printed places leave it open.

    >>> reached(Direction.LOWER_IS_BETTER, Stated(value=Decimal(4)), Stated(value=Decimal(5)))
    False
    """
    goal, result = plain(target), plain(actual)
    within = direction is Direction.EQUAL and (target.modifier is Modifier.RANGE or target.value == 0)
    if within:
        # A range is met inside it; of an equal target of zero more is no achievement.
        return result.meets(goal)
    worst, best = (goal.low, goal.high), (result.low, result.high)
    if direction is Direction.LOWER_IS_BETTER:
        worst, best = (best[0], best[1]), (worst[0], worst[1])
    return _at_least(best, worst)


def _at_least(
    result: tuple[Decimal | None, Decimal | None], goal: tuple[Decimal | None, Decimal | None]
) -> bool | None:
    """Whether every, no, or some number of `result` reaches `goal`."""
    low, high = result
    goal_low, goal_high = goal
    if high is not None and goal_low is not None and high < goal_low:
        return False
    if low is not None and goal_high is not None and low >= goal_high:
        return True
    if low is not None and high is not None and goal_low is not None and goal_high is not None:
        # Printed alike: 95.0% against 95% is a promise kept.
        return True if (low + high) >= (goal_low + goal_high) else None
    return None


def achievement(indicator: Indicator, target: Stated, actual: Stated) -> Decimal | None:
    """Actual over target as a plain ratio; `None` where the target is not above zero."""
    return actual.value / target.value if target.value > 0 and indicator.target_value is not None else None


def unit_of(indicator: Indicator, stated: Stated) -> str:
    """
    The unit to print a value of an indicator in: its own base unit before the form's 计量单位.

    A form may ask for 万元 while the value is kept in yuan.
    """
    return stated.unit or indicator.unit_of_measure or ""


def promised(indicator: Indicator) -> str:
    """The target in words: ≥40场."""
    if indicator.target_value is None:
        return indicator.target_text or ""
    sign = DIRECTION_SIGNS[indicator.direction] if indicator.direction in _SIGNED else ""
    return sign + _counted(indicator.target_value, indicator)


def done(indicator: Indicator) -> str:
    """The actual in words: 42场."""
    if indicator.actual_value is None:
        return indicator.actual_text or ""
    return _counted(indicator.actual_value, indicator)


def _counted(stated: Stated, indicator: Indicator) -> str:
    return phrasing.figure(stated.value, unit_of(indicator, stated))


_SIGNED = (Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER)


def _names(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values) if isinstance(values, tuple | list) else ()


FAR_ABOVE = Decimal("1.3")
"""From this share of the target on, an actual must be explained."""
