"""CM12: subordinate units that the report never mentions."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding, Severity


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    The whole department's spending includes its subordinate units: their work is told somewhere.

    **Fails**: 下属单位 市妇女儿童活动中心, nowhere in tasks, goals or narratives.
    **Passes**: a key task or narrative names it.
    """
    told = _told(case.filing)
    for unit in case.filing.organisation.subordinate_units:
        if not any(name in told for name in _names(unit, case.filing)):
            yield rule.finding(place=case.filing.organisation.place, quote=unit, unit_name=unit)


def _names(unit: str, filing: Filing) -> tuple[str, ...]:
    """The unit's name, and without the name of the place that running text drops."""
    jurisdiction = filing.organisation.jurisdiction
    place = "" if jurisdiction is None else jurisdiction.name
    short = unit.removeprefix(place).removeprefix("市").removeprefix("县").removeprefix("区")
    return (unit, short) if len(short) >= 4 else (unit,)  # noqa: PLR2004 - shorter names are ambiguous


def _told(filing: Filing) -> str:
    parts = [narrative.text for narrative in filing.narratives.values()]
    parts += [f"{task.title} {task.completion or ''}" for task in filing.key_tasks]
    parts += [f"{goal.goal} {goal.completion or ''}" for goal in filing.goals]
    parts += [indicator.title for indicator in filing.indicators]
    parts += [project.title for project in filing.projects]
    return "\n".join(parts)


CM12 = Rule(
    code="CM12",
    severity=Severity.NOTICE,
    title="未反映下属单位的工作",
    message="下属单位“{unit_name}”在重点工作、目标和自评说明中均未提到，其支出的绩效没有反映。",
    suggestion="补充下属单位的主要工作和绩效。",
    basis=citations.OUTLINE,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
