"""PL09: every actual exactly on its target."""

from collections.abc import Iterator

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict

FEWEST = 5
"""Fewer indicators may well all be met to the dot."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Five or more counted results that all equal their target to the digit are looked at.

    Targets of 100 % are left out: there an equal result is the only full one.

    **Fails**: five indicators, 40/40, 12/12, 300/300, 8/8, 25/25.  **Passes**: the same with 41/40.
    """
    counted = [
        (target, actual)
        for _, target, actual in indicators.quantitative(case.filing.indicators)
        if not (target.unit == "%" and target.value == 100)  # noqa: PLR2004 - a whole is a whole
    ]
    if len(counted) >= FEWEST and all(target.value == actual.value for target, actual in counted):
        yield rule.finding(
            place=case.filing.indicators[0].place, count=len(counted), verdict=Verdict.UNDECIDABLE
        )


PL09 = Rule(
    code="PL09",
    severity=Severity.NOTICE,
    title="完成值全部等于目标值",
    message="{count}项定量指标的完成值全部恰好等于目标值；是否照抄目标值，表中看不出。",
    suggestion="对照统计台账和佐证材料核对实际完成值。",
    basis=citations.HONEST_SCORES,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
