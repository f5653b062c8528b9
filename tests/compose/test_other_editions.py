"""
Reports under other editions: projects, tables of other provinces, scores that cannot be decided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from hengji import compose, standards
from hengji.domain.filing import Assessment, CorrectiveAction, Filing, OtherEvaluation, StatedProblem
from hengji.domain.indicator import Achievement, Direction
from hengji.domain.stated import Stated

if TYPE_CHECKING:
    from tests.compose.conftest import Composed

ComposeIt = Callable[..., "Composed"]
SCORING = [standard.id for standard in standards.available() if not standard.demands_weights]


@pytest.mark.parametrize("edition", SCORING)
def test_every_shipped_edition_gives_a_report_with_all_its_criteria(
    example: Filing, composed_from: ComposeIt, edition: str
) -> None:
    composed = composed_from(example, standard=standards.load(edition))
    for leaf in composed.standard.leaves():
        assert leaf.title in composed.text
    levels = [line.split(" ")[1] for line in composed.body.splitlines() if line.startswith("#### ")]
    assert len(levels) == len(set(levels))


def test_a_project_has_the_outline_and_the_words_of_a_project(
    example: Filing, composed_from: ComposeIt
) -> None:
    composed = composed_from(example, standard=standards.load("cn.project-self-evaluation.2020"))
    assert composed.composition.title.endswith("2024年度项目支出绩效自评报告")
    assert "一、项目基本情况" in composed.body
    assert "部门整体支出" not in composed.body.partition("一、项目基本情况")[2].partition("二、")[0]


def test_what_no_section_takes_up_stands_under_management(example: Filing, composed_from: ComposeIt) -> None:
    composed = composed_from(example, standard=standards.load("cn-510000.department-overall.2018"))
    assert "相关性（5分）。资料不足，得分为0至5分（待定）" in composed.body
    assert "得分尚不能确定：按现有资料，得分在0分至100分" in composed.body
    assert "评分事项资料不全" in composed.body
    assert len(compose.pending(composed.composition)) > 28


def test_a_judged_criterion_stands_with_its_points_and_reason(
    example: Filing, composed_from: ComposeIt
) -> None:
    judged = Assessment(
        criterion="relevance", judged_points=Decimal(4), reason="目标与职能对应，但缺少年度分解"
    )
    standard = standards.load("cn-510000.department-overall.2018")
    code = next(leaf.code for leaf in standard.leaves() if leaf.title == "相关性")
    filing = replace(example, assessments=MappingProxyType({code: replace(judged, criterion=code)}))
    body = composed_from(filing, standard=standard).body
    assert "相关性（5分）。目标与职能对应，但缺少年度分解。得4分，扣1分。" in body
    assert "相关性未得满分。目标与职能对应，但缺少年度分解，扣1分。" in body


def test_problems_of_the_unit_come_first_with_who_and_when(example: Filing, composed_from: ComposeIt) -> None:
    problem = StatedProblem(
        problem="绿植花卉项目季度支付不均衡",
        measure="按季度下达用款计划",
        responsible="办公室",
        due="2025年6月底前",
    )
    silent = StatedProblem(problem="满意度样本偏少")
    filing = replace(example, problems=(problem, silent), no_problems_stated=None)
    body = composed_from(filing).body
    assert "（1）本单位反映的问题1。绿植花卉项目季度支付不均衡。" in body
    assert "按季度下达用款计划，由办公室负责，完成时限：2025年6月底前。" in body
    assert "【待填：第2个问题的改进措施，见工作表“自评说明”】" in body
    assert "填报“无”" not in body.partition("三、其他自评情况")[0].partition("存在问题")[2]


def test_without_deductions_the_report_says_so_and_nothing_more(
    example: Filing, composed_from: ComposeIt
) -> None:
    perfect = replace(
        example,
        indicators=tuple(
            replace(one, actual_value=one.target_value) if one.target_value is not None else one
            for one in example.indicators
        ),
        assessments=MappingProxyType(
            {
                code: replace(
                    one,
                    checks=MappingProxyType(
                        {item: replace(answer, met=True) for item, answer in one.checks.items()}
                    ),
                )
                for code, one in example.assessments.items()
            }
        ),
        ledger=replace(
            example.ledger,
            rows=MappingProxyType(
                {
                    line: replace(row, executed_amount=row.adjusted_budget_amount)
                    for line, row in example.ledger.rows.items()
                }
            ),
        ),
    )
    composed = composed_from(perfect)
    assert composed.scorecard.computed_score == 100
    assert "与上述计算得分一致" in composed.body
    assert "扣0" not in composed.body


def test_rectification_and_other_evaluations_are_told_item_by_item(
    example: Filing, composed_from: ComposeIt
) -> None:
    filing = replace(
        example,
        corrective_actions=(
            CorrectiveAction(
                finding="指标偏少", action="增加8项指标", result="已纳入2024年目标表", completed=True
            ),
            CorrectiveAction(finding="支付偏慢"),
        ),
        other_evaluations=(
            OtherEvaluation(title="大型修缮项目自评", score=Decimal("95.5"), outcome="等级为优"),
            OtherEvaluation(title="活动经费项目自评"),
        ),
    )
    body = composed_from(filing).body
    assert (
        "上年度反映的问题：指标偏少。整改措施：增加8项指标。整改结果：已纳入2024年目标表。已完成整改。"
        in body
    )
    assert "【待填：第2项整改的措施，见工作表“自评说明”】" in body
    assert "大型修缮项目自评，得分95.5分，等级为优。" in body
    assert "【待填：“活动经费项目自评”的评价结果，见工作表“自评说明”】" in body


def test_a_lower_is_better_and_a_qualitative_promise_are_told_in_their_own_words(
    example: Filing, composed_from: ComposeIt
) -> None:
    first, second, *rest = example.indicators
    lower = replace(
        first,
        direction=Direction.LOWER_IS_BETTER,
        target_value=Stated(value=Decimal(10), unit="天"),
        actual_value=Stated(value=Decimal(12), unit="天"),
        deviation_explanation="审批环节增加",
    )
    partly = replace(
        second,
        direction=Direction.QUALITATIVE,
        target_value=None,
        actual_value=None,
        target_text="形成长效机制",
        actual_text="完成制度初稿",
        achievement=Achievement.PARTIAL,
        claimed_points=Decimal("1.4"),
        deviation_explanation="制度尚待审定",
    )
    body = composed_from(replace(example, indicators=(lower, partly, *rest))).body
    assert "宣传宣讲活动12天（≤10天，高出20.00%）" in body
    assert "：完成制度初稿（“形成长效机制”，部分达成预期指标）" in body
    assert "查明超出指标值的2天的构成" in body


def test_one_project_gives_its_name_to_the_report_and_none_is_asked_for(
    example: Filing, composed_from: ComposeIt
) -> None:
    edition = standards.load("cn.project-self-evaluation.2020")
    one = replace(example, projects=example.projects[:1])
    named = composed_from(one, standard=edition).composition
    assert named.title == "江门市妇女联合会2024年度“妇女儿童工作经费”项目支出绩效自评报告"
    none = composed_from(replace(example, projects=()), standard=edition)
    assert "自评项目的名称" in {gap.name for gap in compose.pending(none.composition)}
