"""CO04: the same fact told twice, differently."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    The same fact has the same figure everywhere, each as finely as it is printed.

    **Fails**: 全年支出 2,877.16万元, later 全年支出 2,787.16万元.
    **Passes**: 28,771,611.60元, later 2,877.16万元.
    """
    yield from statements.failing(rule, case, StatementType.REPEATED_FACT)


CO04 = Rule(
    code="CO04",
    severity=Severity.ERROR,
    title="同一事实前后不一致",
    message="{reason}{elsewhere}{unknown}",
    suggestion="核对两处，统一为正确的数。",
    basis=citations.SAME_AS_PUBLISHED,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
