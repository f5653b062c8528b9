"""AR18: a printed product against its factors."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed product is what its factors give.

    **Fails**: 每户 5,000元, 100户, 共 60万元.  **Passes**: 共 50万元.
    """
    yield from statements.failing(rule, case, StatementType.PRODUCT)


AR18 = Rule(
    code="AR18",
    severity=Severity.ERROR,
    title="乘积与数据不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="重算乘积，或改正所依据的数。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
