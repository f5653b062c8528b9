"""
Right reports of many outlines.  `report(seed)` gives one; equal seeds give equal reports.
"""

# ruff: noqa: E501 - sentences stand as they are printed

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from benchmarks.planted import forms, money_words, other_words, tables, work_words
from benchmarks.planted.amounts import half_up
from benchmarks.planted.draft import Report
from benchmarks.planted.facts import Facts, facts
from benchmarks.planted.page import Page

GUANGDONG = "cn-440000.department-overall.2024"
SIZES = (1, 3, 1, 8, 2, 44, 1, 5, 2, 14)
"""How much prose; one page to some forty."""


def report(seed: int) -> Report:
    """Report number `seed`."""
    books = facts(seed)
    makers: tuple[Callable[[Facts, int], Report], ...] = (
        guangdong,
        final_accounts,
        sichuan,
        hunan,
        forms.project_form,
        yunnan,
        budget,
        forms.yunnan_form,
        forms.sichuan_form,
    )
    size = SIZES[seed // len(makers) % len(SIZES)]
    return makers[seed % len(makers)](books, size)


def _criteria(page: Page) -> tuple[str, Decimal, tuple[tuple[str, Decimal], ...]]:
    """The table of points; returns the total's token, its value and the points of the two blocks."""
    rng = page.pen.rng

    def less(full: int) -> Decimal:
        return Decimal(full) - Decimal(rng.choice((0, 0, 0, 25, 50, 100))) / 100

    effects = [
        ("产出指标完成情况", 30, less(30)),
        ("效益指标完成情况", 20, less(20)),
        ("服务对象满意度", 10, less(10)),
    ]
    care = [
        ("预算编制", 6, less(6)),
        ("目标设置", 6, less(6)),
        ("成本管控", 8, less(8)),
        ("预算执行率", 10, page.execution_points(10)),
        ("预算调整率", 2, less(2)),
        ("绩效管理", 4, less(4)),
        ("信息公开", 4, less(4)),
    ]
    rows = [(name, Decimal(full), got) for name, full, got in (*effects, *care)]
    grid, token, value = tables.criteria(page.pen, rows)
    page.table(grid)
    blocks = (
        ("履职效能", sum((got for *_, got in effects), Decimal(0))),
        ("管理效率", sum((got for *_, got in care), Decimal(0))),
    )
    return token, value, blocks


def _rectified(page: Page) -> None:
    pen = page.pen
    found = pen.rng.randint(2, 5)
    page.say(
        f"{pen.books.year - 1}年度绩效自评共发现问题{found}个，主要是绩效指标不够细化、项目支出进度偏慢等，"
        f"本年度已全部整改到位：修订完善项目绩效指标库，按月通报支出进度，并将整改情况报送财政部门。"
    )


def guangdong(books: Facts, size: int) -> Report:
    """The outline of Guangdong's cities."""
    page = Page(books, size)
    pen = page.pen
    page.head(1, "部门基本情况")
    page.head(2, "部门职能")
    page.say(work_words.duties(pen), work_words.units_below(pen))
    page.head(2, "年度总体工作和重点工作任务")
    page.work()
    page.head(2, "部门整体支出绩效目标情况")
    page.say(
        f"{books.year}年，本部门将{'、'.join(f'“{line.name}”' for line in books.projects)}等项目纳入绩效目标管理，"
        f"按照年度工作计划细化量化绩效指标，各项指标值均与预算资金量相匹配。"
    )
    page.head(2, "部门整体支出情况（以决算数为统计口径）")
    page.say(money_words.spending_and_change(pen), money_words.functions(pen))
    page.head(1, "绩效自评情况")
    page.head(2, "自评结论")
    token, value, blocks = _criteria(page)
    page.say(page.score(token, value, parts=blocks))
    page.head(2, "履职效能分析")
    done = "；".join(work_words.activity(pen, one) for one in pen.rng.sample(books.activities, 4))
    page.say(f"结合部门职能和年度目标，{done}。", work_words.survey(pen))
    page.prose(4)
    page.head(2, "管理效率分析")
    page.head(3, "预算编制情况")
    page.say(work_words.filler(pen, 3) + money_words.budget_in_classes(pen))
    page.head(3, "目标设置")
    page.say(work_words.filler(pen, 4))
    page.head(3, "成本管控")
    page.say(*money_words.three_public(pen), money_words.operating_costs(pen))
    page.head(3, "预算执行情况")
    page.say(money_words.execution(pen), money_words.projects(pen), other_words.some(pen, 3))
    if pen.maybe(0.6):
        page.table(tables.classes(pen))
    page.head(3, "绩效管理情况")
    page.say(work_words.dates(pen) + work_words.filler(pen, 3))
    page.head(3, "信息公开情况")
    page.say(
        f"{books.year}年度部门预算和{books.year - 1}年度部门决算均在批复后二十日内在部门门户网站公开。"
        + work_words.filler(pen, 2)
    )
    page.head(2, "就部门整体支出绩效管理存在问题提出改进措施", "problems")
    found, cures = work_words.problems(pen)
    page.say("存在问题：" + "".join(found), "改进措施：" + "".join(cures))
    page.head(1, "其他自评情况")
    page.say(money_words.procurement(pen), work_words.vehicles(pen))
    page.head(1, "上年度绩效自评或财政重点绩效评价整改情况", "rectification")
    _rectified(page)
    return page.report(
        title=f"{books.unit}{pen.year('title')}年度部门整体支出绩效自评报告",
        kind="广东提纲",
        outline=GUANGDONG,
    )


def sichuan(books: Facts, size: int) -> Report:
    """An outline as Sichuan's departments use it."""
    page = Page(books, size)
    pen = page.pen
    page.head(1, "部门（单位）基本情况")
    page.head(2, "机构组成")
    page.say(work_words.offices(pen), work_words.units_below(pen))
    page.head(2, "机构职能")
    page.say(work_words.duties(pen))
    page.head(2, "人员概况")
    page.say(work_words.staff(pen))
    page.head(1, "部门资金收支情况")
    page.head(2, "部门收入情况")
    page.say(money_words.income(pen))
    page.head(2, "部门支出情况")
    page.say(money_words.spending_and_change(pen), money_words.functions(pen))
    page.table(tables.spending(pen))
    page.head(2, "部门结余分配和结转结余情况")
    page.say(money_words.balance(pen))
    page.head(1, "部门整体绩效分析")
    page.head(2, "部门预算项目绩效分析")
    page.say(money_words.budget_in_classes(pen), money_words.execution(pen))
    page.table(tables.projects(pen))
    page.work()
    page.head(2, "部门整体履职绩效分析")
    page.say(work_words.survey(pen), money_words.subsidy(pen))
    page.prose(4)
    page.head(2, "结果应用情况")
    page.say(work_words.filler(pen, 4), other_words.some(pen, 3))
    page.head(1, "评价结论及建议")
    page.head(2, "评价结论")
    token, value, _ = _criteria(page)
    page.say(page.score(token, value))
    found, cures = work_words.problems(pen)
    page.head(2, "存在问题", "problems")
    page.say("".join(found))
    page.head(2, "改进建议")
    page.say("".join(cures))
    return page.report(title=f"{books.unit}{pen.year('title')}年部门整体支出绩效评价报告", kind="四川提纲")


def hunan(books: Facts, size: int) -> Report:
    """An outline as Hunan's departments use it."""
    page = Page(books, size)
    pen = page.pen
    page.head(1, "部门概况")
    page.say(work_words.duties(pen), work_words.offices(pen) + work_words.staff(pen))
    page.head(1, "一般公共预算支出情况")
    page.head(2, "基本支出情况")
    page.say(money_words.operating_costs(pen), *money_words.three_public(pen))
    page.table(tables.three_public(pen))
    page.head(2, "项目支出情况")
    page.table(tables.projects(pen))
    page.say(money_words.projects(pen), work_words.dates(pen))
    page.head(1, "部门整体支出绩效情况")
    page.say(money_words.execution(pen), money_words.spending_and_change(pen))
    page.work()
    page.prose(4)
    page.say(work_words.survey(pen), other_words.some(pen, 4), money_words.subsidy(pen))
    token, value, blocks = _criteria(page)
    page.say(page.score(token, value, parts=blocks))
    page.head(1, "存在的问题及原因分析", "problems")
    found, cures = work_words.problems(pen)
    page.say(*found)
    page.head(1, "下一步改进措施")
    page.say(*cures)
    page.head(1, "其他需要说明的情况")
    page.say(money_words.procurement(pen))
    return page.report(title=f"{pen.year('title')}年度{books.unit}整体支出绩效自评报告", kind="湖南提纲")


def yunnan(books: Facts, size: int) -> Report:
    """An outline as Yunnan's departments use it."""
    page = Page(books, size)
    pen = page.pen
    page.head(1, "基本情况")
    page.head(2, "部门概况")
    page.say(work_words.duties(pen), work_words.staff(pen))
    page.head(2, "部门绩效目标的设立情况")
    page.say(work_words.filler(pen, 4))
    page.head(2, "部门整体收支情况")
    page.say(money_words.income(pen))
    page.table(tables.income(pen))
    page.say(money_words.spending_and_change(pen))
    page.table(tables.classes(pen))
    page.head(1, "绩效自评工作情况")
    page.head(2, "绩效自评的目的")
    page.say(work_words.filler(pen, 3))
    page.head(2, "自评组织过程")
    page.say(work_words.filler(pen, 4))
    page.head(1, "评价情况分析及综合评价结论")
    page.say(money_words.execution(pen))
    page.work()
    page.prose(3)
    page.say(work_words.survey(pen), *money_words.three_public(pen))
    token, value, blocks = _criteria(page)
    page.say(page.score(token, value, parts=blocks))
    page.head(1, "存在的问题和整改情况", "problems")
    found, cures = work_words.problems(pen)
    page.say("".join(found), "".join(cures))
    page.head(1, "绩效自评结果应用")
    page.say(work_words.filler(pen, 3))
    page.head(1, "主要经验及做法")
    page.say(work_words.filler(pen, 4), other_words.some(pen, 2), work_words.vehicles(pen))
    return page.report(title=f"{books.unit}{pen.year('title')}年度部门整体支出绩效自评报告", kind="云南提纲")


def final_accounts(books: Facts, size: int) -> Report:
    """The disclosure of final accounts with its tables and sentences."""
    page = Page(books, size)
    pen = page.pen
    page.head(1, "部门概况")
    page.head(2, "主要职责")
    page.say(work_words.duties(pen), work_words.offices(pen))
    page.head(2, "部门决算单位构成")
    page.say(work_words.units_below(pen), work_words.staff(pen))
    page.head(1, "部门决算表")
    for grid in (tables.income(pen), tables.spending(pen), tables.three_public(pen)):
        page.table(grid)
    page.head(1, "部门决算情况说明")
    page.head(2, "收入支出决算总体情况说明")
    page.say(money_words.balance(pen), money_words.spending_and_change(pen))
    page.head(2, "收入决算情况说明")
    page.say(money_words.income(pen))
    page.head(2, "支出决算情况说明")
    page.say(money_words.functions(pen))
    for number, line in enumerate(books.functions, 1):
        page.say(money_words.line_in_detail(pen, line, number))
    page.head(2, "“三公”经费支出决算情况说明")
    page.say(*money_words.three_public(pen))
    page.head(2, "机关运行经费支出情况说明")
    page.say(money_words.operating_costs(pen))
    page.head(2, "政府采购支出情况说明")
    page.say(money_words.procurement(pen))
    page.head(2, "国有资产占用情况说明")
    page.say(work_words.vehicles(pen))
    page.head(2, "预算绩效管理情况说明")
    page.say(other_words.some(pen, 3))
    page.prose(4)
    if size > 1:
        page.work()
    return page.report(title=f"{books.unit}{pen.year('title')}年度部门决算公开说明", kind="决算公开说明")


def budget(books: Facts, size: int) -> Report:
    """The statement of a budget."""
    page = Page(books, size)
    pen = page.pen
    page.head(1, "部门主要职责及机构设置")
    page.say(work_words.duties(pen), work_words.offices(pen) + work_words.units_below(pen))
    page.head(1, "部门预算情况说明")
    page.head(2, "收支预算总体情况")
    page.say(money_words.budget_in_classes(pen))
    whole = books.total
    now = pen.told_again("initial", pen.money(whole.initial, "total"))
    before = half_up(whole.prior * Decimal("0.97"), 2)
    page.say(
        f"{pen.year('total')}年支出预算{now}，比上年预算{pen.change(now, whole.initial, before)}，{money_words.reason(pen, whole.initial, before)}。"
    )
    page.head(2, "项目支出预算情况")
    planned = [pen.money(line.initial, "part") for line in books.projects]
    total = pen.money(books.classes[2].initial, "total")
    pen.sum(total, planned)
    page.say(
        f"安排{'、'.join(f'{line.name}{part}' for line, part in zip(books.projects, planned, strict=True))}，合计{total}。"
    )
    page.head(2, "“三公”经费预算情况")
    three = books.three_public
    parts = [pen.money(line.initial, "part") for line in three]
    all_three = pen.money(sum((line.initial for line in three), Decimal(0)), "total")
    pen.sum(all_three, parts)
    page.say(
        f"“三公”经费预算{all_three}，其中：{'；'.join(f'{line.name}{part}' for line, part in zip(three, parts, strict=True))}。"
    )
    page.head(1, "其他重要事项说明")
    page.say(money_words.procurement(pen), work_words.vehicles(pen, planned=True))
    page.head(1, "绩效目标设置情况")
    page.say(money_words.subsidy(pen), other_words.some(pen, 2))
    page.prose(4)
    return page.report(title=f"{books.unit}{pen.year('title')}年部门预算公开说明", kind="预算公开说明")
