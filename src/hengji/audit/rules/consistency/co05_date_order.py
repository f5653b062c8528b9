"""CO05: dates in an impossible order."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    What comes first does not lie after what follows from it.

    **Fails**: 2024年6月批复, 2024年5月公开.  **Passes**: 2024年5月批复, 2024年6月公开.
    """
    yield from statements.failing(rule, case, StatementType.DATE_ORDER)


CO05 = Rule(
    code="CO05",
    severity=Severity.ERROR,
    title="日期先后颠倒",
    message="{arithmetic}{reason}{unknown}",
    suggestion="核对两个日期。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
