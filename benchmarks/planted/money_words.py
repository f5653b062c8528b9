"""
Sentences about money, each in several wordings.
"""

# ruff: noqa: E501 - sentences stand as they are printed

from __future__ import annotations

from decimal import Decimal

from benchmarks.planted import names
from benchmarks.planted.amounts import ZERO, MoneyStyle
from benchmarks.planted.draft import Claim
from benchmarks.planted.facts import Line
from benchmarks.planted.pen import Pen


def reason(pen: Pen, now: Decimal, before: Decimal) -> str:
    """Why an amount rose or fell."""
    cause = pen.pick(names.REASONS_UP if now >= before else names.REASONS_DOWN)
    lead = pen.pick(("主要原因是", "主要原因：", "主要是由于", "原因为", "主要是"))
    return f"{lead}{cause}"


def spending_and_change(pen: Pen) -> str:
    """All expenditure against the year before."""
    books, line = pen.books, pen.books.total
    year = pen.year("total")
    now = pen.told_again("executed", pen.money(line.executed, "total"))
    why = reason(pen, line.executed, line.prior)
    form = pen.rng.randrange(6)
    if form == 0:
        return f"{year}年支出{now}，比上年度{pen.change(now, line.executed, line.prior)}，{why}。"
    if form == 1:
        before = pen.money(line.prior, "prior")
        return f"{year}年度本部门总支出{now}，上年支出{before}，同比{pen.change(now, line.executed, line.prior, before=before)}，{why}。"
    if form == 2:
        return f"{year}年度支出总计{now}。与{books.year - 1}年度相比，支出总计{pen.change(now, line.executed, line.prior)}。{why}。"
    if form == 3:
        before = pen.money(line.prior, "prior")
        change = pen.change(now, line.executed, line.prior, before=before)
        return f"本部门{year}年决算支出{now}，较上年的{before}{change}。{why}。"
    if form == 4:
        amount, word, rate, _ = pen.change_figures(now, line.executed, line.prior, one_word=True)
        return f"{year}年，{books.unit}整体支出{now}，较上年{word}{amount}，变动幅度为{rate}，{why}。"
    before = pen.money(line.prior, "prior")
    amount, word, rate, rate_word = pen.change_figures(now, line.executed, line.prior, before=before)
    return f"支出规模由{books.year - 1}年的{before}变为{year}年的{now}，{word}额为{amount}，{rate_word}{rate}，{why}。"


def budget_in_classes(pen: Pen) -> str:
    """The budget in its classes with shares."""
    lines, line = pen.books.classes, pen.books.total
    year = pen.year("total")
    whole = pen.told_again("initial", pen.money(line.initial, "total"))
    parts = [pen.money(one.initial, "part") for one in lines]
    pen.sum(whole, parts)
    form = pen.rng.randrange(5)
    if form == 4:
        listed = "、".join(f"{one.name}{part}" for one, part in zip(lines, parts, strict=True))
        return f"{year}年度部门预算安排{listed}，合计{whole}。"
    shares = [
        pen.share(part, one.initial, whole, line.initial) for one, part in zip(lines, parts, strict=True)
    ]
    rows = list(zip(lines, parts, shares, strict=True))
    if form == 0:
        listed = "；".join(f"{one.name}{part}，占比{share}" for one, part, share in rows)
        return f"{year}年度支出预算{whole}，其中{listed}。"
    if form == 1:
        listed = "；".join(f"{one.name}{part}，占{share}" for one, part, share in rows)
        return f"{year}年部门支出年初预算为{whole}。其中：{listed}。"
    if form == 2:
        listed = "，".join(f"{one.name}{part}（占{share}）" for one, part, share in rows)
        return f"{year}年支出预算总额{whole}，按支出性质划分，{listed}。"
    listed = "；".join(
        f"{n}是{one.name}{part}，占支出预算的{share}"
        for n, (one, part, share) in zip("一二三四", rows, strict=False)
    )
    return f"{year}年支出预算{whole}，由以下三部分组成：{listed}。"


