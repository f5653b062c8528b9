"""
Finding one's way in a document: sections, paragraphs, clauses, and the place of a span.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hengji.audit.rule import DocumentCase, once
from hengji.domain.document import Section
from hengji.domain.extract import Cell, Paragraph, Table
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.source import Place

_CLAUSE_ENDS = "，。；！？\n\t"
_SENTENCE_ENDS = "。；！？\n"
_EVALUATION = re.compile(r"绩效自评|自评报告|自评结论|自评情况|自评得分|绩效评价报告|履职效能")
_ACCOUNTS = re.compile(r"(?:部门|单位)(?:决算|预算)[ \t]*(?:公开|说明|报告)?[ \t]*(?:\n|$)")
_WORD = re.compile(r"\S")
_BEHIND_NUMBERS = "、.． \t\u3000\u00a0"
_OPENING = 200
_LONGEST_SENTENCE = 400
"""A text without stops must not be searched from its beginning for every figure."""
_FARTHEST = 300
"""Headings to look back for an outer one."""
_LONGEST_SECTION = 50_000
"""Further down paragraphs are not counted."""
NUMERIC = {
    FigureKind.MONEY,
    FigureKind.PERCENT,
    FigureKind.PERCENTAGE_POINT,
    FigureKind.COUNT,
    FigureKind.RATIO,
    FigureKind.SCORE,
}
"""Kinds that state a result; years, ordinals and enumerators do not."""


@once
def is_self_evaluation(case: DocumentCase) -> bool:
    """
    Whether a document is a report of self-evaluation, not a budget or final accounts.

    Those mention 绩效自评 too, somewhere; a report has it in its title, its opening lines or a
    heading, or claims a score.
    """
    opening = f"{case.document.title or ''}\n{case.text[:_OPENING]}"
    if _ACCOUNTS.search(opening) and not _EVALUATION.search(opening):
        return False
    titles = [section.title for section in case.document.sections]
    claimed = case.document.claimed_score is not None
    return claimed or any(_EVALUATION.search(title) for title in [opening, *titles])


def place(case: DocumentCase, start: int, end: int) -> Place:
    """The place of a span, in the words of the outline where there is one."""
    inside = enclosing(case, start)
    blocks = case.document.extract.blocks
    index = bisect_right(blocks, start, key=_start_of) - 1
    if index >= 0 and isinstance(found := blocks[index], Table):
        cell = replace(_cell_place(found, start), start=start, end=end)
        return cell if cell.sheet is not None else replace(cell, section=_path(inside) if inside else None)
    block = blocks[index].place if index >= 0 else None
    paragraph = None if block is None else block.paragraph
    if inside:
        paragraph = _paragraph(case, inside[-1].body_start, start)
    return Place(
        section=_path(inside) if inside else None,
        page=None if block is None else block.page,
        paragraph=paragraph,
        start=start,
        end=end,
    )


def table_at(case: DocumentCase, position: int) -> Table | None:
    """The table that a position stands in; `None` in running text."""
    blocks = case.document.extract.blocks
    index = bisect_right(blocks, position, key=_start_of) - 1
    found = blocks[index] if index >= 0 else None
    return found if isinstance(found, Table) and position < found.end else None


def _cell_place(sheet: Table, start: int) -> Place:
    """The place of the cell of a sheet that a position stands in."""
    cells = sheet.cells
    index = bisect_right(cells, start, key=_start_of) - 1
    inside = cells[index].place if index >= 0 else None
    return inside or sheet.place


def enclosing(case: DocumentCase, position: int) -> list[Section]:
    """The sections around a position, the outermost first."""
    sections = case.document.sections
    found: list[Section] = []
    index = bisect_right(sections, position, key=_start_of)
    for section in reversed(sections[max(index - _FARTHEST, 0) : index]):
        if section.end > position and (not found or section.level < found[-1].level):
            found.append(section)
        if section.level <= 1:
            break
    return found[::-1]


def _start_of(item: Section | Paragraph | Table | Cell | Figure) -> int:
    return item.start


def _path(inside: list[Section]) -> str:
    """Such as 二（三）4 预算执行情况."""
    numbers = "".join(section.number.strip().rstrip(_BEHIND_NUMBERS) for section in inside)
    return f"{numbers} {inside[-1].title}".strip()


def _paragraph(case: DocumentCase, first: int, start: int) -> int | None:
    """The number of the paragraph that a span stands in, counted from the section's body; tables are none."""
    if start < first or start - first > _LONGEST_SECTION:
        return None
    blocks = case.document.extract.blocks
    begin = max(bisect_right(blocks, first, key=_start_of) - 1, 0)
    # Only the blocks between the two: a look at all of them for every finding takes time squared.
    between = blocks[begin : bisect_right(blocks, start, key=_start_of)]
    tables = [(block.start, block.end) for block in between if isinstance(block, Table)]
    position, count = first, 1
    for line in case.text[first:start].split("\n")[:-1]:
        inside = any(begins <= position < ends for begins, ends in tables)
        count += bool(line.strip()) and not inside
        position += len(line) + 1
    return count


