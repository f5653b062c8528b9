"""
Pages to running text: what every page repeats left out, what the pages broke joined again.

A page number, a running header or footer is known by standing at the edge of the paper, at the
same height, on page after page.  A line goes on with the one before when that one reaches the
right margin and this one begins at the left; a table goes on when the next page begins with
the same columns.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hengji.documents.readers.assembly import GridCell
from hengji.documents.readers.pdf_page import SQUARE, Line, Page, PageTable, joined

_EDGE: Final = 0.12
"""The part of the paper, above and below, where headers and footers stand."""
_LONG: Final = 0.45
"""Of the width of the paper; a line of body text is longer."""
_ENOUGH: Final = 6
_FIRST_LINE: Final = 50.0
"""Points; no first line is set in farther."""
_FURNITURE_LINES: Final = 3
_WIDE_LINE: Final = 0.55
_DENSE: Final = 0.75
_SAME_PLACE: Final = 4.0
_SAME_COLUMN: Final = 3.0
_DIGITS: Final = re.compile(r"\d+")
_DRESSED_NUMBER: Final = re.compile(
    r"(?:[-—–－·•~～\s]+(?:\d{1,4}|[ivxlc]{1,6})[-—–－·•~～\s]+|第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|Page\s+\d{1,4}(?:\s+of\s+\d{1,4})?)",
    re.IGNORECASE,
)
_BARE_NUMBER: Final = re.compile(r"\d{1,4}|[ivxlcIVXLC]{1,6}")
_ENUMERATED: Final = re.compile(
    r"第?[一二三四五六七八九十百]+[、．.章节条部]|[（(][一二三四五六七八九十百]+[)）]|\d{1,2}(?:[、．]|\.(?!\d))"
    r"|[（(]\d{1,2}[)）]|[\u2460-\u2473]"
)
_HEADING: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)")
_LEADS_ON: Final = re.compile(r"(?:[，、（(“的和与及]|其中|包括)$")
"""手术684台次，其中 | 三、四级手术321台次: no heading stands behind such words."""
_ENDS: Final = re.compile(r"[。！？；：:!?;][”’）)]?$")
_PAIR: Final = re.compile("——|……")
_TOKEN: Final = re.compile(r"[\w.,%％/:-]+(?:[（(][\w.,%％÷×=/:-]+[）)])?", re.ASCII)
_CLOSING: Final = re.compile(r"[，。、；：！？）】》」”’)\].,;:%％]+")
_SIZE_DIFFERS: Final = 0.12
_SET_IN: Final = (1.2, 3.2)
"""In characters: how far a first line of a paragraph stands in."""
_KEPT_TOGETHER: Final = 9
_FULL: Final = 0.8
_NEAR: Final = 16
_STOPS: Final = re.compile(r"[。！？；：:!?;）)》”…—.]$")
_MOSTLY: Final = 0.6
"""Of the text area's width: what is shorter may be a line of its own."""


@dataclass(slots=True)
class FlowParagraph:
    """A paragraph put together again."""

    text: str
    page: int
    hanging: float | None = None
    """Where its further lines begin, if that is right of the margin."""


@dataclass(slots=True)
class FlowTable:
    """A table put together again, over as many pages as it took."""

    cells: list[GridCell]
    page: int
    xs: tuple[float, ...]
    last_page: int


@dataclass(frozen=True, slots=True)
class _Margins:
    """Where lines of a page begin and end."""

    left: float
    right: float
    leading: float


def flow(pages: Sequence[Page]) -> list[FlowParagraph | FlowTable]:
    """The paragraphs and tables of all pages in reading order."""
    _drop_furniture(pages)
    margins = _margins(pages)
    blocks: list[FlowParagraph | FlowTable] = []
    last: Line | PageTable | None = None
    for item, page in _items(pages):
        block = blocks[-1] if blocks else None
        if isinstance(item, PageTable):
            above = _columns_above(block, item) if isinstance(block, FlowTable) else None
            if isinstance(block, FlowTable) and above is not None:
                _append(block, item, above)
            else:
                cells = _grid_cells(item, range(len(item.grid.xs)))
                blocks.append(FlowTable(cells, item.page, item.grid.xs, item.page))
        elif (
            isinstance(last, Line)
            and isinstance(block, FlowParagraph)
            and _goes_on(last, item, margins[page.number], block.hanging)
        ):
            block.text = joined(block.text, item.text)
            if item.left > margins[page.number].left + 0.8 * item.em:
                block.hanging = item.left
        else:
            blocks.append(FlowParagraph(item.text, item.page))
        last = item
    return blocks


def _items(pages: Sequence[Page]) -> Iterator[tuple[Line | PageTable, Page]]:
    for page in pages:
        if not page.tables:
            for line in page.lines:
                yield line, page
            continue
        mixed: list[Line | PageTable] = [*page.lines, *page.tables]
        for item in sorted(mixed, key=lambda i: -(i.middle if isinstance(i, Line) else i.top)):
            yield item, page


