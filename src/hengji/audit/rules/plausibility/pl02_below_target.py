"""PL02: a target missed, and no reason given."""

from collections.abc import Iterator

from hengji.audit import citations, indicators, reasons
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import ACHIEVEMENT_TITLES, Achievement


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A target that was missed, or a qualitative one kept in part or not at all, needs a reason.

    **Fails**: ≥40 场, 36 场, no reason.  **Passes**: ≥40 场, 36 场, reason given; ≥95%, 95.0%.
    """
    for indicator, target, actual in indicators.quantitative(case.filing.indicators):
        missed = indicators.reached(indicator.direction, target, actual) is False
        if missed and reasons.is_empty(indicator.deviation_explanation):
            yield rule.finding(
                place=indicator.place, stated=actual.value, computed=target.value,
                unit=indicators.unit_of(indicator, target), indicator=indicator.title,
                promised=indicators.promised(indicator), done=indicators.done(indicator),
            )  # fmt: skip
    for indicator in case.filing.indicators:
        short = indicator.achievement in {Achievement.PARTIAL, Achievement.NONE}
        if indicator.achievement and short and reasons.is_empty(indicator.deviation_explanation):
            yield rule.finding(
                place=indicator.place, indicator=indicator.title,
                promised=indicator.target_text or "定性目标", done=ACHIEVEMENT_TITLES[indicator.achievement],
            )  # fmt: skip


PL02 = Rule(
    code="PL02",
    severity=Severity.WARNING,
    title="未达目标而无原因",
    message="“{indicator}”目标{promised}，实际{done}，未达目标，未说明原因。",
    suggestion="写明未完成的具体原因和改进措施。",
    basis=citations.DEVIATION,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
