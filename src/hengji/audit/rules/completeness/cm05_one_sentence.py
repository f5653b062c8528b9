"""CM05: a section of the report answered in one sentence."""

from collections.abc import Iterator

from hengji.audit import citations, prose
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.filing import NARRATIVE_TITLES, NarrativeSection
from hengji.domain.finding import Finding, Severity

ENOUGH = 60
"""A single sentence of so many characters may say what there is to say."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A section is more than one short sentence (fewer than 60 characters); one that any unit could
    write of any year is a warning.

    **Fails**: “本部门积极采取成本管控措施。”  **Passes**: two sentences, or a long one.
    """
    for section, narrative in case.filing.narratives.items():
        text = narrative.text.strip()
        if prose.is_nothing(text) or len(prose.sentences(text)) > 1 or len(text) >= ENOUGH:
            continue
        yield rule.finding(
            severity=Severity.WARNING if prose.is_hollow(text) else None,
            place=narrative.place, quote=text, section=NARRATIVE_TITLES[NarrativeSection(section)],
            length=len(text),
        )  # fmt: skip


CM05 = Rule(
    code="CM05",
    severity=Severity.NOTICE,
    title="自评说明过于简单",
    message="“{section}”只有一句话（{length}字），看不出做了什么、结果如何。",
    suggestion="补充具体措施、数据和结果。",
    basis=citations.REPORT_QUALITY,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
