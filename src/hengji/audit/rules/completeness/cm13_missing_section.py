"""CM13: a section that the outline requires and the report does not have."""

import re
from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.outline import OutlineSection
from hengji.domain.source import Place

MOST_MISSING = 3
LIKENESS = 7
"""Tenths of the demanded title that a shorter heading must have."""
_NOISE = re.compile(r"[\s\W]|情况|部门|单位|分析|的|与|和|及")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Every required section of the outline has a heading, under its title or a known synonym.

    Only the outermost missing section is named; without an outline nothing is said, nor where so
    many are missing that the report plainly follows another one.

    **Fails**: no heading 上年度绩效自评或财政重点绩效评价整改情况.  **Passes**: 上年度整改情况.
    """
    if case.outline is None:
        return
    titles = [_plain(section.title) for section in case.document.sections]
    named = {name: section.code for section in case.outline.walk() for name in _names(section)}
    found = [one for section in case.outline.sections for one in _missing(rule, section, titles, named)]
    if len(found) <= MOST_MISSING:
        yield from found


def _missing(
    rule: Rule, section: OutlineSection, titles: list[str], named: dict[str, str]
) -> Iterator[Finding]:
    if section.required and not _present(section, titles, named):
        below = [part for part in section.sections if _present(part, titles, named)]
        if not below:
            yield rule.finding(place=Place(section=section.title), section=section.title)
            return
    for part in section.sections:
        yield from _missing(rule, part, titles, named)


def _present(section: OutlineSection, titles: list[str], named: dict[str, str]) -> bool:
    """Whether a heading says the section; one that is another section's own name does not."""
    free = [title for title in titles if title and named.get(title, section.code) == section.code]
    return any(_alike(name, title) for name in _names(section) for title in free)


def _names(section: OutlineSection) -> list[str]:
    """The section's title and its synonyms, as they are compared."""
    return [name for name in map(_plain, (section.title, *section.synonyms)) if name]


def _alike(name: str, title: str) -> bool:
    """Whether a heading says the same, with little more or less."""
    return name in title or (title in name and len(title) * 10 >= len(name) * LIKENESS)


def _plain(title: str) -> str:
    return _NOISE.sub("", re.sub(r"（.*?）", "", title))


CM13 = Rule(
    code="CM13",
    severity=Severity.WARNING,
    title="缺少提纲要求的章节",
    message="提纲要求的“{section}”一节，报告中没有。",
    suggestion="按提纲补写；确无内容的，保留标题并说明。",
    basis=citations.CONTENT_COMPLETE,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
