"""WD01: the form's own instructions left in."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading, remains
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

# Two patterns, each of which begins with one class of signs: only there does a search skip ahead.
_INSTRUCTIONS = (
    re.compile(
        r"[（(](?:(?:不超过|限|控制在|约)?\s*\d{2,4}\s*字(?:以内|以上|左右|内)?"
        r"|(?:请|需|须|应|可|此处|根据实际|按实际|如有|具体)?"
        r"(?:填写|注明|简述|概述|描述|删除|自行补充|另附|附后说明)[^（）()\n]{0,40})[)）]"
    ),
    re.compile(
        r"[请此填](?<![^\n \t　].)(?:(?<=请)(?:填写|在此|根据实际|简要|简述|按照)"
        r"|(?<=此)处(?:填写|插入|填)|(?<=填)(?:写说明|表说明|报说明)(?!：?(?:本|我)[项单部局馆所])"
        # The head of a column is no instruction.
        r"(?![ \u3000]*\t|(?<=\t.{4})[ \u3000]*(?:\n|\Z)))[^。\n]{0,60}"
    ),
)
_DEMAND = re.compile(
    r"[ \t　]*(?:反映|简述|概述|阐述|列示|主要反映|重点反映|简要(?:说明|介绍|概述|描述|分析)|说明)"
    r"(?!了|如下|：)[^。\n]{6,90}?"
    r"(?:情况|问题|方向|措施|原因|内容|结果|程度|成效|等)[。；]?[ \t　]*"
)
_SHORTEST = 12


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    The outline's and the form's instructions to the writer do not stand in the report.

    Found are limits such as （200字以内）, remarks such as （请填写…）, a paragraph that only demands
    what should be written (反映…情况，分析存在问题和改进方向。), and sentences of the outline's guidance.

    **Fails**: 存在问题（200字以内）：…; 反映在预算编制等方面的实施情况，分析存在问题和改进方向。
    **Passes**: 报告反映，全年支出进度正常。
    """
    for instruction in _INSTRUCTIONS:
        for hit in remains.in_document(case, instruction):
            yield rule.finding(place=hit.place, quote=hit.quote, words=hit.quote.strip())
    for offset, line in reading.lines(case.text):
        if _DEMAND.fullmatch(line) or _is_guidance(case, line):
            start = offset + len(line) - len(line.lstrip())
            words = line.strip()
            yield rule.finding(place=reading.place(case, start, start + len(words)), quote=words, words=words)


def _is_guidance(case: DocumentCase, line: str) -> bool:
    words = line.strip().rstrip("。")
    if case.outline is None or len(words) < _SHORTEST:
        return False
    return any(words in section.guidance for section in case.outline.walk())


def check_filing(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """The same in the unit's own words of a filing."""
    for instruction in _INSTRUCTIONS:
        for hit in remains.in_filing(case, instruction):
            yield rule.finding(place=hit.place, quote=hit.quote, words=hit.quote.strip())


WD01 = Rule(
    code="WD01",
    severity=Severity.WARNING,
    title="遗留填写要求",
    message="“{words}”是模板的填写要求，不是报告内容。",
    suggestion="删除，并写上该处应写的内容。",
    basis=citations.WORDING,
    scope=Scope(kinds=(Kind.DOCUMENT, Kind.FILING)),
    check_document=check,
    check_filing=check_filing,
)
