"""AR14: a printed change against the two figures that it compares."""

from collections.abc import Iterator

from hengji.audit import citations, statements
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.statement import StatementType


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A printed change is what the two figures compared give — both years, budget and final accounts —
    with the sign that its word says.

    **Fails**: 2024年支出 90.00元, 上年 100.00元, 增加 10.00元.  **Passes**: 减少 10.00元.
    """
    yield from statements.failing(rule, case, StatementType.CHANGE_AMOUNT)


AR14 = Rule(
    code="AR14",
    severity=Severity.ERROR,
    title="增减额与所比两数不符",
    message="{arithmetic}{reason}{unknown}",
    suggestion="按所比的两数重算增减额（本年数－上年数，决算数－预算数），核对增减方向。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
