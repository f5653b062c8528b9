"""
Columns that are computed from other columns: rates, shares, changes; and targets against actuals.

Which column is which stands in its header; a header that names its formula (B/A) is taken at its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from hengji.domain.extract import Cell
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.indicator import Direction
from hengji.domain.stated import Modifier
from hengji.domain.statement import ChangeDirection, Operand, Statement, StatementType
from hengji.interpret.grid import Grid, Row
from hengji.interpret.layouts.forms import DIRECTIONS, SIGN
from hengji.interpret.statements import execution_points, tables

_COUNT, _MONEY, _NUMBER, _PERCENT, _SCORE = (
    FigureKind.COUNT,
    FigureKind.MONEY,
    FigureKind.NUMBER,
    FigureKind.PERCENT,
    FigureKind.SCORE,
)
_AT_MOST, _EXACT = Modifier.AT_MOST, Modifier.EXACT

_RATE = re.compile(
    r"执行率|支出率|完成率|支付率|到位率|支出进度|执行进度|完成(?:年初|全年|调整)?预算|占预算|[为占]?预算的?[%％]"
)
_FORMULA = re.compile(r"[（(]?\s*([A-Z])\s*[/÷]\s*([A-Z])\s*(?:[×*x]\s*100\s*[%％]?)?\s*[）)]?")
_LETTER = re.compile(r"[（(]\s*([A-Z])\s*[）)]")
_EXECUTED = re.compile(
    r"执行数|决算数|支出数|实际支出|支付数|执行金额|支出金额|决算金额|到位数|^(?:实际)?支出(?:[（(]|\Z)"
)
_BUDGET = re.compile(
    r"预算数|预算金额|预算安排|调整预算|全年预算|计划数|批复数|^到位(?:资金|金额)?(?:[（(]|\Z)"
)
_FULL_YEAR = re.compile(r"全年|调整")
_SHARE = re.compile(r"占比|比重|构成|占.{0,6}比例|占.{0,4}[%％]")
_CHANGE = re.compile(r"增减额|增减数|增减金额|增减变动|变动额|增长额|差额|比上年增减|增减\Z")
_CHANGE_RATE = re.compile(
    r"增减率|增长率|增减幅|增幅|变动率|增减[（(]?[%％]|增长[（(]?[%％]|增减比例|变动幅度|同比[（(]?[%％]"
)
_NOW = re.compile(r"本年|本期|决算数|今年|当年|20[0-9]{2}年")
_THEN = re.compile(r"上年|去年|上期|同期")
_TARGET = re.compile(r"指标值|目标值|年度指标|预期|计划完成|绩效目标")
_ACTUAL = re.compile(r"实际完成|完成值|实际值|完成情况|全年完成")
_WEIGHT = re.compile(r"分值|权重|满分")
_POINTS = re.compile(r"得分|自评分|评分")
_TOTAL = re.compile(r"合计$|总计$")
_WHOLE = Decimal(100)


def computed_columns(grid: Grid, cells: tables.CellFigures, text: str) -> Iterator[Statement]:
    """The statements that the computed columns of a table make, row by row."""
    totals = _totals(grid, cells, text)
    words: dict[int, str] = {}
    heads: dict[int, Head] = {}
    has_points = False
    for row in grid.rows:
        if row.is_header:
            continue
        yield from _labelled(grid, row, cells, text)
        if row.headers is not words:  # rows below one header share its words
            words = row.headers
            heads = {column: head(title) for column, title in words.items()}
            has_points = any(one.is_rate for one in heads.values()) and any(
                one.is_points for one in heads.values()
            )
        if not any(one.is_computed for one in heads.values()):
            continue
        by_column = cells.row(row, text)
        yield from _score_rates(by_column, heads, words, text)
        yield from _rates(by_column, words, text)
        yield from _changes(by_column, heads, words, text)
        yield from _shares(by_column, heads, totals, text)
        if has_points:
            yield from _execution_points(by_column, heads, words, text)
        yield from _achievement(grid, row, heads, cells, text)


class Head(NamedTuple):
    """What the words over a column say that its figures are; without words, nothing."""

    is_rate: bool = False
    is_share: bool = False
    is_change: bool = False
    is_change_rate: bool = False
    is_now: bool = False
    is_then: bool = False
    is_target: bool = False
    is_actual: bool = False
    is_weight: bool = False
    is_points: bool = False

    @property
    def is_computed(self) -> bool:
        """Whether a statement may come of the column."""
        return self.is_rate or self.is_share or self.is_change or self.is_change_rate or self.is_points


@lru_cache(maxsize=4096)
def head(words: str) -> Head:
    """The head of those words: a table has a handful of them over hundreds of rows."""
    change, change_rate = _CHANGE.search(words) is not None, _CHANGE_RATE.search(words) is not None
    now, then = _NOW.search(words) is not None, _THEN.search(words) is not None
    actual = _ACTUAL.search(words) is not None
    weight = _WEIGHT.search(words) is not None
    return Head(
        is_rate=_RATE.search(words) is not None,
        is_share=_SHARE.search(words) is not None,
        is_change=change,
        is_change_rate=change_rate,
        is_now=now and not then and not (change or change_rate),
        is_then=then and not (change or change_rate),
        is_target=_TARGET.search(words) is not None and not actual,
        is_actual=actual,
        is_weight=weight,
        is_points=_POINTS.search(words) is not None and not weight and not is_score_rate(words),
    )


def is_score_rate(words: str) -> bool:
    """Whether a column tells the points as a percentage of the marks."""
    return "得分率" in words


def _score_rates(
    row: dict[int, Figure], heads: dict[int, Head], words: dict[int, str], text: str
) -> Iterator[Statement]:
    """分值｜30｜得分｜29｜得分率｜96.67%: the points over their marks."""
    claims = [one for column, one in row.items() if is_score_rate(words.get(column, ""))]
    marks = [one for column, one in row.items() if heads.get(column, _NO_HEAD).is_weight]
    points = [one for column, one in row.items() if heads.get(column, _NO_HEAD).is_points]
    if len(claims) == len(marks) == len(points) == 1 and claims[0].kind is _PERCENT:
        operands = [("numerator", points[0]), ("denominator", marks[0])]
        yield tables.statement(StatementType.RATIO, claims[0], operands, text, "")


_NO_HEAD = Head()


def _totals(grid: Grid, cells: tables.CellFigures, text: str) -> dict[int, Figure]:
    """The figures of the table's one row of totals; nothing where it has several."""
    found = [
        cells.row(row, text)
        for row in grid.rows
        if not row.is_header and _TOTAL.search("".join(grid.text(cell) for cell in row.cells[:1]))
    ]
    return found[0] if len(found) == 1 else {}


