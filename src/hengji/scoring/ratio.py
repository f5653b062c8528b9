"""
Exact ratios: divided last, rounded once.

A ratio is kept as the two numbers it was made of.  Multiplying before dividing keeps a tie a
tie: 3 × 5 ÷ 3000 is 0.005 exactly and rounds up, which 3 × 0.001666… would not.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import NamedTuple

from hengji.domain.interval import WORKING_DIGITS

EXACT = Context(prec=WORKING_DIGITS)
"""Sums and products of figures are exact in it; a quotient is good to sixty digits."""
ONE = Decimal(1)
HUNDRED = Decimal(100)


class Ratio(NamedTuple):
    """`over ÷ under`; `under` is positive."""

    over: Decimal
    under: Decimal = ONE

    def times(self, factor: Decimal) -> Decimal:
        """
        `factor` times this ratio, divided last.

        >>> Ratio(Decimal(5), Decimal(3000)).times(Decimal(3))
        Decimal('0.005')
        """
        return EXACT.divide(EXACT.multiply(factor, self.over), self.under)

    def compare(self, bound: Decimal) -> int:
        """
        −1, 0 or 1 as the ratio is below, at or above `bound`, exactly.

        >>> Ratio(Decimal(1), Decimal(3)).compare(Decimal("0.3333333333333333333333333333333333333"))
        1
        """
        return int(EXACT.compare(self.over, EXACT.multiply(bound, self.under)))

    def beyond(self, bound: Decimal) -> Ratio:
        """
        By how much it exceeds `bound`; negative where it falls short.

        >>> Ratio(Decimal(13), Decimal(10)).beyond(Decimal(1))
        Ratio(over=Decimal('3'), under=Decimal('10'))
        """
        return Ratio(EXACT.subtract(self.over, EXACT.multiply(bound, self.under)), self.under)
