"""
Word documents (.docx), read straight from their XML.

The text is what a reader sees with all changes accepted: numbers of lists computed, fields by
their results, hidden words, comments, headers and footers left out, footnotes and endnotes
after the body in the order they are referred to.  `open_located` keeps the tree as well, so
that a span of the text can be found again as elements, to set a comment at the very words.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from hengji.documents.readers import safe_xml
from hengji.documents.readers.assembly import Assembly
from hengji.documents.readers.container import Package, load_bytes, refused
from hengji.documents.readers.docx_body import BodyReader, Fragment
from hengji.documents.readers.docx_numbering import Numbering
from hengji.documents.readers.docx_runs import M, RunReader, fields_are_sound
from hengji.documents.readers.docx_styles import Styles, W
from hengji.domain.extract import Extract

MAX_XML_BYTES: Final = 48 * 1024 * 1024
"""Of the main part; its tree takes about eight times as much memory."""

_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_TOLD: Final = (
    ("tracked", "文件带有修订痕迹，按接受全部修订后的文字读取"),
    ("hidden", "文件含隐藏文字，未计入正文"),
    ("box", "文本框中的文字按所在位置排在其所附段落之后"),
    ("footnote", "脚注、尾注按引用顺序附于正文之后"),
    ("lost note", "正文引用的个别脚注、尾注在文件里找不到内容，请与原文件核对"),
    ("comment", "文件带有批注，批注未计入正文"),
    ("image", "文件含图片，图片中的文字未读取"),
    ("embedded", "文件嵌有其他文件（OLE 对象），其内容未读取"),
    ("symbol", "文件含特殊符号字体，个别符号未能转换为通用字符"),
    ("macro", "文件含宏，未执行也未读取"),
    ("elsewhere", "文件引用了别处的模板、图片或文件，没有取用"),
    ("active field", "文件含会取用其他文件或运行程序的域（DDE、INCLUDETEXT 等），只读了现有的结果"),
)
_ANOTHER_MACHINE: Final = re.compile(r"(?:https?|ftp):|\\\\|file://[^/]", re.IGNORECASE)
_ACTIVE_FIELDS: Final = ("DDE", "INCLUDETEXT", "LINK ", "IMPORT", "MACROBUTTON")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """
    A stretch of a span that lies in one element of a part.

    `node` holds the text (`w:t`, or `w:tab` and the like, which count one character); `start`
    and `end` are offsets into it.  `run` and `paragraph` enclose it; a formula has no run.
    """

    paragraph: etree._Element
    run: etree._Element | None
    node: etree._Element
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """An extract with the trees it was read from."""

    extract: Extract
    package: Package
    parts: dict[str, etree._Element]
    """The main part, footnotes and endnotes, by their names in the package; free to be changed."""
    main: str
    """The name of the main part."""
    fragments: tuple[Fragment, ...]

    def anchors(self, start: int, end: int) -> tuple[Anchor, ...]:
        """
        The elements that hold `text[start:end]`, in order.

        A span that lies wholly in what Word computes (a list's number) is anchored, with no
        length, at the words that follow; nothing at all is found only in an empty document.
        """
        first = max(bisect_right(self.fragments, start, key=lambda f: f.start) - 1, 0)
        found = []
        for fragment in self.fragments[first:]:
            if fragment.start >= end:
                break
            low = max(start - fragment.start, 0)
            high = min(end - fragment.start, fragment.length)
            if low < high:
                found.append(_anchor(fragment, low, high))
        if found or not self.fragments:
            return tuple(found)
        after = [f for f in self.fragments[first : first + 2] if f.start >= end]
        return (_anchor(after[0], 0, 0),) if after else (_anchor(self.fragments[first], 0, 0),)


def read(path: Path, content: bytes | Package | None = None) -> Extract:
    """The extract of a .docx; raises `UnreadableDocument`."""
    return open_located(path, content).extract


def open_located(path: Path, content: bytes | Package | None = None) -> Located:
    """The extract of a .docx with the trees it was read from; raises `UnreadableDocument`."""
    if content is None:
        content = load_bytes(path)
    package = content if isinstance(content, Package) else Package(content)
    main = _main_part(package)
    related = _related(package, main)
    root = _part(package, main)
    body = root.find(W + "body")
    if body is None:
        raise refused(f"其中的 {main} 没有正文")
    parts = {main: root}
    for kind in ("footnotes", "endnotes", "styles", "numbering"):
        name = related.get(kind)
        if name is not None and name in package:
            parts[name] = _part(package, name)
    styles = Styles(parts.get(related.get("styles", "")))
    numbering = Numbering(parts.get(related.get("numbering", "")), styles)
    assembly = Assembly(path, "docx")
    runs = RunReader(styles, fields_are_sound=fields_are_sound(root))
    if next(root.iter(W + "lastRenderedPageBreak"), None) is not None:
        runs.page = 1
    reader = BodyReader(assembly, styles, numbering, runs)
    reader.read(body)
    runs.page = None
    for kind in ("footnote", "endnote"):
        _read_notes(kind, parts.get(related.get(kind + "s", "")), reader)
    if assembly.is_empty and runs.seen["image"]:
        raise refused("正文只有图片，没有文字", "请提供可以选中文字的 Word 或 PDF 文件")
    runs.seen["active field"] += sum(map(_is_active, root.iter(W + "instrText", W + "fldSimple")))
    assembly.notes += _told(runs.seen, package, related)
    return Located(
        extract=assembly.extract(properties=_properties(package) | _running(package, main)),
        package=package,
        parts=parts,
        main=main,
        fragments=tuple(reader.fragments),
    )


def _is_active(field: etree._Element) -> bool:
    words = (field.text or "") if field.tag == W + "instrText" else field.get(W + "instr", "")
    return words.strip().upper().startswith(_ACTIVE_FIELDS)


def _anchor(fragment: Fragment, start: int, end: int) -> Anchor:
    run = next(fragment.node.iterancestors(W + "r", M + "r"), None)
    paragraph = next(fragment.node.iterancestors(W + "p"))
    return Anchor(paragraph=paragraph, run=run, node=fragment.node, start=start, end=end)


def _read_notes(kind: str, root: etree._Element | None, reader: BodyReader) -> None:
    """Lay down the notes of that kind that the text refers to; raises `UnreadableDocument` without them."""
    wanted = [number for of_kind, number in dict.fromkeys(reader.note_ids) if of_kind == kind]
    if root is None:
        if wanted:
            _lost_notes(len(wanted))
        return
    notes = {note.get(W + "id"): note for note in root.iterchildren(W + kind)}
    for number in wanted:
        if number in notes:
            reader.runs.seen["footnote"] += 1
            reader.read(notes[number], style=kind)
        else:
            reader.runs.seen["lost note"] += 1


def _lost_notes(count: int) -> None:
    raise refused(
        f"正文引用了 {count} 条脚注或尾注，文件里却没有它们的内容",
        "请用 WPS 或 Word 打开原文件，核对内容完整后另存为新文件再试",
    )


def _part(package: Package, name: str) -> etree._Element:
    content = package.read(name, at_most=MAX_XML_BYTES)
    for strict, plain in _STRICT:
        content = content.replace(strict, plain)
    return safe_xml.parse(content, name)


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, ""):
        if kind == "officeDocument" and target in package:
            return target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise refused("压缩包里没有 Word 正文", "请用 WPS 或 Word 打开原文件，另存为 docx 后再试")


def _related(package: Package, main: str) -> dict[str, str]:
    return dict(reversed(_relations(package, main)))


def _relations(package: Package, part: str) -> list[tuple[str, str]]:
    """What a part refers to inside the package: kind and name."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package:
        return []
    found = []
    for relation in safe_xml.parse(package.read(relations), relations).iter(_RELATIONS + "Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "")
        if not target.startswith("/"):
            target = posixpath.normpath(f"{folder}/{target}")
        found.append((relation.get("Type", "").rpartition("/")[2], target.lstrip("/")))
    return found


def _told(seen: Counter[str], package: Package, related: dict[str, str]) -> list[str]:
    if related.get("comments", "") in package:
        seen["comment"] += 1
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        seen["macro"] += 1
    seen["elsewhere"] += sum(map(_leads_elsewhere, _relation_parts(package)))
    return [words for kind, words in _TOLD if seen[kind]]


def _relation_parts(package: Package) -> Iterator[etree._Element]:
    for name in package.names:
        if name.startswith("word/_rels/") and name.endswith(".rels"):
            yield safe_xml.parse(package.read(name, at_most=MAX_XML_BYTES), name)


def _leads_elsewhere(relations: etree._Element) -> bool:
    """
    Whether a part is linked to another machine, other than by an address to click on.

    A template on the writer's own disk is in every other file and tells nothing.
    """
    return any(
        one.get("TargetMode") == "External"
        and not one.get("Type", "").endswith("/hyperlink")
        and _ANOTHER_MACHINE.match(one.get("Target", "")) is not None
        for one in relations.iter(_RELATIONS + "Relationship")
    )


def _running(package: Package, main: str) -> dict[str, str]:
    """What headers and footers say; it is no part of the text, but a stale name there is worth knowing."""
    found: dict[str, list[str]] = {}
    for kind, name in _relations(package, main):
        if kind in {"header", "footer"} and name in package:
            words = "".join(str(text.text) for text in _part(package, name).iter(W + "t") if text.text)
            if words.strip() and words not in found.setdefault(kind, []):
                found[kind].append(words)
    return {kind: "\n".join(lines) for kind, lines in found.items() if lines}


def _properties(package: Package) -> dict[str, str]:
    """Title, author and the like, and the custom properties, where the package has them."""
    found: dict[str, str] = {}
    if "docProps/core.xml" in package:
        for element in safe_xml.parse(package.read("docProps/core.xml"), "docProps/core.xml"):
            if element.text:
                found[etree.QName(element).localname] = element.text
    if "docProps/custom.xml" in package:
        for element in safe_xml.parse(package.read("docProps/custom.xml"), "docProps/custom.xml"):
            name, text = element.get("name"), "".join(str(piece) for piece in element.itertext())
            if name and text:
                found[name] = text
    return found
