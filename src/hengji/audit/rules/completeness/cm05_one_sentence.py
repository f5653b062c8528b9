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
    write of any year is a warning.  All that are merely short make one notice, all hollow ones one
    warning, at the first of them.

    **Fails**: “本部门积极采取成本管控措施。”  **Passes**: two sentences, or a long one.
    """
    short = [
        (NarrativeSection(section), narrative, text)
        for section, narrative in case.filing.narratives.items()
        if _is_short(text := narrative.text.strip())
    ]
    hollow = [one for one in short if prose.is_hollow(one[2])]
    for found, severity in ((hollow, Severity.WARNING), ([one for one in short if one not in hollow], None)):
        if found:
            _, narrative, text = found[0]
            names = "”“".join(NARRATIVE_TITLES[section] for section, _, _ in found)
            counts = "、".join(str(len(text)) for _, _, text in found)
            yield rule.finding(
                severity=severity, place=narrative.place, quote=text, section=names, length=counts,
                each="各" if len(found) > 1 else "",
            )  # fmt: skip


def _is_short(text: str) -> bool:
    return not (prose.is_nothing(text) or len(prose.sentences(text)) > 1 or len(text) >= ENOUGH)


CM05 = Rule(
    code="CM05",
    severity=Severity.NOTICE,
    title="自评说明过于简单",
    message="“{section}”{each}只有一句话（{length}字），看不出做了什么、结果如何。",
    suggestion="补充具体措施、数据和结果。",
    basis=citations.REPORT_QUALITY,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
