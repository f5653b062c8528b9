"""
What stands around a figure: modifying words, names it belongs to, the start of a line.

Everything here looks a bounded number of characters behind or ahead, so it costs the same
whatever the text.
"""

from __future__ import annotations

from hengji.domain.stated import Modifier
from hengji.figures.lexicon import AFTER, BEFORE, CURRENCY_WORDS_BEFORE, NAMES_BACK, NAMES_ON, NOT_MODIFIERS

CLAUSE_ENDS = "。；;：:！!？?，,、（(【[《“\"'|\n\t\0…·•★☆●■◆※"
_FARTHEST_BLANKS = 24
ODD_AFTER_UNIT = frozenset("年月天时里倍元周")
"""Only after these does 多 or 余 behind the unit belong to the figure: 三年多, not 10家多元化企业."""

LASTING = frozenset("时达了计")
"""Before 近 these make a length of time nearly so long (历时近12个月), not the last (近三年)."""


def blanks_behind(text: str, at: int) -> int:
    """The end of what precedes `at`, blanks (not line breaks) passed over."""
    floor = max(at - _FARTHEST_BLANKS, 0)
    while at > floor and text[at - 1] == " ":
        at -= 1
    return at


def starts_line(text: str, at: int) -> bool:
    """Whether nothing but blanks stands before `at` on its line (or in its cell)."""
    before = blanks_behind(text, at)
    return before == 0 or text[before - 1] in "\n\t|"


def starts_clause(text: str, at: int) -> bool:
    """Whether `at` follows a punctuation mark or opens a line."""
    before = blanks_behind(text, at)
    return before == 0 or text[before - 1] in CLAUSE_ENDS


def modifier_before(text: str, start: int) -> tuple[Modifier, int] | None:
    """The word before a figure, and where it begins; symbols (≥) belong to the span, words do not."""
    at = start
    if text[at - 1] == " ":
        at = blanks_behind(text, at)
    words = BEFORE.get(text[at - 1]) if at else None
    if words is None:
        return None
    for word, modifier in words:
        begin = at - len(word)
        if begin >= 0 and text.startswith(word, begin):
            if len(word) == 1 and begin and text[begin - 1 : at] in NOT_MODIFIERS:
                return None
            return modifier, begin
    return None


def modifier_after(text: str, end: int) -> Modifier | None:
    """The word after a figure: 以上, 左右, （含）以下."""
    at = end
    if text[at] == " ":
        at += 1
    words = AFTER.get(text[at])
    if words is not None:
        for word, modifier in words:
            if text.startswith(word, at):
                return modifier
    return None


def is_name(text: str, at: int) -> int:
    """
    Where the name ends that the numeral at `at` belongs to; 0 when it belongs to none.

    >>> is_name("“三公”经费", 1), is_name("三公里", 0)
    (3, 0)
    """
    end = 0
    for place, name in NAMES_ON.get(text[at : at + 2], ()):
        if place <= at and text.startswith(name, at - place):
            end = at - place + len(name)
            break
    if not end:
        for place, name in NAMES_BACK.get(text[at - 1 : at + 1], ()) if at else ():
            if place <= at and text.startswith(name, at - place):
                end = at - place + len(name)
                break
    if end and text.startswith(_LONGER_THAN_NAMES, end):
        return 0
    return end


_LONGER_THAN_NAMES = ("里",)


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """A currency word before a number (人民币, 港币) and where it begins."""
    at = blanks_behind(text, start) if text[start - 1] == " " else start
    if at and text[at - 1] in _LAST_OF_CURRENCY:
        for word in CURRENCY_WORDS_BEFORE:
            begin = at - len(word)
            if begin >= 0 and text.startswith(word, begin):
                return None if begin and text[begin - 1] in _AMOUNT_ENDS else (word, begin)
    return None


_AMOUNT_ENDS = frozenset("0123456789万亿千百十元")
_LAST_OF_CURRENCY = frozenset(word[-1] for word in CURRENCY_WORDS_BEFORE)
