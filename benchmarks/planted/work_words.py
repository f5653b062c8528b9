"""
Sentences about work: counts and their parts, targets, announced lists, surveys, dates, staff.
"""

from __future__ import annotations

from decimal import Decimal

from benchmarks.planted import names
from benchmarks.planted.amounts import Printed
from benchmarks.planted.draft import Claim, Sort
from benchmarks.planted.facts import Activity
from benchmarks.planted.pen import Pen

NUMERALS = "零一二三四五六七八九十"


def activity(pen: Pen, one: Activity) -> str:
    """Something done: bare, with its parts, or against its target."""
    form = pen.rng.randrange(7)
    done = pen.count(one.actual, one.unit, "done")
    if form in (0, 1):
        parts = [pen.count(number, one.unit, "part") for _, number in one.parts]
        pen.sum(done, parts)
        listed = "、".join(f"{level}{part}" for (level, _), part in zip(one.parts, parts, strict=True))
        return f"全年完成{one.name}{done}，其中{listed}" if form == 0 else f"开展{one.name}{done}（{listed}）"
    if form == 2:
        planned = pen.count(one.target, one.unit, "target")
        rate = pen.rate(done, Decimal(one.actual), planned, Decimal(one.target))
        return f"年度计划{one.name}{planned}，实际完成{done}，完成率{rate}"
    if form == 3:
        planned = pen.count(one.target, one.unit, "target")
        words = "超额完成" if one.actual > one.target else "已完成年度目标"
        kept = pen.draft.put(Sort.WORDS, words)
        pen.draft.relate(Claim.ACHIEVEMENT, kept, [done, planned])
        return f"{one.name}目标值{planned}，实际完成值{done}，{kept}"
    if form == 4:
        parts = [pen.count(number, one.unit, "part") for _, number in one.parts]
        pen.sum(done, parts)
        listed = "、".join(
            f"{level}{one.name}{part}" for (level, _), part in zip(one.parts, parts, strict=True)
        )
        return f"{listed}，共计{done}"
    if form == 5:
        people = pen.rng.randint(11, 99) * 100
        return f"累计开展{one.name}{done}，覆盖群众{pen.pick(('超', '近', '约'))}{people}人次"
    return f"开展{one.name}{done}"


def tasks(pen: Pen, number: int) -> str:
    """An announced number of things, told one by one."""
    chosen = pen.rng.sample(pen.books.activities, number)
    word = pen.draft.put(
        Sort.COUNT, Printed(text=NUMERALS[number], value=Decimal(number), half=Decimal(0)), "announced"
    )
    pen.draft.relate(Claim.LIST, word, [], members=number)
    act, end = pen.rng.sample(names.ACTS, number), pen.rng.sample(names.ENDS, number)
    told = "；".join(
        f"{NUMERALS[place]}是{act[place - 1]}，{activity(pen, one)}，{end[place - 1]}"
        for place, one in enumerate(chosen, 1)
    )
    lead = pen.pick(("本年度重点抓好{n}项工作：", "主要完成{n}方面任务：", "全年围绕职能推进{n}项重点任务："))
    return f"{lead.format(n=word)}{told}。"


def units_below(pen: Pen) -> str:
    """Subordinate units, counted and named."""
    ends = pen.rng.sample(
        ("服务中心", "事务中心", "培训中心", "监测站", "执法大队", "信息中心"), pen.rng.randint(2, 5)
    )
    named = "、".join(f"{pen.books.place}{pen.books.subject}{end}" for end in ends)
    number = pen.draft.put(
        Sort.COUNT, Printed(text=f"{len(ends)}个", value=Decimal(len(ends)), half=Decimal(0)), "announced"
    )
    pen.draft.relate(Claim.LIST, number, [], members=len(ends))
    return pen.pick(
        (f"下属事业单位{number}，分别是{named}。", f"纳入部门预算编制范围的下属单位共{number}：{named}。")
    )


def offices(pen: Pen) -> str:
    """Offices of the unit, counted and named."""
    offices_ = pen.rng.sample(
        (
            "办公室",
            "计划财务科",
            "政策法规科",
            "综合业务科",
            "监督检查科",
            "人事教育科",
            "项目管理科",
            "宣传科",
        ),
        pen.rng.randint(4, 8),
    )
    number = pen.draft.put(
        Sort.COUNT,
        Printed(text=f"{len(offices_)}个", value=Decimal(len(offices_)), half=Decimal(0)),
        "announced",
    )
    pen.draft.relate(Claim.LIST, number, [], members=len(offices_))
    return f"内设机构{number}，即{'、'.join(offices_)}。"


