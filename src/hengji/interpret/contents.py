"""
Titles without a number that a table of contents names: 名词解释, 2024年部门预算编制说明, 收入支出决算总表.

A budget prints 四、部门预算编制说明 in its contents and only 2024年部门预算编制说明 above the text itself.
What stands below such a title must not be said to stand in the last numbered section before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hengji.domain.extract import Extract, Paragraph

_HEAD = re.compile(r"\s*目\s*录\s*")
_ENTRY = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、])\s*(?=[^0-9\s]|20[0-9]{2}年)")
_NUMBERED = re.compile(r"\s*(?:第?[一二三四五六七八九十]{1,3}(?:、|部分)|[0-9]{1,2}[.．、])")
_PART = re.compile(r"\s*第[一二三四五六七八九十]{1,3}部分")
_LEADERS = re.compile(r"\s*(?:…|\.{3,}|．{3,}|·{3,})[…．.·\s]*(?:[0-9]+(?=\s*$))?\s*")
_GENERAL = re.compile(r"(?:20[0-9]{2}年度?)?(?:部门|单位|项目|预算单位)?")
_BLANKS = re.compile(r"\s+")
_ENDS = "。；！？，：:;"
_FEWEST = 3
_SHORTEST = 4
_LONGEST = 40
_WITHIN = 40
"""The contents stand on the first page or not at all."""
_MOST_ENTRIES = 80


@dataclass(frozen=True, slots=True)
class Titles:
    """Where the contents stand, the offsets of the titles they name, and whether these lie below parts."""

    start: int
    end: int
    offsets: frozenset[int]
    below_parts: bool


def titles(extract: Extract) -> Titles | None:
    """The titles without a number that the contents of a document name; `None` where there are none."""
    blocks = [block for block in extract.blocks if isinstance(block, Paragraph)]
    lines = [extract.text[block.start : block.end] for block in blocks[:_WITHIN]]
    head = next((at for at, line in enumerate(lines) if _HEAD.fullmatch(line)), None)
    if head is None:
        return None
    last = head + 1
    while last < len(blocks) and last - head <= _MOST_ENTRIES:
        if not _NUMBERED.match(extract.text[blocks[last].start : blocks[last].end]):
            break
        last += 1
    start, end = blocks[head].start, blocks[last - 1].end
    whole, tails = _entries(extract.text[blocks[head].end : end])
    if len(tails) < _FEWEST:
        return None
    offsets = frozenset(
        block.start
        for block in blocks[last:]
        if _is_named(extract.text[block.start : block.end], whole, tails)
    )
    parts = any(_PART.match(extract.text[block.start : block.end]) for block in blocks[head:last])
    return Titles(start, end, offsets, parts) if offsets else None


def _entries(contents: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The entries as printed, and what of the numbered ones a title in the text must end with."""
    whole, tails = set(), []
    for line in contents.split("\n"):
        for piece in _LEADERS.split(line):
            entry = _BLANKS.sub("", _ENTRY.sub("", piece, count=1))
            if not _SHORTEST <= len(entry) <= _LONGEST:
                continue
            whole.add(entry)
            tail = _GENERAL.sub("", entry, count=1)
            if len(tail) >= _SHORTEST:
                tails.append(tail)
    return frozenset(whole), tuple(dict.fromkeys(tails))


def _is_named(line: str, whole: frozenset[str], tails: tuple[str, ...]) -> bool:
    """Whether a line is a title of the contents: its words, the unit's name or the year before them."""
    words = _BLANKS.sub("", line)
    if not _SHORTEST <= len(words) <= _LONGEST or words[-1] in _ENDS or _NUMBERED.match(words):
        return False
    return words in whole or words.endswith(tails)
