"""
Claims in words and the same thing said twice: grades, achievements, repeated facts, dates.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from hengji.audit import grading, phrasing
from hengji.audit.judging import outcome
from hengji.audit.judging.outcome import Term, Undecidable
from hengji.domain.figure import Figure
from hengji.domain.finding import Verdict
from hengji.domain.judgement import Judgement
from hengji.domain.standard import GradeBand
from hengji.domain.stated import Modifier
from hengji.domain.statement import Statement

_EXACT = Modifier.EXACT
_FAILS, _HOLDS = Verdict.FAILS, Verdict.HOLDS

_HUNDRED = Decimal(100)
_MISSED = re.compile(r"未|没有|不足|低于|欠")
_EXCEEDED = re.compile(r"超")
_ISO_LENGTH = len("2024-12-31")
_AT_MOST = {Modifier.AT_MOST, Modifier.UNDER}


def score_grade(statement: Statement, grades: tuple[GradeBand, ...]) -> Judgement:
    """
    The grade of a score by the bands of the edition; a score near a boundary may mean either.
    """
    scores = outcome.terms(statement, "score")
    if not scores and statement.claim is not None:
        scores = [outcome.term(statement.claim)]
    if not scores or not statement.stated_text:
        raise Undecidable("文中没有同时印出得分和等级")
    named = grading.bands_named(statement.stated_text, grades)
    if not named:
        raise Undecidable(f"不知道等级“{statement.stated_text}”的分数界限")
    bands = grading.possible(scores[0].interval, grades)
    holds = any(band in bands for band in named)
    title = named[0].title if len(named) == 1 else statement.stated_text
    words = f"{scores[0].quote}属于{grading.titles(bands)}"
    return _told(
        statement,
        holds=holds,
        words=words,
        wrong=f"文中写“{title}”，按分数应为{grading.titles(bands)}。",
    )


def achievement(statement: Statement) -> Judgement:
    """
    An actual against its target: as a percentage, as points of a weight, or in words.
    """
    target = outcome.needed(statement, "target", "目标值")
    actual = outcome.needed(statement, "actual", "完成值")
    outcome.same_kind([target, actual])
    weights = outcome.terms(statement, "weight")
    if statement.claim is not None and weights:
        return _points(statement, target, actual, weights[0])
    if statement.claim is not None:
        value, interval = outcome.quotient(_plain(statement, "actual"), _plain(statement, "target"))
        return outcome.settle(
            statement,
            computed=interval.scaled(_HUNDRED),
            value=value * _HUNDRED,
            arithmetic=f"{actual.quote}÷{target.quote}",
        )
    told = statement.stated_text or ""
    reached, exceeded = _compared(statement)
    holds = not reached if _MISSED.search(told) else exceeded if _EXCEEDED.search(told) else reached
    words = f"目标{target.quote}，完成{actual.quote}"
    wrong = f"与文中“{told}”不符。" if told else "没有达到目标，文中没有说明。"
    return _told(statement, holds=holds, words=words, wrong=wrong)


def repeated_fact(statement: Statement) -> Judgement:
    """
    The same fact in two places: the two intervals must be able to meet.
    """
    claim = outcome.claimed(statement)
    others = outcome.terms(statement, "other")
    if not others:
        raise Undecidable("文中没有另一处同一事实")
    outcome.same_kind([outcome.term(claim), *others])
    judgements = [
        outcome.settle(statement, computed=other.interval, value=other.value, arithmetic="另一处")
        for other in others
    ]
    for other, found in zip(others, judgements, strict=True):
        if found.verdict is _FAILS:
            return replace(found, reason=_apart(statement, other, found))
    return judgements[0]


def _apart(statement: Statement, other: Term, found: Judgement) -> str:
    """The two figures side by side, and how far they are from each other."""
    claim, difference = outcome.claimed(statement), found.difference or Decimal(0)
    far = phrasing.apart(difference, outcome.shown(statement))
    return f"此处为{outcome.quote(claim)}，另一处为{other.quote}，{'多' if difference > 0 else '少'}{far}。"


def date_order(statement: Statement) -> Judgement:
    """
    What must not lie after something else does not; a year alone may mean any of its days.
    """
    earlier, later = _dates(statement, "earlier"), _dates(statement, "later")
    if not earlier or not later:
        raise Undecidable("文中没有同时印出先后两个日期")
    first, second = max(earlier, key=_first_day), min(later, key=_last_day)
    holds = _first_day(first) <= _last_day(second)
    words = f"{outcome.quote(first)}在前，{outcome.quote(second)}在后"
    return _told(
        statement, holds=holds, words=words,
        wrong=f"{outcome.quote(first)}晚于{outcome.quote(second)}，先后颠倒。",
    )  # fmt: skip


def _points(statement: Statement, target: Term, actual: Term, weight: Term) -> Judgement:
    """Points claimed for an actual: certain when the target is met, or full although it is missed."""
    points = outcome.term(outcome.claimed(statement))
    reached, _ = _compared(statement)
    words = f"目标{target.quote}，完成{actual.quote}，分值{weight.quote}"
    if points.value > weight.value:
        return _told(statement, holds=False, words=words, wrong=f"得分{points.quote}超过分值{weight.quote}。")
    full = points.value == weight.value
    if full:
        return _told(statement, holds=reached, words=words, wrong="未达目标而得满分。")
    if reached:
        raise Undecidable(f"{words}，已达目标而得{points.quote}，扣分依据文中没有印出")
    value, interval = outcome.quotient(actual, target)
    earned = interval.scaled(weight.value)
    if not earned.meets(points.interval):
        proportional = phrasing.trimmed(value * weight.value)
        raise Undecidable(f"{words}，得分不是按比例的{proportional}分，计分办法文中没有印出")
    return outcome.settle(
        statement, computed=earned, value=value * weight.value,
        arithmetic=f"{weight.quote}×{actual.quote}÷{target.quote}",
    )  # fmt: skip


def _compared(statement: Statement) -> tuple[bool, bool]:
    """Whether the actual reaches its target, and whether it goes beyond, as printed."""
    target, actual = _plain(statement, "target"), _plain(statement, "actual")
    modifier = next(o.figure.modifier for o in statement.operands if o.role == "target")
    if modifier in _AT_MOST:
        return actual.value <= target.value, actual.value < target.value
    return actual.value >= target.value, actual.value > target.value


def _plain(statement: Statement, role: str) -> Term:
    """The number of a role itself: a target ≥ 40 is reached by 40, whatever else it asserts."""
    figures = [operand.figure for operand in statement.operands if operand.role == role]
    return outcome.added([outcome.term(figure._replace(modifier=_EXACT)) for figure in figures])


def _told(statement: Statement, *, holds: bool, words: str, wrong: str) -> Judgement:
    claim = statement.claim
    return Judgement(
        statement=statement,
        verdict=_HOLDS if holds else _FAILS,
        stated=None if claim is None or isinstance(claim.value, str) else claim.value,
        computed=None,
        difference=None,
        reason="相符。" if holds else wrong,
        working=words,
    )


def _dates(statement: Statement, role: str) -> list[Figure]:
    figures = [operand.figure for operand in statement.operands if operand.role == role]
    return [figure for figure in figures if re.fullmatch(r"\d{4}(-\d{2}){0,2}", str(figure.value))]


def _first_day(figure: Figure) -> str:
    """The first day a date may mean; ISO texts compare like dates."""
    return f"{figure.value}-01-01"[:_ISO_LENGTH]


def _last_day(figure: Figure) -> str:
    written = str(figure.value)
    return written + "-12-31"[len(written) - len("2024") :]
