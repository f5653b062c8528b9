"""WD04: words, sentences or marks written twice."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading, remains
from hengji.audit.remains import Hit
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_DOUBLED = re.compile(
    # A look behind comes after the first sign, so that the engine need not look where that sign is not.
    r"的(?<![目标]的)的(?!确)|了(?<![为除罢终]了)了(?!解|无|结|事|之)|在(?<!实实在)在|与(?<!参与)与|将将|及及|[，、。；：][，、；：]|。。(?!。)"
    r"|(?P<word>[\u4e00-\u9fff]{2,8})(?P=word)"
)
_LEGAL = re.compile(
    r"(研究|讨论|商量|考虑|了解|宣传|学习|打扮|收拾|休息|活动|政府|项目|中心|管理|评价|绩效|支出|社会|方方|家家|户户|日日|天天"
    r"|街道|建共|化文|一.|很.|年年|层层|代代|常常|样样|点点|人人|时时|处处|事事|种种|个个|高高|长长)\1$"
)
"""Verbs said twice on purpose, and compounds that meet by chance (市政府·政府采购, 构建·共建·共治)."""
_PARAGRAPH = re.compile(r"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){30}")
"""What has fewer Chinese signs is a heading or a line of a form."""


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    No word, mark or whole paragraph is written twice by mistake.

    **Fails**: 进一步进一步加强; 完成了了任务; 。，; the same paragraph twice.
    **Passes**: 市政府政府采购; 讨论讨论; 实实在在; 构建共建共治共享格局.
    """
    yield from remains.told(rule, _wrong(remains.in_document(case, _DOUBLED)))
    yield from _copied(rule, case)


def _copied(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """Paragraphs that came before; a run of them is one slip and told once, at its first."""
    seen: set[str] = set()
    run: list[tuple[int, str]] = []
    for offset, line in reading.lines(case.text):
        words = line.strip()
        if words not in seen:
            yield from _told_once(rule, case, run)
            run = []
        elif words and "\t" not in words:
            run.append((offset + line.index(words), words))
        seen.add(words)
    yield from _told_once(rule, case, run)


def _told_once(rule: Rule, case: DocumentCase, run: list[tuple[int, str]]) -> Iterator[Finding]:
    """
    The finding of a run that has a paragraph in it; headings and lines of forms come again rightly.

    Where the headings above the paragraph came again too, the finding stands at the first of them:
    a whole section was put in twice.
    """
    long = next((place for place, (_, words) in enumerate(run) if _PARAGRAPH.match(words)), None)
    if long is None:
        return
    headings = {section.start for section in case.document.sections}
    first = long
    while first and run[first - 1][0] in headings:
        first -= 1
    count, section = len(run) - first, first < long
    (start, words), end = run[first], run[long][0] + len(run[long][1])
    again = f"起连续{count}段与前文相同，" if count > 1 else "与前文相同，"
    yield rule.finding(
        severity=Severity.WARNING if section else None,
        place=reading.place(case, start, end),
        quote=case.text[start:end],
        words=words if section else f"{words[:20]}…",
        often="整节与前文相同，" if section and count == long - first + 1 else again,
    )


def check_filing(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """The same in the unit's own words of a filing."""
    yield from remains.told(rule, _wrong(remains.in_filing(case, _DOUBLED)))


def _wrong(hits: Iterator[Hit]) -> Iterator[Hit]:
    return (hit for hit in hits if not _LEGAL.match(hit.quote) and not _meet(hit.match))


def _meet(match: re.Match[str]) -> bool:
    """Whether words meet in a doubled one by chance: the text knows its signs better the other way round."""
    word, text = match["word"], match.string
    if word is None or len(word) != 2:  # noqa: PLR2004 - two signs can be turned round
        return False
    doubled = text.count(word * 2)
    return text.count(word[::-1]) - doubled > text.count(word) - 2 * doubled


WD04 = Rule(
    code="WD04",
    severity=Severity.NOTICE,
    title="文字重复",
    message="“{words}”{often}疑为重复。",
    suggestion="删去重复的文字。",
    basis=citations.WORDING,
    scope=Scope(kinds=(Kind.DOCUMENT, Kind.FILING)),
    check_document=check,
    check_filing=check_filing,
)
