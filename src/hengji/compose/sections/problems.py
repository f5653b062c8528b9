"""
存在问题和改进措施: what the deductions and the checks show, beside what the unit says itself.

A measure follows from its problem: what was not executed, not reached, not provided is named
again with its figure, so that next year can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hengji.compose.comparison import Outcome, outcome, shortfall
from hengji.compose.material import Material, numbered, score_places, sheet
from hengji.compose.sections import money
from hengji.compose.sections.effectiveness import actual_words, target_words
from hengji.compose.sections.management import reasoned
from hengji.compose.wording import (
    Words,
    fact,
    missing,
    paragraph,
    points,
    quoted,
    sentence,
    strong,
    told,
    with_figures,
)
from hengji.domain.block import Block, Heading, Runs
from hengji.domain.facts import Topic
from hengji.domain.finding import Severity
from hengji.domain.indicator import Dimension, Direction, Indicator
from hengji.domain.ledger import LedgerColumn, LedgerLine
from hengji.domain.scorecard import Score, ScoreVerdict
from hengji.domain.standard import Criterion

_ON_THE_FIGURES = frozenset(
    {"AR01", "AR02", "AR03", "AR04", "AR05", "AR06", "AR08", "CO01", "CO03", "DI01"}
    | {"PL04", "PL05", "PL06", "PL07", "PL08", "PL09", "PL11", "PL12"}
)
"""
Rules whose findings belong into the report itself.

The others are for whoever fills in the workbook: a missing fact already shows as 【待填：…】, the
claimed score stands in the conclusion, and "no problems" is answered by naming the deductions.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A problem and the measure that answers it."""

    title: str
    problem: Runs
    measure: Runs


def problems_and_measures(material: Material, level: int) -> Iterator[Block]:
    """Both under one heading: first what is wrong, then what will be done."""
    found = issues(material)
    yield from _statement(material, found)
    if not found:
        return
    yield Heading(level=level + 1, text=numbered(level + 1, 1, "存在问题"))
    yield from _problems(found)
    yield Heading(level=level + 1, text=numbered(level + 1, 2, "改进措施"))
    yield from _measures(found)


def problems(material: Material, level: int) -> Iterator[Block]:
    """The problems alone."""
    del level
    found = issues(material)
    yield from _statement(material, found)
    yield from _problems(found)


def measures(material: Material, level: int) -> Iterator[Block]:
    """The measures alone."""
    del level
    found = issues(material)
    if found:
        yield from _measures(found)
    else:
        yield paragraph("未发现需要改进的事项。")


def _problems(found: tuple[Issue, ...]) -> Iterator[Block]:
    for index, issue in enumerate(found, start=1):
        yield paragraph(strong(f"（{index}）{issue.title}。"), issue.problem, "。")


def _measures(found: tuple[Issue, ...]) -> Iterator[Block]:
    for index, issue in enumerate(found, start=1):
        yield paragraph(f"（{index}）针对{quoted(issue.title)}：", issue.measure, "。")


def _statement(material: Material, found: tuple[Issue, ...]) -> Iterator[Block]:
    """What the unit says about having problems, held against what is found."""
    filing = material.filing
    if filing.problems:
        return
    if filing.no_problems_stated is None and not found:
        yield paragraph(missing("存在的问题和改进措施（没有的填“无”）", sheet(Topic.NARRATIVES)))
        return
    lost = sum((leaf.lost for leaf in _losing(material)), start=material.scorecard.full_marks * 0)
    if not found:
        yield paragraph("本单位填报“无”。按评分标准计算未发生扣分，数据核对未发现须说明的事项。")
    elif filing.no_problems_stated:
        words: list[Words] = ["本单位在存在问题一栏填报“无”。"]
        if lost:
            places = tuple(place for leaf in _losing(material) for place in score_places(leaf))
            words += ["按评分标准计算共扣", fact(f"{points(lost)}分", *places, computed="各扣分事项相加")]
            words.append("，现将扣分和须说明的事项列示如下：")
        else:
            words.append("现将数据核对反映的事项列示如下：")
        yield paragraph(*words)


def issues(material: Material) -> tuple[Issue, ...]:
    """The unit's own problems first, then those that deductions and checks show."""
    return (*_stated(material), *_from_deductions(material), *_from_findings(material))


