"""CO09: a hundred points claimed although the budget was not wholly spent."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, executions, phrasing, reading, sums
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.money import rounded
from hengji.domain.stated import PERCENT

_FULL = Decimal(100)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Full marks need a budget wholly spent, where execution is scored by its rate.

    The rate is taken from the text where it is printed and holds, else computed from budget and
    final accounts; whether the edition scores by ratio the document does not tell.

    **Fails**: 自评得分100分, 支出预算 29,242,314.38元, 支出 28,771,611.60元 (98.39 %).
    **Passes**: 自评得分98分; 100分 with 执行率100%.
    """
    place = case.document.claimed_score_place
    if case.document.claimed_score != _FULL or place is None or place.start is None:
        return
    rate, source = executions.rate(case)
    if rate is None or rate.high is None or rate.high >= 1:
        return
    value = sums.middle(rate) * 100
    yield rule.finding(
        place=reading.place(case, place.start, place.end or place.start),
        quote=case.text[place.start : place.end], stated=_FULL, unit="分", verdict=Verdict.UNDECIDABLE,
        rate=phrasing.figure(rounded(value), PERCENT), source=source,
        ten=phrasing.trimmed(sums.middle(rate) * 10, 2),
    )  # fmt: skip


CO09 = Rule(
    code="CO09",
    severity=Severity.WARNING,
    title="预算未全部执行而自评满分",
    message=(
        "自评得分{stated}，但{source}为{rate}；执行率若按比例计分，10分的项只得{ten}分，总分不会是满分。"
        "评分标准是否按比例、两数口径是否一致，文中看不出。"
    ),
    suggestion="列出各项得分和执行率的计分办法，按规定扣分或说明理由。",
    basis=citations.HONEST_SCORES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
