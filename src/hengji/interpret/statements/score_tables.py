"""
The score that a text claims, held against the total of the table of scores that it prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret import identity

_WHOLE = 100
_FARTHEST = 60
"""Letters and digits between the marks and the points of one row, or between a table and its score."""
_WIDEST = 2_000
"""Characters that a row drawn with blanks and lines may take."""


def claimed_again(score: Figure | None, statements: Sequence[Statement], text: str) -> Iterator[Statement]:
    """自评总分96.2分 beside a table whose marks add up to 100 and whose points are totalled as 92.6."""
    if score is None or score.kind is not FigureKind.SCORE:
        return
    totals = sorted(
        (one for one in statements if one.type is StatementType.SCORE_SUM and one.claim is not None),
        key=lambda one: one.start,
    )
    points = {
        behind.start: behind.claim
        for marks, behind in pairwise(totals)
        if marks.claim is not None
        and marks.claim.value == _WHOLE
        and behind.claim is not None
        and behind.claim.value != _WHOLE
        and _near(text, marks.claim.end, behind.claim.start)
        and not _first(marks) - _FARTHEST < score.start < behind.end
        and not _near(text, behind.end, score.start)
    }
    told = list(points.values())
    if len(told) == 1 and told[0].start != score.start:
        other = told[0]._replace(kind=score.kind, unit=score.unit)
        yield Statement(
            type=StatementType.REPEATED_FACT,
            quote=score.quote,
            start=score.start,
            end=score.end,
            claim=score,
            operands=(Operand(figure=other, role="other"),),
            subject="自评得分",
        )


def graded(
    score: Figure | None, grade: identity.Claimed | None, statements: Sequence[Statement]
) -> Iterator[Statement]:
    """The claimed score and grade of a document that no sentence tells together."""
    told = any(one.type is StatementType.SCORE_GRADE for one in statements)
    if score is None or grade is None or told or score.kind is not FigureKind.SCORE:
        return
    if not 0 < grade.start - score.end < _IN_ONE_BREATH:
        return
    yield Statement(
        type=StatementType.SCORE_GRADE,
        quote=grade.value,
        start=grade.start,
        end=grade.end,
        claim=None,
        operands=(Operand(figure=score, role="score"),),
        stated_text=grade.value,
        subject="自评得分",
    )


_IN_ONE_BREATH = 80


def _first(statement: Statement) -> int:
    """Where the table begins whose column a statement adds up."""
    return min(operand.figure.start for operand in statement.operands)


def _near(text: str, start: int, end: int) -> bool:
    """Whether one place stands shortly behind another, whatever draws the lines of the table between them."""
    return 0 < end - start < _WIDEST and sum(map(str.isalnum, text[start:end])) < _FARTHEST
