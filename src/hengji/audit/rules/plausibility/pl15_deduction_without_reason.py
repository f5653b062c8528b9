"""PL15: points taken off although the target was reached, and no reason given."""

from collections.abc import Iterator

from hengji.audit import citations, indicators, reasons
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Whoever reaches a target and claims fewer points than its weight says why.

    **Fails**: ≥40 场, 40 场, weight 10, 9 points, no reason.  **Passes**: 10 points; 9 with a reason.
    """
    for indicator, target, actual in indicators.quantitative(case.filing.indicators):
        weight, points = indicator.weight, indicator.claimed_points
        if weight is None or points is None or points >= weight:
            continue
        kept = indicators.reached(indicator.direction, target, actual)
        if kept and reasons.is_empty(indicator.deviation_explanation):
            yield rule.finding(
                place=indicator.place, stated=points, computed=weight, unit="分", indicator=indicator.title,
                promised=indicators.promised(indicator), done=indicators.done(indicator),
            )  # fmt: skip


PL15 = Rule(
    code="PL15",
    severity=Severity.WARNING,
    title="已达目标而扣分，未说明原因",
    message="“{indicator}”目标{promised}，实际{done}，已达目标，自报{stated}，比分值{computed}{side}{difference}，未说明原因。",
    suggestion="说明扣分依据，或改正得分。",
    basis=citations.chosen("扣分须说明依据", seen_in="云南丽江自评表中目标等于完成而得9/10、27/30的实例"),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
