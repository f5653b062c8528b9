"""
Opening a zip package (xlsx, docx) that somebody sent us, without trusting a word it says.

The central directory of a zip may lie about sizes, let entries overlap or promise fifty
gigabytes; the interpreter's own `zipfile` believes it.  So the directory is only used to find
the entries: what they hold is inflated here, in pieces, counted, and held against the promise.
Every limit that is met is a refusal, never a shorter result.
"""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hengji.domain.problem import UnreadableDocument, system_reason

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
MAX_ENTRIES: Final = 2_000
MAX_RATIO: Final = 100
RATIO_COUNTS_ABOVE: Final = 10 * 1024 * 1024
"""A small part that repeats itself is honest (an empty form); a large one is a bomb."""

_DIRECTORY_BYTES: Final = MAX_ENTRIES * 1024
_CHUNK: Final = 64 * 1024
_LOCAL_HEADER: Final = struct.Struct("<4sHHHHHIIIHH")
_END_RECORD: Final = struct.Struct("<4sHHHHIIH")
_ENCRYPTED: Final = 0x1 | 0x40
_ZIP64_COUNT: Final = 0xFFFF
"""The true number stands in a zip64 record; the directory's size bounds it all the same."""
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_DAMAGED = "请用 WPS 或 Excel/Word 打开原文件，另存为新文件后再试"
_TOO_LARGE = "请删去与填报无关的图片、附件和空白区域，另存后再试"


def refused(reason: str, remedy: str = _DAMAGED) -> UnreadableDocument:
    """The refusal in one sentence: what, why, what to do."""
    return UnreadableDocument(f"文件无法读取：{reason}。{remedy}。")


def load_bytes(path: Path) -> bytes:
    """The bytes of a file of at most `MAX_FILE_BYTES`; raises `UnreadableDocument` for larger or no files."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise refused(f"打不开文件（{system_reason(error)}）", "请核对路径和读取权限") from error
    if len(content) > MAX_FILE_BYTES:
        raise refused(f"文件超过 {MAX_FILE_BYTES // 1024 // 1024} MB", _TOO_LARGE)
    if not content:
        raise refused("文件是空的", "请重新导出或重新下载后再试")
    return content


class Package:
    """
    The entries of a zip package, each inflated when asked for and counted as it comes.

    Raises `UnreadableDocument` when opened for what can be seen from outside (encryption,
    overlaps, odd methods, too many entries) and when read for what shows only then.
    """

    __slots__ = ("_content", "_entries", "_unpacked")

    def __init__(self, content: bytes) -> None:
        if content.startswith(_OLE_MAGIC):
            raise refused(*_ole_reason(content))
        self._content = content
        self._entries = {_name(entry): entry for entry in _directory(content)}
        self._unpacked: dict[str, int] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The entries' names, in the order of the directory."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """The size that the directory promises; what unfolds beyond it is refused on the way."""
        return int(self._entries[name].file_size)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, *, at_most: int = MAX_UNPACKED_BYTES) -> bytes:
        """All bytes of one entry; raises `KeyError` for a name that is not there."""
        pieces, size = [], 0
        for piece in self.pieces(name):
            size += len(piece)
            if size > at_most:
                raise refused(f"其中的 {name} 展开后超过 {at_most // 1024 // 1024} MB", _TOO_LARGE)
            pieces.append(piece)
        return b"".join(pieces)

    def stream(self, name: str) -> EntryStream:
        """One entry to read from piece by piece; raises `KeyError` for a name that is not there."""
        return EntryStream(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of one entry in pieces, held against the directory's size and checksum."""
        entry = self._entries[name]
        return self._inflate(name, entry)

    def _inflate(self, name: str, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        start = _data_start(self._content, entry)
        packed = memoryview(self._content)[start : start + entry.compress_size]
        size, checksum = 0, 0
        for piece in _stored(packed) if entry.compress_type == zipfile.ZIP_STORED else _deflated(packed):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > entry.file_size:
                raise refused(f"其中的 {name} 比自己声明的要大，像是被改动过")
            self._count(name, size, entry.compress_size)
            yield piece
        if size != entry.file_size or checksum != entry.CRC:
            raise refused(f"其中的 {name} 不完整或校验不符，文件可能在传送中损坏")

    def _count(self, name: str, size: int, packed: int) -> None:
        if size > RATIO_COUNTS_ABOVE and size > MAX_RATIO * max(packed, 1):
            raise refused(f"其中的 {name} 压缩比超过 {MAX_RATIO} 倍，不像正常的办公文件", _TOO_LARGE)
        self._unpacked[name] = max(size, self._unpacked.get(name, 0))
        if sum(self._unpacked.values()) > MAX_UNPACKED_BYTES:
            raise refused(f"展开后超过 {MAX_UNPACKED_BYTES // 1024 // 1024} MB", _TOO_LARGE)


class EntryStream(io.RawIOBase):
    """A readable stream over pieces, for parsers that read as they go."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; empty at the end."""
        if size < 0:
            rest, self._rest = self._rest, b""
            return rest + b"".join(self._pieces)
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def is_package(content: bytes) -> bool:
    """Whether the bytes begin as a zip package does."""
    return content.startswith(b"PK\x03\x04")


def _stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), _CHUNK):
        yield bytes(packed[start : start + _CHUNK])


