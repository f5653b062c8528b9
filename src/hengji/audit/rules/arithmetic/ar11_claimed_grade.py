"""AR11: a claimed grade against the claimed score, and against the computed one."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, grading
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.interval import Interval
from hengji.domain.standard import NATIONAL_GRADES


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    The claimed grade is the one that the claimed score falls in by the bands of the edition.

    Without an edition the national bands 90/80/60 hold.  Where no score is claimed, the computed
    one decides, if it decides.

    **Fails**: 84.47 分, 优.  **Passes**: 88.53 分, 良.
    """
    words, filing, card = case.filing.claimed_grade, case.filing, case.scorecard
    if not words:
        return
    grades = NATIONAL_GRADES if case.standard is None else case.standard.grades
    named = grading.band_named(words, grades)
    if filing.claimed_score is not None:
        score, value = filing.claimed_score.interval, filing.claimed_score.value
        place, source = filing.claimed_score.place, "自评得分"
    elif card is not None:
        score, value = Interval(low=card.low, high=card.high), card.low
        place, source = filing.place, "计算得分"
    else:
        return
    bands = grading.possible(score, grades)
    if named is None or named in bands:
        return
    yield rule.finding(
        place=place,
        stated=value,
        computed=_bound(value, grading.span(named, grades)),
        unit="分",
        grade=named.title,
        source=source,
        bands=grading.titles(bands),
    )


def _bound(value: Decimal, span: Interval) -> Decimal:
    """The end of the claimed band that the score misses."""
    below = span.low is not None and value < span.low
    return (span.low if below else span.high) or Decimal(0)


AR11 = Rule(
    code="AR11",
    severity=Severity.ERROR,
    title="等级与得分不符",
    message="自评等级为“{grade}”，{source}{stated}应为{bands}；距“{grade}”的界限{computed}{side}{difference}。",
    suggestion="按得分改正等级，或核对得分。",
    basis=citations.GRADES,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
    follows_anywhere=("AR10",),
)
