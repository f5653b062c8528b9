"""
Sums in tables: classification codes and their parents, 合计 rows and columns, 其中 rows.

A table states one arithmetic many times.  A column of totals is taken for one when its header says so
and most of its rows agree; a row that then disagrees is a statement that may fail, not a wrong reading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hengji.domain.extract import Cell
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.interval import total
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret.grid import Grid, Row

_TOTAL = re.compile(
    r"^(?:[一-鿿“”]{0,10}?)(?:合计|总计|小计|总分|总得分|合\s*计|总\s*计)(?:[（(][^）)]*[）)])?$|^(?:合|总)$"
)
_GRAND = re.compile(r"^(?:总计|总合计|收入总计|支出总计|[收支]总计|总\s*计)$")
_TOP = re.compile(r"^[一二三四五六七八九十]+、")
_OF_WHICH = re.compile(r"^其\s*中[:：]?")
_CODE = re.compile(r"^(?:\d{3}|\d{5}|\d{7})$")
_PIECE = re.compile(r"^\d{1,2}$")
_NO_SUM = re.compile(
    r"率|占比|比重|比例|%|％|增减|幅度|上年|单价|人均|编码|序号|代码|年度$|分值|得分|权重|备注"
)
_SCORES = re.compile(r"分值|得分|权重|满分|自评分|评分")
_FUNDS = re.compile(r"资金|拨款|补助|中央|省|市|县|区|其他|结转|自筹|本级|旗|盟|州|财政|上级|地方|社会")
_LONGEST_LABEL = 40


@dataclass(slots=True)
class Line:
    """A row of a block: its label and its figures by column."""

    label: str
    code: str
    figures: dict[int, Figure]
    column: int
    """The column it begins in."""


@dataclass(slots=True)
class Block:
    """Columns that belong together: a label with the figures to its right."""

    lines: list[Line] = field(default_factory=list)
    headers: dict[int, str] = field(default_factory=dict)


class CellFigures:
    """The figure of every cell that is one figure."""

    def __init__(self, figures: tuple[Figure, ...]) -> None:
        self._by_start = {figure.start: figure for figure in figures}
        self._figures = figures
        self._starts = [figure.start for figure in figures]

    def inside(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures between two places."""
        return self._figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of(self, cell: Cell, text: str) -> Figure | None:
        """The figure that fills a cell, or `None`."""
        words = text[cell.start : cell.end]
        start = cell.start + len(words) - len(words.lstrip())
        figure = self._by_start.get(start)
        if figure is None or isinstance(figure.value, str):
            return None
        return figure if figure.end >= cell.start + len(words.rstrip()) else None


def table_sums(grid: Grid, laid: list[Block], cells: CellFigures, text: str) -> Iterator[Statement]:
    """The sums of one table, whose blocks are laid already."""
    for block in laid:
        yield from of_block(block, text)
    yield from _across(grid, cells, text)
    yield from _score_totals(grid, cells, text)


def of_block(block: Block, text: str) -> Iterator[Statement]:
    """The sums of one block."""
    if sum(1 for line in block.lines if line.code) * 2 > len(block.lines):
        yield from _by_code(block, text)
    else:
        yield from _down(block, text)
    yield from _of_which(block, text)


def blocks(grid: Grid, cells: CellFigures, text: str) -> list[Block]:
    """The blocks of a table: side by side where labels and figures alternate."""
    found: dict[int, Block] = defaultdict(Block)
    starts = _starts(grid, cells, text)
    for row in grid.rows:
        if row.is_header:
            continue
        for line in _lines(grid, row, cells, text, starts):
            key = max((start for start in starts if start <= line.column), default=0)
            found[key].lines.append(line)
            for column in line.figures:
                found[key].headers.setdefault(column, row.headers.get(column, ""))
    return list(found.values())


