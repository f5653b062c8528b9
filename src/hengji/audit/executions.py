"""
The execution rate of the whole, as a report prints it or as its amounts give it.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.audit import accounts
from hengji.audit.rule import DocumentCase
from hengji.domain.finding import Verdict
from hengji.domain.interval import Interval
from hengji.domain.statement import StatementType


def rate(case: DocumentCase) -> tuple[Interval | None, str]:
    """
    The execution rate of the whole as a plain ratio, with where it comes from.

    One that is printed and holds comes before one computed from budget and final accounts.
    """
    for judgement in case.judgements:
        claim = judgement.statement.claim
        whole = "项目" not in judgement.statement.subject
        if judgement.statement.type is StatementType.EXECUTION_RATE and claim is not None and whole:
            interval = claim.interval
            if interval is not None and judgement.verdict is not Verdict.FAILS:
                return interval.scaled(Decimal("0.01")), "文中的执行率"
    found = accounts.accounts(case)
    if found.budget is None or found.executed is None:
        return None, ""
    words = f"文中支出{''.join(found.executed.quote.split())}÷预算{''.join(found.budget.quote.split())}"
    return found.rate, words
