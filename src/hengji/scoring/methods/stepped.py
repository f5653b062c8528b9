"""
分档计分 — the step that the ratio falls on gives the points.

**Formula**: steps are tried in the edition's order, the first that fits gives its `points`, or its
`share` of full marks.  A step's limits (`at_least`, `above`, `at_most`, `below`) are held against
the exact ratio, so 10.004% is above 10%.

**Rounding**: once, on the points.

**Boundaries**: `at_most` and `at_least` include the limit, `below` and `above` do not.  A ratio
that fits no step → undecidable too (the edition leaves a gap); a step without a limit fits always.
Points beyond full marks → the edition is refused.  Blank input or zero denominator → undecidable.
Undecidable is between the least and the most that a step gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.filing import Filing
from hengji.domain.scorecard import Score
from hengji.domain.standard import Criterion, Parameter
from hengji.scoring import computed, parameters, words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import Ratio

_SIGNS = {"at_least": "≥", "above": "＞", "at_most": "≤", "below": "＜"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    limits: tuple[tuple[Decimal, tuple[int, ...]], ...]
    points: Decimal
    title: str

    def fits(self, ratio: Ratio) -> bool:
        return all(ratio.compare(bound) in outcomes for bound, outcomes in self.limits)


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The points of that criterion; raises `InvalidStandard` for steps it cannot use."""
    measure = parameters.measure(criterion)
    steps = [
        _step(leaf, criterion, row, measure.unit, measure.title)
        for row in parameters.rows(criterion, "steps")
    ]
    ladder = "；".join(f"{step.title}得{words.plain(step.points)}分" for step in steps)
    method = f"分档计分：{measure.title}＝{measure.formula}；{ladder}"
    rate = computed.compute(measure, filing)
    least, most = min(step.points for step in steps), max(step.points for step in steps)
    if rate.ratio is None:
        return rate.undecided(leaf, method, low=least, high=most)
    ratio = rate.ratio
    fitting = [step for step in steps if step.fits(ratio)]
    quotient = words.shown(
        ratio, measure.unit, lambda printed: all(step.fits(printed) == step.fits(ratio) for step in steps)
    )
    arithmetic = words.division(rate.expression, quotient, divided=bool(measure.under))
    if not fitting:
        return leaf.undecidable(
            f"{measure.title}未落入评分标准的任何一档，须由财政部门明确",
            method=method,
            inputs=rate.inputs,
            arithmetic=arithmetic,
            low=least,
            high=most,
        )
    step = fitting[0]
    earned = leaf.round(step.points)
    lost = leaf.full_marks - earned
    return leaf.scored(
        step.points,
        method=method,
        inputs=rate.inputs,
        arithmetic=f"{arithmetic}，属“{step.title}”一档，得{earned:f}",
        reason=f"{measure.title}属“{step.title}”一档，少得{lost:f}分" if lost else "",
    )


def _step(leaf: Leaf, criterion: Criterion, row: Mapping[str, Parameter], unit: str, title: str) -> _Step:
    if "share" in row:
        points = leaf.full_marks * parameters.entry(criterion, "steps", row, "share", Decimal)
    else:
        points = parameters.entry(criterion, "steps", row, "points", Decimal)
    if not ZERO <= points <= leaf.full_marks:
        raise parameters.refused(criterion, "steps", f"各档分数应在0至{words.plain(leaf.full_marks)}分之间")
    limits = parameters.bounds(criterion, "steps", row)
    spoken = [
        f"{sign}{words.limit(parameters.entry(criterion, 'steps', row, key, Decimal), unit)}"
        for key, sign in _SIGNS.items()
        if key in row
    ]
    return _Step(
        limits=tuple(limits), points=points, title=title + "且".join(spoken) if spoken else "其余情形"
    )
