"""AR16: a printed execution rate against budget and execution."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed execution or completion rate is what the two amounts give.

    **Fails**: 预算 100.00元, 执行 95.00元, 执行率 98%.  **Passes**: 执行率 95%.
    """
    yield from statements.failing(rule, case, StatementType.EXECUTION_RATE)


AR16 = Rule(
    code="AR16",
    severity=Severity.ERROR,
    title="执行率、完成率与两数不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="按执行数÷预算数（完成数÷目标数）重算，或改正有误的数。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
