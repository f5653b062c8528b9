"""CM03: an actual without a target."""

from collections.abc import Iterator

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    What was achieved can be judged only against a target.

    **Fails**: “培训场次”, target blank, actual 42 场.  **Passes**: target ≥ 40 场, actual 42 场.
    """
    for indicator in case.filing.indicators:
        done = indicators.done(indicator)
        if done and not indicators.promised(indicator):
            yield rule.finding(place=indicator.place, indicator=indicator.title, done=done)


CM03 = Rule(
    code="CM03",
    severity=Severity.WARNING,
    title="有完成值而无目标值",
    message="“{indicator}”实际完成{done}，未填目标值，能否达标无法判断。",
    suggestion="补填批复的年度指标值；事后补定的目标须说明。",
    basis=citations.FORMS_FILLED,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