def _stated(material: Material) -> Iterator[Issue]:
    for index, one in enumerate(material.filing.problems, start=1):
        measure: list[Words] = (
            [told(one.measure, one.place)]
            if one.measure
            else [missing(f"第{index}个问题的改进措施", sheet(Topic.NARRATIVES))]
        )
        if one.responsible:
            measure.append(f"，由{one.responsible}负责")
        if one.due:
            measure += ["，完成时限：", told(one.due, one.place)]
        yield Issue(
            title=f"本单位反映的问题{index}" if len(material.filing.problems) > 1 else "本单位反映的问题",
            problem=told(one.problem, one.place),
            measure=sentence(*measure),
        )


def _losing(material: Material) -> list[Score]:
    """Leaves that lost points for certain, cuts and caps included."""
    return [leaf for leaf in material.scorecard.leaves() if leaf.lost > 0]


def _from_deductions(material: Material) -> Iterator[Issue]:
    for leaf in _losing(material):
        indicator = next((one for one in material.filing.indicators if one.code == leaf.code), None)
        problem: list[Words] = list(_why(leaf, indicator, material))
        problem += ["，扣", fact(f"{points(leaf.lost)}分", *score_places(leaf), computed="满分减得分")]
        title = _headline(leaf, indicator, material)
        yield Issue(title=title, problem=sentence(*problem), measure=_measure(material, leaf, indicator))
    open_leaves = [leaf for leaf in material.scorecard.leaves() if leaf.verdict is ScoreVerdict.UNDECIDABLE]
    if open_leaves:
        titles = "、".join(quoted(leaf.title) for leaf in open_leaves)
        places = tuple(place for leaf in open_leaves for place in score_places(leaf))
        count = fact(f"{len(open_leaves)}项", *places, computed="未能计分的评分事项计数")
        yield Issue(
            title="评分事项资料不全",
            problem=sentence("未能计分的事项有", count, f"：{titles}，所缺资料见附件1"),
            measure=sentence("补齐所缺资料后重新计分"),
        )


def _why(leaf: Score, indicator: Indicator | None, material: Material) -> Iterator[Words]:
    if indicator is not None and outcome(indicator) is Outcome.MISSED:
        yield sentence("指标值", target_words(indicator), "，实际", actual_words(indicator))
        gap = shortfall(indicator)
        if gap is not None:
            yield "，相差"
            yield gap
        return
    criterion = material.criterion(leaf.code)
    method = criterion.method if criterion is not None else None
    adjusted = material.stated(LedgerLine.TOTAL, LedgerColumn.ADJUSTED_BUDGET)
    executed = material.stated(LedgerLine.TOTAL, LedgerColumn.EXECUTED)
    if method == "execution_rate" and adjusted and executed and adjusted.value > executed.value:
        yield "年末尚有"
        yield money.unspent(executed, adjusted)
        yield "预算未支出，预算执行率"
        yield money.execution_rate(executed, adjusted)
    elif method == "checklist":
        yield f"{_unmet(leaf)}未达到要求"
        assessment = material.filing.assessments.get(leaf.code)
        if assessment is not None and assessment.reason:
            yield "："
            yield told(assessment.reason, assessment.place)
    else:
        yield reasoned(leaf) if leaf.reason else f"{leaf.title}未得满分"


def _unmet(leaf: Score) -> str:
    """The items of a checklist that were answered with no."""
    return "、".join(quoted(one.name) for one in leaf.inputs if one.value == "未满足")


def _headline(leaf: Score, indicator: Indicator | None, material: Material) -> str:
    if indicator is not None:
        return f"{leaf.title}未达到指标值" if outcome(indicator) is Outcome.MISSED else f"{leaf.title}失分"
    criterion = material.criterion(leaf.code)
    if criterion is not None and criterion.method == "execution_rate":
        return "预算未全部执行"
    if criterion is not None and criterion.method == "checklist":
        return f"{leaf.title}有未达到要求的事项"
    return f"{leaf.title}未得满分"