def _starts(grid: Grid, cells: CellFigures, text: str) -> set[int]:
    """The columns where a block begins anew: words or codes right behind a column of figures."""
    numbers: Counter[int] = Counter()
    words: Counter[int] = Counter()
    for row in grid.rows:
        for cell in row.cells if not row.is_header else ():
            plain = grid.text(cell)
            if not plain:
                continue
            code = re.search(r"编码|类\Z|经济分类|功能分类", row.headers.get(cell.column, "")) is not None
            if cells.of(cell, text) is not None and not code:
                numbers[cell.column] += 1
            else:
                words[cell.column] += 1
    return {
        column
        for column in words
        if words[column] > numbers[column] and numbers[column - 1] > words[column - 1]
    }


def _lines(grid: Grid, row: Row, cells: CellFigures, text: str, starts: set[int]) -> Iterator[Line]:
    """The lines of a row: each a label (with its code) and the figures behind it."""
    label, code, first = "", "", 0
    figures: dict[int, Figure] = {}
    for cell in sorted(row.cells, key=lambda one: one.column):
        words = grid.text(cell)
        if not words:
            continue
        figure = cells.of(cell, text)
        is_code = _is_code(words, row.headers.get(cell.column, ""), code, label)
        if figure is not None and not is_code and label:
            figures[cell.column] = figure
            continue
        if figures or (is_code and label) or (cell.column in starts and (label or code)):
            yield Line(label, code, figures, first)
            label, code, figures = "", "", {}
        if not label and not code:
            first = cell.column
        if is_code:
            code += words.zfill(2)
        elif figure is None:
            label = f"{label}/{words}" if label else words
    if label or code:
        yield Line(label, code, figures, first)


def _is_code(words: str, header: str, code: str, label: str) -> bool:
    if not words.isdigit() or (label and not re.search(r"编码|类\Z|经济分类|功能分类", header)):
        return False
    if _CODE.match(words) and (not code or label):
        return (
            len(words) > len("201") or not header or re.search(r"编码|科目|类|款|项|代码", header) is not None
        )
    return bool(_PIECE.match(words) and not label and len(code) in {3, 5})


def _by_code(block: Block, text: str) -> Iterator[Statement]:
    """Every code against the codes right below it, and 合计 against the classes."""
    lines = {line.code: line for line in block.lines if line.code}
    children: dict[str, list[Line]] = defaultdict(list)
    for code, line in lines.items():
        if len(code) > len("201"):
            children[code[:-2]].append(line)
    for code, below in children.items():
        parent = lines.get(code)
        if parent is not None:
            yield from _columns(parent, below, text)
    tops = [line for line in block.lines if len(line.code) == len("201")]
    for line in block.lines:
        if not line.code and _TOTAL.match(line.label.rpartition("/")[2] or line.label) and len(tops) > 1:
            yield from _trusted(line, tops, text)


def _columns(parent: Line, parts: list[Line], text: str) -> Iterator[Statement]:
    for column, claim in parent.figures.items():
        figures = [line.figures[column] for line in parts if column in line.figures]
        if figures:
            yield statement(
                StatementType.SUM_OF_PARTS, claim, [("part", one) for one in figures], text, parent.label
            )


def _trusted(whole: Line, parts: list[Line], text: str) -> Iterator[Statement]:
    """The columns of a total, where at least one of them agrees."""
    found = list(_columns(whole, parts, text))
    if any(agrees(one) for one in found) or _all_short(found, parts):
        yield from found


def agrees(one: Statement) -> bool:
    """Whether a sum of a table meets its total."""
    parts = [operand.figure.interval for operand in one.operands]
    whole = None if one.claim is None else one.claim.interval
    if whole is None or any(part is None for part in parts):
        return False
    return total(part for part in parts if part is not None).meets(whole)


