"""AR13: a printed share against its part and whole."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed share is what part and whole give, to its own last place.

    **Fails**: 29,242,314.38元, 其中 19,731,374.38元, 占比 76.48%.  **Passes**: 占比 67.48%.
    """
    yield from statements.failing(rule, case, StatementType.SHARE)


AR13 = Rule(
    code="AR13",
    severity=Severity.ERROR,
    title="占比与金额不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="按部分÷总数重算占比，或改正金额。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
