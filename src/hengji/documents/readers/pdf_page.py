"""
One page of a PDF: its lines of words and its ruled tables, with their boxes.

PDFium gives the words quickly but in the order they were drawn, with blanks of its own wherever
glyphs stand apart.  Pages without ruled lines are taken line by line, which costs little more
than the words alone; pages with ruled lines and turned pages are taken character by character.
Coordinates are points from the lower left corner of the page as a person sees it.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from hengji.documents.readers.pdf_drawn import RULED_PATHS, counted
from hengji.documents.readers.pdf_rules import RuledTable, edges_of, ruled_tables

_WIDE: Final = "\u1100"
_OVERLAP: Final = 0.5
_BLANK: Final = 0.45
"""Of a character's width: a typed blank takes half; what Word adds between Chinese and digits a quarter."""
_BLANK_NARROW: Final = 0.25
SQUARE: Final = re.compile("[\u3007\u3400-\u9fff]")
_SAMPLE: Final = 16
_MOST: Final = 0.8
"""The share of the signs looked at that must agree on which way is up."""
_FROM_ANOTHER_FONT: Final = re.compile("[“”‘’—…·×÷≥≤±℃‰①-⑳]")
_UNCLEAN: Final = re.compile("[\x02\ufffe\xad\xa0\ufb00-\ufb04]")
_LIGATURES: Final = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(slots=True)
class Line:
    """A line of words; `em` is the width of a character in it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    em: float
    page: int

    @property
    def middle(self) -> float:
        """Half way up."""
        return (self.bottom + self.top) / 2


@dataclass(slots=True)
class PageTable:
    """A ruled table of one page with the words of its cells, in the order of `grid.cells`."""

    grid: RuledTable
    texts: list[str]
    page: int

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.grid.box[3]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.grid.box[1]


@dataclass(slots=True)
class Page:
    """What stands on a page, from top to bottom."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable] = field(default_factory=list)
    has_image: bool = False


@dataclass(slots=True)
class _Glyph:
    text: str
    left: float
    bottom: float
    right: float
    top: float


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """The page of that index, counted from zero; raises `pdfium.PdfiumError` for a broken one."""
    page = document[index]
    try:
        width, height = page.get_size()
        words = page.get_textpage()
        try:
            content = words.get_text_range()
            shown = page.get_rotation()
            turn = _turn_of(words.raw, content, shown)
            if (turn - shown) % 180:
                width, height = height, width
            paths, has_image = counted(page.raw)
            if paths < RULED_PATHS and not turn:
                lines = _plain_lines(words.raw, content, index + 1)
                return Page(index + 1, width, height, lines, has_image=has_image)
            place = _turned(turn, width, height)
            glyphs = _glyphs(words.raw, content, place)
            tables, rest = _tables(page, place, glyphs, index + 1)
            return Page(index + 1, width, height, _lines(rest, index + 1), tables, has_image)
        finally:
            words.close()
    finally:
        page.close()


