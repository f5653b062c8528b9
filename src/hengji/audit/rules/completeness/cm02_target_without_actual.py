"""CM02: a target without its actual."""

from collections.abc import Iterator

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Every indicator with a target says what was achieved, as a number, in words or as a band.

    **Fails**: “培训场次” ≥ 40 场, actual blank.  **Passes**: actual 42 场.
    """
    for indicator in case.filing.indicators:
        promised = indicators.promised(indicator)
        done = indicator.actual_value is not None or indicator.actual_text or indicator.achievement
        if promised and not done:
            yield rule.finding(place=indicator.place, indicator=indicator.title, promised=promised)


CM02 = Rule(
    code="CM02",
    severity=Severity.WARNING,
    title="有目标值而无完成值",
    message="“{indicator}”目标{promised}，未填实际完成值，能否达标无法判断。",
    suggestion="补填实际完成值，并列明佐证材料。",
    basis=citations.FORMS_FILLED,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
