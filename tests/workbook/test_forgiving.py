"""Forgiving where a person would be: other spellings, other shapes, the same filing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengji.domain.filing import Filing
from hengji.domain.indicator import Achievement, Direction
from hengji.domain.stated import Stated

_CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "workbook" / "forgiven.yaml").read_text("utf-8")
)
_FACTS = {
    ("人员经费", "全年预算数"): "ledger.personnel.adjusted_budget_amount",
    ("人员经费", "预算调整数"): "ledger.personnel.adjustment_amount",
    ("支出合计", "全年执行数"): "ledger.total.executed_amount",
    ("实际支付进度", "数值"): "management.disbursement_actual",
    ("在职人员数", "数值"): "management.staff_actual",
}


@pytest.mark.parametrize("name", _CASES)
def test_a_spelling_is_read_as_the_number_meant(name: str, desk: Any) -> None:
    case = _CASES[name]
    cell = desk.cell(case["sheet"], case["row"], case["column"])
    cell.value = case["write"]
    if "format" in case:
        cell.number_format = case["format"]
    stated: Stated | None = desk.read().fact(_FACTS[case["row"], case["column"]])
    if case["value"] is None:
        assert stated is None
        return
    assert stated is not None
    assert Decimal(case["value"]) == stated.value
    assert stated.step == (Decimal(case["step"]) if "step" in case else None)


def test_rows_and_columns_may_be_inserted(
    desk: Any, filing: Filing, without_places: Callable[[Any], Any]
) -> None:
    for title in ("基本信息", "预算与决算", "重点工作", "绩效目标与指标", "项目支出", "评分事项", "自评说明"):
        sheet = desk.sheet(title)
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        if title in {"预算与决算", "项目支出", "评分事项"}:
            sheet.insert_cols(1)
            sheet.insert_cols(3)
        sheet.insert_rows(8)
        sheet.insert_rows(2)
    assert without_places(filing) == without_places(desk.read())


def test_unused_fixed_rows_and_columns_may_be_deleted(
    desk: Any, filing: Filing, without_places: Callable[[Any], Any]
) -> None:
    # openpyxl leaves merged ranges where they were; an office program moves them along.
    for title in ("预算与决算", "绩效目标与指标"):
        for merged in list(desk.sheet(title).merged_cells.ranges):
            desk.sheet(title).unmerge_cells(str(merged))
    sheet = desk.sheet("预算与决算")
    for title in ("其他资金", "上年结转"):
        sheet.delete_rows(desk.cell("预算与决算", title, "全年预算数").row)
    column = desk.cell("绩效目标与指标", "举办展览", "完成率").column
    desk.sheet("绩效目标与指标").delete_cols(column)
    assert without_places(filing) == without_places(desk.read())


def test_headers_may_be_spaced_out_and_starred(
    desk: Any, filing: Filing, without_places: Callable[[Any], Any]
) -> None:
    for row in desk.sheet("项目支出").iter_rows():
        for cell in row:
            if cell.value == "全年预算数":
                cell.value = "全年\n预算数（元）"
            if cell.value == "项目名称 *":
                cell.value = "项 目 名 称："
    assert without_places(filing) == without_places(desk.read())


def test_the_year_on_the_cover_may_be_typed_again_in_full_width(
    desk: Any, filing: Filing, without_places: Callable[[Any], Any]
) -> None:
    desk.sheet("封面")["B5"].value = "２０２４年度"
    assert without_places(filing) == without_places(desk.read())


def test_a_column_of_remarks_is_left_alone(
    desk: Any, filing: Filing, without_places: Callable[[Any], Any]
) -> None:
    sheet = desk.sheet("项目支出")
    sheet["E5"].value = "备注"
    sheet["E6"].value = "已与业务科核对"
    assert without_places(filing) == without_places(desk.read())


def test_a_total_row_of_the_clerk_is_no_entry(
    desk: Any, filing: Filing, without_places: Callable[[Any], Any]
) -> None:
    sheet = desk.sheet("项目支出")
    sheet["A10"].value = "合 计"
    sheet["B10"].value = 500000
    assert without_places(filing) == without_places(desk.read())


def test_merged_dimension_cells_hold_for_every_row_below(desk: Any) -> None:
    row = desk.cell("绩效目标与指标", "举办展览", "一级指标").row
    sheet = desk.sheet("绩效目标与指标")
    for column in (2, 3):
        sheet.cell(row=row + 1, column=column).value = None
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    first, second = desk.read().indicators[:2]
    assert (first.dimension, first.category) == (second.dimension, second.category)


def test_a_merged_task_title_holds_for_its_counts(
    desk: Any, filing: Filing, without_places: Callable[[Any], Any]
) -> None:
    row = desk.cell("重点工作", "编研开发", "数量").row
    for column in (1, 2):
        desk.sheet("重点工作").merge_cells(
            start_row=row, end_row=row + 1, start_column=column, end_column=column
        )
    assert without_places(filing.key_tasks) == without_places(desk.read().key_tasks)


@pytest.mark.parametrize("words", ["是", "√", "有", "Ｙ", " 是 "])
def test_yes_has_many_spellings(words: str, desk: Any) -> None:
    desk.cell("评分事项", "budget_preparation/detailed_to_projects", "是否满足").value = words
    assert desk.read().assessments["budget_preparation"].checks["detailed_to_projects"].met


@pytest.mark.parametrize("words", ["否", "×", "无", "x", "没有"])
def test_no_has_many_spellings(words: str, desk: Any) -> None:
    desk.cell("评分事项", "budget_preparation/on_time_and_complete", "是否满足").value = words
    assert not desk.read().assessments["budget_preparation"].checks["on_time_and_complete"].met


@pytest.mark.parametrize(
    "written", ["2025年4月3日", "2025-04-03", "2025/4/3", "2025.4.3", "20250403", date(2025, 4, 3)]
)
def test_a_day_has_many_spellings(written: str | date, desk: Any) -> None:
    desk.cell("基本信息", "填报日期", "填写内容").value = written
    assert desk.read().filed_on == date(2025, 4, 3)


def test_short_words_for_dimension_direction_and_achievement(desk: Any) -> None:
    desk.cell("绩效目标与指标", "举办展览", "一级指标").value = "产出"
    desk.cell("绩效目标与指标", "举办展览", "指标性质").value = ">="
    desk.cell("绩效目标与指标", "举办展览", "目标值").value = "≥40"
    desk.cell("绩效目标与指标", "形成保护机制", "完成程度").value = "部分达成"
    indicators = desk.read().indicators
    assert indicators[0].direction is Direction.HIGHER_IS_BETTER
    assert indicators[0].target_value is not None
    assert indicators[0].target_value.value == Decimal(40)
    assert indicators[3].achievement is Achievement.PARTIAL


def test_none_in_the_list_is_the_unit_s_word_that_there_are_none(desk: Any) -> None:
    desk.cell("自评说明", "其他自评情况", "填写内容").value = None
    row = desk.cell("自评说明", "专项自评", "评价名称").row
    sheet = desk.sheet("自评说明")
    for cell in sheet[row]:
        if not type(cell).__name__.startswith("Merged"):
            cell.value = None
    sheet.cell(row=row, column=1).value = "无。"
    filing = desk.read()
    assert filing.no_other_evaluations_stated is True
    assert filing.other_evaluations == ()


def test_an_answer_that_reads_like_a_table_s_title_is_an_answer(desk: Any) -> None:
    desk.cell("绩效目标与指标", "服务群众", "三级指标").value = "一、年度总体目标"
    titles = [indicator.title for indicator in desk.read().indicators]
    assert titles == ["举办展览", "一、年度总体目标", "读者满意度", "形成保护机制"]
