"""
The paragraphs and tables of a Word 97–2003 file.

Marks inside the text part it: a carriage return ends a paragraph, the bell a cell or a row, and
three control characters frame a field, of which only the result is read.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lxml import etree

from hengji.documents.readers import doc_lists
from hengji.documents.readers.assembly import Assembly, GridCell
from hengji.documents.readers.doc_pieces import (
    CHARACTER_PAGES,
    PARAGRAPH_PAGES,
    Ranges,
    WordFile,
    operations,
)
from hengji.documents.readers.docx_numbering import Numbering, numbered
from hengji.documents.readers.docx_styles import Styles, W, integer, value
from hengji.domain.extract import Extract

_IN_TABLE: Final = 0x2416
_ROW_END: Final = 0x2417
_INNER_CELL: Final = 0x244B
_INNER_ROW: Final = 0x244C
_DELETED: Final = 0x0800
_INSERTED: Final = 0x0801
_HIDDEN: Final = 0x083C
_TABLE_SHAPE: Final = 0xD608
_BODY_LEVEL: Final = 9
_FOOTNOTES, _ENDNOTES, _BOXES = 1, 5, 6
_MARKS: Final = re.compile("[\x0d\x07\x0c]")
_PLAIN: Final = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": "", "\x0e": "", "\xad": ""})
_DROPPED: Final = re.compile("[\x00-\x08\x0c\x0f-\x1d]")
_FIELD: Final = re.compile("[\x13\x14\x15]")
_PICTURES: Final = re.compile("[\x01\x08]")


@dataclass(slots=True)
class _Cell:
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    cells: list[_Cell]
    edges: tuple[int, ...]
    flags: tuple[int, ...]


class _Reader:
    __slots__ = (
        "_assembly",
        "_cells",
        "_characters",
        "_fields",
        "_inner",
        "_line",
        "_notes",
        "_numbering",
        "_paragraphs",
        "_rows",
        "_styles",
        "_word",
    )

    def __init__(self, word: WordFile, assembly: Assembly) -> None:
        self._word = word
        self._assembly = assembly
        self._characters = word.ranges(CHARACTER_PAGES, paragraphs=False)
        self._paragraphs = word.ranges(PARAGRAPH_PAGES, paragraphs=True)
        self._styles = Styles(doc_lists.styles(word))
        self._numbering = Numbering(doc_lists.numbering(word), self._styles)
        self._rows: list[_Row] = []
        self._cells: list[_Cell] = []
        self._line: _Cell = _Cell()
        self._inner: list[str] = []
        self._fields: list[bool] = []
        self._notes: dict[str, None] = {}

    def read(self) -> None:
        lengths = self._word.lengths
        self._part(0, lengths[0])
        for part, note in (
            (_FOOTNOTES, "脚注、尾注附于正文之后"),
            (_ENDNOTES, "脚注、尾注附于正文之后"),
            (_BOXES, "文本框中的文字附于正文之后"),
        ):
            start = sum(lengths[:part])
            if lengths[part]:
                self._notes[note] = None
                self._part(start, start + lengths[part])
        self._assembly.notes += self._notes

    def _part(self, start: int, end: int) -> None:
        text = self._word.text
        end = min(end, len(text))
        at = start
        for match in _MARKS.finditer(text, start, end):
            self._stretch(at, match.start(), match.group())
            at = match.end()
        if at < end:
            self._stretch(at, end, "\r")
        self._end_table()
        self._fields.clear()

    def _stretch(self, start: int, end: int, mark: str) -> None:
        """A paragraph from `start` up to the mark at `end`."""
        stored = self._paragraphs.of(self._word.position_of(min(end, len(self._word.text) - 1)))
        style_number = struct.unpack_from("<H", stored)[0] if len(stored) > 1 else 0
        stored = self._word.whole(stored[2:])
        stated = dict(operations(stored))
        if mark == "\x07" and _on(stated, _ROW_END):
            self._end_row(stated)
            return
        words = self._words(start, end)
        style = self._styles.paragraph(str(style_number))
        properties = etree.Element(W + "pPr")
        doc_lists.describe(stored, properties)
        number = self._numbering.label(properties, style) if words or mark == "\r" else ""
        text = numbered(number, words)
        if mark == "\x07" or _on(stated, _IN_TABLE):
            self._in_cell(text, mark, stated)
            return
        self._end_table()
        if text.strip():
            level = integer(value(properties, "outlineLvl"))
            level = style.level if level is None else level + 1
            level = None if level is None or level > _BODY_LEVEL else level
            self._assembly.add_paragraph(text, level=level, numbering=number, style=style.name)

    def _in_cell(self, text: str, mark: str, stated: dict[int, bytes]) -> None:
        text = text.replace("\t", " ")
        if mark == "\x07":
            if text.strip():
                self._line.lines.append(text)
            self._cells.append(self._line)
            self._line = _Cell()
        elif _on(stated, _INNER_ROW):
            # A table within the cell lies flat in it: rows by a newline, cells by a blank.
            self._line.lines += [" ".join(filter(None, self._inner))] if any(self._inner) else []
            self._inner.clear()
        elif _on(stated, _INNER_CELL):
            self._inner.append(text)
        elif text.strip():
            self._line.lines.append(text)

    def _words(self, start: int, end: int) -> str:
        kept: list[str] = []
        for piece in self._shown(start, end):
            at = 0
            for match in _FIELD.finditer(piece):
                self._keep(piece[at : match.start()], kept)
                at = match.end()
                self._field(match.group())
            self._keep(piece[at:], kept)
        text = "".join(kept).translate(_PLAIN)
        if _PICTURES.search(text):
            self._notes["文件含图片，图片中的文字未读取"] = None
        text = _DROPPED.sub("", text)
        if any("\ud800" <= c <= "\udfff" for c in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text

    def _keep(self, words: str, kept: list[str]) -> None:
        if words and not any(self._fields):
            kept.append(words)

    def _field(self, mark: str) -> None:
        if mark == "\x13":
            self._fields.append(True)
        elif mark == "\x14" and self._fields:
            self._fields[-1] = False
        elif mark == "\x15" and self._fields:
            self._fields.pop()

    def _shown(self, start: int, end: int) -> Iterator[str]:
        """The text without what was deleted or hidden, in the stretches of the file."""
        word, ranges = self._word, self._characters
        at = start
        while at < end:
            piece = word.piece_at(at)
            stop = min(end, piece.end)
            position = piece.position_of(at)
            properties, until = _range_at(ranges, position)
            if until is not None:
                stop = min(stop, at + max((until - position) // piece.width, 1))
            if not self._is_unseen(properties):
                yield word.text[at:stop]
            at = stop

    def _is_unseen(self, properties: bytes) -> bool:
        if not properties:
            return False
        stated = dict(operations(properties))
        if _on(stated, _DELETED) or _on(stated, _INSERTED):
            self._notes["文件带有修订痕迹，按接受全部修订后的文字读取"] = None
        if _on(stated, _HIDDEN):
            self._notes["文件含隐藏文字，未计入正文"] = None
        return _on(stated, _DELETED) or _on(stated, _HIDDEN)

    def _end_row(self, stated: dict[int, bytes]) -> None:
        edges, flags = _shape(stated.get(_TABLE_SHAPE, b""))
        if self._cells:
            self._rows.append(_Row(self._cells, edges, flags))
        self._cells = []
        self._line = _Cell()

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if self._cells:
            # Cells without the end of their row: the row is kept as it stands.
            rows.append(_Row(self._cells, (), ()))
            self._cells = []
        if not rows:
            return
        if len(rows) == 1 and len(rows[0].cells) == 1:
            for line in rows[0].cells[0].lines:
                self._assembly.add_paragraph(line)
            return
        grid = _grid(rows)
        if any(cell.text for cell in grid):
            self._assembly.add_table(grid)


def read_body(path: Path, kind: str, word: WordFile) -> Extract:
    """The extract of the file's text; raises `UnreadableDocument` where it contradicts itself."""
    assembly = Assembly(path, kind)
    _Reader(word, assembly).read()
    return assembly.extract()


