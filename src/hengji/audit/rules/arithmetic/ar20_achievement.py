"""AR20: a printed achievement against target and actual."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    What is said of an achievement — a rate, points, or words — is what target and actual give.

    **Fails**: 目标 40场, 完成 36场, 超额完成.  **Passes**: 目标 40场, 完成 42场, 超额完成.
    """
    yield from statements.failing(rule, case, StatementType.ACHIEVEMENT)


AR20 = Rule(
    code="AR20",
    severity=Severity.ERROR,
    title="完成情况与目标、实际不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="按完成值÷目标值重算，改正说法或得分。",
    basis=citations.DEVIATION,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
