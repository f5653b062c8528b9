"""CO14: a year compared with itself."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
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
    for match in _AGAINST.finditer(case.text):
        before = reading.before(case.text, match.start(), _FARTHEST)
        years = {one[0] for one in _YEAR.finditer(before)}
        if years != {match["year"]} or _BASE.search(before):
            continue
        stage = match["stage"] or ""
        planned = _BUDGET in before and _SPENT.search(before) is None
        if stage.endswith(_BUDGET) and not planned:
            continue
        if stage == "" and _BUDGET in before and not planned:
            continue
        start, end = match.span()
        yield rule.finding(
            place=reading.place(case, start, end), quote=match.group(), year=match["year"],
            words="".join(match.group().split()),
        )  # fmt: skip


_FARTHEST = 160

CO14 = Rule(
    code="CO14",
    severity=Severity.WARNING,
    title="与本年自身相比",
    message="本句说的是{year}年的数，又写“{words}”；与{year}年自身相比没有增减，比较的年份疑有误。",
    suggestion="改为所比较的年度，并核对增减额、增减率以哪一年为基数。",
    basis=citations.chosen(
        "比较的基期与本期不同", seen_in="普陀区一部门2026年预算写“比2026年预算增加”的实例"
    ),
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
