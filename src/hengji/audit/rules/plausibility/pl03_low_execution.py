"""PL03: an execution rate below 90 %, and no reason given."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, reasons, sums
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.stated import PERCENT

THRESHOLD = Decimal("0.9")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    An execution rate below 90 % needs a reason.

    **Fails**: 全年预算 100.00, 执行 89.99, no reason.  **Passes**: 执行 90.00; 执行 80.00 with a reason.
    """
    rate = sums.execution_rate(case.filing)
    low = rate is not None and rate.high is not None and rate.high < THRESHOLD
    if rate is None or not low or not reasons.is_empty(case.filing.ledger.execution_reason):
        return
    total = case.filing.ledger.total
    yield rule.finding(
        place=total.executed_amount.place if total.executed_amount else total.place,
        stated=sums.middle(rate) * 100,
        computed=THRESHOLD * 100,
        unit=PERCENT,
    )


PL03 = Rule(
    code="PL03",
    severity=Severity.WARNING,
    title="预算执行率低于90%而无原因",
    message="预算执行率为{stated}，比{computed}低{difference}，未说明原因。",
    suggestion="在“预算与决算”的执行情况说明中写明原因和改进措施。",
    basis=citations.EXECUTION_REASON,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
