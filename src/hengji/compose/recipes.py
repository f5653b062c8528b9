"""
How the points of a leaf are recalculated in a spreadsheet, by the method of its criterion.

Nothing is decided here: a recipe whose value differs from the scorecard's points is not used,
and the sheet then shows the points as a plain number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hengji.compose import formula
from hengji.compose.formula import Formula
from hengji.domain.facts import FACTS
from hengji.domain.indicator import Direction, Indicator
from hengji.domain.measure import MEASURES, Term
from hengji.domain.scorecard import Score
from hengji.domain.standard import Criterion

_ZERO, _ONE, _TWO = (formula.number(Decimal(n)) for n in (0, 1, 2))
_SIGNS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}
_CUTTING = ("tier_bj", "zero_sc")
"""Policies that take points for overshooting: a formula without them would promise too much."""
MET = "满足"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputCell:
    """Where an input of a leaf stands in the score sheet, and what it holds."""

    reference: str
    value: Decimal | str

    @property
    def number(self) -> Formula | None:
        """The cell as a number; `None` where it holds a word."""
        return formula.cell(self.reference, self.value) if isinstance(self.value, Decimal) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A leaf with its criterion and the cells of its marks and inputs."""

    score: Score
    criterion: Criterion
    marks: Formula
    inputs: Mapping[str, InputCell]
    places: int


def of_criterion(leaf: Leaf) -> Formula | None:
    """The formula of a criterion's points, or `None` where it has to be a plain number."""
    recipe = _RECIPES.get(leaf.criterion.method or "")
    return _agreeing(recipe(leaf) if recipe else None, leaf.score, leaf.places)


def of_indicator(
    leaf: Leaf, indicator: Indicator, target: Formula | None, actual: Formula | None
) -> Formula | None:
    """The formula of an indicator's points, or `None`."""
    if target is None or actual is None or target.value <= 0 or actual.value < 0:
        return None
    if leaf.criterion.parameters.get("overshoot") in _CUTTING:
        return None
    match indicator.direction:
        case Direction.HIGHER_IS_BETTER | Direction.EQUAL:
            points = formula.least(leaf.marks, leaf.marks * actual / target)
        case Direction.LOWER_IS_BETTER if leaf.criterion.parameters.get("lower") == "reverse_ratio":
            if actual.value == 0:
                return None
            points = formula.least(leaf.marks, leaf.marks * target / actual)
        case Direction.LOWER_IS_BETTER:
            share = formula.greatest(_ZERO, formula.least(_ONE, _TWO - actual / target))
            points = leaf.marks * share
        case _:
            return None
    return _agreeing(points, leaf.score, leaf.places)


def _agreeing(points: Formula | None, score: Score, places: int) -> Formula | None:
    if points is None:
        return None
    final = formula.round_half_up(points, places)
    return final if final.value == score.points else None


def _ratio(leaf: Leaf, default: str = "") -> Formula | None:
    measure = MEASURES.get(str(leaf.criterion.parameters.get("measure", default)))
    if measure is None:
        return None
    over, under = _terms(leaf, measure.over), _terms(leaf, measure.under)
    if over is None:
        return None
    over = formula.magnitude(over) if measure.magnitude else over
    if not measure.under:
        return over
    return None if under is None or under.value == 0 else over / under


def _terms(leaf: Leaf, terms: tuple[Term, ...]) -> Formula | None:
    result: Formula | None = None
    for term in terms:
        found = leaf.inputs.get(FACTS[term.fact].title)
        amount = found.number if found else None
        if amount is None:
            return None
        if result is None:
            result = amount if term.sign > 0 else _ZERO - amount
        else:
            result = result + amount if term.sign > 0 else result - amount
    return result


def _proportional(leaf: Leaf) -> Formula | None:
    ratio = _ratio(leaf, "execution_rate")
    full_at = _number(leaf.criterion.parameters.get("full_at", Decimal(1)))
    if ratio is None or full_at is None or full_at.value <= 0:
        return None
    share = ratio if full_at.value == 1 else ratio / full_at
    return formula.greatest(_ZERO, formula.least(leaf.marks, leaf.marks * share))


