"""AR22: a printed grade against the printed score."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed grade is the one that the printed score falls in: 90/80/60, or the edition's bands.

    **Fails**: 84.47分, 等级为“优”.  **Passes**: 88.53分, 等级为“良”.
    """
    yield from statements.failing(rule, case, StatementType.SCORE_GRADE)


AR22 = Rule(
    code="AR22",
    severity=Severity.ERROR,
    title="等级与得分不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="按得分改正等级，或核对得分。",
    basis=citations.GRADES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
