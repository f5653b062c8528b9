"""
Texts whose pages printed a reading behind single characters: 5萬(wàn)元，接待3個(gè)批次.

The notes are taken out, the text is read, and every span is laid back over what was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from hengji.domain.figure import Figure

_NOTE = re.compile(r"[(（][a-z]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ][a-z]{0,4}[)）]")

_LOOKED_THROUGH = 20_000


def annotated(text: str) -> bool:
    """
    Whether characters of `text` carry their readings; a page that prints them does so from its head on.

    >>> annotated("萬(wàn)元"), annotated("（一）項目(2024)")
    (True, False)
    """
    return _NOTE.search(text, 0, _LOOKED_THROUGH) is not None


def read_without(text: str, read: Callable[[str], list[Figure]]) -> list[Figure]:
    """What `read` finds in `text` without its notes, with the spans of `text`."""
    plain: list[str] = []
    starts, shifts = [0], [0]  # from the plain place on the left, the text is so much farther on
    kept = length = 0
    for match in _NOTE.finditer(text):
        plain.append(text[kept : match.start()])
        length += match.start() - kept
        kept = match.end()
        starts.append(length)
        shifts.append(kept - length)
    plain.append(text[kept:])

    def place(at: int) -> int:
        return at + shifts[bisect_right(starts, at) - 1]

    figures = []
    for figure in read("".join(plain)):
        start, end = place(figure.start), place(figure.end - 1) + 1
        note = _NOTE.match(text, end)
        end = end if note is None else note.end()
        figures.append(figure._replace(quote=text[start:end], start=start, end=end))
    return figures
