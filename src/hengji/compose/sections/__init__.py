"""
What is written into each section of an outline, by the name that the outline gives its content.

An outline of another place may leave `content` out: then the section's code and the words of its
title say what belongs there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from hengji.compose.material import Material
from hengji.compose.sections import (
    closing,
    conclusion,
    effectiveness,
    management,
    money,
    organisation,
    problems,
)
from hengji.domain.block import Block
from hengji.domain.filing import NarrativeSection
from hengji.domain.outline import OutlineSection

Writer = Callable[[Material, int], Iterator[Block]]
"""Writes the body of a section whose heading has the given level."""


def _area(section: NarrativeSection, material: Material, level: int) -> Iterator[Block]:
    del level
    return management.area(material, section)


SECTIONS: dict[str, Writer] = {
    "mandate": organisation.mandate,
    "staffing": organisation.staffing,
    "key_tasks": organisation.key_tasks,
    "goal_overview": organisation.goal_overview,
    "expenditure": money.expenditure,
    "funds": money.funds,
    "conclusion": conclusion.conclusion,
    "mandate_effectiveness": effectiveness.mandate_effectiveness,
    "management_efficiency": management.management_efficiency,
    **{section.value: partial(_area, section) for section in management.AREAS},
    "problems": problems.problems,
    "measures": problems.measures,
    "problems_and_measures": problems.problems_and_measures,
    "other_evaluations": closing.other_evaluations,
    "corrective_actions": closing.corrective_actions,
}

_WORDS = (
    ("整改", "corrective_actions"),
    ("其他自评", "other_evaluations"),
    ("问题和改进", "problems_and_measures"),
    ("问题与改进", "problems_and_measures"),
    ("改进措施", "problems_and_measures"),
    ("存在", "problems"),
    ("措施", "measures"),
    ("自评结论", "conclusion"),
    ("评价结论", "conclusion"),
    ("履职效能", "mandate_effectiveness"),
    ("绩效分析", "mandate_effectiveness"),
    ("目标完成", "mandate_effectiveness"),
    ("管理效率", "management_efficiency"),
    ("预算编制", "budget_preparation"),
    ("目标设置", "goal_setting"),
    ("成本", "cost_control"),
    ("预算执行", "budget_execution"),
    ("绩效管理", "performance_management"),
    ("公开", "disclosure"),
    ("机构", "staffing"),
    ("人员情况", "staffing"),
    ("职能", "mandate"),
    ("职责", "mandate"),
    ("重点工作", "key_tasks"),
    ("年度工作", "key_tasks"),
    ("绩效目标", "goal_overview"),
    ("资金", "funds"),
    ("支出情况", "expenditure"),
    ("收支", "expenditure"),
)
"""Words of a title and the content they stand for, the more telling first."""


def writer_of(section: OutlineSection) -> Writer | None:
    """
    Who writes this section; `None` where nothing says what belongs there.

    A section that only holds others and whose code names no content has no body of its own.
    """
    for name in (section.content, section.code):
        if name in SECTIONS:
            return SECTIONS[name]
    if section.sections:
        return None
    content = next((content for words, content in _WORDS if words in section.title), None)
    return SECTIONS[content] if content else None
