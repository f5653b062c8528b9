"""PL02: a target missed, and no reason given."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from hengji.audit import citations, explanations, indicators, phrasing, promises, reading, reasons
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import ACHIEVEMENT_TITLES, Achievement, Indicator

MOST = 50
"""Missed targets of one text that are looked at."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A target that was missed, or a qualitative one kept in part or not at all, needs a reason.

    **Fails**: ≥40 场, 36 场, no reason.  **Passes**: ≥40 场, 36 场, reason given; ≥95%, 95.0%.
    """
    for indicator, target, actual in indicators.quantitative(case.filing.indicators):
        missed = indicators.reached(indicator.direction, target, actual) is False
        if missed and _unexplained(case, indicator):
            yield rule.finding(
                place=indicator.place, stated=actual.value, computed=target.value,
                unit=indicators.unit_of(indicator, target), indicator=indicator.title,
                promised=indicators.promised(indicator), done=indicators.done(indicator),
            )  # fmt: skip
    for indicator in case.filing.indicators:
        short = indicator.achievement in {Achievement.PARTIAL, Achievement.NONE}
        if indicator.achievement and short and _unexplained(case, indicator):
            yield rule.finding(
                place=indicator.place, indicator=indicator.title,
                promised=indicator.target_text or "定性目标", done=ACHIEVEMENT_TITLES[indicator.achievement],
            )  # fmt: skip


def _unexplained(case: FilingCase, indicator: Indicator) -> bool:
    silent = reasons.is_empty(indicator.deviation_explanation)
    return silent and not explanations.of_indicator(case, indicator.title)


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same of targets and actuals in running text; a reason may stand where the text returns to it."""
    if not reading.is_self_evaluation(case):
        return
    for promise in islice(filter(_missed, promises.in_prose(case)), MOST):
        start, end = promise.statement.start, promise.statement.end
        if explanations.beside(case, start, end) or _returned_to(case, promise.statement.subject):
            continue
        yield rule.finding(
            place=reading.place(case, start, end), quote=case.text[start:end],
            stated=Decimal(promise.actual.value), computed=Decimal(promise.target.value),
            unit=promise.target.unit, indicator=promise.title,
            promised=phrasing.like(Decimal(promise.target.value), promise.target),
            done=phrasing.like(Decimal(promise.actual.value), promise.actual),
        )  # fmt: skip


def _missed(promise: promises.Promise) -> bool:
    actual, target = promise.actual.interval, promise.target.interval
    told = f"{promise.statement.quote}{promise.statement.stated_text or ''}"
    return (
        "超" not in told
        and promise.ratio < 1
        and actual is not None
        and target is not None
        and not actual.meets(target)
    )


def _returned_to(case: DocumentCase, subject: str) -> bool:
    return bool(subject) and explanations.about(case, re.compile(re.escape(subject)))


PL02 = Rule(
    code="PL02",
    severity=Severity.WARNING,
    title="未达目标而无原因",
    message="“{indicator}”目标{promised}，实际{done}，未达目标，未说明原因。",
    suggestion="写明未完成的具体原因和改进措施。",
    basis=citations.DEVIATION,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
