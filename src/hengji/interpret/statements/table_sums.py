"""
Sums in tables: classification codes and their parents, 合计 rows, 其中 rows.

A table states one arithmetic many times.  A row of totals is taken for one when its label says so and
its columns bear it out; a column that then disagrees is a statement that may fail, not a wrong reading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, combinations

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret.grid import Grid
from hengji.interpret.statements import across, tables
from hengji.interpret.statements.tables import Block, CellFigures, Line, agrees, same, statement

_MONEY, _NUMBER, _PERCENT, _SCORE, _YEAR = (
    FigureKind.MONEY,
    FigureKind.NUMBER,
    FigureKind.PERCENT,
    FigureKind.SCORE,
    FigureKind.YEAR,
)

_GRAND = re.compile(r"^(?:总计|总合计|收入总计|支出总计|[收支]总计|总\s*计)$")
_TOP = re.compile(r"^[一二三四五六七八九十]+、")
_OF_WHICH = re.compile(r"^其\s*中[:：]?")
_FUNDS = re.compile(r"资金|拨款|补助|中央|省|市|县|区|其他|结转|自筹|本级|旗|盟|州|财政|上级|地方|社会")
_LONGEST_LABEL = 40
_LONGEST_ITEM = 20
_PLAIN_LIST = 60
"""Rows of a plain list at most; a longer one has parts of parts."""
_NO_ITEM = re.compile(r"[略…等]|小计|其中|合计|总|另")
_FEW_IN_ALL = 10
"""A slip is at most a tenth of the total; a larger gap may be a row that was left out."""
_EXECUTED = re.compile(r"执行|资金|预算")
_HUNDRED, _EXECUTION = Decimal(100), Decimal(10)
"""The points of a form, and those of its budget's execution by 财预〔2020〕10号."""


def table_sums(grid: Grid, laid: list[Block], cells: CellFigures, text: str) -> Iterator[Statement]:
    """The sums of one table, whose blocks are laid already."""
    scores = list(across.score_totals(grid, cells, text))
    told = {one.claim.start for one in scores if one.claim is not None}
    for block in laid:
        for one in of_block(block, text):
            # 总分 adds up the points of the whole form, the row of the funds included.
            if one.type is not StatementType.SCORE_SUM or one.claim is None or one.claim.start not in told:
                yield one
    yield from across.across(grid, cells, text)
    yield from scores


def of_block(block: Block, text: str) -> Iterator[Statement]:
    """The sums of one block."""
    if sum(1 for line in block.lines if line.code) * 2 > len(block.lines):
        yield from _by_code(block, text)
    else:
        yield from _down(block, text)
    yield from _of_which(block, text)


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
        label = line.label.rpartition("/")[2] or line.label
        if not line.code and across.TOTAL.match(label) and len(tops) > 1:
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


def _down(block: Block, text: str) -> Iterator[Statement]:
    """Rows of totals against the rows above them, or below where the total stands first."""
    rows = [line for line in block.lines if line.label]
    if len(rows) < 2:
        return
    since = 0
    for index, line in enumerate(rows):
        label = (
            line.label.split("/")[0]
            if across.TOTAL.match(line.label.split("/")[0])
            else line.label.rpartition("/")[2]
        )
        if not across.TOTAL.match(label) or not line.figures:
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
        if across.TOTAL.match(line.label):
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
        if len(figures) < 2 and not (certain and figures):
            continue
        if any(not same(claim, one) for one in figures):
            continue
        kind = StatementType.SCORE_SUM if claim.kind is _SCORE else StatementType.SUM_OF_PARTS
        if claim.kind in {_PERCENT, _YEAR} and claim.value != Decimal(100):
            continue
        found.append(statement(kind, claim, [("part", one) for one in figures], text, whole.label))
    if _lacks_execution(found, parts):
        return
    agreeing = sum(1 for one in found if agrees(one))
    if (
        agreeing * 2 >= len(found)
        or _all_short(found, parts)
        or (certain and len(found) == 1 and all(_TOP.match(one.label) for one in parts))
        or (certain and len(found) == 1 and _all_but_a_slip(found[0], parts))
    ):
        yield from found


