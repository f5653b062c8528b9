"""
Parameters of a method, taken out of an edition with their types.

The loader of standards has already checked an edition's file; a standard made in another way is
held to the same list here, and one that breaks it is refused in words its author understands.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from hengji.domain.measure import MEASURES, Measure
from hengji.domain.problem import InvalidStandard, Problem
from hengji.domain.standard import Adjustment, Criterion, Parameter

Ruled = Criterion | Adjustment
_T = TypeVar("_T")


def number(ruled: Ruled, name: str, default: Decimal | None = None) -> Decimal:
    """A number; raises `InvalidStandard` where it is absent without a default or is no number."""
    value = ruled.parameters.get(name, default)
    if isinstance(value, Decimal):
        return value
    raise refused(ruled, name, "应为数字")


def choice(ruled: Ruled, name: str, choices: tuple[str, ...], default: str) -> str:
    """One of `choices`."""
    value = ruled.parameters.get(name, default)
    if isinstance(value, str) and value in choices:
        return value
    raise refused(ruled, name, f"应为 {'、'.join(choices)} 之一")


def measure(ruled: Ruled, default: str = "") -> Measure:
    """The measure that is scored."""
    value = ruled.parameters.get("measure", default)
    found = MEASURES.get(value) if isinstance(value, str) else None
    if found is None:
        raise refused(ruled, "measure", "应为已知比率的代码")
    return found


def names(ruled: Ruled, name: str) -> tuple[str, ...]:
    """A list of words, empty where it is not given."""
    value = ruled.parameters.get(name, ())
    if isinstance(value, tuple | list) and all(isinstance(word, str) for word in value):
        return tuple(str(word) for word in value)
    raise refused(ruled, name, "应为名称列表")


def rows(ruled: Ruled, name: str) -> tuple[Mapping[str, Parameter], ...]:
    """A list of mappings, at least one."""
    value = ruled.parameters.get(name)
    if isinstance(value, tuple | list) and value and all(isinstance(row, Mapping) for row in value):
        return tuple(value)
    raise refused(ruled, name, "应为至少一行的列表")


def row(ruled: Ruled, name: str) -> Mapping[str, Parameter]:
    """A mapping."""
    value = ruled.parameters.get(name)
    if isinstance(value, Mapping):
        return value
    raise refused(ruled, name, "应为一组键值")


def entry(ruled: Ruled, name: str, inside: Mapping[str, Parameter], key: str, kind: type[_T]) -> _T:
    """The value of `key` in a row of parameter `name`."""
    value = inside.get(key)
    if isinstance(value, kind):
        return value
    raise refused(ruled, f"{name}.{key}", "应为数字" if kind is Decimal else "应为文字")


_COMPARISONS = {"at_least": (0, 1), "above": (1,), "at_most": (-1, 0), "below": (-1,)}


def bounds(ruled: Ruled, name: str, inside: Mapping[str, Parameter]) -> list[tuple[Decimal, tuple[int, ...]]]:
    """The limits in a row: each a number with the outcomes of `Ratio.compare` that satisfy it."""
    return [
        (entry(ruled, name, inside, key, Decimal), outcomes)
        for key, outcomes in _COMPARISONS.items()
        if key in inside
    ]


def refused(ruled: Ruled, name: str, expected: str) -> InvalidStandard:
    """The refusal of a parameter."""
    problem = Problem(
        place=None,
        found=f"评价指标“{ruled.title}”（{ruled.code}）的参数 {name} 缺失或类型不对",
        expected=expected,
        remedy="请修改评分标准文件中该项的参数后重新载入",
    )
    return InvalidStandard(str(problem), (problem,))
