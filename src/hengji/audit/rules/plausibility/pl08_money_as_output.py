"""PL08: money, or the execution rate, used as an output quantity."""

import re
from collections.abc import Iterator

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import Category, Dimension, Indicator
from hengji.domain.stated import YUAN

_MONEY_UNIT = re.compile(r"^(?:人民币)?(?:百|千|万|亿|百万|千万)?元$")
_SPENDING = re.compile(
    r"(?:支出|投入|拨付|支付|使用|发放|下达|安排)(?:资金|经费|金额|数额|预算)?(?:金额|总额|额|数)?$|资金(?:支出|投入|使用|拨付)|经费(?:支出|投入|使用)"
)
_AMOUNT = re.compile(r"(?:资金|经费|金额)(?:支出|投入|拨付|支付|使用|发放|下达)(?:金额|总额|额|数额|数)\Z")
_EXECUTION = re.compile(r"预算执行率|资金执行率|支出进度|支付进度|预算完成率|资金使用率|资金支出率")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    An output quantity counts what was done, not what was spent; execution is scored elsewhere.

    Loans, donations and funds raised for others are results and may be counted in yuan.

    **Fails**: 数量指标 “项目支出金额” ≥ 30 万元; 产出指标 “预算执行率” ≥ 95 %.
    **Passes**: 数量指标 “培训场次” ≥ 40 场; 经济成本指标 “人均培训成本” ≤ 300 元.
    """
    for indicator in case.filing.indicators:
        fault = _fault(indicator)
        if fault is not None:
            yield rule.finding(
                place=indicator.place, quote=indicator.title,
                stated=None if indicator.target_value is None else indicator.target_value.value,
                unit="" if indicator.target_value is None else indicator.target_value.unit,
                indicator=indicator.title, promised=indicators.promised(indicator), fault=fault,
            )  # fmt: skip


def _fault(indicator: Indicator) -> str | None:
    if indicator.dimension is not Dimension.OUTPUT or indicator.inferred:
        return None
    if _EXECUTION.search(indicator.title):
        return "把预算执行率作为产出"
    unit = indicator.unit_of_measure or (
        "" if indicator.target_value is None else indicator.target_value.unit
    )
    money = unit == YUAN or bool(_MONEY_UNIT.match(unit.strip()))
    # A form may print no unit at all; then the name must say by itself that money is counted.
    money = money or (not unit.strip() and _AMOUNT.search(indicator.title) is not None)
    if money and indicator.category is Category.QUANTITY and _SPENDING.search(indicator.title):
        return "把支出金额作为产出数量"
    return None


PL08 = Rule(
    code="PL08",
    severity=Severity.WARNING,
    title="以花钱多少作为产出",
    message="产出指标“{indicator}”（{promised}）{fault}，与预算执行重复计分，不能反映做了什么。",
    suggestion="改为所完成工作的数量、质量或时效；金额列入成本指标。",
    basis=citations.chosen(
        "支出金额、执行率不作产出指标", seen_in="云南丽江自评表实例；商用系统的指标监审意见“二级指标类型错误”"
    ),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