def _turn_of(words: Any, content: str, shown: int) -> int:
    """
    How far the page is to be turned, clockwise, for its words to stand upright.

    Mostly that is how it is shown; a wide table may lie on its side, and a page turned on a screen was
    saved so.
    """
    length = len(content)
    chosen = [at for at in range(0, length, max(1, length // _SAMPLE)) if content[at] > " "]
    angles = [round(math.degrees(raw.FPDFText_GetCharAngle(words, at))) % 360 for at in chosen]
    for angle in (0, 90, 180, 270):
        if angles.count(angle) > _MOST * len(angles):
            return (360 - angle) % 360
    return shown


def _plain_lines(words: Any, content: str, number: int) -> list[Line]:
    """PDFium's own lines with the boxes of their ends."""
    lines: list[Line] = []
    if content and max(content) > "\uffff":
        # Offsets in the C library count UTF-16 units there.
        return _lines(_glyphs(words, content, _upright), number)
    box = raw.FS_RECTF()
    at = 0
    for part in content.split("\r\n"):
        text = part.rstrip(" ")
        first = len(text) - len(text.lstrip(" "))
        if text.strip():
            raw.FPDFText_GetLooseCharBox(words, at + first, box)
            left, bottom, top, em = box.left, box.bottom, box.top, box.right - box.left
            raw.FPDFText_GetLooseCharBox(words, at + len(text) - 1, box)
            if not SQUARE.match(text, first):
                # A digit is narrower and a dash wider than the characters a line is measured in.
                square = SQUARE.search(text)
                em = (top - bottom) * 0.8
                if square is not None:
                    measured = raw.FS_RECTF()
                    raw.FPDFText_GetLooseCharBox(words, at + square.start(), measured)
                    em = measured.right - measured.left
            kept = _without_gaps(words, text, at, em) if " " in text else text
            if " " in kept and _FROM_ANOTHER_FONT.search(kept) is not None:
                kept = _drawn_apart(words, text, at, number) or kept
            bottom, top = min(bottom, box.bottom), max(top, box.top)
            lines.append(Line(_cleaned(kept.lstrip(" ")), left, bottom, box.right, top, em, number))
        at += len(part) + 2
    return _in_order(lines)


def _drawn_apart(words: Any, text: str, at: int, number: int) -> str:
    """
    The line from left to right, where signs that its font lacks were drawn after the others.

    An office program takes “ and ” from another font and draws them behind the words, which leave gaps
    for them: 与上年相比， 三公 经费减少“ ”.  Empty where the signs stand in the order they were drawn.
    """
    box = raw.FS_RECTF()
    glyphs: list[_Glyph] = []
    for offset, character in enumerate(text):
        if character == " " and raw.FPDFText_IsGenerated(words, at + offset) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(words, at + offset, box)
        glyphs.append(_Glyph(character, box.left, box.bottom, box.right, box.top))
    if all(before.left <= after.left for before, after in itertools.pairwise(glyphs)):
        return ""
    if not all(_same_height(glyphs[0], glyph) for glyph in glyphs):
        return ""  # a word parted by a hyphen: PDFium takes both of its lines for one
    line = _line(glyphs, number)
    return "" if line is None else line.text


def _without_gaps(words: Any, text: str, at: int, em: float) -> str:
    """The line without the blanks that PDFium put between characters that merely stand apart."""
    box = raw.FS_RECTF()
    kept: list[str] = []
    done = 0
    offset = text.find(" ", 1)
    while 0 < offset < len(text) - 1:
        if (text[offset - 1] > _WIDE or text[offset + 1] > _WIDE) and raw.FPDFText_IsGenerated(
            words, at + offset
        ) == 1:
            raw.FPDFText_GetLooseCharBox(words, at + offset - 1, box)
            ended = box.right
            raw.FPDFText_GetLooseCharBox(words, at + offset + 1, box)
            if box.left - ended < _BLANK * em:
                kept.append(text[done:offset])
                done = offset + 1
        offset = text.find(" ", offset + 1)
    kept.append(text[done:])
    return "".join(kept)


def _cleaned(text: str) -> str:
    """Ligatures taken apart, marks of the C library for hyphens and unknown glyphs made plain."""
    if _UNCLEAN.search(text) is None:
        return text
    text = text.replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "").replace("\xa0", " ")
    for sign, letters in _LIGATURES.items():
        text = text.replace(sign, letters)
    return text


def _upright(box: Box) -> Box:
    return box


def _turned(turn: int, width: float, height: float) -> Callable[[Box], Box]:
    """From the coordinates of the page as stored to those of the page as shown."""
    if turn == 90:
        return lambda b: (b[1], height - b[2], b[3], height - b[0])
    if turn == 180:
        return lambda b: (width - b[2], height - b[3], width - b[0], height - b[1])
    if turn == 270:
        return lambda b: (width - b[3], b[0], width - b[1], b[2])
    return _upright


def _glyphs(words: Any, content: str, place: Callable[[Box], Box]) -> list[_Glyph]:
    box = raw.FS_RECTF()
    get, generated = raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    glyphs: list[_Glyph] = []
    unit = 0
    for character in content:
        at = unit
        unit += 2 if character > "\uffff" else 1
        if character in "\r\n" or (character == " " and generated(words, at) == 1):
            continue
        get(words, at, box)
        left, bottom, right, top = place((box.left, box.bottom, box.right, box.top))
        glyphs.append(_Glyph(_cleaned(character), left, bottom, right, top))
    return glyphs


def _tables(
    page: pdfium.PdfPage, place: Callable[[Box], Box], glyphs: list[_Glyph], number: int
) -> tuple[list[PageTable], list[_Glyph]]:
    """The ruled tables of a page with their words, and the glyphs that stand in none of them."""
    grids = ruled_tables([place(edge) for edge in edges_of(page.raw)])
    tables: list[PageTable] = []
    for grid in grids:
        inside: dict[int, list[_Glyph]] = {}
        rest: list[_Glyph] = []
        for glyph in glyphs:
            cell = grid.cell_at((glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2)
            if cell is None:
                rest.append(glyph)
            else:
                inside.setdefault(cell, []).append(glyph)
        if not inside or (len(grid.cells) == 1 and len(rest) < len(glyphs)):
            # A frame around everything, or empty: no table.
            continue
        texts = [_cell_text(inside.get(at, []), number) for at in range(len(grid.cells))]
        tables.append(PageTable(grid, texts, number))
        glyphs = rest
    return tables, glyphs


def _cell_text(glyphs: list[_Glyph], number: int) -> str:
    text = ""
    for line in _lines(glyphs, number):
        text = joined(text, line.text)
    return text.strip()


def joined(before: str, after: str) -> str:
    """
    Two lines of one paragraph, with a blank only between words of letters.

    >>> joined("支出28,771,", "611.60元"), joined("Hengji", "report"), joined("预算 ", "执行")
    ('支出28,771,611.60元', 'Hengji report', '预算执行')
    """
    before, after = before.rstrip(" "), after.lstrip(" ")
    if before and after and _is_letter(before[-1]) and _is_letter(after[0]):
        return f"{before} {after}"
    return before + after


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _lines(glyphs: Sequence[_Glyph], number: int) -> list[Line]:
    """Glyphs gathered into lines, from top to bottom and from left to right."""
    rows: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -(g.bottom + g.top)):
        if rows and _same_height(rows[-1][0], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for row in rows if (line := _line(row, number)) is not None]


def _same_height(one: _Glyph | Line, other: _Glyph | Line) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > _OVERLAP * min(one.top - one.bottom, other.top - other.bottom)


def _line(row: Iterable[_Glyph], number: int) -> Line | None:
    glyphs = sorted(row, key=lambda g: g.left)
    while glyphs and glyphs[-1].text == " ":
        glyphs.pop()
    if not glyphs:
        return None
    square = [g.right - g.left for g in glyphs if SQUARE.match(g.text)]
    em = max(square or [0.8 * (g.top - g.bottom) for g in glyphs] + [1.0])
    text = glyphs[0].text
    for before, after in itertools.pairwise(glyphs):
        gap = after.left - before.right
        narrow = before.text < _WIDE and after.text < _WIDE
        if before.text != " " and after.text != " " and gap > em * (_BLANK_NARROW if narrow else _BLANK):
            text += " "
        text += after.text
    if not text.strip():
        return None
    bottom, top = min(g.bottom for g in glyphs), max(g.top for g in glyphs)
    return Line(text.strip(" "), glyphs[0].left, bottom, glyphs[-1].right, top, em, number)


def _in_order(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom where they were drawn otherwise; pieces of one line put together."""
    ordered = lines
    if any(_above(after, before) for before, after in itertools.pairwise(lines)):
        columns = _columns(lines)
        ordered = [line for column in columns for line in sorted(column, key=lambda li: -li.middle)]
    merged: list[Line] = []
    for line in ordered:
        last = merged[-1] if merged else None
        if last is None or not _same_height(last, line) or _overlaps(last, line):
            merged.append(line)
            continue
        first, second = (last, line) if last.left <= line.left else (line, last)
        gap = " " if second.left - first.right > max(first.em, second.em) else ""
        merged[-1] = Line(
            first.text + gap + second.text,
            first.left,
            min(first.bottom, second.bottom),
            second.right,
            max(first.top, second.top),
            max(first.em, second.em),
            first.page,
        )
    return merged


def _above(line: Line, other: Line) -> bool:
    return line.bottom > other.middle and not _same_height(line, other)


def _overlaps(one: Line, other: Line) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > max(one.em, other.em)


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Two columns of print where a gutter parts the page, else all lines as one."""
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    left = [line for line in lines if line.right <= gutter]
    right = [line for line in lines if line.left >= gutter]
    return [left, right]


def _gutter(lines: list[Line]) -> float | None:
    spans = sorted((line.left, line.right) for line in lines)
    reach, fewest = spans[0][1], 3
    for at, (left, right) in enumerate(spans):
        if left > reach and fewest <= at <= len(spans) - fewest:
            return (left + reach) / 2
        reach = max(reach, right)
    return None