def _grid(rows: list[_Row]) -> list[GridCell]:
    """Cells by the edges of their columns; merged ones stand once."""
    edges = sorted({edge for row in rows for edge in row.edges})
    column_of = {edge: at + 1 for at, edge in enumerate(_together(edges))}
    near = {edge: column_of[_nearest(edge, column_of)] for edge in edges}
    grid: list[GridCell] = []
    open_above: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        exact = len(row.edges) == len(row.cells) + 1 and bool(row.edges)
        open_here: dict[int, int] = {}
        for at, cell in enumerate(row.cells):
            column = near[row.edges[at]] if exact else at + 1
            span = max(near[row.edges[at + 1]] - column, 1) if exact else 1
            flags = row.flags[at] if at < len(row.flags) else 0
            above = open_above.get(column)
            if flags & _MERGED_DOWN and not flags & _MERGE_STARTS and above is not None:
                grid[above] = _taller(grid[above], number)
                open_here[column] = above
                continue
            if flags & _MERGED_LEFT and grid and grid[-1].row == number:
                grid[-1] = _wider(grid[-1], column + span)
                continue
            if flags & _MERGED_DOWN:
                open_here[column] = len(grid)
            grid.append(GridCell(row=number, column=column, text="\n".join(cell.lines), column_span=span))
        open_above = open_here
    return grid


_MERGED_LEFT: Final = 0x0002
_MERGED_DOWN: Final = 0x0020
_MERGE_STARTS: Final = 0x0040
_SAME_EDGE: Final = 12
"""Twentieths of a point."""


def _together(edges: list[int]) -> list[int]:
    kept: list[int] = []
    for edge in edges:
        if not kept or edge - kept[-1] > _SAME_EDGE:
            kept.append(edge)
    return kept


def _nearest(edge: int, columns: dict[int, int]) -> int:
    return min(columns, key=lambda known: abs(known - edge))


def _taller(cell: GridCell, row: int) -> GridCell:
    return replace(cell, row_span=row - cell.row + 1)


def _wider(cell: GridCell, end: int) -> GridCell:
    return replace(cell, column_span=end - cell.column)


def _shape(stored: bytes) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the columns of a row stand, and how its cells are merged."""
    if not stored:
        return (), ()
    count = stored[0]
    if len(stored) < 1 + 2 * (count + 1):
        return (), ()
    edges = struct.unpack_from(f"<{count + 1}h", stored, 1)
    flags = []
    for at in range(count):
        where = 1 + 2 * (count + 1) + 20 * at
        flags.append(struct.unpack_from("<H", stored, where)[0] if where + 2 <= len(stored) else 0)
    return edges, tuple(flags)


def _range_at(ranges: Ranges, position: int) -> tuple[bytes, int | None]:
    """The properties at a position and where they end."""
    at = bisect_right(ranges.starts, position) - 1
    if at >= 0 and position < ranges.ends[at]:
        return ranges.properties[at], ranges.ends[at]
    following = at + 1
    return b"", ranges.starts[following] if following < len(ranges.starts) else None


def _on(stated: dict[int, bytes], code: int) -> bool:
    return stated.get(code, b"")[:1] in {b"\x01", b"\x81"}
