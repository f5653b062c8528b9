"""CO02: 存在问题 answered 无 although points are lost or targets missed."""

from collections.abc import Iterator

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import ACHIEVEMENT_TITLES, Achievement
from hengji.domain.scorecard import Scorecard
from hengji.domain.source import Place

_SHOWN = 3


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Whoever loses points or misses a target has a problem to state.

    **Fails**: 存在问题：无, and 预算执行率 lost 0.16 分.  **Passes**: 存在问题：无, nothing lost.
    """
    if not case.filing.no_problems_stated:
        return
    losses = _lost_points(case.scorecard) + _missed_targets(case)
    if losses:
        yield rule.finding(
            place=case.filing.no_problems_place or Place(section="存在问题"),
            quote="无",
            count=len(losses),
            losses="；".join(losses[:_SHOWN]) + (" 等" if len(losses) > _SHOWN else ""),
        )


def _lost_points(card: Scorecard | None) -> list[str]:
    if card is None:
        return []
    lost = sorted((leaf for leaf in card.leaves() if leaf.lost > 0), key=lambda leaf: -leaf.lost)
    return [f"{leaf.title}失{leaf.lost.normalize():f}分" for leaf in lost]


def _missed_targets(case: FilingCase) -> list[str]:
    missed = [
        f"{indicator.title}目标{indicators.promised(indicator)}、实际{indicators.done(indicator)}"
        for indicator, target, actual in indicators.quantitative(case.filing.indicators)
        if indicators.reached(indicator.direction, target, actual) is False
    ]
    unkept = [
        f"{indicator.title}{ACHIEVEMENT_TITLES[indicator.achievement]}"
        for indicator in case.filing.indicators
        if indicator.achievement in {Achievement.PARTIAL, Achievement.NONE} and indicator.achievement
    ]
    return [*missed, *unkept]


CO02 = Rule(
    code="CO02",
    severity=Severity.WARNING,
    title="填写无问题，但有失分或未达标",
    message="存在问题填为“无”，但有{count}处失分或未达目标：{losses}。",
    suggestion="逐项写明失分和未达标的原因，提出改进措施。",
    basis=citations.RESULTS_REPORTED,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
