"""
Why a statement may fail: a figure printed in the wrong unit.

420.37元 where 万元 must be meant is the commonest slip; when one such change makes the statement
hold, the reason says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from hengji.audit.judging import outcome
from hengji.domain.figure import Figure
from hengji.domain.finding import Verdict
from hengji.domain.judgement import Judgement
from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement

_HOLDS = Verdict.HOLDS

_SCALES = (("亿元", Decimal(100_000_000)), ("万元", Decimal(10_000)), ("元", Decimal(1)))


FEN_PLACES = 2


def with_hint(judgement: Judgement, judge: Callable[[Statement], Judgement]) -> Judgement:
    """
    The judgement, its reason naming the one figure whose unit would make the statement hold.

    A claim in words has no unit; it gets no hint.
    """
    claim = judgement.statement.claim
    if claim is None or judgement.stated is None:
        return judgement
    for figure, meant, other in _variants(judgement.statement, claim):
        if judge(other).verdict is _HOLDS:
            words = f"若“{outcome.quote(figure)}”应为“{outcome.quote(meant)}”，则相符。"
            return replace(judgement, reason=f"{judgement.reason}{words}")
    return judgement


def _variants(statement: Statement, claim: Figure) -> Iterator[tuple[Figure, Figure, Statement]]:
    """Every statement with the unit of one figure exchanged."""
    for meant in _rescaled(claim):
        yield claim, meant, replace(statement, claim=meant)
    for index, operand in enumerate(statement.operands):
        for meant in _rescaled(operand.figure):
            changed = list(statement.operands)
            changed[index] = operand._replace(figure=meant)
            yield operand.figure, meant, replace(statement, operands=tuple(changed))


def _rescaled(figure: Figure) -> Iterator[Figure]:
    """The same digits in 元, 万元 and 亿元, without the unit they are printed in."""
    words = outcome.quote(figure)
    if figure.unit != YUAN or isinstance(figure.value, str) or not figure.value:
        return  # nothing in another unit is nothing still
    printed = next(((title, scale) for title, scale in _SCALES if words.endswith(title)), None)
    if printed is None:
        return
    title, scale = printed
    for other, factor in _SCALES:
        if other == title:
            continue
        digits = words.removesuffix(title)
        places = len(digits.partition(".")[2])
        to_the_fen = factor == 1 and places == FEN_PLACES
        yield figure._replace(
            quote=digits + other,
            value=figure.value * factor / scale,
            step=None if to_the_fen else factor.scaleb(-places),
        )
