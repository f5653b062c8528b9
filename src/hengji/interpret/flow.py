"""
Running text as its author wrote it: paragraphs put together again from lines that a page broke.

A paragraph is a span; the line breaks inside it count as nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hengji.domain.extract import Extract, Paragraph, Table

_ENDS = "。；！？：:;"
_STARTS_ANEW = re.compile(
    r"[ \t\u3000\u00a0]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9０-９]{1,3}[）)]"
    r"|[0-9０-９]{1,2}[、.．](?![0-9０-９])|第[一二三四五六七八九十]+[部章条]|注[:：]|附件"
    r"|[-—－ ]{0,2}[0-9]{1,3}[-—－ ]{0,2}\Z)|[ \t\u3000\u00a0]{4,}\S"
)
_CONTINUES = re.compile(r"[，。；、）)％%]|[万亿]?元|[0-9]")
_SHORTEST_BROKEN_LINE = 17
_RAGGED = 4
_INDENTED = 10
"""How much narrower the first line of a paragraph may be."""
_FULL_LINES = 3
_LONGEST_PARAGRAPH = 3000
_UNBROKEN = frozenset({"docx", "html", "xlsx", "doc", "wps", "pdf"})
_TITLE = re.compile(r"20[0-9]{2}.{2,40}(?:报告|说明|公开|总结|自评表|评价表|情况表|方案)\Z")
"""The first line of a text that names itself; it does not run on in the line below."""
_NARROW = re.compile("[\x00-\u2e7f]")
"""Signs half as wide as a Chinese one."""
_PROSE = re.compile(r"[，。；、：,;]")


def paragraphs(extract: Extract) -> Iterator[tuple[int, int]]:
    """
    The spans of all paragraphs outside tables, in order, broken lines joined.

    What is longer than any paragraph a person writes is cut at a full stop, so that time stays
    linear in the length of the text.
    """
    for start, end in _paragraphs(extract):
        yield from _cut(extract.text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_PARAGRAPH:
        limit = start + _LONGEST_PARAGRAPH
        stops = (text.rfind(stop, start + 1, limit) for stop in "。；，")
        cut = next((place + 1 for place in stops if place > 0), limit)
        yield start, cut
        start = cut
    yield start, end


def _paragraphs(extract: Extract) -> Iterator[tuple[int, int]]:
    width = _page_width(extract)
    start = end = first = -1
    last = ""
    for block in extract.blocks:
        if isinstance(block, Table):
            if start >= 0:
                yield start, end
            start = -1
            continue
        words = extract.text[block.start : block.end]
        if not words.strip():
            continue
        titled = start == first and _TITLE.search(last.rstrip()) is not None and not _PROSE.search(last)
        first = block.start if first < 0 else first
        near = start >= 0 and end + 1 >= block.start - 1 and not titled
        if near and _goes_on(last, words, block, extract.format, width):
            end = block.end
        else:
            if start >= 0:
                yield start, end
            start, end = block.start, block.end
        last = words
    if start >= 0:
        yield start, end


def _page_width(extract: Extract) -> int:
    """
    How wide the lines of a text are that was broken at the edge of a page; 0 where none was.

    Broken lines fill the page, so several of them are as wide as the widest.
    """
    if extract.format in _UNBROKEN:
        return 0
    widths = Counter(
        _width(extract.text[block.start : block.end])
        for block in extract.blocks
        if isinstance(block, Paragraph) and block.end - block.start >= _SHORTEST_BROKEN_LINE
    )
    if not widths:
        return 0
    widest = max(widths)
    full = sum(count for width, count in widths.items() if width >= widest - _RAGGED)
    return widest if full >= _FULL_LINES else 0


def _width(line: str) -> int:
    stripped = line.rstrip()
    return 2 * len(stripped) - len(_NARROW.findall(stripped))


def _goes_on(line: str, following: str, block: Paragraph, kind: str, width: int) -> bool:
    """Whether a line goes on in the next, because a page broke it there."""
    stripped = line.rstrip()
    if _STARTS_ANEW.match(following):
        return False
    if stripped.endswith(("以下方面：", "以下方面:")):
        return True
    if kind in _UNBROKEN or block.level is not None or block.numbering:
        return False
    if width and _width(line) >= width - _RAGGED:
        return True
    if (
        width
        and _width(line) >= width - _INDENTED
        and stripped[-1:] not in _ENDS
        and len(stripped) > _SHORTEST_BROKEN_LINE
    ):
        return not _STARTS_ANEW.match(line) or _PROSE.search(stripped) is not None
    if _STARTS_ANEW.match(line) and not _PROSE.search(_STARTS_ANEW.sub("", stripped, count=1)):
        return False
    if stripped[-1:] in _ENDS:
        return (
            stripped[-1:] in "；;"
            and _PROSE.search(stripped[:-1]) is not None
            and _PROSE.search(following) is not None
        )
    if len(stripped.strip()) >= _SHORTEST_BROKEN_LINE and (
        _PROSE.search(stripped) or _PROSE.search(following)
    ):
        return not width or _CONTINUES.match(following.lstrip()) is not None
    return bool(_PROSE.search(stripped)) and _CONTINUES.match(following.lstrip()) is not None
