"""PL05: a budget adjusted in the year, and no reason given."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, explanations, reasons
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.stated import YUAN, Stated

SMALL = Decimal("0.1")
"""In a form, which has no room for reasons, a change of less than this share is only a notice."""
_TOPIC = re.compile(r"预算调整|调整预算|调整后|年中|追加|追减|调增|调减|调剂|核减|核增")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A budget that was raised or cut in the year needs a reason of its own.

    In a form inside a report the reason may stand in the report's words.

    **Fails**: 预算调整数 242,314.38, no reason.  **Passes**: 预算调整数 0.00; with a reason.
    """
    total = case.filing.ledger.total
    change = total.adjustment_amount
    if change is None:
        change = _difference(total.adjusted_budget_amount, total.initial_budget_amount)
    if change is None or change.value == 0 or _explained(case):
        return
    initial = total.initial_budget_amount
    small = initial is not None and abs(change.value) < initial.value * SMALL
    yield rule.finding(
        place=change.place or total.place,
        stated=change.value,
        unit=YUAN,
        way="追加" if change.value > 0 else "调减",
        difference=change.value,
        severity=Severity.NOTICE if small and case.text is not None else None,
    )


def _explained(case: FilingCase) -> bool:
    in_text = case.text is not None and explanations.about(case.text, _TOPIC)
    return in_text or not reasons.is_empty(case.filing.ledger.adjustment_reason)


def _difference(adjusted: Stated | None, initial: Stated | None) -> Stated | None:
    if adjusted is None or initial is None or adjusted.interval.meets(initial.interval):
        return None
    return Stated(value=adjusted.value - initial.value, place=adjusted.place)


PL05 = Rule(
    code="PL05",
    severity=Severity.WARNING,
    title="预算调整而无理由",
    message="年中{way}预算{difference}，未说明理由。",
    suggestion="写明调整的事由和批复文件（工作簿填在“预算与决算”的预算调整说明）。",
    basis=citations.ADJUSTMENT_REASON,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
