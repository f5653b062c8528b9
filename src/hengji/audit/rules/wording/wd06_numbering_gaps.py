"""WD06: numbers that repeat, go back or leave one out."""

import re
from collections.abc import Iterator

from hengji.audit import citations, numbering, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

MOST_MISSING = 2
MOST_FAULTS = 4
"""More broken counts than this are columns of a table that were read as lines."""
_LISTED = re.compile(
    # The look behind comes after the first sign, so that the engine need not look where no numeral is.
    r"([一二三四五六七八九十](?<![\u4e00-\u9fff].)(?:(?<=十)[一二三四五六七八九])?)是"
)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Numbers under one parent, and 一是 … 二是 …, count 1, 2, 3 without gap or repetition.

    More than two numbers left out mean another list, not a gap.

    **Fails**: （一）（二）（二）; 一、三、; 一是 … 三是.  **Passes**: （一）（二）二、（一）.
    """
    faults = [
        (number, fault)
        for number in numbering.numbered(case)
        if (fault := None if number.before is None else _fault(number.value, number.before))
    ]
    if len(faults) <= MOST_FAULTS:
        for number, fault in faults:
            yield _told(rule, case, number.start, number.words, fault)
    before = 0
    for match in _LISTED.finditer(case.text):
        value = numbering.from_chinese(match.group(1))
        # 一是 begins a list anew, or every member of it: 一是坚持改革，一是坚持开放.
        fault = _fault(value, before) if before and value > 1 else None
        if fault is not None:
            yield _told(rule, case, match.start(), match.group(), fault)
        before = value


def _fault(value: int, before: int) -> str | None:
    if value == before:
        return "与前一个重复"
    missing = value - before - 1
    if not 0 < missing <= MOST_MISSING:
        return None
    return f"前面缺第{before + 1}" if missing == 1 else f"前面缺第{before + 1}和第{value - 1}"


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
    follows=("WD04", "WD05"),
)