def staff(pen: Pen) -> str:
    """Posts and people."""
    posts, civil, institution = pen.books.staff
    people = pen.count(civil + institution, "人", "total")
    first, second = pen.count(civil, "人", "part"), pen.count(institution, "人", "part")
    pen.sum(people, [first, second])
    return (
        f"核定编制{pen.count(posts, '名')}，年末实有在职人员{people}，其中行政人员{first}，事业人员{second}。"
    )


def vehicles(pen: Pen, *, planned: bool = False) -> str:
    """Vehicles by their use, at the end of the year; a budget tells those of the year before."""
    year = str(pen.books.year - 1) if planned else pen.year("asof")
    whole = pen.count(sum(number for _, number in pen.books.vehicles), "辆", "total")
    parts = [pen.count(number, "辆", "part") for _, number in pen.books.vehicles]
    pen.sum(whole, parts)
    listed = "、".join(f"{name}{part}" for (name, _), part in zip(pen.books.vehicles, parts, strict=True))
    return f"截至{year}年12月31日，本部门共有车辆{whole}，其中：{listed}。"


def survey(pen: Pen) -> str:
    """A survey with its sample: sent, returned, satisfied."""
    rng = pen.rng
    sent_number = rng.randint(120, 800)
    back_number = sent_number - rng.randint(0, sent_number // 12)
    pleased_number = back_number - rng.randint(0, back_number // 20)
    sent, back = pen.count(sent_number, "份", "target"), pen.count(back_number, "份", "done")
    returned = pen.rate(back, Decimal(back_number), sent, Decimal(sent_number))
    pleased = pen.count(pleased_number, "份", "done")
    satisfied = pen.rate(pleased, Decimal(pleased_number), back, Decimal(back_number))
    return (
        f"共发放调查问卷{sent}，收回有效问卷{back}，回收率{returned}；其中表示满意的{pleased}，"
        f"满意度为{pen.told_again('satisfaction', satisfied)}。"
    )


def dates(pen: Pen) -> str:
    """A project with its beginning and end."""
    first, last = pen.rng.randint(1, 6), pen.rng.randint(7, 11)
    begun = _date(pen, first, pen.rng.randint(1, 28))
    ended = _date(pen, last, pen.rng.randint(1, 28))
    pen.draft.relate(Claim.DATES, ended, [begun])
    return f"{pen.pick([line.name for line in pen.books.projects])}于{begun}启动实施，{ended}通过验收。"


def _date(pen: Pen, month: int, day: int) -> str:
    year = pen.books.year
    value = Decimal(year * 10_000 + month * 100 + day)
    return pen.draft.put(Sort.DATE, Printed(text=f"{year}年{month}月{day}日", value=value, half=Decimal(0)))


def duties(pen: Pen) -> str:
    """What the unit is for."""
    chosen = pen.rng.sample(names.CONTENTS, 5)
    told = "；".join(
        f"{NUMERALS[place]}是{words.format(field=pen.books.subject, level=pen.books.level)}"
        for place, words in enumerate(chosen, 1)
    )
    return f"{pen.unit_name()}是{pen.books.place}人民政府工作部门，主要职责：{told}。"


def filler(pen: Pen, sentences: int) -> str:
    """Prose of ordinary length without claims; no two sentences alike."""
    told = []
    for _ in range(sentences):
        aim, act, end, mean = (
            pen.pick(options) for options in (names.AIMS, names.ACTS, names.ENDS, names.MEANS)
        )
        project = pen.pick([line.name for line in pen.books.projects])
        told.append(
            pen.pick(
                (
                    f"聚焦{aim}，{act}，{mean}，{end}",
                    f"围绕{project}，坚持{mean}，{act}",
                    f"在{project}实施中，注重{aim}，{mean}，{end}",
                    f"立足{aim}要求，{act}，{end}",
                    f"针对{project}推进中的实际情况，{act}，{mean}",
                )
            )
        )
    return "。".join(dict.fromkeys(told)) + "。"


def problems(pen: Pen) -> tuple[list[str], list[str]]:
    """Problems that were found, and what is done about each."""
    chosen = pen.rng.sample(names.PROBLEMS, 3)
    found = [f"{NUMERALS[place]}是{fault}。" for place, (fault, _) in enumerate(chosen, 1)]
    cures = [f"{NUMERALS[place]}是{cure}。" for place, (_, cure) in enumerate(chosen, 1)]
    return found, cures