def _down(block: Block, text: str) -> Iterator[Statement]:
    """Rows of totals against the rows above them, or below where the total stands first."""
    rows = [line for line in block.lines if line.label]
    if len(rows) < 2:  # noqa: PLR2004 - nothing to add up
        return
    since = 0
    for index, line in enumerate(rows):
        label = (
            line.label.split("/")[0]
            if _TOTAL.match(line.label.split("/")[0])
            else line.label.rpartition("/")[2]
        )
        if not _TOTAL.match(label) or not line.figures:
            continue
        if index == 0:
            below = _until_total(rows[1:])
            yield from _claimed(line, _top_rows(below), text, certain=False)
            continue
        if _GRAND.match(label) and since:
            parts = [one for one in rows[since - 1 : index] if not _detail(one.label)]
        else:
            parts = _top_rows(rows[since:index])
        yield from _claimed(line, parts, text, certain=True)
        since = index + 1


def _until_total(rows: list[Line]) -> list[Line]:
    for index, line in enumerate(rows):
        if _TOTAL.match(line.label):
            return rows[:index]
    return rows


def _detail(label: str) -> bool:
    return _OF_WHICH.match(label) is not None or _TOP.match(label) is not None


def _top_rows(rows: list[Line]) -> list[Line]:
    """The rows that a total adds up: the numbered ones where rows are numbered, never 其中 rows."""
    numbered = [line for line in rows if _TOP.match(line.label)]
    if len(numbered) > 1:
        return numbered
    kept: list[Line] = []
    nested = False
    for line in rows:
        if _OF_WHICH.match(line.label):
            nested = True
            continue
        if nested and len(line.label) > _LONGEST_LABEL:
            continue
        kept.append(line)
    return kept


def _claimed(whole: Line, parts: list[Line], text: str, *, certain: bool) -> Iterator[Statement]:
    """The columns of a row of totals; what no column bears out is not stated unless it is certain."""
    found = []
    for column, claim in whole.figures.items():
        figures = [line.figures[column] for line in parts if column in line.figures]
        if len(figures) < 2 and not (certain and figures):  # noqa: PLR2004
            continue
        if any(not _same(claim, one) for one in figures):
            continue
        kind = StatementType.SCORE_SUM if claim.kind is FigureKind.SCORE else StatementType.SUM_OF_PARTS
        if claim.kind in {FigureKind.PERCENT, FigureKind.YEAR} and claim.value != Decimal(100):
            continue
        found.append(statement(kind, claim, [("part", one) for one in figures], text, whole.label))
    agreeing = sum(1 for one in found if agrees(one))
    if (
        agreeing * 2 >= len(found)
        or _all_short(found, parts)
        or (certain and len(found) == 1 and all(_TOP.match(one.label) for one in parts))
    ):
        yield from found


def _all_short(found: list[Statement], parts: list[Line]) -> bool:
    """Whether every column falls short of its total, as when a row was left out of a plain list."""
    if len(found) < 2 or len(parts) < 2 or any(re.search(r"[略…等]", one.label) for one in parts):  # noqa: PLR2004
        return False
    gaps = [_gap(one) for one in found]
    largest = max(gaps)
    return min(gaps) >= 0 and largest > 0 and sum(1 for gap in gaps if gap > 0) * 2 > len(gaps)


def _gap(one: Statement) -> Decimal:
    parts = sum((_value(operand.figure) for operand in one.operands), Decimal(0))
    return (Decimal(0) if one.claim is None else _value(one.claim)) - parts


def _value(figure: Figure) -> Decimal:
    return figure.value if isinstance(figure.value, Decimal) else Decimal(0)


def _same(one: Figure, other: Figure) -> bool:
    return one.kind is other.kind and one.unit == other.unit


