"""
Changes on the prior year: amounts and rates, with the word that gives them their sign.

Where the prior year is not printed, an amount cannot be checked by itself; but amount and rate
together imply the prior year, and so the rate can be held against the amount.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, localcontext

from hengji.audit import phrasing
from hengji.audit.judging import outcome
from hengji.audit.judging.outcome import Term, Undecidable
from hengji.domain.finding import Verdict
from hengji.domain.interval import WORKING_DIGITS, Interval, total
from hengji.domain.judgement import Judgement
from hengji.domain.statement import ChangeDirection, Statement

_FAILS, _HOLDS = Verdict.FAILS, Verdict.HOLDS
_DECREASE, _INCREASE, _UNCHANGED = (
    ChangeDirection.DECREASE,
    ChangeDirection.INCREASE,
    ChangeDirection.UNCHANGED,
)

_HUNDRED = Decimal(100)
_WORDS = {
    ChangeDirection.INCREASE: "增加",
    ChangeDirection.DECREASE: "减少",
    ChangeDirection.UNCHANGED: "持平",
}
_LONGEST_QUOTE = 20
_CLAIMED_IN_WORDS = {
    ChangeDirection.INCREASE: Interval(low=Decimal(0), high=None, low_open=True),
    ChangeDirection.DECREASE: Interval(low=None, high=Decimal(0), high_open=True),
    ChangeDirection.UNCHANGED: Interval.exactly(Decimal(0)),
}


def change_amount(statement: Statement) -> Judgement:
    """
    Current less prior, or the changes of the parts, against the amount and its direction word.
    """
    rises, falls = outcome.terms(statement, "increase"), outcome.terms(statement, "decrease")
    if rises or falls:
        parts = [*rises, *(-fall for fall in falls)]
        if statement.claim is None and len(parts) == 1:
            return _beside(statement, parts[0])
        value = sum((part.value for part in parts), Decimal(0))
        first, then = (falls, rises) if statement.direction is _DECREASE else (rises, falls)
        words = "＋".join(part.quote for part in first) + "".join(f"－{part.quote}" for part in then)
        return _signed(statement, value, total(part.interval for part in parts), words)
    current = outcome.needed(statement, "current", "本年数")
    prior = outcome.terms(statement, "prior")
    if not prior:
        return _below_nothing(statement, current)
    base = outcome.added(prior)
    outcome.same_kind([current, base])
    value, interval = current.value - base.value, current.interval - base.interval
    return _signed(statement, value, interval, _less(statement, current, base))


def _less(statement: Statement, current: Term, base: Term) -> str:
    """One year less the other in words: what fell is written the larger one first, as it is reckoned."""
    falls = statement.direction is _DECREASE and statement.claim is not None
    first, then = (base, current) if falls else (current, base)
    return f"{first.quote}－{then.quote}"


def _beside(statement: Statement, change: Term) -> Judgement:
    """The direction of a rate, held against that of the amount printed beside it."""
    direction = _INCREASE if change.value > 0 else _DECREASE
    agree = direction is statement.direction
    told = f"{_WORDS[direction]}{change.quote}，又写“{_told(statement)}”"
    return Judgement(
        statement=statement,
        verdict=_HOLDS if agree else _FAILS,
        stated=None,
        computed=change.value,
        difference=None,
        reason="相符。" if agree else f"文中写{told}，方向相反。",
    )


def change_rate(statement: Statement) -> Judgement:
    """
    The change over the prior year; the prior year may be implied by the amount of the change.
    """
    prior, amount = outcome.terms(statement, "prior"), outcome.terms(statement, "amount")
    if prior:
        base = outcome.added(prior)
        if outcome.terms(statement, "current"):
            current = outcome.needed(statement, "current", "本年数")
            outcome.same_kind([current, base])
            quotient, interval = outcome.quotient(current, base)
            value, interval = quotient - 1, interval - Interval.exactly(Decimal(1))
            words = f"（{_less(statement, current, base)}）÷{base.quote}"
        else:
            change = _with_sign(statement, outcome.needed(statement, "amount", "增减额"))
            outcome.same_kind([change, base])
            value, interval = outcome.quotient(change, base)
            words = f"{change.quote}÷{base.quote}"
        _positive(base)
        return _signed(statement, value * _HUNDRED, interval.scaled(_HUNDRED), words)
    if not amount and outcome.terms(statement, "part"):
        return _by_parts(statement)
    if not amount:
        raise Undecidable("文中没有印出上年数，也没有印出增减额")
    current = outcome.needed(statement, "current", "本年数")
    return _from_amount(statement, current, _with_sign(statement, outcome.added(amount)))


def _by_parts(statement: Statement) -> Judgement:
    """The rate of a total whose parts print their rates: the parts of the year before are implied by them."""
    current = outcome.needed(statement, "current", "本年数")
    parts = [one.figure for one in statement.operands if one.role == "part"]
    rates = [one for one in statement.operands if one.role in {"rise", "fall"}]
    value, interval, words = Decimal(0), Interval.exactly(Decimal(0)), []
    for part, told in zip(parts, rates, strict=True):
        rate = outcome.term(told.figure)
        rate = -rate if told.role == "fall" else rate
        one = Interval.exactly(Decimal(1))
        grown = Term(
            value=1 + rate.value / _HUNDRED,
            interval=one + rate.interval.scaled(1 / _HUNDRED),
            quote=f"（1{'－' if told.role == 'fall' else '＋'}{outcome.quote(told.figure)}）",
            unit="",
        )
        base, around = outcome.quotient(outcome.term(part), grown)
        value, interval = value + base, interval + around
        words.append(f"{outcome.quote(part)}÷{grown.quote}")
    prior = Term(value=value, interval=interval, quote="＋".join(words), unit=current.unit)
    _positive(prior)
    quotient, spread = outcome.quotient(current, prior)
    return _signed(
        statement,
        (quotient - 1) * _HUNDRED,
        (spread - Interval.exactly(Decimal(1))).scaled(_HUNDRED),
        f"{current.quote}÷（{prior.quote}）－1",
    )


def _from_amount(statement: Statement, current: Term, change: Term) -> Judgement:
    """The rate that a change means for a prior year which only current and change imply."""
    outcome.same_kind([current, change])
    base = current.interval - change.interval
    ends = (current.interval.low, current.interval.high, change.interval.low, change.interval.high)
    reason = "由本年数和增减额推得上年数为0，增长率没有意义，应写明上年没有数据。"
    nothing = outcome.over_nothing(statement, change, base, reason)
    if nothing is not None:
        return nothing
    if any(end is None for end in ends) or base.low is None or base.low <= 0:
        raise Undecidable("由本年数和增减额推不出大于零的上年数")
    low, high, least, most = (end or Decimal(0) for end in ends)
    with localcontext() as context:
        context.prec = WORKING_DIGITS
        corners = [a / (c - a) for c in (low, high) for a in (least, most)]
        value = change.value / (current.value - change.value)
    sign = "－" if change.value >= 0 else "＋"
    words = f"{change.quote}÷（{current.quote}{sign}{change.quote}）"
    interval = Interval(low=min(corners), high=max(corners))
    return _signed(statement, value * _HUNDRED, interval.scaled(_HUNDRED), words)


def _signed(statement: Statement, value: Decimal, interval: Interval, words: str) -> Judgement:
    """The verdict on magnitude and direction; `value` is positive for a rise."""
    direction = statement.direction
    if statement.claim is None or direction is _UNCHANGED:
        return _verbal(statement, value, interval, words)
    if direction is None:
        return outcome.settle(statement, computed=interval, value=value, arithmetic=words)
    falling = direction is _DECREASE
    judgement = outcome.settle(
        statement,
        computed=-interval if falling else interval,
        value=-value if falling else value,
        arithmetic=words,
        magnitude=abs,
    )
    if judgement.verdict is _FAILS and (value > 0) == falling and value != 0:
        printed = f"{_WORDS[direction]}{outcome.quote(statement.claim)}"
        truth = f"{_truth(value)}{phrasing.like(abs(value), outcome.shown(statement))}"
        return replace(judgement, reason=f"文中写“{printed}”，按所印数计算是{truth}，方向相反。")
    return judgement


def _verbal(statement: Statement, value: Decimal, interval: Interval, words: str) -> Judgement:
    """A direction claimed in words alone."""
    if statement.direction is None:
        raise Undecidable("没有写明增减方向，也没有印出增减数")
    holds = interval.meets(_CLAIMED_IN_WORDS[statement.direction])
    printed = next(operand.figure for operand in statement.operands)
    truth = f"{_truth(value)}{phrasing.like(abs(value), printed)}" if value else _WORDS[_UNCHANGED]
    return Judgement(
        statement=statement,
        verdict=_HOLDS if holds else _FAILS,
        stated=None,
        computed=value,
        difference=None,
        reason="相符。" if holds else f"文中写“{_told(statement)}”，按所印数计算是{truth}。",
        working=f"{words}＝{phrasing.like(value, printed)}",
    )


def _truth(value: Decimal) -> str:
    return _WORDS[_INCREASE if value > 0 else _DECREASE]


def _told(statement: Statement) -> str:
    """The words of a verbal claim, or of its direction where the quote is a whole sentence."""
    words = "".join(statement.quote.split())
    direction = _WORDS[statement.direction or _UNCHANGED]
    return words if 0 < len(words) <= _LONGEST_QUOTE else direction


def _with_sign(statement: Statement, amount: Term) -> Term:
    """An unsigned amount takes the sign of the direction word."""
    falling = statement.direction is _DECREASE
    return -amount if falling and amount.value > 0 else amount


def _positive(base: Term) -> None:
    if base.interval.low is None or base.interval.low <= 0:
        raise Undecidable(f"上年数{base.quote}不大于零，增减率没有意义")


def _below_nothing(statement: Statement, current: Term) -> Judgement:
    """
    An amount that rose by more than it is would have been less than nothing the year before.

    What is left over may be less than nothing; other money and counts may not.
    """
    claim = statement.claim
    change = None if claim is None else claim.interval
    high = current.interval.high
    rose = statement.direction is _INCREASE and outcome.kind(current.unit) != "percent"
    if claim is None or change is None or change.low is None or high is None or not rose:
        raise Undecidable(_implied_prior(statement, current))
    alike = not claim.unit or not current.unit or outcome.kind(claim.unit) == outcome.kind(current.unit)
    if not alike or change.low <= high or high < 0 or re.search(r"余|净|差", statement.subject):
        raise Undecidable(_implied_prior(statement, current))
    printed = outcome.term(claim)
    return Judgement(
        statement=statement,
        verdict=_FAILS,
        stated=printed.value,
        computed=current.value,
        difference=printed.value - current.value,
        reason="增加额大于本年数，上年数就成了负数。",
        working=f"本年数{current.quote}，增加{printed.quote}",
    )


def _implied_prior(statement: Statement, current: Term) -> str:
    """Why an amount without its prior year is left open, and what its prior year would be."""
    claim = statement.claim
    if claim is None or isinstance(claim.value, str):
        return "文中没有印出上年数"
    falling = statement.direction is _DECREASE
    prior = current.value + abs(claim.value) if falling else current.value - claim.value
    words = phrasing.like(prior, claim)
    return f"文中没有印出上年数，增减额本身无法核对；由本年数推得上年数为{words}"
