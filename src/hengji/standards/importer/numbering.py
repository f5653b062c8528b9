"""
Levels that stand in one column, told apart by their numbering: 一、 above （一） above 1.

Many tables have a single column of names.  Where every name bears a number of such a kind, and more
than one kind occurs, the numbers say which criterion belongs to which; otherwise nothing is assumed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hengji.standards.importer.tree import Branch

_CHINESE: Final = "[一二三四五六七八九十]{1,3}"
_KINDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第{_CHINESE}(?:部分|项|类)[、:.\s]*",
        rf"{_CHINESE}[、.]\s*",
        rf"\({_CHINESE}\)[、.]?\s*",
        r"[0-9]{1,2}(?:[、.](?![0-9])|\s+)\s*",
        r"\([0-9]{1,2}\)[、.]?\s*",
        r"[\u2460-\u2473]\s*",
    )
)
"""From the highest level to the lowest, as official writing numbers its headings (GB/T 9704)."""


def nested(branches: list[Branch]) -> list[Branch]:
    """
    The branches of one column, put below each other by their numbering, the numbers taken away.

    They come back as they are where a name has no number, all numbers are of one kind, or the
    first is not of the highest.
    """
    kinds = [_kind(branch.title) for branch in branches]
    found = [kind for kind in kinds if kind is not None]
    if len(found) < len(branches) or len({rank for rank, _ in found}) < 2:  # noqa: PLR2004 - two kinds make levels
        return branches
    if found[0][0] != min(rank for rank, _ in found):
        return branches
    tops: list[Branch] = []
    open_above: list[tuple[int, Branch]] = []
    for branch, (rank, bare) in zip(branches, found, strict=True):
        branch.title = bare
        while open_above and open_above[-1][0] >= rank:
            open_above.pop()
        (open_above[-1][1].children if open_above else tops).append(branch)
        open_above.append((rank, branch))
    return tops


def _kind(title: str) -> tuple[int, str] | None:
    """
    The rank of the numbering and the title without it.

    >>> _kind("（一）自评工作情况"), _kind("3．报送质量"), _kind("预算执行率"), _kind("2024年支出")
    ((2, '自评工作情况'), (3, '报送质量'), None, None)
    """
    # ① would become a bare 1, so the circled numbers are looked for as they stand
    words = title if title[:1] in "①②③④⑤⑥⑦⑧⑨⑩" else _half_width_marks(title)
    for rank, pattern in enumerate(_KINDS):
        match = pattern.match(words)
        if match is not None and words[match.end() :]:
            return rank, title[match.end() :]
    return None


def _half_width_marks(title: str) -> str:
    """Brackets, points and digits in half width, character by character, so that lengths agree."""
    return "".join(narrow if len(narrow := unicodedata.normalize("NFKC", one)) == 1 else one for one in title)
