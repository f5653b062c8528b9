"""
Amounts of money and the units in which they are printed.

Inside, an amount is always yuan in exact `Decimal`; the unit is only how it was, or will be,
printed.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import Enum


class MoneyUnit(Enum):
    """A unit in which officials print amounts; the value is how many yuan it holds."""

    YUAN = Decimal(1)
    TEN_THOUSAND_YUAN = Decimal(10_000)
    HUNDRED_MILLION_YUAN = Decimal(100_000_000)

    @property
    def title(self) -> str:
        """The unit as printed: 元, 万元, 亿元."""
        return _TITLES[self]

    @classmethod
    def from_title(cls, title: str) -> MoneyUnit | None:
        """The unit of that name, or `None`."""
        return _UNITS.get(title)


_TITLES = {
    MoneyUnit.YUAN: "元",
    MoneyUnit.TEN_THOUSAND_YUAN: "万元",
    MoneyUnit.HUNDRED_MILLION_YUAN: "亿元",
}
_UNITS = {title: unit for unit, title in _TITLES.items()}

FEN = Decimal("0.01")


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """
    Round half up (half away from zero), as officials do.

    >>> rounded(Decimal("2.675"))
    Decimal('2.68')
    >>> rounded(Decimal("-3.065"))
    Decimal('-3.07')
    """
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def grouped(value: Decimal, places: int | None = None) -> str:
    """
    Digits with thousands separators; all digits as they are when `places` is not given.

    >>> grouped(Decimal("28771611.6"), 2)
    '28,771,611.60'
    >>> grouped(Decimal("1E+2"))
    '100'
    """
    if places is not None:
        value = rounded(value, places)
    return f"{value:,f}"


def in_yuan(amount: Decimal) -> str:
    """
    An amount as officials write it in running text, to the fen.

    >>> in_yuan(Decimal("28771611.6"))
    '28,771,611.60元'
    """
    return f"{grouped(amount, 2)}元"
