"""
Tables: accounts, the three public expenses, projects, indicators, scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.planted.amounts import ZERO, half_up
from benchmarks.planted.draft import Box, Claim, Grid, Sort
from benchmarks.planted.facts import Activity
from benchmarks.planted.pen import Pen


def _head(*words: str) -> tuple[Box, ...]:
    return tuple(Box(text=word, head=True) for word in words)


def _row(*words: str) -> tuple[Box, ...]:
    return tuple(Box(text=word) for word in words)


def _note(pen: Pen) -> str:
    lead = pen.pick(("单位：", "金额单位：", "单位:"))
    return f"{lead}{pen.books.table_style.unit}"


def _cell(pen: Pen, yuan: Decimal, use: str = "part") -> str:
    return pen.money(yuan, use, style=pen.books.table_style, bare=True)


def spending(pen: Pen) -> Grid:
    """Expenditure by function, in basic and project expenditure."""
    books, rng = pen.books, pen.rng
    rows, columns = [], [[], [], []]  # type: ignore[var-annotated]
    for code, line in zip(books.codes, books.functions, strict=True):
        basic = half_up(line.executed * Decimal(rng.randint(300, 800)) / 1000, 2)
        cells = [_cell(pen, line.executed), _cell(pen, basic), _cell(pen, line.executed - basic)]
        pen.sum(cells[0], cells[1:])
        for column, cell, value in zip(
            columns, cells, (line.executed, basic, line.executed - basic), strict=True
        ):
            column.append((cell, value))
        rows.append(_row(code, line.name, *cells))
    totals = []
    for column in columns:
        whole = _cell(pen, sum((value for _, value in column), ZERO), "total")
        pen.sum(whole, [cell for cell, _ in column])
        totals.append(whole)
    pen.sum(totals[0], totals[1:])
    pen.told_again("executed", totals[0])
    head = _head("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
    total = (Box(text=pen.pick(("合计", "总计")), columns=2), *_row(*totals))
    body = [total, *rows] if pen.maybe(0.5) else [*rows, total]
    return Grid(rows=(head, *body), widths=(2, 5, 3, 3, 3), caption="支出决算表", note=_note(pen))


def income(pen: Pen) -> Grid:
    """Income by source with shares."""
    books = pen.books
    cells = [_cell(pen, amount) for _, amount in books.sources]
    whole = _cell(pen, books.income, "total")
    pen.sum(whole, cells)
    pen.told_again("income", whole)
    rows = []
    for (name, amount), cell in zip(books.sources, cells, strict=True):
        share = pen.percent(amount, books.income, "share", bare=True)
        pen.draft.relate(Claim.SHARE, share, [cell, whole])
        rows.append(_row(name, cell, share))
    return Grid(
        rows=(_head("收入项目", "决算数", "占比（%）"), *rows, _row("本年收入合计", whole, "100.00")),
        widths=(6, 3, 2),
        caption="收入决算表",
        note=_note(pen),
    )


def classes(pen: Pen) -> Grid:
    """Initial budget, adjusted budget and execution by class."""
    books = pen.books
    rows = []
    columns: list[list[str]] = [[], [], []]
    for line in books.classes:
        cells = [_cell(pen, amount) for amount in (line.initial, line.adjusted, line.executed)]
        for column, cell in zip(columns, cells, strict=True):
            column.append(cell)
        rate = pen.rate(cells[2], line.executed, cells[1], line.adjusted)
        rows.append(_row(line.name, *cells, rate))
    line = books.total
    totals = [_cell(pen, amount, "total") for amount in (line.initial, line.adjusted, line.executed)]
    for name, whole, column in zip(("initial", "adjusted", "executed"), totals, columns, strict=True):
        pen.sum(whole, column)
        pen.told_again(name, whole)
    rate = pen.rate(totals[2], line.executed, totals[1], line.adjusted)
    head = _head("支出分类", "年初预算数", "全年预算数", "全年执行数", "预算执行率")
    return Grid(
        rows=(head, *rows, _row("合计", *totals, rate)),
        widths=(4, 3, 3, 3, 3),
        caption="部门整体支出预算执行情况表",
        note=_note(pen),
    )


def three_public(pen: Pen) -> Grid:
    """The three public expenses, wide: one row, the total first."""
    lines = pen.books.three_public
    head = _head("项目", "年初预算数", "决算数", "上年决算数", "增减额")
    rows, columns = [], [[], [], []]  # type: ignore[var-annotated]
    for line in lines:
        cells = [_cell(pen, amount) for amount in (line.initial, line.executed, line.prior)]
        for column, cell in zip(columns, cells, strict=True):
            column.append(cell)
        rows.append(_row(line.name, *cells, _difference(pen, cells, line.executed - line.prior)))
    whole = lines[0] + lines[1] + lines[2]
    totals = [_cell(pen, amount, "total") for amount in (whole.initial, whole.executed, whole.prior)]
    for total, column in zip(totals, columns, strict=True):
        pen.sum(total, column)
    pen.told_again("three_public", totals[1])
    last = _row("合计", *totals, _difference(pen, totals, whole.executed - whole.prior))
    return Grid(
        rows=(head, *rows, last), widths=(5, 3, 3, 3, 3), caption="“三公”经费支出决算表", note=_note(pen)
    )


def _difference(pen: Pen, cells: Sequence[str], change: Decimal) -> str:
    token = _cell(pen, change, "change")
    pen.draft.relate(Claim.DIFFERENCE, token, [cells[1], cells[2]])
    return token


def projects(pen: Pen) -> Grid:
    """The projects with budget, execution and rate."""
    books = pen.books
    rows, budgets, spent = [], [], []
    for number, line in enumerate(books.projects, 1):
        planned, done = _cell(pen, line.adjusted), _cell(pen, line.executed)
        budgets.append(planned)
        spent.append(done)
        rows.append(
            _row(
                str(number),
                line.name,
                planned,
                done,
                pen.rate(done, line.executed, planned, line.adjusted, bare=True),
            )
        )
    whole = books.classes[2]
    planned, done = _cell(pen, whole.adjusted, "total"), _cell(pen, whole.executed, "total")
    pen.sum(planned, budgets)
    pen.sum(done, spent)
    pen.told_again("project_executed", done)
    last = (
        Box(text="合计", columns=2),
        *_row(planned, done, pen.rate(done, whole.executed, planned, whole.adjusted, bare=True)),
    )
    return Grid(
        rows=(_head("序号", "项目名称", "预算数", "支出数", "执行率（%）"), *rows, last),
        widths=(1, 6, 3, 3, 2),
        caption="项目支出情况表",
        note=_note(pen),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An indicator of a form."""

    dimension: str
    category: str
    name: str
    target: str
    actual: str
    marks: Decimal
    earned: Decimal
    why: str
    unit: str = ""


