"""
Whether a PDF holds all that it says it shows.

PDFium shows an empty page where the content of a page is damaged or missing, and fewer pages where
the tree miscounts them, without a word.  A shorter report is worse than none, so what the pages
refer to is followed here a second time (`pdf_objects`), and what is not there is refused.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from hengji.documents.readers import pdf_objects
from hengji.documents.readers.container import refused
from hengji.documents.readers.pdf_objects import Object, Soundness
from hengji.domain.problem import UnreadableDocument

_TAIL: Final = 8192
_FLATE: Final = frozenset({b"/FlateDecode", b"/Fl"})
_RUNS: Final = frozenset({b"/RunLengthDecode", b"/RL"})
_WORDLESS: Final = re.compile(rb"/Image\b|/Metadata\b|/EmbeddedFile\b|/Alternate\b|/XML\b")
"""Streams that no word depends on: pictures, colours, what is told about the file, files within it."""
_FONT: Final = re.compile(rb"/Length[123]\b|/(?:Type1C|CIDFontType0C|OpenType)\b")
"""Of a font that is damaged PDFium leaves single characters out: 万元 becomes 元."""
_LONGEST_RUNS: Final = 20_000_000 // 64
"""PDFium unfolds runs to twenty million bytes and no further."""
_MOST_LEAVES: Final = 200_000
_PAGE: Final = re.compile(rb"/Page\b|/MediaBox\b")
_SUBSECTION: Final = re.compile(
    rb"[\0\t\n\f\r ]{0,8}([0-9]{1,10})[\0\t\n\f\r ]{1,8}([0-9]{1,10})[\0\t\n\f\r ]{1,8}"
)
_ENTRY: Final = re.compile(rb"([0-9]{10})[\0\t\n\f\r ]([0-9]{5})[\0\t\n\f\r ]([nf])")
_MOST_ENTRIES: Final = 1_000_000
_ACTIVE: Final = (
    (re.compile(rb"/(?:JavaScript|JS|Launch|ImportData|SubmitForm)\b"), "文件含脚本或自动动作，没有运行"),
    (re.compile(rb"/(?:EmbeddedFile|RichMedia)\b"), "文件内嵌有其他文件，没有打开，也没有读入"),
)
_RELOAD: Final = "请由原文件重新导出 PDF，或重新下载，或提供 Word 原文件"


def check(content: bytes, pages: int) -> list[str]:
    """
    What the file holds besides its pages, in Chinese: scripts, programs to start, files.

    Raises `UnreadableDocument` where `pages` pages of PDFium would be less than the file holds.
    """
    tail = content.rstrip(b"\0\t\n\f\r ")[-_TAIL:]
    if b"startxref" not in tail and b"%%EOF" not in tail:
        raise refused("PDF 不完整，缺少结尾", _RELOAD)
    if b"/Encrypt" in content:
        return []  # what lies in the streams is only for whoever has unlocked them
    found = pdf_objects.objects(content)
    _check_streams(content, found)
    _check_pages(content, found, pages)
    return [words for mark, words in _ACTIVE if any(mark.search(one.head) for one in found.values())]


def _check_pages(content: bytes, found: dict[int, Object], pages: int) -> None:
    leaves = _leaves(content, found)
    if leaves is None:
        return
    if len(leaves) > pages:
        raise refused(f"PDF 里有 {len(leaves)} 页，页面目录却只列出 {pages} 页", _RELOAD)
    moved = _moved(content)
    for page, leaf in enumerate(leaves, start=1):
        _check_page(found, page, leaf, moved)


def _check_streams(content: bytes, found: dict[int, Object]) -> None:
    other: list[int] = []
    agreeing = 0
    for number, one in found.items():
        if not one.is_stream or _WORDLESS.search(one.head):
            continue
        filters = one.filters
        if len(filters) == 1 and filters[0] in _FLATE:
            match pdf_objects.soundness(content[one.start : one.end]):
                case Soundness.BROKEN:
                    raise _broken(number)
                case Soundness.OTHER_CHECKSUM:
                    other.append(number)
                case Soundness.WHOLE:
                    agreeing += 1
        elif _RUNS & set(filters) and one.end - one.start > _LONGEST_RUNS:
            raise refused(f"PDF 中第 {number} 号内容展开后过大", _RELOAD)
    if other and agreeing >= len(other):
        # Programs that never get their checksums right exist; damage hits a few of many.
        raise _broken(other[0])


def _broken(number: int) -> UnreadableDocument:
    return refused(f"PDF 中第 {number} 号内容已损坏或不完整", _RELOAD)


def _leaves(content: bytes, found: dict[int, Object]) -> list[int] | None:
    """The pages in order, by the numbers of their objects; `None` where the tree cannot be followed."""
    catalogue = found.get(pdf_objects.root(content) or 0)
    top = None if catalogue is None else pdf_objects.references(catalogue.head, b"Pages")
    if not top:
        return None
    leaves: list[int] = []
    seen: set[int] = set()
    waiting = [top[0]]
    while waiting and len(leaves) <= _MOST_LEAVES:
        number = waiting.pop()
        node = found.get(number)
        if node is None:
            raise _lost(len(leaves) + 1)
        kids = pdf_objects.references(node.head, b"Kids")
        if kids is None:
            leaves.append(number)
        elif number not in seen:
            seen.add(number)
            waiting += reversed(_resolved(found, kids))
    return leaves


def _resolved(found: dict[int, Object], listed: list[int]) -> list[int]:
    """A list that stands in an object of its own, as its items."""
    if len(listed) == 1:
        inner = found.get(listed[0])
        if inner is not None and inner.head.lstrip(b"\0\t\n\f\r ").startswith(b"["):
            return pdf_objects.references(b"/X" + inner.head, b"X") or []
    return listed


def _check_page(found: dict[int, Object], page: int, leaf: int, moved: set[int]) -> None:
    node = found[leaf]
    shown = pdf_objects.references(node.head, b"Contents")
    if shown is None:
        if not _PAGE.search(node.head):
            raise _lost(page)
        return
    for number in _resolved(found, shown):
        held = found.get(number)
        if held is None or not held.is_stream or number in moved or leaf in moved:
            raise _lost(page)


def _lost(page: int) -> UnreadableDocument:
    return refused(f"PDF 第 {page} 页的内容缺失", _RELOAD)


def _moved(content: bytes) -> set[int]:
    """
    Objects that do not lie where the newest plain table says.

    Where even the first is not in its place PDFium gives the table up and looks for itself.
    """
    at = content.rfind(b"startxref")
    place = re.compile(rb"startxref[\0\t\n\f\r ]{0,8}([0-9]{1,10})").match(content, at)
    shift = max(content.find(b"%PDF-"), 0)
    if place is None:
        return set()
    moved: set[int] = set()
    first = True
    for number, offset in _table(content, int(place.group(1)) + shift):
        beginning = content[offset + shift : offset + shift + 24].lstrip(b"\0\t\n\f\r ")
        if not beginning.startswith(b"%d " % number):
            if first:
                return set()
            moved.add(number)
        first = False
    return moved


def _table(content: bytes, at: int) -> list[tuple[int, int]]:
    """The objects in use and their places, of the plain table that stands there; none for other kinds."""
    if content[at : at + 4] != b"xref":
        return []
    at += 4
    entries: list[tuple[int, int]] = []
    while (section := _SUBSECTION.match(content, at)) is not None:
        at = section.end()
        for number in range(int(section.group(1)), int(section.group(1)) + int(section.group(2))):
            entry = _ENTRY.match(content, at)
            if entry is None or len(entries) > _MOST_ENTRIES:
                return entries
            if entry.group(3) == b"n":
                entries.append((number, int(entry.group(1))))
            at = entry.end()
            while content[at : at + 1] in {b"\r", b"\n", b" "}:
                at += 1
    return entries


def expanded_bytes(content: bytes) -> int:
    """
    At most how many bytes of drawing the forms of a PDF come to, each counted as often as it is drawn.

    Forms may draw forms: a few hundred bytes can ask for a milliard of drawings.
    """
    if b"/Form" not in content:
        return 0
    longest, product, drawings = 0, 1, 0
    for one in pdf_objects.objects(content).values():
        if not one.is_stream or _WORDLESS.search(one.head) or _FONT.search(one.head):
            continue
        held = _unfolded(content, one)
        count = len(_DRAWING.findall(held))
        if b"/Form" not in one.head:
            drawings += count
            continue
        longest = max(longest, len(held))
        product = min(product * max(count, 1), 1 << 40)
    return longest * product * drawings


_DRAWING: Final = re.compile(rb"(?<![A-Za-z])Do(?![A-Za-z])")
_LONGEST_DRAWING: Final = 1 << 23


def _unfolded(content: bytes, one: Object) -> bytes:
    held = content[one.start : one.end]
    if not _FLATE & set(one.filters):
        return held
    try:
        return zlib.decompressobj().decompress(held, _LONGEST_DRAWING)
    except zlib.error:
        return b""
