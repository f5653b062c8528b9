"""
A workbook again, with a note at the very cell of each finding.

Only what notes need is changed: a part of comments and a drawing of their boxes for each sheet
that has findings, and the sheet's reference to them.  Formulas, formats, charts and whatever else
the workbook holds stay byte for byte; notes that are there are kept, and a cell that has one gets
ours below it.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from hengji.documents.readers import container, safe_xml, xlsx, xlsx_parts
from hengji.documents.readers.container import Package, refused
from hengji.documents.readers.xlsx_parts import local
from hengji.documents.writers import products
from hengji.documents.writers.characters import writable
from hengji.documents.writers.files import write_whole
from hengji.documents.writers.packages import repacked
from hengji.documents.writers.remarks import AUTHOR, Remark
from hengji.domain.extract import Cell, Extract
from hengji.domain.finding import Severity

MAX_NOTE_CHARACTERS: Final = 30_000
"""Of one note; Excel takes 32,767."""

_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_KINDS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_KINDS: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT_MAIN: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_DRAWING: Final = frozenset({
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
})  # fmt: skip
"""Elements of a sheet that stand behind its reference to the drawing of notes."""
_COLORS: Final = {Severity.ERROR: "FFA02617", Severity.WARNING: "FF855300", Severity.NOTICE: "FF30597C"}
_LINE_CHARACTERS: Final = 22
"""Of a note's box four columns wide."""
_DRAWING: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_BOX: Final = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s9{number:04}" type="#_x0000_t202" '
    "style='position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:{height}pt;z-index:{number};"
    'visibility:hidden\' fillcolor="#fffbe6" o:insetmode="auto"><v:fill color2="#fffbe6"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:textbox style=\'mso-direction-alt:auto\'>'
    "<div style='text-align:left'></div></v:textbox>"
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 12, {top}, 2, {right}, 12, {bottom}, 2</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def write_annotated(source: Path, remarks: Sequence[Remark], target: Path, *, text: str) -> None:
    """
    Write a copy of `source` with the remarks as notes at their cells; whole or not at all.

    `text` is the plain text that the remarks' spans refer to; remarks without one stand at the
    first cell.  Raises `UnreadableDocument` where the file is no longer the one that was read.
    """
    package = Package(container.load_bytes(source))
    extract = xlsx.read_package(package, file=str(source))
    if extract.text != text:
        raise refused("审核期间文件被改动", "请重新审核")
    write_whole(target, products.marked(annotated(package, extract, remarks)))


def annotated(package: Package, extract: Extract, remarks: Sequence[Remark]) -> bytes:
    """The bytes of the copy."""
    parts = {sheet.title: sheet.part for sheet in xlsx_parts.read_book(package).sheets}
    changing = _Changing(package)
    for title, cells in _by_sheet(extract, remarks).items():
        _annotate_sheet(changing, parts[title], cells)
    return repacked(package, changing.changed)


def _by_sheet(extract: Extract, remarks: Sequence[Remark]) -> dict[str, dict[tuple[int, int], list[Remark]]]:
    """Sheet → cell → its remarks; those of the document at large come first, at the first cell."""
    tables = [table for table in extract.tables if table.cells]
    shown = [table for table in tables if not table.hidden] or tables
    cells = [(cell.start, table.title, cell) for table in tables for cell in table.cells]
    found: dict[str, dict[tuple[int, int], list[Remark]]] = defaultdict(lambda: defaultdict(list))
    if not cells:
        return {}
    first = (shown[0].title, shown[0].cells[0])
    for remark in sorted(remarks, key=lambda one: one.start is not None):
        title, cell = first if remark.start is None else _at(cells, remark.start)
        found[title][cell.row, cell.column].append(remark)
    return found


def _at(cells: list[tuple[int, str, Cell]], start: int) -> tuple[str, Cell]:
    at = max(bisect_right(cells, start, key=lambda one: one[0]) - 1, 0)
    return cells[at][1], cells[at][2]


# --- the package ----------------------------------------------------------------------------------


