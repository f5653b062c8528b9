"""CM10: outputs promised, but no outcome or no satisfaction."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import DIMENSION_TITLES, Dimension

NEEDED = (Dimension.OUTCOME, Dimension.SATISFACTION)


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    Whoever promises outputs also promises an outcome and satisfaction.

    A form that names no 一级指标 does not say which is which, and nothing is said of it.

    **Fails**: only 产出指标.  **Passes**: 产出, 效益 and 满意度指标.
    """
    if any(indicator.inferred for indicator in case.filing.indicators):
        return
    present = {indicator.dimension for indicator in case.filing.indicators}
    if Dimension.OUTPUT not in present:
        return
    for dimension in NEEDED:
        if dimension not in present:
            yield rule.finding(place=case.filing.indicators[0].place, dimension=DIMENSION_TITLES[dimension])


CM10 = Rule(
    code="CM10",
    severity=Severity.WARNING,
    title="有产出指标而无效益或满意度指标",
    message="设有产出指标，没有{dimension}，做了事是否有效果、群众是否满意无法判断。",
    suggestion="补设指标；确不适用的，说明理由。",
    basis=citations.chosen(
        "应设效益和满意度指标", seen_in="商用系统的指标监审意见“建议增加明确效益指标”“建议增加满意度指标”"
    ),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
