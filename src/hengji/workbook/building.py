"""Building the filing workbook for an edition and a year."""

from __future__ import annotations

from typing import Final

from hengji.domain.filing import Filing
from hengji.domain.ledger import LEDGER_COLUMN_TITLES, LEDGER_LINE_TITLES
from hengji.domain.money import MoneyUnit
from hengji.domain.sheet import Book, SheetPage
from hengji.domain.standard import Standard
from hengji.workbook import layout
from hengji.workbook.form import Contents, FormSheet
from hengji.workbook.locate import address
from hengji.workbook.parts import (
    assessments,
    cover,
    indicators,
    ledger,
    management,
    narratives,
    organisation,
    projects,
    projects_own,
    tasks,
)

_CONTENTS_NOTES: Final = {
    organisation.SHEET.title: "部门名称、职能、下属单位、通知文号",
    ledger.SHEET.title: "年初预算、调整、全年预算、执行、结转结余、上年数",
    tasks.SHEET.title: "任务、完成情况、成果数",
    indicators.SHEET.title: "总体目标、绩效指标、完成值、偏差原因、佐证材料",
    projects.SHEET.title: "项目名称、预算、执行",
    "管理数据": "人员、结转结余、“三公”经费、采购、资产等",
    "评分事项": "本版评分标准的各事项：核对、评判、理由",
    "自评说明": "自评得分、各部分文字、问题与措施、整改、其他自评",
}


def forms(standard: Standard) -> tuple[FormSheet, ...]:
    """The sheets after the cover, in order."""
    sheets = (
        organisation.SHEET,
        ledger.SHEET,
        tasks.SHEET,
        indicators.sheet(standard),
        projects.SHEET,
        management.sheet(standard),
        assessments.sheet(standard),
        narratives.sheet(standard),
    )
    return tuple(projects_own.fitted(sheet, standard) for sheet in sheets)


def build(
    standard: Standard,
    fiscal_year: int,
    filing: Filing | None = None,
    *,
    unit: MoneyUnit = MoneyUnit.YUAN,
    when_filled: str = cover.WHEN_FILLED,
) -> Book:
    """
    The workbook for an edition and a year, blank or holding a filing, amounts in `unit`.

    `when_filled` tells the clerk on the cover what to do with it in the end.

    Raises `InputError` for a filing that answers criteria which the edition does not have.
    """
    filled = {} if filing is None else contents(filing, standard, unit)
    told = filled.get(narratives.NARRATIVES, [])
    sheets = tuple(projects_own.asked(sheet, standard, told) for sheet in forms(standard))
    pages = (
        cover.page(standard, fiscal_year, sheets, _CONTENTS_NOTES, when_filled),
        *(layout.page(sheet, filled, unit) for sheet in sheets),
    )
    return Book(
        title=f"{fiscal_year}年度绩效自评填报表",
        pages=pages,
        names=_names(pages),
        properties={
            cover.FORM_PROPERTY: cover.FORM,
            cover.STANDARD_PROPERTY: standard.id,
            cover.HASH_PROPERTY: standard.edition_hash,
            cover.YEAR_PROPERTY: str(fiscal_year),
        },
    )


def contents(filing: Filing, standard: Standard, unit: MoneyUnit) -> Contents:
    """What a filing puts into each table; raises `InputError` where the edition has no room for it."""
    return (
        organisation.fill(filing)
        | ledger.fill(filing, unit)
        | tasks.fill(filing)
        | indicators.fill(filing)
        | projects.fill(filing, unit)
        | management.fill(filing, unit)
        | assessments.fill(filing, standard)
        | narratives.fill(filing)
    )


def _names(pages: tuple[SheetPage, ...]) -> dict[str, str]:
    """Names for the ledger's amounts, such as 支出合计_全年预算数, for people's own formulas."""
    page = next(page for page in pages if page.title == ledger.SHEET.title)
    columns = {
        str(cell.value): cell.column
        for cell in page.cells
        if str(cell.value) in LEDGER_COLUMN_TITLES.values()
    }
    names = {}
    for cell in page.cells:
        line = str(cell.value).removesuffix(" *")
        if cell.column == 1 and line in LEDGER_LINE_TITLES.values():
            for title, column in columns.items():
                letters = address(1, column)[:-1]
                names[f"{line}_{title}"] = f"'{page.title}'!${letters}${cell.row}"
    return names
