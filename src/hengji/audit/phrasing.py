"""
How findings print figures: grouped thousands, the unit written out, no digit that says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hengji.domain.figure import Figure
from hengji.domain.money import grouped, in_yuan, rounded
from hengji.domain.stated import PERCENT, POINTS, YUAN

SHOWN_PLACES = 4
"""A computed number is shown to this many places; more would feign a precision nobody printed."""
_RATE_PLACES = 2
"""A rate is shown to as many places as the printed one, and to no fewer than these."""
_TITLES_OF_SCALES = {Decimal(10_000): "万元", Decimal(100_000_000): "亿元", Decimal(1000): "千元"}
_RATES = frozenset({PERCENT, POINTS})
_BARE_SCALES = (("亿", 8), ("万", 4), ("億", 8), ("萬", 4))
_SCALES = (("万亿元", 12), ("亿元", 8), ("万元", 4), ("億元", 8), ("萬元", 4))


def trimmed(value: Decimal, places: int = SHOWN_PLACES) -> str:
    """
    Grouped digits, rounded to `places` and without trailing zeros.

    >>> trimmed(Decimal("98.390000")), trimmed(Decimal("1234.5")), trimmed(Decimal("0.00"))
    ('98.39', '1,234.5', '0')
    """
    short = rounded(value, places) if _places(value) > places else value
    short = short.normalize() if short else Decimal(0)
    return grouped(short)


def figure(value: Decimal | None, unit: str = "") -> str:
    """
    A figure with its unit, or nothing where there is none.

    >>> figure(Decimal("28771611.6"), YUAN), figure(Decimal("98.38703"), "%"), figure(None)
    ('28,771,611.60元', '98.387%', '')
    >>> figure(Decimal(525), "场")
    '525场'
    """
    if value is None:
        return ""
    if unit == YUAN:
        return in_yuan(value)
    return f"{trimmed(value)}{'个' if unit == POINTS else ''}{unit}"


def like(value: Decimal, printed: Figure) -> str:
    """
    A figure in the unit in which another one was printed.

    >>> from hengji.domain.figure import FigureKind
    >>> from hengji.domain.stated import Modifier
    >>> loan = Figure("921.3万元", 0, 7, FigureKind.MONEY, Decimal(9213000), YUAN, Modifier.EXACT)
    >>> like(Decimal(9220000), loan)
    '922万元'
    >>> like(Decimal(2300000), Figure("117万", 0, 4, FigureKind.COUNT, Decimal(1170000), "", Modifier.EXACT))
    '230万'
    """
    if printed.unit == YUAN and not isinstance(printed.value, str):
        for title, exponent in _SCALES:
            if printed.quote.replace(" ", "").endswith(title):
                return f"{trimmed(value.scaleb(-exponent), 6)}{title}"
        scale = _scale_of_cell(printed)
        if scale != 1:
            return f"{trimmed(value / scale, 6)}{_TITLES_OF_SCALES.get(scale, '')}"
    if printed.unit in _RATES:
        return f"{_rate(value, printed)}{'个' if printed.unit == POINTS else ''}{printed.unit}"
    if not printed.unit:
        for title, exponent in _BARE_SCALES:
            if printed.quote.endswith(title):
                return f"{trimmed(value.scaleb(-exponent), 6)}{title}"
    return figure(value, printed.unit)


def apart(difference: Decimal, printed: Figure) -> str:
    """
    How far two figures are from each other; rates are so many points apart, not per cent of anything.

    >>> from hengji.domain.figure import FigureKind
    >>> from hengji.domain.stated import Modifier
    >>> rate = Figure("17.66%", 0, 6, FigureKind.PERCENT, Decimal("17.66"), PERCENT, Modifier.EXACT)
    >>> apart(Decimal("-0.2654"), rate), like(Decimal("17.9254"), rate)
    ('0.27个百分点', '17.93%')
    """
    if printed.unit in _RATES:
        return f"{_rate(abs(difference), printed)}个{POINTS}"
    return like(abs(difference), printed)


def _rate(value: Decimal, printed: Figure) -> str:
    """A rate to the places that the printed one has, to more where it would be nothing to those."""
    places = max(_RATE_PLACES, len(printed.quote.rstrip("%％个百分点 ").partition(".")[2]))
    return trimmed(value, places) if rounded(value, places) else trimmed(value)


def model(printed: Figure, others: Iterable[Figure]) -> Figure:
    """
    The figure that shows the unit to print in: the claim, or an operand where it is a bare zero or dash.

    0.00 under a header of 万元 does not show its scale, the parts beside it do.
    """
    if printed.unit != YUAN or "元" in printed.quote or _scale_of_cell(printed) != 1:
        return printed
    seen = (other for other in others if other.unit == YUAN and _scale_of_cell(other) != 1)
    return printed if _digits(printed) else next(seen, printed)


def _scale_of_cell(printed: Figure) -> Decimal:
    """
    How many yuan a unit of a bare cell holds; its header says 万元, the cell only 7,357.84.

    >>> from hengji.domain.figure import FigureKind
    >>> from hengji.domain.stated import Modifier
    >>> def cell(quote: str, value: int) -> Figure:
    ...     return Figure(quote, 0, 8, FigureKind.MONEY, Decimal(value), YUAN, Modifier.EXACT)
    >>> like(Decimal(10_000_000), cell("7,357.84", 73_578_400)), _scale_of_cell(cell("—", 0))
    ('1,000万元', Decimal('1'))
    """
    digits = _digits(printed)
    if not digits or "元" in printed.quote:
        return Decimal(1)
    return abs(Decimal(str(printed.value)) / digits)


def _digits(printed: Figure) -> Decimal:
    """The printed digits as a number, zero for a dash."""
    digits = "".join(letter for letter in printed.quote if letter.isdigit() or letter == ".").strip(".")
    return Decimal(digits or 0)


def word(value: object) -> str:
    """An argument of a message: decimals grouped, all else as it is."""
    return trimmed(value) if isinstance(value, Decimal) else str(value)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
