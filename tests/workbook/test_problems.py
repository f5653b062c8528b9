"""A wrong workbook is answered with all of its problems: place, found, expected, what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengji import standards, workbook
from hengji.documents import readers
from hengji.documents.readers import xlsx
from hengji.documents.writers.xlsx import write_book
from hengji.domain.problem import InvalidWorkbook, Problem, UnknownStandard, UnrecognisedLayout
from hengji.domain.sheet import Book, SheetCell, SheetPage
from hengji.domain.standard import Standard

_CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "workbook" / "problems.yaml").read_text("utf-8")
)


def _spoil(desk: Any, case: dict[str, Any]) -> str:
    """Change the cell of the case; the address where the problem is expected."""
    sheet = case["sheet"]
    if "cell" in case:
        cell = desk.sheet(sheet)[case["cell"]]
    elif case.get("header"):
        cell = next(
            each
            for row in desk.sheet(sheet).iter_rows()
            for each in row
            if str(each.value or "").removesuffix(" *") == case["column"]
        )
    else:
        cell = desk.cell(sheet, case["row"], case["column"])
    expected = f"{sheet}!{cell.coordinate}"
    if "at_row" in case:
        expected = f"{sheet}!{desk.cell(sheet, case['at_row'], case['at_column']).coordinate}"
    value = case.get("formula", case.get("write"))
    cell.value = value
    if isinstance(value, str) and value.startswith("#"):
        cell.data_type = "e"
    return str(case.get("at", expected))


def _problems(desk: Any) -> tuple[Problem, ...]:
    with pytest.raises(InvalidWorkbook) as caught:
        desk.read()
    return caught.value.problems


@pytest.mark.parametrize("name", _CASES)
def test_a_spoilt_cell_is_named_with_what_was_found_and_expected(name: str, desk: Any) -> None:
    case = _CASES[name]
    place = _spoil(desk, case)
    problems = _problems(desk)
    assert [str(problem.place) for problem in problems] == [place], [str(each) for each in problems]
    assert case["found"] in problems[0].found
    assert case["expected"] in problems[0].expected
    assert problems[0].remedy.startswith("请")


def test_all_problems_come_at_once_in_the_order_of_the_sheets(desk: Any) -> None:
    names = ["amount_in_words", "indicator_weight_negative", "check_answered_in_words", "grade_unknown"]
    places = [_spoil(desk, _CASES[name]) for name in reversed(names)]
    problems = _problems(desk)
    assert list(reversed(places)) == [str(problem.place) for problem in problems]


def test_a_deleted_sheet_is_missed(desk: Any) -> None:
    del desk.book["管理数据"]
    problems = _problems(desk)
    assert [problem.found for problem in problems] == ["缺少工作表“管理数据”"]


def test_a_copied_sheet_with_its_number_is_named_in_the_remedy(desk: Any) -> None:
    desk.sheet("管理数据").title = "管理数据 (2)"
    (problem,) = _problems(desk)
    assert problem.remedy.startswith("如果“管理数据 (2)”就是这张表，请把表名改回“管理数据”")


def test_a_deleted_column_of_codes_is_said_once_and_not_for_every_row(desk: Any) -> None:
    sheet = desk.sheet("评分事项")
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_cols(11)
    assert [problem.found for problem in _problems(desk)] == ["“评分事项清单”的表头缺少“编码”一列"]


@pytest.mark.parametrize("unit", ["万元", "千元"])
def test_a_header_in_another_unit_than_the_sheets_is_told(unit: str, desk: Any) -> None:
    cell = next(one for row in desk.sheet("项目支出").iter_rows() for one in row if one.value == "全年预算数")
    cell.value = f"全年预算数\n（{unit}）"
    (problem,) = _problems(desk)
    assert str(problem.place) == f"项目支出!{cell.coordinate}"
    assert problem.found == f"表头写的是“{unit}”，本表“金额单位”选的是“元”"


def test_a_renamed_sheet_is_missed(desk: Any) -> None:
    desk.sheet("重点工作").title = "工作任务"
    assert [problem.found for problem in _problems(desk)] == ["缺少工作表“重点工作”"]


def test_a_row_filled_twice_names_both(desk: Any) -> None:
    sheet = desk.sheet("预算与决算")
    row = desk.cell("预算与决算", "人员经费", "全年预算数").row
    sheet.cell(row=row + 1, column=1).value = "人员经费"
    (problem,) = _problems(desk)
    assert problem.found == f"“人员经费”填了两行，另一行在第 {row} 行"


def test_a_deleted_header_is_missed(desk: Any) -> None:
    sheet = desk.sheet("项目支出")
    for cell in sheet[5]:
        if hasattr(cell, "value"):
            cell.value = None
    (problem,) = _problems(desk)
    assert "找不到“项目清单”的表头" in problem.found


def test_another_spreadsheet_is_no_filing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    page = SheetPage(
        title="工资表",
        cells=(SheetCell(row=1, column=1, value="姓名"),),
        column_widths=(10,),
        row_heights={},
    )
    write_book(Book(title="", pages=(page,), names={}, properties={}), path)
    with pytest.raises(UnrecognisedLayout) as caught:
        workbook.read(xlsx.read(path), standards.load)
    (problem,) = caught.value.problems
    assert problem.found == "文件里的工作表是：工资表"


def test_a_document_without_sheets_is_no_filing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("部门整体支出绩效自评报告", encoding="utf-8")
    with pytest.raises(UnrecognisedLayout) as caught:
        workbook.read(readers.read(path), standards.load)
    (problem,) = caught.value.problems
    assert problem.found == "这个文件里没有工作表，不是 Excel 工作簿"


def test_an_edition_that_is_not_here_is_named(write: Callable[..., Path], filing: Any) -> None:
    def unknown(standard_id: str) -> Standard:
        raise UnknownStandard(standard_id)

    with pytest.raises(InvalidWorkbook) as caught:
        workbook.read(xlsx.read(write(filing)), unknown)
    (problem,) = caught.value.problems
    assert "cn-440700.department-overall.2024" in problem.found


def test_without_cover_and_properties_nobody_knows_the_edition(desk: Any) -> None:
    del desk.book["封面"]
    desk.book.custom_doc_props.props.clear()
    found = [problem.found for problem in _problems(desk)]
    assert found == ["封面上没有“评分标准编号”", "封面上没有“评价年度”"]


def test_a_year_that_is_none_is_refused(desk: Any) -> None:
    desk.sheet("封面")["B5"].value = "今年"
    desk.book.custom_doc_props.props.clear()
    (problem,) = _problems(desk)
    assert problem.found == "评价年度是“今年”"
    assert str(problem.place) == "封面!B5"


def test_a_deleted_column_that_the_form_needs_is_missed(desk: Any) -> None:
    desk.sheet("重点工作").delete_cols(4)
    found = [problem.found for problem in _problems(desk)]
    assert found[0] == "“重点工作任务”的表头缺少“数量”一列"
