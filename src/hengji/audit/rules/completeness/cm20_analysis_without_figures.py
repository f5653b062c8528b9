"""CM20: effectiveness or performance management analysed without a single figure."""

from collections.abc import Iterator

from hengji.audit import citations, prose, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

TITLES = r"履职效能|履职效益|绩效管理(?!存在)|产出情况|效益情况|目标完成情况"


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    The analysis of effectiveness and of performance management rests on indicators or points.

    **Fails**: 履职效能分析 without any figure.  **Passes**: 产出指标12项，完成12项.
    """
    if not reading.is_self_evaluation(case):
        return
    leaves = {section.start for section in reading.leaves(case)}
    for section in reading.titled(case, TITLES):
        start, end = reading.trimmed(case, section)
        words = case.text[start:end]
        about = "问题" in section.title or section.start not in leaves or prose.is_nothing(words)
        if not about and not reading.figures_in(case, start, end):
            yield rule.finding(
                place=reading.place(case, start, end), section=section.title,
                severity=Severity.NOTICE if "管理" in section.title else None,
            )  # fmt: skip


CM20 = Rule(
    code="CM20",
    severity=Severity.WARNING,
    title="分析中没有指标和数据",
    message="“{section}”没有一项指标、数据或得分，结论没有依据。",
    suggestion="逐项写明指标值、完成值、得分和偏差原因。",
    basis=citations.REPORT_QUALITY,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
    follows=("CM14",),
)
