"""
Self-evaluation forms of a project: the common form and Yunnan's.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from benchmarks.planted import tables, work_words
from benchmarks.planted.amounts import MoneyStyle, half_up
from benchmarks.planted.draft import Box, Claim, Grid, Report
from benchmarks.planted.facts import Facts, Line
from benchmarks.planted.page import Page
from benchmarks.planted.pen import Pen

_WAN = MoneyStyle(unit="万元", places=2)
_NONE = "—"
_AFTER_LEVELS = 8
_SIGNS = ("≥", "≤")
_SICHUAN = {
    "年度指标值": "指标值",
    "实际完成值": "完成值",
    "分值": "权重",
    "偏差原因分析及改进措施": "未完成原因分析",
}


def project_form(books: Facts, size: int) -> Report:
    """The form as most provinces print it, with a page of words behind it."""
    return _form(books, size, yunnan=False)


def yunnan_form(books: Facts, size: int) -> Report:
    """Yunnan's form: nature and unit of every indicator in columns of their own."""
    return _form(books, size, yunnan=True)


def sichuan_form(books: Facts, size: int) -> Report:
    """Sichuan's form: signs in a column of their own, 权重 and 完成值, levels left blank."""
    return _form(books, size, yunnan=True, sichuan=True)


def _form(books: Facts, size: int, *, yunnan: bool, sichuan: bool = False) -> Report:
    page = Page(books, size)
    pen = page.pen
    line = books.projects[0]
    money_points = half_up(10 * line.executed / line.adjusted, 2)
    columns = 10 if yunnan else 8
    made = tables.promises(pen, Decimal(50), Decimal(30), Decimal(10))
    rows, marks, earned = tables.indicators(pen, made, yunnan=yunnan)
    if sichuan:
        rows = [_unmerged(row) for row in rows]
    budget, execution_mark, execution_points = _funds(pen, line, columns, money_points)
    value = money_points + sum((one.earned for one in made), Decimal(0))
    total, all_marks = pen.points(value, "score"), pen.weight(Decimal(100))
    pen.draft.relate(Claim.SCORE_SUM, total, [execution_points, *earned])
    pen.draft.relate(Claim.WEIGHT_SUM, all_marks, [execution_mark, *marks])
    names = (
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "年度指标值",
        "度量单位",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    plain = tuple(name for name in names if yunnan or name not in ("指标性质", "度量单位"))
    if sichuan:
        plain = tuple(_SICHUAN.get(name, name) for name in plain)
    body = [
        (_h("项目名称"), Box(text=line.name, columns=columns - 1)),
        (
            _h("主管部门"),
            Box(text=books.unit, columns=columns // 2 - 1),
            _h("实施单位"),
            Box(text=books.unit, columns=columns - columns // 2 - 1),
        ),
        *budget,
        (
            Box(text="年度总体目标", rows=2, head=True),
            Box(text="预期目标", columns=columns // 2 - 1, head=True),
            Box(text="实际完成情况", columns=columns - columns // 2, head=True),
        ),
        (
            Box(text=work_words.filler(pen, 2), columns=columns // 2 - 1),
            Box(text=work_words.filler(pen, 2), columns=columns - columns // 2),
        ),
        tuple(_h(name) for name in plain),
        *rows,
        (
            Box(text="合计" if sichuan else "总分", columns=columns - 3, head=True),
            Box(text=all_marks),
            Box(text=total),
            Box(text=""),
        ),
    ]
    widths = (2, 3, 4, 2, 3, 2, 3, 2, 2, 5) if yunnan else (2, 3, 4, 3, 3, 2, 2, 5)
    page.table(Grid(rows=tuple(body), widths=widths, note="金额单位：万元", heads=1, wide=True))
    page.say(f"{line.name}由{books.unit}组织实施。{work_words.filler(pen, 3)}", work_words.survey(pen))
    page.prose(3)
    title = f"{pen.year('title')}年度项目支出绩效自评表"
    return page.report(title=title, kind=_kind(yunnan=yunnan, sichuan=sichuan))


def _kind(*, yunnan: bool, sichuan: bool) -> str:
    return "四川项目自评表" if sichuan else "云南项目自评表" if yunnan else "项目自评表"


def _unmerged(row: tuple[Box, ...]) -> tuple[Box, ...]:
    """A row of Yunnan's form as Sichuan prints it: blank levels, and the sign before its number."""
    levels, rest = row[:-_AFTER_LEVELS], row[-_AFTER_LEVELS:]
    name, nature, target, *others = rest
    sign = target.text[:1] if target.text[:1] in _SIGNS else nature.text.replace("定量", "＝")
    bare = target.text.lstrip("".join(_SIGNS))
    blank = tuple(Box(text="") for _ in range(2 - len(levels)))
    own = tuple(Box(text=box.text) for box in levels)
    return (*blank, *own, name, Box(text=sign), Box(text=bare), *others)


def _h(text: str) -> Box:
    return Box(text=text, head=True)


def _funds(pen: Pen, line: Line, columns: int, points: Decimal) -> tuple[list[tuple[Box, ...]], str, str]:
    """The grid of the funds; returns its rows and the tokens of marks and points of the execution."""
    other = half_up(line.adjusted * Decimal("0.08"), 2)
    amounts = _parts(line, other)
    spare = columns - 8
    head = (
        Box(text="项目资金（万元）", rows=len(amounts) + 2, head=True),
        Box(text="", columns=1 + spare),
        *(_h(n) for n in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")),
    )
    cells = {
        name: [pen.money(amount, "part", style=_WAN, bare=True) for amount in row]
        for name, row in amounts.items()
    }
    total = [
        pen.money(amount, "total", style=_WAN, bare=True)
        for amount in (line.initial, line.adjusted, line.executed)
    ]
    for place, whole in enumerate(total):
        pen.sum(whole, [row[place] for row in cells.values()])
    rate = pen.rate(total[2], line.executed, total[1], line.adjusted)
    mark, earned = pen.weight(Decimal(10)), pen.points(points, "earned")
    rows = [head, _fund_row("年度资金总额", spare, [*total, mark, rate, earned])]
    rows += [_fund_row(name, spare, [*row, _NONE, _NONE, _NONE]) for name, row in cells.items()]
    return rows, mark, earned


def _parts(line: Line, other: Decimal) -> dict[str, list[Decimal]]:
    ratio = other / line.adjusted
    others = [half_up(line.initial * ratio, 2), other, half_up(line.executed * ratio, 2)]
    carried = [Decimal(0), half_up(other / 2, 2), half_up(others[2] / 2, 2)]
    whole = [line.initial, line.adjusted, line.executed]
    own = [a - b - c for a, b, c in zip(whole, others, carried, strict=True)]
    return {"其中：当年财政拨款": own, "上年结转资金": carried, "其他资金": others}


def _fund_row(name: str, spare: int, cells: Sequence[str]) -> tuple[Box, ...]:
    return (Box(text=name, columns=1 + spare), *(Box(text=cell) for cell in cells))
