"""
Figures as they are printed: rounded half up, with the range that the printed words assert.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Words of a figure with its value in base units and half of its last printed place."""

    text: str
    value: Decimal
    half: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyStyle:
    """How a report prints money."""

    unit: str = "万元"
    places: int = 2
    grouped: bool = False
    blank: bool = False


def half_up(value: Decimal, places: int) -> Decimal:
    """
    The value rounded half away from zero.

    >>> half_up(Decimal("98.385"), 2)
    Decimal('98.39')
    """
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def money(yuan: Decimal, style: MoneyStyle, *, bare: bool = False) -> Printed:
    """
    An amount of yuan in that style; `bare` leaves the unit to the head of a table.

    >>> money(Decimal("28771611.60"), MoneyStyle()).text
    '2877.16万元'
    """
    scale = SCALES[style.unit]
    rounded = half_up(yuan / scale, style.places)
    digits = f"{rounded:,f}" if style.grouped else f"{rounded:f}"
    # Yuan printed to the fen are exact; everything else is rounded somewhere.
    exact = style.unit == "元" and style.places == 2
    half = ZERO if exact else scale.scaleb(-style.places) / 2
    unit = "" if bare else f" {style.unit}" if style.blank else style.unit
    return Printed(text=digits + unit, value=rounded * scale, half=half)


def percent(part: Decimal, whole: Decimal, places: int = 2, *, bare: bool = False) -> Printed:
    """
    A ratio in per cent.

    >>> percent(Decimal(1), Decimal(3)).text
    '33.33%'
    """
    rounded = half_up(part * 100 / whole, places)
    return Printed(
        text=f"{rounded:f}{'' if bare else '%'}", value=rounded, half=Decimal(1).scaleb(-places) / 2
    )


def points(value: Decimal, places: int = 2) -> Printed:
    """A score; trailing zeros fall away, as people write them."""
    rounded = half_up(value, places)
    text = f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"
    return Printed(text=text, value=rounded, half=ZERO)


def count(value: int, classifier: str = "") -> Printed:
    """A count: exact."""
    return Printed(text=f"{value}{classifier}", value=Decimal(value), half=ZERO)
