"""
预算执行率 — points by how much of the adjusted budget was executed.

**Formula**: 得分＝分值×min(1，全年执行数÷全年预算数).  The denominator is the *adjusted* budget
(全年预算数, the initial budget with the year's adjustments), never the initial one.

**Rounding**: once, on the points.

**Boundaries**: exactly 100 % → full marks.  Above 100 % → full marks and no more, flagged in the
reason, because an execution above the adjusted budget means that one of the two is wrong.  A
negative executed amount counts as 0.  Adjusted budget zero, negative or blank, or executed amount
blank → undecidable.

Source: the project forms of Anhui and Yunnan, Hubei and Beijing (seen); the cap is seen too.
"""

from __future__ import annotations

from hengji.domain.filing import Filing
from hengji.domain.scorecard import Score
from hengji.domain.standard import Criterion
from hengji.scoring import computed, parameters
from hengji.scoring.leaf import Leaf
from hengji.scoring.methods import proportional
from hengji.scoring.ratio import ONE


def award(leaf: Leaf, criterion: Criterion, filing: Filing) -> Score:
    """The points of that criterion; raises `InvalidStandard` for an unknown measure."""
    measure = parameters.measure(criterion, "execution_rate")
    rate = computed.compute(measure, filing)
    over = f"{measure.title}超过100%，按满分计；执行数不应大于预算数，须核对两数或说明原因"
    return proportional.by_ratio(leaf, rate, title="按预算执行率计分，满分封顶", full_at=ONE, over=over)
