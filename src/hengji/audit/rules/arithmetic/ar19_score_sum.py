"""AR19: a printed total of points or marks against its parts."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed total of points, or of marks, equals its parts.

    **Fails**: 总分 98分, 各项 10分, 50分 and 30分.  **Passes**: 总分 90分.
    """
    yield from statements.failing(rule, case, StatementType.SCORE_SUM)


AR19 = Rule(
    code="AR19",
    severity=Severity.ERROR,
    title="得分合计不等于各项之和",
    message="{arithmetic}{reason}{unknown}",
    suggestion="逐项核对得分，改正总分。",
    basis=citations.SCORES_ADD_UP,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
