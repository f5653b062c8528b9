"""
The words of one paragraph of Word, as accepted and as shown.

Insertions and moved-to words are kept, deletions and moved-from words are not; of a field only
its result; hidden words not; of two alternatives of a drawing only one.  Every piece of text
remembers its element, so that a comment can later be set at the very words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from hengji.documents.readers.docx_styles import Styles, W, switched, value

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_CONTAINERS: Final = frozenset(
    W + name
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple",
        "dir", "bdo", "ruby", "rubyBase",
    )
)  # fmt: skip
_DELETED: Final = frozenset({W + "del", W + "moveFrom"})
_TRACKED: Final = frozenset({W + "ins", W + "moveTo"})
_DRAWN: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_PAGE_BREAK: Final = W + "lastRenderedPageBreak"
_NOTES: Final = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_FIXED: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_WINGDINGS: Final = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x52: "☑",
    0x6C: "●", 0x6E: "■", 0x75: "◆", 0xD8: "➢", 0xE0: "→",
}  # fmt: skip
_SYMBOL: Final = {
    0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB1: "±", 0xB9: "≠", 0xBB: "≈", 0x44: "Δ",
    0x53: "Σ", 0xE5: "∑", 0xB7: "•", 0x25: "%", 0x2B: "+", 0x2D: "−", 0x3D: "=", 0x28: "(", 0x29: ")",
}  # fmt: skip
_PRIVATE: Final = 0xF000


@dataclass(slots=True)
class Words:
    """The text of a paragraph in pieces, each with the element that holds it."""

    pieces: list[tuple[str, etree._Element]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    """Text boxes anchored here (`w:txbxContent`)."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes and endnotes referred to: kind and id."""
    page: int | None = None
    """The page on which they begin, as Word last set the document; `None` where it never did."""

    @property
    def text(self) -> str:
        """The words."""
        return "".join(text for text, _ in self.pieces)

    def extend(self, other: Words) -> None:
        """Add the words of a paragraph whose mark before it was deleted."""
        self.pieces += other.pieces
        self.boxes += other.boxes
        self.notes += other.notes


class RunReader:
    """Reads the runs of paragraphs; fields may begin in one paragraph and end in another."""

    __slots__ = ("_fields", "_styles", "fields_are_sound", "page", "seen")

    def __init__(self, styles: Styles, *, fields_are_sound: bool) -> None:
        self._styles = styles
        self._fields: list[bool] = []
        self.fields_are_sound = fields_are_sound
        """Whether every field that begins also ends; words of broken fields are all kept."""
        self.page: int | None = None
        self.seen: Counter[str] = Counter()

    def words(self, paragraph: etree._Element) -> Words:
        """The words of one paragraph."""
        words = Words(page=self.page)
        self._inline(paragraph, words)
        return words

    def _inline(self, parent: etree._Element, words: Words) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, words)
            elif tag in _CONTAINERS:
                if tag in _TRACKED:
                    self.seen["tracked"] += 1
                self._inline(child, words)
            elif tag in _DELETED:
                self.seen["tracked"] += 1
            elif tag == MC + "AlternateContent":
                self._inline(chosen(child), words)
            elif tag in {M + "oMath", M + "oMathPara"}:
                self._formula(child, words)

    def _run(self, run: etree._Element, words: Words) -> None:
        properties = run.find(W + "rPr")
        if properties is not None and self._is_hidden(properties):
            if any(child.text for child in run.iterchildren(W + "t")):
                self.seen["hidden"] += 1
            # A field may begin or end in a hidden run.
            for mark in run.iterchildren(W + "fldChar"):
                self._field_mark(mark, words)
            return
        for child in run:
            self._piece(child, words)

    def _piece(self, child: etree._Element, words: Words) -> None:
        tag = child.tag
        if tag == W + "fldChar":
            self._field_mark(child, words)
        elif self.fields_are_sound and any(self._fields):
            return
        elif tag == _PAGE_BREAK:
            self._next_page(words)
        elif tag in _DRAWN:
            self._drawn(child, words)
        elif tag == MC + "AlternateContent":
            for inner in chosen(child):
                self._piece(inner, words)
        elif tag in _NOTES:
            words.notes.append((_NOTES[tag], child.get(W + "id", "")))
        elif tag in _CONTAINERS:
            self._inline(child, words)
        elif text := self._shown(child):
            words.pieces.append((text, child))

    def _next_page(self, words: Words) -> None:
        if self.page is not None:
            self.page += 1
            if not words.pieces:
                words.page = self.page

    def _shown(self, child: etree._Element) -> str:
        """What an element of a run is printed as."""
        if child.tag == W + "t":
            return child.text or ""
        if child.tag == W + "br":
            return "\n" if child.get(W + "type", "textWrapping") == "textWrapping" else ""
        if child.tag == W + "sym":
            return self._symbol(child)
        return _FIXED.get(child.tag, "")

    def _field_mark(self, mark: etree._Element, words: Words) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(True)
            box = mark.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                checked = switched(box, "checked")
                checked = switched(box, "default") if checked is None else checked
                words.pieces.append(("☑" if checked else "☐", mark))
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, properties: etree._Element) -> bool:
        hidden = switched(properties, "vanish")
        if hidden is None:
            style = value(properties, "rStyle")
            return style is not None and self._styles.of(style).hidden
        return hidden

    def _symbol(self, element: etree._Element) -> str:
        try:
            code = int(element.get(W + "char", ""), 16)
        except ValueError:
            return ""
        if not _PRIVATE <= code < _PRIVATE + 0x100:
            return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
        font = element.get(W + "font", "").lower()
        known = _WINGDINGS if "wingdings" in font else _SYMBOL
        if code - _PRIVATE not in known:
            self.seen["symbol"] += 1
        return known.get(code - _PRIVATE, chr(code))

    def _drawn(self, element: etree._Element, words: Words) -> None:
        for child in element:
            if child.tag == MC + "AlternateContent":
                self._drawn(chosen(child), words)
            elif child.tag == W + "txbxContent":
                words.boxes.append(child)
            else:
                if child.tag.endswith(("}blip", "}imagedata")):
                    self.seen["image"] += 1
                elif child.tag.endswith("}OLEObject"):
                    self.seen["embedded"] += 1
                self._drawn(child, words)

    def _formula(self, element: etree._Element, words: Words) -> None:
        for child in element:
            if child.tag == M + "t" or child.tag == W + "t":
                if child.text:
                    words.pieces.append((child.text, child))
            elif child.tag == M + "den":
                words.pieces.append(("/", child))
                self._formula(child, words)
            elif child.tag not in _DELETED:
                self._formula(child, words)


def chosen(alternatives: etree._Element) -> etree._Element:
    """
    The alternative to read: the first choice that holds words, else the fallback.

    Both hold the same text box, once in the drawing language of today and once of old; one
    is enough.
    """
    branches = [branch for branch in alternatives if branch.tag in {MC + "Choice", MC + "Fallback"}]
    for branch in branches:
        if next(branch.iter(W + "t", W + "sym"), None) is not None:
            return branch
    return branches[0] if branches else alternatives.makeelement(MC + "Choice")


def fields_are_sound(root: etree._Element) -> bool:
    """Whether fields begin and end in pairs, so that what stands in their code may be dropped."""
    depth = 0
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            depth += 1
        elif kind == "end":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0
