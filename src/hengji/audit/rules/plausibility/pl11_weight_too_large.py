"""PL11: half of all points, or more, on one indicator."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

LIMIT = Decimal(50)
"""Of a hundred points."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    No single indicator carries 50 of 100 points or more.

    **Fails**: one indicator with weight 90.  **Passes**: weights of 15 and less.
    """
    marks = case.standard.full_marks if case.standard is not None else None
    limit = LIMIT if marks is None else LIMIT * marks / 100
    for indicator in case.filing.indicators:
        if indicator.weight is not None and indicator.weight >= limit:
            yield rule.finding(
                place=indicator.place, stated=indicator.weight, computed=limit, unit="分",
                indicator=indicator.title,
            )  # fmt: skip


PL11 = Rule(
    code="PL11",
    severity=Severity.WARNING,
    title="单项指标分值过大",
    message="“{indicator}”一项分值{stated}，达到{computed}的界限；一项指标决定了总分。",
    suggestion="拆分指标，均衡设置分值。",
    basis=citations.chosen(
        "单项指标分值不达到总分的一半", seen_in="四川大英自评表一项90分的实例；商用系统的“建议拆分指标”意见"
    ),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
