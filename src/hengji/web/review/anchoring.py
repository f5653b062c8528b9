"""
Where an opinion on a sentence stands in a later report: still there, moved, changed, or gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from hengji.web.review.reporting import Passage, Report

_ALIKE: Final = 0.5
"""From this likeness on a sentence counts as the changed one, as `sentences` has it."""
_LEAST: Final = 8
"""Shorter words stand in many places; they are looked for under their own heading only."""
_NUMBER: Final = re.compile(r"^[（(一二三四五六七八九十\d）)、.．]+")


class Fate(StrEnum):
    """What became of the sentence."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    VANISHED = "vanished"


FATE_TITLES: Final = {
    Fate.SAME: "原句未动",
    Fate.MOVED: "原句移到别处",
    Fate.CHANGED: "原句已改",
    Fate.VANISHED: "原句已删去",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The place in the later report; no passages where the sentence is gone."""

    fate: Fate
    passages: tuple[Passage, ...] = ()

    @property
    def title(self) -> str:
        """In words."""
        return FATE_TITLES[self.fate]

    @property
    def text(self) -> str:
        """What stands there now."""
        return "".join(one.text for one in self.passages)

    @property
    def section(self) -> str:
        """Under which heading."""
        return self.passages[0].section if self.passages else ""


def follow(quote: str, section: str, after: Report, before: Report | None = None) -> Found:
    """
    Find the words of an opinion in a later report.

    `before` is the report they were taken from: what stood in it already is no rewriting of them.
    """
    holding = list(_holding(quote, after))
    here = [found for found in holding if _same(found[0].section, section)]
    if here:
        return Found(fate=Fate.SAME, passages=here[0])
    if holding and len(quote) >= _LEAST:
        return Found(fate=Fate.MOVED, passages=holding[0])
    cells = [one for one in after.passages() if one.is_cell and _same(one.section, section)]
    if cells:
        return Found(fate=Fate.CHANGED, passages=tuple(cells[:1]))
    there = set() if before is None else {one.text for one in before.passages()}
    fresh = [
        one
        for one in after.passages()
        if one.text not in there and (len(quote) >= _LEAST or _same(one.section, section))
    ]
    likest = _likest(quote, fresh)
    if likest is not None:
        return Found(fate=Fate.CHANGED, passages=(likest,))
    return Found(fate=Fate.VANISHED)


def _holding(quote: str, report: Report) -> Iterable[tuple[Passage, ...]]:
    """The sentences of each paragraph that holds the words."""
    for paragraph in report.paragraphs():
        at = paragraph.text.find(quote)
        if at >= 0 and paragraph.passages:
            start = paragraph.passages[0].start + at
            end = start + len(quote)
            yield tuple(one for one in paragraph.passages if one.start < end and start < one.end)


def _same(one: str, other: str) -> bool:
    """Whether two headings are one; its number changes when a section before it comes or goes."""
    return _NUMBER.sub("", one) == _NUMBER.sub("", other)


def _likest(quote: str, passages: Sequence[Passage]) -> Passage | None:
    best, likeness = None, _ALIKE
    matcher = SequenceMatcher(None, "", quote, autojunk=False)
    for one in passages:
        matcher.set_seq1(one.text)
        if matcher.real_quick_ratio() < likeness or matcher.quick_ratio() < likeness:
            continue
        ratio = matcher.ratio()
        if ratio >= likeness:
            best, likeness = one, ratio
    return best
