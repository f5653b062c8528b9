"""PL09: every actual exactly on its target."""

from collections.abc import Iterator

from hengji.audit import citations, indicators, promises, reading
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
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


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same of targets and actuals in running text."""
    if not reading.is_self_evaluation(case):
        return
    counted = [promise for promise in promises.in_prose(case) if promise.target.unit != "%"]
    if len(counted) >= FEWEST and all(promise.target.value == promise.actual.value for promise in counted):
        first = counted[0].statement
        yield rule.finding(
            place=reading.place(case, first.start, first.end), quote=case.text[first.start : first.end],
            count=len(counted), verdict=Verdict.UNDECIDABLE,
        )  # fmt: skip


PL09 = Rule(
    code="PL09",
    severity=Severity.NOTICE,
    title="完成值全部等于目标值",
    message="{count}项定量指标的完成值全部恰好等于目标值；是否照抄目标值，无法判断。",
    suggestion="对照统计台账和佐证材料核对实际完成值。",
    basis=citations.HONEST_SCORES,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
