"""
Where on the paper the words of an extract stand, to mark them there.

The reader keeps no places of single characters.  They are found again by laying the words of a
page's paragraphs and cells against the characters that PDFium gives for that page, in order;
blanks count for nothing, and what only the paper needed is passed over.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from hengji.documents.readers.pdf_rules import Box, edges_of, ruled_tables
from hengji.domain.extract import Cell, Extract, Paragraph

_SEED: Final = 8
_LEAST_SEED: Final = 4
"""So many characters alike are taken for the same words; fewer left over only near by."""
_NEAR: Final = 24
_BESIDE: Final = 2
_PAGES_AHEAD: Final = 3
_ALIKE: Final = {
    0x02: "-", 0xFFFE: "-", 0xAD: None, 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi",
    0xFB04: "ffl",
}  # fmt: skip
_SAME_LINE: Final = 0.5
_RUNNING, _IN_CELLS, _DRAWN = range(3)
"""The orders in which a page is searched: words outside cells, words cell by cell, all as drawn."""
Spot = tuple[Box, int]
"""A box and how far its words are turned, in degrees; 90 runs down the page, 270 up."""
_At = tuple[int, int, int]
"""Page, order, place in it."""


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """Characters of a page in an order in which they can be read, each with its index."""

    text: str
    indices: list[int]


@dataclass(slots=True)
class _Laid:
    """A paragraph or cell: for each of its characters that was found, its offset, page and index."""

    offsets: list[int]
    glyphs: list[tuple[int, int]]


class PdfPlaces:
    """The places of an extract's words in the PDF it was read from; pages count from zero."""

    def __init__(self, document: pdfium.PdfDocument, extract: Extract) -> None:
        self._document = document
        self._text = extract.text
        self._units: list[Paragraph | Cell] = []
        for block in extract.blocks:
            self._units += [block] if isinstance(block, Paragraph) else block.cells
        self._by_page: defaultdict[int, list[Paragraph | Cell]] = defaultdict(list)
        for unit in self._units:
            self._by_page[_page_of(unit)].append(unit)
        self._laid: dict[int, _Laid] = {}
        self._done: set[int] = set()
        self._glyphs: dict[tuple[int, int], _Glyphs] = {}
        self._open: dict[int, tuple[pdfium.PdfPage, pdfium.PdfTextPage]] = {}

    def boxes(self, start: int, end: int) -> dict[int, list[Spot]]:
        """For each page that shows some of `text[start:end]`, a box a line and which way its words run."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        first = max(bisect_right(self._units, start, key=lambda unit: unit.start) - 1, 0)
        for unit in self._units[first:]:
            if unit.start >= end:
                break
            laid = self._laid_down(unit)
            for offset, (page, index) in zip(laid.offsets, laid.glyphs, strict=True):
                if start <= offset < end:
                    found[page].append(index)
        return {page: list(self._lines(page, indices)) for page, indices in found.items()}

    def close(self) -> None:
        """Let go of the pages."""
        for page, words in self._open.values():
            words.close()
            page.close()
        self._open.clear()

    def page(self, number: int) -> pdfium.PdfPage:
        """The page of that number, kept open until `close`."""
        return self._opened(number)[0]

    def opened(self) -> list[pdfium.PdfPage]:
        """The pages that are open, in their order."""
        return [page for _, (page, _) in sorted(self._open.items())]

    def _opened(self, number: int) -> tuple[pdfium.PdfPage, pdfium.PdfTextPage]:
        if number not in self._open:
            page = self._document[number]
            self._open[number] = page, page.get_textpage()
        return self._open[number]

    def _laid_down(self, unit: Paragraph | Cell) -> _Laid:
        page = _page_of(unit)
        if page not in self._done:
            self._done.add(page)
            for order in (_RUNNING, _IN_CELLS):
                kind = Cell if order == _IN_CELLS else Paragraph
                self._lay(page, [one for one in self._by_page[page] if isinstance(one, kind)], order)
        return self._laid.get(unit.start, _Laid([], []))

    def _lay(self, page: int, units: list[Paragraph | Cell], order: int) -> None:
        """Find the units of a page one after the other, each after the one before where it can be."""
        at = page, order, 0
        for unit in units:
            words, offsets = _plain(self._text, unit.start, unit.end)
            laid = self._laid[unit.start] = _Laid([], [])
            done = 0
            while done < len(words):
                spot = self._find(words, done, at)
                if spot is None:
                    done += 1
                    continue
                number, found_in, place = spot
                glyphs = self._glyphs_of(number, found_in)
                length = _common(words, done, glyphs.text, place)
                laid.offsets += offsets[done : done + length]
                laid.glyphs += [(number, index) for index in glyphs.indices[place : place + length]]
                done += length
                if found_in == order:
                    at = number, order, place + length

    def _find(self, words: str, done: int, at: _At) -> _At | None:
        """Where the words go on: ahead on this page or the next ones, else anywhere on this page."""
        page, order, place = at
        rest = words[done:]
        pages = range(page, min(page + _PAGES_AHEAD, len(self._document)))
        if done and len(rest) < _LEAST_SEED:
            return self._right_here(rest, at)
        lengths = (len(rest) if done == 0 else _SEED, _SEED, _LEAST_SEED)
        for seed in dict.fromkeys(rest[:length] for length in lengths):
            for number in pages:
                spot = self._glyphs_of(number, order).text.find(seed, place if number == page else 0)
                if spot >= 0:
                    return number, order, spot
            for anywhere in (order, _DRAWN):
                spot = self._glyphs_of(page, anywhere).text.find(seed)
                if spot >= 0:
                    return page, anywhere, spot
        return self._right_here(rest, at) if done else None

    def _right_here(self, rest: str, at: _At) -> _At | None:
        """A few words between signs that were drawn elsewhere (“良”), looked for no farther than here."""
        page, order, place = at
        text = self._glyphs_of(page, order).text
        for length in (_LEAST_SEED - 1, _LEAST_SEED - 2, 1):
            spot = text.find(rest[:length], place, place + (_NEAR if length > 1 else _BESIDE))
            if spot >= 0:
                return page, order, spot
        return None

    def _glyphs_of(self, number: int, order: int) -> _Glyphs:
        key = number, order
        if key not in self._glyphs:
            self._read(number)
        return self._glyphs[key]

    def _read(self, number: int) -> None:
        """The characters of a page, those in ruled cells apart and cell by cell."""
        page, words = self._opened(number)
        indices = range(raw.FPDFText_CountChars(words.raw))
        signs = [_sign(raw.FPDFText_GetUnicode(words.raw, index)) for index in indices]
        grids = []
        if any(isinstance(unit, Cell) for unit in self._by_page[number]):
            grids = ruled_tables(edges_of(page.raw))
        free: list[int] = []
        cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for index, sign in zip(indices, signs, strict=True):
            if not sign:
                continue
            key = None
            if grids:
                left, bottom, right, top = _box(words, index)
                middle = (left + right) / 2, (bottom + top) / 2
                hits = (
                    (g, cell) for g, grid in enumerate(grids) if (cell := grid.cell_at(*middle)) is not None
                )
                key = next(hits, None)
            (free if key is None else cells[key]).append(index)
        inside = [index for key in sorted(cells) for index in cells[key]]
        self._glyphs[number, _RUNNING] = _gathered(free, signs)
        self._glyphs[number, _IN_CELLS] = _gathered(inside, signs)
        self._glyphs[number, _DRAWN] = _gathered(list(indices), signs)

    def _lines(self, number: int, indices: list[int]) -> Iterator[Spot]:
        """The boxes of characters that stand beside each other as one."""
        _, words = self._opened(number)
        line: Box | None = None
        turn = 0
        for index in indices:
            box, angle = _box(words, index), _angle(words, index)
            if line is not None and angle == turn and _goes_on(_ahead(line, turn), _ahead(box, turn)):
                line = min(line[0], box[0]), min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3])
                continue
            if line is not None:
                yield line, turn
            line, turn = box, angle
        if line is not None:
            yield line, turn


def _page_of(unit: Paragraph | Cell) -> int:
    page = None if unit.place is None else unit.place.page
    return 0 if page is None else page - 1


def _plain(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The words without blanks, each character with its offset."""
    signs: list[str] = []
    offsets: list[int] = []
    for offset in range(start, end):
        for sign in _alike(text[offset]):
            signs.append(sign)
            offsets.append(offset)
    return "".join(signs), offsets


