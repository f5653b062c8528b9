"""
The parts of an .xlsx package beside the sheets: which sheets there are, words, formats, properties.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from hengji.documents.readers import container, number_formats, safe_xml
from hengji.documents.readers.container import Package
from hengji.documents.readers.number_formats import NumberFormat
from hengji.documents.writers import characters

MAX_STRINGS: Final = 1_000_000
MAX_CHARACTERS: Final = 20_000_000
_SMALL_PART: Final = 16 * 1024 * 1024

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_VISIBLE: Final = "visible"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A sheet's title, the part that holds it, and whether it is hidden."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookParts:
    """What a sheet refers to: shared words by number, number formats by style."""

    sheets: tuple[SheetPart, ...]
    strings: tuple[str, ...]
    formats: tuple[NumberFormat, ...]
    since_1904: bool


def local(element: etree._Element) -> str:
    """The element's name without its namespace: both dialects of the format are read alike."""
    return str(element.tag).rpartition("}")[2]


def address(row: int, column: int) -> str:
    """
    The name of a cell, both numbers from one.

    >>> address(7, 4), address(1, 28)
    ('D7', 'AB1')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def unescaped(text: str) -> str:
    r"""
    Words as they were typed, without control characters; line ends become one newline.

    >>> unescaped("一行_x000D__x000A_二行")
    '一行\n二行'
    """
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        # Escapes are UTF-16 units: pairs of them are one character, halves are none.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return characters.writable(text)


def words(element: etree._Element) -> str:
    """The words of a string item: its runs joined, without the reading aids beside them."""
    if len(element) == 1 and local(element[0]) == "t":
        return unescaped(element[0].text or "")
    pieces = [
        node.text or ""
        for node in element.iter()
        if local(node) == "t" and all(local(above) != "rPh" for above in node.iterancestors())
    ]
    return unescaped("".join(pieces))


def read_book(package: Package) -> BookParts:
    """The book's parts; raises `UnreadableDocument` where they are missing or contradict each other."""
    main = _main_part(package)
    root = _parsed(package, main)
    targets = _relations(package, main)
    sheets = []
    for node in root.iter():
        if local(node) == "sheet":
            relation = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
            part, kind = targets.get(str(relation), ("", ""))
            if part not in package:
                raise container.refused(f"缺少工作表“{node.get('name')}”的内容")
            if kind.endswith("/worksheet"):
                hidden = node.get("state", _VISIBLE) != _VISIBLE
                sheets.append(SheetPart(title=unescaped(node.get("name", "")), part=part, hidden=hidden))
    since_1904 = any(
        local(node) == "workbookPr" and node.get("date1904", "0") in {"1", "true"} for node in root.iter()
    )
    by_kind = {kind.rpartition("/")[2]: part for part, kind in targets.values() if part in package}
    return BookParts(
        sheets=tuple(sheets),
        strings=_strings(package, by_kind.get("sharedStrings")),
        formats=_formats(package, by_kind.get("styles")),
        since_1904=since_1904,
    )


def properties(package: Package) -> dict[str, str]:
    """The custom document properties."""
    if "docProps/custom.xml" not in package:
        return {}
    root = _parsed(package, "docProps/custom.xml")
    return {
        node.get("name", ""): "".join(str(text) for text in node.itertext()).strip()
        for node in root
        if local(node) == "property"
    }


def notes(package: Package) -> tuple[str, ...]:
    """What the package holds that is not read, in Chinese."""
    found = []
    if any(
        name.lower().endswith("vbaproject.bin") or name.startswith("xl/macrosheets/")
        for name in package.names
    ):
        found.append("文件含有宏，宏没有运行，也没有读入。")
    if any(name.startswith("xl/externalLinks/") for name in package.names):
        found.append("文件引用了其他文件，引用的内容没有重新计算。")
    if any(name.startswith("xl/embeddings/") for name in package.names):
        found.append("文件嵌有其他文件（OLE 对象），没有打开，也没有读入。")
    if any(name.startswith("xl/comments") or "/comments" in name for name in package.names):
        found.append("文件含有批注，批注没有读入。")
    return tuple(found)


def _main_part(package: Package) -> str:
    if "_rels/.rels" in package:
        for part, kind in _relations(package, "").values():
            if kind.endswith("/officeDocument"):
                if part.endswith(".bin"):
                    raise container.refused("这是 xlsb 文件", "请另存为 xlsx 后再试")
                if part in package:
                    return part
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise container.refused("里面没有工作簿", "请用 WPS 或 Excel 另存为 xlsx 后再试")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → part and kind."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package:
        return {}
    found = {}
    for node in _parsed(package, relations):
        target = node.get("Target", "")
        absolute = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        if node.get("TargetMode") != "External":
            found[node.get("Id", "")] = (absolute, node.get("Type", ""))
    return found


def _parsed(package: Package, part: str) -> etree._Element:
    return safe_xml.parse(package.read(part, at_most=_SMALL_PART), part)


def _strings(package: Package, part: str | None) -> tuple[str, ...]:
    if part is None:
        return ()
    found, length = [], 0
    for element in safe_xml.elements(package.stream(part), part, {"si"}):
        found.append(words(element))
        length += len(found[-1])
        if len(found) > MAX_STRINGS or length > MAX_CHARACTERS:
            most = f"{MAX_STRINGS:,} 条" if len(found) > MAX_STRINGS else f"{MAX_CHARACTERS:,} 字"
            raise container.refused(f"文字超过 {most}", "请删去与填报无关的内容，另存后再试")
    return tuple(found)


def _formats(package: Package, part: str | None) -> tuple[NumberFormat, ...]:
    if part is None:
        return ()
    codes = dict(number_formats.BUILT_IN)
    styles: list[int] = []
    for node in _parsed(package, part):
        if local(node) == "numFmts":
            codes |= {_number(each.get("numFmtId")): each.get("formatCode", "") for each in node}
        elif local(node) == "cellXfs":
            styles = [_number(each.get("numFmtId")) for each in node]
    return tuple(number_formats.parse(codes.get(style, "")) for style in styles)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
