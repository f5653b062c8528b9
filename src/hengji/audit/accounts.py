"""
The whole year's budget and execution in a report's running text, where it prints them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hengji.audit import reading
from hengji.audit.rule import DocumentCase, once
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.interval import Interval

_BUDGET = re.compile(
    r"(?:支出预算|预算支出|全年预算|年度预算|调整(?:后|预算)预?算?|预算(?:总额|总数|数|总计|安排|合计|批复))(?:数|总额|为|共|共计|合计|计|总计|：|:|\s)*$"
)
_EXECUTED = re.compile(
    r"(?:年(?:度)?(?:整体|总|实际)?支出|全年执行|执行数|决算支出|支出决算|实际支出|总支出|支出合计|支出总计|支出总额|完成支出)(?:数|总额|为|共|共计|合计|计|总计|：|:|\s)*$"
)
_PART = re.compile(r"项目|基本|人员|公用|三公|采购|专项|培训|会议|接待|用车|上年|比|较")
_LEAD = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Budget and execution as printed; either may be missing."""

    budget: Figure | None
    executed: Figure | None

    @property
    def rate(self) -> Interval | None:
        """Execution over budget, where both are printed and the budget is above zero."""
        if self.budget is None or self.executed is None:
            return None
        over, under = self.executed.interval, self.budget.interval
        return None if over is None or under is None else over.divided_by(under)


@once
def accounts(case: DocumentCase) -> Accounts:
    """The first amount named as the whole budget, and the first named as the whole execution."""
    return Accounts(budget=_first(case, _BUDGET), executed=_first(case, _EXECUTED))


def _first(case: DocumentCase, words: re.Pattern[str]) -> Figure | None:
    for figure in case.document.figures:
        if figure.kind is not FigureKind.MONEY:
            continue
        lead = reading.before(case.text, figure.start, _LEAD)
        lead = re.split(r"[，,、（(]", lead)[-1]
        if words.search(lead) and not _PART.search(lead):
            return figure
    return None
