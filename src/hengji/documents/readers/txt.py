"""
Plain text: which bytes it is written in, and the content itself, unchanged.

Offices send UTF-8, GB18030 (as GBK or GB2312) and UTF-16, with and without a byte-order mark,
and never say which.  What decodes strictly is not yet right: bytes of other encodings decode to
rare characters, so a reading is only taken when it looks like Chinese.  What is none of the
three is refused, because a garbled figure is worse than no figure.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import groupby
from pathlib import Path
from typing import Final

from hengji.documents.readers import txt_columns, txt_drawn, txt_tables
from hengji.documents.readers.assembly import shown_path
from hengji.documents.readers.container import refused
from hengji.domain.extract import Extract, Paragraph, Table
from hengji.domain.source import Place

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "", "UTF-32"),
    (codecs.BOM_UTF32_BE, "", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
    (b"\x84\x31\x95\x33", "gb18030", "GB18030"),
)
_SAMPLE: Final = 32_768
_FAMILIAR_SHARE: Final = 0.6
"""Of the characters beyond ASCII; real reports have more than 0.95, misread bytes less than 0.45."""
_WIDE_SHARE: Final = 0.75
_UTF8_SHARE: Final = 0.8
_REMEDY: Final = "请用记事本打开，核对文字无误后另存为 UTF-8 编码再试"
_LINES: Final = re.compile(r"[^\r\n]+")


def read(path: Path, content: bytes) -> Extract:
    """The text in those bytes, a paragraph a line, lines of cells a table; raises `UnreadableDocument`."""
    text, encoding = decode(content)
    return Extract(
        file=shown_path(path),
        format="txt",
        text=text,
        blocks=tuple(_blocks(text)),
        notes=() if text else ("文件没有内容",),
        properties={"encoding": encoding},
    )


def _blocks(text: str) -> Iterator[Paragraph | Table]:
    lines = [match.span() for match in _LINES.finditer(text) if not match[0].isspace()]
    paragraphs = tables = 0
    for kind, group in groupby(lines, key=lambda line: _kind(text[line[0] : line[1]])):
        for found in _laid(text, kind, list(group), tables):
            if isinstance(found, Table):
                tables += 1
                yield found
                continue
            start, end = found
            paragraphs += 1
            yield Paragraph(start=start, end=end, place=Place(paragraph=paragraphs, start=start, end=end))


class _Kind(Enum):
    """What parts the cells of a line, if it has any."""

    TABS = auto()
    BARS = auto()
    BLANKS = auto()


def _kind(line: str) -> _Kind:
    if txt_tables.is_row(line):
        return _Kind.TABS
    return _Kind.BARS if txt_drawn.is_drawn(line) else _Kind.BLANKS


def _laid(
    text: str, kind: _Kind, lines: Sequence[tuple[int, int]], tables: int
) -> Iterable[Table | tuple[int, int]]:
    """The table that a run of lines is, or tables and lines in order; `tables` stand before them."""
    if kind is _Kind.BLANKS:
        return txt_columns.laid(text, lines, tables)
    lay = txt_tables.table if kind is _Kind.TABS else txt_drawn.table
    found = lay(text, lines, tables + 1)
    return lines if found is None else [found]


def decode(content: bytes) -> tuple[str, str]:
    r"""
    The text and the name of its encoding; a byte-order mark is dropped, all else is kept.

    Raises `UnreadableDocument` for bytes that are none of UTF-8, UTF-16 and GB18030.

    >>> decode("自评得分100分".encode("gb18030"))
    ('自评得分100分', 'GB18030')
    >>> decode("\ufeff优".encode("utf-16-le"))
    ('优', 'UTF-16 LE')
    """
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            if not codec:
                raise refused(f"文本编码是 {name}", _REMEDY)
            return _strictly(content[len(mark) :], codec, name), name
    return _without_mark(content)


def _strictly(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise refused(
            f"文件标明是 {name} 编码，但从第 {error.start + 1} 个字节起不符合该编码", _REMEDY
        ) from error


def _without_mark(content: bytes) -> tuple[str, str]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(content, error)
    if 0 in content and (wide := _wide_codec(content)) is not None:
        return content.decode(wide[0]), wide[1]
    if content.count(0) * 2 > len(content):
        raise refused("内容大半是空字节，不是文本", "请重新导出或重新下载后再试")
    if not text.isascii() and _is_short_gb(text, content):
        return content.decode("gb18030"), "GB18030"
    return text, "UTF-8"


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    if (wide := _wide_codec(content)) is not None:
        return content.decode(wide[0]), wide[1]
    if _mostly_utf8(content):
        raise refused(
            f"文本像是 UTF-8 编码，但第 {error.start + 1} 个字节已损坏", "请重新导出或重新下载后再试"
        ) from error
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        raise refused("文本不是 UTF-8、UTF-16、GB18030 中的任何一种编码", _REMEDY) from error
    if _familiar_share(text) < _FAMILIAR_SHARE or _has_controls(text):
        raise refused("文本不是 UTF-8、UTF-16、GB18030 中的任何一种编码", _REMEDY) from error
    return text, "GB18030"


def _wide_codec(content: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark, where the bytes read well that way and not the other way round."""
    if len(content) % 2 or not content:
        return None
    sample = content[: _SAMPLE - _SAMPLE % 2]
    shares: list[tuple[float, str, str]] = []
    for codec, name in (("utf-16-le", "UTF-16 LE"), ("utf-16-be", "UTF-16 BE")):
        # A pair cut by the end of the sample is no fault of the text.
        text = sample.decode(codec, errors="replace").rstrip("\ufffd")
        # Every second character NUL is UTF-32.
        if text and not _has_controls(text) and text.count("\0") * 3 < len(text):
            shares.append((_familiar_share(text, ascii_counts=True), codec, name))
    best = max(shares, default=(0.0, "", ""))
    if best[0] < _WIDE_SHARE or not _is_wide(content, best[1]):
        return None
    return best[1], best[2]


