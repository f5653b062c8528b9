"""
Quotients and products: shares, execution rates, averages.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.audit.judging import outcome
from hengji.audit.judging.outcome import Term, Undecidable
from hengji.domain.figure import Figure
from hengji.domain.interval import Interval
from hengji.domain.judgement import Judgement
from hengji.domain.stated import PERCENT, POINTS
from hengji.domain.statement import Statement

_HUNDRED = Decimal(100)
_SEMI_PERCENT = {POINTS, PERCENT}


def share(statement: Statement) -> Judgement:
    """
    A part (or several, less what is `minus`) over its whole; or the amount that a percentage of a
    whole comes to (中央47.5%为614.39万元).
    """
    parts = [*outcome.terms(statement, "part"), *(-part for part in outcome.terms(statement, "minus"))]
    if not parts:
        raise Undecidable("文中没有印出所占的部分")
    part, claim = outcome.added(parts), statement.claim
    if part.unit in _SEMI_PERCENT and claim is not None and claim.unit not in _SEMI_PERCENT:
        return _amount_of_share(statement, part, outcome.needed(statement, "whole", "总数"))
    return _rate(statement, part, outcome.needed(statement, "whole", "总数"))


def _amount_of_share(statement: Statement, percentage: Term, whole: Term) -> Judgement:
    """The amount that a percentage of a whole comes to."""
    outcome.same_kind([whole, outcome.term(outcome.claimed(statement))])
    return outcome.settle(
        statement,
        computed=_times(percentage.interval.scaled(1 / _HUNDRED), whole),
        value=percentage.value * whole.value / _HUNDRED,
        arithmetic=f"{whole.quote}×{percentage.quote}",
    )


def execution_rate(statement: Statement) -> Judgement:
    """
    Executed over budget.
    """
    executed = outcome.needed(statement, "executed", "执行数")
    return _rate(statement, executed, outcome.needed(statement, "budget", "预算数"))


def ratio(statement: Statement) -> Judgement:
    """
    Numerator over denominator, of whatever units: an average, a multiple, a rate.
    """
    over = outcome.needed(statement, "numerator", "被除数")
    under = outcome.needed(statement, "denominator", "除数")
    value, interval = outcome.quotient(over, under)
    return _settled(statement, value, interval, f"{over.quote}÷{under.quote}")


def product(statement: Statement) -> Judgement:
    """
    Factors multiplied; a percentage is a hundredth.
    """
    factors = outcome.terms(statement, "factor")
    if len(factors) <= 1:
        raise Undecidable("文中没有印出全部乘数")
    value, interval = Decimal(1), Interval.exactly(Decimal(1))
    for factor in factors:
        scale = 1 / _HUNDRED if factor.unit in _SEMI_PERCENT else Decimal(1)
        value *= factor.value * scale
        interval = _times(interval, factor._replace(interval=factor.interval.scaled(scale)))
    written = "×".join(factor.quote for factor in factors)
    return _settled(statement, value, interval, written)


def _times(interval: Interval, factor: Term) -> Interval:
    """The product with a factor; undecidable where it has no bounds that matter."""
    try:
        return interval * factor.interval
    except ValueError:
        raise Undecidable(f"{factor.quote}没有界限，无法相乘") from None


def _rate(statement: Statement, over: Term, under: Term) -> Judgement:
    """A quotient of two figures of one kind."""
    outcome.same_kind([over, under])
    reason = f"除数{under.quote}为零，这个比率没有意义，应改写基数或不写比率。"
    nothing = outcome.over_nothing(statement, over, under.interval, reason)
    if nothing is not None:
        return nothing
    value, interval = outcome.quotient(over, under)
    return _settled(statement, value, interval, f"{over.quote}÷{under.quote}")


def _settled(statement: Statement, value: Decimal, interval: Interval, arithmetic: str) -> Judgement:
    claim: Figure = outcome.claimed(statement)
    scale = _HUNDRED if claim.unit in _SEMI_PERCENT else Decimal(1)
    return outcome.settle(
        statement, computed=interval.scaled(scale), value=value * scale, arithmetic=arithmetic
    )
