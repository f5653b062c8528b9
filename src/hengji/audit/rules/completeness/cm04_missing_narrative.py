"""CM04: a section of the report for which the unit wrote nothing."""

from collections.abc import Iterator

from hengji.audit import citations, prose
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.filing import NARRATIVE_TITLES, NarrativeSection
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place
from hengji.domain.standard import Spending

_ASKED_OF_PROJECTS = {NarrativeSection.GOAL_OVERVIEW, NarrativeSection.MANDATE_EFFECTIVENESS}
"""The form for projects asks for these two; the others are about running a department."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Every section of the report has words of the unit's own.

    **Fails**: 成本管控 blank, or “无”.  **Passes**: 成本管控 with at least a sentence (see CM05).
    """
    project = case.standard is not None and case.standard.spending is not Spending.DEPARTMENT
    for section, title in NARRATIVE_TITLES.items():
        if project and section not in _ASKED_OF_PROJECTS:
            continue
        narrative = case.filing.narratives.get(section)
        if narrative is None or prose.is_nothing(narrative.text):
            stands = None if narrative is None else narrative.place
            yield rule.finding(
                place=stands or Place(section=title), quote=None if narrative is None else narrative.text,
                section=title, state="未填写" if narrative is None else "只写了“无”",
            )  # fmt: skip


CM04 = Rule(
    code="CM04",
    severity=Severity.WARNING,
    title="自评说明未填写",
    message="“{section}”{state}，报告该节将没有内容。",
    suggestion="按提纲写明做了什么、结果如何、有何不足。",
    basis=citations.CONTENT_COMPLETE,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