def _rates(row: dict[int, Figure], heads: dict[int, str], text: str) -> Iterator[Statement]:
    for column, claim in row.items():
        words = heads.get(column, "")
        if not head(words).is_rate or claim.kind not in {_PERCENT, _NUMBER}:
            continue
        pair = _by_formula(words, row, heads) or _by_names(column, row, heads)
        if pair is None or claim.kind is not _PERCENT:
            continue
        executed, budget = pair
        if executed.unit != budget.unit or budget.value == 0:
            continue
        yield tables.statement(
            StatementType.EXECUTION_RATE, claim, [("executed", executed), ("budget", budget)], text, ""
        )


def _labelled(grid: Grid, row: Row, cells: tables.CellFigures, text: str) -> Iterator[Statement]:
    """预算数｜100｜执行数｜98｜执行率｜98%: a row whose figures stand behind their own words."""
    by_column = cells.row(row, text)
    if len(by_column) < len(("budget", "executed", "rate")):
        return
    label = ""
    told: list[tuple[str, Figure]] = []
    for cell in sorted(row.cells, key=attrgetter("column")):
        figure = by_column.get(cell.column)
        if figure is None:
            label = grid.text(cell) or label
        elif label:
            told.append((label, figure))
            label = ""
    rates = [one for name, one in told if _RATE.search(name) and one.kind is _PERCENT]
    executed = [one for name, one in told if _EXECUTED.search(name) and one not in rates]
    budgets = [one for name, one in told if _BUDGET.search(name) and one not in rates and one not in executed]
    if len(rates) == len(executed) == len(budgets) == 1 and executed[0].unit == budgets[0].unit:
        operands = [("executed", executed[0]), ("budget", budgets[0])]
        yield tables.statement(StatementType.EXECUTION_RATE, rates[0], operands, text, "")


