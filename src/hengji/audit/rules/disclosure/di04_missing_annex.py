"""DI04: an annex that the report refers to and does not have."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_REFERENCE = re.compile(r"(?:详?见|参见|附后的?)\s*(附件|附表)\s*(\d{0,2})")
_HEADING = re.compile(r"(?:^|\n)[ \t　]*(附件|附表)[ \t]*(\d{0,2})")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    An annex referred to is there, with its number.

    **Fails**: 详见附件2 and no line 附件2.  **Passes**: 详见附件1 … 附件1 部门整体支出绩效自评表.
    """
    if "附件" not in case.text and "附表" not in case.text:
        return
    present = {(match.group(1), match.group(2)) for match in _HEADING.finditer(case.text)}
    told: set[tuple[str, str]] = set()
    for match in _REFERENCE.finditer(case.text):
        wanted = (match.group(1), match.group(2))
        there = wanted in present or (not wanted[1] and any(kind == wanted[0] for kind, _ in present))
        if there or wanted in told:
            continue
        told.add(wanted)
        yield rule.finding(
            place=reading.place(case, *match.span()), quote=match.group(), words="".join(wanted)
        )


DI04 = Rule(
    code="DI04",
    severity=Severity.NOTICE,
    title="所称附件未见",
    message="文中称“{words}”，本文件中没有；是否另附，无法判断。",
    suggestion="与报告一并公开附件，或删去引用。",
    basis=citations.SAME_AS_PUBLISHED,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
