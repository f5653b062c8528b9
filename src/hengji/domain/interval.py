"""
Intervals of exact decimals.

A printed figure does not name a number, it names a range of numbers; comparing two printed
figures is a question about ranges.  An end may be open (*over* 15万 excludes 15万 itself) or
absent (nothing bounds *over* 15万 from above).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal, getcontext
from typing import NamedTuple

_made = tuple.__new__  # what `Interval(...)` does; a report makes hundreds of them
WORKING_DIGITS = 60
"""Significant digits of a division; sums and products of printed figures stay exact below it."""
_WORKING = Context(prec=WORKING_DIGITS, traps=getcontext().traps)
"""Asked by its methods, which is cheaper than to enter it for every quotient."""
_NOUGHT, _ONE = Decimal(0), Decimal(1)


class Interval(NamedTuple):
    """
    All numbers between two ends; `None` means unbounded.

    A tuple, because every comparison makes several of them.

    >>> Interval.around(Decimal("67.48"), Decimal("0.005"))
    Interval(low=Decimal('67.475'), high=Decimal('67.485'), low_open=False, high_open=False)
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def exactly(cls, value: Decimal) -> Interval:
        """The single number `value`."""
        return cls(value, value)

    @classmethod
    def around(cls, value: Decimal, half: Decimal) -> Interval:
        """`value` give or take `half`, both ends included."""
        return cls(value - half, value + half)

    @property
    def is_exact(self) -> bool:
        """Whether it holds one number only."""
        return self.low is not None and self.low == self.high

    def contains(self, value: Decimal) -> bool:
        """Whether `value` lies inside."""
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def meets(self, other: Interval) -> bool:
        """
        Whether some number lies in both: two statements conflict only when this is false.

        >>> over = Interval(low=Decimal(15), high=None, low_open=True)
        >>> over.meets(Interval.exactly(Decimal(15)))
        False
        """
        return not (_ends_before(self, other) or _ends_before(other, self))

    def __add__(self, other: Interval) -> Interval:  # type: ignore[override]  # no longer tuples joined
        return Interval(
            low=None if self.low is None or other.low is None else self.low + other.low,
            high=None if self.high is None or other.high is None else self.high + other.high,
            low_open=self.low_open or other.low_open,
            high_open=self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        return Interval(
            low=None if self.high is None else -self.high,
            high=None if self.low is None else -self.low,
            low_open=self.high_open,
            high_open=self.low_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Decimal) -> Interval:
        """Every number times `factor`."""
        if factor < 0:
            return (-self).scaled(-factor)
        low, high, low_open, high_open = self
        low, high = None if low is None else low * factor, None if high is None else high * factor
        return _made(Interval, (low, high, low_open, high_open))

    def __mul__(self, other: Interval) -> Interval:  # type: ignore[override]  # nor repeated
        """The product of two bounded intervals; raises `ValueError` for unbounded ones of mixed sign."""
        if self.low is None or other.low is None or self.low < 0 or other.low < 0:
            if self.low is None or self.high is None or other.low is None or other.high is None:
                raise ValueError("a product needs bounded ends or non-negative intervals")
            ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
            return Interval(low=min(ends), high=max(ends))
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(
            low=self.low * other.low,
            high=high,
            low_open=self.low_open or other.low_open,
            high_open=self.high_open or other.high_open,
        )

    def divided_by(self, other: Interval) -> Interval | None:
        """
        The quotient, or `None` where the divisor may be zero and the quotient could be anything.
        """
        if other.contains(_NOUGHT) or other.low is None or (other.low < 0 and (other.high or 1) > 0):
            return None
        if other.low < 0:
            return (-self).divided_by(-other)
        if other.low == 0 or other.high is None:
            return None
        times = _WORKING.multiply
        smallest, largest = _WORKING.divide(_ONE, other.high), _WORKING.divide(_ONE, other.low)
        if self.low is not None and self.low >= 0:
            high = None if self.high is None else times(self.high, largest)
            opened = self.low_open or other.high_open, self.high_open or other.low_open
            return _made(Interval, (times(self.low, smallest), high, *opened))
        if self.low is None or self.high is None:
            return None
        ends = [times(a, b) for a in (self.low, self.high) for b in (smallest, largest)]
        return Interval(low=min(ends), high=max(ends))


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of many; of none, exactly zero."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    low_open = high_open = False
    for one in intervals:
        low = None if low is None or one.low is None else low + one.low
        high = None if high is None or one.high is None else high + one.high
        low_open, high_open = low_open or one.low_open, high_open or one.high_open
    return Interval(low, high, low_open, high_open)


def _ends_before(first: Interval, second: Interval) -> bool:
    if first.high is None or second.low is None:
        return False
    if first.high == second.low:
        return first.high_open or second.low_open
    return first.high < second.low