class _Changing:
    """The parts of a package that are being changed, each parsed or made once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changed: dict[str, bytes] = {}

    def bytes_of(self, name: str) -> bytes | None:
        if name in self.changed:
            return self.changed[name]
        return self.package.read(name) if name in self.package else None

    def tree(self, name: str, empty: str) -> etree._Element:
        content = self.bytes_of(name)
        return safe_xml.parse(empty.encode() if content is None else content, name)

    def put(self, name: str, root: etree._Element) -> None:
        self.changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def free_name(self, pattern: str) -> str:
        number = 1
        while (name := pattern.format(number)) in self.package or name in self.changed:
            number += 1
        return name

    def declare(self, name: str, kind: str, *, by_ending: bool) -> None:
        """Let the package know of what kind a part is."""
        types = self.tree("[Content_Types].xml", f'<Types xmlns="{_TYPES}"/>')
        key, value = ("Extension", posixpath.splitext(name)[1][1:]) if by_ending else ("PartName", f"/{name}")
        if any(one.get(key, "").lower() == value.lower() for one in types):
            return
        one = types.makeelement(f"{{{_TYPES}}}{'Default' if by_ending else 'Override'}")
        one.set(key, value)
        one.set("ContentType", kind)
        if by_ending:
            types.insert(0, one)
        else:
            types.append(one)
        self.put("[Content_Types].xml", types)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Related:
    """A sheet's relations: their part, their tree, and the dialect of their kinds."""

    name: str
    root: etree._Element
    kinds: str

    def of(self, kind: str, part: str) -> str | None:
        """The part of that kind that the sheet refers to."""
        for one in self.root:
            if one.get("Type", "").endswith(f"/{kind}"):
                return _resolved(part, one.get("Target", ""))
        return None

    def by_id(self, relation: str | None, part: str) -> str | None:
        for one in self.root:
            if one.get("Id") == relation:
                return _resolved(part, one.get("Target", ""))
        return None

    def add(self, kind: str, name: str) -> str:
        """A relation to a new part; gives its id."""
        taken = {one.get("Id") for one in self.root}
        number = 1
        while (relation := f"rIdHengji{number}") in taken:
            number += 1
        one = etree.SubElement(self.root, f"{{{_RELATIONS}}}Relationship")
        one.set("Id", relation)
        one.set("Type", f"{self.kinds}/{kind}")
        one.set("Target", f"/{name}")
        return relation


