"""
Reasons in running text: whether one is given beside a figure, and what follows 主要原因.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hengji.audit import reading
from hengji.audit.rule import DocumentCase, FilingCase, once

REASON = re.compile(
    r"原因|由于|因为|因(?!此|而|素|公|地制宜|子|故障)|影响|导致|所致|鉴于|主要[是系]|系[^统列数]"
)
_FARTHEST = 2000
"""A text without line breaks must not be searched from its beginning for every figure."""
_GIVEN = re.compile(
    # One sign first, so that the engine skips ahead to it.
    r"[原主](?:(?<=原)因(?:[是为：:]|主要[是为]|在于)+"
    r"|(?<=主)要[是系]?(?:由于|因为)|(?<=，主)要[是系](?!由于|因为|原因))"
    r"[ \t]{0,4}\n?[ \t]{0,4}"
    r"(?P<words>[^。；\n]{0,200}(?:\n[^。；\n]{0,200})?)(?P<stop>[。；]?)"
)
_NUMBERED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A reason as it is printed after 主要原因是, with its span."""

    words: str
    start: int
    end: int


def beside(case: DocumentCase, start: int, end: int) -> bool:
    """Whether the paragraph around a span, or the one after it, gives a reason."""
    first, last = _paragraph(case.text, start, end)
    after = case.text.find("\n", last + 1, last + _FARTHEST)
    return bool(REASON.search(case.text, first, last + _FARTHEST if after < 0 else after))


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    first = text.rfind("\n", max(start - _FARTHEST, 0), start) + 1
    last = text.find("\n", end, end + _FARTHEST)
    return first or max(start - _FARTHEST, 0), min(end + _FARTHEST, len(text)) if last < 0 else last


def about(case: DocumentCase, topic: re.Pattern[str]) -> bool:
    """Whether any sentence of the document gives a reason for a topic."""
    for match in topic.finditer(case.text):
        if REASON.search(reading.sentence(case.text, *match.span())):
            return True
    return False


def of_indicator(case: FilingCase, title: str) -> bool:
    """Whether the words around a form give a reason in a sentence that names the indicator."""
    text = "" if case.text is None else case.text.text
    start = text.find(title)
    while case.text is not None and start >= 0:
        end = start + len(title)
        if in_prose(case.text, start) and REASON.search(
            reading.sentence(text, start, end).replace(title, "")
        ):
            return True
        start = text.find(title, end)
    return False


@once
def given(case: DocumentCase) -> tuple[Given, ...]:
    """
    Every reason that is announced as one and ended by a stop; a page may have broken its line.

    What runs on without a stop, into a list or the next heading, is left to the reader.
    """
    return tuple(
        Given(words="".join(words.split()).strip("，、"), start=match.start("words"), end=match.end("words"))
        for match in _GIVEN.finditer(case.text)
        if match["stop"] and not _NUMBERED.match(words := match["words"])
    )


def in_prose(case: DocumentCase, start: int) -> bool:
    """Whether a position stands in running text, not in a row of a table."""
    first, last = _paragraph(case.text, start, start)
    return "\t" not in case.text[first:last]
