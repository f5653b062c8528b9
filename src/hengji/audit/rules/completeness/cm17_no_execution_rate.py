"""CM17: a report that never states its execution rate."""

import re
from collections.abc import Iterator

from hengji.audit import accounts, citations, phrasing, reading, sums
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.audit.rules.completeness.cm16_budget_without_actual import TITLES
from hengji.domain.document import Section
from hengji.domain.figure import FigureKind
from hengji.domain.finding import Finding, Severity
from hengji.domain.money import rounded
from hengji.domain.stated import PERCENT
from hengji.domain.statement import StatementType

_RATE = re.compile(r"(?:执行率|支出率|支付率|完成率|支付进度|执行进度|预算完成)[^。；\n]{0,30}$")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A report with a section on execution states the execution rate somewhere.

    Where budget and spending are printed apart, the rate that follows is named.

    **Fails**: 预算执行及时、均衡 and no rate anywhere.  **Passes**: 预算执行率98.39%.
    """
    if not reading.is_self_evaluation(case):
        return
    section = next(iter(sorted(reading.titled(case, TITLES), key=_named)), None)
    if section is None or _stated(case):
        return
    start, end = reading.trimmed(case, section)
    rate = accounts.accounts(case).rate
    implied = ""
    if rate is not None:
        value = rounded(sums.middle(rate) * 100)
        implied = f"，由文中的支出和预算推算为{phrasing.figure(value, PERCENT)}，两数口径是否一致看不出"
    yield rule.finding(
        place=reading.place(case, start, max(end, start + 1)), section=section.title, implied=implied
    )


def _named(section: Section) -> bool:
    """Sections on execution by name come first."""
    return "执行" not in section.title


def _stated(case: DocumentCase) -> bool:
    if any(j.statement.type is StatementType.EXECUTION_RATE for j in case.judgements):
        return True
    percents = (f for f in case.document.figures if f.kind is FigureKind.PERCENT)
    return any(_RATE.search(reading.before(case.text, figure.start, 40)) for figure in percents)


CM17 = Rule(
    code="CM17",
    severity=Severity.WARNING,
    title="没有写明预算执行率",
    message="全文没有写明预算执行率{implied}。",
    suggestion="在“预算执行情况”中写明全年执行数÷全年预算数的执行率。",
    basis=citations.EXECUTION_REASON,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
    follows=("CM16",),
)
