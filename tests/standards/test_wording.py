"""Every method and every adjustment can be said in words, with all its numbers."""

from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from hengji.domain.indicator import Category, Dimension
from hengji.domain.method import ADJUSTMENTS, METHODS, ParameterKind
from hengji.domain.source import Citation, Confidence
from hengji.domain.standard import Criterion
from hengji.standards import wording

STEPS = ({"at_least": Decimal("0.9"), "points": Decimal(5)}, {"share": Decimal("0.5")})
GIVEN: dict[str, tuple[dict[str, Any], str]] = {
    "execution_rate": ({}, "预算执行率（全年执行数÷全年预算数）×分值，最高为分值"),
    "proportional": (
        {"measure": "quality_rate", "full_at": Decimal("0.95")},
        "质量达标率（质量达标工作数÷计划工作数）达到95%得满分，不足的按比例计分",
    ),
    "indicators": (
        {"dimensions": (Dimension.OUTPUT,), "categories": (Category.QUANTITY,), "overshoot": "zero_sc"},
        "数量指标逐项计分，按各指标权重折算；未达到或超过指标值30%以上的不得分",
    ),
    "reached_count": ({"dimensions": (Dimension.OUTPUT,)}, "产出指标中达标个数÷全部个数×分值"),
    "stepped": (
        {
            "measure": "budget_disclosure_days",
            "steps": ({"at_most": Decimal(20), "points": Decimal(2)}, STEPS[1]),
        },
        "预算公开用时（自批复之日起至公开之日的天数）分档：≤20天得2分；其他得分值的50%",
    ),
    "per_point_deduction": (
        {
            "measure": "staff_control_rate",
            "full_if": MappingProxyType({"at_most": Decimal(1)}),
            "per": Decimal("0.05"),
            "deduct": Decimal(2),
            "partial": "counted",
        },
        "在职人员控制率（在职人员数÷编制数）≤100%得满分，每偏离5%扣2分，扣完为止，不足一个单位的按一个单位扣",
    ),
    "linear_decline": (
        {"measure": "reallocation_rate", "slope": Decimal(10), "zero_beyond": Decimal("0.1")},
        "（1－10×预算调剂率（全年预算调剂金额÷年初预算数））×分值，比率超过10%得0分",
    ),
    "checklist": (
        {"mode": "deduct", "items": ({"id": "a", "title": "有截留", "points": Decimal(3)},)},
        "逐项核对：有截留（违反扣3分）",
    ),
    "manual": ({}, "人工评判，须写明理由"),
    "cap_by_measure": (
        {"measure": "execution_rate", "caps": ({"below": Decimal("0.5"), "total_at_most": Decimal(59)},)},
        "预算执行率（全年执行数÷全年预算数）<50%的总分不超过59分",
    ),
    "cut_per_overshoot": (
        {"threshold": Decimal("0.3"), "deduct": Decimal(2)},
        "完成值超过指标值30%及以上的，每项减2分",
    ),
}


@pytest.mark.parametrize("name", [*METHODS, *ADJUSTMENTS])
def test_a_method_is_said_with_its_numbers(name: str) -> None:
    parameters, expected = GIVEN[name]
    criterion = Criterion(code="x", title="x", method=name, parameters=MappingProxyType(parameters))
    assert wording.method(criterion) == expected


@pytest.mark.parametrize("definition", [*METHODS.values(), *ADJUSTMENTS.values()], ids=lambda one: one.name)
def test_every_choice_has_its_words(definition: Any) -> None:
    titles = {
        "lower": wording.REVERSE_TITLES,
        "qualitative": wording.QUALITATIVE_TITLES,
        "overshoot": wording.OVERSHOOT_TITLES,
        "partial": wording.PARTIAL_TITLES,
        "mode": {"add": "", "deduct": ""},
    }
    for parameter in definition.parameters:
        if parameter.kind is ParameterKind.CHOICE:
            assert set(parameter.choices) == set(titles[parameter.name])


def test_a_citation_is_said_with_everything_that_finds_it_again() -> None:
    from datetime import date

    basis = Citation(
        title="通知",
        number="1号",
        issued_on=date(2013, 4, 21),
        href="https://a.cn",
        confidence=Confidence.RECALLED,
        note="附件。",
    )
    assert (
        wording.citation(basis)
        == "《通知》（1号）［据记忆，未核对原文］，2013年4月21日印发，<https://a.cn>（附件）"
    )
    assert wording.citation(None) == "（无）"