def promises(pen: Pen, output: Decimal, outcome: Decimal, pleased: Decimal) -> list[Promise]:
    """Indicators whose marks make the marks of their dimension; one of them falls short, with its reason."""
    rng = pen.rng
    chosen = rng.sample(pen.books.activities, 4)
    marks = _marks(rng.randint(0, 2), output, 7)
    made = [_quantity(pen, one, one.actual, mark) for one, mark in zip(chosen, marks, strict=False)]
    short = rng.randrange(4)
    one = chosen[short]
    done = one.target - max(1, one.target // rng.randint(8, 20))
    made[short] = _quantity(pen, one, done, marks[short])
    made += [
        _quality(pen, "质量指标", "项目验收合格率", 95, marks[4]),
        _quality(pen, "时效指标", "任务按期完成率", 90, marks[5]),
        _cost(pen, marks[6]),
    ]
    halves = _marks(0, outcome, 2)
    made += [
        Promise(
            dimension="效益指标",
            category="社会效益指标",
            name=f"{pen.books.subject}服务水平",
            target="有所提升",
            actual="有所提升",
            marks=halves[0],
            earned=halves[0],
            why="",
        ),
        Promise(
            dimension="效益指标",
            category="可持续影响指标",
            name="长效管理机制健全性",
            target="健全",
            actual="健全",
            marks=halves[1],
            earned=halves[1],
            why="",
        ),
        _quality(pen, "服务对象满意度指标", "服务对象满意度", 90, pleased, dimension="满意度指标"),
    ]
    return made


def _marks(uneven: int, whole: Decimal, count: int) -> list[Decimal]:
    each = (whole / count).to_integral_value()
    marks = [each] * count
    marks[0] += uneven
    marks[-1] += whole - sum(marks, ZERO)
    return marks


def _quantity(pen: Pen, one: Activity, actual: int, mark: Decimal) -> Promise:
    name, unit, target = one.name, one.unit, one.target
    earned = mark if actual >= target else half_up(mark * actual / target, 2)
    why = (
        ""
        if actual >= target
        else pen.pick(
            (
                "受天气影响部分场次取消，已安排下年度补办",
                "镇级报名人数不足，下一步加大宣传力度",
                "个别点位施工推迟，已督促按期补齐",
            )
        )
    )
    goal = pen.count(target, "", "target")
    done = pen.count(actual, "", "actual")
    return Promise(
        dimension="产出指标",
        category="数量指标",
        name=f"{name}数量",
        target=f"≥{goal}{unit}",
        actual=f"{done}{unit}",
        marks=mark,
        earned=earned,
        why=why,
        unit=unit,
    )


def _quality(
    pen: Pen, category: str, name: str, target: int, mark: Decimal, *, dimension: str = "产出指标"
) -> Promise:
    actual = pen.rng.randint(target, 99)
    goal, done = (
        pen.draft.put(Sort.PERCENT, f"{target}%", "target"),
        pen.draft.put(Sort.PERCENT, f"{actual}%", "actual"),
    )
    return Promise(
        dimension=dimension,
        category=category,
        name=name,
        target=f"≥{goal}",
        actual=done,
        marks=mark,
        earned=mark,
        why="",
        unit="%",
    )


def _cost(pen: Pen, mark: Decimal) -> Promise:
    line = pen.books.projects[0]
    limit = half_up(line.adjusted / 10_000, 0) + 1
    spent = half_up(line.executed / 10_000, 2)
    return Promise(
        dimension="产出指标",
        category="成本指标",
        name="项目总成本",
        target=f"≤{limit}万元",
        actual=f"{spent}万元",
        marks=mark,
        earned=mark,
        why="",
        unit="万元",
    )


def indicators(
    pen: Pen, made: Sequence[Promise], *, yunnan: bool = False
) -> tuple[list[tuple[Box, ...]], list[str], list[str]]:
    """Rows of the indicators, and the tokens of their marks and points."""
    rows, marks, earned = [], [], []
    before = ("", "")
    for one in made:
        mark, point = pen.weight(one.marks), pen.points(one.earned, "earned")
        marks.append(mark)
        earned.append(point)
        first, second = one.dimension, one.category
        same = (
            sum(1 for other in made if other.dimension == first),
            sum(1 for other in made if (other.dimension, other.category) == (first, second)),
        )
        cells = []
        if before[0] != first:
            cells.append(Box(text=first, rows=same[0]))
        if before != (first, second):
            cells.append(Box(text=second, rows=same[1]))
        middle = (
            (one.name, "定性", one.target, "", one.actual)
            if yunnan and not one.unit
            else (
                one.name,
                "定量",
                one.target.removesuffix(one.unit),
                one.unit,
                one.actual.removesuffix(one.unit),
            )
            if yunnan
            else (one.name, one.target, one.actual)
        )
        rows.append((*cells, *_row(*middle, mark, point, one.why or pen.pick(("", "无")))))
        before = (first, second)
    return rows, marks, earned


def criteria(pen: Pen, parts: Sequence[tuple[str, Decimal, Decimal]]) -> tuple[Grid, str, Decimal]:
    """A table of the department's own points with its total; returns the total's token and value."""
    rows, marks, points_ = [], [], []
    for name, full, got in parts:
        mark, point = pen.weight(full), pen.points(got, "earned")
        marks.append(mark)
        points_.append(point)
        rows.append(
            _row(
                name,
                mark,
                point,
                "按评分标准据实计分" if got == full else "部分要求未完全达到，按评分标准扣分",
            )
        )
    value = sum((got for _, _, got in parts), ZERO)
    whole, all_marks = pen.points(value, "score"), pen.weight(sum((full for _, full, _ in parts), ZERO))
    pen.draft.relate(Claim.SCORE_SUM, whole, points_)
    pen.draft.relate(Claim.WEIGHT_SUM, all_marks, marks)
    grid = Grid(
        rows=(_head("评价指标", "分值", "自评得分", "评分说明"), *rows, _row("合计", all_marks, whole, "")),
        widths=(5, 2, 2, 6),
        caption=f"{pen.books.year}年度部门整体支出绩效自评评分表",
    )
    return grid, whole, value


__all__ = [
    "Promise",
    "classes",
    "criteria",
    "income",
    "indicators",
    "projects",
    "promises",
    "spending",
    "three_public",
]
