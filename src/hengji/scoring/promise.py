"""
Target against actual: what the methods for a single quantitative indicator share.

A method gives the points of a target and an actual value; here stand the questions that are the
same for all of them — is either blank, are they in one unit, does the actual name one number?
A negative actual counts as zero, except against a negative target, where no proportion makes
sense: there the target is reached or a person must judge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.indicator import DIRECTION_SIGNS, Achievement, Direction, Indicator
from hengji.domain.scorecard import Input, MissingInput, Score
from hengji.domain.stated import Modifier, Stated
from hengji.scoring import words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import Ratio

PointsAt = Callable[[Decimal, Decimal, Decimal], Decimal | None]
"""(target, actual, full marks) → points before rounding; `None` where the formula says nothing."""
Written = Callable[[Leaf, Stated, Stated, Decimal], str]
"""(leaf, target, actual, rounded points) → the arithmetic written out."""

_ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A method for one quantitative indicator."""

    method: str
    points_at: PointsAt
    written: Written
    short: str
    """How the actual misses its target: 低于 or 高于."""


def award(leaf: Leaf, indicator: Indicator, formula: Formula) -> Score:
    """The points of one quantitative indicator, before any policy on overshooting."""
    target, actual = indicator.target_value, indicator.actual_value
    if target is None or actual is None:
        return _lacking(leaf, indicator, formula)
    inputs = _inputs(indicator)
    trouble = _trouble(target, actual)
    if trouble:
        return leaf.undecidable(trouble, method=formula.method, inputs=inputs)
    if actual.modifier is not Modifier.EXACT:
        return _between(leaf, indicator, formula, target=target, actual=actual)
    points = formula.points_at(target.value, actual.value, leaf.full_marks)
    if points is None:
        return leaf.undecidable(
            f"指标值{words.printed(target)}为负数，未达到时无法按比例计分，须人工评判",
            method=formula.method,
            inputs=inputs,
        )
    earned = leaf.round(points)
    return leaf.scored(
        points,
        method=formula.method,
        inputs=inputs,
        arithmetic=formula.written(leaf, target, actual, earned),
        reason="" if points == leaf.full_marks else _reason(leaf, formula, target, actual, earned),
    )


def reached(indicator: Indicator) -> bool | None:
    """
    Whether the promise was kept, exactly; `None` where the filing does not say.

    An equal target above zero counts as reached when it is met or exceeded (seen in a system in
    use); an equal target of zero only by zero.
    """
    if indicator.direction is Direction.QUALITATIVE:
        return None if indicator.achievement is None else indicator.achievement is Achievement.FULL
    target, actual = indicator.target_value, indicator.actual_value
    if target is None or actual is None or _trouble(target, actual):
        return None
    answers = {_meets(indicator.direction, target.value, end) for end in _ends(actual)}
    return answers.pop() if len(answers) == 1 else None


def overshoot(indicator: Indicator) -> Ratio | None:
    """
    By what part of its target a higher-is-better (or equal) indicator was surely exceeded.

    `None` where it was not exceeded, or where the target gives no base (zero, negative, blank).
    An actual that names a range of numbers counts with its least.
    """
    target, actual = indicator.target_value, indicator.actual_value
    if indicator.direction not in {Direction.HIGHER_IS_BETTER, Direction.EQUAL}:
        return None
    if target is None or actual is None or target.value <= 0:
        return None
    least = _ends(actual)[0]
    return Ratio(least - target.value, target.value) if least > target.value else None


def exceeds(indicator: Indicator, bound: Decimal, *, at_bound: bool) -> bool | None:
    """
    Whether the target is exceeded by more than `bound` of it, or (`at_bound`) by just as much.

    What is judged in words or should be low never is, whatever was left blank.  `None` where a figure
    is blank, or the actual names a range of numbers on both sides of the bound.
    """
    if indicator.direction not in {Direction.HIGHER_IS_BETTER, Direction.EQUAL}:
        return False
    target, actual = indicator.target_value, indicator.actual_value
    if target is None or actual is None:
        return None
    if target.value <= 0:
        return False
    sides = {Ratio(end - target.value, target.value).compare(bound) for end in _ends(actual)}
    answers = {side > 0 or (at_bound and side == 0) for side in sides}
    return answers.pop() if len(answers) == 1 else None


