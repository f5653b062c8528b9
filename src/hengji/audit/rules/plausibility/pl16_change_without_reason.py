"""PL16: spending that rose or fell by a tenth, and no reason given."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, reasons, sums
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.stated import PERCENT

THRESHOLD = Decimal("0.1")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A rise or fall of 10 % or more on the prior year needs a reason.

    **Fails**: 上年 100.00, 本年 115.00, no reason.  **Passes**: 本年 105.00; 115.00 with a reason.
    """
    total = case.filing.ledger.total
    ratio = sums.rate(total.executed_amount, total.prior_executed_amount)
    if ratio is None or not reasons.is_empty(case.filing.ledger.change_reason):
        return
    change = sums.middle(ratio) - 1
    if abs(change) < THRESHOLD:
        return
    yield rule.finding(
        place=total.executed_amount.place if total.executed_amount else total.place,
        stated=abs(change) * 100,
        computed=THRESHOLD * 100,
        unit=PERCENT,
        way="增加" if change > 0 else "减少",
    )


PL16 = Rule(
    code="PL16",
    severity=Severity.NOTICE,
    title="支出增减较大而无原因",
    message="全年执行数比上年{way}{stated}，达到{computed}，未说明增减原因。",
    suggestion="写明增减的原因（工作簿填在“预算与决算”的增减原因）。",
    basis=citations.chosen("支出增减10%及以上须说明", seen_in="决算公开中说明增减原因的通行做法"),
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