def _margins(pages: Sequence[Page]) -> dict[int, _Margins]:
    """
    The text area of each page, from where its long lines begin and end.

    A page of few lines, or of lines that end anywhere, takes that of all pages of its size.
    """
    by_size: defaultdict[tuple[int, int], list[Page]] = defaultdict(list)
    for page in pages:
        by_size[round(page.width), round(page.height)].append(page)
    found: dict[int, _Margins] = {}
    for (width, _), alike in by_size.items():
        together = _measured([line for page in alike for line in page.lines], width)
        for page in alike:
            own = _measured(page.lines, width)
            long = [line for line in page.lines if line.right - line.left > width * _LONG]
            full = sum(abs(line.right - own.right) < line.em for line in long)
            trusted = len(long) >= _ENOUGH and full * 5 >= len(long) * 2
            found[page.number] = _reconciled(own, together) if trusted else together
    return found


def _reconciled(own: _Margins, together: _Margins) -> _Margins:
    """
    The margins of a page, its left one taken from all pages where the two are near.

    On a page of one-line paragraphs every line begins where first lines do.
    """
    near = 0 < own.left - together.left < _FIRST_LINE
    return _Margins(together.left if near else own.left, own.right, own.leading)


def _measured(lines: Sequence[Line], width: float) -> _Margins:
    long = [line for line in lines if line.right - line.left > width * _LONG] or lines
    lefts = Counter(round(line.left) for line in long)
    often = max(lefts.values(), default=0)
    left = min((left for left, times in lefts.items() if times * 5 >= often), default=0)
    rights = sorted(line.right for line in long)
    gaps = Counter(
        round(before.middle - after.middle)
        for before, after in itertools.pairwise(lines)
        if before.page == after.page and before.middle > after.middle
    )
    usual = max(((times, -gap) for gap, times in gaps.items()), default=(0, 0))
    return _Margins(left, rights[int(len(rights) * 0.8)] if rights else width, -usual[1])


def _goes_on(before: Line, after: Line, margins: _Margins, hanging: float | None) -> bool:
    """Whether `after` is the next line of the paragraph that `before` is in."""
    em = max(before.em, 1.0)
    if _sizes_differ(before, after):
        return False
    if before.page == after.page and margins.leading:
        step = before.middle - after.middle
        if step > 1.8 * margins.leading and step > 2.4 * em:
            return False
    if _ENUMERATED.match(after.text) and _ENDS.search(before.text):
        return False
    if _HEADING.match(after.text) and _LEADS_ON.search(before.text) is None:
        return False
    if after.left > margins.left + 0.8 * em and not _hangs(before, after, em, hanging):
        return False
    reaches = before.right + _unbroken(after.text, em) + 0.6 * em >= margins.right
    return (
        reaches or _broken_by_hand(before, after, em, margins) or _in_mid_sentence(before, after, em, margins)
    )


def _in_mid_sentence(before: Line, after: Line, em: float, margins: _Margins) -> bool:
    """
    Whether a line all but full stops in the middle of its sentence: …占全年支出的 | 61%，12月支出….

    Programs differ in what they keep together at the end of a line; rows of a table without rules,
    which no stop ends either, have blanks between their columns.
    """
    if before.right < margins.right - _KEPT_TOGETHER * em or before.right - before.left < _FULL * (
        margins.right - margins.left
    ):
        return False
    blanks = " " in before.text[-_NEAR:] or " " in after.text[:_NEAR]
    if blanks or _STOPS.search(before.text) is not None:
        return False
    return _ENUMERATED.match(after.text) is None or _LEADS_ON.search(before.text) is not None


def _broken_by_hand(before: Line, after: Line, em: float, margins: _Margins) -> bool:
    """
    Whether a long first line, set in, stops in the middle of its sentence and the next stands at the margin.

    A cell of a worksheet printed as a page breaks its lines so, short of the margin of other pages.
    """
    return (
        _SET_IN[0] * em < before.left - margins.left < _SET_IN[1] * em
        and after.left <= margins.left + 0.8 * em
        and before.right - before.left > _MOSTLY * (margins.right - margins.left)
        and _ENDS.search(before.text) is None
        and _ENUMERATED.match(after.text) is None
    )


def _sizes_differ(before: Line, after: Line) -> bool:
    """By the width of characters; by the height of the line where there is none of full width."""
    if SQUARE.search(before.text) and SQUARE.search(after.text):
        return abs(before.em - after.em) > _SIZE_DIFFERS * max(before.em, 1.0)
    heights = before.top - before.bottom, after.top - after.bottom
    return max(heights) > (1 + 2 * _SIZE_DIFFERS) * min(heights)


def _hangs(before: Line, after: Line, em: float, hanging: float | None) -> bool:
    """Whether the lines of a numbered item stand below its words and not below its number."""
    if hanging is not None:
        return abs(after.left - hanging) < 0.4 * em
    return (
        before.left < after.left - 0.8 * em
        and after.left - before.left < 4 * em
        and _ENUMERATED.match(before.text) is not None
        and _ENDS.search(before.text) is None
    )


