"""PL12: a sign that contradicts what the indicator counts."""

import re
from collections.abc import Iterator

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.indicator import DIRECTION_SIGNS, Category, Dimension, Direction, Indicator

_LESS_IS_BETTER = re.compile(
    r"成本|费用|支出|投诉|事故|差错|错误|失误|误差|违规|违法|违纪|逾期|超期|延误|时限|时间|天数|工作日|损耗|能耗|排放|污染"
    r"|不合格|缺陷|故障|死亡|伤亡|发病|患病|下降|降低|减少|控制|流失|案件|发生率|响应|复发|信访|欠|负债|率\s*[≤<]|不超过"
)
_UNITS_OF_LESS = re.compile(r"天|日|个?工作日|个?小时|分钟|秒|个?月|起|例|宗")
_MORE_IS_BETTER = re.compile(
    r"满意|合格率|达标率|覆盖率|完成率|及时率|准确率|参与率|培训|服务|帮扶|受益|活动|宣传|场次|人次|惠及"
)


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    An output quantity, a quality rate and satisfaction want more (≥); a cost wants less (≤).

    Titles that name something unwanted (投诉, 事故, 时限 …) may well be ≤, and so may what is counted
    in days or incidents, or is to be zero.

    **Fails**: 数量指标 “培训场次” ≤ 4 场; 满意度 ≤ 95 %; 经济成本指标 “人均成本” ≥ 300 元.
    **Passes**: 数量指标 “投诉件数” ≤ 4 件; “培训场次” ≥ 4 场; “人均成本” ≤ 300 元.
    """
    for indicator in case.filing.indicators:
        expected = _expected(indicator)
        if expected is not None and expected is not indicator.direction:
            yield rule.finding(
                place=indicator.place, quote=indicators.promised(indicator), verdict=Verdict.UNDECIDABLE,
                indicator=indicator.title, promised=indicators.promised(indicator),
                sign=DIRECTION_SIGNS[expected],
                meaning="越多越好" if expected is Direction.HIGHER_IS_BETTER else "越少越好",
            )  # fmt: skip


def _expected(indicator: Indicator) -> Direction | None:
    """The direction that type and title demand, where they leave no doubt."""
    title = indicator.title
    less = _LESS_IS_BETTER.search(title) or _measures_less(indicator)
    if indicator.direction is Direction.LOWER_IS_BETTER and not less:
        counted = indicator.category in {Category.QUANTITY, Category.BENEFICIARY_SATISFACTION}
        if counted or _MORE_IS_BETTER.search(title):
            return Direction.HIGHER_IS_BETTER
    economic = indicator.category is Category.ECONOMIC_COST or (
        indicator.dimension is Dimension.COST and indicator.category is Category.COST
    )
    if indicator.direction is Direction.HIGHER_IS_BETTER and economic and "节约" not in title:
        return None if re.search(r"节省|降低|压减|下降|减少", title) else Direction.LOWER_IS_BETTER
    return None


def _measures_less(indicator: Indicator) -> bool:
    """Whether the unit or the number says that less is meant: ≤100天, ≤3起, ≤0 of anything."""
    target = indicator.target_value
    if target is None:
        return False
    return not target.value or _UNITS_OF_LESS.fullmatch(indicators.unit_of(indicator, target)) is not None


PL12 = Rule(
    code="PL12",
    severity=Severity.WARNING,
    title="指标方向与类型矛盾",
    message="“{indicator}”的目标写为{promised}，按名称和类型应{meaning}；是否应为“{sign}”，请核对。",
    suggestion="改正指标方向符号；方向改变后得分须重算。",
    basis=citations.chosen("指标方向与类型一致", seen_in="安徽金寨2023年自评表中应为≥4而写作≤4的实例"),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