def _deflated(packed: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _CHUNK):
            waiting: bytes | memoryview = packed[start : start + _CHUNK]
            while waiting and not inflater.eof:
                piece = inflater.decompress(waiting, _CHUNK)
                if piece:
                    yield piece
                waiting = inflater.unconsumed_tail
        while not inflater.eof:
            piece = inflater.decompress(b"", _CHUNK)
            if not piece:
                break
            yield piece
    except zlib.error as error:
        raise refused("压缩内容已损坏") from error


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    if not is_package(content):
        raise refused("内容不是 xlsx、docx 一类的文件", "请用 WPS 或 Excel/Word 另存为 xlsx 或 docx 后再试")
    _bound_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    # `zipfile` raises NotImplementedError where an entry needs a version of the format that it does not know.
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise refused("文件目录已损坏") from error
    if len(entries) > MAX_ENTRIES:
        raise refused(f"内含 {len(entries)} 个部件，超过 {MAX_ENTRIES} 个", _TOO_LARGE)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise refused(f"展开后超过 {MAX_UNPACKED_BYTES // 1024 // 1024} MB", _TOO_LARGE)
    _check_entries(content, entries)
    return entries


def _bound_directory(content: bytes) -> None:
    """Look at the end record before anybody builds objects from a directory of any length."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if at < 0 or at + _END_RECORD.size > len(content):
        raise refused("文件不完整，缺少结尾", "请重新下载或重新导出后再试")
    *_, count, size, _offset, _comment = _END_RECORD.unpack_from(content, at)
    if MAX_ENTRIES < count < _ZIP64_COUNT:
        raise refused(f"内含 {count} 个部件，超过 {MAX_ENTRIES} 个", _TOO_LARGE)
    if size > _DIRECTORY_BYTES:
        raise refused(f"内含部件超过 {MAX_ENTRIES} 个", _TOO_LARGE)


def _check_entries(content: bytes, entries: list[zipfile.ZipInfo]) -> None:
    names = [_name(entry) for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise refused("内含同名部件，像是被改动过")
    for name, entry in zip(names, entries, strict=True):
        if name.startswith("/") or ".." in name.split("/") or "\x00" in entry.orig_filename:
            raise refused("内含越出文件之外的部件名，像是被改动过")
        if entry.flag_bits & _ENCRYPTED:
            raise refused("文件设有密码", "请打开后取消密码，另存为新文件后再试")
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise refused("使用了办公软件不用的压缩方法")
    ranges = sorted(
        (entry.header_offset, _data_start(content, entry) + entry.compress_size) for entry in entries
    )
    for (_, end), (start, _) in itertools.pairwise(ranges):
        if start < end:
            raise refused("内含互相重叠的部件，像是被改动过")
    if ranges and ranges[-1][1] > len(content):
        raise refused("文件不完整", "请重新下载或重新导出后再试")


def _data_start(content: bytes, entry: zipfile.ZipInfo) -> int:
    if entry.header_offset < 0 or entry.header_offset + _LOCAL_HEADER.size > len(content):
        raise refused("文件目录指向文件之外")
    fields = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
    if fields[0] != b"PK\x03\x04":
        raise refused("文件目录与内容不符")
    name_length, extra_length = fields[9], fields[10]
    start = entry.header_offset + _LOCAL_HEADER.size
    name = content[start : start + name_length]
    if name.replace(b"\\", b"/") not in _spellings(entry):
        raise refused("文件目录与内容的部件名不符，像是被改动过")
    return int(start + name_length + extra_length)


def _spellings(entry: zipfile.ZipInfo) -> set[bytes]:
    spelt = set()
    for encoding in ("utf-8", "cp437"):
        try:
            spelt.add(entry.orig_filename.encode(encoding).replace(b"\\", b"/"))
        except UnicodeEncodeError:
            continue
    return spelt


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _ole_reason(content: bytes) -> tuple[str, str]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "文件设有打开密码", "请打开后取消密码，另存为新文件后再试"
    return "这是旧格式文件（xls、doc 等）", "请用 WPS 或 Excel/Word 另存为 xlsx 或 docx 后再试"