def leaves(case: DocumentCase) -> Iterator[Section]:
    """The sections without sections of their own."""
    yield from (section for section in case.document.sections if not is_parent(case, section))


def is_parent(case: DocumentCase, section: Section) -> bool:
    """Whether a section has sections of its own."""
    return _own_end(case, section) < section.end


def _own_end(case: DocumentCase, section: Section) -> int:
    """Where the words of a section itself end and the next heading begins."""
    sections = case.document.sections
    index = bisect_right(sections, section.start, key=_start_of)
    following = sections[index].start if index < len(sections) else section.end
    return max(min(following, section.end), section.body_start)


def titled(case: DocumentCase, pattern: str) -> Iterator[Section]:
    """The sections whose title matches."""
    wanted = re.compile(pattern)
    yield from (section for section in case.document.sections if wanted.search(section.title))


def body(case: DocumentCase, section: Section) -> str:
    """The text of a section below its heading, up to the next heading of any level."""
    return case.text[section.body_start : _own_end(case, section)]


def trimmed(case: DocumentCase, section: Section) -> tuple[int, int]:
    """The span of a section's body without the blanks around it."""
    start, end = section.body_start, _own_end(case, section)
    found = _WORD.search(case.text, start, end)
    if found is None:
        return end, end
    while case.text[end - 1].isspace():
        end -= 1
    return found.start(), end


def figures_in(
    case: DocumentCase, start: int, end: int, kinds: Iterable[FigureKind] = NUMERIC
) -> list[Figure]:
    """The figures of those kinds inside a span."""
    wanted = set(kinds)
    figures = case.document.figures
    first = bisect_left(figures, start, key=_start_of)
    last = bisect_left(figures, end, key=_start_of)
    return [figure for figure in figures[first:last] if figure.end <= end and figure.kind in wanted]


def clause(text: str, start: int, end: int) -> str:
    """The words between two commas or stops around a span."""
    return text[_back(text, start, _CLAUSE_ENDS) : _ahead(text, end, _CLAUSE_ENDS)]


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span."""
    return text[_back(text, start, _SENTENCE_ENDS) : _ahead(text, end, _SENTENCE_ENDS)]


def before(text: str, start: int, length: int) -> str:
    """The words before a span, at most so many, within its sentence."""
    return text[max(_back(text, start, _SENTENCE_ENDS), start - length) : start]


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Every line with its offset."""
    offset = 0
    while (end := text.find("\n", offset)) >= 0:
        yield offset, text[offset:end]
        offset = end + 1
    yield offset, text[offset:]


def _back(text: str, position: int, ends: str) -> int:
    first = max(position - _LONGEST_SENTENCE, 0)
    return max(max(text.rfind(mark, first, position) for mark in ends) + 1, first)


def _ahead(text: str, position: int, ends: str) -> int:
    last = min(position + _LONGEST_SENTENCE, len(text))
    found = [text.find(mark, position, last) for mark in ends]
    return min((mark for mark in found if mark >= 0), default=last)
