"""
Spreadsheet formulas that carry their own value.

A formula of the score sheet must recalculate to the points that the scorecard gives.  So each is
built together with the exact decimal it stands for, and is only used where the two agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext

from hengji.domain.interval import WORKING_DIGITS
from hengji.domain.money import rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula without its leading =, and the value it has now."""

    text: str
    value: Decimal

    def __add__(self, other: Formula) -> Formula:
        return Formula(text=f"({self.text}+{other.text})", value=self.value + other.value)

    def __sub__(self, other: Formula) -> Formula:
        return Formula(text=f"({self.text}-{other.text})", value=self.value - other.value)

    def __mul__(self, other: Formula) -> Formula:
        return Formula(text=f"{self.text}*{other.text}", value=self.value * other.value)

    def __truediv__(self, other: Formula) -> Formula:
        """The quotient; the divisor's value must not be zero."""
        with localcontext() as context:
            context.prec = WORKING_DIGITS
            return Formula(text=f"{self.text}/{other.text}", value=self.value / other.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A comparison inside a formula."""

    text: str
    holds: bool


def number(value: Decimal) -> Formula:
    """A constant."""
    return Formula(text=f"{value.normalize():f}" if value >= 0 else f"({value.normalize():f})", value=value)


def cell(reference: str, value: Decimal) -> Formula:
    """A cell that holds a number."""
    return Formula(text=reference, value=value)


def least(*parts: Formula) -> Formula:
    """MIN."""
    return Formula(text=f"MIN({_joined(parts)})", value=min(part.value for part in parts))


def greatest(*parts: Formula) -> Formula:
    """MAX."""
    return Formula(text=f"MAX({_joined(parts)})", value=max(part.value for part in parts))


def magnitude(part: Formula) -> Formula:
    """ABS."""
    return Formula(text=f"ABS({part.text})", value=abs(part.value))


def whole_units(part: Formula) -> Formula:
    """
    INT of a number that is first rounded to nine places.

    Binary fractions in a spreadsheet make 0.03/0.01 a hair less than three.
    """
    value = rounded(part.value, 9).to_integral_value(ROUND_FLOOR)
    return Formula(text=f"INT(ROUND({part.text},9))", value=value)


def round_half_up(part: Formula, places: int) -> Formula:
    """ROUND, which rounds half away from zero in every spreadsheet."""
    return Formula(text=f"ROUND({part.text},{places})", value=rounded(part.value, places))


def compare(left: Formula, sign: str, right: Formula) -> Test:
    """One of >=, >, <=, <."""
    holds = {
        ">=": left.value >= right.value,
        ">": left.value > right.value,
        "<=": left.value <= right.value,
        "<": left.value < right.value,
    }[sign]
    return Test(text=f"{left.text}{sign}{right.text}", holds=holds)


def both(tests: Iterable[Test]) -> Test:
    """AND; of none, always true."""
    listed = tuple(tests)
    if len(listed) == 1:
        return listed[0]
    words = f"AND({','.join(test.text for test in listed)})" if listed else "TRUE"
    return Test(text=words, holds=all(test.holds for test in listed))


def says(reference: str, word: str, *, now: str) -> Test:
    """Whether a cell holds that word."""
    return Test(text=f'{reference}="{word}"', holds=now == word)


def choose(test: Test, yes: Formula, no: Formula) -> Formula:
    """IF."""
    return Formula(text=f"IF({test.text},{yes.text},{no.text})", value=yes.value if test.holds else no.value)


def total(parts: Iterable[Formula]) -> Formula:
    """
    The sum, as a range where the cells stand one below the other.

    >>> total([cell("E5", Decimal(1)), cell("E6", Decimal(2)), cell("E7", Decimal(3))]).text
    'SUM(E5:E7)'
    >>> total([cell("E5", Decimal(1)), cell("E9", Decimal(2))]).text
    'SUM(E5,E9)'
    """
    listed = tuple(parts)
    value = sum((part.value for part in listed), start=Decimal(0))
    rows = [_row(part.text) for part in listed]
    if len(rows) > 1 and None not in rows and _are_neighbours(rows):
        return Formula(text=f"SUM({listed[0].text}:{listed[-1].text})", value=value)
    return Formula(text=f"SUM({_joined(listed)})", value=value)


def _are_neighbours(rows: list[int | None]) -> bool:
    return all(row is not None and row == (rows[0] or 0) + offset for offset, row in enumerate(rows))


def _row(reference: str) -> int | None:
    digits = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits.isdigit() else None


def _joined(parts: Iterable[Formula]) -> str:
    return ",".join(part.text for part in parts)
