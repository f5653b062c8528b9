"""AR10: a total claimed that the figures cannot give."""

from collections.abc import Iterator

from hengji.audit import citations, phrasing
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.interval import Interval


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    The claimed total can meet the range from worst to best that the figures give.

    A total printed to one place passes when it is the computed one, rounded.  Under an
    illustrative edition, whose points nobody saw in a source, it is a warning only.

    **Fails**: claimed 100, computed 98.97.  **Passes**: claimed 99.0, computed 98.97.
    """
    claimed, card = case.filing.claimed_score, case.scorecard
    if claimed is None or card is None:
        return
    possible = Interval(low=card.low, high=card.high)
    if claimed.interval.meets(possible):
        return
    above = claimed.value > card.high
    span = phrasing.figure(card.high, "分") if card.low == card.high else _between(card.low, card.high)
    yield rule.finding(
        place=claimed.place or case.filing.place,
        stated=claimed.value,
        computed=card.high if above else card.low,
        unit="分",
        severity=Severity.WARNING if card.illustrative else None,
        span=span,
        least="" if card.low == card.high else "至少",
        note="本评分标准的分值为示例，非官方规定。" if card.illustrative else "",
    )


def _between(low: object, high: object) -> str:
    return f"{phrasing.word(low)}分至{phrasing.word(high)}分之间"


AR10 = Rule(
    code="AR10",
    severity=Severity.ERROR,
    title="自评总分与计算不符",
    message="自评得分{stated}，按所填数据和评分标准计算为{span}，自评{least}{side}{difference}。{note}",
    suggestion="按逐项计算的结果改正总分，或补正所依据的数据。",
    basis=citations.HONEST_SCORES,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
    follows_anywhere=("AR09",),
)
