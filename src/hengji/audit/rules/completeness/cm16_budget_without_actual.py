"""CM16: the section on execution gives the budget, but not what was spent."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.figure import FigureKind
from hengji.domain.finding import Finding, Severity

TITLES = r"预算执行|执行情况|^(?!.*(?:采购|运行|三公)).*支出情况"
_SPENT = re.compile(
    r"执行数|执行率|决算|实际支出|实际完成|已支付|已支出|支付率|完成支出|支出数|年(?:度)?支出(?!预算)|支出完成|实际执行"
)
_BUDGET = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算|预算(?:数|安排|为)")
"""政府性基金预算支出 is spent, whatever the name of the money."""


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Where a section on execution prints the budget it also prints what was spent.

    **Fails**: 4.预算执行情况: 2024年度支出预算29,242,314.38元，其中… and no amount spent.
    **Passes**: the same with 全年执行28,771,611.60元.
    """
    if not reading.is_self_evaluation(case):
        return
    for section in reading.titled(case, TITLES):
        words = reading.body(case, section)
        start, end = reading.trimmed(case, section)
        amounts = reading.figures_in(case, start, end, (FigureKind.MONEY,))
        if amounts and _BUDGET.search(words) and not _SPENT.search(words):
            yield rule.finding(
                place=reading.place(case, amounts[0].start, amounts[0].end), quote=amounts[0].quote,
                section=section.title, budget="".join(amounts[0].quote.split()),
            )  # fmt: skip


CM16 = Rule(
    code="CM16",
    severity=Severity.WARNING,
    title="预算执行情况只有预算数，没有执行数",
    message="“{section}”只写了预算（{budget}），没有写执行数，执行得如何无法判断。",
    suggestion="补写全年执行数、执行率和结转结余。",
    basis=citations.CONTENT_COMPLETE,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
