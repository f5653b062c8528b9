"""
Make the example workbooks that the package carries, from examples/jiangmen-womens-federation-2024.

The first holds the filing as it is; the second the same with one mistake after another planted,
each of its own kind, to show how a wrong workbook is answered.
"""

from __future__ import annotations

import runpy
import sys
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from hengji import standards, workbook
from hengji.documents.writers import xlsx
from hengji.domain.filing import Filing
from hengji.domain.sheet import Book, SheetCell, SheetPage

REPOSITORY = Path(__file__).parents[1]
SOURCE = REPOSITORY / "examples" / "jiangmen-womens-federation-2024" / "filing.py"
TARGET = REPOSITORY / "src" / "hengji" / "cli" / "examples"
NAME = "jiangmen-womens-federation-2024"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What a clerk might get wrong: the cell in that row and under that heading, and what stands there."""

    sheet: str
    row: str
    column: str
    value: str | Decimal | None
    shows: str
    """What this mistake is an example of."""


_INDICATORS = "绩效目标与指标"
MISTAKES = (
    Mistake(sheet="基本信息", row="部门名称", column="填写内容", value=None, shows="必填项空白"),
    Mistake(sheet="基本信息", row="填报日期", column="填写内容", value="2025年13月45日", shows="没有这一天"),
    Mistake(
        sheet="预算与决算", row="支出合计", column="全年执行数", value="约2877万元", shows="金额写成约数"
    ),
    Mistake(
        sheet="预算与决算", row="人员经费", column="全年预算数", value="一千九百多万", shows="数字格里写文字"
    ),
    Mistake(sheet="重点工作", row="公益技能培训", column="数量", value=None, shows="有成果名称没有数量"),
    Mistake(sheet=_INDICATORS, row="I02", column="编号", value="I01", shows="编号重复"),
    Mistake(sheet=_INDICATORS, row="I03", column="目标值", value="若干", shows="目标值不是数"),
    Mistake(
        sheet=_INDICATORS, row="I04", column="目标值", value=None, shows="没有目标值（改正后列入问题清单）"
    ),
    Mistake(sheet=_INDICATORS, row="I05", column="一级指标", value="投入指标", shows="不在下拉列表中"),
    Mistake(
        sheet=_INDICATORS, row="I06", column="二级指标", value="社会效益指标", shows="二级指标不属于一级指标"
    ),
    Mistake(sheet=_INDICATORS, row="I07", column="指标性质", value=None, shows="没有选择方向"),
    Mistake(sheet=_INDICATORS, row="I08", column="分值", value=Decimal(-2), shows="分值为负数"),
    Mistake(sheet=_INDICATORS, row="I12", column="实际完成值", value="0.976", shows="分不清0.976%与97.6%"),
    Mistake(
        sheet=_INDICATORS,
        row="I13",
        column="分值",
        value=Decimal(15),
        shows="分值合计超过满分（改正后列入问题清单）",
    ),
    Mistake(sheet=_INDICATORS, row="I15", column="目标值", value="900万人次", shows="单位与单位栏不一致"),
    Mistake(sheet=_INDICATORS, row="I16", column="三级指标", value=None, shows="指标没有名称"),
    Mistake(sheet=_INDICATORS, row="I17", column="目标值", value="≤1500", shows="符号与指标性质矛盾"),
    Mistake(sheet=_INDICATORS, row="I22", column="完成程度", value=None, shows="定性指标没有选档次"),
    Mistake(
        sheet="管理数据", row="“三公”经费决算数", column="单位", value="千元", shows="单位不在下拉列表中"
    ),
    Mistake(sheet="自评说明", row="自评得分", column="填写内容", value="一百分", shows="得分写成文字"),
)


def example() -> Filing:
    """The example's filing."""
    filing = runpy.run_path(str(SOURCE))["FILING"]
    if not isinstance(filing, Filing):
        raise TypeError(f"{SOURCE} gives no filing")
    return filing


def clean() -> Book:
    """The workbook as the department would send it."""
    filing = example()
    if filing.standard_id is None:
        raise ValueError("the example names no edition")
    return workbook.build(standards.load(filing.standard_id), filing.fiscal_year, filing)


def with_mistakes(book: Book) -> Book:
    """The same workbook with all mistakes in it."""
    pages = {page.title: page for page in book.pages}
    for mistake in MISTAKES:
        pages[mistake.sheet] = _planted(pages[mistake.sheet], mistake, pages_before=book)
    return replace(book, pages=tuple(pages[page.title] for page in book.pages))


def _planted(page: SheetPage, mistake: Mistake, *, pages_before: Book) -> SheetPage:
    # Rows are found in the untouched book: an earlier mistake may have emptied the label of the row.
    clean_page = next(one for one in pages_before.pages if one.title == mistake.sheet)
    place = _locate(clean_page, mistake)
    cells = tuple(
        replace(cell, value=mistake.value) if (cell.row, cell.column) == place else cell
        for cell in page.cells
    )
    return replace(page, cells=cells)


def _locate(page: SheetPage, mistake: Mistake) -> tuple[int, int]:
    row = next(cell.row for cell in _in_order(page) if _is_titled(cell, mistake.row))
    heading = max(
        (cell for cell in page.cells if _is_titled(cell, mistake.column) and cell.row <= row),
        key=lambda cell: cell.row,
    )
    return row, heading.column


def _is_titled(cell: SheetCell, title: str) -> bool:
    return isinstance(cell.value, str) and cell.value.removesuffix(" *") == title


def _in_order(page: SheetPage) -> list[SheetCell]:
    return sorted(page.cells, key=lambda cell: (cell.row, cell.column))


def main() -> int:
    """Write both workbooks and say where."""
    TARGET.mkdir(parents=True, exist_ok=True)
    book = clean()
    for name, content in ((NAME, book), (f"{NAME}-with-errors", with_mistakes(book))):
        path = TARGET / f"{name}.xlsx"
        xlsx.write_book(content, path)
        print(path.relative_to(REPOSITORY))
    return 0


if __name__ == "__main__":
    sys.exit(main())
