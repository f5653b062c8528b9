"""CM06: nothing said about last year's findings."""

import re
from collections.abc import Iterator

from hengji.audit import citations, prose, reading
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place

_TITLES = r"(?:上一?年|以前年度|往年|历年|上次).*整改|^整改(?:落实|完成)?情况"
_DONE = re.compile(
    r"已|完成|到位|落实|修订|建立|出台|印发|整改率|销号|正在|推进|通过|对照|达成|不涉及|未发现|没有|无需|无整改|未提出|不存在"
)


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    整改情况 lists last year's findings, each with action and result, or says that there were none.

    **Fails**: 整改 blank; a finding without action or result.  **Passes**: 无; every finding answered.
    """
    filing = case.filing
    if not filing.corrective_actions and not filing.no_corrective_actions_stated:
        yield rule.finding(place=Place(section="上年度整改情况"), item="上年度自评或重点评价的整改情况未填写")
    for action in filing.corrective_actions:
        missing = [
            name
            for name, words in (("整改措施", action.action), ("整改结果", action.result))
            if words is None or prose.is_nothing(words)
        ]
        if missing:
            yield rule.finding(
                place=action.place, quote=action.finding,
                item=f"上年度问题“{action.finding}”未写{'和'.join(missing)}",
            )  # fmt: skip


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same of a report: the section on rectification says what was done or where it stands."""
    if not reading.is_self_evaluation(case):
        return
    for section in reading.titled(case, _TITLES):
        start, end = reading.trimmed(case, section)
        words = case.text[start:end]
        if prose.is_nothing(words) or reading.is_parent(case, section) or _DONE.search(words):
            continue
        yield rule.finding(
            place=reading.place(case, start, end), quote=words,
            item=f"“{section.title}”只写了问题，未写整改措施和结果",
        )  # fmt: skip


CM06 = Rule(
    code="CM06",
    severity=Severity.WARNING,
    title="整改情况不完整",
    message="{item}，是否已整改无法判断。",
    suggestion="逐条写明整改措施、完成时间和结果；上年度没有问题的，填“无”。",
    basis=citations.OUTLINE,
    scope=Scope(kinds=(Kind.FILING, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
