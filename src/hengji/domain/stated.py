"""
Numbers as a report states them.

A printed "67.48%" does not say 67.48; it says *somewhere in [67.475, 67.485]*.  Every figure
that came from a person is kept as a `Stated`: its value in base units, how finely and with
which word it was printed, and the place.  Comparing two of them is a question about
intervals, so honest rounding is never reported as an error.  The table of what each word
asserts is decision 5 (`docs/decisions/0005-printed-figures-are-intervals.md`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hengji.domain.interval import Interval, total
from hengji.domain.source import Place


class Modifier(StrEnum):
    """The word around a figure that widens or opens what it asserts."""

    EXACT = "exact"
    ABOUT = "about"
    """约、左右"""
    OVER = "over"
    """超、逾、突破"""
    ODD = "odd"
    """多、余、来"""
    NEAR = "near"
    """近、将近"""
    AT_LEAST = "at_least"
    """以上、不少于、≥"""
    AT_MOST = "at_most"
    """以内、不超过、≤"""
    UNDER = "under"
    """不足、低于、<"""
    RANGE = "range"


YUAN = "CNY"
"""The unit of money everywhere inside: one yuan."""
PERCENT = "%"
POINTS = "百分点"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """
    One figure as somebody stated it.

    `value` is in base units (yuan; percent as printed; counts with 万/亿 folded in), `step` the
    value of the last printed place in the same units, or `None` where the figure is exact (a
    count, an amount to the fen).  `upper` is the high end of a printed range.
    """

    value: Decimal
    unit: str = ""
    step: Decimal | None = None
    modifier: Modifier = Modifier.EXACT
    upper: Decimal | None = None
    quote: str = ""
    place: Place | None = None

    @property
    def interval(self) -> Interval:
        """What the figure asserts."""
        return asserted(self.value, step=self.step, modifier=self.modifier, upper=self.upper)


def asserted(
    value: Decimal, *, step: Decimal | None, modifier: Modifier = Modifier.EXACT, upper: Decimal | None = None
) -> Interval:
    """
    The interval that a printed number asserts together with the word beside it.

    >>> asserted(Decimal(150000), step=Decimal(10000), modifier=Modifier.OVER)
    Interval(low=Decimal('150000'), high=None, low_open=True, high_open=False)
    >>> asserted(Decimal(400), step=None, modifier=Modifier.ODD).high
    Decimal('500')
    >>> asserted(Decimal(2900), step=None, modifier=Modifier.ODD).high
    Decimal('3000')
    """
    match modifier:
        case Modifier.EXACT:
            return Interval.exactly(value) if step is None else Interval.around(value, step / 2)
        case Modifier.ABOUT:
            low, high = sorted((value * Decimal("0.9"), value * Decimal("1.1")))
            return Interval(low=low, high=high)
        case Modifier.OVER:
            return Interval(low=value, high=None, low_open=True)
        case Modifier.AT_LEAST:
            return Interval(low=value, high=None)
        case Modifier.AT_MOST:
            return Interval(low=None, high=value)
        case Modifier.UNDER:
            return Interval(low=None, high=value, high_open=True)
        case Modifier.NEAR:
            return Interval(low=value * Decimal("0.9"), high=value, high_open=True)
        case Modifier.ODD:
            return Interval(low=value, high=value + lowest_place(value, step), high_open=True)
        case Modifier.RANGE:  # exhaustive, as mypy proves
            return Interval(low=value, high=value if upper is None else upper)


def lowest_place(value: Decimal, step: Decimal | None) -> Decimal:
    """
    One unit of the lowest non-zero printed place: 100 for 2900, 10000 for 90万.

    >>> lowest_place(Decimal(900000), Decimal(10000))
    Decimal('1E+5')
    """
    if value == 0:
        return Decimal(1) if step is None else step
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - a printed figure is finite
    return Decimal(1).scaleb(exponent)


def can_sum_to(parts: Iterable[Stated], whole: Interval) -> bool:
    """
    Could these printed parts, before rounding, have summed to `whole`?

    >>> shares = [Stated(value=Decimal(d), step=Decimal("0.01")) for d in ("67.48", "1.47", "31.06")]
    >>> sum(share.value for share in shares)
    Decimal('100.01')
    >>> can_sum_to(shares, Interval.exactly(Decimal(100)))
    True
    """
    return total(part.interval for part in parts).meets(whole)
