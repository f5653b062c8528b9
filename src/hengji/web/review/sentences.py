"""
Two versions of a text, sentence by sentence: what stayed, what was rewritten, what merely vanished.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_SENTENCE: Final = re.compile(r"[^。！？；\n]+[。！？；]*[”』）)]?|[。！？；]+")
_ALIKE: Final = 0.5
"""From this likeness on a sentence counts as rewritten, below it as one gone and another come."""


class Change(StrEnum):
    """What became of a sentence."""

    KEPT = "kept"
    REWRITTEN = "rewritten"
    VANISHED = "vanished"
    ADDED = "added"


CHANGE_TITLES: Final = {
    Change.KEPT: "未改",
    Change.REWRITTEN: "改写",
    Change.VANISHED: "删去",
    Change.ADDED: "新增",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence before and after; one of them is empty where it vanished or was added."""

    change: Change
    before: str = ""
    after: str = ""
    start: int = 0
    end: int = 0
    """Of `before` in the earlier text."""

    @property
    def title(self) -> str:
        """未改, 改写, 删去 or 新增."""
        return CHANGE_TITLES[self.change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its place in the text."""

    text: str
    start: int
    end: int


def split(text: str) -> tuple[Sentence, ...]:
    r"""
    The sentences of a text, with their places; blanks around them belong to none.

    >>> [one.text for one in split("完成培训42期。受到好评；群众满意！\n　　下一段")]
    ['完成培训42期。', '受到好评；', '群众满意！', '下一段']
    """
    found = []
    for match in _SENTENCE.finditer(text):
        words = match.group()
        stripped = words.strip()
        if stripped:
            start = match.start() + words.index(stripped)
            found.append(Sentence(text=stripped, start=start, end=start + len(stripped)))
    return tuple(found)


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """
    The pieces in reading order.

    A sentence that only moved is kept.

    >>> pieces = compare("甲做了三件事。乙。", "甲做了四件事。丙来。")
    >>> [(one.change.value, one.before, one.after) for one in pieces]
    [('rewritten', '甲做了三件事。', '甲做了四件事。'), ('vanished', '乙。', ''), ('added', '', '丙来。')]
    """
    old, new = split(before), split(after)
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    made: list[Piece] = []
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        if tag == "equal":
            made += [_piece(Change.KEPT, one, one.text) for one in old[low:high]]
        else:
            made += _paired(old[low:high], new[new_low:new_high])
    moved = {piece.after for piece in made if piece.change is Change.ADDED}
    gone = {piece.before for piece in made if piece.change is Change.VANISHED}
    both = moved & gone
    return tuple(
        Piece(change=Change.KEPT, before=one.before, after=one.before, start=one.start, end=one.end)
        if one.change is Change.VANISHED and one.before in both
        else one
        for one in made
        if not (one.change is Change.ADDED and one.after in both)
    )


def _piece(change: Change, one: Sentence, after: str = "") -> Piece:
    return Piece(change=change, before=one.text, after=after, start=one.start, end=one.end)


def _paired(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Piece]:
    """Sentences of a changed stretch, each with the likest of the other side that comes in order."""
    made: list[Piece] = []
    position = 0
    for one in old:
        best, likeness = None, _ALIKE
        for number in range(position, len(new)):
            ratio = SequenceMatcher(None, one.text, new[number].text, autojunk=False).ratio()
            if ratio >= likeness:
                best, likeness = number, ratio
        if best is None:
            made.append(_piece(Change.VANISHED, one))
            continue
        made += [Piece(change=Change.ADDED, after=each.text) for each in new[position:best]]
        made.append(_piece(Change.REWRITTEN, one, new[best].text))
        position = best + 1
    return made + [Piece(change=Change.ADDED, after=each.text) for each in new[position:]]
