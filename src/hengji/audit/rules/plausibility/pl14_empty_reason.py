"""PL14: a reason that explains nothing."""

from collections.abc import Iterator

from hengji.audit import citations, explanations, indicators, reading, reasons
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import Indicator
from hengji.domain.stated import Stated


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A reason for a deviation says what caused it; the indicator's name again is no reason.

    Only where there is a deviation: a target missed, or passed by 30 % or more.  Blank reasons
    are PL01's and PL02's.

    **Fails**: “培训场次” 36/40, reason “培训场次未完成”.
    **Passes**: reason “受台风影响，四场改到次年一月”.
    """
    for indicator, target, actual in indicators.quantitative(case.filing.indicators):
        words = indicator.deviation_explanation
        if words is None or reasons.is_empty(words) or not _deviates(indicator, target, actual):
            continue
        if reasons.says_nothing(words, indicator.title):
            yield rule.finding(
                place=indicator.place, quote=words, words=words, often="",
                stated=actual.value, computed=target.value, unit=indicators.unit_of(indicator, target),
                figures=f"“{indicator.title}”目标{indicators.number(indicator, target)}、"
                f"实际{indicators.number(indicator, actual)}，",
            )  # fmt: skip


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    The same of what follows 主要原因是 in running text; the first is quoted, the others are counted.

    A reason left out (主要原因是。) is a sentence nobody finished: a warning, not a notice.
    """
    empty = [given for given in explanations.given(case) if reasons.is_hollow(given.words)]
    for blank, severity in ((True, Severity.WARNING), (False, Severity.NOTICE)):
        alike = [given for given in empty if (not given.words) is blank]
        if alike:
            first = alike[0]
            start = first.start if first.words else max(first.start - 1, 0)
            more = f"（共{len(alike)}处）" if len(alike) > 1 else ""
            yield rule.finding(
                place=reading.place(case, start, max(first.end, start + 1)), severity=severity,
                quote=case.text[start : max(first.end, start + 1)], words=first.words or "（空）", often=more,
                figures="",
            )  # fmt: skip


def _deviates(indicator: Indicator, target: Stated, actual: Stated) -> bool:
    ratio = indicators.achievement(indicator, target, actual)
    missed = indicators.reached(indicator.direction, target, actual) is False
    return missed or (ratio is not None and ratio >= indicators.FAR_ABOVE)


PL14 = Rule(
    code="PL14",
    severity=Severity.WARNING,
    title="偏差原因没有说明原因",
    message="{figures}原因写为“{words}”{often}，没有说明因何如此。",
    suggestion="写明具体原因、责任和改进措施。",
    basis=citations.DEVIATION,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
