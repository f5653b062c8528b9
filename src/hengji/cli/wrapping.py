"""
Lines of a terminal: Chinese may part anywhere but before its stops, figures and words never do.

A terminal left to itself breaks at its last column, in the middle of 1,286.40 and without the
indent of the lines above, and what a finding says next to it is no longer seen at a glance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rich.text import Text

_PIECE: Final = re.compile(r"[ \u3000]+|[!-~][!-~÷×＋－＝％]*|.")
"""Blanks, a figure with its arithmetic, or a single sign."""
_NEVER_FIRST: Final = frozenset("，。；：、？！）》”’】」』…％")
_NEVER_LAST: Final = frozenset("（《“‘【「『")
_NARROWEST: Final = 20
_LEAD: Final = re.compile(r" *(?:→ |※ |\d+\. )?")
_MOST_INDENT: Final = 8


def wrapped(line: Text, width: int) -> list[Text]:
    """
    The line in pieces that fit `width` columns, the later ones indented as its words are.

    >>> [one.plain for one in wrapped(Text("  得分合计96.5分，文中印为1,286.40万元。"), 24)]
    ['  得分合计96.5分，文中印', '  为1,286.40万元。']
    """
    if width < _NARROWEST or columns(line.plain) <= width:
        return [line]
    lead = _LEAD.match(line.plain)
    indent = " " * min(_MOST_INDENT, 0 if lead is None else len(lead[0]))
    parts = line.divide(_breaks(line.plain, width, len(indent)))
    return [parts[0], *(Text(indent).append_text(_begun(part)) for part in parts[1:])]


def columns(words: str) -> int:
    """
    The columns that words take at most: “ … ÷ take two where a terminal is set up for Chinese, else one.

    >>> columns("占36%"), columns("“三公”")
    (5, 8)
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in words)


def _begun(part: Text) -> Text:
    """A line that goes on, without the blanks that parted it from what came before."""
    blanks = len(part.plain) - len(part.plain.lstrip(" \u3000"))
    return part[blanks:] if blanks else part


def _breaks(words: str, width: int, indent: int) -> Iterator[int]:
    """The offsets that the later lines begin at."""
    room, used = width, 0
    for start, end in _together(words, width - indent):
        needed = columns(words[start:end])
        if used + needed > room and not words[start:end].isspace():
            yield start
            room, used = width - indent, 0
        used += needed


def _together(words: str, most: int) -> Iterator[tuple[int, int]]:
    """Spans that no line may part: a sign with the stops behind it, an opening mark with what follows."""
    offsets = [match.start() for match in _PIECE.finditer(words)] + [len(words)]
    first = 0
    for at, until in pairwise(offsets):
        stop = words[until : until + 1]
        bound = stop and (stop in _NEVER_FIRST or words[at] in _NEVER_LAST)
        if bound and columns(words[first : until + 1]) <= most:
            continue
        if columns(words[first:until]) > most:
            # An address, or digits without end: there is no other place to part them.
            yield from ((sign, sign + 1) for sign in range(first, until))
        else:
            yield first, until
        first = until
