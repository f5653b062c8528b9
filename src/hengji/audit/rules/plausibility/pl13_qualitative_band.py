"""PL13: points for a qualitative indicator outside the band of its achievement."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import ACHIEVEMENT_TITLES, Achievement, Indicator
from hengji.domain.interval import Interval

_PARTIAL_FROM = {"80_60": Decimal("0.6"), "80_50": Decimal("0.5")}
_FULL_FROM = Decimal("0.8")
DEFAULT_SCALE = "80_60"


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    达成 earns [80 %, 100 %] of the weight, 部分达成 [60 %, 80 %), 未达成 [0, 60 %).

    Where the edition names the scale 80/50, 50 % takes the place of 60 %.

    **Fails**: weight 10, 部分达成, 9 points.  **Passes**: weight 10, 部分达成, 7 points.
    """
    for indicator in case.filing.indicators:
        if indicator.achievement is None or indicator.weight is None or indicator.claimed_points is None:
            continue
        span = band(indicator.achievement, _scale(case, indicator)).scaled(indicator.weight)
        if span.contains(indicator.claimed_points) or indicator.claimed_points > indicator.weight:
            continue
        too_high = span.high is not None and indicator.claimed_points >= span.high
        yield rule.finding(
            place=indicator.place, stated=indicator.claimed_points,
            computed=span.high if too_high else span.low, unit="分", indicator=indicator.title,
            achievement=ACHIEVEMENT_TITLES[indicator.achievement],
            low=span.low, high=span.high, bracket=")" if span.high_open else "]",
        )  # fmt: skip


def band(achievement: Achievement, scale: str) -> Interval:
    """
    The share of the weight that an achievement may earn.

    >>> band(Achievement.PARTIAL, "80_50")
    Interval(low=Decimal('0.5'), high=Decimal('0.8'), low_open=False, high_open=True)
    """
    partial = _PARTIAL_FROM.get(scale, _PARTIAL_FROM[DEFAULT_SCALE])
    if achievement is Achievement.FULL:
        return Interval(low=_FULL_FROM, high=Decimal(1))
    if achievement is Achievement.PARTIAL:
        return Interval(low=partial, high=_FULL_FROM, high_open=True)
    return Interval(low=Decimal(0), high=partial, high_open=True)


def _scale(case: FilingCase, indicator: Indicator) -> str:
    for criterion in indicators.weighted_criteria(case.standard):
        if indicator in indicators.served_by(criterion, case.filing):
            return str(criterion.parameters.get("qualitative", DEFAULT_SCALE))
    return DEFAULT_SCALE


PL13 = Rule(
    code="PL13",
    severity=Severity.ERROR,
    title="定性指标得分不在其档次内",
    message=(
        "“{indicator}”为“{achievement}”，得分应在[{low}, {high}{bracket}分，"
        "自报{stated}，与界限{computed}差{difference}。"
    ),
    suggestion="改正得分，或改正完成档次。",
    basis=citations.QUALITATIVE_BANDS,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
