"""
The scoring methods that an edition may name, and the parameters each takes.

The arithmetic lives in `scoring.methods`, one method a file; the loader of standards checks an
edition against this list, so a misspelt parameter is refused with file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ParameterKind(StrEnum):
    """What a parameter holds."""

    MEASURE = "measure"
    """An id of `measure.MEASURES`."""
    NUMBER = "number"
    CHOICE = "choice"
    DIMENSIONS = "dimensions"
    """A list of `indicator.Dimension` values."""
    CATEGORIES = "categories"
    """A list of `indicator.Category` values."""
    STEPS = "steps"
    """A list of {at_least | above | at_most | below: number, points | share: number}, first match wins."""
    ITEMS = "items"
    """A list of {id, title, points}."""
    BOUND = "bound"
    """{at_most: number} or {at_least: number}."""
    CAPS = "caps"
    """A list of {at_least, above, at_most, below: numbers, total_at_most: number}."""
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterDefinition:
    """A parameter's name, kind, choices and whether it must be given."""

    name: str
    kind: ParameterKind
    required: bool = False
    choices: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodDefinition:
    """A method's name, its title in Chinese and its parameters."""

    name: str
    title: str
    parameters: tuple[ParameterDefinition, ...] = ()


def _p(
    name: str,
    kind: ParameterKind,
    meaning: str = "",
    *,
    required: bool = False,
    choices: tuple[str, ...] = (),
) -> ParameterDefinition:
    return ParameterDefinition(name=name, kind=kind, required=required, choices=choices, meaning=meaning)


_MEASURE = _p("measure", ParameterKind.MEASURE, "按哪个比率计分", required=True)

REVERSE_METHODS = ("reverse_linear", "reverse_ratio")
QUALITATIVE_SCALES = ("80_60", "80_50")
OVERSHOOT_POLICIES = ("none", "judge_mof", "tier_bj", "zero_sc", "explain_gx")

PARTIAL_UNITS = ("ignored", "proportional", "counted")

METHODS: dict[str, MethodDefinition] = {
    method.name: method
    for method in (
        MethodDefinition(
            name="execution_rate",
            title="按预算执行率计分",
            parameters=(_p("measure", ParameterKind.MEASURE, "默认 execution_rate"),),
        ),
        MethodDefinition(
            name="proportional",
            title="按比例计分，满分封顶",
            parameters=(_MEASURE, _p("full_at", ParameterKind.NUMBER, "得满分的比率，默认 1")),
        ),
        MethodDefinition(
            name="indicators",
            title="按绩效指标逐项计分",
            parameters=(
                _p("dimensions", ParameterKind.DIMENSIONS, "取哪些一级指标", required=True),
                _p("categories", ParameterKind.CATEGORIES, "只取这些二级指标；默认全部"),
                _p("lower", ParameterKind.CHOICE, "反向指标的计分法", choices=REVERSE_METHODS),
                _p("qualitative", ParameterKind.CHOICE, "定性指标的档次", choices=QUALITATIVE_SCALES),
                _p("overshoot", ParameterKind.CHOICE, "超额完成的处理", choices=OVERSHOOT_POLICIES),
            ),
        ),
        MethodDefinition(
            name="reached_count",
            title="按达标个数占比计分",
            parameters=(
                _p("dimensions", ParameterKind.DIMENSIONS, required=True),
                _p("categories", ParameterKind.CATEGORIES),
                _p("overshoot", ParameterKind.CHOICE, choices=OVERSHOOT_POLICIES),
            ),
        ),
        MethodDefinition(
            name="stepped",
            title="分档计分",
            parameters=(_MEASURE, _p("steps", ParameterKind.STEPS, required=True)),
        ),
        MethodDefinition(
            name="per_point_deduction",
            title="达标得满分，每偏离一个单位扣分，扣完为止",
            parameters=(
                _MEASURE,
                _p("full_if", ParameterKind.BOUND, required=True),
                _p("per", ParameterKind.NUMBER, "偏离多少扣一次", required=True),
                _p("deduct", ParameterKind.NUMBER, "每次扣几分", required=True),
                _p(
                    "partial",
                    ParameterKind.CHOICE,
                    "不足一个单位时：ignored 不扣（默认）；proportional 按比例扣；counted 按一个单位扣",
                    choices=PARTIAL_UNITS,
                ),
            ),
        ),
        MethodDefinition(
            name="linear_decline",
            title="按公式递减计分，超过阈值得0分",
            parameters=(
                _MEASURE,
                _p("slope", ParameterKind.NUMBER, "得分＝（1－slope×比率）×分值", required=True),
                _p("zero_beyond", ParameterKind.NUMBER, "比率超过它得0分", required=True),
            ),
        ),
        MethodDefinition(
            name="checklist",
            title="逐项核对计分",
            parameters=(
                _p("items", ParameterKind.ITEMS, required=True),
                _p("mode", ParameterKind.CHOICE, "add 满足得分；deduct 违反扣分", choices=("add", "deduct")),
            ),
        ),
        MethodDefinition(name="manual", title="人工评判，须写明理由"),
    )
}

ADJUSTMENTS: dict[str, MethodDefinition] = {
    method.name: method
    for method in (
        MethodDefinition(
            name="cap_by_measure",
            title="按比率封顶总分",
            parameters=(_MEASURE, _p("caps", ParameterKind.CAPS, required=True)),
        ),
        MethodDefinition(
            name="cut_per_overshoot",
            title="指标超额完成达到阈值的逐项减分",
            parameters=(
                _p("threshold", ParameterKind.NUMBER, "超过指标值的比例，如 0.3", required=True),
                _p("deduct", ParameterKind.NUMBER, "每项减几分", required=True),
            ),
        ),
    )
}
