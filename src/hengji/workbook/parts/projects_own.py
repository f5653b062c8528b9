"""
A project's form: the same sheets and fields, asked about one project instead of a whole department.

Sheets, headers and codes stay what they are, so that a workbook is read back the same way whatever
is evaluated; only headings, notes and the titles of the unit's own words differ.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hengji.domain.filing import NarrativeSection
from hengji.domain.standard import Spending, Standard
from hengji.workbook.form import KEY, REMARK, FixedRow, FormSheet, Rows
from hengji.workbook.parts.narratives import NARRATIVES

_WORDS: Final = {
    "基本信息": (
        "填报单位基本信息",
        (
            "白底蓝字处由填报人填写；带 * 的必须填写。“部门名称”填项目实施单位，项目名称填在“项目支出”表。"
            "没有的项目请留空，不要填 0 或“无”。"
        ),
    ),
    "预算与决算": (
        "项目预算与执行情况",
        (
            "只填本项目的资金：填“支出合计”一行和按资金来源的各行，人员经费、公用经费、项目支出各行不用填。"
            "灰色单元格自动计算；出现“相差”时请核对同一行、同一列的数。没有发生的填 0，没有数据的留空。"
        ),
    ),
    "重点工作": (
        "项目实施情况",
        "项目自评可以不填本表；需要说明实施内容的，每项工作写一行。数量可以写“超15万”“400多”这样的约数。",
    ),
    "绩效目标与指标": ("项目绩效目标与指标完成情况", None),
    "项目支出": (
        "项目名称与资金",
        "写明本次自评的项目名称，它会写进报告标题；一个项目一份填报表。资金应与“预算与决算”的支出合计一致。",
    ),
}
"""Sheet → heading and note; `None` keeps the department's."""

_NARRATIVES: Final = {
    NarrativeSection.GOAL_OVERVIEW: ("项目绩效目标情况", "项目绩效目标如何设定、完成得怎样"),
    NarrativeSection.MANDATE_EFFECTIVENESS: ("绩效指标完成情况", "产出和效益说明了什么，还有哪些不足"),
}
"""The unit's own words that a project's report has room for."""


def fitted(sheet: FormSheet, standard: Standard) -> FormSheet:
    """The sheet as an edition of that kind of spending asks it."""
    if standard.spending is Spending.DEPARTMENT:
        return sheet
    heading, note = _WORDS.get(sheet.title, (None, None))
    grids = tuple(
        replace(grid, rows=tuple(map(_renamed, grid.rows))) if grid.id == NARRATIVES else grid
        for grid in sheet.grids
    )
    return replace(sheet, heading=heading or sheet.heading, note=note or sheet.note, grids=grids)


def asked(sheet: FormSheet, standard: Standard, told: Rows) -> FormSheet:
    """Without the words that a project's report has no room for, unless the filing has them."""
    if standard.spending is Spending.DEPARTMENT:
        return sheet
    keys = {*_NARRATIVES, *(row[KEY].value for row in told)}
    grids = tuple(
        replace(grid, rows=tuple(row for row in grid.rows if row.key in keys))
        if grid.id == NARRATIVES
        else grid
        for grid in sheet.grids
    )
    return replace(sheet, grids=grids)


def _renamed(row: FixedRow) -> FixedRow:
    section = next((one for one in _NARRATIVES if one == row.key), None)
    if section is None:
        return row
    title, hint = _NARRATIVES[section]
    return replace(row, title=title, words={**row.words, REMARK: hint})
