"""
Which characters a font file holds, read from its `cmap` table (OpenType, formats 4 and 12).

Enough to tell a clerk which rare name is set in another face; nothing else of the font is read.
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CharacterMap:
    """Ranges of code points, sorted and apart; `starts` and `ends` are inclusive."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: object) -> bool:
        if not isinstance(character, str) or len(character) != 1:
            return False
        index = bisect_right(self.starts, ord(character)) - 1
        return index >= 0 and ord(character) <= self.ends[index]


_EMPTY = CharacterMap((), ())


@lru_cache(maxsize=64)
def character_map(path: str, index: int) -> CharacterMap:
    """
    The characters of the font at `index` of the file; empty where the file cannot be read.

    A wrong font file must not keep a report from being written, so nothing is raised.
    """
    try:
        # Mapped, not read: a font is twenty megabytes and its table of characters a few kilobytes.
        with Path(path).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return _read(content, index)
    except (OSError, struct.error, ValueError):
        return _EMPTY


def _read(content: mmap.mmap, index: int) -> CharacterMap:
    start = struct.unpack_from(">I", content, 12 + 4 * index)[0] if content[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", content, start + 4)
    for record in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", content, start + 12 + 16 * record)
        if tag == b"cmap":
            return _best_subtable(content, offset)
    return _EMPTY


def _best_subtable(content: mmap.mmap, cmap: int) -> CharacterMap:
    (count,) = struct.unpack_from(">H", content, cmap + 2)
    tables: dict[int, int] = {}
    for record in range(count):
        platform, _, offset = struct.unpack_from(">HHI", content, cmap + 4 + 8 * record)
        (form,) = struct.unpack_from(">H", content, cmap + offset)
        if platform in (0, 3):
            tables[form] = cmap + offset
    if 12 in tables:
        return _segmented_coverage(content, tables[12])
    if 4 in tables:
        return _segment_mapping(content, tables[4])
    return _EMPTY


def _segmented_coverage(content: mmap.mmap, table: int) -> CharacterMap:
    """Format 12: groups of (first, last, glyph)."""
    (groups,) = struct.unpack_from(">I", content, table + 12)
    numbers = struct.unpack_from(f">{groups * 3}I", content, table + 16)
    return CharacterMap(tuple(numbers[0::3]), tuple(numbers[1::3]))


def _segment_mapping(content: mmap.mmap, table: int) -> CharacterMap:
    """Format 4: segments whose glyph may be 0, which means: not there."""
    (twice,) = struct.unpack_from(">H", content, table + 6)
    segments = twice // 2
    ends = struct.unpack_from(f">{segments}H", content, table + 14)
    starts = struct.unpack_from(f">{segments}H", content, table + 16 + twice)
    deltas = struct.unpack_from(f">{segments}H", content, table + 16 + 2 * twice)
    offsets_at = table + 16 + 3 * twice
    offsets = struct.unpack_from(f">{segments}H", content, offsets_at)
    found: list[int] = []
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if offset == 0:
            found.extend(code for code in range(first, last + 1) if (code + delta) & 0xFFFF)
            continue
        glyphs = struct.unpack_from(f">{last - first + 1}H", content, offsets_at + 2 * number + offset)
        found.extend(first + place for place, glyph in enumerate(glyphs) if glyph)
    return _ranges(found)


def _ranges(codes: list[int]) -> CharacterMap:
    starts: list[int] = []
    ends: list[int] = []
    for code in sorted(codes):
        if ends and code == ends[-1] + 1:
            ends[-1] = code
        else:
            starts.append(code)
            ends.append(code)
    return CharacterMap(tuple(starts), tuple(ends))
