"""
Texts with something between the signs of a figure: 5萬(wàn)元，接待3個(gè)批次; 增加到3 2 5 1 亿美元.

Pages printed a reading behind single characters, or set every digit apart.  What stands between is
taken out, the text is read, and every span is laid back over what was printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from hengji.domain.figure import Figure

_NOTE = re.compile(r"[(（][a-z]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ][a-z]{0,4}[)）]")

_SET_APART = re.compile(
    # A row of a table has a blank before its first digit too; a figure of a sentence has a word there.
    r"[1-9１-９](?<=[\u4e00-\u9fff][1-9１-９])"
    r"(?:(?: [0-9０-９]){2,20}(?: ?[.．](?: ?[0-9０-９]){1,6})?"
    r"|(?: [0-9０-９]){1,20} ?[.．](?: ?[0-9０-９]){1,6})"
    r"(?= ?[\u4e00-\u9fff%％])"
)
_BLANK_BETWEEN = re.compile(r" (?<=[0-9０-９] )[0-9０-９]")
"""What digits set apart have in any case; it begins with its blank, so most texts are run through quickly."""
_LOOKED_THROUGH = 20_000


def without(text: str, read: Callable[[str], list[Figure]]) -> list[Figure] | None:
    """
    What `read` finds in `text` without its notes or between digits set apart; `None` where there are none.
    """
    if annotated(text):
        return _read_without(text, read, [match.span() for match in _NOTE.finditer(text)])
    if _BLANK_BETWEEN.search(text) is None or _SET_APART.search(text) is None:
        return None
    return _read_without(text, read, list(_gaps(text)))


def annotated(text: str) -> bool:
    """
    Whether characters of `text` carry their readings; a page that prints them does so from its head on.

    >>> annotated("萬(wàn)元"), annotated("（一）項目(2024)")
    (True, False)
    """
    return _NOTE.search(text, 0, _LOOKED_THROUGH) is not None


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """The blanks inside numbers whose digits are set apart."""
    for match in _SET_APART.finditer(text):
        for place in range(*match.span()):
            if text[place] == " ":
                yield place, place + 1


def _read_without(
    text: str, read: Callable[[str], list[Figure]], spans: list[tuple[int, int]]
) -> list[Figure]:
    """What `read` finds in `text` without those spans, with the places of `text`."""
    plain: list[str] = []
    starts, shifts = [0], [0]  # from the plain place on the left, the text is so much farther on
    kept = length = 0
    for first, last in spans:
        plain.append(text[kept:first])
        length += first - kept
        kept = last
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
