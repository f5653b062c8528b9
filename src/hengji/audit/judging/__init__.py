"""
The verdict on a statement: recomputed once, by intervals, with its arithmetic and reason.

What a document prints is compared with what its own figures give.  A statement holds when the
two intervals can meet, fails when they cannot, and is undecidable when the document does not
print what would decide it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hengji.audit.judging import bare, changes, claims, mixups, rates, sums
from hengji.audit.judging.outcome import Undecidable
from hengji.domain.figure import Figure
from hengji.domain.finding import Verdict
from hengji.domain.judgement import Judgement
from hengji.domain.standard import NATIONAL_GRADES, GradeBand
from hengji.domain.statement import Statement, StatementType

_FAILS, _HOLDS, _UNDECIDABLE = Verdict.FAILS, Verdict.HOLDS, Verdict.UNDECIDABLE
_SCORE_GRADE, _SUM_OF_PARTS = StatementType.SCORE_GRADE, StatementType.SUM_OF_PARTS

_JUDGES = {
    StatementType.SUM_OF_PARTS: sums.sum_of_parts,
    StatementType.SCORE_SUM: sums.sum_of_parts,
    StatementType.COUNT_OF_LIST: sums.count_of_list,
    StatementType.SHARE: rates.share,
    StatementType.EXECUTION_RATE: rates.execution_rate,
    StatementType.RATIO: rates.ratio,
    StatementType.PRODUCT: rates.product,
    StatementType.CHANGE_AMOUNT: changes.change_amount,
    StatementType.CHANGE_RATE: changes.change_rate,
    StatementType.ACHIEVEMENT: claims.achievement,
    StatementType.REPEATED_FACT: claims.repeated_fact,
    StatementType.DATE_ORDER: claims.date_order,
}


_SLIP_OF_A_UNIT = 1_000
_MORE_IN_ANOTHER_UNIT = tuple(Decimal(10) ** power - 1 for power in (4, 8))
_HALF = 2


def judge(statement: Statement, grades: tuple[GradeBand, ...] = NATIONAL_GRADES) -> Judgement:
    """
    The verdict on one statement; `grades` are the bands of the edition, national where none is known.

    A statement that lacks an operand, mixes kinds of units or divides by what may be zero is
    undecidable, with the reason; nothing is ever raised for what a document prints.
    """
    judgement = _judged(statement, grades)
    if judgement.verdict is _FAILS and _judged(bare.in_yuan(statement), grades).verdict is _HOLDS:
        return replace(judgement, verdict=_UNDECIDABLE, reason=bare.REASON)
    if judgement.verdict is _FAILS:
        return mixups.with_hint(judgement, lambda other: _judged(other, grades))
    return _mended_by_a_unit(judgement, grades)


def _mended_by_a_unit(judgement: Judgement, grades: tuple[GradeBand, ...]) -> Judgement:
    """
    A list of parts that comes short fails where the unit of one of them alone brings it to its total.
    """
    statement, stated, computed = judgement.statement, judgement.stated, judgement.computed
    if judgement.verdict is not _UNDECIDABLE or statement.type is not _SUM_OF_PARTS:
        return judgement
    if stated is None or computed is None or len(statement.operands) == 1:
        return judgement
    if computed * _SLIP_OF_A_UNIT < stated:
        return judgement  # it would be the unit of the total
    missing = stated - computed
    if not any(_comes_to(missing, one.figure) for one in statement.operands):
        return judgement
    hinted = mixups.with_hint(judgement, lambda other: _judged(other, grades))
    return judgement if hinted is judgement else replace(hinted, verdict=_FAILS)


def _comes_to(missing: Decimal, part: Figure) -> bool:
    """Whether a part would be about so much more in the next units: 元, 万元, 亿元."""
    value = part.value
    return isinstance(value, Decimal) and any(
        abs(value * more - missing) * _HALF <= abs(missing) for more in _MORE_IN_ANOTHER_UNIT
    )


def _judged(statement: Statement, grades: tuple[GradeBand, ...]) -> Judgement:
    try:
        if statement.type is _SCORE_GRADE:
            return claims.score_grade(statement, grades)
        return _JUDGES[statement.type](statement)
    except Undecidable as open_question:
        return Judgement(
            statement=statement,
            verdict=_UNDECIDABLE,
            stated=None if statement.claim is None else open_question.stated(statement.claim),
            computed=None,
            difference=None,
            reason=open_question.reason,
        )
