"""The workbook as a clerk meets it: every edition, what is asked, what is locked, what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hengji import standards, workbook
from hengji.documents.readers import xlsx
from hengji.documents.writers.xlsx import write_book
from hengji.domain.filing import Assessment, Filing
from hengji.domain.organisation import Organisation
from hengji.domain.problem import InputError
from hengji.domain.sheet import Book, CellStyle, SheetCell
from hengji.domain.standard import Standard

PROJECT = "cn.project-self-evaluation.2020"


def _cells(book: Book, title: str) -> tuple[SheetCell, ...]:
    return next(page for page in book.pages if page.title == title).cells


@pytest.mark.parametrize("edition", [each.id for each in standards.available()])
def test_every_edition_has_a_workbook_that_is_read_back(edition: str, tmp_path: Path) -> None:
    standard = standards.load(edition)
    filing = Filing(fiscal_year=2024, organisation=Organisation(name="示例单位"), standard_id=edition)
    path = tmp_path / "a.xlsx"
    write_book(workbook.build(standard, 2024, filing), path)
    returned = workbook.read(xlsx.read(path), standards.load)
    assert (returned.standard_id, returned.organisation.name) == (edition, "示例单位")
    assert (returned.ledger.rows, returned.indicators, returned.assessments) == ({}, (), {})


def test_the_cover_shows_the_name_that_the_next_sheet_holds(
    filing: Filing, write: Callable[..., Path]
) -> None:
    path = write(filing)
    shown = openpyxl.load_workbook(path)["封面"]["B4"].value
    assert shown == "=IF('基本信息'!B6=\"\",\"\",'基本信息'!B6)"
    assert openpyxl.load_workbook(path)["基本信息"]["B6"].value == "示例市档案馆"


def test_an_illustrative_edition_says_so_on_the_cover(standard: Standard) -> None:
    book = workbook.build(standard, 2024)
    warnings = [str(cell.value) for cell in _cells(book, "封面") if cell.style is CellStyle.WARNING]
    assert len(warnings) == 1
    assert "不是官方规定" in warnings[0]


def test_edition_hash_and_year_travel_with_the_file(standard: Standard, write: Callable[..., Path]) -> None:
    properties = xlsx.read(write(None)).properties
    assert properties["hengji.standard"] == standard.id
    assert properties["hengji.edition_hash"] == standard.edition_hash
    assert properties["hengji.fiscal_year"] == "2024"


def test_only_what_the_edition_computes_from_is_marked_as_needed(standard: Standard) -> None:
    cells = _cells(workbook.build(standard, 2024), "管理数据")
    names = {cell.row: str(cell.value) for cell in cells if cell.column == 1}
    needed = {names[cell.row] for cell in cells if cell.style is CellStyle.MARK}
    assert needed == {
        "可不计入的预算调整数 *",
        "“三公”经费预算数 *",
        "“三公”经费决算数 *",
        "公用经费预算安排数 *",
        "公用经费实际支出数 *",
    }


def test_computed_cells_are_locked_and_inputs_are_not(filing: Filing, write: Callable[..., Path]) -> None:
    for sheet in openpyxl.load_workbook(write(filing)):
        assert sheet.protection.sheet
        for row in sheet.iter_rows():
            for cell in row:
                if str(cell.value or "").startswith("="):
                    assert cell.protection.locked, f"{sheet.title}!{cell.coordinate}"
    page = openpyxl.load_workbook(write(filing))["预算与决算"]
    assert not page["B6"].protection.locked


def test_no_hint_is_longer_than_a_balloon(standard: Standard) -> None:
    for page in workbook.build(standard, 2024).pages:
        for cell in page.cells:
            assert len(cell.hint) <= 255
            assert len(cell.hint_title) <= 32


def test_answers_to_criteria_that_the_edition_lacks_are_not_lost_in_silence(
    filing: Filing, standard: Standard
) -> None:
    strange = replace(filing, assessments={"elsewhere": Assessment(criterion="elsewhere")})
    with pytest.raises(InputError, match="没有评分事项 elsewhere"):
        workbook.build(standard, 2024, strange)


def test_a_projects_form_asks_about_the_project_and_for_nothing_its_report_has_no_room_for() -> None:
    book = workbook.build(standards.load(PROJECT), 2024)
    words = {str(cell.value) for page in book.pages for cell in page.cells}
    assert {"项目支出绩效自评填报表", "项目绩效目标与指标完成情况", "项目绩效目标情况", "实施单位"} <= words
    assert not {word for word in words if "部门整体支出" in word}
    assert not {"预算编制", "信息公开", "年度总体工作"} & {cell.value for cell in _cells(book, "自评说明")}


def test_what_a_department_wrote_keeps_its_place_in_a_projects_form(
    filing: Filing, without_places: Callable[[Any], Any], tmp_path: Path
) -> None:
    edition = standards.load(PROJECT)
    moved = replace(filing, standard_id=PROJECT, assessments={})
    path = tmp_path / "filing.xlsx"
    write_book(workbook.build(edition, 2024, moved), path)
    assert without_places(moved) == without_places(workbook.read(xlsx.read(path), standards.load))


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        (
            "cn-440700.department-overall.2024",
            "产出指标完成情况30分（产出指标）；效益指标完成情况20分（效益指标）；满意度10分（满意度指标）。",
        ),
        ("cn-510000.department-overall.2018", None),
    ],
)
def test_the_sheet_of_indicators_says_to_what_the_weights_must_sum(edition: str, said: str | None) -> None:
    note = next(
        str(cell.value)
        for cell in _cells(workbook.build(standards.load(edition), 2018), "绩效目标与指标")
        if cell.row == 2
    )
    assert note.endswith(f"要求的分值合计：{said}" if said else "在“示例”一栏注明。")
