"""
The forms that reports carry, by the words their tables always have, and what their rows and columns mean.

Provinces print the same form with other words (年初预算数 · 年初预算, 得分 · 自评得分); each synonym was
met in a published table.
"""

from __future__ import annotations

from dataclasses import dataclass

from hengji.domain.indicator import Achievement, Category, Dimension, Direction
from hengji.domain.ledger import LedgerColumn, LedgerLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWords:
    """A column of indicators: one of `words` in its header, none of `without`; `first` is preferred."""

    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    first: tuple[str, ...] = ()

    def names(self, header: str) -> bool:
        """
        Whether a header is of this column.

        >>> TARGET.names("年度指标值（A）"), TARGET.names("完成指标值")
        (True, False)
        """
        return any(one in header for one in self.words) and not any(one in header for one in self.without)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A form: every group of words must be met by one of its synonyms in the table or the title above it."""

    id: str
    title: str
    marks: tuple[tuple[str, ...], ...]


INDICATOR_NAMES = ("三级指标", "指标名称", "指标内容", "四级指标")
TARGET_NAMES = ("指标值", "目标值", "计划值", "预期值", "年度指标", "绩效指标值", "年度目标", "计划完成")
ACTUAL_NAMES = ("完成值", "实际值", "完成情况", "实现值", "实际完成", "完成数", "达成值")

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        id="department_self_evaluation",
        title="部门整体支出绩效自评表",
        marks=(
            INDICATOR_NAMES,
            TARGET_NAMES,
            ACTUAL_NAMES,
            ("部门整体", "整体支出", "整体绩效"),
        ),
    ),
    Layout(
        id="project_self_evaluation",
        title="项目支出绩效自评表",
        marks=(
            INDICATOR_NAMES,
            TARGET_NAMES,
            ACTUAL_NAMES,
            ("得分", "自评分", "评分"),
        ),
    ),
    Layout(
        id="performance_targets",
        title="绩效目标表",
        marks=(INDICATOR_NAMES, TARGET_NAMES, ("绩效目标", "总体目标", "年度目标")),
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
    ("人员经费", LedgerLine.PERSONNEL),
    ("公用经费", LedgerLine.OPERATING),
    ("项目支出", LedgerLine.PROJECT),
    ("预算总额", LedgerLine.TOTAL),
    ("总额", LedgerLine.TOTAL),
)
"""基本支出 is no line of its own: it is 人员经费 with 公用经费, which stand below it or are not told."""
FUND_COLUMNS: tuple[tuple[str, LedgerColumn], ...] = (
    ("年初预算", LedgerColumn.INITIAL_BUDGET),
    ("全年预算", LedgerColumn.ADJUSTED_BUDGET),
    ("全年（调整）预算", LedgerColumn.ADJUSTED_BUDGET),
    ("全年(调整)预算", LedgerColumn.ADJUSTED_BUDGET),
    ("调整后预算", LedgerColumn.ADJUSTED_BUDGET),
    ("调整预算", LedgerColumn.ADJUSTED_BUDGET),
    ("全年执行", LedgerColumn.EXECUTED),
    ("预算执行数", LedgerColumn.EXECUTED),
    ("支出决算", LedgerColumn.EXECUTED),
    ("执行数", LedgerColumn.EXECUTED),
    ("实际支出", LedgerColumn.EXECUTED),
    ("决算数", LedgerColumn.EXECUTED),
    ("预算数", LedgerColumn.ADJUSTED_BUDGET),
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

FIRST_LEVEL = ColumnWords(words=("一级指标",))
SECOND_LEVEL = ColumnWords(words=("二级指标",))
INDICATOR = ColumnWords(words=INDICATOR_NAMES, first=("三级指标",))
SIGN = ColumnWords(words=("指标性质", "指标方向", "计算符号", "运算符", "比较符", "指标符号", "目标方向"))
"""云南 and 四川 print ≥ in a column of its own, others 正向 and 反向."""
TARGET = ColumnWords(
    words=(*TARGET_NAMES, "预期指标"),
    without=("完成值", "完成情况", "实际", "实现", "完成指标", "达成", "完成数", "完成程度", "完成率"),
    first=("调整", "全年"),
)
"""重庆 prints 年初指标值 beside 调整指标值, which comes first where it is filled in."""
MEASURE = ColumnWords(words=("度量单位", "计量单位", "指标单位"))
ACTUAL = ColumnWords(words=ACTUAL_NAMES, without=("完成率", "完成程度", "说明"))
WEIGHT = ColumnWords(words=("分值", "权重", "满分", "标准分"), without=("得分",))
POINTS = ColumnWords(
    words=("得分", "评分", "自评分"), without=("系数", "得分率", "标准", "说明", "复核", "依据")
)
REASON = ColumnWords(
    words=("偏差", "原因", "改进"), without=("偏差率", "偏差度", "偏差值", "偏差幅度"), first=("原因",)
)
"""偏差率 beside 偏差原因 tells how far a result is off, never why."""

DIRECTIONS: tuple[tuple[str, Direction], ...] = (
    ("定性", Direction.QUALITATIVE),
    ("≥", Direction.HIGHER_IS_BETTER),
    (">", Direction.HIGHER_IS_BETTER),
    ("＞", Direction.HIGHER_IS_BETTER),
    ("不少于", Direction.HIGHER_IS_BETTER),
    ("大于", Direction.HIGHER_IS_BETTER),
    ("正向", Direction.HIGHER_IS_BETTER),
    ("≤", Direction.LOWER_IS_BETTER),
    ("<", Direction.LOWER_IS_BETTER),
    ("＜", Direction.LOWER_IS_BETTER),
    ("不超过", Direction.LOWER_IS_BETTER),
    ("小于", Direction.LOWER_IS_BETTER),
    ("反向", Direction.LOWER_IS_BETTER),
    ("逆向", Direction.LOWER_IS_BETTER),
    ("=", Direction.EQUAL),
    ("＝", Direction.EQUAL),
    ("等于", Direction.EQUAL),
)
"""What a sign of its own means."""
ACHIEVEMENTS: tuple[tuple[str, Achievement], ...] = (
    ("未达成预期", Achievement.NONE),
    ("部分达成预期", Achievement.PARTIAL),
    ("部分达成年度", Achievement.PARTIAL),
    ("部分达成", Achievement.PARTIAL),
    ("达成预期", Achievement.FULL),
    ("全部达成", Achievement.FULL),
    ("达成年度指标", Achievement.FULL),
)
"""The three steps of 财预〔2020〕10号 as actuals of qualitative indicators print them."""
