"""
Lists and styles of a Word 97–2003 file, told in the language of a .docx.

The counting itself is the same, so the old tables are turned into `w:numbering` and `w:styles`
and counted by the same code.
"""

from __future__ import annotations

import re
import struct
from typing import Final

from lxml import etree

from hengji.documents.readers.doc_pieces import LIST_FORMATS, LISTS, STYLES, WordFile, operations
from hengji.documents.readers.docx_styles import W

OUTLINE_LEVEL: Final = 0x2640
LIST_LEVEL: Final = 0x260A
LIST_FORMAT: Final = 0x460B
_LEVELS: Final = 9
_UNFIT: Final = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_NO_STYLE: Final = 0x0FFF
_FORMATS: Final = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    0x0A: "ideographDigital", 0x0B: "japaneseCounting", 0x0E: "decimalFullWidth",
    0x12: "decimalEnclosedCircle", 0x16: "decimalZero", 0x17: "bullet", 0x1A: "decimalEnclosedFullstop",
    0x1B: "decimalEnclosedParen", 0x1C: "decimalEnclosedCircleChinese", 0x1D: "ideographEnclosedCircle",
    0x1E: "ideographTraditional", 0x1F: "ideographZodiac", 0x21: "taiwaneseCounting",
    0x22: "ideographLegalTraditional", 0x23: "taiwaneseCountingThousand", 0x24: "taiwaneseDigital",
    0x25: "chineseCounting", 0x26: "chineseLegalSimplified", 0x27: "chineseCountingThousand",
    0xFF: "none",
}  # fmt: skip


def numbering(word: WordFile) -> etree._Element:
    """`w:numbering` of the file's lists; without lists where the tables are cut short."""
    root = etree.Element(W + "numbering")
    try:
        lists = _patterns(word, root)
        _numbers(word, root, lists)
    except (struct.error, IndexError):
        return etree.Element(W + "numbering")
    return root


def styles(word: WordFile) -> etree._Element:
    """`w:styles` of the file: names, outline levels and lists by number of the style."""
    root = etree.Element(W + "styles")
    content = word.stored(STYLES)
    try:
        size, count, base = struct.unpack_from("<HHH", content, 0)
        at = 2 + size
        for number in range(count):
            length = struct.unpack_from("<H", content, at)[0]
            if length:
                _style(content[at + 2 : at + 2 + length], base, number, root)
            at += 2 + length
    except (struct.error, IndexError):
        return root
    return root


def describe(properties: bytes, parent: etree._Element) -> None:
    """Write what the operations say of list and outline as the children of `w:pPr`."""
    stated = dict(operations(properties))
    level, which = stated.get(LIST_LEVEL), stated.get(LIST_FORMAT)
    if which is not None and len(which) == 2:
        number = etree.SubElement(parent, W + "numPr")
        if level:
            _value(number, "ilvl", level[0])
        _value(number, "numId", struct.unpack("<H", which)[0])
    elif level and which is None:
        _value(etree.SubElement(parent, W + "numPr"), "ilvl", level[0])
    outline = stated.get(OUTLINE_LEVEL)
    if outline:
        _value(parent, "outlineLvl", outline[0])


def _style(content: bytes, base: int, number: int, root: etree._Element) -> None:
    kind = struct.unpack_from("<H", content, 2)[0]
    count = struct.unpack_from("<H", content, 4)[0] & 0xF
    letters = struct.unpack_from("<H", content, base)[0]
    name = content[base + 2 : base + 2 + 2 * letters].decode("utf-16-le", "replace")
    attributes = {W + "styleId": str(number), W + "type": "paragraph" if kind & 0xF == 1 else "character"}
    if number == 0:
        attributes[W + "default"] = "1"
    style = etree.SubElement(root, W + "style", attributes)
    _value(style, "name", name)
    if kind >> 4 != _NO_STYLE:
        _value(style, "basedOn", kind >> 4)
    if kind & 0xF != 1 or count < 1:
        return
    at = base + 2 + 2 * letters + 2
    at += at % 2
    size = struct.unpack_from("<H", content, at)[0]
    describe(content[at + 4 : at + 2 + size], etree.SubElement(style, W + "pPr"))


def _patterns(word: WordFile, root: etree._Element) -> dict[int, int]:
    """`w:abstractNum` for each list; gives the number of each by its id."""
    position, length = word.stored_at(LISTS)
    if not length:
        return {}
    table = word.table
    count = struct.unpack_from("<H", table, position)[0]
    heads = [struct.unpack_from("<i4x18sB", table, position + 2 + 28 * at) for at in range(count)]
    at = position + length
    numbers: dict[int, int] = {}
    for number, (list_id, bound, flags) in enumerate(heads):
        pattern = etree.SubElement(root, W + "abstractNum", {W + "abstractNumId": str(number)})
        numbers[list_id] = number
        bound_styles = struct.unpack("<9H", bound)
        for level in range(1 if flags & 1 else _LEVELS):
            at = _level(table, at, pattern, level, bound_styles[level])
    return numbers


def _level(table: bytes, at: int, parent: etree._Element, index: int, style: int) -> int:
    """`w:lvl` of one level; gives where the next begins."""
    start, number_format, flags = struct.unpack_from("<iBB", table, at)
    sizes = struct.unpack_from("<BBB", table, at + 24)
    at += 28 + sizes[0] + sizes[1]
    letters = struct.unpack_from("<H", table, at)[0]
    words = table[at + 2 : at + 2 + 2 * letters].decode("utf-16-le", "replace")
    level = etree.SubElement(parent, W + "lvl", {W + "ilvl": str(index)})
    _value(level, "start", start)
    _value(level, "numFmt", _FORMATS.get(number_format, "decimal"))
    if style != _NO_STYLE:
        _value(level, "pStyle", style)
    if flags & 0x4:
        etree.SubElement(level, W + "isLgl")
    if flags & 0x8:
        _value(level, "lvlRestart", sizes[2])
    pattern = "".join(f"%{ord(c) + 1}" if c < "\x09" else c for c in words)
    _value(level, "lvlText", pattern)
    return int(at + 2 + 2 * letters)


def _numbers(word: WordFile, root: etree._Element, lists: dict[int, int]) -> None:
    """`w:num` for each use of a list, with what it changes."""
    position, length = word.stored_at(LIST_FORMATS)
    if not length:
        return
    table = word.table
    count = struct.unpack_from("<I", table, position)[0]
    if 4 + 16 * count > length:
        return
    heads = [struct.unpack_from("<i8xB", table, position + 4 + 16 * at) for at in range(count)]
    at = position + 4 + 16 * count
    for number, (list_id, changes) in enumerate(heads, start=1):
        element = etree.SubElement(root, W + "num", {W + "numId": str(number)})
        _value(element, "abstractNumId", lists.get(list_id, -1))
        at += 4
        for _ in range(changes):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            override = etree.SubElement(element, W + "lvlOverride", {W + "ilvl": str(flags & 0xF)})
            if flags & 0x10 and not flags & 0x20:
                _value(override, "startOverride", start)
            if flags & 0x20:
                at = _level(table, at, override, flags & 0xF, _NO_STYLE)


def _value(parent: etree._Element, name: str, value: object) -> None:
    etree.SubElement(parent, W + name, {W + "val": _UNFIT.sub("", str(value))})
