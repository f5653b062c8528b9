"""CO14: a year compared with itself."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading, remains
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_AGAINST = re.compile(
    r"[比较與与同](?<![^，。；、（\s][相对]比)\s*(?P<year>20[0-9]{2})\s*年度?(?P<stage>(?:年初)?预算|决算)?(?:数|执行数)?"
    r"(?:相比)?[，,]?(?:[^，。；\n]{0,10}?)(?=增加|减少|增长|下降|持平|上升|降低)"
)
_YEAR = re.compile(r"20[0-9]{2}(?=\s*年)")
_BASE = re.compile(r"[比较與与同自从到至]\s*20[0-9]{2}\s*年")
"""较2020年下降25%: the year before is a base already, not what the sentence speaks of."""
_SPENT = re.compile(r"决算|执行|实际|完成|支付|使用|调整")
_BUDGET = "预算"


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A year's amount is compared with that of another year, or with its own budget.

    What is compared is of the year that the sentence opens with.  An amount spent may rightly be held
    against the budget of its own year; a budget, or a sum of no such kind, not against its own year.

    **Fails**: 2026年收入预算9,628万元，比2026年预算增加793万元;
    2024年支出合计100万元，与2024年度相比增加5万元.
    **Passes**: 比2025年预算增加793万元; 2024年支出决算100万元，比2024年年初预算减少5万元.
    """
    hits = (hit for hit in remains.in_document(case, _AGAINST) if _with_itself(case, hit.match))
    for hit, often in remains.counted(hits):
        yield rule.finding(
            place=hit.place,
            quote=hit.quote,
            year=hit.match["year"],
            words="".join(hit.quote.split()),
            often=often,
        )


def _with_itself(case: DocumentCase, match: re.Match[str]) -> bool:
    """Whether the year of a comparison is the one that its sentence speaks of."""
    before = reading.before(case.text, match.start(), _FARTHEST)
    against_budget = _BUDGET in (match["stage"] or "")
    planned = _BUDGET in before and _SPENT.search(before) is None
    years = {one[0] for one in _YEAR.finditer(before)}
    if not years and planned and against_budget:
        years = {str(case.document.fiscal_year)}  # 支出预算…，比2026年预算: of the year of the document
    if years != {match["year"]} or _BASE.search(before):
        return False
    return planned or not (against_budget or _BUDGET in before)


_FARTHEST = 160

CO14 = Rule(
    code="CO14",
    severity=Severity.WARNING,
    title="与本年自身相比",
    message="本句说的是{year}年的数，又写“{words}”{often}；与{year}年自身相比没有增减，比较的年份疑有误。",
    suggestion="改为所比较的年度，并核对增减额、增减率以哪一年为基数。",
    basis=citations.chosen(
        "比较的基期与本期不同", seen_in="普陀区一部门2026年预算写“比2026年预算增加”的实例"
    ),
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
