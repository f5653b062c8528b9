"""
A fact that is missing is a visible gap that says what to fill in and where; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from hengji import compose
from hengji.domain.filing import Filing
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.organisation import Organisation

if TYPE_CHECKING:
    from tests.compose.conftest import Composed

ComposeIt = Callable[..., "Composed"]


def _without_executed(filing: Filing) -> Filing:
    total = replace(filing.ledger.total, executed_amount=None)
    rows = MappingProxyType({**filing.ledger.rows, LedgerLine.TOTAL: total})
    return replace(filing, ledger=replace(filing.ledger, rows=rows))


def _with_indicator(filing: Filing, code: str, **changes: object) -> Filing:
    indicators = tuple(
        replace(one, **changes) if one.code == code else one  # type: ignore[arg-type]
        for one in filing.indicators
    )
    return replace(filing, indicators=indicators)


PLANTED: dict[str, tuple[Callable[[Filing], Filing], str, str]] = {
    "no executed amount": (
        _without_executed,
        "支出合计·全年执行数",
        "工作表“预算与决算”“支出合计”行“全年执行数”列（预算与决算第6行）",
    ),
    "no prior year": (
        lambda filing: replace(
            filing,
            ledger=replace(
                filing.ledger,
                rows=MappingProxyType(
                    {
                        **filing.ledger.rows,
                        LedgerLine.TOTAL: replace(filing.ledger.total, prior_executed_amount=None),
                    }
                ),
            ),
        ),
        "支出合计·上年执行数",
        "工作表“预算与决算”“支出合计”行“上年执行数”列（预算与决算第6行）",
    ),
    "no reason for the change": (
        lambda filing: replace(filing, ledger=replace(filing.ledger, change_reason=None)),
        "支出比上年增减的原因",
        "工作表“预算与决算”",
    ),
    "no mandate": (
        lambda filing: replace(filing, organisation=replace(filing.organisation, mandate=None)),
        "部门职能",
        "工作表“基本信息”",
    ),
    "no notice": (
        lambda filing: replace(filing, notice_title=None),
        "绩效自评通知的名称",
        "工作表“基本信息”",
    ),
    "no date": (lambda filing: replace(filing, filed_on=None), "填报日期", "工作表“基本信息”"),
    "no key tasks": (
        lambda filing: replace(filing, key_tasks=()),
        "重点工作任务及完成情况",
        "工作表“重点工作”",
    ),
    "a key task without result": (
        lambda filing: replace(
            filing,
            key_tasks=(*filing.key_tasks[:-1], replace(filing.key_tasks[-1], completion=None)),
        ),
        "“指导下属单位开展服务”的完成情况",
        "工作表“重点工作”",
    ),
    "no goals": (lambda filing: replace(filing, goals=()), "年度总体绩效目标", "工作表“绩效目标与指标”"),
    "an indicator without actual": (
        lambda filing: _with_indicator(filing, "I03", actual_value=None),
        "公益技能培训·实际完成值",
        "工作表“绩效目标与指标”“公益技能培训”行“实际完成值”列（绩效目标与指标第17行）",
    ),
    "an indicator without target": (
        lambda filing: _with_indicator(filing, "I03", target_value=None),
        "公益技能培训·目标值",
        "工作表“绩效目标与指标”“公益技能培训”行“目标值”列（绩效目标与指标第17行）",
    ),
    "a missed target without reason": (
        lambda filing: _with_indicator(filing, "I09", deviation_explanation=None),
        "建成镇（街）级家庭教育指导服务中心·偏差原因分析",
        "工作表“绩效目标与指标”“建成镇（街）级家庭教育指导服务中心”行“偏差原因分析”列（绩效目标与指标第23行）",
    ),
    "far beyond a target without reason": (
        lambda filing: _with_indicator(filing, "I10", deviation_explanation=None),
        "培育市级“美丽庭院”·偏差原因分析",
        "工作表“绩效目标与指标”“培育市级‘美丽庭院’”行“偏差原因分析”列（绩效目标与指标第24行）",
    ),
    "nothing said about rectification": (
        lambda filing: replace(filing, no_corrective_actions_stated=None),
        "上年度绩效自评或财政重点绩效评价整改情况（没有的填“无”）",
        "工作表“自评说明”",
    ),
    "nothing said about other evaluations": (
        lambda filing: replace(filing, no_other_evaluations_stated=None),
        "其他自评情况（没有的填“无”）",
        "工作表“自评说明”",
    ),
}


@pytest.mark.parametrize("case", PLANTED)
def test_a_missing_fact_is_a_gap_with_its_place(example: Filing, composed_from: ComposeIt, case: str) -> None:
    remove, name, where = PLANTED[case]
    composed = composed_from(remove(example))
    gaps = compose.pending(composed.composition)
    assert (name, where) in [(gap.name, gap.where) for gap in gaps]
    assert f"【待填：{name}，见{where}】" in composed.text


def test_a_missing_input_of_a_score_makes_an_interval_that_says_what_is_missing(
    example: Filing, composed_from: ComposeIt
) -> None:
    management = {
        name: stated
        for name, stated in example.management.items()
        if not name.endswith("three_public_amount")
    }
    composed = composed_from(replace(example, management=MappingProxyType(management)))
    low, high = composed.scorecard.low, composed.scorecard.high
    assert high - low == 4
    assert f"得分在{low.normalize():f}分至{high.normalize():f}分［示例］之间" in composed.body
    assert "“三公”经费决算数" in composed.body
    names = [gap.name for gap in compose.pending(composed.composition)]
    assert "“三公”经费决算数" in names


def test_a_blank_class_is_called_blank_and_not_taken_as_zero(composed: Composed) -> None:
    assert "决算数未按人员经费、公用经费、项目支出分列，本报告不作分类比较。" in composed.body
    assert "人员经费 | — | — | 19,731,374.38 | — | —" in composed.text


def test_an_empty_filing_still_gives_every_section_and_only_gaps(composed_from: ComposeIt) -> None:
    empty = Filing(
        fiscal_year=2024,
        organisation=Organisation(name="示范单位"),
        standard_id="cn-440700.department-overall.2024",
    )
    composed = composed_from(empty)
    headings = [line.lstrip("# ") for line in composed.body.splitlines() if line.startswith("##")]
    assert headings[0] == "一、部门基本情况"
    assert "6.信息公开情况" in headings
    assert headings[-1] == "四、上年度绩效自评或财政重点绩效评价整改情况"
    assert len(compose.pending(composed.composition)) > 15
    assert "0.00" not in composed.body


def test_an_unknown_section_of_another_outline_becomes_a_gap(
    composed: Composed, composed_from: ComposeIt
) -> None:
    section = composed.outline.sections[-1]
    strange = replace(section, code="experience", content="", title="主要经验做法")
    outline = replace(composed.outline, sections=(*composed.outline.sections, strange))
    again = composed_from(composed.filing, outline=outline)
    assert "五、主要经验做法" in again.body
    assert "【待填：主要经验做法，见工作表“自评说明”】" in again.body


def test_a_section_without_content_is_known_by_its_title(
    composed: Composed, composed_from: ComposeIt
) -> None:
    section = composed.outline.sections[-1]
    renamed = replace(section, code="part_four", content="", title="上年度问题整改落实情况")
    outline = replace(composed.outline, sections=(*composed.outline.sections[:-1], renamed))
    again = composed_from(composed.filing, outline=outline)
    assert "本单位填报2023年度绩效自评和财政重点绩效评价没有需要整改的事项。" in again.body


def test_an_optional_section_without_any_fact_is_left_out(example: Filing, composed_from: ComposeIt) -> None:
    from hengji import standards

    outline = standards.load_outline("cn-440000.department-overall.2024")
    assert "机构设置及人员情况" not in composed_from(example, outline=outline).body
    staffed = {**example.management, "management.staff_quota": example.indicators[0].target_value}
    with_staff = replace(example, management=MappingProxyType(staffed))
    assert "（二）机构设置及人员情况" in composed_from(with_staff, outline=outline).body


def test_what_the_day_is_does_not_matter(example: Filing, composed_from: ComposeIt) -> None:
    other = composed_from(replace(example, filed_on=date(2025, 5, 6)))
    assert other.text.count("2025年5月6日") == 1


def test_a_ledger_without_a_total_is_all_gaps(example: Filing, composed_from: ComposeIt) -> None:
    ledger = Ledger(rows=MappingProxyType({LedgerLine.TOTAL: LedgerRow()}))
    composed = composed_from(replace(example, ledger=ledger))
    assert (
        "全年实际支出【待填：支出合计·全年执行数，见工作表“预算与决算”“支出合计”行“全年执行数”列】。"
        in composed.body
    )
