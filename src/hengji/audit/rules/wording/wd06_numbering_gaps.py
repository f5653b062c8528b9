"""WD06: numbers that repeat, go back or leave one out."""

import re
from collections.abc import Iterator

from hengji.audit import citations, numbering, reading
from hengji.audit.numbering import Numbered, Style
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_LISTED = re.compile(r"(?<![\u4e00-\u9fff第])([一二三四五六七八九]|十[一二三四五六七八九]?)是")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Headings under one parent, and 一是 … 二是 …, count 1, 2, 3 without gap or repetition.

    **Fails**: （一）（二）（二）; 一、三、; 一是 … 三是.  **Passes**: （一）（二）二、（一）.
    """
    last: dict[Style, Numbered] = {}
    for heading in numbering.numbered(case.document.sections, case.text):
        earlier = last.get(heading.meant)
        for deeper in Style:
            if deeper > heading.meant:
                last.pop(deeper, None)
        last[heading.meant] = heading
        before = 0 if earlier is None else earlier.value
        if heading.value != before + 1 and not (earlier is None and heading.value == 0):
            start = case.text.index(heading.words, heading.section.start)
            fault = _fault(heading.value, before)
            if fault is not None:
                yield _told(rule, case, start, heading.words, fault)
    yield from _lists(rule, case)


def _lists(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    before = 0
    for match in _LISTED.finditer(case.text):
        value = numbering.from_chinese(match.group(1))
        fault = None if value in {1, before + 1} or before == 0 else _fault(value, before)
        if fault is not None:
            yield _told(rule, case, match.start(), match.group(), fault)
        before = value


def _fault(value: int, before: int) -> str | None:
    if value == before:
        return "与前一个重复"
    if value < before:
        return None if value == 1 else "比前一个小"
    return f"前面缺第{before + 1}" if value == before + 2 else f"前面缺第{before + 1}至第{value - 1}"


def _told(rule: Rule, case: DocumentCase, start: int, words: str, fault: str) -> Finding:
    return rule.finding(
        place=reading.place(case, start, start + len(words)), quote=words, words=words, fault=fault
    )


WD06 = Rule(
    code="WD06",
    severity=Severity.WARNING,
    title="编号重复或缺号",
    message="编号“{words}”{fault}。",
    suggestion="重新编号，并核对是否漏了内容。",
    basis=citations.NUMBERING,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
    follows=("WD05",),
)
