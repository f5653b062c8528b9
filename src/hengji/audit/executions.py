"""
The execution rate of the whole, as a report prints it or as its amounts give it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hengji.audit import accounts, explanations, reading, reasons, sums
from hengji.audit.rule import DocumentCase, FilingCase, once
from hengji.domain.finding import Verdict
from hengji.domain.interval import Interval
from hengji.domain.money import rounded
from hengji.domain.statement import Statement, StatementType

_RATE = re.compile(
    r"(?:执行率|支出率|支付率|支付进度|执行进度|支出进度|(?:预算|资金|支出)完成率|完成(?:年初|全年|调整后|年度|部门)?预算的)[^，。；]{0,8}$"
)
_PART = re.compile(
    r"三公|公用经费|人员经费|基本支出|项目支出|采购|培训费|会议费|运行经费|接待|用车|上半年|季度|\d月底|控制率|（款）|（项）|（类）"
)
_TOTAL_ROW = re.compile(
    r"\s*(?:年度)?(?:资金|支出|预算)?(?:总额|总计|合计)|\s*预算执行|[^\t]{0,12}\t\s*年度资金总额"
)
EXECUTION_TOPIC = re.compile(
    r"执行率|支出率|支付率|支付进度|支出进度|执行进度|执行数|未执行|未使用|未支出|结转|结余|未支付"
)
"""What a sentence that explains the rate speaks of."""
_LEAD = 100
_LONGEST_ROW = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """The rate of the whole as a plain ratio, where it comes from and where it stands."""

    rate: Interval
    source: str
    start: int
    end: int

    @property
    def percent(self) -> Decimal:
        """The rate in percent, to two places."""
        return rounded(sums.middle(self.rate) * 100, 2)


@once
def whole(case: DocumentCase) -> Execution | None:
    """
    The execution of the whole budget, `None` where the text does not give it.

    A rate that is printed and holds comes before one computed from budget and final accounts.
    """
    for judgement in case.judgements:
        claim = judgement.statement.claim
        if judgement.statement.type is StatementType.EXECUTION_RATE and _is_whole(case, judgement.statement):
            interval = None if claim is None else claim.interval
            if claim is not None and interval is not None and judgement.verdict is not Verdict.FAILS:
                return Execution(
                    rate=interval.scaled(Decimal("0.01")),
                    source="文中的执行率",
                    start=claim.start,
                    end=claim.end,
                )
    found = accounts.accounts(case)
    if found.budget is None or found.executed is None or found.rate is None:
        return None
    words = f"文中支出{''.join(found.executed.quote.split())}÷预算{''.join(found.budget.quote.split())}"
    return Execution(rate=found.rate, source=words, start=found.executed.start, end=found.executed.end)


def _is_whole(case: DocumentCase, statement: Statement) -> bool:
    """Whether a rate is that of all money: named so in its sentence, or in the row of the total in a form."""
    if "项目" in statement.subject or statement.claim is None:
        return False
    end = statement.claim.start
    line = case.text.rfind("\n", max(end - _LONGEST_ROW, 0), end) + 1
    row = case.text[line:end]
    if "\t" in row:
        return bool(_TOTAL_ROW.match(row))
    lead = reading.before(case.text, end, _LEAD)
    return bool(_RATE.search(lead)) and not _PART.search(lead)


def told_in_text(case: FilingCase) -> bool:
    """Whether the document around a form tells the rate of the whole itself: it is judged there."""
    return case.text is not None and whole(case.text) is not None


def explained(case: FilingCase) -> bool:
    """Whether a reason for the execution is given, in its cell or in the words around the form."""
    in_text = case.text is not None and explanations.about(case.text, EXECUTION_TOPIC)
    return in_text or not reasons.is_empty(case.filing.ledger.execution_reason)


def rate(case: DocumentCase) -> tuple[Interval | None, str]:
    """The execution rate of the whole with where it comes from, `None` where it is not known."""
    found = whole(case)
    return (None, "") if found is None else (found.rate, found.source)
