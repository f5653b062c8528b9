"""AR08: points above full marks, or below zero."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Points claimed or judged lie between zero and full marks, for indicators and criteria.

    **Fails**: 分值 10, 得分 10.5; 分值 10, 得分 −1.  **Passes**: 分值 10, 得分 10.
    """
    for title, points, marks, place in _awards(case):
        limit = marks if points > marks else Decimal(0)
        if not 0 <= points <= marks:
            yield rule.finding(
                place=place, stated=points, computed=limit, unit="分", item=title, marks=marks,
                fault="超过满分" if points > marks else "低于0分",
            )  # fmt: skip


def _awards(case: FilingCase) -> Iterator[tuple[str, Decimal, Decimal, Place | None]]:
    for indicator in case.filing.indicators:
        if indicator.claimed_points is not None and indicator.weight is not None:
            place = indicator.points_place or indicator.place
            yield indicator.title, indicator.claimed_points, indicator.weight, place
    leaves = {} if case.standard is None else {leaf.code: leaf for leaf in case.standard.leaves()}
    for code, assessment in case.filing.assessments.items():
        marks = leaves[code].full_marks if code in leaves else None
        for points in (assessment.judged_points, assessment.claimed_points):
            if marks is not None and points is not None:
                yield leaves[code].title, points, marks, assessment.place


AR08 = Rule(
    code="AR08",
    severity=Severity.ERROR,
    title="得分超出分值范围",
    message="“{item}”得分{stated}，分值{marks}分，{fault}，差{difference}。",
    suggestion="改正得分；得分应在0分与分值之间。",
    basis=citations.SCORES_ADD_UP,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
