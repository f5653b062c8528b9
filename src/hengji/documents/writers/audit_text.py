"""
The text of an audited document as HTML: its blocks, with figures, statements and findings marked.

Marks may overlap in any way, so the text is cut wherever one begins or ends, in one pass over
sorted marks; a document of ten megabytes takes ten times as long as one of one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Final

from hengji.documents.writers.audit_facts import VERDICT_SIGNS, VERDICT_TITLES, Audited
from hengji.documents.writers.html_findings import SHAPES
from hengji.documents.writers.markup import amount, attribute, words
from hengji.documents.writers.remarks import Remark
from hengji.domain.document import Section
from hengji.domain.extract import Cell, Paragraph, Table
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Severity
from hengji.domain.judgement import Judgement
from hengji.domain.stated import Modifier

KIND_TITLES: Final = {
    FigureKind.MONEY: "金额",
    FigureKind.PERCENT: "百分比",
    FigureKind.PERCENTAGE_POINT: "百分点",
    FigureKind.COUNT: "数量",
    FigureKind.RATIO: "比",
    FigureKind.SCORE: "分数",
    FigureKind.YEAR: "年份",
    FigureKind.DATE: "日期",
    FigureKind.PERIOD: "时长",
    FigureKind.ORDINAL: "序数",
    FigureKind.ENUMERATOR: "编号",
    FigureKind.DOCUMENT_NUMBER: "文号",
    FigureKind.PHONE_OR_ID: "号码",
    FigureKind.NUMBER: "数",
}
MODIFIER_TITLES: Final = {
    Modifier.ABOUT: "约",
    Modifier.OVER: "超过",
    Modifier.ODD: "多",
    Modifier.NEAR: "近",
    Modifier.AT_LEAST: "不少于",
    Modifier.AT_MOST: "不超过",
    Modifier.UNDER: "不足",
    Modifier.RANGE: "区间",
}
_NAMES: Final = {
    FigureKind.ENUMERATOR,
    FigureKind.ORDINAL,
    FigureKind.DOCUMENT_NUMBER,
    FigureKind.PHONE_OR_ID,
}
"""What is hoverable without being underlined: it states no result."""
_DEEPEST: Final = 4
_LONG_CELL: Final = 6
_RANK: Final = {severity: rank for rank, severity in enumerate(Severity)}


def text_article(audited: Audited, remarks: Sequence[Remark]) -> str:
    """The document as an article; a table stays a table."""
    extract = audited.document.extract
    marks = _Marks(audited, remarks)
    sections = {section.start: section for section in reversed(audited.document.sections)}
    # A document whose headings begin below a title has its first level there.
    top = min((section.level for section in audited.document.sections if section.number), default=1)
    title = "".join((audited.document.title or "").split())
    pieces: list[str] = []
    for block in extract.blocks:
        if isinstance(block, Table):
            pieces.append(_table(block, marks))
            continue
        content = marks.html(block.start, block.end)
        if title and "".join(extract.text[block.start : block.end].split()) == title:
            pieces.append(f'<p class="report-title" role="heading" aria-level="3">{content}</p>')
            title = ""
        else:
            level = _heading(block, sections)
            pieces.append(_paragraph(None if level is None else level - top + 1, content))
    return f'<article class="report">{"".join(pieces)}</article>'


def figure_title(figure: Figure) -> str:
    """
    What a figure asserts, to be read on hover.

    >>> figure_title(Figure("12万元", 0, 4, FigureKind.MONEY, Decimal(120000), "CNY", Modifier.OVER))
    '金额　120,000.00元，超过　所示范围：大于120,000.00元'
    """
    if isinstance(figure.value, str):
        return f"{KIND_TITLES[figure.kind]}　{figure.value}"
    said = f"{KIND_TITLES[figure.kind]}　{amount(figure.value, figure.unit)}"
    if figure.modifier in MODIFIER_TITLES:
        said += f"，{MODIFIER_TITLES[figure.modifier]}"
    interval = figure.interval
    if interval is None or interval.is_exact:
        return said
    low = None if interval.low is None else amount(interval.low, figure.unit)
    high = None if interval.high is None else amount(interval.high, figure.unit)
    if low is None or high is None:
        sign = (
            ("大于" if interval.low_open else "不小于")
            if high is None
            else ("小于" if interval.high_open else "不大于")
        )
        return f"{said}　所示范围：{sign}{low if high is None else high}"
    until = "（不含）" if interval.high_open else ""
    return f"{said}　所示范围：{low}至{high}{until}"


# --- blocks -------------------------------------------------------------------------------------


def _heading(block: Paragraph, sections: dict[int, Section]) -> int | None:
    """The level of a heading that takes the whole paragraph."""
    section = sections.get(block.start)
    if section is not None and section.body_start >= block.end:
        return section.level
    return None


def _paragraph(level: int | None, content: str) -> str:
    if level is None:
        return f'<p class="body">{content}</p>'
    level = min(max(level, 1), _DEEPEST)
    return f'<p class="h{level}" role="heading" aria-level="{level + 3}">{content}</p>'


def _table(table: Table, marks: _Marks) -> str:
    """Rows that hold something; a gap that a sheet leaves is one empty cell."""
    covered: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    rows: list[str] = []
    row = 0
    for number, cells in groupby(table.cells, key=lambda cell: cell.row):
        # Rows without cells stand only where a merged cell reaches over them.
        rows += ["<tr></tr>" for blank in range(row + 1, number) if covered.pop(blank, None)]
        row = number
        rows.append(f"<tr>{''.join(_cells(cells, covered, table.columns, marks))}</tr>")
    if not rows:
        return ""
    name = f"<caption>{words(table.title)}</caption>" if table.title else ""
    return f'<div class="table"><table>{name}<tbody>{"".join(rows)}</tbody></table></div>'


def _cells(
    cells: Iterable[Cell], covered: defaultdict[int, list[tuple[int, int]]], columns: int, marks: _Marks
) -> Iterator[str]:
    """The cells of one row; `covered` holds, for each row, columns that merged cells above reach into."""
    column = 1
    row = 0
    for cell, content in _shown(cells, marks):
        row = cell.row
        yield _gap(column, cell.column, covered[row])
        for below in range(row + 1, row + cell.row_span):
            covered[below].append((cell.column, cell.column + cell.column_span))
        wide = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        tall = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        yield f"<td{wide}{tall}{_kind(cell)}>{content}</td>"
        column = cell.column + cell.column_span
    yield _gap(column, columns + 1, covered.pop(row, []))


def _kind(cell: Cell) -> str:
    """Numbers stand at the right; words that a narrow column would set one below the other have room."""
    if isinstance(cell.value, Decimal):
        return ' class="right"'
    return ' class="long"' if cell.end - cell.start > _LONG_CELL else ""


def _shown(cells: Iterable[Cell], marks: _Marks) -> Iterator[tuple[Cell, str]]:
    """The cells of a row from the left, each with its words; a line that goes on follows a break."""
    shown: dict[int, tuple[Cell, str]] = {}
    for cell in cells:
        content = marks.html(cell.start, cell.end)
        above = shown.get(cell.column) if cell.continues else None
        shown[cell.column] = (cell, content) if above is None else (above[0], f"{above[1]}<br/>{content}")
    for column in sorted(shown):
        yield shown[column]


def _gap(begin: int, end: int, covered: Iterable[tuple[int, int]]) -> str:
    """An empty cell for the columns that nothing fills."""
    taken = sum(max(0, min(end, last) - max(begin, first)) for first, last in covered)
    free = end - begin - taken
    if free <= 0:
        return ""
    return f'<td colspan="{free}"></td>' if free > 1 else "<td></td>"


# --- marks --------------------------------------------------------------------------------------


class _Marks:
    """The marks of a text, handed out from its beginning to its end."""

    def __init__(self, audited: Audited, remarks: Sequence[Remark]) -> None:
        document = audited.document
        self._text = document.extract.text
        self._figures = sorted(document.figures, key=lambda figure: figure.start)
        self._figure_starts = [figure.start for figure in self._figures]
        placed = [
            (*self._shown(r.start, r.end), r) for r in remarks if r.start is not None and r.end is not None
        ]
        self._waiting = sorted(placed, key=lambda one: (-one[0], -one[2].number))
        """Findings not begun yet, the next one last."""
        self._active: list[tuple[int, int, Remark]] = []
        self._anchored: set[int] = set()
        ticks = [
            (statement.end if statement.claim is None else statement.claim.end, number, judgement)
            for number, judgement in enumerate(audited.judgements, start=1)
            for statement in [judgement.statement]
        ]
        self._ticks = sorted(ticks, key=lambda one: one[:2], reverse=True)

    def html(self, start: int, end: int) -> str:
        """The words from `start` to `end`; must be asked in the order of the text."""
        self._begin(end)
        pieces: list[str] = []
        cuts = self._cuts(start, end)
        for at, (low, high) in enumerate(pairwise(cuts)):
            pieces.append(self._segment(low, high, first=at == 0))
            pieces += self._ending(high, last=high == end)
        if start == end:
            pieces += self._ending(end, last=True)
        return "".join(pieces)

    def _shown(self, start: int, end: int) -> tuple[int, int]:
        """The span without blanks at its ends: what stands between two blocks is not shown."""
        kept = self._text[start:end].strip()
        if not kept:
            return start, end
        start = self._text.index(kept, start)
        return start, start + len(kept)

    def _begin(self, end: int) -> None:
        while self._waiting and self._waiting[-1][0] < end:
            self._active.append(self._waiting.pop())

    def _cuts(self, start: int, end: int) -> list[int]:
        cuts = {start, end}
        for figure in self._figures_in(start, end):
            cuts |= {figure.start, figure.end}
        for low, high, _ in self._active:
            cuts |= {low, high}
        at = len(self._ticks) - 1
        while at >= 0 and self._ticks[at][0] <= end:
            cuts.add(self._ticks[at][0])
            at -= 1
        return sorted(cut for cut in cuts if start <= cut <= end)

    def _figures_in(self, start: int, end: int) -> Iterator[Figure]:
        at = max(bisect_left(self._figure_starts, start) - 1, 0)
        while at < len(self._figures) and self._figures[at].start < end:
            if self._figures[at].end > start:
                yield self._figures[at]
            at += 1

    def _segment(self, low: int, high: int, *, first: bool) -> str:
        content = words(self._text[low:high])
        figure = next(self._figures_in(low, high), None)
        if figure is not None:
            quiet = " quiet" if figure.kind in _NAMES else ""
            content = f'<span class="fact{quiet}" title="{attribute(figure_title(figure))}">{content}</span>'
        over = [one for one in self._active if one[0] < high and one[1] > low]
        if not over:
            return content
        worst = min(over, key=lambda one: (_RANK[one[2].severity], one[2].number))[2]
        # A finding that begins in what is not shown (between two blocks) is met at the next words.
        begun = [r.number for begin, _, r in over if begin == low or (first and begin < low)]
        anchors = "".join(self._anchor(number) for number in begun)
        numbers = " ".join(f"q{one[2].number}" for one in over)
        return f'{anchors}<mark class="hit {worst.severity.value}" data-of="{numbers}">{content}</mark>'

    def _anchor(self, number: int) -> str:
        if number in self._anchored:
            return ""
        self._anchored.add(number)
        return f'<span id="q{number}"></span>'

    def _ending(self, at: int, *, last: bool) -> Iterator[str]:
        """What stands behind the words that end here: numbers of findings, verdicts of statements."""
        while self._ticks and self._ticks[-1][0] <= at:
            _, number, judgement = self._ticks.pop()
            yield _tick(number, judgement)
        ended = [one for one in self._active if one[1] == at or (last and one[1] < at)]
        if ended:
            self._active = [one for one in self._active if one not in ended]
            yield from (_reference(remark) for _, _, remark in ended)


def _reference(remark: Remark) -> str:
    return (
        f'<a class="ref {remark.severity.value}" href="#f{remark.number}" '
        f'title="{attribute(remark.heading)}">{SHAPES[remark.severity]}{remark.number}</a>'
    )


def _tick(number: int, judgement: Judgement) -> str:
    verdict = judgement.verdict
    said = f"{VERDICT_TITLES[verdict]}：{judgement.arithmetic or judgement.reason}"
    return (
        f'<a class="tick {verdict.value}" id="m{number}" href="#s{number}" '
        f'title="{attribute(said)}">{VERDICT_SIGNS[verdict]}</a>'
    )
