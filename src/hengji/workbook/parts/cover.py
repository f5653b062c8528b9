"""封面: the year, the edition, and how to fill the workbook in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hengji.domain.extract import Extract
from hengji.domain.problem import Problem
from hengji.domain.sheet import CellStyle, SheetCell, SheetPage
from hengji.domain.source import Place
from hengji.domain.standard import Spending, Standard
from hengji.workbook import entry_numbers
from hengji.workbook.form import FormSheet
from hengji.workbook.locate import SheetView
from hengji.workbook.parts import organisation

TITLE: Final = "封面"
YEAR, EDITION, HASH = "评价年度", "评分标准编号", "评分标准校验码"
STANDARD_PROPERTY: Final = "hengji.standard"
HASH_PROPERTY: Final = "hengji.edition_hash"
YEAR_PROPERTY: Final = "hengji.fiscal_year"
FORM_PROPERTY: Final = "hengji.form"
FORM: Final = "filing-workbook.1"
"""Which form this is; a later form gets a new number."""

SHEET: Final = FormSheet(title=TITLE, heading="", note="", grids=(), widths=(24, 44, 44))
_FIRST_YEAR, _LAST_YEAR = 1990, 2100

_TITLES: Final = {
    Spending.DEPARTMENT: "部门整体支出绩效自评填报表",
    Spending.PROJECT: "项目支出绩效自评填报表",
    Spending.EARMARKED: "专项资金绩效自评填报表",
    Spending.TRANSFER: "转移支付绩效自评填报表",
}
_STEPS: Final = (
    "按下面的目录逐表填写。只填白底蓝字的单元格；灰底单元格自动计算或已锁定。",
    "行不够时，在表内插入行即可；用不到的行留空。请不要改动表名、表头和“编码”。",
    "没有的数据留空，确实为零才填 0。金额按各表“金额单位”填写；也可以在数字后直接写“万元”。",
    "带下拉箭头的从列表中选择。选中单元格会显示填报提示。",
)
WHEN_FILLED: Final = "填好后运行 hengji evaluate 本文件，一次得到全部需要更正之处、得分和自评报告。"
"""The last step where nothing else is said."""
_LEGEND: Final = (
    (CellStyle.INPUT, "白底蓝字：请填写"),
    (CellStyle.COMPUTED, "灰底：自动计算或锁定，不用填写"),
    (CellStyle.MARK, "黄底：必填，或举例的内容"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which edition and year the workbook is for."""

    standard_id: str
    fiscal_year: int


def page(
    standard: Standard,
    fiscal_year: int,
    sheets: tuple[FormSheet, ...],
    notes: dict[str, str],
    when_filled: str = WHEN_FILLED,
) -> SheetPage:
    """The cover; `notes` say in a few words what each sheet asks, `when_filled` what to do in the end."""
    cells = [
        _wide(
            1,
            _TITLES.get(standard.spending, "绩效自评填报表"),
            CellStyle.TITLE,
        ),
        _wide(2, f"{fiscal_year}年度", CellStyle.SUBTITLE),
        *_pair(
            4,
            "部门名称" if standard.spending is Spending.DEPARTMENT else "实施单位",
            None,
            formula=f"=IF('{organisation.SHEET.title}'!{_NAME_CELL}=\"\",\"\",'{organisation.SHEET.title}'!{_NAME_CELL})",
        ),
        *_pair(5, YEAR, str(fiscal_year)),
        *_pair(6, "评分标准", standard.title),
        *_pair(7, EDITION, standard.id),
        *_pair(8, HASH, standard.edition_hash),
        *_pair(9, "适用地区", standard.jurisdiction_name),
        *_pair(10, "依据", str(standard.basis)),
    ]
    row = 11
    if standard.illustrative:
        cells.append(
            _wide(row, "注意：本版评分标准的分值为示例，不是官方规定，不得用于正式评分。", CellStyle.WARNING)
        )
        row += 1
    cells.append(_wide(row + 1, "怎样填写", CellStyle.SECTION))
    row += 2
    for number, step in enumerate((*_STEPS, when_filled), start=1):
        cells.append(_wide(row, f"{number}. {step}", CellStyle.TEXT))
        row += 1
    cells.append(_wide(row + 1, "图例", CellStyle.SECTION))
    row += 2
    for style, words in _LEGEND:
        cells.append(_wide(row, words, style))
        row += 1
    cells.append(_wide(row + 1, "目录", CellStyle.SECTION))
    row += 2
    for sheet in sheets:
        cells.append(
            SheetCell(row=row, column=1, value=sheet.title, style=CellStyle.LABEL, link=f"{sheet.title}!A1")
        )
        cells.append(
            SheetCell(
                row=row, column=2, column_span=2, value=notes.get(sheet.title, ""), style=CellStyle.TEXT
            )
        )
        row += 1
    heights = {1: 42.0, 2: 24.0} | dict.fromkeys(range(4, row), 22.0)
    return SheetPage(
        title=TITLE,
        cells=tuple(cells),
        column_widths=SHEET.widths,
        row_heights=heights,
        protected=True,
        tab_color="#1F497D",
    )


