"""CO03: a reason that explains the opposite of what the figures show."""

from collections.abc import Iterator

from hengji.audit import citations, indicators, reasons
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.indicator import Direction
from hengji.domain.source import Place
from hengji.domain.stated import YUAN, Stated


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A reason for a rise does not explain a fall, and the other way round.

    Only reasons that speak of one direction alone are judged: “人员增加，项目压减” may explain both.

    **Fails**: 支出比上年增加 100 元, reason 厉行节约、压减支出.
    **Passes**: 支出比上年减少 100 元, reason 厉行节约、压减支出.
    """
    total = case.filing.ledger.total
    pairs = (
        (
            "支出增减原因",
            case.filing.ledger.change_reason,
            total.executed_amount,
            total.prior_executed_amount,
        ),
    )
    for name, words, current, prior in pairs:
        yield from _opposed(rule, name, words, current, prior, unit=YUAN, place=total.place)
    for indicator, target, actual in indicators.quantitative(case.filing.indicators):
        if indicator.direction is Direction.HIGHER_IS_BETTER:
            yield from _opposed(
                rule, f"“{indicator.title}”偏差原因", indicator.deviation_explanation, actual, target,
                unit=indicators.unit_of(indicator, target), place=indicator.place,
            )  # fmt: skip


def _opposed(
    rule: Rule, name: str, words: str | None, current: Stated | None, base: Stated | None,
    *, unit: str, place: Place | None,
) -> Iterator[Finding]:  # fmt: skip
    if words is None or current is None or base is None or current.value == base.value:
        return
    rose = current.value > base.value
    if reasons.only(words, rising=not rose):
        yield rule.finding(
            place=place, quote=words, stated=current.value, computed=base.value, unit=unit, reason=name,
            truth="高于" if rose else "低于", told="减少、不足" if rose else "增加、超额",
        )  # fmt: skip


CO03 = Rule(
    code="CO03",
    severity=Severity.WARNING,
    title="原因与数据方向相反",
    message="{reason}只说明了{told}，但数据为{stated}，{truth}{computed}，相差{difference}。",
    suggestion="改写原因，或核对数据。",
    basis=citations.DEVIATION,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
