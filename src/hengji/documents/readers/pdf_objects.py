"""
The objects of a PDF as they lie in the file, found without trusting its tables.

PDFium goes by the tables and quietly leaves out what they do not lead to.  Here the file is gone
through from front to back: every `n 0 obj`, and what is packed into streams of objects, the later
definition replacing the earlier, as updates append.  Only as much of the syntax is understood as
it takes to follow the pages to what they show; where that does not reach, nothing is said.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

_HEADER: Final = re.compile(rb"([0-9]{1,10})[\0\t\n\f\r ]{1,8}[0-9]{1,5}[\0\t\n\f\r ]{1,8}obj")
_HEADER_BYTES: Final = 36
_STREAM: Final = re.compile(rb">>[\0\t\n\f\r ]{0,64}stream(?:\r\n|\n|\r)")
_LENGTH: Final = re.compile(
    rb"/Length[\0\t\n\f\r ]{1,8}([0-9]{1,10})(?![0-9]|[\0\t\n\f\r ]{1,8}[0-9]{1,5}[\0\t\n\f\r ]{1,8}R)"
)
_ROOT: Final = re.compile(
    rb"/Root[\0\t\n\f\r ]{0,8}([0-9]{1,10})[\0\t\n\f\r ]{1,8}[0-9]{1,5}[\0\t\n\f\r ]{1,8}R"
)
_REFERENCE: Final = re.compile(rb"([0-9]{1,10})[\0\t\n\f\r ]{1,8}[0-9]{1,5}[\0\t\n\f\r ]{1,8}R")
_NUMBER: Final = re.compile(rb"[0-9]{1,10}")
_FILTERS: Final = re.compile(
    rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL|ASCII85Decode|A85|ASCIIHexDecode|AHx|DCTDecode|DCT|JPXDecode|JBIG2Decode|CCITTFaxDecode|CCF|Crypt)\b"
)
_FLATE: Final = frozenset({b"/FlateDecode", b"/Fl"})
_CHUNK: Final = 1 << 20
_MOST_PACKED: Final = 1 << 25
"""Bytes that a stream of objects may unfold to before it is left alone."""


@dataclass(frozen=True, slots=True)
class Object:
    """What stands between `obj` and `endobj`: the words before a stream, and where its bytes lie."""

    head: bytes
    start: int = -1
    end: int = -1

    @property
    def is_stream(self) -> bool:
        """Whether a stream follows."""
        return self.start >= 0

    @property
    def filters(self) -> list[bytes]:
        """The filters of the stream, as they are spelt."""
        return _FILTERS.findall(self.head)


def objects(content: bytes) -> dict[int, Object]:
    """Every object by its number, those in streams of objects among them."""
    found: dict[int, Object] = {}
    at = done = 0
    while (at := content.find(b"obj", at)) >= 0:
        header = _HEADER.search(content, max(done, at - _HEADER_BYTES), at + 3)
        at = done = at + 3
        if header is None:
            continue
        one = _object(content, at)
        found[int(header.group(1))] = one
        if one.is_stream:
            at = done = one.end
            if b"/ObjStm" in one.head:
                found |= _packed(content, one)
    return found


def _object(content: bytes, start: int) -> Object:
    end = content.find(b"endobj", start)
    end = len(content) if end < 0 else end
    opened = _STREAM.search(content, start, end)
    if opened is None:
        return Object(content[start:end])
    head, first = content[start : opened.start() + 2], opened.end()
    stated = _LENGTH.search(head)
    if stated is not None:
        last = first + int(stated.group(1))
        if content[last : last + 12].lstrip(b"\0\t\n\f\r ").startswith(b"endstream"):
            return Object(head, first, last)
    last = content.find(b"endstream", first)
    if last < 0:
        return Object(head, first, len(content))
    # The end of line before the word is not part of the stream.
    return Object(head, first, last - (2 if content[last - 2 : last] == b"\r\n" else 1))


def _packed(content: bytes, one: Object) -> Iterator[tuple[int, Object]]:
    if one.filters and not (len(one.filters) == 1 and one.filters[0] in _FLATE):
        return
    inflater = zlib.decompressobj()
    try:
        held = (
            inflater.decompress(content[one.start : one.end], _MOST_PACKED)
            if one.filters
            else content[one.start : one.end]
        )
    except zlib.error:
        return
    first = re.search(rb"/First[\0\t\n\f\r ]{1,8}([0-9]{1,10})", one.head)
    if first is None:
        return
    begin = int(first.group(1))
    numbers = [int(number) for number in _NUMBER.findall(held[:begin])]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
    bounds = [*(begin + place for _, place in pairs), len(held)]
    for at, (number, _) in enumerate(pairs):
        yield number, Object(held[bounds[at] : bounds[at + 1]])


def root(content: bytes) -> int | None:
    """The number of the catalogue that the last trailer names."""
    at = content.rfind(b"/Root")
    named = None if at < 0 else _ROOT.match(content, at)
    return None if named is None else int(named.group(1))


def references(head: bytes, key: bytes) -> list[int] | None:
    """
    The objects that an entry of a dictionary refers to, one or a list; `None` where it has none.

    >>> references(b"<</Kids [4 0 R 6 0 R] /Contents 5 0 R>>", b"Kids"), references(b"<<>>", b"Kids")
    ([4, 6], None)
    """
    found = re.search(rb"/" + key + rb"(?![A-Za-z])[\0\t\n\f\r ]{0,8}(?:\[([^\]]*)\]|(?=[0-9]))", head)
    if found is None:
        return None
    if found.group(1) is not None:
        return [int(number) for number in _REFERENCE.findall(found.group(1))]
    single = _REFERENCE.match(head, found.end())
    return None if single is None else [int(single.group(1))]


class Soundness(Enum):
    """How deflated bytes unfold."""

    WHOLE = "whole"
    OTHER_CHECKSUM = "other checksum"
    """To their end, but not to what their checksum says."""
    BROKEN = "broken"


def soundness(packed: bytes) -> Soundness:
    """
    Whether deflated bytes unfold to their very end, and to what their checksum says.

    A checksum that was left off is borne with, and bytes that were flushed and never closed.

    >>> held = zlib.compress(b"BT (100) Tj ET" * 9)
    >>> [soundness(one).value for one in (held, held[:-4], held[:-9], held[:-1] + b"x")]
    ['whole', 'whole', 'broken', 'other checksum']
    """
    try:
        usual = zlib.decompressobj()
        usual.decompress(packed, _CHUNK)
        if usual.eof:
            return Soundness.WHOLE
    except zlib.error:
        pass  # looked at more closely
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    checksum = 1
    waiting: bytes = packed[2:]
    try:
        while waiting and not inflater.eof:
            checksum = zlib.adler32(inflater.decompress(waiting, _CHUNK), checksum)
            waiting = inflater.unconsumed_tail
        while not inflater.eof:
            piece = inflater.decompress(b"", _CHUNK)
            if not piece:
                return Soundness.WHOLE if packed.endswith(_FLUSHED) else Soundness.BROKEN
            checksum = zlib.adler32(piece, checksum)
    except zlib.error:
        return Soundness.BROKEN
    stated = inflater.unused_data[:4]
    if len(stated) < 4 or int.from_bytes(stated, "big") == checksum:
        return Soundness.WHOLE
    return Soundness.OTHER_CHECKSUM


_FLUSHED: Final = b"\0\0\xff\xff"
