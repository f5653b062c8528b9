"""
Running text as its author wrote it: paragraphs put together again from lines that a page broke.

A paragraph is a span; the line breaks inside it count as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.extract import Extract, Paragraph, Table

_ENDS = "。；！？：:;"
_STARTS_ANEW = re.compile(
    r"[ \t\u3000\u00a0]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9０-９]{1,3}[）)]|[0-9０-９]{1,2}[、.．](?![0-9０-９])"
    r"|第[一二三四五六七八九十]+[部章条]|注[:：]|附件|[-—－ ]{0,2}[0-9]{1,3}[-—－ ]{0,2}\Z)|[ \t\u3000\u00a0]{4,}\S"
)
_CONTINUES = re.compile(r"[，。；、）)％%]|[万亿]?元|[0-9]")
_SHORTEST_BROKEN_LINE = 17
_PROSE = re.compile(r"[，。；、：]")


def paragraphs(extract: Extract) -> Iterator[tuple[int, int]]:
    """The spans of all paragraphs outside tables, in order, broken lines joined."""
    start = end = -1
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
        if start >= 0 and end + 1 >= block.start - 1 and _goes_on(last, words, block, extract.format):
            end = block.end
        else:
            if start >= 0:
                yield start, end
            start, end = block.start, block.end
        last = words
    if start >= 0:
        yield start, end


def _goes_on(line: str, following: str, block: Paragraph, kind: str) -> bool:
    """Whether a line goes on in the next: only where a page broke it, never behind a full stop."""
    if kind in {"docx", "html", "xlsx"} or block.level is not None or block.numbering:
        return False
    stripped = line.rstrip()
    if stripped[-1:] in _ENDS or _STARTS_ANEW.match(following):
        return False
    if len(stripped.strip()) >= _SHORTEST_BROKEN_LINE and _PROSE.search(stripped):
        return True
    return bool(_PROSE.search(stripped)) and _CONTINUES.match(following.lstrip()) is not None
