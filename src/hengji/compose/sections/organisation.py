"""
一、基本情况: who the unit is, what it did in the year, what it had promised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from hengji.compose.material import Material, fact_missing, numeral, sheet
from hengji.compose.wording import (
    ILLUSTRATION,
    Words,
    fact,
    listed,
    missing,
    paragraph,
    points,
    printed,
    quoted,
    sentence,
    strong,
    told,
)
from hengji.domain.block import Block, Runs
from hengji.domain.facts import Topic
from hengji.domain.filing import NarrativeSection
from hengji.domain.indicator import CATEGORY_TITLES, DIMENSION_TITLES, Dimension, KeyTask
from hengji.domain.standard import Spending

_DONE = ("全年完成情况：", "主要工作量：", "有关数据：")
"""How the counts of a task are led in, in turn."""


def mandate(material: Material, level: int) -> Iterator[Block]:
    """What the unit is for, and which units it has below it."""
    del level
    organisation = material.filing.organisation
    if organisation.mandate:
        yield paragraph(told(organisation.mandate, organisation.place), "。")
    else:
        yield paragraph(missing("部门职能", sheet(Topic.ORGANISATION)))
    units = organisation.subordinate_units
    if units:
        count = fact(f"{len(units)}个", organisation.place, computed="下属单位名单计数")
        names = f"，{'为' if len(units) == 1 else '分别为'}{'、'.join(units)}"
        yield paragraph(f"{organisation.called}有下属单位", count, f"{names}。")


def staffing(material: Material, level: int) -> Iterator[Block]:
    """Quota and staff, side by side."""
    del level
    words: list[Words] = []
    for fact_id, title in (("management.staff_quota", "编制数"), ("management.staff_actual", "年末在职人员")):
        stated = material.filing.fact(fact_id)
        number = fact(f"{printed(stated)}", stated.place) if stated else fact_missing(fact_id)
        words += ["，" if words else f"{material.filing.organisation.called}", title, number]
    yield paragraph(*words, "。")


def key_tasks(material: Material, level: int) -> Iterator[Block]:
    """The year's work in the unit's words, then each key task with its counts."""
    del level
    filing = material.filing
    overall = filing.narratives.get(NarrativeSection.OVERALL_WORK)
    if overall:
        yield paragraph(told(overall.text, overall.place), "。")
    elif not filing.key_tasks:
        yield paragraph(missing("年度总体工作", sheet(Topic.NARRATIVES)))
    if not filing.key_tasks:
        yield paragraph(missing("重点工作任务及完成情况", sheet(Topic.KEY_TASKS)))
        return
    count = fact(
        f"{len(filing.key_tasks)}项", *(task.place for task in filing.key_tasks), computed="重点工作计数"
    )
    yield paragraph(f"{filing.fiscal_year}年列入自评的重点工作共", count, "，完成情况如下：")
    for index, task in enumerate(filing.key_tasks, start=1):
        yield paragraph(*_task(task, index))


def _task(task: KeyTask, index: int) -> Iterator[Words]:
    yield strong(f"{numeral(index)}是{task.title.removesuffix('。')}。")
    if task.completion:
        yield from told(task.completion, task.place)
        yield "。"
    if task.quantities:
        yield _DONE[(index - 1) % len(_DONE)]
        counts = (
            sentence(f"{one.title}", fact(printed(one.achieved), one.achieved.place or one.place))
            for one in task.quantities
        )
        yield listed(counts, "，")
        yield "。"
    if not task.completion and not task.quantities:
        yield missing(f"{quoted(task.title)}的完成情况", sheet(Topic.KEY_TASKS))


def goal_overview(material: Material, level: int) -> Iterator[Block]:
    """The goals and how they turned out; the indicators that measure them."""
    del level
    filing = material.filing
    overview = filing.narratives.get(NarrativeSection.GOAL_OVERVIEW)
    if overview:
        yield paragraph(told(overview.text, overview.place), "。")
    yield from _goals(material)
    if filing.projects:
        count = fact(
            f"{len(filing.projects)}个", *(one.place for one in filing.projects), computed="项目名单计数"
        )
        names = listed([quoted(one.title) for one in filing.projects], "")
        if material.standard.spending is Spending.DEPARTMENT:
            yield paragraph("纳入预算绩效管理的项目", count, "，包括", names, "。")
        else:
            many: list[Words] = [count, "，"] if len(filing.projects) > 1 else []
            yield paragraph("本次自评的项目", *many, "为", names, "。")
    elif material.standard.spending is not Spending.DEPARTMENT:
        yield paragraph(missing("自评项目的名称", "工作表“项目支出”"))
    if filing.indicators:
        yield paragraph(*_composition_of_indicators(material))
    else:
        yield paragraph(missing("绩效指标及指标值", sheet(Topic.INDICATORS)))


def _goals(material: Material) -> Iterator[Block]:
    filing = material.filing
    if not filing.goals:
        yield paragraph(missing("年度总体绩效目标", sheet(Topic.INDICATORS)))
    for index, goal in enumerate(filing.goals, start=1):
        lead = f"目标{numeral(index)}：" if len(filing.goals) > 1 else f"{filing.fiscal_year}年度总体目标："
        done: Runs | Words = (
            told(goal.completion, goal.place)
            if goal.completion
            else missing("该目标的实际完成情况", sheet(Topic.INDICATORS))
        )
        yield paragraph(strong(lead), told(goal.goal, goal.place), "。", "完成情况：", done, "。")


def _composition_of_indicators(material: Material) -> Iterator[Words]:
    """How many indicators of which kind, and what they weigh."""
    indicators = material.filing.indicators
    places = tuple(one.place for one in indicators)
    yield "对应上述目标设置绩效指标"
    yield fact(f"{len(indicators)}项", *places, computed="指标计数")
    if any(one.illustrative for one in indicators):
        yield ILLUSTRATION
    yield "，其中"
    yield listed(_dimension_counts(material), "；")
    weights = [one.weight for one in indicators if one.weight is not None]
    if len(weights) == len(indicators):
        yield "。指标分值合计"
        yield fact(f"{points(sum(weights, start=Decimal(0)))}分", *places, computed="各项指标分值相加")
    yield "。"


def _dimension_counts(material: Material) -> Iterator[Runs]:
    for dimension in Dimension:
        group = material.indicators(dimension)
        if not group:
            continue
        kinds = Counter(one.category for one in group)
        whole = fact(f"{len(group)}项", *(one.place for one in group), computed="指标计数")
        inner: Words = ""
        if len(kinds) > 1:
            parts = (
                sentence(
                    CATEGORY_TITLES[category].removesuffix("指标"),
                    fact(f"{number}项", computed="指标计数"),
                )
                for category, number in kinds.items()
            )
            inner = sentence("（", listed(parts), "）")
        yield sentence(DIMENSION_TITLES[dimension], whole, inner)
