"""What `hengji standards diff` says about two editions."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hengji import standards
from hengji.domain.standard import Grade, GradeBand, Rounding, Standard

ANHUI = "cn-340000.project-self-evaluation.2022"
HUBEI = "cn-420000.project-self-evaluation.2020"


def said(a: Standard, b: Standard) -> list[str]:
    return list(standards.difference_lines(standards.diff(a, b)))


@pytest.mark.parametrize("standard", standards.available(), ids=lambda one: one.id)
def test_an_edition_does_not_differ_from_itself(standard: Standard) -> None:
    assert standards.diff(standard, standard) == ()


def test_marks_methods_added_and_removed_criteria_are_told() -> None:
    lines = said(standards.load(ANHUI), standards.load(HUBEI, overlays=("cn.platform-caps.2022",)))
    assert "修改 预算执行率（execution）的分值：10 → 20" in lines
    starts = ("删除 评价指标 产出指标（output）：50分", "新增 评价指标 绩效目标指标（indicators）：80分")
    for start in (*starts, "新增 总分调整 按预算执行率封顶总分（cap_by_execution）"):
        assert any(line.startswith(start) for line in lines), start


def test_the_way_back_is_the_mirror() -> None:
    a, b = standards.load(ANHUI), standards.load(HUBEI)
    there, back = standards.diff(a, b), standards.diff(b, a)
    assert {(one.kind, one.before, one.after) for one in there if one.kind == "changed"} == {
        (one.kind, one.after, one.before) for one in back if one.kind == "changed"
    }
    assert {one.code for one in there if one.kind == "added"} == {
        one.code for one in back if one.kind == "removed"
    }


def test_a_renumbered_criterion_is_known_by_its_title() -> None:
    a = standards.load(ANHUI)
    b = replace(a, criteria=tuple(replace(one, code=f"c{at}") for at, one in enumerate(a.criteria)))
    assert said(a, b) == []
    swapped = replace(
        a,
        criteria=(
            replace(a.criteria[0], code=a.criteria[1].code),
            replace(a.criteria[1], code=a.criteria[0].code, full_marks=Decimal(51)),
            *a.criteria[2:],
        ),
    )
    assert said(a, swapped) == ["修改 产出指标（execution）的分值：50 → 51"]


def test_parameters_grades_and_rounding_are_told() -> None:
    a = standards.load("cn-440700.department-overall.2024")
    block = a.criteria[1]
    cost = block.criteria[2]
    softer = {**cost.criteria[0].parameters, "deduct": Decimal("0.4")}
    changed_cost = replace(cost, criteria=(replace(cost.criteria[0], parameters=softer), cost.criteria[1]))
    b = replace(
        a,
        criteria=(
            a.criteria[0],
            replace(block, criteria=(*block.criteria[:2], changed_cost, *block.criteria[3:])),
        ),
        grades=(GradeBand(grade=Grade.EXCELLENT, title="优", at_least=Decimal(85)), *a.grades[1:]),
        rounding=Rounding(places=1),
    )
    rate = "“三公经费”控制率（“三公”经费决算数÷“三公”经费预算数）≤100%得满分，每偏离1%扣{}分，扣完为止"
    name = "“三公”经费控制率（three_public_control）"
    assert said(a, b) == [
        "修改 标准的舍入：2位小数 → 1位小数",
        f"修改 {name}的计分方法：{rate.format('0.5')} → {rate.format('0.4')}",
        "修改 优（excellent）的等级：优，90分起 → 优，85分起",
    ]
