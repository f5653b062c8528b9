"""DI01: budgets and accounts published later than twenty days after approval."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.facts import FACTS
from hengji.domain.finding import Finding, Severity

LIMIT = Decimal(20)
_FACTS = ("management.disclosure_days_budget", "management.disclosure_days_accounts")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Budget and final accounts are public within 20 days of their approval.

    **Fails**: 决算公开用时 23 天.  **Passes**: 20 天.
    """
    for fact_id in _FACTS:
        days = case.filing.management.get(fact_id)
        if days is not None and days.interval.low is not None and days.interval.low > LIMIT:
            yield rule.finding(
                place=days.place, stated=days.value, computed=LIMIT, unit="天", fact=FACTS[fact_id].title
            )


DI01 = Rule(
    code="DI01",
    severity=Severity.WARNING,
    title="公开超过规定期限",
    message="{fact}{stated}，规定为批复后{computed}内，超过{difference}。",
    suggestion="说明逾期原因，今后按期公开。",
    basis=citations.TWENTY_DAYS,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
