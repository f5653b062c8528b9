"""AR09: points claimed for a criterion that its own figures do not give."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.interval import Interval
from hengji.domain.scorecard import Score


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Points claimed for a criterion or indicator lie within what its figures can give.

    Where the figures leave the points open, the whole range from worst to best passes; points
    that a person judges are not compared.  Under an illustrative edition it is a warning only.

    **Fails**: 执行率 98.39%, 分值 10, claimed 10.  **Passes**: claimed 9.84.
    """
    if case.scorecard is None:
        return
    for score in _claimed(case.scorecard.scores):
        claimed = score.claimed_points
        if claimed is None or Interval(low=score.low, high=score.high).contains(claimed):
            continue
        nearest = score.high if claimed > score.high else score.low
        yield rule.finding(
            place=score.place,
            stated=claimed,
            computed=nearest,
            unit="分",
            severity=Severity.WARNING if case.scorecard.illustrative else None,
            item=score.title,
            arithmetic=f"（{score.arithmetic}）" if score.arithmetic else "",
            bound="" if score.low == score.high else "至多" if claimed > score.high else "至少",
        )


def _claimed(scores: tuple[Score, ...]) -> Iterator[Score]:
    for score in scores:
        if score.claimed_points is not None and not score.judged and _has_marks(score):
            yield score
        yield from _claimed(score.parts)


def _has_marks(score: Score) -> bool:
    return score.full_marks > Decimal(0)


AR09 = Rule(
    code="AR09",
    severity=Severity.ERROR,
    title="自报得分与计算不符",
    message="“{item}”自报{stated}，按所填数据计算{bound}得{computed}{arithmetic}，自报{side}{difference}。",
    suggestion="按计算结果填报，或补正所依据的数据。",
    basis=citations.HONEST_SCORES,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
    follows=("AR08",),
)
