"""
How the statements of a document bear on each other: which figures fail together, which are borne out.

Reckoned once for a document; of the statements that hold only the figures count that a failing one has too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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
    suspects: dict[Span, int]
    """Figures in two or more failing statements and in none that holds, with how many."""

    def of(self, types: Iterable[StatementType]) -> tuple[Judgement, ...]:
        """The failing statements of those types."""
        wanted = set(types)
        return tuple(one for one in self.failing if one.statement.type in wanted)


def accord(judgements: Iterable[Judgement]) -> Accord:
    """What the judgements of a document say of each other's figures."""
    failing = tuple(one for one in judgements if one.verdict is Verdict.FAILS)
    if not failing:
        return Accord(failing=(), borne_out=frozenset(), suspects={})
    often: Counter[Span] = Counter()
    for one in failing:
        often.update(set(spans(one.statement)))
    starts = {start for start, _ in often}
    good = frozenset(
        span
        for one in judgements
        if one.verdict is Verdict.HOLDS
        for figure in figures(one.statement)
        if figure.start in starts and (span := (figure.start, figure.end)) in often
    )
    suspects = {span: count for span, count in often.items() if count > 1 and span not in good}
    return Accord(failing=failing, borne_out=good, suspects=suspects)


def figures(statement: Statement) -> list[Figure]:
    """The claim of a statement and its operands."""
    operands = [operand.figure for operand in statement.operands]
    return operands if statement.claim is None else [statement.claim, *operands]


def spans(statement: Statement) -> list[Span]:
    """Where the figures of a statement stand."""
    return [(figure.start, figure.end) for figure in figures(statement)]
