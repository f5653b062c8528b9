"""
How the statements of a document bear on each other: which figures fail together, which are borne out.

Reckoned once for a document; of the statements that hold only the figures count that a failing one has too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from hengji.audit.judging import judge
from hengji.domain.figure import Figure
from hengji.domain.finding import Verdict
from hengji.domain.judgement import Judgement
from hengji.domain.statement import Statement, StatementType

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accord:
    """The failing statements of a document, and what the others say of their figures."""

    failing: tuple[Judgement, ...]
    borne_out: frozenset[Span]
    """Figures of failing statements that a statement that holds has too."""
    suspects: dict[Span, tuple[Judgement, ...]]
    """Figures, borne out by no statement, that may alone make two or more of them fail, with those."""

    def of(self, types: Iterable[StatementType]) -> tuple[Judgement, ...]:
        """The failing statements of those types."""
        wanted = set(types)
        return tuple(one for one in self.failing if one.statement.type in wanted)


def accord(judgements: Iterable[Judgement]) -> Accord:
    """What the judgements of a document say of each other's figures."""
    failing = tuple(one for one in judgements if one.verdict is Verdict.FAILS)
    if not failing:
        return Accord(failing=(), borne_out=frozenset(), suspects={})
    having: dict[Span, list[Judgement]] = {}
    for one in failing:
        for span in dict.fromkeys(spans(one.statement)):
            having.setdefault(span, []).append(one)
    starts = {start for start, _ in having}
    good = frozenset(
        span
        for one in judgements
        if one.verdict is Verdict.HOLDS
        for figure in figures(one.statement)
        if figure.start in starts and (span := (figure.start, figure.end)) in having
    )
    suspects = {
        span: together
        for span, ones in having.items()
        if len(ones) > 1 and span not in good and len(together := _mended_together(span, ones)) > 1
    }
    return Accord(failing=failing, borne_out=good, suspects=suspects)


def _mended_together(span: Span, ones: list[Judgement]) -> tuple[Judgement, ...]:
    """
    The statements that hold once a figure that they share is right.

    Where it is the claim of one, what that one gives is the right figure; another statement that fails
    with it too has a cause of its own.  Where no statement claims it, the right figure is not known.
    """
    right = next((one.computed for one in ones if _claims(one, span) and one.computed is not None), None)
    if right is None:
        return tuple(ones)
    return tuple(one for one in ones if _claims(one, span) or _holds_with(one.statement, span, right))


def _claims(judgement: Judgement, span: Span) -> bool:
    claim = judgement.statement.claim
    return claim is not None and (claim.start, claim.end) == span


def _holds_with(statement: Statement, span: Span, right: Decimal) -> bool:
    operands = tuple(
        one._replace(figure=one.figure._replace(value=right))
        if (one.figure.start, one.figure.end) == span
        else one
        for one in statement.operands
    )
    return judge(replace(statement, operands=operands)).verdict is not Verdict.FAILS


def figures(statement: Statement) -> list[Figure]:
    """The claim of a statement and its operands."""
    operands = [operand.figure for operand in statement.operands]
    return operands if statement.claim is None else [statement.claim, *operands]


def spans(statement: Statement) -> list[Span]:
    """Where the figures of a statement stand."""
    return [(figure.start, figure.end) for figure in figures(statement)]
