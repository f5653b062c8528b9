"""
Figures as they are put into cells, so that reading them back gives the same `Stated`.

The last printed place is kept by the number format: 908.10 万元 says more than 908.1.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from hengji.domain.money import MoneyUnit
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated
from hengji.workbook import entry_numbers
from hengji.workbook.form import Shown

_WAN: Final = Decimal(10_000)
_YI: Final = Decimal(100_000_000)


def amount(stated: Stated, unit: MoneyUnit) -> Shown:
    """Money in that unit, printed as finely as it was stated."""
    step = stated.step
    if stated.modifier is not Modifier.EXACT or (unit is MoneyUnit.YUAN and step is not None):
        return Shown(value=words(stated))
    places = _places(Decimal("0.01") if step is None else step, unit.value)
    value = _exact(stated.value, unit.value)
    if unit is MoneyUnit.YUAN:
        return Shown(value=value)
    return Shown(value=value, format=f"#,##0.{'0' * places}" if places else "#,##0")


def figure(stated: Stated, unit: str | None) -> Shown:
    """A figure in the unit that its row names."""
    asked, factor = entry_numbers.base_unit(unit or "")
    if stated.modifier is not Modifier.EXACT or asked != stated.unit:
        return Shown(value=words(stated, with_unit=asked != stated.unit))
    if asked == PERCENT:
        places = max(_places(stated.step or Decimal(1), Decimal(1)), _natural_places(stated.value))
        return Shown(value=stated.value.scaleb(-2), format=f"0.{'0' * places}%" if places else "0%")
    if stated.step is None:
        return Shown(value=_exact(stated.value, factor))
    if stated.step > factor:
        return Shown(value=words(stated))
    places = _places(stated.step, factor)
    return Shown(value=_exact(stated.value, factor), format=f"0.{'0' * places}" if places else "0")


def unit_of(stated: Stated) -> str:
    """The unit to be written beside a figure that has no unit of its own on the form."""
    if stated.unit != YUAN:
        return stated.unit
    return "元" if stated.step is None or stated.step < 1 else ("亿元" if stated.step > _WAN else "万元")


def words(stated: Stated, *, with_unit: bool = False) -> str:
    """
    The figure in words, as a clerk writes it.

    >>> words(Stated(value=Decimal(150000), step=Decimal(10000), modifier=Modifier.OVER))
    '超15万'
    >>> words(Stated(value=Decimal(400), modifier=Modifier.ODD))
    '400多'
    """
    scale, letter = _scale(stated)
    places = 0 if stated.step is None else _places(stated.step, scale)
    number = _digits(stated.value, scale, places)
    unit = ("元" if stated.unit == YUAN else stated.unit) if with_unit else ""
    if stated.unit == YUAN and not letter:
        unit = "元"
    if stated.modifier is Modifier.ODD:
        return f"{number}多{letter}{unit}"
    if stated.modifier is Modifier.RANGE and stated.upper is not None:
        return f"{number}~{_digits(stated.upper, scale, places)}{letter}{unit}"
    if stated.unit == YUAN and letter:
        unit = "元"
    return f"{entry_numbers.SPELT.get(stated.modifier, '')}{number}{letter}{unit}"


def _scale(stated: Stated) -> tuple[Decimal, str]:
    """The scale whose last printed place is the figure's own."""
    step = stated.step
    if step is None or step <= 1:
        return Decimal(1), ""
    return (_WAN, "万") if step <= _WAN else (_YI, "亿")


def _digits(value: Decimal, scale: Decimal, places: int) -> str:
    return f"{value / scale:.{max(places, _natural_places(value / scale))}f}"


def _places(step: Decimal, scale: Decimal) -> int:
    exponent = (step / scale).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _natural_places(value: Decimal) -> int:
    return _places(value, Decimal(1)) if value else 0


def _exact(value: Decimal, factor: Decimal) -> Decimal:
    """A power of ten away, so the quotient is exact; without an exponent that prints as 1E+4."""
    scaled = value / factor
    return scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled.normalize()
