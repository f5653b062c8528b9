"""
What reports say beside their totals: other base years, other units, quotas, several rates in a row.

Much of it looks like a claim and is none; the rest is right like everything else.
"""

# ruff: noqa: E501 - sentences stand as they are printed

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from benchmarks.planted.amounts import MoneyStyle, Printed, half_up
from benchmarks.planted.draft import Claim, Sort
from benchmarks.planted.pen import Pen

_HUNDRED_MILLION = MoneyStyle(unit="亿元", places=2)
_TEN_THOUSAND = MoneyStyle(unit="万元", places=0)


def some(pen: Pen, number: int) -> str:
    """So many of these sentences, each another."""
    return "".join(say(pen) for say in pen.rng.sample(_SENTENCES, number))


def other_base(pen: Pen) -> str:
    """A change on a year that is not the last: nothing beside it can check it."""
    rng = pen.rng
    older = pen.books.year - rng.randint(3, 6)
    return (
        f"服务人次达{rng.randint(20, 90)}.{rng.randint(1, 9)}万，较{older}年增长{rng.randint(20, 80)}.{rng.randint(1, 9)}%，"
        f"年均增长{rng.randint(3, 12)}.{rng.randint(1, 9)}%。"
    )


def progress(pen: Pen) -> str:
    """Rates at four dates, which are no parts of anything."""
    rng = pen.rng
    first, half, third = rng.randint(12, 26), rng.randint(40, 56), rng.randint(66, 82)
    return f"支出进度一季度末为{first}.{rng.randint(1, 9)}%，上半年为{half}.{rng.randint(1, 9)}%，前三季度为{third}.{rng.randint(1, 9)}%。"


def hotline(pen: Pen) -> str:
    """A name that is a number, then cases received and settled with their rate."""
    got = pen.rng.randint(300, 2_400)
    settled = got - pen.rng.randint(1, got // 40 + 1)
    first, second = pen.count(got, "件", "target"), pen.count(settled, "件", "done")
    rate = pen.rate(second, Decimal(settled), first, Decimal(got))
    return f"全年受理12345热线工单{first}，按期办结{second}，办结率{rate}。"


def two_units(pen: Pen) -> str:
    """亿元 against 万元."""
    planned = Decimal(pen.rng.randint(105, 480)) * 1_000_000
    done = half_up(planned * Decimal(pen.rng.randint(610, 990)) / 1000 / 10_000, 0) * 10_000
    first = pen.money(planned, "budget", style=_HUNDRED_MILLION)
    second = pen.money(done, "done", style=_TEN_THOUSAND)
    rate = pen.rate(second, done, first, planned)
    return f"重点工程计划投资{first}，累计完成投资{second}，占计划投资的{rate}。"


def points_up(pen: Pen) -> str:
    """A rate from one year to the next, in percentage points."""
    now, before = Decimal(pen.rng.randint(9_300, 9_990)) / 100, Decimal(pen.rng.randint(8_200, 9_290)) / 100
    first = pen.draft.put(Sort.PERCENT, _percent(before), "prior")
    second = pen.draft.put(Sort.PERCENT, _percent(now), "done")
    rise = Printed(text=f"{now - before}", value=now - before, half=Decimal("0.005"))
    token = pen.draft.put(Sort.PERCENT, rise, "change")
    pen.draft.relate(Claim.DIFFERENCE, token, [second, first])
    return f"业务按期办结率由上年的{first}提高到{second}，提高{token}个百分点。"


def _percent(value: Decimal) -> Printed:
    return Printed(text=f"{value}%", value=value, half=Decimal("0.005"))


def unchanged(pen: Pen) -> str:
    """As much as last year."""
    return f"因公临时出国（境）团组0个、0人次，与上年持平；会议费{pen.rng.randint(1, 9)}.{pen.rng.randint(10, 99)}万元，严格控制在预算以内。"


def one_off(pen: Pen) -> str:
    """An amount inside a reason, which is no part of anything."""
    amount = pen.money(pen.whole_yuan(2_000, 90_000), "reason")
    return f"上年安排的一次性设备购置补助{amount}本年不再安排，是项目支出结构变化的重要因素。"


def document(pen: Pen) -> str:
    """A cited document with its number and day."""
    year = pen.books.year
    return f"根据《关于做好{year}年度预算绩效管理工作的通知》（{pen.books.place[0]}财绩〔{year}〕{pen.rng.randint(2, 40)}号），按时报送绩效自评材料。"


def loosely(pen: Pen) -> str:
    """Counts with words that blur them."""
    rng = pen.rng
    return f"发放宣传资料{rng.randint(11, 60)}00余份，组织培训近{rng.randint(2, 9)}00人次，受益群众超过{rng.randint(2, 9)}万人次，约占常住人口的三成。"


def above_goal(pen: Pen) -> str:
    """A satisfaction above its goal, in percentage points."""
    goal, done = 90, pen.rng.randint(92, 99)
    first = pen.draft.put(
        Sort.PERCENT, Printed(text=f"{done}%", value=Decimal(done), half=Decimal("0.5")), "done"
    )
    second = pen.draft.put(
        Sort.PERCENT, Printed(text=f"{goal}%", value=Decimal(goal), half=Decimal("0.5")), "target"
    )
    return f"第三方电话回访满意度为{first}，高于{second}的年度目标值。"


def two_projects(pen: Pen) -> str:
    """Two parts together against the whole."""
    books = pen.books
    first, second = books.projects[:2]
    whole = pen.told_again("project_executed", pen.money(books.classes[2].executed, "total"))
    parts = [pen.money(first.executed, "part"), pen.money(second.executed, "part")]
    both = pen.money(first.executed + second.executed, "total")
    pen.sum(both, parts)
    share = pen.share(both, first.executed + second.executed, whole, books.classes[2].executed)
    return f"{first.name}支出{parts[0]}、{second.name}支出{parts[1]}，两项合计{both}，占项目支出{whole}的{share}。"


_SENTENCES: tuple[Callable[[Pen], str], ...] = (
    other_base,
    progress,
    hotline,
    two_units,
    points_up,
    unchanged,
    one_off,
    document,
    loosely,
    above_goal,
    two_projects,
)
