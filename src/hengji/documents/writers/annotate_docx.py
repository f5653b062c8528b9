"""
A Word document again, with a comment at the very words of each finding.

Nothing of the document changes but what a comment needs: runs are parted where a comment begins
or ends, and both halves keep all their formatting.  Word takes no comments inside text boxes and
notes everywhere, so there the comment stands at the box or at the mark of the note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from hengji.documents.readers import docx
from hengji.documents.readers.container import refused
from hengji.documents.readers.docx import Anchor, Located
from hengji.documents.readers.docx_runs import M
from hengji.documents.readers.docx_styles import W
from hengji.documents.writers import docx_comments, products
from hengji.documents.writers.files import write_whole
from hengji.documents.writers.packages import repacked
from hengji.documents.writers.remarks import Remark

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES: Final = {W + "footnote": W + "footnoteReference", W + "endnote": W + "endnoteReference"}


def write_annotated(
    source: Path,
    remarks: Sequence[Remark],
    target: Path,
    *,
    text: str,
    general: tuple[int, int] | None = None,
) -> None:
    """
    Write a copy of `source` with the remarks as comments; whole or not at all.

    `text` is the plain text that the remarks' spans refer to; `general` the span that remarks
    without one are put at (the title), the first words where it is not given.  Raises
    `UnreadableDocument` where the file is no longer the one that was read.
    """
    located = docx.open_located(source)
    if located.extract.text != text:
        raise refused("审核期间文件被改动", "请重新审核")
    write_whole(target, products.marked(annotated(located, remarks, general=general)))


def annotated(
    located: Located,
    remarks: Sequence[Remark],
    *,
    general: tuple[int, int] | None = None,
) -> bytes:
    """The bytes of the copy."""
    comments = docx_comments.Comments(located)
    marks = _Marks(located)
    at_large = [remark for remark in remarks if remark.start is None]
    if at_large:
        marks.put(comments.add(at_large), *(general or _first_words(located)))
    for remark in remarks:
        if remark.start is not None and remark.end is not None:
            marks.put(comments.add([remark]), remark.start, remark.end)
    marks.write()
    changed = {located.main: docx_comments.serialised(located.parts[located.main], located)}
    changed |= comments.parts()
    return repacked(located.package, changed)


def _first_words(located: Located) -> tuple[int, int]:
    blocks = located.extract.blocks
    return (blocks[0].start, blocks[0].end) if blocks else (0, 0)


# --- where comments begin and end ---------------------------------------------------------------


@dataclass(slots=True)
class _Cut:
    """A place between characters of a run, and the comments that end and begin there."""

    ends: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)


class _Marks:
    """The marks of all comments, gathered first: a run that is parted loses its offsets."""

    def __init__(self, located: Located) -> None:
        self._located = located
        self._cuts: defaultdict[etree._Element, dict[tuple[int, int], _Cut]] = defaultdict(dict)
        self._notes: dict[tuple[str, str], etree._Element] | None = None

    def put(self, comment: int, start: int, end: int) -> None:
        """A comment from `start` to `end`; at nothing where the document has no words at all."""
        anchors = [anchor for anchor in self._located.anchors(start, end) if self._reachable(anchor)]
        if not anchors:
            anchors = list(self._located.anchors(*_first_words(self._located)))
        if not anchors:
            return
        self._cut(anchors[0], last=False).begins.append(comment)
        self._cut(anchors[-1], last=True).ends.append(comment)

    def write(self) -> None:
        """Part the runs and put the marks in."""
        for element, cuts in self._cuts.items():
            for (position, offset), cut in sorted(cuts.items(), key=lambda item: item[0], reverse=True):
                marks = [mark for comment in cut.ends for mark in docx_comments.end_marks(comment)]
                marks += [docx_comments.begin_mark(comment) for comment in cut.begins]
                _insert(element, position, offset, marks)

    def _reachable(self, anchor: Anchor) -> bool:
        """Whether the words, or what they hang on, stand in the main part."""
        note = next(anchor.node.iterancestors(*_NOTES), None)
        return note is None or self._reference(note) is not None

    def _cut(self, anchor: Anchor, *, last: bool) -> _Cut:
        element, position, offset = self._at(anchor, last=last)
        return self._cuts[element].setdefault((position, offset), _Cut())

    def _at(self, anchor: Anchor, *, last: bool) -> tuple[etree._Element, int, int]:
        """The element to part, the child within it, the offset within that."""
        host = self._host(anchor)
        if host is not None:
            return host, (len(host) if last else 0), 0
        run = anchor.run
        assert run is not None  # noqa: S101 - what has no run has a host
        child = anchor.node
        while (parent := child.getparent()) is not run:
            assert parent is not None  # noqa: S101 - the run encloses the node
            child = parent
        length = len(child.text or "") if child.tag == W + "t" else 0
        offset = anchor.start if not last else anchor.end or length or 1
        if length == 0:
            # A tab or a drawing is never parted: a comment begins before it or ends after it.
            return run, run.index(child) + (1 if last else 0), 0
        return (run, run.index(child), offset) if offset < length else (run, run.index(child) + 1, 0)

    def _host(self, anchor: Anchor) -> etree._Element | None:
        """What stands for words where no comment may stand: a box, the mark of a note, a formula."""
        note = next(anchor.node.iterancestors(*_NOTES), None)
        if note is not None:
            return self._reference(note)
        box = _outermost(anchor.node, W + "txbxContent")
        if box is not None:
            return _outermost(box, W + "r")
        formula = _outermost(anchor.node, M + "oMathPara")
        return _outermost(anchor.node, M + "oMath") if formula is None else formula

    def _reference(self, note: etree._Element) -> etree._Element | None:
        if self._notes is None:
            self._notes = {}
            for mark in self._located.parts[self._located.main].iter(*_NOTES.values()):
                run = _outermost(mark, W + "r")
                if run is not None:
                    self._notes.setdefault((str(mark.tag), mark.get(W + "id", "")), run)
        return self._notes.get((_NOTES[str(note.tag)], note.get(W + "id", "")))


def _outermost(node: etree._Element, tag: str) -> etree._Element | None:
    found = None
    for found in node.iterancestors(tag):  # noqa: B007 - the last one is wanted
        pass
    return found


def _insert(element: etree._Element, position: int, offset: int, marks: Iterable[etree._Element]) -> None:
    """Put marks into the line of runs, parting `element` there if it is a run."""
    if element.tag == W + "r" and offset:
        _part_text(element[position], offset)
        position += 1
    kept = [child for child in list(element)[:position] if child.tag != W + "rPr"]
    if not kept:
        for mark in marks:
            element.addprevious(mark)
        return
    if position < len(element):
        later = element.makeelement(
            element.tag, {str(key): str(value) for key, value in element.attrib.items()}
        )
        properties = element.find(W + "rPr")
        moved = list(element)[position:]
        if properties is not None:
            later.append(deepcopy(properties))
        later.extend(moved)
        element.addnext(later)
    for mark in reversed(list(marks)):
        element.addnext(mark)


def _part_text(node: etree._Element, offset: int) -> None:
    later = deepcopy(node)
    text = node.text or ""
    node.text, later.text = text[:offset], text[offset:]
    for half in (node, later):
        half.set(_SPACE, "preserve")
    node.addnext(later)
