"""项目支出: the projects inside the department's expenditure."""

from __future__ import annotations

from typing import Final

from hengji.domain.filing import Filing
from hengji.domain.indicator import Project
from hengji.domain.money import MoneyUnit
from hengji.workbook import spelling
from hengji.workbook.computed import Ratio, same_row
from hengji.workbook.form import Contents, Field, FormSheet, Grid, Kind, Row, Shown
from hengji.workbook.returned import ReturnedSheet

GRID: Final = "projects"
_TITLE, _BUDGET, _EXECUTED = "title", "adjusted_budget_amount", "executed_amount"

SHEET: Final = FormSheet(
    title="项目支出",
    heading="项目支出情况",
    note="逐项填写纳入本次自评的项目。各项目全年执行数相加，应与“预算与决算”中的项目支出一致。",
    money_unit=True,
    landscape=False,
    widths=(46, 20, 20, 14),
    grids=(
        Grid(
            id=GRID,
            title="项目清单",
            columns=(
                Field(id=_TITLE, title="项目名称", required=True, hint="与批复的项目名称一致"),
                Field(id=_BUDGET, title="全年预算数", kind=Kind.AMOUNT, hint="调整后的全年预算"),
                Field(id=_EXECUTED, title="全年执行数", kind=Kind.AMOUNT, hint="本年实际支出"),
                Field(
                    id="execution_rate",
                    title="预算执行率",
                    kind=Kind.COMPUTED_PERCENT,
                    computation=Ratio(over=same_row(_EXECUTED), under=same_row(_BUDGET)),
                ),
            ),
            blank_rows=15,
        ),
    ),
)


def fill(filing: Filing, unit: MoneyUnit) -> Contents:
    """A row a project."""
    rows: list[Row] = []
    for project in filing.projects:
        row = {_TITLE: Shown(value=project.title)}
        if project.adjusted_budget_amount is not None:
            row[_BUDGET] = spelling.amount(project.adjusted_budget_amount, unit)
        if project.executed_amount is not None:
            row[_EXECUTED] = spelling.amount(project.executed_amount, unit)
        rows.append(row)
    return {GRID: rows}


def take(sheet: ReturnedSheet) -> tuple[Project, ...]:
    """The projects, in yuan; a title that comes twice is a problem."""
    projects: list[Project] = []
    unit = sheet.money_unit()
    for record in sheet.records(GRID):
        title = sheet.taking.required_text(record, _TITLE, "项目名称")
        budget = sheet.taking.amount(record, _BUDGET, "全年预算数", unit)
        executed = sheet.taking.amount(record, _EXECUTED, "全年执行数", unit)
        if title is None:
            continue
        if any(project.title == title for project in projects):
            sheet.taking.say(record.at(_TITLE), f"项目“{title}”填了两次", "每个项目填一行", "请合并或改名")
        projects.append(
            Project(
                title=title, adjusted_budget_amount=budget, executed_amount=executed, place=record.at(_TITLE)
            )
        )
    return tuple(projects)
