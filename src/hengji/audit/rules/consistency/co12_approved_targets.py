"""CO12: indicators evaluated that are not those approved."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import Indicator

_ALIKE = 2
"""Two tables with fewer common names are of different projects."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    The self-evaluation has every approved indicator, with its approved target, and no other.

    Compared are the 绩效目标表 and the 自评表 of one document; tables that have less than half of
    their names in common are of different things.

    **Fails**: approved “培训场次” ≥40场, evaluated against ≥30场; approved and not evaluated.
    **Passes**: the same names and targets in both.
    """
    approved, evaluated = _by_name(case.filing.approved_indicators), _by_name(case.filing.indicators)
    common = approved.keys() & evaluated.keys()
    if len(common) < _ALIKE or len(common) * 2 < min(len(approved), len(evaluated)):
        return
    for name, found in approved.items():
        if name not in evaluated:
            yield rule.finding(place=found[0].place, what=f"批复的“{found[0].title}”在自评表中没有")
    for name, found in evaluated.items():
        if name not in approved:
            yield rule.finding(place=found[0].place, what=f"“{found[0].title}”不在批复的绩效目标中")
        elif not any(_same_target(one, other) for one in found for other in approved[name]):
            yield rule.finding(
                place=found[0].place,
                what=f"“{found[0].title}”批复的目标为{indicators.promised(approved[name][0])}，"
                f"自评按{indicators.promised(found[0])}",
            )


def _by_name(found: Sequence[Indicator]) -> dict[str, list[Indicator]]:
    named: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in found:
        named[re.sub(r"[\s\W_]+|（.*?）", "", indicator.title)].append(indicator)
    return dict(named)


def _same_target(first: Indicator, second: Indicator) -> bool:
    """Whether two targets may be one; words are compared as words, and a blank says nothing."""
    if first.target_value is None or second.target_value is None:
        return True
    units = {first.target_value.unit, second.target_value.unit} - {""}
    return len(units) > 1 or first.target_value.value == second.target_value.value


CO12 = Rule(
    code="CO12",
    severity=Severity.WARNING,
    title="自评指标与批复的绩效目标不一致",
    message="{what}；是否经批准调整，无法判断。",
    suggestion="按批复的指标和目标值自评；经批准调整的，写明批准文件。",
    basis=citations.chosen("自评指标与批复的绩效目标一一对应", seen_in="通行的自评审核做法"),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
