"""PL03: an execution rate below 90 %, and no reason given."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, executions, explanations, reading, sums
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.stated import PERCENT

THRESHOLD = Decimal("0.9")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    An execution rate below 90 % needs a reason.

    **Fails**: 全年预算 100.00, 执行 89.99, no reason.  **Passes**: 执行 90.00; 执行 80.00 with a reason.
    """
    total, rate = case.filing.ledger.total, sums.execution_rate(case.filing)
    spent, budget = total.executed_amount, total.adjusted_budget_amount
    if rate is None or rate.high is None or rate.high >= THRESHOLD or spent is None or budget is None:
        return
    if executions.told_in_text(case) or executions.explained(case):
        return
    yield rule.finding(
        place=spent.place or total.place,
        stated=sums.printed_percent(spent, budget),
        computed=THRESHOLD * 100,
        unit=PERCENT,
    )


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same of the rate in running text; the reason may stand in any sentence on execution or the rest."""
    found = executions.whole(case) if reading.is_self_evaluation(case) else None
    if found is None or found.rate.high is None or found.rate.high >= THRESHOLD:
        return
    if not explanations.about(case, executions.EXECUTION_TOPIC):
        yield rule.finding(
            place=reading.place(case, found.start, found.end), quote=case.text[found.start : found.end],
            stated=found.percent, computed=THRESHOLD * 100, unit=PERCENT,
        )  # fmt: skip


PL03 = Rule(
    code="PL03",
    severity=Severity.WARNING,
    title="预算执行率低于90%而无原因",
    message="预算执行率为{stated}，比{computed}低{difference}，未说明原因。",
    suggestion="在执行情况说明中写明原因和改进措施。",
    basis=citations.EXECUTION_REASON,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
