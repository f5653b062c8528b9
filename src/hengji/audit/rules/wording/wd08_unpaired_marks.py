"""WD08: a bracket or quotation mark without its partner."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_OPENS = {"（": "）", "(": "）", "《": "》", "“": "”", "【": "】", "〔": "〕", "「": "」"}
_CLOSES = {"）": "）", ")": "）", "》": "》", "”": "”", "】": "】", "〕": "〕", "」": "」"}
_KINDS = {"）": "括号", ")": "括号", "》": "书名号", "”": "引号", "】": "括号", "〕": "括号", "」": "引号"}
_NAMES = {
    **{mark: f"前{_KINDS[partner]}" for mark, partner in _OPENS.items()},
    **{mark: f"后{_KINDS[mark]}" for mark in _CLOSES},
}
"""A mark named in words is read more easily than a mark in quotation marks."""
_MARKS = re.compile(r"[（(《“【〔「）)》”】〕」]")
_ENUMERATOR = re.compile(r"(?:^|[\s，。；：、])(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z①-⑳])$")
_LONGEST = 2000
_ENDS = ("。", "；", "！", "？", "：", "”", "）")
_GOES_ON = re.compile(r"【[^】]{0,8}：\s*$")
"""【字号： of a web page, whose choices stand on lines of their own."""
_ARROWS = re.compile(r"》》[^《》\n]{0,40}《《|^[ \u3000]*》》|《《[ \u3000]*$", re.MULTILINE)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Every bracket, book title and quotation mark is closed in its paragraph; one finding a paragraph.

    A closing bracket after an enumerator — 1） — needs no opening one.

    **Fails**: 《关于开展2024年度自评工作的通知要求; （以决算数为统计口径.  **Passes**: 1）（以决算数为口径）.
    """
    for offset, line in _paragraphs(case.text):
        lone = _lone(_ARROWS.sub(lambda arrow: " " * len(arrow[0]), line))
        if lone is not None:
            start = offset + lone
            yield rule.finding(
                place=reading.place(case, start, start + 1), quote=line[lone], mark=_NAMES[line[lone]],
                around=line[max(0, lone - 8) : lone + 9].strip(),
            )  # fmt: skip


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Lines without tables; a line without its stop goes on in the next one."""
    start, pending = 0, ""
    for offset, line in reading.lines(text):
        start = start if pending else offset
        pending = "" if "\t" in line else f"{pending}{line}\n"
        next_line = offset + len(line) + 1
        closes = text[next_line : next_line + 1] in _CLOSES  # 《 and 》 of a link on lines of their own
        ends = line.rstrip().endswith(_ENDS) and not _GOES_ON.search(line) and not closes
        if pending and (ends or len(pending) > _LONGEST or not line.strip()):
            yield start, pending
            pending = ""
    if pending:
        yield start, pending


def _lone(line: str) -> int | None:
    """The position of the first mark of a line without its partner."""
    pending: list[tuple[str, int]] = []
    for found in _MARKS.finditer(line):
        position, mark = found.start(), found[0]
        if mark in _OPENS:
            if mark == "“" and any(opened == "”" for opened, _ in pending):
                return position
            pending.append((_OPENS[mark], position))
        elif pending and pending[-1][0] == _CLOSES[mark]:
            pending.pop()
        elif not (_CLOSES[mark] == "）" and _ENUMERATOR.search(line[:position])):
            return pending[-1][1] if pending else position
    return pending[0][1] if pending else None


WD08 = Rule(
    code="WD08",
    severity=Severity.NOTICE,
    title="括号或引号不成对",
    message="{mark}没有配对：……{around}……",
    suggestion="补上或删去。",
    basis=citations.PUNCTUATION,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