def _by_formula(head: str, row: dict[int, Figure], heads: dict[int, str]) -> tuple[Figure, Figure] | None:
    formula = _FORMULA.search(head)
    if formula is None:
        return None
    letters = {
        match[1]: column
        for column, words in heads.items()
        if (match := _LETTER.search(words)) and column in row
    }
    over, under = letters.get(formula[1]), letters.get(formula[2])
    return None if over is None or under is None else (row[over], row[under])


def _by_names(column: int, row: dict[int, Figure], heads: dict[int, str]) -> tuple[Figure, Figure] | None:
    left = [one for one in row if one < column]
    executed = [one for one in left if _EXECUTED.search(heads.get(one, ""))]
    budgets = [one for one in left if _BUDGET.search(heads.get(one, "")) and one not in executed]
    full = [one for one in budgets if _FULL_YEAR.search(heads.get(one, ""))]
    if "年初" in heads.get(column, ""):
        full = [one for one in budgets if "年初" in heads.get(one, "")]
    chosen = full or budgets
    if len(executed) != 1 or len(chosen) != 1:
        return None
    return row[executed[0]], row[chosen[0]]


def _changes(
    row: dict[int, Figure], heads: dict[int, Head], titles: dict[int, str], text: str
) -> Iterator[Statement]:
    now = [one for one in row if heads.get(one, _NO_HEAD).is_now]
    then = [one for one in row if heads.get(one, _NO_HEAD).is_then]
    if len(now) == 2 and not then:
        now, then = _years_apart(now, titles)
    if len(now) != 1 or len(then) != 1 or row[now[0]].unit != row[then[0]].unit:
        return
    operands = [("current", row[now[0]]), ("prior", row[then[0]])]
    for column, claim in row.items():
        own = heads.get(column, _NO_HEAD)
        if own.is_change_rate and claim.kind is _PERCENT and row[then[0]].value != 0:
            yield _signed(StatementType.CHANGE_RATE, claim, operands, text)
        elif own.is_change and claim.unit == row[now[0]].unit:
            yield _signed(StatementType.CHANGE_AMOUNT, claim, operands, text)


_YEAR = re.compile(r"(20[0-9]{2})年")


def _years_apart(columns: list[int], heads: dict[int, str]) -> tuple[list[int], list[int]]:
    """The columns of a year and of the year before it, by the years in their heads."""
    years = {int(match[1]): column for column in columns if (match := _YEAR.search(heads.get(column, "")))}
    if len(years) != len(columns) or max(years) - min(years) != 1:
        return columns, []
    return [years[max(years)]], [years[min(years)]]


def _signed(type_: StatementType, claim: Figure, operands: list[tuple[str, Figure]], text: str) -> Statement:
    """A change in a cell carries its sign itself: its magnitude with the direction that the sign means."""
    found = tables.statement(type_, claim, operands, text, "")
    value = claim.value if isinstance(claim.value, Decimal) else Decimal(0)
    direction = ChangeDirection.DECREASE if value < 0 else ChangeDirection.INCREASE if value > 0 else None
    return Statement(
        type=found.type,
        quote=found.quote,
        start=found.start,
        end=found.end,
        claim=found.claim,
        operands=found.operands,
        direction=direction,
        subject=found.subject,
    )


def _shares(
    row: dict[int, Figure], heads: dict[int, Head], totals: dict[int, Figure], text: str
) -> Iterator[Statement]:
    """A share in a column beside its amounts, where the table's total stands above or below."""
    for column, claim in row.items():
        if claim.kind is not _PERCENT or not heads.get(column, _NO_HEAD).is_share:
            continue
        amounts = [one for one in row if one < column and row[one].kind in {_MONEY, _COUNT}]
        if not amounts:
            continue
        own = amounts[-1]
        whole = totals.get(own)
        if whole is None or whole.unit != row[own].unit or claim.value == _WHOLE:
            continue
        yield tables.statement(StatementType.SHARE, claim, [("part", row[own]), ("whole", whole)], text, "")


