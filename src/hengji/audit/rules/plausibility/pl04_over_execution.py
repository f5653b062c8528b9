"""PL04: more spent than the whole year's budget, or spending without a budget."""

from collections.abc import Iterator

from hengji.audit import citations, executions
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.ledger import LEDGER_LINE_TITLES, LedgerLine
from hengji.domain.stated import YUAN


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    全年执行数 does not exceed 全年预算数, unless the reason says why; nothing is spent without a budget.

    **Fails**: 全年预算 329.77, 执行 338.31, no reason.  **Passes**: 执行 329.77.
    """
    explained = executions.explained(case)
    for line in LedgerLine:
        row = case.filing.ledger.row(line)
        budget, spent = row.adjusted_budget_amount, row.executed_amount
        if budget is None or spent is None or explained or spent.value <= budget.value:
            continue
        if not spent.interval.meets(budget.interval):
            yield rule.finding(
                place=spent.place or row.place, stated=spent.value, computed=budget.value, unit=YUAN,
                line=LEDGER_LINE_TITLES[line],
                meaning="没有预算而有支出" if budget.value == 0 else "执行率超过100%",
            )  # fmt: skip


PL04 = Rule(
    code="PL04",
    severity=Severity.WARNING,
    title="执行数大于全年预算数而无原因",
    message="{line}全年执行数{stated}，全年预算数{computed}，多支出{difference}，{meaning}，未说明原因；是否漏填了预算调整，无法判断。",
    suggestion="补填预算调整数，或在执行情况说明中写明超预算的原因。",
    basis=citations.chosen(
        "执行率超过100%或预算为0须解释", seen_in="商用绩效系统的预警；金寨县2023年自评表实例"
    ),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