def _is_wide(content: bytes, codec: str) -> bool:
    """Whether all of it decodes so, and the short forms that every text has (2024, newline) show it."""
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    if 0 in content:
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        # No NUL at all: pure Chinese without a digit or newline.  GB18030 must read worse.
        try:
            return _familiar_share(content[:_SAMPLE].decode("gb18030", errors="replace")) < _WIDE_SHARE
        except UnicodeDecodeError:
            return True
    return False


def _is_short_gb(text: str, content: bytes) -> bool:
    """
    Whether a few GB18030 bytes merely happen to be UTF-8 (一些 reads as һЩ).

    Two-byte UTF-8 beyond Latin-1 is Greek, Cyrillic and the like, which no report is written in.
    """
    foreign = [c for c in text[:_SAMPLE] if c > "\x7f"]
    if any(not "\u0100" <= c <= "\u07ff" for c in foreign):
        return False
    try:
        other = content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return all(_is_everyday(c) for c in other[:_SAMPLE] if c > "\x7f")


def _mostly_utf8(content: bytes) -> bool:
    sample = content[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    kept = len(sample.decode("utf-8", errors="ignore").encode("utf-8")) - (len(sample) - high)
    return high > 0 and kept > _UTF8_SHARE * high


def _familiar_share(text: str, *, ascii_counts: bool = False) -> float:
    """How much of the text beyond ASCII is what Chinese reports are written in."""
    familiar = counted = 0
    for character in text[:_SAMPLE]:
        if character <= "\x7f":
            if ascii_counts:
                counted += 1
                familiar += 1
            continue
        counted += 1
        familiar += _is_familiar(character)
    return familiar / counted if counted else 1.0


def _is_familiar(character: str) -> bool:
    """
    Everyday characters, marks, and what only a four-byte form of GB18030 can write.

    Bytes of another encoding hardly ever form four-byte sequences, so those speak for GB18030.
    """
    if _is_everyday(character):
        return True
    return character > "\uffff" and "\U00020000" <= character <= "\U000323af"


def _is_everyday(character: str) -> bool:
    """Whether GB 2312 has it outside its second level of rarer characters, or it is a plain mark."""
    try:
        pair = character.encode("gb2312")
    except UnicodeEncodeError:
        return "\u2000" <= character <= "\u206f" or "\u3400" <= character <= "\u4dbf"
    return len(pair) == 2 and (pair[0] <= 0xA9 or 0xB0 <= pair[0] <= 0xD7)


def _has_controls(text: str) -> bool:
    """Whether the sample holds what no text holds: C0 controls, surrogates, private or unassigned marks."""
    return _FOREIGN.search(text[:_SAMPLE]) is not None


_FOREIGN: Final = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
