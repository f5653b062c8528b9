"""PL01: 130 % of the target or more, and no reason given."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, explanations, indicators, promises, reading, reasons
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import Direction
from hengji.domain.money import rounded
from hengji.domain.stated import PERCENT

THRESHOLD = Decimal("1.3")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    An actual of 130 % of its target or more needs a reason: the target may have been too low.

    Holds for indicators where higher is better and for =, not for ≤ and qualitative ones.

    **Fails**: ≥2,000 份, 3,200 份 (160 %), no reason.  **Passes**: the same with a reason; 125 %.
    """
    for indicator, target, actual in indicators.quantitative(case.filing.indicators):
        ratio = indicators.achievement(indicator, target, actual)
        if indicator.direction is Direction.LOWER_IS_BETTER or ratio is None or ratio < THRESHOLD:
            continue
        silent = reasons.is_empty(indicator.deviation_explanation)
        if silent and not explanations.of_indicator(case, indicator.title):
            yield rule.finding(
                place=indicator.place, stated=actual.value, computed=target.value,
                unit=indicators.unit_of(indicator, target), indicator=indicator.title,
                ratio=f"{rounded(ratio * 100).normalize():f}{PERCENT}",
            )  # fmt: skip


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same of targets and actuals in running text; a reason may stand in the next paragraph."""
    if not reading.is_self_evaluation(case):
        return
    for promise in promises.in_prose(case):
        start, end = promise.statement.start, promise.statement.end
        if promise.ratio < THRESHOLD or explanations.beside(case, start, end):
            continue
        yield rule.finding(
            place=reading.place(case, start, end), quote=case.text[start:end],
            stated=Decimal(promise.actual.value), computed=Decimal(promise.target.value),
            unit=promise.target.unit, indicator=promise.title,
            ratio=f"{rounded(promise.ratio * 100).normalize():f}{PERCENT}",
        )  # fmt: skip


PL01 = Rule(
    code="PL01",
    severity=Severity.WARNING,
    title="完成值达到目标130%以上而无原因",
    message="“{indicator}”实际{stated}，目标{computed}，完成{ratio}，多{difference}，未说明原因；是否目标定得偏低，无法判断。",
    suggestion="在偏差原因中说明；目标偏低的，下年度调高。",
    basis=citations.DEVIATION,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
