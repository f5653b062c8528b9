"""AR17: a printed average or multiple against its figures."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed average, multiple or rate is what its two figures give.

    **Fails**: 补助 100户, 共 50万元, 户均 6,000元.  **Passes**: 户均 5,000元.
    """
    yield from statements.failing(rule, case, StatementType.RATIO)


AR17 = Rule(
    code="AR17",
    severity=Severity.ERROR,
    title="比率、平均数或倍数与数据不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="重算比率或平均数，或改正所依据的数。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
