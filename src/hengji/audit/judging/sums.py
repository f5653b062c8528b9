"""
Sums: parts against their total, scores against their sum, a list against its announced count.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hengji.audit import phrasing
from hengji.audit.judging import outcome
from hengji.audit.judging.outcome import Undecidable
from hengji.domain.figure import Figure
from hengji.domain.finding import Verdict
from hengji.domain.interval import Interval, total
from hengji.domain.judgement import Judgement
from hengji.domain.stated import PERCENT
from hengji.domain.statement import Statement

_FAILS, _UNDECIDABLE = Verdict.FAILS, Verdict.UNDECIDABLE

WHOLE = Decimal(100)


def sum_of_parts(statement: Statement) -> Judgement:
    """
    Parts (less what is `minus`) against the total: half places add up, exact amounts stay exact.

    Where an announced 其中 need not be complete, parts that come short leave it undecidable, and
    only parts above the total fail.
    """
    claim = outcome.claimed(statement)
    plus, minus = outcome.figures(statement, "part"), outcome.figures(statement, "minus")
    if not plus:
        raise Undecidable("文中没有印出各部分")
    outcome.same_kind([*plus, *minus, claim])
    computed = outcome.sum_of(plus)
    if minus:
        computed = total([computed, *(-outcome.interval_of(part) for part in minus)])
    judgement = outcome.settle(
        statement,
        computed=computed,
        value=sum(map(_value, plus), Decimal(0)) - sum(map(_value, minus), Decimal(0)),
        arithmetic=_written,
        claim=Interval.exactly(WHOLE) if claim.unit == PERCENT and claim.value == WHOLE else None,
    )
    short = judgement.difference is not None and judgement.difference > 0
    if judgement.verdict is _FAILS and short and not statement.complete:
        words = (
            f"所列部分比合计少{phrasing.like(judgement.difference or Decimal(0), claim)}，文中未说明已列全。"
        )
        return replace(judgement, verdict=_UNDECIDABLE, reason=words)
    return judgement


def count_of_list(statement: Statement) -> Judgement:
    """
    An announced count against the members listed, or against the counts of its groups.

    A list that ends in 等 may be shorter than announced, never longer.
    """
    claim = outcome.claimed(statement)
    items = sum(1 for operand in statement.operands if operand.role == "item")
    parts = outcome.figures(statement, "part")
    if not items and not parts:
        raise Undecidable("文中没有列出各项")
    value = sum(map(_value, parts), Decimal(items))
    computed = total([Interval.exactly(Decimal(items)), *map(outcome.interval_of, parts)])
    judgement = outcome.settle(statement, computed=computed, value=value, arithmetic=_written)
    if items and not parts:
        judgement = replace(judgement, working=f"逐项数得{items}项")
    short = judgement.difference is not None and judgement.difference > 0
    if judgement.verdict is _FAILS and short and not statement.complete:
        words = f"列举未列全，只数得{phrasing.like(value, claim)}。"
        return replace(judgement, verdict=_UNDECIDABLE, reason=words)
    return judgement


def _written(statement: Statement) -> str:
    """The parts added, and what is subtracted from them."""
    words = "＋".join(map(outcome.quote, outcome.figures(statement, "part")))
    return words + "".join(f"－{outcome.quote(part)}" for part in outcome.figures(statement, "minus"))


def _value(figure: Figure) -> Decimal:
    """The number of a figure that is one."""
    assert isinstance(figure.value, Decimal)  # noqa: S101 - `outcome.figures` lets no other through
    return figure.value
