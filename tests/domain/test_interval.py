"""Laws of intervals: what a sum, a product or a quotient of printed figures may be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.domain.interval import Interval, total

numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval together with a number inside it."""
    inside, below, above = draw(numbers), draw(numbers), draw(numbers)
    return Interval(low=inside - abs(below), high=inside + abs(above)), inside


@given(intervals(), intervals())
def test_a_sum_or_difference_of_inner_numbers_stays_inside(
    first: tuple[Interval, Decimal], second: tuple[Interval, Decimal]
) -> None:
    (a, x), (b, y) = first, second
    assert (a + b).contains(x + y)
    assert (a - b).contains(x - y)
    assert (a * b).contains(x * y)
    assert a.scaled(Decimal(-3)).contains(-3 * x)
    assert total([a, b]).contains(x + y)


@given(intervals(), intervals())
def test_a_quotient_stays_inside_or_is_refused(
    first: tuple[Interval, Decimal], second: tuple[Interval, Decimal]
) -> None:
    (a, x), (b, y) = first, second
    quotient = a.divided_by(b)
    if b.contains(Decimal(0)):
        assert quotient is None
        return
    assert quotient is not None
    slack = Decimal("1E-20") * (1 + abs(x))
    assert quotient.low is not None
    assert quotient.high is not None
    assert quotient.low - slack <= x / y <= quotient.high + slack


@given(intervals(), intervals())
def test_meeting_is_mutual_and_means_a_shared_number(
    first: tuple[Interval, Decimal], second: tuple[Interval, Decimal]
) -> None:
    (a, x), (b, _) = first, second
    assert a.meets(b) == b.meets(a)
    if b.contains(x):
        assert a.meets(b)


OVER = Interval(low=Decimal(15), high=None, low_open=True)
UNDER = Interval(low=None, high=Decimal(15), high_open=True)


def test_an_open_end_leaves_its_own_number_out() -> None:
    fifteen = Interval.exactly(Decimal(15))
    assert fifteen.is_exact
    assert not OVER.is_exact
    assert not OVER.contains(Decimal(15))
    assert not UNDER.contains(Decimal(15))
    assert not OVER.meets(fifteen)
    assert not UNDER.meets(OVER)
    assert Interval(low=Decimal(15), high=None).meets(fifteen)


def test_unbounded_ends_stay_unbounded() -> None:
    one = Interval.exactly(Decimal(1))
    assert OVER + one == Interval(low=Decimal(16), high=None, low_open=True)
    assert Interval(low=None, high=Decimal(-15), high_open=True) == -OVER
    assert UNDER.scaled(Decimal(2)) == Interval(low=None, high=Decimal(30), high_open=True)
    assert OVER.scaled(Decimal(2)) == Interval(low=Decimal(30), high=None, low_open=True)
    assert OVER * one == OVER
    assert OVER.divided_by(one) == OVER


def test_what_cannot_be_bounded_is_refused() -> None:
    with pytest.raises(ValueError, match="bounded"):
        UNDER * Interval(low=Decimal(-1), high=Decimal(1))
    assert UNDER.divided_by(Interval.exactly(Decimal(2))) is None
    assert Interval.exactly(Decimal(2)).divided_by(UNDER) is None
    assert Interval.exactly(Decimal(2)).divided_by(OVER) is None
    assert (
        Interval.exactly(Decimal(2)).divided_by(Interval(low=Decimal(0), high=Decimal(1), low_open=True))
        is None
    )


def test_division_by_a_negative_interval_turns_both_signs() -> None:
    quotient = Interval(low=Decimal(4), high=Decimal(8)).divided_by(
        Interval(low=Decimal(-4), high=Decimal(-2))
    )
    assert quotient == Interval(low=Decimal(-4), high=Decimal(-1))
