"""
Comparing stated amounts: parts against their total, one account against another.

All comparisons are questions about intervals, so a blank amount is no zero and honest rounding
no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hengji.audit.rule import FilingCase, Rule
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding
from hengji.domain.interval import Interval, total
from hengji.domain.ledger import (
    LEDGER_COLUMN_TITLES,
    LEDGER_LINE_TITLES,
    LedgerColumn,
    LedgerLine,
    LedgerRow,
)
from hengji.domain.money import rounded
from hengji.domain.source import Place
from hengji.domain.stated import YUAN, Stated

PLUS, MINUS = 1, -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Stated parts that cannot give the stated whole."""

    stated: Decimal
    computed: Decimal
    words: str
    """The addition written out."""
    place: Place | None


def mismatch(
    whole: Stated, parts: Mapping[str, Stated | None], *, minus: frozenset[str] = frozenset()
) -> Mismatch | None:
    """
    The mismatch of a whole with its named parts, or `None` where they agree or are incomplete.

    A part left blank makes the sum unknown; parts in `minus` are subtracted.
    """
    known = {name: part for name, part in parts.items() if part is not None}
    if len(known) < len(parts) or not known:
        return None
    signed = {name: -part.interval if name in minus else part.interval for name, part in known.items()}
    if total(signed.values()).meets(whole.interval):
        return None
    computed = sum(
        (part.value * (MINUS if name in minus else PLUS) for name, part in known.items()), Decimal(0)
    )
    words = "".join(
        f"{'－' if name in minus else '＋'}{name}{part.value:,f}" for name, part in known.items()
    ).removeprefix("＋")
    return Mismatch(stated=whole.value, computed=computed, words=words, place=whole.place)


def filled_parts(
    filing: Filing, column: LedgerColumn, lines: tuple[LedgerLine, ...]
) -> dict[str, Stated | None]:
    """
    The amounts of those lines that the ledger fills in at all, by their titles.

    A line that is blank in every column does not exist for the unit; a line filled in elsewhere
    but blank in this column is unknown.
    """
    return {
        LEDGER_LINE_TITLES[line]: filing.ledger.row(line).amount(column)
        for line in lines
        if line in filing.ledger.rows and not is_blank(filing.ledger.row(line))
    }


def unequal_totals(rule: Rule, case: FilingCase, lines: tuple[LedgerLine, ...]) -> Iterator[Finding]:
    """A finding of `rule` for every column of the ledger whose total is not the sum of those lines."""
    for column, whole in columns_with_total(case.filing):
        wrong = mismatch(whole, filled_parts(case.filing, column, lines))
        if wrong is not None:
            yield rule.finding(
                place=wrong.place or case.filing.ledger.total.place,
                stated=wrong.stated,
                computed=wrong.computed,
                unit=YUAN,
                column=LEDGER_COLUMN_TITLES[column],
                words=wrong.words,
            )


def is_blank(row: LedgerRow) -> bool:
    """Whether a line has no amount in any column."""
    return all(row.amount(column) is None for column in LedgerColumn)


def columns_with_total(filing: Filing) -> Iterator[tuple[LedgerColumn, Stated]]:
    """The columns of the ledger whose total is filled in."""
    for column in LedgerColumn:
        amount = filing.ledger.total.amount(column)
        if amount is not None:
            yield column, amount


def rate(over: Stated | None, under: Stated | None) -> Interval | None:
    """The quotient of two amounts as an interval, `None` where it cannot be known."""
    if over is None or under is None:
        return None
    return over.interval.divided_by(under.interval)


def execution_rate(filing: Filing) -> Interval | None:
    """
    全年执行数 ÷ 全年预算数 of the whole ledger as a plain ratio, or `None` where a figure is missing.
    """
    return rate(filing.ledger.total.executed_amount, filing.ledger.total.adjusted_budget_amount)


def printed_percent(over: Stated, under: Stated) -> Decimal:
    """The quotient of two amounts that have a `rate`, in percent to two places, of the digits as printed."""
    return rounded(over.value / under.value * 100)


def middle(interval: Interval) -> Decimal:
    """
    A number to show for an interval: its middle, or the end that it has.

    >>> half = Interval(low=None, high=Decimal("0.9"))
    >>> middle(half), middle(-half), middle(Interval(low=Decimal(1), high=Decimal(2)))
    (Decimal('0.9'), Decimal('-0.9'), Decimal('1.5'))
    """
    if interval.low is None:
        return interval.high or Decimal(0)
    return interval.low if interval.high is None else (interval.low + interval.high) / 2
