"""PL07: indicators score far better than the money was spent."""

from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, indicators, sums
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.money import rounded
from hengji.domain.scorecard import ScoreVerdict
from hengji.domain.stated import PERCENT

THRESHOLD = Decimal("0.05")


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    (指标得分率 − 执行率) ÷ 指标得分率 is at most 5 %: results far above the money spent are doubtful.

    The score rate is that of the criteria scored by indicators; the execution rate counts up to
    100 %.  Where no edition scores, the points that a form claims are taken.
    Undecidable criteria keep the rule silent.

    **Fails**: 得分率 100 %, 执行率 76 % (24 %).  **Passes**: 得分率 100 %, 执行率 96 % (4 %).
    """
    total, execution = case.filing.ledger.total, sums.execution_rate(case.filing)
    spent, budget = total.executed_amount, total.adjusted_budget_amount
    scored = _score_rate(case)
    if execution is None or execution.high is None or spent is None or budget is None or not scored:
        return
    if (scored - min(execution.high, Decimal(1))) / scored > THRESHOLD:
        rate = min(sums.printed_percent(spent, budget), Decimal(100))
        excess = (scored * 100 - rate) / scored
        yield rule.finding(
            place=total.place, stated=rounded(scored * 100), computed=rate, unit=PERCENT,
            excess=f"{rounded(excess):f}%",
        )  # fmt: skip


def _score_rate(case: FilingCase) -> Decimal | None:
    if case.scorecard is None:
        return _claimed_rate(case)
    points, marks = Decimal(0), Decimal(0)
    for criterion in indicators.weighted_criteria(case.standard):
        score = case.scorecard.find(criterion.code)
        if score is None or score.verdict is not ScoreVerdict.SCORED or score.points is None:
            return None
        points, marks = points + score.points, marks + score.full_marks
    return points / marks if marks else None


def _claimed_rate(case: FilingCase) -> Decimal | None:
    """The points that the unit itself claims over the weights, where the form prints both for all."""
    pairs = [(one.claimed_points, one.weight) for one in case.filing.indicators]
    known = [(points, weight) for points, weight in pairs if points is not None and weight is not None]
    marks = sum((weight for _, weight in known), Decimal(0))
    if len(known) < len(pairs) or not marks:
        return None
    return sum((points for points, _ in known), Decimal(0)) / marks


PL07 = Rule(
    code="PL07",
    severity=Severity.WARNING,
    title="指标得分率高于预算执行率5%以上",
    message="指标得分率{stated}，预算执行率{computed}，前者相对高出{excess}；是否目标偏低或自评偏高，无法判断。",
    suggestion="复核指标完成值和佐证材料，说明少用资金仍完成目标的原因。",
    basis=citations.chosen("（指标得分率－执行率）÷指标得分率＞5%提示", seen_in="商用绩效系统的红色预警"),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
