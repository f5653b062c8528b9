"""CM08: points without any evidence named."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place

_SHOWN = 5


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Every indicator with an actual, and every judged or checked criterion, names its evidence.

    One finding for all indicators and one for all criteria, so that the list stays short.

    **Fails**: “培训场次” 42 场, no evidence.  **Passes**: evidence 《培训签到表》.
    """
    bare = [
        (indicator.title, indicator.place)
        for indicator in case.filing.indicators
        if not indicator.evidence and (indicator.actual_value is not None or indicator.achievement)
    ]
    yield from _named(rule, "项指标", bare)
    titles = {} if case.standard is None else {leaf.code: leaf.title for leaf in case.standard.leaves()}
    judged = [
        (titles.get(code, code), assessment.place)
        for code, assessment in case.filing.assessments.items()
        if not assessment.evidence and (assessment.judged_points is not None or assessment.checks)
    ]
    yield from _named(rule, "个评分事项", judged)


def _named(rule: Rule, what: str, bare: list[tuple[str, Place | None]]) -> Iterator[Finding]:
    if bare:
        shown = "、".join(title for title, _ in bare[:_SHOWN]) + ("等" if len(bare) > _SHOWN else "")
        yield rule.finding(place=bare[0][1], count=len(bare), what=what, titles=shown)


CM08 = Rule(
    code="CM08",
    severity=Severity.NOTICE,
    title="未列佐证材料",
    message="{count}{what}未列佐证材料（{titles}），得分是否属实无法核对。",
    suggestion="列明文件名、页码和日期，日期应在评价年度内。",
    basis=citations.REPORT_QUALITY,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