def _unbroken(text: str, em: float) -> float:
    """The width of what had to go to the next line together: a number, or a sign with its closing marks."""
    token = _TOKEN.match(text) or _PAIR.match(text)
    closing = _CLOSING.match(text, token.end() if token else 1)
    narrow = 0.55 if text[:1].isascii() else 1.0
    width = narrow * em * len(token.group()) if token else em
    return width + (em * len(closing.group()) if closing else 0.0)


def _drop_furniture(pages: Sequence[Page]) -> None:
    """Take page numbers, running headers and footers out of the pages, from the edges inwards."""
    for from_top in (True, False):
        for _ in range(_FURNITURE_LINES):
            edges = [(page, line) for page in pages if (line := _edge_line(page, from_top=from_top))]
            repeated = Counter(_pattern(page, line, from_top=from_top) for page, line in edges)
            dropped = False
            for page, line in edges:
                times = repeated[_pattern(page, line, from_top=from_top)]
                if _is_page_number(line, page, times) or _is_running(times, len(pages)):
                    page.lines.remove(line)
                    dropped = True
            if not dropped:
                break


def _edge_line(page: Page, *, from_top: bool) -> Line | None:
    """The outermost line, where it stands in the margin and no table is farther out."""
    if not page.lines:
        return None
    pick = max if from_top else min
    line = pick(page.lines, key=lambda li: li.middle)
    if from_top:
        if line.middle < page.height * (1 - _EDGE) or any(t.top > line.top for t in page.tables):
            return None
    elif line.middle > page.height * _EDGE or any(t.bottom < line.bottom for t in page.tables):
        return None
    return line


def _pattern(page: Page, line: Line, *, from_top: bool) -> tuple[str, int]:
    """What the line says but for its numbers, and how far from the edge it stands."""
    words = line.text.replace(" ", "")
    width = line.right - line.left
    written = line.em * sum(0.5 if character.isascii() else 1.0 for character in words)
    if width < page.width * _WIDE_LINE or written < width * _DENSE:
        # Numbers in a header count pages; those in a line of body text are what it says.
        words = _DIGITS.sub("#", words)
    distance = page.height - line.middle if from_top else line.middle
    return words, round(distance / _SAME_PLACE)


def _is_page_number(line: Line, page: Page, times: int) -> bool:
    text = line.text.strip()
    if _DRESSED_NUMBER.fullmatch(text):
        return True
    others = [other for other in page.lines if other is not line]
    apart = all(abs(other.middle - line.middle) > 1.2 * line.em for other in others)
    return _BARE_NUMBER.fullmatch(text) is not None and apart and (times > 1 or text == str(page.number))


def _is_running(times: int, pages: int) -> bool:
    """Whether a line stands on so many pages that it belongs to the paper, not to the words."""
    return times > 1 and times * 2 >= min(pages, 6)


def _columns_above(before: FlowTable, after: PageTable) -> list[int] | None:
    """For each edge of `after` the edge of `before` it continues; `None` where it is another table."""
    if after.page != before.last_page + 1:
        return None
    found: list[int] = []
    for x in after.grid.xs:
        near = [at for at, edge in enumerate(before.xs) if abs(edge - x) < _SAME_COLUMN]
        if not near:
            return None
        found.append(near[0])
    same_frame = found[0] == 0 and found[-1] == len(before.xs) - 1
    return found if same_frame and len(set(found)) == len(found) else None


def _append(table: FlowTable, part: PageTable, columns: Sequence[int]) -> None:
    """Add the rows of the next page, without the heading that is printed again."""
    rows = max(cell.row + cell.row_span - 1 for cell in table.cells)
    fresh = _grid_cells(part, columns)
    repeated = _repeated_rows(table.cells, fresh)
    table.cells += [replace(cell, row=cell.row - repeated + rows) for cell in fresh if cell.row > repeated]
    table.last_page = part.page


def _repeated_rows(above: Sequence[GridCell], fresh: Sequence[GridCell]) -> int:
    """How many rows at the start of both are the same words, cut where a merged cell ends."""
    first: defaultdict[int, list[tuple[int, str, int, int]]] = defaultdict(list)
    again: defaultdict[int, list[tuple[int, str, int, int]]] = defaultdict(list)
    for rows, cells in ((first, above), (again, fresh)):
        for cell in cells:
            rows[cell.row].append((cell.column, cell.text, cell.row_span, cell.column_span))
    same = 0
    while first.get(same + 1) and first.get(same + 1) == again.get(same + 1):
        if not any(text for _, text, _, _ in first[same + 1]):
            break
        same += 1
    while same and any(row + cell[2] - 1 > same for row in range(1, same + 1) for cell in first[row]):
        same -= 1
    return same


def _grid_cells(table: PageTable, columns: Sequence[int]) -> list[GridCell]:
    """The cells, their columns counted in the grid that those edges belong to."""
    return [
        GridCell(
            row=cell.row,
            column=columns[cell.column - 1] + 1,
            text=text,
            row_span=cell.row_span,
            column_span=columns[cell.column + cell.column_span - 1] - columns[cell.column - 1],
            page=table.page,
        )
        for cell, text in zip(table.grid.cells, table.texts, strict=True)
    ]