def _all_but_a_slip(one: Statement, parts: list[Line]) -> bool:
    """
    Whether the only column of a plain list misses its total by one wrong digit or two swapped ones.

    No other column bears the total out, so nothing farther off is taken for a sum: rows may be left out,
    or be parts of each other, as where the gap is a row or some rows that follow each other.
    """
    gap = _gap(one)
    figures = [tables.value(operand.figure) for operand in one.operands]
    if not 2 <= len(figures) == len(parts) <= _PLAIN_LIST or not gap or not _only_adds(one):
        return False
    if any(len(line.label) > _LONGEST_ITEM or _NO_ITEM.search(line.label) for line in parts):
        return False
    total = Decimal(0) if one.claim is None else tables.value(one.claim)
    sums = accumulate(figures, initial=Decimal(0))
    if any(late - early == abs(gap) for early, late in combinations(sums, 2)):
        return False
    digits = f"{abs(gap).normalize():f}".replace(".", "").strip("0")
    slipped = len(digits) == 1 or (len(digits) == len("27") and int(digits) % 9 == 0)
    return slipped and abs(gap) * _FEW_IN_ALL <= total


def _lacks_execution(found: list[Statement], parts: list[Line]) -> bool:
    """Whether just the ten points of 预算执行率 are missing, whose row stands in a table of its own."""
    return any(
        one.type is StatementType.SCORE_SUM
        and one.claim is not None
        and one.claim.value == _HUNDRED
        and _gap(one) == _EXECUTION
        for one in found
    ) and not any(_EXECUTED.search(one.label) for one in parts)


def _all_short(found: list[Statement], parts: list[Line]) -> bool:
    """Whether every column falls short of its total, as when a row was left out of a plain list."""
    # A single row is a list with a row left out where it counts itself as the second or later one.
    listed = len(parts) > 1 or any(one.number > 1 for one in parts)
    if len(found) < 2 or not listed or any(re.search(r"[略…等]", one.label) for one in parts):
        return False
    plain = [one for one in found if _only_adds(one)]
    if len(plain) * 3 < len(found) * 2:
        return False
    gaps = [_gap(one) for one in plain]
    largest = max(gaps)
    return min(gaps) >= 0 and largest > 0 and sum(1 for gap in gaps if gap > 0) * 2 > len(gaps)


def _only_adds(one: Statement) -> bool:
    """Whether a column holds plain amounts, not changes: no part above its total, none below zero."""
    whole = Decimal(0) if one.claim is None else tables.value(one.claim)
    return all(0 <= tables.value(operand.figure) <= whole for operand in one.operands)


def _gap(one: Statement) -> Decimal:
    parts = sum((tables.value(operand.figure) for operand in one.operands), Decimal(0))
    return (Decimal(0) if one.claim is None else tables.value(one.claim)) - parts


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
            if not _FUNDS.search(name) or re.search(r"总额|合计|总计", name) or len(name) > 16:
                break
            parts.append(other)
        groups.append((whole, parts))
        whole_list = len(parts) > 1 and re.search(r"其他|自筹|社会", parts[-1].label) is not None
        every = _until_next_item(rows, index) if len(parts) == 1 and _TOP.match(_name(whole)) else []
        wider = list(_broken_down(block, whole, every, text, complete=True))
        if len(every) > 1 and sum(1 for one in wider if agrees(one)) * 2 > len(wider):
            yield from wider
        else:
            yield from _broken_down(block, whole, parts, text, complete=whole_list)
    yield from _of_groups(groups, text)


def _name(line: Line) -> str:
    return line.label.rpartition("/")[2]


def _until_next_item(rows: list[Line], index: int) -> list[Line]:
    """一、基本支出, 其中：人员经费, 公用经费, 二、项目支出: the rows from 其中 to the next item or total."""
    found = [rows[index]]
    for other in rows[index + 1 :]:
        name = _name(other)
        if _TOP.match(name) or across.TOTAL.match(name) or _OF_WHICH.match(name):
            break
        found.append(other)
    return found


def _broken_down(
    block: Block, whole: Line, parts: list[Line], text: str, *, complete: bool
) -> Iterator[Statement]:
    """The columns of money of a total against its 其中 rows."""
    for column, claim in whole.figures.items():
        figures = [one.figures[column] for one in parts if column in one.figures]
        money = claim.kind in {_MONEY, _NUMBER} and not across.NO_SUM.search(block.headers.get(column, ""))
        beside = [whole.figures.get(column - 1), whole.figures.get(column + 1)]
        money = money and (complete or all(one is None or one.kind is not _PERCENT for one in beside))
        if figures and money and all(same(claim, one) for one in figures):
            operands = [("part", one) for one in figures]
            yield statement(StatementType.SUM_OF_PARTS, claim, operands, text, whole.label, complete=complete)


def _of_groups(groups: list[tuple[Line, list[Line]]], text: str) -> Iterator[Statement]:
    """
    A total broken down like each of its parts below it: then every source adds up over the parts too.
    """
    if len(groups) < 3:
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
