"""
The comments of a Word document: their part, its registration in the package, and their marks.

Comments that are already there stay as they are; ours come after them with numbers of their own.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Final

from lxml import etree

from hengji.documents.readers import safe_xml
from hengji.documents.readers.docx import Located
from hengji.documents.readers.docx_styles import W
from hengji.documents.writers.characters import writable
from hengji.documents.writers.remarks import AUTHOR, Remark
from hengji.domain.finding import Severity

_PLAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATION: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_MATH: Final = (
    b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/math",
)
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NAME: Final = "comments.xml"
_COLORS: Final = {Severity.ERROR: "A02617", Severity.WARNING: "855300", Severity.NOTICE: "30597C"}
_SMALL: Final = "18"
"""Half points: 9 pt, whatever size the body is set in."""


class Comments:
    """The comments of one document, those that were there and those that are added."""

    def __init__(self, located: Located) -> None:
        self._located = located
        self._relations_name = _relations_name(located.main)
        self._relations = _part(located, self._relations_name, f"{{{_RELATIONS}}}Relationships")
        self._name = self._registered()
        name = self._name or posixpath.join(posixpath.dirname(located.main), _NAME)
        self._root = _part(located, name, W + "comments")
        self._target = name
        self._next = 1 + max(self._taken(), default=-1)

    def add(self, remarks: Sequence[Remark]) -> int:
        """A comment that holds these remarks; gives its number."""
        number = self._next
        self._next += 1
        comment = etree.SubElement(self._root, W + "comment")
        # No date: the same audit gives the same file, and Word would show a time of Greenwich as one of here.
        for name, value in (("id", str(number)), ("author", AUTHOR), ("initials", "衡")):
            comment.set(W + name, value)
        for remark in remarks:
            comment.append(_paragraph(remark.heading, color=_COLORS[remark.severity]))
            for line in remark.lines:
                for piece in writable(line).split("\n"):
                    comment.append(_paragraph(piece))
        return number

    def parts(self) -> dict[str, bytes]:
        """The parts of the package that comments change."""
        changed = {self._target: serialised(self._root, self._located)}
        if self._name is None:
            kind = _STRICT_RELATION if is_strict(self._located) else _RELATION
            relation = etree.SubElement(self._relations, f"{{{_RELATIONS}}}Relationship")
            relation.set("Id", self._free_id())
            relation.set("Type", f"{kind}/comments")
            relation.set("Target", posixpath.basename(self._target))
            changed[self._relations_name] = _printed(self._relations)
        types = _part(self._located, "[Content_Types].xml", f"{{{_TYPES}}}Types")
        if not any(one.get("PartName") == f"/{self._target}" for one in types):
            override = etree.SubElement(types, f"{{{_TYPES}}}Override")
            override.set("PartName", f"/{self._target}")
            override.set("ContentType", _TYPE)
            changed["[Content_Types].xml"] = _printed(types)
        return changed

    def _registered(self) -> str | None:
        """The name of the part of comments that the document already has."""
        for relation in self._relations:
            if relation.get("Type", "").endswith("/relationships/comments"):
                target = relation.get("Target", "")
                folder = "" if target.startswith("/") else posixpath.dirname(self._located.main)
                return posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
        return None

    def _taken(self) -> list[int]:
        main = self._located.parts[self._located.main]
        marks = [*self._root.iter(W + "comment"), *main.iter(W + "commentRangeStart", W + "commentReference")]
        numbers = [mark.get(W + "id", "") for mark in marks]
        return [int(number) for number in numbers if number.isdecimal()]

    def _free_id(self) -> str:
        taken = {relation.get("Id") for relation in self._relations}
        return next(name for n in range(1, len(taken) + 2) if (name := f"rIdHengji{n}") not in taken)


def begin_mark(comment: int) -> etree._Element:
    """Where a comment begins."""
    return _element("commentRangeStart", id=str(comment))


def end_marks(comment: int) -> tuple[etree._Element, etree._Element]:
    """Where a comment ends, and the run that refers to it."""
    run = _element("r")
    run.append(_element("commentReference", id=str(comment)))
    return _element("commentRangeEnd", id=str(comment)), run


def is_strict(located: Located) -> bool:
    """Whether the file is written in the strict dialect, which has names of its own."""
    return _STRICT.encode() in located.package.read(located.main)


def serialised(root: etree._Element, located: Located) -> bytes:
    """A part of words as bytes, in the dialect in which the file was written."""
    content = _printed(root)
    if is_strict(located):
        content = content.replace(_PLAIN.encode(), _STRICT.encode()).replace(*_MATH)
    return content


def _paragraph(words: str, *, color: str | None = None) -> etree._Element:
    """A small line without the indent and spacing that the body may be set in."""
    paragraph = _element("p")
    properties = etree.SubElement(paragraph, W + "pPr")
    properties.append(_element("spacing", before="0", after="0", line="240", lineRule="auto"))
    properties.append(_element("ind", left="0", right="0", firstLine="0", firstLineChars="0"))
    properties.append(_element("jc", val="left"))
    run = etree.SubElement(paragraph, W + "r")
    look = etree.SubElement(run, W + "rPr")
    if color is not None:
        look.append(_element("b"))
        look.append(_element("color", val=color))
    look.append(_element("sz", val=_SMALL))
    look.append(_element("szCs", val=_SMALL))
    text = etree.SubElement(run, W + "t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = writable(words)
    return paragraph


def _element(name: str, **attributes: str) -> etree._Element:
    element = etree.Element(W + name, nsmap={"w": _PLAIN})
    for key, value in attributes.items():
        element.set(W + key, value)
    return element


def _part(located: Located, name: str, tag: str) -> etree._Element:
    if name not in located.package:
        return _element(tag.removeprefix(W)) if tag.startswith(W) else _parse_empty(tag)
    content = located.package.read(name)
    if tag.startswith(W):
        content = content.replace(_STRICT.encode(), _PLAIN.encode())
    return safe_xml.parse(content, name)


def _parse_empty(tag: str) -> etree._Element:
    namespace, _, name = tag[1:].partition("}")
    return safe_xml.parse(f'<{name} xmlns="{namespace}"/>'.encode(), name)


def _relations_name(main: str) -> str:
    folder, name = posixpath.split(main)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _printed(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
