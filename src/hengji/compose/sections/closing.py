"""
三、其他自评情况 and 四、上年度整改情况.
"""

from __future__ import annotations

from collections.abc import Iterator

from hengji.compose.material import Material, sheet
from hengji.compose.wording import Words, fact, missing, paragraph, points, quoted, told
from hengji.domain.block import Block
from hengji.domain.facts import Topic


def other_evaluations(material: Material, level: int) -> Iterator[Block]:
    """Other evaluations of the year, each with its outcome and score."""
    del level
    filing = material.filing
    if not filing.other_evaluations:
        if filing.no_other_evaluations_stated:
            yield paragraph(f"本单位填报{filing.fiscal_year}年度无其他自评情况。")
        else:
            yield paragraph(missing("其他自评情况（没有的填“无”）", sheet(Topic.NARRATIVES)))
    several = len(filing.other_evaluations) > 1
    for index, one in enumerate(filing.other_evaluations, start=1):
        words: list[Words] = [f"{index}." if several else "", told(one.title, one.place)]
        if one.score is not None:
            words += ["，得分", fact(f"{points(one.score)}分", one.place)]
        if one.outcome:
            words += ["，", told(one.outcome, one.place)]
        if one.score is None and not one.outcome:
            words += ["，", missing(f"{quoted(one.title)}的评价结果", sheet(Topic.NARRATIVES))]
        yield paragraph(*words, "。")


def corrective_actions(material: Material, level: int) -> Iterator[Block]:
    """Last year's findings, what was done and what came of it."""
    del level
    filing = material.filing
    if not filing.corrective_actions:
        if filing.no_corrective_actions_stated:
            year = filing.fiscal_year - 1
            yield paragraph(f"本单位填报{year}年度绩效自评和财政重点绩效评价没有需要整改的事项。")
        else:
            yield paragraph(
                missing("上年度绩效自评或财政重点绩效评价整改情况（没有的填“无”）", sheet(Topic.NARRATIVES))
            )
    for index, one in enumerate(filing.corrective_actions, start=1):
        words: list[Words] = [f"（{index}）上年度反映的问题：", told(one.finding, one.place), "。整改措施："]
        words.append(
            told(one.action, one.place)
            if one.action
            else missing(f"第{index}项整改的措施", sheet(Topic.NARRATIVES))
        )
        if one.result:
            words += ["。整改结果：", told(one.result, one.place)]
        elif one.completed is None:
            words += ["。整改结果：", missing(f"第{index}项整改的结果", sheet(Topic.NARRATIVES))]
        if one.completed is not None:
            words.append("。已完成整改" if one.completed else "。尚未完成整改")
        yield paragraph(*words, "。")
