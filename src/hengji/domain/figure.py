"""
Figures found in running text, each with its exact span.

A document of ten megabytes holds some ninety thousand of them, so a `Figure` is a tuple and
computes its interval when asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from hengji.domain.interval import Interval, total
from hengji.domain.stated import Modifier, Stated, asserted


class FigureKind(StrEnum):
    """What a figure counts or names."""

    MONEY = "money"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    COUNT = "count"
    RATIO = "ratio"
    SCORE = "score"
    YEAR = "year"
    DATE = "date"
    PERIOD = "period"
    ORDINAL = "ordinal"
    ENUMERATOR = "enumerator"
    DOCUMENT_NUMBER = "document_number"
    PHONE_OR_ID = "phone_or_id"
    NUMBER = "number"


_EXACT = Modifier.EXACT
_interval = tuple.__new__  # what `Interval(...)` does; every comparison of two figures makes several


class Figure(NamedTuple):
    """
    One figure: `quote == text[start:end]`, `value` in base units (DESIGN.md §4).

    `value` is a Decimal, or text for dates, document numbers and the like.  `step` is the value
    of the last printed place in base units, `None` where the figure is exact; `upper` the high
    end of a printed range.
    """

    quote: str
    start: int
    end: int
    kind: FigureKind
    value: Decimal | str
    unit: str
    modifier: Modifier
    step: Decimal | None = None
    upper: Decimal | None = None

    @property
    def interval(self) -> Interval | None:
        """What the figure asserts, or `None` for what is no number."""
        _, _, _, _, value, _, modifier, step, upper = self
        if isinstance(value, str):
            return None
        if modifier is _EXACT:
            if step is None:
                return _interval(Interval, (value, value, False, False))
            half = step / 2
            return _interval(Interval, (value - half, value + half, False, False))
        return asserted(value, step=step, modifier=modifier, upper=upper)

    def stated(self) -> Stated:
        """The figure as a stated number; raises `TypeError` for what is no number."""
        if isinstance(self.value, str):
            raise TypeError(f"{self.quote} is no number")
        return Stated(
            value=self.value,
            unit=self.unit,
            step=self.step,
            modifier=self.modifier,
            upper=self.upper,
            quote=self.quote,
        )


def asserted_sum(figures: Iterable[Figure]) -> Interval | None:
    """
    What several figures assert together, `None` where one of them is no number; of none, exactly zero.

    The sum of their intervals, without making one for each: tables add up thousands of figures.
    """
    low = high = Decimal(0)
    others: list[Interval] = []
    for figure in figures:
        value, step = figure.value, figure.step
        if isinstance(value, str):
            return None
        if figure.modifier is not _EXACT:
            others.append(asserted(value, step=step, modifier=figure.modifier, upper=figure.upper))
        elif step is None:
            low, high = low + value, high + value
        else:
            half = step / 2
            low, high = low + (value - half), high + (value + half)
    told = _interval(Interval, (low, high, False, False))
    return total([told, *others]) if others else told
