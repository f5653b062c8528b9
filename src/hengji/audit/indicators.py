"""
What the rules ask of indicators: which criterion they serve, how far they reached, how a person calls them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from hengji.audit import phrasing
from hengji.domain.filing import Filing
from hengji.domain.indicator import DIRECTION_SIGNS, Direction, Indicator
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


def reached(direction: Direction, target: Stated, actual: Stated) -> bool | None:
    """
    Whether the actual keeps the promise; `None` where the printed places leave it open.

    The numbers themselves are compared: a target ≥ 40 is reached by 40, whatever else it asserts.

    >>> reached(Direction.LOWER_IS_BETTER, Stated(value=Decimal(4)), Stated(value=Decimal(5)))
    False
    """
    goal, result = _ends(target), _ends(actual)
    within = direction is Direction.EQUAL and (target.modifier is Modifier.RANGE or target.value == 0)
    if within:
        # A range is met inside it; of an equal target of zero more is no achievement.
        return result[0] <= goal[1] and goal[0] <= result[1]
    if direction is Direction.LOWER_IS_BETTER:
        goal, result = result, goal
    if result[1] < goal[0]:
        return False
    # Printed alike — 95.0% against 95% — a promise is kept.
    return True if result[0] >= goal[1] or sum(result) >= sum(goal) else None


def _ends(stated: Stated) -> tuple[Decimal, Decimal]:
    """The printed number within its last place, without the word before it; a range from end to end."""
    half = Decimal(0) if stated.step is None else stated.step / 2
    if stated.modifier is Modifier.RANGE and stated.upper is not None:
        return stated.value, stated.upper
    return stated.value - half, stated.value + half


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
    return sign + number(indicator, indicator.target_value)


def done(indicator: Indicator) -> str:
    """The actual in words: 42场."""
    if indicator.actual_value is None:
        return indicator.actual_text or ""
    return number(indicator, indicator.actual_value)


def number(indicator: Indicator, stated: Stated) -> str:
    """A target or an actual with its unit."""
    return phrasing.figure(stated.value, unit_of(indicator, stated))


_SIGNED = (Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER)


def _names(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values) if isinstance(values, tuple | list) else ()


FAR_ABOVE = Decimal("1.3")
"""From this share of the target on, an actual must be explained."""
