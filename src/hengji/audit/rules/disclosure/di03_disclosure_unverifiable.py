"""DI03: disclosure claimed without a date."""

import re
from collections.abc import Iterator

from hengji.audit import citations, prose, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict

_DATE = re.compile(
    r"20\d{2}\s*年\s*\d{1,2}\s*月|20\d{2}[-./]\d{1,2}|\d{1,2}月\d{1,2}日|(?:20|二十)个?(?:日|工作日|天)(?:内|以内)"
)

_DUTY = re.compile(r"负责|推进|指导|组织|监督|承担|管理|、")
"""推进、指导全区的政府信息公开工作 is what a unit is there for, not what it published."""


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A section on disclosure says when budget and accounts were published.

    **Fails**: 在门户网站设置专栏集中公开，并永久保留。  **Passes**: 于2025年9月3日在门户网站公开；
    a duty in a list of duties (推进、指导全区的政府信息公开工作).
    """
    for section in reading.titled(case, r"信息公开|预决算公开|公开情况"):
        if _DUTY.search(section.title):
            continue
        start, end = reading.trimmed(case, section)
        words = case.text[start:end]
        if not prose.is_nothing(words) and not _DATE.search(words):
            yield rule.finding(
                place=reading.place(case, start, end), section=section.title, verdict=Verdict.UNDECIDABLE
            )


DI03 = Rule(
    code="DI03",
    severity=Severity.NOTICE,
    title="未写公开日期",
    message="“{section}”没有写公开日期，是否在批复后20日内公开无法判断。",
    suggestion="写明预算、决算批复和公开的日期，附网址。",
    basis=citations.TWENTY_DAYS,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
