"""CM21: indicators with a weight, and no points."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_SHOWN = 3


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A form that gives points gives them to every weighted indicator; the blank ones are told together.

    A form without any points has no column for them, or is CM19's.

    **Fails**: three indicators of 10, 10 and 8 分, points 10, blank, 8.  **Passes**: points 10, 10 and 8.
    """
    weighted = [indicator for indicator in case.filing.indicators if indicator.weight]
    blank = [indicator for indicator in weighted if indicator.claimed_points is None]
    if blank and len(blank) < len(weighted):
        titles = "、".join(indicator.title for indicator in blank[:_SHOWN])
        yield rule.finding(
            place=blank[0].place, count=len(blank), titles=f"{titles}{'等' if len(blank) > _SHOWN else ''}"
        )


CM21 = Rule(
    code="CM21",
    severity=Severity.WARNING,
    title="指标得分未填",
    message="{count}项指标有分值而未填得分（{titles}），总分如何得出无法判断。",
    suggestion="逐项补填得分，扣分的写明原因。",
    basis=citations.FORMS_FILLED,
    scope=Scope(kinds=(Kind.FORM,)),
    check_filing=check,
)
