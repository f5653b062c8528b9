"""
Searching a text, or the unit's own words in a filing, for patterns: what the wording rules share.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hengji.audit import reading
from hengji.audit.rule import DocumentCase, FilingCase, Rule
from hengji.domain.finding import Finding
from hengji.domain.source import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Words found, with their place."""

    quote: str
    place: Place | None
    match: re.Match[str]


def in_document(case: DocumentCase, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Every match in the text of a document."""
    for match in pattern.finditer(case.text):
        yield Hit(quote=match.group(), place=reading.place(case, *match.span()), match=match)


def in_filing(case: FilingCase, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Every match in the words that a unit wrote itself."""
    for words, place in own_words(case):
        for match in pattern.finditer(words):
            yield Hit(quote=match.group(), place=place, match=match)


def counted(hits: Iterable[Hit]) -> Iterator[tuple[Hit, str]]:
    """The first hit of each distinct quote, with （共n处） where there are more."""
    found = list(hits)
    if not found:
        return
    often = Counter(hit.quote for hit in found)
    first = {hit.quote: hit for hit in reversed(found)}
    for quote, count in often.items():
        yield first[quote], f"（共{count}处）" if count > 1 else ""


def told(rule: Rule, hits: Iterable[Hit]) -> Iterator[Finding]:
    """A finding of `rule` for each distinct quote, where it stands first and how often it occurs."""
    for hit, often in counted(hits):
        yield rule.finding(place=hit.place, quote=hit.quote, words=hit.quote, often=often)


def own_words(case: FilingCase) -> Iterator[tuple[str, Place | None]]:
    """The narratives, problems, measures, goals, tasks and reasons of a filing."""
    filing = case.filing
    for narrative in filing.narratives.values():
        yield narrative.text, narrative.place
    for problem in filing.problems:
        yield f"{problem.problem}\n{problem.measure or ''}", problem.place
    for goal in filing.goals:
        yield f"{goal.goal}\n{goal.completion or ''}", goal.place
    for task in filing.key_tasks:
        yield f"{task.title}\n{task.completion or ''}", task.place
    for indicator in filing.indicators:
        yield f"{indicator.title}\n{indicator.deviation_explanation or ''}", indicator.place
