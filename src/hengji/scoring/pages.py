"""
The reference page of the scoring methods, made from their docstrings and their parameters.

The docstring of a method is its public documentation; printing it here instead of writing it
twice is what keeps the page from rotting.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType

from hengji.domain.method import ADJUSTMENTS, METHODS, MethodDefinition, ParameterDefinition, ParameterKind
from hengji.scoring import methods
from hengji.scoring.methods import (
    cap_by_measure,
    checklist,
    cut_per_overshoot,
    equal,
    execution_rate,
    forward,
    indicators,
    linear_decline,
    manual,
    overshoot,
    per_point_deduction,
    proportional,
    qualitative,
    reached_count,
    reverse_linear,
    reverse_ratio,
    stepped,
)

MODULES: dict[str, ModuleType] = {
    "execution_rate": execution_rate,
    "proportional": proportional,
    "indicators": indicators,
    "reached_count": reached_count,
    "stepped": stepped,
    "per_point_deduction": per_point_deduction,
    "linear_decline": linear_decline,
    "checklist": checklist,
    "manual": manual,
    "cap_by_measure": cap_by_measure,
    "cut_per_overshoot": cut_per_overshoot,
}
"""The file of each method that an edition may name."""

INDICATOR_MODULES: dict[str, ModuleType] = {
    "forward": forward,
    "reverse_linear": reverse_linear,
    "reverse_ratio": reverse_ratio,
    "equal": equal,
    "qualitative": qualitative,
    "overshoot": overshoot,
}
"""The files that score a single indicator inside `indicators`."""

_KINDS = {
    ParameterKind.MEASURE: "比率代码",
    ParameterKind.NUMBER: "数字",
    ParameterKind.CHOICE: "选项",
    ParameterKind.DIMENSIONS: "一级指标列表",
    ParameterKind.CATEGORIES: "二级指标列表",
    ParameterKind.STEPS: "分档列表",
    ParameterKind.ITEMS: "核对事项列表",
    ParameterKind.BOUND: "界限",
    ParameterKind.CAPS: "封顶列表",
    ParameterKind.FLAG: "是或否",
}


def reference() -> str:
    """
    The whole page in Markdown: every method with its title, parameters, formula and boundaries.

    >>> reference().startswith("# 计分方法")
    True
    """
    lines = ["# 计分方法", "", inspect.getdoc(methods) or "", ""]
    for name, method in METHODS.items():
        lines += _section(method, MODULES[name])
        if name == "indicators":
            for inner, module in INDICATOR_MODULES.items():
                lines += [f"### `{inner}`", "", inspect.getdoc(module) or "", ""]
    lines += ["# 总分的封顶和扣减", ""]
    for name, method in ADJUSTMENTS.items():
        lines += _section(method, MODULES[name])
    return "\n".join(lines)


def _section(method: MethodDefinition, module: ModuleType) -> Iterator[str]:
    yield from (f"## `{method.name}` {method.title}", "", inspect.getdoc(module) or "", "")
    if method.parameters:
        yield from ("| 参数 | 类型 | 必填 | 说明 |", "| --- | --- | --- | --- |")
        for parameter in method.parameters:
            yield _row(parameter)
        yield ""


def _row(parameter: ParameterDefinition) -> str:
    choices = "、".join(f"`{choice}`" for choice in parameter.choices)
    meaning = "：".join(part for part in (parameter.meaning, choices) if part)
    required = "是" if parameter.required else "否"
    return f"| `{parameter.name}` | {_KINDS[parameter.kind]} | {required} | {meaning} |"
