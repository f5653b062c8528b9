"""AR15: a printed rate of change against what it follows from."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed rate of change is what both years give, or amount and current year together.

    **Fails**: 28,771,611.60元, 减少 910,087.19元, 减少 3.70%.  **Passes**: 减少 3.07%.
    """
    yield from statements.failing(rule, case, StatementType.CHANGE_RATE)


AR15 = Rule(
    code="AR15",
    severity=Severity.ERROR,
    title="增减率与数据不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="按增减额÷上年数重算增减率，核对增减方向。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