def _of_which(block: Block, text: str) -> Iterator[Statement]:
    """A total with the 其中 rows below it, as the money of a form is broken down by its source."""
    rows = block.lines
    groups: list[tuple[Line, list[Line]]] = []
    for index, line in enumerate(rows):
        label = line.label.rpartition("/")[2]
        if not _OF_WHICH.match(label) or index == 0:
            continue
        whole = rows[index - 1]
        parts = [line]
        for other in rows[index + 1 :]:
            name = other.label.rpartition("/")[2]
            if not _FUNDS.search(name) or re.search(r"总额|合计|总计", name) or len(name) > 16:  # noqa: PLR2004
                break
            parts.append(other)
        groups.append((whole, parts))
        for column, claim in whole.figures.items():
            figures = [one.figures[column] for one in parts if column in one.figures]
            money = claim.kind in {FigureKind.MONEY, FigureKind.NUMBER} and not _NO_SUM.search(
                block.headers.get(column, "")
            )
            beside = [whole.figures.get(column - 1), whole.figures.get(column + 1)]
            money = money and all(one is None or one.kind is not FigureKind.PERCENT for one in beside)
            if figures and money and all(_same(claim, one) for one in figures):
                whole_list = len(parts) > 1 and re.search(r"其他|自筹|社会", parts[-1].label) is not None
                yield statement(
                    StatementType.SUM_OF_PARTS, claim, [("part", one) for one in figures], text, whole.label,
                    complete=whole_list,
                )  # fmt: skip

    yield from _of_groups(groups, text)


def _of_groups(groups: list[tuple[Line, list[Line]]], text: str) -> Iterator[Statement]:
    """
    A total broken down like each of its parts below it: then every source adds up over the parts too.
    """
    if len(groups) < 3:  # noqa: PLR2004 - a total and two parts
        return
    (whole, sources), rest = groups[0], groups[1:]
    names = [_source(line) for line in sources]
    if any([_source(line) for line in lines] != names for _, lines in rest) or 1 not in whole.figures:
        return
    tops = [line for line, _ in rest if 1 in line.figures]
    over = statement(
        StatementType.SUM_OF_PARTS, whole.figures[1], [("part", one.figures[1]) for one in tops], text, ""
    )
    if len(tops) != len(rest) or not agrees(over):
        return
    yield over
    for index, source in enumerate(sources):
        figures = [lines[index].figures[1] for _, lines in rest if 1 in lines[index].figures]
        if 1 in source.figures and len(figures) == len(rest):
            yield statement(
                StatementType.SUM_OF_PARTS,
                source.figures[1],
                [("part", one) for one in figures],
                text,
                source.label,
            )


def _source(line: Line) -> str:
    return _OF_WHICH.sub("", line.label.rpartition("/")[2])


_TOTAL_SCORE = re.compile(r"^(?:总分|总得分|合计|总计|自评总分|总分合计)[：:]?$")


def _score_totals(grid: Grid, cells: CellFigures, text: str) -> Iterator[Statement]:
    """The weights and the points of a form against its row 总分, in whatever columns they stand."""
    weights: list[Figure] = []
    points: list[Figure] = []
    for row in grid.rows:
        words = [grid.text(cell) for cell in row.cells if grid.text(cell)]
        if words and _TOTAL_SCORE.match(words[0]):
            own = [
                figure
                for cell in sorted(row.cells, key=lambda one: one.column)
                if (figure := cells.of(cell, text))
            ]
            if len(own) > 1 and own[0].kind is FigureKind.SCORE:
                yield from _scores_add_up(own[:2], (weights, points), text)
            continue
        for cell in row.cells if not row.is_header else ():
            figure = cells.of(cell, text)
            head = row.headers.get(cell.column, "").rpartition("/")[2]
            if figure is None or figure.kind is not FigureKind.SCORE:
                continue
            if re.search(r"分值|权重|满分", head):
                weights.append(figure)
            elif re.search(r"得分|评分", head):
                points.append(figure)


def _scores_add_up(
    own: list[Figure], parts: tuple[list[Figure], list[Figure]], text: str
) -> Iterator[Statement]:
    found = [
        statement(StatementType.SCORE_SUM, claim, [("part", one) for one in figures], text, "总分")
        for claim, figures in zip(own, parts, strict=True)
        if len(figures) > 2  # noqa: PLR2004 - a form has more than two rows
    ]
    if any(agrees(one) for one in found):
        yield from found