def execution(pen: Pen) -> str:
    """How far the budget was executed."""
    line = pen.books.total
    year = pen.year("total")
    form = pen.rng.randrange(5)
    adjusted = pen.told_again("adjusted", pen.money(line.adjusted, "total"))
    done = pen.told_again("executed", pen.money(line.executed, "total"))
    rate = pen.rate(done, line.executed, adjusted, line.adjusted)
    pen.told_again("execution_rate", rate)
    if form == 0:
        return f"{year}年度全年预算数{adjusted}，全年执行数{done}，预算执行率{rate}。"
    if form == 1:
        initial = pen.told_again("initial", pen.money(line.initial, "total"))
        return f"{year}年年初预算{initial}，调整后预算{adjusted}，实际支出{done}，完成调整后预算的{rate}。"
    if form == 2:
        left = pen.money(line.adjusted - line.executed, "left")
        pen.draft.relate(Claim.DIFFERENCE, left, [adjusted, done])
        return f"截至{pen.year('asof')}年12月31日，本年度预算资金{adjusted}已支出{done}，预算执行率为{rate}，结余{left}。"
    if form == 3:
        return f"部门整体支出预算执行率＝支出决算数÷全年预算数×100%，支出决算数为{done}，全年预算数为{adjusted}，执行率{rate}。"
    return f"本部门{year}年财政批复的全年预算为{adjusted}，决算支出{done}，资金支付进度达{rate}。"


def income(pen: Pen) -> str:
    """Income by its sources."""
    books = pen.books
    whole = pen.told_again("income", pen.money(books.income, "total"))
    parts = [pen.money(amount, "part") for _, amount in books.sources]
    pen.sum(whole, parts)
    named = list(zip(books.sources, parts, strict=True))
    if pen.maybe(0.6):
        listed = "；".join(
            f"{name}{part}，占{pen.share(part, amount, whole, books.income)}"
            for (name, amount), part in named
        )
    else:
        listed = "，".join(f"{name}{part}" for (name, _), part in named)
    lead = pen.pick(
        ("本年收入合计{w}，其中：{l}。", "{y}年度收入合计{w}，包括{l}。", "全年总收入{w}。其中，{l}。")
    )
    return lead.format(w=whole, l=listed, y=books.year)


def balance(pen: Pen) -> str:
    """Carried in and income against spent and left."""
    books = pen.books
    carried, received = (
        pen.money(books.carried_in, "part"),
        pen.told_again("income", pen.money(books.income, "part")),
    )
    spent, left = (
        pen.told_again("executed", pen.money(books.total.executed, "part")),
        pen.money(books.carried_out, "part"),
    )
    all_in = pen.money(books.carried_in + books.income, "total")
    all_out = pen.money(books.carried_in + books.income, "total")
    pen.sum(all_in, [carried, received])
    pen.sum(all_out, [spent, left])
    pen.draft.relate(Claim.SAME, all_out, [all_in])
    return (
        f"本年收入{received}，年初结转和结余{carried}，收入总计{all_in}；"
        f"本年支出{spent}，年末结转和结余{left}，支出总计{all_out}。"
    )


def functions(pen: Pen) -> str:
    """Expenditure by function with shares."""
    books = pen.books
    whole = pen.told_again("executed", pen.money(books.total.executed, "total"))
    parts = [pen.money(line.executed, "part") for line in books.functions]
    pen.sum(whole, parts)
    listed = "；".join(
        f"{line.name}（类）{part}，占{pen.share(part, line.executed, whole, books.total.executed)}"
        for line, part in zip(books.functions, parts, strict=True)
    )
    lead = pen.pick(("主要用于以下方面：", "按功能分类，", "结构如下："))
    return f"本年支出{whole}，{lead}{listed}。"


def line_in_detail(pen: Pen, line: Line, number: int) -> str:
    """One line: budget, final accounts and how far it was executed."""
    initial, done = pen.money(line.initial, "budget"), pen.money(line.executed, "done")
    rate = pen.rate(done, line.executed, initial, line.initial)
    compare = "小于" if line.executed < line.initial else "大于"
    why = pen.pick(names.REASONS_DOWN if line.executed < line.initial else names.REASONS_UP)
    form = pen.rng.randrange(3)
    if form == 0:
        words = f"年初预算为{initial}，支出决算为{done}，完成年初预算的{rate}，决算数{compare}预算数的主要原因：{why}"
    elif form == 1:
        words = f"支出决算{done}，年初预算{initial}，完成预算{rate}。决算数{compare}年初预算数，主要是{why}"
    else:
        words = f"年初预算安排{initial}，实际支出{done}，预算完成率{rate}，主要是{why}"
    return f"{number}.{line.name}（类）。{words}。"


