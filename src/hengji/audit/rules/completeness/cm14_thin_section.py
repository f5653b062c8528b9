"""CM14: a section that is empty, only 无, or a single short sentence."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from hengji.audit import citations, prose, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.audit.rules.completeness.cm15_answered_with_none import ANSWERS
from hengji.domain.document import Section
from hengji.domain.figure import FigureKind
from hengji.domain.finding import Finding, Severity

ENOUGH = 65
_LONG = 5_000
_CONTENTS = 200
"""Headings within which a table of contents is repeated."""
_OPTIONAL = ("其他", "附件")
_PLAIN = re.compile(
    r"职责|职能(?!效)|机构|编制|内设|名词|依据|定义|性质|问题|不足|建议|措施|打算|计划|时效|整改|其[他它]"
)
"""Sections that need no figures; one sentence may say it all, unless it is hollow."""
_ANNEX = re.compile(r"附件|附表|附录|目录|目[ 　]*次")
_TOLD = {*reading.NUMERIC, FigureKind.DATE, FigureKind.PERIOD}
_SPOKEN = re.compile(r"[：，。；]")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A section says something: it is not empty, not only 无, not one short sentence without a figure.

    A sentence that any unit could write of any year (我单位严格按照有关规定执行。) is a warning, one
    that is merely short a notice.

    What a unit is for, and how it is made up, may be told in one sentence; a heading that goes on as
    a sentence (时效指标：均按期发放。) has its words in itself.

    More than 5,000 characters are never thin, whatever they are.

    Neighbouring headings that are all empty are a table of contents or a list, no sections.

    Problems and rectification answered 无 are CM15's; 其他情况 may be 无 (notice).

    **Fails**: 履职效能分析 with one sentence of 60 characters; an empty section.
    **Passes**: two sentences; one sentence with its figures.
    """
    if not reading.is_self_evaluation(case):
        return
    answered = {section.start for section in reading.titled(case, ANSWERS)}
    for section in case.document.sections:
        if _is_title(case, section):
            continue
        start, end = reading.trimmed(case, section)
        if end - start > _LONG:
            continue  # whatever it says, it is not thin
        words = case.text[start:end]
        none = bool(words) and prose.is_nothing(words)
        if (section.start in answered and none) or (reading.is_parent(case, section) and not none):
            continue
        if not words and (_is_listed(case, section) or _is_spoken(case, section)):
            continue
        state = _state(case, words, start, end)
        if state is None or _may_be_short(case, section, words):
            continue
        optional = any(name in section.title for name in _OPTIONAL)
        thin = bool(words) and not prose.is_nothing(words) and not prose.is_hollow(words)
        yield rule.finding(
            place=reading.place(case, *((start, end) if words else (section.start, section.body_start))),
            quote=words or None, severity=Severity.NOTICE if optional or thin else None,
            section=section.title, state=state,
        )  # fmt: skip


def _is_spoken(case: DocumentCase, section: Section) -> bool:
    """Whether a heading is a whole sentence, which needs no words below it, or names an annex."""
    heading = case.text[section.start : section.body_start].strip()
    return bool(_SPOKEN.search(heading)) or bool(_ANNEX.search(heading))


def _may_be_short(case: DocumentCase, section: Section, words: str) -> bool:
    """Whether one plain sentence is enough there: what a unit is for, one problem, one measure."""
    if not words or prose.is_nothing(words) or prose.is_hollow(words):
        return False
    titles = [section.title, *(outer.title for outer in reading.enclosing(case, section.start))]
    return any(_PLAIN.search(title) for title in titles)


def _is_title(case: DocumentCase, section: Section) -> bool:
    """Whether a heading is the document's own title, which some formats give as a section."""
    title = "".join((case.document.title or "").split())
    return not section.number and (section.level < 1 or "".join(section.title.split()) == title)


def _is_listed(case: DocumentCase, section: Section) -> bool:
    """Whether a heading without words stands among others without, or comes again with them."""
    sections = case.document.sections
    index = bisect_left(sections, section.start, key=lambda other: other.start)
    beside = [*sections[max(index - 1, 0) : index], *sections[index + 1 : index + 2]]
    if any(
        other.level == section.level
        and not reading.is_parent(case, other)
        and not reading.body(case, other).strip()
        for other in beside
    ):
        return True
    return any(other.title == section.title for other in sections[index + 1 : index + 1 + _CONTENTS])


def _state(case: DocumentCase, words: str, start: int, end: int) -> str | None:
    if not words:
        return "没有内容"
    if prose.is_nothing(words):
        return "只写了“无”"
    if prose.is_hollow(words) and not reading.figures_in(case, start, end):
        return f"只有一句空话（“{words}”），看不出做了什么"
    single = len(words) < ENOUGH and len(prose.sentences(words)) <= 1
    if single and not reading.figures_in(case, start, end, _TOLD):
        return f"只有一句话（{len(words)}字），没有数据"
    return None


CM14 = Rule(
    code="CM14",
    severity=Severity.WARNING,
    title="章节没有实质内容",
    message="“{section}”{state}。",
    suggestion="按提纲写明做了什么、结果如何、有何不足。",
    basis=citations.CONTENT_COMPLETE,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
    follows=("CM01",),
)