def _execution_points(
    row: dict[int, Figure], heads: dict[int, Head], titles: dict[int, str], text: str
) -> Iterator[Statement]:
    """The points of the row that has the budget's execution rate between its marks and its points."""
    rates = [row[one] for one in row if heads.get(one, _NO_HEAD).is_rate and "执行" in titles[one]]
    weights = [row[one] for one in row if heads.get(one, _NO_HEAD).is_weight]
    points = [row[one] for one in row if heads.get(one, _NO_HEAD).is_points]
    if len(rates) == len(weights) == len(points) == 1:
        yield from execution_points.of_row(weights[0], rates[0], points[0], text)


def _achievement(
    grid: Grid, row: Row, heads: dict[int, Head], cells: tables.CellFigures, text: str
) -> Iterator[Statement]:
    """The points claimed for an indicator: target, actual, weight and points in one row."""
    ordered = [
        (heads.get(cell.column, _NO_HEAD), cell) for cell in sorted(row.cells, key=attrgetter("column"))
    ]
    targets = [cell for own, cell in ordered if own.is_target]
    actuals = [cell for own, cell in ordered if own.is_actual]
    weights = [cell for own, cell in ordered if own.is_weight]
    points = [cell for own, cell in ordered if own.is_points]
    if not (targets and actuals and len(weights) == 1 and len(points) == 1):
        return
    target, actual = _one(cells, targets[-1], text), _one(cells, actuals[0], text)
    weight, claim = cells.of(weights[0], text), cells.of(points[0], text)
    if target is None or actual is None or weight is None or claim is None:
        return
    target = _by_sign(grid, row, target)
    yield from points_claimed(target, actual, weight, claim, text, grid.text(ordered[0][1]))


def _by_sign(grid: Grid, row: Row, target: Figure) -> Figure:
    """The target with the sign that some provinces print in a column of its own."""
    signs = [grid.text(cell) for cell in row.cells if SIGN.names(row.headers.get(cell.column, ""))]
    if target.modifier is not _EXACT or not signs:
        return target
    named = next((one for mark, one in DIRECTIONS if mark in signs[0]), None)
    modifier = _MODIFIERS.get(named) if named is not None else None
    return target if modifier is None else target._replace(modifier=modifier)


def points_claimed(  # noqa: PLR0917 - the cells of a row in their order
    target: Figure, actual: Figure, weight: Figure, claim: Figure, text: str, subject: str
) -> Iterator[Statement]:
    """The statement that an indicator's row makes, where target and actual measure alike."""
    if (target.kind, target.unit) != (actual.kind, actual.unit) or isinstance(target.value, str):
        return
    if weight.kind not in {_SCORE, _NUMBER} or weight.value == 0:
        return
    yield Statement(
        type=StatementType.ACHIEVEMENT,
        quote=text[claim.start : claim.end],
        start=claim.start,
        end=claim.end,
        claim=claim._replace(kind=_SCORE, unit="分"),
        operands=(
            Operand(figure=target, role="target"),
            Operand(figure=actual, role="actual"),
            Operand(figure=weight._replace(kind=_SCORE, unit="分"), role="weight"),
        ),
        subject=subject,
    )


_MODIFIERS = {
    Direction.HIGHER_IS_BETTER: Modifier.AT_LEAST,
    Direction.LOWER_IS_BETTER: Modifier.AT_MOST,
}
_SIGNED = re.compile(r"^[≥≤><=＝≧≦]")


def _one(cells: tables.CellFigures, cell: Cell, text: str) -> Figure | None:
    """The only figure of a cell, read without what else stands in it; `None` where there are several."""
    found = cells.inside(cell.start, cell.end)
    numbers = [figure for figure in found if not isinstance(figure.value, str)]
    if len(numbers) != 1:
        return None
    figure = numbers[0]
    words = text[cell.start : cell.end].strip()
    if figure.modifier is _EXACT and _SIGNED.match(words) and words[0] in "≤≦<":
        return figure._replace(modifier=_AT_MOST)
    return figure
