"""
The inner order of a Word 97–2003 file: where its text lies and what is said about each stretch.

A file begins with the FIB, a table of offsets.  The text lies in pieces; pages of 512 bytes (FKP)
say for ranges of file positions which properties hold, as little operations (sprm).  [MS-DOC].
"""

from __future__ import annotations

import itertools
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from hengji.documents.readers.container import refused

_MAGIC: Final = 0xA5EC
_OLDER: Final = frozenset({0xA5DC, 0xA697, 0xA699, 0xA59B, 0xA59C})
"""What files of Word 2 to 95 begin with."""
_OLDEST: Final = 101
"""The FIB's version; Word 6 and 95 are older and lie otherwise."""
_ENCRYPTED: Final = 0x0100
_SECOND_TABLE: Final = 0x0200
_PAGE: Final = 512
_COMPRESSED: Final = 0x4000_0000
_MOST_PIECES: Final = 1_000_000
_SAVE_AS: Final = "请用 WPS 或 Word 打开，另存为 docx 后再试"
_CHECK: Final = (
    "请用 WPS 或 Word 打开，核对内容完整后另存为 docx 再试；打不开就重新下载，或向报送单位要原文件"
)

# Offsets in the FIB of pairs (position, length) in the table stream.
CLX: Final = 0x01A2
CHARACTER_PAGES: Final = 0x00FA
PARAGRAPH_PAGES: Final = 0x0102
STYLES: Final = 0x00A2
LISTS: Final = 0x02E2
LIST_FORMATS: Final = 0x02EA

_PART_LENGTHS: Final = 0x4C
"""Main text, footnotes, headers, (macros), comments, endnotes, text boxes, header text boxes."""


def is_older(document: bytes) -> bool:
    """Whether the stream of the text is of Word 95 or before, which we do not read ourselves."""
    magic = document[:2]
    old = magic in {struct.pack("<H", one) for one in _OLDER}
    return old or (magic == struct.pack("<H", _MAGIC) and 0 < _u16(document, 2) < _OLDEST)


def damaged() -> Exception:
    """The refusal of a file whose tables contradict each other."""
    return refused("Word 97–2003 文件的内部结构已损坏", _CHECK)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: character positions, and where it lies in the file."""

    start: int
    end: int
    position: int
    width: int

    def position_of(self, character: int) -> int:
        """Where that character lies in the file."""
        return self.position + (character - self.start) * self.width


@dataclass(slots=True)
class Ranges:
    """Properties by file position: `of` finds those of one position in logarithmic time."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    properties: list[bytes] = field(default_factory=list)

    def of(self, position: int) -> bytes:
        """The operations that hold at that position; empty for none."""
        at = bisect_right(self.starts, position) - 1
        return self.properties[at] if at >= 0 and position < self.ends[at] else b""