def _resolved(part: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


# --- one sheet ------------------------------------------------------------------------------------


def _annotate_sheet(changing: _Changing, part: str, cells: dict[tuple[int, int], list[Remark]]) -> None:
    sheet = changing.tree(part, "<worksheet/>")
    main = etree.QName(sheet).namespace or ""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    related = _Related(
        name=relations,
        root=changing.tree(relations, f'<Relationships xmlns="{_RELATIONS}"/>'),
        kinds=_STRICT_KINDS if main == _STRICT_MAIN else _KINDS,
    )
    comments = related.of("comments", part)
    if comments is None:
        comments = changing.free_name("xl/commentsHengji{}.xml")
        related.add("comments", comments)
    fresh = _put_comments(changing, comments, main, cells)
    drawing = _drawing(changing, part, sheet, related)
    _put_boxes(changing, drawing, fresh)
    changing.put(part, sheet)
    changing.put(related.name, related.root)
    changing.declare(comments, _COMMENTS_TYPE, by_ending=False)
    changing.declare(drawing, _DRAWING_TYPE, by_ending=True)


def _drawing(changing: _Changing, part: str, sheet: etree._Element, related: _Related) -> str:
    """The part with the boxes of the sheet's notes; a new one where the sheet has none."""
    key = f"{{{related.kinds}}}id"
    for child in sheet:
        if local(child) == "legacyDrawing":
            known = related.by_id(child.get(key), part)
            if known is not None and changing.bytes_of(known) is not None:
                return known
            sheet.remove(child)
    name = changing.free_name("xl/drawings/vmlDrawingHengji{}.vml")
    reference = sheet.makeelement(f"{{{etree.QName(sheet).namespace or ''}}}legacyDrawing")
    reference.set(key, related.add("vmlDrawing", name))
    before = next((at for at, child in enumerate(sheet) if local(child) in _AFTER_DRAWING), len(sheet))
    sheet.insert(before, reference)
    return name


def _put_comments(
    changing: _Changing, name: str, main: str, cells: dict[tuple[int, int], list[Remark]]
) -> dict[tuple[int, int], str]:
    """Write the notes; gives those that are new, which still need a box, with their words."""
    root = changing.tree(name, f'<comments xmlns="{main}"><authors/><commentList/></comments>')
    space = f"{{{etree.QName(root).namespace or ''}}}"
    authors, listed = root.find(f"{space}authors"), root.find(f"{space}commentList")
    if authors is None or listed is None:
        raise refused(f"其中的 {name} 不完整")
    etree.SubElement(authors, f"{space}author").text = AUTHOR
    there = {one.get("ref", ""): one for one in listed}
    fresh: dict[tuple[int, int], str] = {}
    for (row, column), remarks in cells.items():
        address = xlsx_parts.address(row, column)
        comment = there.get(address)
        if comment is None:
            comment = etree.SubElement(listed, f"{space}comment", ref=address, authorId=str(len(authors) - 1))
            etree.SubElement(comment, f"{space}text")
            fresh[row, column] = "\n".join(remark.text for remark in remarks)
        text = comment.find(f"{space}text")
        if text is not None:
            _write(text, remarks, space, below=comment is there.get(address))
    listed[:] = sorted(listed, key=lambda one: _order(one.get("ref", "")))
    changing.put(name, root)
    return fresh


def _order(address: str) -> tuple[int, int, str]:
    digits = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letters = address[: len(address) - len(digits)]
    return (int(digits) if digits.isdecimal() else 0, len(letters), letters)


def _write(text: etree._Element, remarks: Sequence[Remark], space: str, *, below: bool) -> None:
    for bare in [child for child in text if local(child) == "t"]:
        # A note of bare words becomes one of runs, so that ours can follow.
        run = etree.SubElement(text, f"{space}r")
        run.append(bare)
    room = MAX_NOTE_CHARACTERS - sum(len(words) for words in text.itertext())
    for number, remark in enumerate(remarks):
        lead = "\n" if number or below else ""
        body = "\n".join(remark.lines)
        if room < len(remark.heading) + len(body):
            _run(text, f"{lead}另有 {len(remarks) - number} 个问题写不下，见审核网页。", space)
            return
        room -= len(remark.heading) + len(body)
        _run(text, f"{lead}{remark.heading}\n", space, color=_COLORS[remark.severity])
        _run(text, body, space)


def _run(text: etree._Element, words: str, space: str, *, color: str | None = None) -> None:
    run = etree.SubElement(text, f"{space}r")
    look = etree.SubElement(run, f"{space}rPr")
    if color is not None:
        etree.SubElement(look, f"{space}b")
    etree.SubElement(look, f"{space}sz", val="9")
    if color is not None:
        etree.SubElement(look, f"{space}color", rgb=color)
    etree.SubElement(look, f"{space}rFont", val="宋体")
    shown = etree.SubElement(run, f"{space}t")
    shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    shown.text = writable(words)


def _put_boxes(changing: _Changing, name: str, fresh: dict[tuple[int, int], str]) -> None:
    """Draw a box for every new note, hidden until the cell is pointed at."""
    content = changing.bytes_of(name)
    content = _DRAWING.encode() if content is None else content
    # What Excel itself writes there is not always XML, so the boxes are set in as text.
    end = content.rfind(b"</xml>")
    if end < 0:
        raise refused(f"其中的 {name} 不完整")
    there = content.count(b"_x0000_s9")
    boxes = []
    for number, ((row, column), words) in enumerate(fresh.items(), start=there + 1):
        lines = sum(1 + len(line) // _LINE_CHARACTERS for line in words.split("\n"))
        box = _BOX.format(
            number=number,
            height=min(14 * lines + 8, 400),
            left=column,
            right=column + 4,
            top=max(row - 2, 0),
            bottom=max(row - 2, 0) + min(lines + 1, 28),
            row=row - 1,
            column=column - 1,
        )
        boxes.append(box)
    changing.changed[name] = content[:end] + "".join(boxes).encode() + content[end:]