def _measure(material: Material, leaf: Score, indicator: Indicator | None) -> Runs:
    """What will be done about one deduction."""
    if indicator is not None:
        return _for_indicator(indicator)
    criterion = material.criterion(leaf.code)
    if leaf.code.endswith((".unallotted", ".cap")):
        return sentence("按评分标准调整各指标的分值，使其合计等于该项满分")
    if criterion is None:
        return sentence("按扣分规则逐项核实原因，整改后纳入下年度自评复核")
    if criterion.method == "execution_rate":
        return _for_execution(material)
    if criterion.method == "checklist":
        return sentence(
            f"就{_unmet(leaf)}明确责任科室和办结时限，补做相关工作并留存记录，下年度自评时逐项复核"
        )
    return _for_measure(criterion)


def _for_indicator(indicator: Indicator) -> Runs:
    gap = shortfall(indicator)
    if outcome(indicator) is not Outcome.MISSED or gap is None:
        return sentence("核实完成情况和指标值设置，下年度按可计量、可核验的口径重新设定")
    if indicator.dimension is Dimension.SATISFACTION:
        return sentence("逐条办理调查中反映的意见，下年度调查时单独统计该项，弥补相差的", gap)
    if indicator.dimension is Dimension.COST or indicator.direction is Direction.LOWER_IS_BETTER:
        return sentence("查明超出指标值的", gap, "的构成，属管理原因的压减，属测算原因的重新核定指标值")
    return sentence(
        "将相差的",
        gap,
        "列入下年度工作计划，明确责任科室和完成时限；年中监控时仍不能完成的，说明原因并按程序调整指标值",
    )


def _for_execution(material: Material) -> Runs:
    adjusted = material.stated(LedgerLine.TOTAL, LedgerColumn.ADJUSTED_BUDGET)
    executed = material.stated(LedgerLine.TOTAL, LedgerColumn.EXECUTED)
    if adjusted is None or executed is None:
        return sentence("核实预算和支出数据后，按项目查明未执行的原因")
    return sentence(
        "对未支出的",
        money.unspent(executed, adjusted),
        "按项目逐笔查明原因：属跨年支付的列入下年度用款计划，属预算安排偏多的在编制下年度预算时相应核减；"
        "每季度通报支出进度，对进度偏慢的项目及时调剂",
    )


_MEASURES = {
    "budget_adjustment_rate": "细化年初预算，能够预见的支出在年初足额安排，减少年中调整",
    "budget_control_rate_hunan": "细化年初预算，减少年中追加",
    "reallocation_rate": "编细编准项目预算，严格控制科目和项目之间的调剂",
    "operating_control_rate": "分解公用经费定额，按月核对，超出序时进度的先说明后支出",
    "three_public_control_rate": "按预算逐笔控制“三公”经费，超出序时进度的暂停列支并查明原因",
    "three_public_change_rate": "从紧核定“三公”经费预算，不高于上年安排数",
    "procurement_rate": "提前做好采购需求和采购意向公开，按季度核对采购预算执行",
    "carry_over_rate": "清理结转结余资金，可统筹使用的及时交回或调整用途",
    "carry_over_change_rate": "清理结转结余资金，优先安排使用上年结转",
    "assets_in_use_rate": "盘点闲置固定资产，能调剂的调剂，应处置的按程序处置",
    "staff_control_rate": "严格按编制数控制在职人员",
    "disbursement_progress_rate": "按月编报用款计划，对照既定进度检查支付情况",
}


def _for_measure(criterion: Criterion) -> Runs:
    named = str(criterion.parameters.get("measure", ""))
    return sentence(_MEASURES.get(named, "按扣分原因逐项整改，整改情况纳入下年度自评复核"))


def _from_findings(material: Material) -> Iterator[Issue]:
    """Doubts about the figures that no deduction already speaks of."""
    for finding in material.findings:
        if finding.severity is Severity.NOTICE or finding.caused_by or not finding.suggestion:
            continue
        if finding.rule not in _ON_THE_FIGURES:
            continue
        checked = f"数据核对（{finding.rule}）"
        yield Issue(
            title=finding.title,
            problem=with_figures(finding.message, finding.place, computed=checked),
            measure=with_figures(finding.suggestion, finding.place, computed=checked),
        )
