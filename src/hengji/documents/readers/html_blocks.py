"""
The blocks of an article in HTML: paragraphs as a browser would set them, tables with their spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from hengji.documents.readers.assembly import MAX_CELLS, Assembly, GridCell
from hengji.documents.readers.container import refused
from hengji.documents.readers.counting import counted
from hengji.documents.readers.docx_numbering import numbered
from hengji.documents.readers.html_article import is_publishing

MAX_COLUMNS: Final = 1_000
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "body",
        "html",
    ]
)
_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
_FORMATS: Final = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_CJK_LIST: Final = re.compile(r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|chinese|japanese)")
_BLANKS: Final = re.compile(r"[ \t\r\n\f\xa0]+")
_BROKEN: Final = re.compile(
    r"(?:(?<=[\u2e80-\uffef])[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\uffef\d])"
    r"|(?<=\d)[ \t]*[\r\n][ \t\r\n]*(?=[\u2e80-\uffef])|(?<=\d[,.])[\r\n][ \t\r\n]*(?=\d))"
)
"""Line breaks of the source that a browser would set as a blank where Chinese has none."""
_EDGES: Final = " \u3000\u2002\u2003\u2009\u200b\ufeff"


def lay(article: etree._Element, title: str | None, assembly: Assembly) -> None:
    """Lay the article's blocks down; the title first, where the article does not begin with it."""
    writer = _Writer(assembly, title)
    writer.walk(article)
    writer.flush()


class _Writer:
    __slots__ = ("_assembly", "_level", "_number", "_pieces", "_title")

    def __init__(self, assembly: Assembly, title: str | None) -> None:
        self._assembly = assembly
        self._title = title
        self._pieces: list[str] = []
        self._level: int | None = None
        self._number = ""

    def walk(self, element: etree._Element) -> None:
        """Lay down what is in the element; lines of text gather until a block ends them."""
        if element.tag == "table":
            self._table(element)
            return
        if element.tag == "br":
            self.flush()
            return
        block = element.tag in _BLOCKS
        if block:
            self.flush()
            self._level = _LEVELS.get(element.tag)
            if element.tag == "li":
                self._number = _list_number(element)
        self._put(element.text, kept=element.tag == "pre")
        for child in element:
            self.walk(child)
            self._put(child.tail, kept=element.tag == "pre")
        if block:
            self.flush()

    def flush(self) -> None:
        """End the paragraph."""
        text = _set("".join(self._pieces))
        self._pieces.clear()
        number, self._number = self._number if text else "", "" if text else self._number
        if text and not is_publishing(text):
            self._announce(text)
            self._assembly.add_paragraph(numbered(number, text), level=self._level, numbering=number)
        self._level = None if text else self._level

    def _announce(self, first: str) -> None:
        title, self._title = self._title, None
        if title is not None and "".join(title.split()) != "".join(first.split()):
            self._assembly.add_paragraph(title, level=1)

    def _put(self, words: str | None, *, kept: bool) -> None:
        if not words:
            return
        if kept:
            for at, line in enumerate(words.split("\n")):
                if at:
                    self.flush()
                self._pieces.append(line)
            return
        self._pieces.append(words)

    def _table(self, table: etree._Element) -> None:
        self.flush()
        caption = table.find("caption")
        if caption is not None:
            self._pieces.append("".join(map(str, caption.itertext())))
            self.flush()
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in _cells(row)]
        if len(cells) == 1 or _only_lays_out(cells):
            for cell in cells:
                self.walk(cell)
            return
        grid = _grid(rows)
        if any(cell.text for cell in grid):
            self._announce("")
            self._assembly.add_table(grid)


def _only_lays_out(cells: list[etree._Element]) -> bool:
    """A table whose cells hold tables or whole passages places parts of a page, not facts."""
    if any(next(cell.iter("table"), None) is not None for cell in cells):
        return sum(1 for cell in cells if next(cell.iter("table"), None) is not None) * 2 >= len(cells)
    passages = sum(1 for cell in cells if sum(1 for _ in cell.iter("p")) > 3)
    return passages * 2 >= len(cells) and len(cells) <= 4


def _grid(rows: list[etree._Element]) -> list[GridCell]:
    grid: list[GridCell] = []
    taken: dict[int, int] = {}
    """Column → the last row that a cell above takes there."""
    for number, row in enumerate(rows, start=1):
        column = 1
        for element in _cells(row):
            while taken.get(column, 0) >= number:
                column += 1
            width = _span(element.get("colspan"), MAX_COLUMNS)
            height = _span(element.get("rowspan"), len(rows)) or len(rows)
            height = min(height, len(rows) - number + 1)
            if column + width > MAX_COLUMNS + 1 or len(grid) > MAX_CELLS:
                raise refused(
                    f"网页中的表格超过 {MAX_COLUMNS} 列或 {MAX_CELLS} 个单元格", "请只保留报告后再试"
                )
            grid.append(
                GridCell(
                    row=number,
                    column=column,
                    text=_cell_text(element),
                    row_span=height,
                    column_span=max(width, 1),
                )
            )
            for at in range(column, column + max(width, 1)):
                taken[at] = number + height - 1
            column += max(width, 1)
    return grid


def _cell_text(cell: etree._Element) -> str:
    lines: list[str] = []
    pieces: list[str] = []

    def end() -> None:
        text = _set("".join(pieces))
        pieces.clear()
        if text:
            lines.append(text)

    def walk(element: etree._Element) -> None:
        if element.tag == "br" or element.tag in _BLOCKS:
            end()
        pieces.append(element.text or "")
        for child in element:
            walk(child)
            pieces.append(child.tail or "")
        if element.tag in {"td", "th"} and element is not cell:
            pieces.append(" ")
        elif element.tag in _BLOCKS:
            end()

    walk(cell)
    end()
    return "\n".join(lines)


def _set(words: str) -> str:
    """Blanks as a browser sets them, without those that only break a line of the source."""
    return _BLANKS.sub(" ", _BROKEN.sub("", words)).strip(_EDGES)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _span(stated: str | None, most: int) -> int:
    try:
        return min(max(int(stated or "1"), 0), most)
    except ValueError:
        return 1


def _list_number(item: etree._Element) -> str:
    """The number a browser shows before an item; a mere dot is no number."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    style = f"{parent.get('style') or ''};{item.get('style') or ''}"
    if "none" in style and "list-style" in style:
        return ""
    value = _integer(parent.get("start"), 1) - 1
    for sibling in parent.iterchildren("li"):
        value = _integer(sibling.get("value"), value + 1)
        if sibling is item:
            break
    if _CJK_LIST.search(style):
        return counted(value, "chineseCounting") + "、"
    return counted(value, _FORMATS.get(parent.get("type") or "1", "decimal")) + "."


def _integer(stated: str | None, otherwise: int) -> int:
    try:
        return otherwise if stated is None else int(stated)
    except ValueError:
        return otherwise