def _per_point(leaf: Leaf) -> Formula | None:
    ratio = _ratio(leaf)
    bound = leaf.criterion.parameters.get("full_if")
    per = _number(leaf.criterion.parameters.get("per"))
    deduct = _number(leaf.criterion.parameters.get("deduct"))
    if ratio is None or not isinstance(bound, Mapping) or per is None or deduct is None:
        return None
    upper, lower = _number(bound.get("at_most")), _number(bound.get("at_least"))
    if upper is not None:
        beyond = ratio - upper
    elif lower is not None:
        beyond = lower - ratio
    else:
        return None
    units = _units(beyond / per, str(leaf.criterion.parameters.get("partial", "ignored")))
    if units is None:
        return None
    units = formula.greatest(_ZERO, units)
    return formula.greatest(_ZERO, leaf.marks - units * deduct)


def _units(beyond: Formula, partial: str) -> Formula | None:
    """How many units of deviation are charged, by what the last, incomplete one costs."""
    match partial:
        case "ignored":
            return formula.whole_units(beyond)
        case "counted":
            return _ZERO - formula.whole_units(_ZERO - beyond)
        case "proportional":
            return beyond
        case _:
            return None


def _stepped(leaf: Leaf) -> Formula | None:
    ratio = _ratio(leaf)
    steps = leaf.criterion.parameters.get("steps")
    if ratio is None or not isinstance(steps, (tuple, list)):
        return None
    result = _ZERO
    for step in reversed(steps):
        if not isinstance(step, Mapping):
            return None
        limits = {key: _number(step[key]) for key in _SIGNS if key in step}
        tests = [formula.compare(ratio, _SIGNS[key], limit) for key, limit in limits.items() if limit]
        share, points = _number(step.get("share")), _number(step.get("points"))
        earned = leaf.marks * share if share is not None else points
        if earned is None:
            return None
        result = formula.choose(formula.both(tests), earned, result)
    return result


def _linear(leaf: Leaf) -> Formula | None:
    ratio = _ratio(leaf)
    slope = _number(leaf.criterion.parameters.get("slope"))
    beyond = _number(leaf.criterion.parameters.get("zero_beyond"))
    if ratio is None or slope is None or beyond is None:
        return None
    line = formula.greatest(_ZERO, formula.least(leaf.marks, (_ONE - slope * ratio) * leaf.marks))
    return formula.choose(formula.compare(ratio, ">", beyond), _ZERO, line)


def _checklist(leaf: Leaf) -> Formula | None:
    items = leaf.criterion.parameters.get("items")
    if not isinstance(items, (tuple, list)):
        return None
    deducting = leaf.criterion.parameters.get("mode") == "deduct"
    earned: list[Formula] = []
    for item in items:
        found = leaf.inputs.get(str(item["title"])) if isinstance(item, Mapping) else None
        points = _number(item["points"]) if isinstance(item, Mapping) else None
        if found is None or points is None:
            return None
        test = formula.says(found.reference, MET, now=str(found.value))
        earned.append(formula.choose(test, *((_ZERO, points) if deducting else (points, _ZERO))))
    whole = formula.total(earned)
    points = leaf.marks - whole if deducting else whole
    return formula.greatest(_ZERO, formula.least(leaf.marks, points))


def _manual(leaf: Leaf) -> Formula | None:
    found = leaf.inputs.get("评判得分")
    return found.number if found else None


def _number(value: object) -> Formula | None:
    return formula.number(value) if isinstance(value, Decimal) else None


_RECIPES: dict[str, Callable[[Leaf], Formula | None]] = {
    "execution_rate": _proportional,
    "proportional": _proportional,
    "per_point_deduction": _per_point,
    "stepped": _stepped,
    "linear_decline": _linear,
    "checklist": _checklist,
    "manual": _manual,
}
