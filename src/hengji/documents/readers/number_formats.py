"""
What a spreadsheet's number format does to a number: places, thousands, percent, dates.

A cell stores 0.9839 and prints 98.39%; a reader of the printed sheet sees the latter.  Only the
first section of a format is understood (positive numbers); what is stranger than that is
printed digit by digit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from hengji.domain.extract import CellValue

BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    49: "@",
    **dict.fromkeys((*range(14, 18), *range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((*range(18, 22), *range(45, 48)), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
}
"""The formats that files name by number only; those of Chinese systems (27–36, 50–58) are dates."""

_SCREEN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS: Final = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?")
_MAX_DIGITS: Final = 15
_WIDE: Final = Context(prec=400)
"""A double may have 309 digits before the point; the usual 28 would refuse to print them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """What a format does; `decimals` are the places it always prints, `most` those it may print."""

    is_date: bool = False
    decimals: int | None = None
    most: int | None = None
    grouped: bool = False
    percent: bool = False
    before: str = ""
    after: str = ""

    def shown(self, value: Decimal) -> str:
        """
        The number as the sheet prints it.

        >>> parse('#,##0.00"元"').shown(Decimal("28771611.6"))
        '28,771,611.60元'
        >>> parse("0.00%").shown(Decimal("0.98390410"))
        '98.39%'
        """
        if self.percent:
            value = _WIDE.multiply(value, Decimal(100))
        if self.most is not None:
            value = value.quantize(Decimal(1).scaleb(-self.most), ROUND_HALF_UP, _WIDE)
            if self.decimals is not None and self.decimals < self.most:
                value = _at_least_places(value, self.decimals)
        digits = f"{value:,f}" if self.grouped else f"{value:f}"
        return f"{self.before}{digits}{'%' if self.percent else ''}{self.after}"


@lru_cache(maxsize=4096)
def parse(code: str) -> NumberFormat:
    """
    The format of that code.

    >>> parse("#,##0.00####").decimals, parse("General").decimals, parse("yyyy/m/d").is_date
    (2, None, True)
    """
    section = code.split(";", 1)[0]
    bare = _SCREEN.sub("", section)
    if not bare or bare.strip().lower() in {"general", "g/通用格式", "@", "常规"}:
        return NumberFormat()
    if any(letter in "ymdhs" for letter in bare.lower()):
        return NumberFormat(is_date=True)
    digits = _DIGITS.search(bare)
    if digits is None or "E" in bare or "/" in bare or digits.group().endswith(","):
        return NumberFormat()
    places = digits.group(1) or ""
    before, after = _literals(section)
    return NumberFormat(
        decimals=places.count("0"),
        most=len(places),
        grouped="," in digits.group(),
        percent="%" in bare,
        before=before,
        after=after,
    )


def exact(raw: str) -> Decimal:
    """
    The number that a file means by its digits.

    Files print binary doubles with seventeen digits; only fifteen of them were ever typed.
    Raises `ValueError` for what is no finite number.

    >>> exact("28771611.600000001"), exact("19731374.38")
    (Decimal('28771611.6'), Decimal('19731374.38'))
    """
    number = (
        Decimal(raw.strip()) if len(raw) <= _MAX_DIGITS else Decimal(format(float(raw), f".{_MAX_DIGITS}g"))
    )
    if not number.is_finite() or abs(number.adjusted()) > 300:
        raise ValueError(f"{raw} is no number of a spreadsheet")
    return number + 0 if number else Decimal(0)


def moment(serial: Decimal, *, since_1904: bool) -> CellValue:
    """
    A date or time as ISO text, or the number itself where it is no date.

    >>> moment(Decimal(45750), since_1904=False)
    '2025-04-03'
    >>> moment(Decimal(44288), since_1904=True)
    '2025-04-03'
    """
    if since_1904:
        serial += 1462
    if not 1 <= serial < 2958466 or int(serial) == 60:
        return _time_of_day(serial) if 0 <= serial < 1 else serial
    days, rest = divmod(serial, 1)
    day = date(1899, 12, 30) + timedelta(days=int(days) + (1 if serial < 60 else 0))
    return day.isoformat() if not rest else f"{day.isoformat()} {_time_of_day(rest)}"


def _time_of_day(part: Decimal) -> str:
    moment_of_day = datetime(2000, 1, 1) + timedelta(seconds=round(part * 86400))  # noqa: DTZ001 - no zone in a sheet
    return moment_of_day.strftime("%H:%M:%S")


def _at_least_places(value: Decimal, places: int) -> Decimal:
    short = value.normalize()
    exponent = short.as_tuple().exponent
    fewest = Decimal(1).scaleb(-places)
    return short.quantize(fewest) if isinstance(exponent, int) and -exponent < places else short


def _literals(section: str) -> tuple[str, str]:
    """The words a format puts before and after the digits."""
    first = re.search(r"[#0?]", _LITERAL.sub(lambda match: " " * len(match.group()), section))
    split = first.start() if first else len(section)
    sides = ["", ""]
    for match in _LITERAL.finditer(section):
        sides[match.start() > split] += match.group(1) or match.group(2) or ""
    return sides[0], sides[1]
