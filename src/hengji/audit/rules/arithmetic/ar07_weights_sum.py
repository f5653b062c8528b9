"""AR07: the weights of indicators against the full marks of their criterion."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, indicators
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    The weights of all indicators under a criterion add up to its full marks.

    A weight left blank makes the sum unknown and nothing is said here; nor of the forms in a document,
    which may print a part of the indicators only (their own sums are AR19's).

    **Fails**: 产出指标 30 分, weights 10 + 10 + 8.  **Passes**: weights 10 + 10 + 10.
    """
    for criterion in indicators.weighted_criteria(case.standard):
        served = indicators.served_by(criterion, case.filing)
        weights = [indicator.weight for indicator in served if indicator.weight is not None]
        if not served or len(weights) < len(served) or criterion.full_marks is None:
            continue
        computed = sum(weights, Decimal(0))
        if computed != criterion.full_marks:
            yield rule.finding(
                place=served[0].place,
                stated=computed,
                computed=criterion.full_marks,
                unit="分",
                criterion=criterion.title,
                count=len(served),
            )


AR07 = Rule(
    code="AR07",
    severity=Severity.ERROR,
    title="指标分值合计不等于评价指标分值",
    message="“{criterion}”所列{count}项指标的分值合计{stated}，评分标准为{computed}，{side}{difference}。",
    suggestion="调整各指标的分值，使合计等于评分标准的分值。",
    basis=citations.SCORES_ADD_UP,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
