"""AR12: a printed total against its printed parts."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed total equals its printed parts, each within its own last place; fen are exact.

    Parts that all but reach their total, though the text does not say that they are all, are warned of.

    **Fails**: 29,242,314.38元, 其中 19,731,374.38元, 429,640.00元 and 9,081,200.00元.
    **Passes**: 67.48 % + 1.47 % + 31.06 % = 100 %, which is 100.01 % as printed.
    """
    yield from statements.failing(rule, case, StatementType.SUM_OF_PARTS)
    yield from statements.nearly_listed(rule, case)


AR12 = Rule(
    code="AR12",
    severity=Severity.ERROR,
    title="合计不等于各部分之和",
    message="{arithmetic}{reason}{unknown}",
    suggestion="逐项核对，改正有误的数。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
