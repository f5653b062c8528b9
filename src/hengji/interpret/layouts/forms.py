"""
The forms that reports carry, by the words their tables always have, and what their rows and columns mean.

Provinces print the same form with other words (年初预算数 · 年初预算, 得分 · 自评得分); each synonym was
met in a published table.
"""

from __future__ import annotations

from dataclasses import dataclass

from hengji.domain.indicator import Category, Dimension
from hengji.domain.ledger import LedgerColumn, LedgerLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A form: every group of words must be met by one of its synonyms in the table or the title above it."""

    id: str
    title: str
    marks: tuple[tuple[str, ...], ...]


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="department_self_evaluation",
        title="部门整体支出绩效自评表",
        marks=(
            ("三级指标", "指标名称"),
            ("指标值", "目标值", "预期指标值"),
            ("完成值", "实际值", "完成情况"),
            ("部门整体", "整体支出", "整体绩效"),
        ),
    ),
    Layout(
        id="project_self_evaluation",
        title="项目支出绩效自评表",
        marks=(
            ("三级指标", "指标名称"),
            ("指标值", "目标值"),
            ("完成值", "实际值", "完成情况"),
            ("得分", "自评得分"),
        ),
    ),
    Layout(
        id="performance_targets",
        title="绩效目标表",
        marks=(("三级指标", "指标名称"), ("指标值", "目标值"), ("绩效目标", "总体目标", "年度目标")),
    ),
    Layout(
        id="evaluation_framework",
        title="部门整体支出绩效评价指标体系",
        marks=(
            ("一级指标",),
            ("三级指标",),
            ("分值", "权重"),
            ("评分标准", "评价标准", "指标解释", "指标说明"),
        ),
    ),
    Layout(
        id="income_and_expenditure", title="收入支出决算总表", marks=(("本年收入合计",), ("本年支出合计",))
    ),
    Layout(
        id="income_accounts", title="收入决算表", marks=(("本年收入合计",), ("财政拨款收入",), ("其他收入",))
    ),
    Layout(
        id="expenditure_accounts",
        title="支出决算表",
        marks=(("本年支出合计", "合计"), ("基本支出",), ("项目支出",)),
    ),
    Layout(id="basic_expenditure", title="基本支出决算表", marks=(("经济分类",), ("工资福利支出",))),
    Layout(id="three_public", title="“三公”经费表", marks=(("因公出国",), ("公务接待",), ("公务用车",))),
)

FUND_ROWS: tuple[tuple[str, LedgerLine], ...] = (
    ("年度资金总额", LedgerLine.TOTAL),
    ("资金总额", LedgerLine.TOTAL),
    ("年度预算总额", LedgerLine.TOTAL),
    ("财政拨款", LedgerLine.APPROPRIATION),
    ("财政资金", LedgerLine.APPROPRIATION),
    ("上年结转", LedgerLine.CARRY_OVER),
    ("其他资金", LedgerLine.OTHER),
    ("基本支出", LedgerLine.OPERATING),
    ("人员经费", LedgerLine.PERSONNEL),
    ("公用经费", LedgerLine.OPERATING),
    ("项目支出", LedgerLine.PROJECT),
)
FUND_COLUMNS: tuple[tuple[str, LedgerColumn], ...] = (
    ("年初预算", LedgerColumn.INITIAL_BUDGET),
    ("全年预算", LedgerColumn.ADJUSTED_BUDGET),
    ("调整后预算", LedgerColumn.ADJUSTED_BUDGET),
    ("调整预算", LedgerColumn.ADJUSTED_BUDGET),
    ("全年执行", LedgerColumn.EXECUTED),
    ("预算执行数", LedgerColumn.EXECUTED),
    ("支出决算", LedgerColumn.EXECUTED),
)
DIMENSIONS: tuple[tuple[str, Dimension], ...] = (
    ("满意", Dimension.SATISFACTION),
    ("产出", Dimension.OUTPUT),
    ("效益", Dimension.OUTCOME),
    ("效果", Dimension.OUTCOME),
    ("成本", Dimension.COST),
)
CATEGORIES: tuple[tuple[str, Category], ...] = (
    ("数量", Category.QUANTITY),
    ("质量", Category.QUALITY),
    ("时效", Category.TIMELINESS),
    ("经济成本", Category.ECONOMIC_COST),
    ("社会成本", Category.SOCIAL_COST),
    ("生态环境成本", Category.ECOLOGICAL_COST),
    ("成本", Category.COST),
    ("经济效益", Category.ECONOMIC_BENEFIT),
    ("社会效益", Category.SOCIAL_BENEFIT),
    ("生态效益", Category.ECOLOGICAL_BENEFIT),
    ("可持续", Category.SUSTAINED_IMPACT),
    ("满意", Category.BENEFICIARY_SATISFACTION),
)
