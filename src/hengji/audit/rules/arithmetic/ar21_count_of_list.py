"""AR21: an announced count against the list that follows."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A list has as many members as announced; one that ends in 等 may have fewer.

    **Fails**: 共3个：甲、乙.  **Passes**: 共3个：甲、乙、丙.
    """
    yield from statements.failing(rule, case, StatementType.COUNT_OF_LIST)


AR21 = Rule(
    code="AR21",
    severity=Severity.ERROR,
    title="列举数与所称数不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="核对数目，补列遗漏的项或改正总数。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