def three_public(pen: Pen) -> list[str]:
    """The three public expenses: the total, then each."""
    lines = pen.books.three_public
    whole = lines[0] + lines[1] + lines[2]
    year = pen.year("total")
    budget, done = (
        pen.money(whole.initial, "total"),
        pen.told_again("three_public", pen.money(whole.executed, "total")),
    )
    parts = [pen.money(line.executed, "part") for line in lines]
    pen.sum(done, parts)
    rate = pen.rate(done, whole.executed, budget, whole.initial)
    listed = "；".join(f"{line.name}{part}" for line, part in zip(lines, parts, strict=True))
    first = pen.pick(
        (
            f"{year}年度“三公”经费财政拨款支出预算为{budget}，支出决算为{done}，完成预算的{rate}，其中：{listed}。",
            f"{year}年“三公”经费年初预算{budget}，实际支出{done}，“三公”经费控制率为{rate}。其中：{listed}。",
        )
    )
    again = pen.told_again("three_public", pen.money(whole.executed, "total"))
    second = f"“三公”经费支出决算{again}，比上年{pen.change(again, whole.executed, whole.prior)}，{reason(pen, whole.executed, whole.prior)}。"
    told = [first, second]
    for line in lines[1:]:
        now = pen.money(line.executed, "part")
        told.append(
            f"{line.name}支出{now}，较上年{pen.change(now, line.executed, line.prior)}，{reason(pen, line.executed, line.prior)}。"
        )
    return told


def operating_costs(pen: Pen) -> str:
    """Running costs against the year before."""
    line = pen.books.classes[1]
    now = pen.money(line.executed, "total")
    if pen.maybe(0.5):
        before = pen.money(line.prior, "prior")
        change = pen.change(now, line.executed, line.prior, before=before)
        return f"机关运行经费{pen.year('total')}年支出{now}，{pen.books.year - 1}年支出{before}，{change}，{reason(pen, line.executed, line.prior)}。"
    change = pen.change(now, line.executed, line.prior)
    return f"机关运行经费支出{now}，比{pen.books.year - 1}年度{change}。{reason(pen, line.executed, line.prior)}。"


def procurement(pen: Pen) -> str:
    """Procurement by kind and the part of small firms."""
    books = pen.books
    value = sum((amount for _, amount in books.procurement), ZERO)
    whole = pen.money(value, "total")
    parts = [pen.money(amount, "part") for _, amount in books.procurement]
    pen.sum(whole, parts)
    listed = "、".join(
        f"政府采购{name}支出{part}" for (name, _), part in zip(books.procurement, parts, strict=True)
    )
    small = pen.money(books.small_firms, "part")
    share = pen.share(small, books.small_firms, whole, value)
    return f"{pen.year('total')}年度政府采购支出总额{whole}，其中：{listed}。授予中小企业合同金额{small}，占政府采购支出总额的{share}。"


def projects(pen: Pen) -> str:
    """The projects of the year; the first ones only, so that the list need not be whole."""
    books = pen.books
    whole = pen.told_again("project_executed", pen.money(books.classes[2].executed, "total"))
    shown = books.projects[:2]
    parts = [pen.money(line.executed, "part") for line in shown]
    listed = "、".join(f"{line.name}{part}" for line, part in zip(shown, parts, strict=True))
    return f"项目支出{whole}，其中主要用于{listed}等。"


def subsidy(pen: Pen) -> str:
    """Paid to so many households: the average, or the product."""
    households, each = pen.rng.randint(40, 900), pen.whole_yuan(30, 400)
    amount = each * households
    if pen.maybe(0.5):
        counted, paid = pen.count(households, "户"), pen.money(amount, "part")
        token = pen.money(each, "per_unit", style=MoneyStyle(unit="元", places=0))
        pen.draft.relate(Claim.PER_UNIT, token, [paid, counted])
        return f"全年向{counted}困难家庭发放补助{paid}，户均{token}。"
    number, price = (
        pen.count(households, "人"),
        pen.money(each, "factor", style=MoneyStyle(unit="元", places=0)),
    )
    paid = pen.money(amount, "product")
    pen.draft.relate(Claim.PRODUCT, paid, [number, price])
    return f"按每人{price}的标准补助{number}，共发放{paid}。"
