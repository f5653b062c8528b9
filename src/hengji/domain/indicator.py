"""
What the unit promised and what it did: goals, indicators, key tasks.

An *indicator* is the unit's promise; the authority's yardstick is a *criterion* (`standard`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hengji.domain.source import Place
from hengji.domain.stated import Stated


class Dimension(StrEnum):
    """一级指标."""

    COST = "cost"
    OUTPUT = "output"
    OUTCOME = "outcome"
    SATISFACTION = "satisfaction"


class Category(StrEnum):
    """二级指标."""

    ECONOMIC_COST = "economic_cost"
    SOCIAL_COST = "social_cost"
    ECOLOGICAL_COST = "ecological_cost"
    QUANTITY = "quantity"
    QUALITY = "quality"
    TIMELINESS = "timeliness"
    COST = "cost"
    ECONOMIC_BENEFIT = "economic_benefit"
    SOCIAL_BENEFIT = "social_benefit"
    ECOLOGICAL_BENEFIT = "ecological_benefit"
    SUSTAINED_IMPACT = "sustained_impact"
    BENEFICIARY_SATISFACTION = "beneficiary_satisfaction"


class Direction(StrEnum):
    """Which way is better; the sign printed in the form."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    EQUAL = "equal"
    QUALITATIVE = "qualitative"


class Achievement(StrEnum):
    """How far a qualitative promise was kept."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


DIMENSION_TITLES = {
    Dimension.COST: "成本指标",
    Dimension.OUTPUT: "产出指标",
    Dimension.OUTCOME: "效益指标",
    Dimension.SATISFACTION: "满意度指标",
}
CATEGORY_TITLES = {
    Category.ECONOMIC_COST: "经济成本指标",
    Category.SOCIAL_COST: "社会成本指标",
    Category.ECOLOGICAL_COST: "生态环境成本指标",
    Category.QUANTITY: "数量指标",
    Category.QUALITY: "质量指标",
    Category.TIMELINESS: "时效指标",
    Category.COST: "成本指标",
    Category.ECONOMIC_BENEFIT: "经济效益指标",
    Category.SOCIAL_BENEFIT: "社会效益指标",
    Category.ECOLOGICAL_BENEFIT: "生态效益指标",
    Category.SUSTAINED_IMPACT: "可持续影响指标",
    Category.BENEFICIARY_SATISFACTION: "服务对象满意度指标",
}
CATEGORIES_OF = {
    Dimension.COST: (Category.ECONOMIC_COST, Category.SOCIAL_COST, Category.ECOLOGICAL_COST),
    Dimension.OUTPUT: (Category.QUANTITY, Category.QUALITY, Category.TIMELINESS, Category.COST),
    Dimension.OUTCOME: (
        Category.ECONOMIC_BENEFIT,
        Category.SOCIAL_BENEFIT,
        Category.ECOLOGICAL_BENEFIT,
        Category.SUSTAINED_IMPACT,
    ),
    Dimension.SATISFACTION: (Category.BENEFICIARY_SATISFACTION,),
}
DIRECTION_SIGNS = {
    Direction.HIGHER_IS_BETTER: "≥",
    Direction.LOWER_IS_BETTER: "≤",
    Direction.EQUAL: "=",
    Direction.QUALITATIVE: "定性",
}
ACHIEVEMENT_TITLES = {
    Achievement.FULL: "达成预期指标",
    Achievement.PARTIAL: "部分达成预期指标",
    Achievement.NONE: "未达成预期指标",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """佐证材料: a document that shows a fact, named so that it can be asked for."""

    title: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceGoal:
    """年度总体目标: what was planned in words and how it turned out."""

    goal: str
    completion: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """
    绩效指标 with its target and actual.

    Numbers are `Stated` in base units; a qualitative indicator has `target_text` and an
    `achievement` with the points the unit claims for it (`claimed_points`).  `weight` is 分值.
    """

    code: str
    title: str
    dimension: Dimension
    category: Category
    direction: Direction
    target_value: Stated | None = None
    target_text: str | None = None
    actual_value: Stated | None = None
    actual_text: str | None = None
    achievement: Achievement | None = None
    unit_of_measure: str | None = None
    weight: Decimal | None = None
    claimed_points: Decimal | None = None
    deviation_explanation: str | None = None
    evidence: tuple[Evidence, ...] = ()
    project: str | None = None
    illustrative: bool = False
    """The target, evidence or points were never published and are given as an example only."""
    inferred: bool = False
    """No 一级指标 was printed: dimension and category were taken from the name, nothing rests on them."""
    points_place: Place | None = None
    """Where the claimed points stand, if apart from the target."""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskQuantity:
    """One counted result of a key task, such as 宣讲活动 525 场."""

    title: str
    achieved: Stated
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTask:
    """重点工作任务: what was to be done, what was done, in words and counts."""

    title: str
    completion: str | None = None
    quantities: tuple[TaskQuantity, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project inside the department's expenditure, amounts in yuan."""

    title: str
    adjusted_budget_amount: Stated | None = None
    executed_amount: Stated | None = None
    place: Place | None = None
