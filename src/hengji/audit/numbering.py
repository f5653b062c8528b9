"""
The numbers that lines begin with: their style, their value, and which style they should have had.

Official papers go 一、 （一） 1. （1）.  A heading that carries on another style's count — （2） after
（一）, 3、 after 二、 — was numbered by hand or lost its format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from hengji.audit import reading
from hengji.audit.rule import DocumentCase, once

_DIGITS = "零一二三四五六七八九"
_CHINESE = r"(?:[二三四五六七八九]?十)?[一二三四五六七八九]|[二三四五六七八九]?十"
_NUMBER = re.compile(
    r"[ \u3000]*(?:(?P<pause>" + _CHINESE + r")[、.．]"
    r"|[（(](?P<bracket>" + _CHINESE + r")[)）]"
    r"|[（(](?P<round>\d{1,2})[)）]|(?P<dot>\d{1,2})[.．、](?!\d))"
)
_BEFORE_A_FIGURE = re.compile(r"[ \u3000]*(?P<dot>\d{1,2})[.．](?=\d)(?!\d+\s*(?:[%％万亿元分个]|$))")
"""20.2026年…, 21.5+2…: a number only where it carries on the count before it."""
_INSIDE = re.compile(
    r"[。；](?:(?P<pause>" + _CHINESE + r")、|[（(](?P<bracket>" + _CHINESE + r")[)）]"
    r"|[（(](?P<round>\d{1,2})[)）]|(?P<dot>\d{1,2})[.．、](?!\d))"
)
_NEW_PART = re.compile(r"[ \u3000]*(?:第[一二三四五六七八九十]+(?:部分|章|节|篇)|附件|附表|附录|目\s*录)")
"""A line after which all counts begin again."""


class Style(IntEnum):
    """A style of numbering; the value is its level."""

    PAUSE = 1
    BRACKET = 2
    DOT = 3
    ROUND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The number a line begins with: as printed, its style and value, the style that it carries on."""

    start: int
    words: str
    style: Style
    value: int
    meant: Style
    before: int | None
    """The number before it under the same parent, in the style it carries on."""

    @property
    def is_misnumbered(self) -> bool:
        """Whether it carries on the count of another style."""
        return self.style is not self.meant

    @property
    def should_be(self) -> str:
        """The number in the style it carries on."""
        chinese = in_chinese(self.value)
        return f"{chinese}、" if self.meant is Style.PAUSE else f"（{chinese}）"


@once
def numbered(case: DocumentCase) -> tuple[Numbered, ...]:
    """The numbers that lines begin with, in order, with the style that each carries on; no tables."""
    return tuple(_numbered(case.text))


def _numbered(text: str) -> Iterator[Numbered]:
    last: dict[Style, int] = {}
    for offset, line in reading.lines(text):
        if _NEW_PART.match(line):
            last.clear()
        match = _NUMBER.match(line) or _next(line, last)
        if match is None or "\t" in line:
            _run_on(line, last)
            continue
        style, value = (Style.DOT, int(match["dot"])) if match.re is _BEFORE_A_FIGURE else _read(match)
        meant = _carries_on(style, value, last)
        before = last.get(meant)
        last = {higher: count for higher, count in last.items() if higher < meant} | {meant: value}
        words = match.group().lstrip(" \u3000")
        start = offset + match.end() - len(words)
        _run_on(line, last)
        yield Numbered(start=start, words=words, style=style, value=value, meant=meant, before=before)


def in_chinese(value: int) -> str:
    """
    A number up to 99 in Chinese numerals.

    >>> in_chinese(3), in_chinese(12), in_chinese(20)
    ('三', '十二', '二十')
    """
    tens, ones = divmod(value, 10)
    words = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return words + (_DIGITS[ones] if ones else "")


def from_chinese(words: str) -> int:
    """
    The value of such numerals.

    >>> from_chinese("十五"), from_chinese("二十三"), from_chinese("七")
    (15, 23, 7)
    """
    tens, ten, ones = words.rpartition("十")
    value = (_DIGITS.index(tens) if tens in _DIGITS[1:] and tens else 1) * 10 if ten else 0
    return value + (_DIGITS.index(ones) if ones and ones in _DIGITS else 0)


def _run_on(line: str, last: dict[Style, int]) -> None:
    """Count the numbers that go on inside a line, where a break was lost: …规则。（八）负责…."""
    if "\t" in line or not last:
        return
    for match in _INSIDE.finditer(line):
        style, value = _read(match)
        if last.get(style) == value - 1:
            last[style] = value


def _next(line: str, last: dict[Style, int]) -> re.Match[str] | None:
    """A number right before a figure, if it is the next of its count."""
    match = _BEFORE_A_FIGURE.match(line)
    return match if match is not None and int(match["dot"]) == last.get(Style.DOT, 0) + 1 else None


def _read(match: re.Match[str]) -> tuple[Style, int]:
    if match["pause"]:
        return Style.PAUSE, from_chinese(match["pause"])
    if match["bracket"]:
        return Style.BRACKET, from_chinese(match["bracket"])
    if match["round"]:
        return Style.ROUND, int(match["round"])
    return Style.DOT, int(match["dot"])


def _carries_on(style: Style, value: int, last: dict[Style, int]) -> Style:
    """
    The style whose count a number continues: its own, unless only another one fits.
    """
    fits = {Style.ROUND: Style.BRACKET, Style.DOT: Style.PAUSE}
    other = fits.get(style)
    if value > 1 and other is not None and style not in last and last.get(other) == value - 1:
        return other
    return style
