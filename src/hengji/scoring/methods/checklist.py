"""
逐项核对计分 — items that are met or not, each worth points.

**Formula**: mode `add`: 得分＝满足各条的分值之和; mode `deduct`: 得分＝分值－未满足各条的扣分之和.
An item is a requirement in both modes: 是 means that it is met.  The result stays between 0 and
full marks.

**Rounding**: once, on the points.

**Boundaries**: all met → full marks (where the items' points sum to it); none met → 0 in both
modes where they do; deductions beyond full marks stop at 0 (扣完为止).  An unanswered item makes
the criterion undecidable between the points with every open item unmet and with every one met.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.filing import Assessment, Filing
from hengji.domain.scorecard import Input, Score
from hengji.domain.standard import Criterion
from hengji.scoring import parameters, words
from hengji.scoring.leaf import ZERO, Leaf

_NOTHING = Assessment(criterion="")
_METHODS = {
    "add": "逐项核对：每满足一条得该条分值，合计不超过满分",
    "deduct": "逐项核对：从满分起，每有一条未满足扣该条分值，扣完为止",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    id: str
    title: str
    points: Decimal
    met: bool | None


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The points of that criterion; raises `InvalidStandard` for items without id, title or points."""
    mode = parameters.choice(criterion, "mode", ("add", "deduct"), "add")
    assessment = filing.assessments.get(criterion.code, _NOTHING)
    items = _items(criterion, assessment)
    method = _METHODS[mode]
    inputs = tuple(
        Input(name=item.title, value="满足" if item.met else "未满足", place=assessment.checks[item.id].place)
        for item in items
        if item.met is not None
    )
    total = _TOTALS[mode]
    low = total(leaf.full_marks, [item for item in items if item.met])
    unmet = [item for item in items if item.met is False]
    if mode == "deduct":
        low = total(leaf.full_marks, [item for item in items if not item.met])
    open_items = [item for item in items if item.met is None]
    if open_items:
        best = [item for item in items if item.met is not False] if mode == "add" else unmet
        return leaf.undecidable(
            f"尚有{len(open_items)}条未作答：{'；'.join(item.title for item in open_items)}",
            method=method,
            missing=tuple(
                words.missing_of_item(criterion.title, item.title, assessment.place) for item in open_items
            ),
            inputs=inputs,
            low=low,
            high=total(leaf.full_marks, best),
        )
    reason = f"未满足：{'；'.join(item.title for item in unmet)}" if unmet else ""
    if not reason and low < leaf.full_marks:
        reason = "各条分值合计小于满分，评分标准须核对"
    return leaf.scored(
        low, method=method, inputs=inputs, arithmetic=_arithmetic(mode, leaf, items, low), reason=reason
    )


def _items(criterion: Criterion, assessment: Assessment) -> list[_Item]:
    items = []
    for row in parameters.rows(criterion, "items"):
        item_id = parameters.entry(criterion, "items", row, "id", str)
        answer = assessment.checks.get(item_id)
        items.append(
            _Item(
                id=item_id,
                title=parameters.entry(criterion, "items", row, "title", str),
                points=parameters.entry(criterion, "items", row, "points", Decimal),
                met=None if answer is None else answer.met,
            )
        )
    return items


def _added(full_marks: Decimal, met: list[_Item]) -> Decimal:
    return max(ZERO, min(full_marks, sum((item.points for item in met), ZERO)))


def _deducted(full_marks: Decimal, unmet: list[_Item]) -> Decimal:
    return max(ZERO, min(full_marks, full_marks - sum((item.points for item in unmet), ZERO)))


_TOTALS: dict[str, Callable[[Decimal, list[_Item]], Decimal]] = {"add": _added, "deduct": _deducted}


def _arithmetic(mode: str, leaf: Leaf, items: list[_Item], points: Decimal) -> str:
    if mode == "add":
        written = "＋".join(words.plain(item.points if item.met else ZERO) for item in items)
        computed = sum((item.points for item in items if item.met), ZERO)
    else:
        written = words.plain(leaf.full_marks) + "".join(
            f"－{words.plain(item.points)}" for item in items if not item.met
        )
        computed = leaf.full_marks - sum((item.points for item in items if not item.met), ZERO)
    if computed == points:
        return f"{written}＝{leaf.round(points):f}"
    bound = "超过满分，按满分计" if computed > points else "扣完为止，按0分计"
    return f"{written}＝{words.plain(computed)}，{bound}"
