"""How far a target was reached, where the printed places matter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hengji.audit import indicators
from hengji.domain.indicator import Direction
from hengji.domain.stated import Modifier, Stated


def rate(value: str, places: int) -> Stated:
    return Stated(value=Decimal(value), unit="%", step=Decimal(1).scaleb(-places))


@pytest.mark.parametrize(
    ("direction", "target", "actual", "expected"),
    [
        (Direction.HIGHER_IS_BETTER, rate("95", 0), rate("95.0", 1), True),
        (Direction.HIGHER_IS_BETTER, rate("95", 0), rate("94.8", 1), None),
        (Direction.HIGHER_IS_BETTER, rate("95", 0), rate("94.1", 1), False),
        (Direction.LOWER_IS_BETTER, rate("5", 0), rate("5.0", 1), True),
        (Direction.LOWER_IS_BETTER, rate("5", 0), rate("5.7", 1), False),
        (Direction.EQUAL, Stated(value=Decimal(40)), Stated(value=Decimal(42)), True),
        (Direction.EQUAL, Stated(value=Decimal(0)), Stated(value=Decimal(1)), False),
    ],
)
def test_printed_places_decide_whether_a_target_was_reached(
    direction: Direction, target: Stated, actual: Stated, expected: bool | None
) -> None:
    assert indicators.reached(direction, target, actual) is expected


def test_a_range_is_reached_inside_it() -> None:
    goal = Stated(value=Decimal(10), upper=Decimal(20), modifier=Modifier.RANGE)
    for value, inside in ((9, False), (10, True), (20, True), (21, False)):
        assert indicators.reached(Direction.EQUAL, goal, Stated(value=Decimal(value))) is inside