class WordFile:
    """The streams of one file, and what the FIB says of them."""

    __slots__ = ("_far", "document", "lengths", "pieces", "table", "text")

    def __init__(self, document: bytes, tables: dict[str, bytes]) -> None:
        if len(document) < LIST_FORMATS + 8 or _u16(document, 0) not in {_MAGIC, *_OLDER}:
            raise damaged()
        if is_older(document):
            raise refused("这是 Word 95 或更早的文件", _SAVE_AS)
        flags = _u16(document, 0x0A)
        if flags & _ENCRYPTED:
            raise refused("Word 文件设有打开密码", "请打开后取消密码，另存为 docx 后再试")
        name = "1Table" if flags & _SECOND_TABLE else "0Table"
        if name not in tables:
            raise damaged()
        self.document = document
        self.table = tables[name]
        self._far = tables.get("Data", b"")
        self.lengths = tuple(max(_i32(document, _PART_LENGTHS + 4 * at), 0) for at in range(8))
        self.pieces = tuple(self._pieces())
        self.text = self._read_text()

    def stored(self, offset: int) -> bytes:
        """What the FIB's pair at that offset points to in the table stream."""
        position, length = struct.unpack_from("<II", self.document, offset)
        return self.table[position : position + length]

    def stored_at(self, offset: int) -> tuple[int, int]:
        """The pair itself."""
        position, length = struct.unpack_from("<II", self.document, offset)
        return position, length

    def ranges(self, offset: int, *, paragraphs: bool) -> Ranges:
        """The properties that the pages named at that offset of the FIB give."""
        plan = self.stored(offset)
        count = (len(plan) - 4) // 8
        found = Ranges()
        for at in range(max(count, 0)):
            number = struct.unpack_from("<I", plan, 4 * (count + 1) + 4 * at)[0] & 0x3F_FFFF
            page = self.document[number * _PAGE : (number + 1) * _PAGE]
            if len(page) != _PAGE:
                raise damaged()
            for start, end, properties in _page_ranges(page, paragraphs=paragraphs):
                found.starts.append(start)
                found.ends.append(end)
                found.properties.append(properties)
        order = sorted(range(len(found.starts)), key=found.starts.__getitem__)
        return Ranges(
            [found.starts[at] for at in order],
            [found.ends[at] for at in order],
            [found.properties[at] for at in order],
        )

    def whole(self, properties: bytes) -> bytes:
        """The operations of a paragraph, also those that were too long for their page (wide tables)."""
        for code, operand in operations(properties):
            if code in _FAR and len(operand) == 4:
                at = struct.unpack("<I", operand)[0]
                if at + 2 <= len(self._far):
                    return properties + self._far[at + 2 : at + 2 + _u16(self._far, at)]
        return properties

    def piece_at(self, character: int) -> Piece:
        """The piece that holds the character."""
        at = bisect_right(self.pieces, character, key=lambda piece: piece.start) - 1
        return self.pieces[max(at, 0)]

    def position_of(self, character: int) -> int:
        """Where a character lies in the file."""
        return self.piece_at(character).position_of(character)

    def _pieces(self) -> Iterator[Piece]:
        clx = self.stored(CLX)
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + _u16(clx, at + 1)
        if at + 5 > len(clx) or clx[at] != 2:
            raise damaged()
        size = struct.unpack_from("<I", clx, at + 1)[0]
        plan = clx[at + 5 : at + 5 + size]
        count = (len(plan) - 4) // 12
        if count < 1 or count > _MOST_PIECES or len(plan) != size:
            raise damaged()
        bounds = struct.unpack_from(f"<{count + 1}I", plan, 0)
        if any(start >= end for start, end in itertools.pairwise(bounds)):
            raise damaged()
        for number in range(count):
            stated = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * number + 2)[0]
            width = 1 if stated & _COMPRESSED else 2
            position = stated & ~_COMPRESSED
            position = position // 2 if width == 1 else position
            piece = Piece(bounds[number], bounds[number + 1], position, width)
            if piece.position_of(piece.end) > len(self.document):
                raise damaged()
            yield piece

    def _read_text(self) -> str:
        """All text by character position; one UTF-16 unit counts one, so pairs stay parted here."""
        parts = []
        for piece in self.pieces:
            stored = self.document[piece.position : piece.position_of(piece.end)]
            if piece.width == 1:
                parts.append(stored.decode("cp1252", "replace"))
            else:
                parts.append("".join(map(chr, struct.unpack(f"<{len(stored) // 2}H", stored))))
        text = "".join(parts)
        if len(text) < sum(self.lengths[:2]) or not _is_told(text, self.lengths):
            raise damaged()
        return text


def _is_told(text: str, lengths: tuple[int, ...]) -> bool:
    """Whether the parts take in all text but a last paragraph's mark; what no part owns would be lost."""
    return not any(character > " " for character in text[sum(lengths) :])


def operations(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """The operations of a property list: code and operand; a broken rest ends it."""
    at = 0
    while at + 2 <= len(properties):
        code = _u16(properties, at)
        at += 2
        size = _SIZES[code >> 13]
        if size is None:
            if at >= len(properties):
                return
            size = properties[at]
            if code == _DEFINE_TABLE and at + 2 <= len(properties):
                size = _u16(properties, at) - 1
                at += 1
            at += 1
        yield code, properties[at : at + size]
        at += size


_FAR: Final = frozenset({0x6645, 0x6646})
_DEFINE_TABLE: Final = 0xD608
_SIZES: Final = (1, 1, 2, 4, 2, 2, None, 3)


def _page_ranges(page: bytes, *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    count = page[-1]
    step = 13 if paragraphs else 1
    if 4 * (count + 1) + step * count > _PAGE:
        raise damaged()
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for at in range(count):
        where = page[4 * (count + 1) + step * at] * 2
        properties = b""
        if where:
            size, start = page[where], where + 1
            if paragraphs:
                size, start = (2 * size - 1, start) if size else (2 * page[start], start + 1)
            properties = page[start : start + size]
        yield bounds[at], bounds[at + 1], properties


def _u16(content: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", content, at)[0])


def _i32(content: bytes, at: int) -> int:
    return int(struct.unpack_from("<i", content, at)[0])
