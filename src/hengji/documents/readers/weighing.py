"""
How much a file may become when it is opened, before anything opens it.

What stays small is read where we are; what may grow is read in a child with limits; what grows
beyond all measure is refused here.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from hengji.documents.readers import container, pdf_whole
from hengji.documents.readers.container import refused

IN_PROCESS_BYTES: Final = 64 * 1024 * 1024
MAX_INFLATED_BYTES: Final = 200 * 1024 * 1024

_XML_GROWS: Final = 6
"""A tree takes some ten times its XML; a sixth part of the room is let in unconfined."""
_HTML_GROWS: Final = 8
_PDF_GROWS: Final = 24
"""An object for every glyph drawn takes far more than the bytes that draw it."""
_OLE_GROWS: Final = 4
_WORDS: Final = "WordDocument".encode("utf-16-le")
_SHEETS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
"""Names of streams: an old spreadsheet has one of these and none of Word's."""
_COUNTS_ABOVE: Final = 256
"""Deflate grows at most a thousandfold, so smaller streams cannot hurt."""
_FONTS_TRUSTED: Final = 256 * 1024
"""Compressed bytes of what says it is a font; even at a thousandfold they fit."""
_CHUNK: Final = 64 * 1024
_STREAM: Final = re.compile(rb"stream\r?\n")
_FONT: Final = re.compile(rb"/Length1\b|/(?:Type1C|CIDFontType0C)\b")
_FILTERS: Final = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_MOST_FILTERS: Final = 2
_RELOAD: Final = "请由原文件重新导出 PDF，或提供 Word 原文件"


def weigh(content: bytes) -> int:
    """Roughly the bytes that reading will take; raises `UnreadableDocument` beyond all measure."""
    if container.is_package(content):
        package = container.Package(content)
        return _XML_GROWS * sum(package.size(name) for name in package.names if name.endswith(".xml"))
    if b"%PDF-" in content[:1024]:
        drawn = max(inflated_bytes(content), pdf_whole.expanded_bytes(content))
        return max(drawn * _PDF_GROWS, len(content) * _OLE_GROWS)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if _WORDS not in content and any(name in content for name in _SHEETS):
            # Their reader is compiled and gives up with a panic on damage: better in a child.
            return max(len(content) * _OLE_GROWS, IN_PROCESS_BYTES + 1)
        return len(content) * _OLE_GROWS
    if b"<" in content[:4096]:
        return len(content) * _HTML_GROWS
    return len(content)


def inflated_bytes(content: bytes) -> int:
    """What the larger streams of a PDF inflate to, counted in pieces that are thrown away."""
    total, fonts = 0, 0
    for match in _STREAM.finditer(content):
        start = match.end()
        if content[match.start() - 3 : match.start()] == b"end":
            continue
        head = content[max(0, match.start() - 512) : match.start()]
        head = head[head.rfind(b"obj") + 3 :]
        if len(_FILTERS.findall(head)) > _MOST_FILTERS:
            raise refused("PDF 中有层层压缩的内容，不像正常的文件", _RELOAD)
        end = content.find(b"endstream", start)
        end = len(content) if end < 0 else end
        if _FONT.search(head) and fonts + end - start < _FONTS_TRUSTED:
            fonts += end - start
            continue
        if end - start > _COUNTS_ABOVE and (b"FlateDecode" in head or b"/Fl" in head):
            total += _inflated(content, start, end, MAX_INFLATED_BYTES - total)
        if total > MAX_INFLATED_BYTES:
            megabytes = MAX_INFLATED_BYTES // 1024 // 1024
            raise refused(f"PDF 展开后超过 {megabytes} MB", "请删去大图后重新导出再试")
    return total


def _inflated(content: bytes, start: int, end: int, room: int) -> int:
    inflater = zlib.decompressobj()
    size = 0
    waiting: bytes | memoryview = memoryview(content)[start:end]
    try:
        while waiting and not inflater.eof and size <= room:
            size += len(inflater.decompress(waiting, _CHUNK))
            waiting = inflater.unconsumed_tail
    except zlib.error:
        # Not ours to mend: PDFium reads what it can, and says so.
        return size
    return size
