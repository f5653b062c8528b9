"""
One scoring method a file: its formula, rounding and boundary cases stand in its docstring.

`AWARDS` are the methods an edition may name for a criterion; `forward`, `reverse_linear`,
`reverse_ratio`, `equal`, `qualitative` and `overshoot` score the single indicators inside
`indicators`.  No method knows another's criterion, and none keeps anything between two calls.
"""

from __future__ import annotations

from collections.abc import Callable

from hengji.domain.filing import Filing
from hengji.domain.scorecard import Score
from hengji.domain.standard import Criterion
from hengji.scoring.leaf import Leaf
from hengji.scoring.methods import (
    checklist,
    execution_rate,
    indicators,
    linear_decline,
    manual,
    per_point_deduction,
    proportional,
    reached_count,
    stepped,
)

Award = Callable[[Leaf, Criterion, Filing], Score]

AWARDS: dict[str, Award] = {
    "execution_rate": execution_rate.award,
    "proportional": proportional.award,
    "indicators": indicators.award,
    "reached_count": reached_count.award,
    "stepped": stepped.award,
    "per_point_deduction": per_point_deduction.award,
    "linear_decline": linear_decline.award,
    "checklist": checklist.award,
    "manual": manual.award,
}
