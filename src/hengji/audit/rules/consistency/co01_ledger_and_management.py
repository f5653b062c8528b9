"""CO01: a management fact against the ledger's figure for the same thing."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.facts import FACTS
from hengji.domain.finding import Finding, Severity

PAIRS = (
    ("management.operating_budget_amount", "ledger.operating.adjusted_budget_amount"),
    ("management.operating_amount", "ledger.operating.executed_amount"),
    ("management.project_total_amount", "ledger.project.adjusted_budget_amount"),
    ("management.carry_over_end_amount", "ledger.total.surplus_amount"),
)
"""Facts that name the same amount in two sheets."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    An amount asked for in 管理数据 equals the same amount in 预算与决算.

    The two may rest on different accounting bases, so it is a warning, not an error.

    **Fails**: 公用经费实际支出数 420,000.00, ledger 公用经费·全年执行数 429,640.00.
    **Passes**: both 429,640.00.
    """
    for fact_id, ledger_id in PAIRS:
        fact, ledger = case.filing.fact(fact_id), case.filing.fact(ledger_id)
        if fact is None or ledger is None or fact.interval.meets(ledger.interval):
            continue
        yield rule.finding(
            place=fact.place,
            stated=fact.value,
            computed=ledger.value,
            unit=FACTS[fact_id].unit,
            fact=FACTS[fact_id].title,
            ledger=FACTS[ledger_id].title,
        )


CO01 = Rule(
    code="CO01",
    severity=Severity.WARNING,
    title="两处填报的同一金额不一致",
    message="{fact}填为{stated}，“预算与决算”中{ledger}为{computed}，前者{side}{difference}；是否口径不同，表中看不出。",
    suggestion="统一为同一口径的数；确属口径不同的，在自评说明中写明。",
    basis=citations.SAME_AS_PUBLISHED,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