_NAME_CELL: Final = "B6"
"""Where `layout` puts the first answer of 基本信息; a test holds the two together."""


def _wide(row: int, words: str, style: CellStyle) -> SheetCell:
    return SheetCell(row=row, column=1, column_span=3, value=words, style=style)


def _pair(
    row: int, title: str, value: str | int | None, *, formula: str | None = None
) -> tuple[SheetCell, SheetCell]:
    return (
        SheetCell(row=row, column=1, value=title, style=CellStyle.LABEL),
        SheetCell(
            row=row,
            column=2,
            column_span=2,
            value="" if formula else value,
            formula=formula,
            style=CellStyle.STRONG if formula or title == YEAR else CellStyle.TEXT,
            format="0" if isinstance(value, int) else None,
        ),
    )


def identity(extract: Extract, problems: list[Problem]) -> Identity | None:
    """
    Edition and year as the properties and the cover say; they must not contradict each other.

    Office programs of every make keep the cover, some drop the properties.
    """
    view = next(
        (
            SheetView.of(extract, table, SHEET, problems)
            for table in extract.tables
            if table.title.strip() == TITLE
        ),
        None,
    )
    edition = _agreed(view, EDITION, extract.properties.get(STANDARD_PROPERTY), problems)
    year = _agreed(view, YEAR, extract.properties.get(YEAR_PROPERTY), problems)
    if edition is None or year is None:
        return None
    number = entry_numbers.number_in(year.removesuffix("年度").removesuffix("年"))
    if number is None or not _FIRST_YEAR <= number.value <= _LAST_YEAR or number.value % 1:
        found, remedy = f"评价年度是“{year}”", "请改正封面上的评价年度"
        problems.append(_problem(view, YEAR, found, "应为四位年份，如 2024", remedy))
        return None
    return Identity(standard_id=edition, fiscal_year=int(number.value))


def hash_of(extract: Extract) -> str | None:
    """The hash of the edition as it was when the workbook was made; `None` where the file does not say."""
    return extract.properties.get(HASH_PROPERTY)


def _agreed(view: SheetView | None, title: str, kept: str | None, problems: list[Problem]) -> str | None:
    entry = None if view is None else view.beside(title)
    printed = None if entry is None else entry.quote.strip()
    if printed is None and kept is None:
        remedy = "请用空白填报表重新填写，或补上封面"
        problems.append(_problem(view, title, f"封面上没有“{title}”", f"封面应写明{title}", remedy))
        return None
    if printed is not None and kept is not None and _same(printed) != _same(kept):
        found = f"封面上的{title}是“{printed}”，文件属性里是“{kept}”"
        remedy = "请改回原来的封面；换年度或换评分标准须另用一份空白填报表"
        problems.append(_problem(view, title, found, "两处应一致", remedy))
        return None
    return kept or printed


def _same(words: str) -> str:
    """Whoever types the year again may write ２０２４年."""
    return entry_numbers.plain(words).removesuffix("度").removesuffix("年")


def _problem(view: SheetView | None, title: str, found: str, expected: str, remedy: str) -> Problem:
    entry = None if view is None else view.beside(title)
    place = Place(sheet=TITLE) if entry is None else entry.place
    return Problem(place=place, found=found, expected=expected, remedy=remedy)