def _across(grid: Grid, cells: CellFigures, text: str) -> Iterator[Statement]:
    """Columns of totals against the columns that they add up, row by row."""
    for column, parts in _column_groups(grid):
        found = []
        for row in grid.rows:
            if row.is_header:
                continue
            by_column = {cell.column: cells.of(cell, text) for cell in row.cells}
            claim = by_column.get(column)
            figures = [figure for part in parts if (figure := by_column.get(part)) is not None]
            if claim is None or not figures or any(not _same(claim, one) for one in figures):
                continue
            found.append(
                statement(StatementType.SUM_OF_PARTS, claim, [("part", one) for one in figures], text, "")
            )
        agreeing = sum(1 for one in found if agrees(one))
        if agreeing * 3 >= len(found) * 2:
            yield from found


def _column_groups(grid: Grid) -> Iterator[tuple[int, list[int]]]:
    """Every column headed 合计 or 小计 with the columns it adds up, by the spans of the header."""
    header = [row for row in grid.rows if row.is_header]
    if not header:
        return
    leaves = _leaf_headers(grid, header)
    columns = sorted(leaves)
    for column in columns:
        path = leaves[column]
        if not _TOTAL.match(path[-1].words):
            continue
        siblings = _siblings(column, path, columns, leaves)
        if len(siblings) > 1:
            yield column, siblings


@dataclass(slots=True)
class _Head:
    words: str
    first: int
    last: int


def _leaf_headers(grid: Grid, header: list[Row]) -> dict[int, list[_Head]]:
    """For each column the headers over it, outermost first, of the first run of header rows."""
    leaves: dict[int, list[_Head]] = defaultdict(list)
    run = header[0].number
    for row in header:
        if row.number - run > 1:
            break
        run = row.number
        for cell in row.cells:
            words = grid.text(cell)
            if not words:
                continue
            head = _Head(words, cell.column, cell.column + cell.column_span - 1)
            for column in range(head.first, head.last + 1):
                leaves[column].append(head)
    return leaves


def _siblings(
    column: int, path: list[_Head], columns: list[int], leaves: dict[int, list[_Head]]
) -> list[int]:
    """The columns that a column of totals adds up; groups stand for themselves by their own totals."""
    if len(path) > 1 and path[-2].last > path[-2].first:
        inside = range(path[-2].first, path[-2].last + 1)
        depth = len(path) - 1
    else:
        following = [one for one in columns if one > column]
        inside = range(column + 1, (following[-1] if following else column) + 1)
        depth = 0
    siblings: list[int] = []
    skip = 0
    for one in inside:
        if one == column or one not in leaves or one <= skip:
            continue
        heads = leaves[one]
        words = "/".join(head.words for head in heads[depth:])
        if _TOTAL.match(heads[-1].words) and len(heads) <= depth + 1:
            break
        if _NO_SUM.search(words):
            break
        group = heads[depth] if len(heads) > depth else heads[-1]
        if group.last > group.first:
            own = [
                other
                for other in range(group.first, group.last + 1)
                if other in leaves and _TOTAL.match(leaves[other][-1].words)
            ]
            siblings += (
                own[:1] if own else [other for other in range(group.first, group.last + 1) if other in leaves]
            )
            skip = group.last
        else:
            siblings.append(one)
    return siblings


def statement(
    type_: StatementType,
    claim: Figure,
    operands: list[tuple[str, Figure]],
    text: str,
    subject: str,
    *,
    complete: bool = True,
    recipe: str = "",
) -> Statement:
    """A statement of a table whose claim is a cell."""
    return Statement(
        type=type_,
        quote=text[claim.start : claim.end],
        start=claim.start,
        end=claim.end,
        claim=claim,
        operands=tuple(Operand(figure=figure, role=role) for role, figure in operands),
        subject=subject.rpartition("/")[2],
        complete=complete,
        recipe=recipe,
    )