def _ends(actual: Stated) -> tuple[Decimal, Decimal]:
    """The least and the most that a stated actual may be; below zero nothing is counted."""
    if actual.modifier is Modifier.EXACT:
        return actual.value, actual.value
    interval = actual.interval
    return (ZERO if interval.low is None else interval.low), (
        _ENDLESS if interval.high is None else interval.high
    )


def _meets(direction: Direction, target: Decimal, actual: Decimal) -> bool:
    if target >= 0:
        actual = max(actual, ZERO)
    if direction is Direction.LOWER_IS_BETTER or (direction is Direction.EQUAL and target == 0):
        return actual <= target
    if direction is Direction.EQUAL and target < 0:
        return actual == target
    return actual >= target


def _lacking(leaf: Leaf, indicator: Indicator, formula: Formula) -> Score:
    missing: list[MissingInput] = []
    spoken: list[str] = []
    for column, stated, text in (
        (words.TARGET, indicator.target_value, indicator.target_text),
        (words.ACTUAL, indicator.actual_value, indicator.actual_text),
    ):
        if stated is None:
            missing.append(words.missing_of_indicator(indicator, column))
            spoken.append(f"{column}“{text}”不是数字" if text else f"{column}未填写")
    return leaf.undecidable(
        f"{'，'.join(spoken)}；定量指标两者都须为数字，空白不按零处理",
        method=formula.method,
        missing=tuple(missing),
        inputs=_inputs(indicator),
    )


def _inputs(indicator: Indicator) -> tuple[Input, ...]:
    sign = DIRECTION_SIGNS[indicator.direction]
    given = []
    if indicator.target_value is not None:
        given.append(words.as_input(f"{words.TARGET}（{sign}）", indicator.target_value))
    if indicator.actual_value is not None:
        given.append(words.as_input(words.ACTUAL, indicator.actual_value))
    return tuple(given)


def _trouble(target: Stated, actual: Stated) -> str:
    if target.modifier is Modifier.RANGE:
        return f"{words.TARGET}是一个区间，没有按区间计分的公式，须拆成两项指标或人工评判"
    if target.unit and actual.unit and target.unit != actual.unit:
        units = f"“{words.unit_title(target.unit)}”与“{words.unit_title(actual.unit)}”"
        return f"{words.TARGET}与{words.ACTUAL}的计量单位{units}不一致，无法比较，须统一单位"
    return ""


def _between(
    leaf: Leaf,
    indicator: Indicator,
    formula: Formula,
    *,
    target: Stated,
    actual: Stated,
) -> Score:
    """The points of an actual that names a range of numbers (超过15万): decided where both ends agree."""
    at_ends = [formula.points_at(target.value, end, leaf.full_marks) for end in _ends(actual)]
    known = [points for points in at_ends if points is not None]
    low, high = (min(known), max(known)) if len(known) == len(at_ends) else (ZERO, leaf.full_marks)
    quote = actual.quote or words.spoken(actual)
    inputs = _inputs(indicator)
    if reached(indicator) is True:
        return leaf.scored(
            leaf.full_marks,
            method=formula.method,
            inputs=inputs,
            arithmetic=f"“{quote}”已达到指标值{words.printed(target)}，得满分",
        )
    return leaf.undecidable(
        f"{words.ACTUAL}“{quote}”不是确切的数，须填写确切数",
        method=formula.method,
        missing=(words.missing_of_indicator(indicator, words.ACTUAL),),
        inputs=inputs,
        low=low,
        high=high,
    )


def _reason(leaf: Leaf, formula: Formula, target: Stated, actual: Stated, earned: Decimal) -> str:
    lost = leaf.full_marks - earned
    words_of = f"{words.ACTUAL}{words.printed(actual)}{formula.short}{words.TARGET}{words.printed(target)}"
    if lost == 0:
        return f"{words_of}，差距极小，四舍五入后仍为满分"
    return f"{words_of}，少得{lost:f}分"
