"""
The numbers that Word computes and never stores: 一、（一）1.（1）①.

A list (`w:num`) points to a pattern (`w:abstractNum`) of nine levels; all lists of one pattern
count together, unless one says where it starts anew.  A level starts anew after any level above
it was used, unless it says after which.  ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from hengji.documents.readers.counting import counted
from hengji.documents.readers.docx_styles import Style, Styles, W, integer, value

_LEVELS: Final = 9
_SLOT: Final = re.compile(r"%([1-9])")
_CLOSED: Final = re.compile(r"[\u2460-\u249b\u3220-\u32bf]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    pattern: str
    number_format: str
    start: int
    restart: int | None
    legal: bool
    style: str | None


@dataclass(slots=True)
class _Counters:
    values: list[int | None]
    started: set[str]


class Numbering:
    """The lists of one document, counting as its paragraphs go by."""

    __slots__ = ("_counters", "_levels", "_own_levels", "_patterns", "_starts", "_styles")

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._patterns: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._own_levels: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, _Counters] = {}
        if root is not None:
            self._load(root)

    def label(self, properties: etree._Element | None, style: Style) -> str:
        """
        The number of the paragraph with these properties and this style; empty for none.

        Counts on: call it once a paragraph, in order.
        """
        number = None if properties is None else properties.find(W + "numPr")
        list_id = None if number is None else value(number, "numId")
        level = None if number is None else integer(value(number, "ilvl"))
        if list_id is None:
            list_id = style.list_id
            if list_id is None:
                return ""
            level = self._bound_level(list_id, style) if level is None else level
        if list_id == "0" or list_id not in self._patterns:
            return ""
        return self._advance(list_id, min(max(level or 0, 0), _LEVELS - 1))

    def _bound_level(self, list_id: str, style: Style) -> int:
        pattern = self._patterns.get(list_id)
        for index, level in self._levels.get(pattern or "", {}).items():
            if level.style is not None and level.style == style.list_style:
                return index
        return style.list_level or 0

    def _advance(self, list_id: str, index: int) -> str:
        pattern = self._patterns[list_id]
        counters = self._counters.setdefault(pattern, _Counters([None] * _LEVELS, set()))
        self._start_anew(list_id, counters)
        level = self._level(list_id, index)
        if level is None:
            return ""
        current = counters.values[index]
        counters.values[index] = level.start if current is None else current + 1
        for below in range(index + 1, _LEVELS):
            deeper = self._level(list_id, below)
            restart = None if deeper is None else deeper.restart
            # Zero: never; n: only after level n; nothing said: after any level above.
            if restart is None or (restart != 0 and index < restart):
                counters.values[below] = None
        return self._write(list_id, index, level, counters)

    def _start_anew(self, list_id: str, counters: _Counters) -> None:
        if list_id in counters.started:
            return
        counters.started.add(list_id)
        starts = self._starts.get(list_id, {})
        for index, start in starts.items():
            counters.values[index] = start - 1
        for below in range(min(starts, default=_LEVELS) + 1, _LEVELS):
            if below not in starts:
                counters.values[below] = None

    def _write(self, list_id: str, index: int, level: _Level, counters: _Counters) -> str:
        if level.number_format in {"bullet", "none"} and "%" not in level.pattern:
            # A bullet is a mark, not a number; fixed words without a count (附：) are printed.
            return "" if level.number_format == "bullet" else level.pattern

        def slot(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            shown = self._level(list_id, at)
            number_format = "decimal" if shown is None else shown.number_format
            if level.legal and at != index and number_format not in {"none", "decimalZero"}:
                number_format = "decimal"
            if level.legal and at == index:
                number_format = "decimal"
            count = counters.values[at]
            if count is None:
                count = 1 if shown is None else shown.start
                counters.values[at] = count
            return counted(count, number_format)

        return _SLOT.sub(slot, level.pattern)

    def _level(self, list_id: str, index: int) -> _Level | None:
        own = self._own_levels.get(list_id, {}).get(index)
        return own if own is not None else self._levels.get(self._patterns[list_id], {}).get(index)

    def _load(self, root: etree._Element) -> None:
        links: dict[str, str] = {}
        for pattern in root.iterchildren(W + "abstractNum"):
            pattern_id = pattern.get(W + "abstractNumId")
            if pattern_id is None:
                continue
            self._levels[pattern_id] = dict(_levels(pattern))
            link = value(pattern, "numStyleLink")
            if link is not None:
                links[pattern_id] = link
        for number in root.iterchildren(W + "num"):
            list_id, pattern_id = number.get(W + "numId"), value(number, "abstractNumId")
            if list_id is None or pattern_id is None:
                continue
            self._patterns[list_id] = pattern_id
            for override in number.iterchildren(W + "lvlOverride"):
                self._own_levels.setdefault(list_id, {}).update(_levels(override))
                index, start = integer(override.get(W + "ilvl")), integer(value(override, "startOverride"))
                if index is not None and start is not None and 0 <= index < _LEVELS:
                    self._starts.setdefault(list_id, {})[index] = start
        for pattern_id, link in links.items():
            # A pattern that only names a list style borrows the levels of that style's list.
            target = self._patterns.get(self._styles.of(link).list_id or "")
            if target is not None and not self._levels[pattern_id]:
                self._levels[pattern_id] = self._levels.get(target, {})


def _levels(parent: etree._Element) -> list[tuple[int, _Level]]:
    found = []
    for element in parent.iterchildren(W + "lvl"):
        index = integer(element.get(W + "ilvl"))
        if index is None or not 0 <= index < _LEVELS:
            continue
        start = integer(value(element, "start"))
        legal = element.find(W + "isLgl")
        level = _Level(
            pattern=value(element, "lvlText") or "",
            number_format=_number_format(element),
            start=0 if start is None else start,
            restart=integer(value(element, "lvlRestart")),
            legal=legal is not None and legal.get(W + "val", "1") not in {"0", "false", "off"},
            style=value(element, "pStyle"),
        )
        found.append((index, level))
    return found


def _number_format(level: etree._Element) -> str:
    """The format, also where a newer one stands in an alternative beside its fallback."""
    for element in level.iter(W + "numFmt"):
        stated: str | None = element.get(W + "val")
        if stated and stated != "custom":
            return stated
    return "decimal"


def numbered(number: str, words: str) -> str:
    """
    The number before its words, with a blank where they would run into each other.

    >>> numbered("（一）", "部门职能"), numbered("1.", "预算编制"), numbered("第一章", "总则")
    ('（一）部门职能', '1.预算编制', '第一章 总则')
    >>> numbered("1.", "50万元")
    '1. 50万元'
    """
    if not number or number[-1].isspace():
        return number + words
    runs_into = number[-1].isalnum() and not _CLOSED.search(number)
    if number[-1] in ".．" and words[:1].isascii() and words[:1].isalnum():
        runs_into = True
    return f"{number} {words}" if runs_into and words else number + words
