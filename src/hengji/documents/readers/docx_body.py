"""
The body of a Word document: paragraphs and tables in order, laid down in an assembly.

Nested tables stand flat inside their cell (rows by a newline, cells by a blank); a table of one
single cell is only a frame and is unwrapped.  Text boxes follow the paragraph they hang on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from hengji.documents.readers.assembly import Assembly, GridCell
from hengji.documents.readers.container import refused
from hengji.documents.readers.docx_numbering import Numbering, numbered
from hengji.documents.readers.docx_runs import MC, RunReader, Words, chosen
from hengji.documents.readers.docx_styles import Styles, W, integer, switched, value

MAX_COLUMNS: Final = 1_000
_TRANSPARENT: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_BODY_LEVEL: Final = 10
_MERGED: Final = frozenset({W + "del", W + "moveFrom"})


@dataclass(frozen=True, slots=True)
class Fragment:
    """Where the text of an element begins in the plain text, and how long it is."""

    start: int
    length: int
    node: etree._Element


@dataclass(slots=True)
class _Draft:
    """A paragraph, read but not laid down."""

    words: Words
    number: str
    level: int | None
    style: str

    @property
    def text(self) -> str:
        return numbered(self.number, self.words.text)


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    column_span: int
    row_span: int = 1
    text: list[str] = field(default_factory=list)
    pieces: list[tuple[int, str, etree._Element]] = field(default_factory=list)
    """Offset within the cell, text, element."""
    length: int = 0
    page: int | None = None

    def put(self, text: str, node: etree._Element | None = None) -> None:
        if node is not None:
            self.pieces.append((self.length, text, node))
        self.text.append(text)
        self.length += len(text)


class BodyReader:
    """Lays the blocks of a part down, and remembers which element each character came from."""

    __slots__ = ("_assembly", "_carried", "_numbering", "_styles", "fragments", "note_ids", "runs")

    def __init__(self, assembly: Assembly, styles: Styles, numbering: Numbering, runs: RunReader) -> None:
        self._assembly = assembly
        self._styles = styles
        self._numbering = numbering
        self._carried: _Draft | None = None
        self.runs = runs
        self.fragments: list[Fragment] = []
        self.note_ids: list[tuple[str, str]] = []

    def read(self, parent: etree._Element, *, style: str | None = None) -> None:
        """Lay down every block below `parent`; `style` names them all where given (footnotes)."""
        for block in _blocks(parent):
            if block.tag == W + "p":
                self._paragraph(block, style)
            else:
                self._table(block)
        if self._carried is not None:
            draft, self._carried = self._carried, None
            self._lay(draft)

    def _paragraph(self, paragraph: etree._Element, style: str | None) -> None:
        draft = self._draft(paragraph)
        if draft is None:
            return
        if style is not None:
            draft.style = style
        self._lay(draft)

    def _draft(self, paragraph: etree._Element) -> _Draft | None:
        """The paragraph, joined with those before it whose marks were deleted; `None` to wait."""
        properties = paragraph.find(W + "pPr")
        style = self._styles.paragraph(None if properties is None else value(properties, "pStyle"))
        words = self.runs.words(paragraph)
        if style.hidden and words.pieces:
            self.runs.seen["hidden"] += 1
            words.pieces.clear()
        marks = None if properties is None else properties.find(W + "rPr")
        carried = self._carried
        self._carried = None
        if carried is not None:
            carried.words.extend(words)
            words = carried.words
        if marks is not None and any(child.tag in _MERGED for child in marks):
            self.runs.seen["tracked"] += 1
            self._carried = _Draft(words, "", None, style.name)
            return None
        hidden = switched(marks, "vanish") and not words.pieces
        number = "" if hidden else self._numbering.label(properties, style)
        level = None if properties is None else integer(value(properties, "outlineLvl"))
        level = style.level if level is None else level + 1
        return _Draft(words, number, None if level is None or level >= _BODY_LEVEL else level, style.name)

    def _lay(self, draft: _Draft) -> None:
        text = draft.text
        if text.strip():
            start = self._assembly.add_paragraph(
                text, page=draft.words.page, level=draft.level, numbering=draft.number, style=draft.style
            )
            at = start + len(text) - len(draft.words.text)
            for piece, node in draft.words.pieces:
                self.fragments.append(Fragment(at, len(piece), node))
                at += len(piece)
        self.note_ids += draft.words.notes
        for box in draft.words.boxes:
            self.runs.seen["box"] += 1
            self.read(box)

    def _table(self, table: etree._Element) -> None:
        rows = list(_rows(table))
        if len(rows) == 1:
            cells = list(_cells(rows[0]))
            if len(cells) == 1:
                self.read(cells[0])
                return
        grid = self._grid(rows)
        filled = [cell for cell in grid if cell.length]
        if not filled:
            return
        starts = self._assembly.add_table(
            [
                GridCell(
                    row=cell.row,
                    column=cell.column,
                    text="".join(cell.text),
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    page=cell.page,
                )
                for cell in grid
            ],
            page=filled[0].page,
        )
        for start, cell in zip(starts, grid, strict=True):
            self.fragments += [Fragment(start + at, len(text), node) for at, text, node in cell.pieces]

    def _grid(self, rows: list[etree._Element]) -> list[_Cell]:
        grid: list[_Cell] = []
        open_above: dict[int, _Cell] = {}
        number = 0
        for row in rows:
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self.runs.seen["tracked"] += 1
                continue
            number += 1
            column = 1 + (0 if properties is None else integer(value(properties, "gridBefore")) or 0)
            open_here: dict[int, _Cell] = {}
            for element in _cells(row):
                column = self._cell(element, (number, column), (grid, open_above, open_here))
            open_above = open_here
        return grid

    def _cell(
        self,
        element: etree._Element,
        at: tuple[int, int],
        state: tuple[list[_Cell], dict[int, _Cell], dict[int, _Cell]],
    ) -> int:
        row, column = at
        grid, open_above, open_here = state
        properties = element.find(W + "tcPr")
        span, vertical, horizontal = _merging(properties)
        if column + span > MAX_COLUMNS:
            raise refused(f"一张表超过 {MAX_COLUMNS} 列", "请删去空白列后再试")
        above = open_above.get(column)
        if vertical == "continue" and above is not None:
            above.row_span = row - above.row + 1
            open_here[column] = above
            # What Word hides below a merged cell is not shown, but lists count on.
            self._content(element, _Cell(row, column, span))
            return column + span
        if horizontal == "continue" and grid and grid[-1].row == row:
            grid[-1].column_span += span
            return column + span
        cell = _Cell(row, column, span)
        self._content(element, cell)
        grid.append(cell)
        if vertical is not None:
            open_here[column] = cell
        return column + span

    def _content(self, parent: etree._Element, cell: _Cell) -> None:
        for block in _blocks(parent):
            if block.tag == W + "p":
                draft = self._draft(block)
                if draft is not None:
                    self._put_in_cell(draft, cell)
            else:
                self._nested(block, cell)

    def _put_in_cell(self, draft: _Draft, cell: _Cell) -> None:
        text = draft.text
        if text.strip():
            if cell.length:
                cell.put("\n")
            else:
                cell.page = draft.words.page
            cell.put(text[: len(text) - len(draft.words.text)])
            for piece, node in draft.words.pieces:
                cell.put(piece.replace("\t", " "), node)
        self.note_ids += draft.words.notes
        for box in draft.words.boxes:
            self.runs.seen["box"] += 1
            self._content(box, cell)

    def _nested(self, table: etree._Element, cell: _Cell) -> None:
        for row in self._by_row(self._grid(list(_rows(table)))):
            if cell.length:
                cell.put("\n")
            for position, inner in enumerate(row):
                if position:
                    cell.put(" ")
                at = cell.length
                cell.pieces += [(at + offset, text, node) for offset, text, node in inner.pieces]
                cell.put("".join(inner.text))

    @staticmethod
    def _by_row(grid: list[_Cell]) -> list[list[_Cell]]:
        rows: dict[int, list[_Cell]] = {}
        for cell in grid:
            if cell.length:
                rows.setdefault(cell.row, []).append(cell)
        return list(rows.values())


def _merging(properties: etree._Element | None) -> tuple[int, str | None, str | None]:
    """How many columns a cell takes, and whether it continues the cell above or to the left."""
    if properties is None:
        return 1, None, None
    span = max(integer(value(properties, "gridSpan")) or 1, 1)
    merges = []
    for name in ("vMerge", "hMerge"):
        merge = properties.find(W + name)
        merges.append(None if merge is None else merge.get(W + "val", "continue"))
    return span, merges[0], merges[1]


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in {W + "p", W + "tbl"}:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _blocks(child)
        elif child.tag == MC + "AlternateContent":
            yield from _blocks(chosen(child))
        elif child.tag == W + "altChunk":
            raise refused(
                "正文里嵌有另一个未展开的文档", "请在 Word 中打开，确认内容显示完整后另存为新的 docx 再试"
            )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _cells(child)
