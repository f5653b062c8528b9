"""
Years and dates.

A fiscal year is the calendar year whose money is judged; everything about it is filed in the
year after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FiscalYear:
    """The calendar year whose budget is evaluated."""

    year: int

    @property
    def first_day(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    @property
    def prior(self) -> FiscalYear:
        """The year before."""
        return FiscalYear(year=self.year - 1)

    def __str__(self) -> str:
        return f"{self.year}年度"


def official_date(day: date) -> str:
    """
    A date as GB/T 9704 prints it: no leading zeros.

    >>> official_date(date(2025, 4, 3))
    '2025年4月3日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
