"""
The records of an old workbook, counted apart from the library that reads them ([MS-XLS]).

The library gives what it finds and says nothing of what it could not: a sheet that ends early, a
cell whose words are not there.  Here the stream is walked record by record, so that a result which
would be shorter is refused.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from hengji.documents.readers.container import refused
from hengji.domain.problem import UnreadableDocument

_BEGIN: Final = 0x0809
_END: Final = 0x000A
_PASSWORD: Final = 0x002F
_SHEET: Final = 0x0085
_STRINGS: Final = 0x00FC
_STRING_CELL: Final = 0x00FD
_NUMBER: Final = 0x0203
_SHORT_NUMBER: Final = 0x027E
_SHORT_NUMBERS: Final = 0x00BD
_LONGEST: Final = 8224
_REMEDY: Final = "请用 WPS 或 Excel 打开，核对内容完整后另存为 xlsx 再试"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedSheet:
    """A sheet as its records have it: the places of its figures, rows and columns from one."""

    numbers: set[tuple[int, int]] = field(default_factory=set)


def sheets(stream: bytes) -> list[CountedSheet] | None:
    """
    The worksheets in their order; `None` for workbooks of before 1993, which have no such order.

    Raises `UnreadableDocument` for a password, and for records that end early or lead nowhere.
    """
    if stream[:2] != struct.pack("<H", _BEGIN):
        return None
    found: list[CountedSheet] = []
    places: list[int] = []
    strings = 0
    for kind, content in _until_end(stream, 0):
        if kind == _PASSWORD:
            raise refused("文件设有密码", "请打开后取消密码，另存为 xlsx 后再试")
        if kind == _SHEET and len(content) > 6 and content[5] == 0:
            places.append(struct.unpack_from("<I", content)[0])
            found.append(CountedSheet())
        elif kind == _STRINGS and len(content) >= 8:
            strings = struct.unpack_from("<I", content, 4)[0]
    for sheet, place in zip(found, places, strict=True):
        _count(stream, place, sheet, strings)
    return found


def _count(stream: bytes, place: int, sheet: CountedSheet, strings: int) -> None:
    if stream[place : place + 2] != struct.pack("<H", _BEGIN):
        raise _broken("里有一张工作表找不到内容")
    for kind, content in _until_end(stream, place):
        if kind in {_NUMBER, _SHORT_NUMBER}:
            row, column = struct.unpack_from("<HH", content)
            sheet.numbers.add((row + 1, column + 1))
        elif kind == _SHORT_NUMBERS:
            row, first = struct.unpack_from("<HH", content)
            sheet.numbers.update((row + 1, first + 1 + at) for at in range((len(content) - 6) // 6))
        elif kind == _STRING_CELL and struct.unpack_from("<I", content, 6)[0] >= strings:
            row, column = struct.unpack_from("<HH", content)
            raise _broken(f"里第 {row + 1} 行第 {column + 1} 列指向不存在的文字")


def _until_end(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part, from its beginning up to its end; charts within it are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        if size > _LONGEST or at + size > len(stream):
            break
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if not depth:
                return
        elif depth == 1:
            content = stream[at : at + size]
            if len(content) < _SMALLEST.get(kind, 0):
                break
            yield kind, content
        at += size
    raise _broken("不完整，内容没有到结尾")


_SMALLEST: Final = {_NUMBER: 14, _SHORT_NUMBER: 10, _SHORT_NUMBERS: 12, _STRING_CELL: 10}


def _broken(reason: str) -> UnreadableDocument:
    return refused(f"旧格式的表格{reason}", _REMEDY)