def _alike(character: str) -> str:
    return "" if character.isspace() else character.translate(_ALIKE)


def _sign(code: int) -> str:
    return _alike(chr(code)) if 0 < code < 0x110000 else ""


def _gathered(indices: list[int], signs: list[str]) -> _Glyphs:
    spread = [index for index in indices for _ in signs[index]]
    return _Glyphs("".join(signs[index] for index in indices), spread)


def _common(words: str, at: int, glyphs: str, place: int) -> int:
    """How many characters are the same from there on."""
    most = min(len(words) - at, len(glyphs) - place)
    if words[at : at + most] == glyphs[place : place + most]:
        return most
    return next(n for n in range(most) if words[at + n] != glyphs[place + n])


def _box(words: Any, index: int) -> Box:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(words.raw, index, box)
    return box.left, box.bottom, box.right, box.top


def _angle(words: Any, index: int) -> int:
    """Which way a character is turned, in degrees."""
    return round(math.degrees(raw.FPDFText_GetCharAngle(words.raw, index))) % 360


def _ahead(box: Box, angle: int) -> Box:
    """
    The box as whoever reads the line sees it, which may run up the page, down, or upside down.

    >>> _ahead((1, 2, 3, 4), 0), _ahead((1, 2, 3, 4), 90), _ahead((1, 2, 3, 4), 270)
    ((1, 2, 3, 4), (-4, 1, -2, 3), (2, -3, 4, -1))
    """
    left, bottom, right, top = box
    match angle:
        case 90:
            return -top, left, -bottom, right
        case 180:
            return -right, -top, -left, -bottom
        case 270:
            return bottom, -right, top, -left
        case _:
            return box


def _goes_on(line: Box, box: Box) -> bool:
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    height = min(line[3] - line[1], box[3] - box[1])
    beside = line[0] <= box[0] <= line[2] + 3 * (box[3] - box[1])
    return beside and overlap > _SAME_LINE * height
