"""PL06: more than a fifth of the budget unspent."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, executions, phrasing, reading, sums
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.stated import PERCENT, YUAN

THRESHOLD = Decimal("0.8")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    More than 20 % of the whole year's budget was not spent, whatever the reason.

    **Fails**: 全年预算 100.00, 执行 79.99.  **Passes**: 执行 80.00.
    """
    total, rate = case.filing.ledger.total, sums.execution_rate(case.filing)
    spent, budget = total.executed_amount, total.adjusted_budget_amount
    if rate is None or rate.high is None or rate.high >= THRESHOLD or spent is None or budget is None:
        return
    if executions.told_in_text(case):
        return
    unspent = budget.value - spent.value
    yield rule.finding(
        place=spent.place or total.place,
        stated=100 - sums.printed_percent(spent, budget),
        computed=Decimal(20),
        unit=PERCENT,
        unspent=f"{phrasing.figure(unspent, budget.unit or YUAN)}，",
    )


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same of the rate in running text."""
    found = executions.whole(case) if reading.is_self_evaluation(case) else None
    if found is None or found.rate.high is None or found.rate.high >= THRESHOLD:
        return
    yield rule.finding(
        place=reading.place(case, found.start, found.end), quote=case.text[found.start : found.end],
        stated=100 - found.percent, computed=Decimal(20), unit=PERCENT, unspent="的资金",
    )  # fmt: skip


PL06 = Rule(
    code="PL06",
    severity=Severity.WARNING,
    title="未执行资金超过20%",
    message="未执行{unspent}占全年预算的{stated}，比{computed}的界限多{difference}。",
    suggestion="说明资金闲置的原因和处置安排，下年度据此核减预算。",
    basis=citations.chosen("未执行资金超过20%提示", seen_in="商用绩效系统的黄色预警"),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
    follows_anywhere=("PL03",),
)
