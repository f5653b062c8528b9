"""Lines of cells in plain text are a table again; what is no table stays lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengji.documents.readers import txt
from hengji.domain.extract import Extract, Paragraph, Table


def read(text: str) -> Extract:
    return txt.read(Path("x.txt"), text.encode())


def cells(table: Table, text: str) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, text[cell.start : cell.end]) for cell in table.cells]


def test_the_text_is_untouched_and_cells_stand_at_their_words() -> None:
    text = "支出决算表\n单位：万元\n项目\t决算数\n基本支出\t 8.50\n合计\t8.50\n以上数据经核对。\n"
    extract = read(text)
    assert text == extract.text
    (table,) = extract.tables
    assert (table.rows, table.columns) == (3, 2)
    assert (2, 2, "8.50") in cells(table, text)
    assert text[extract.blocks[-1].start : extract.blocks[-1].end] == "以上数据经核对。"


def test_a_total_over_two_columns_leaves_its_numbers_under_the_others() -> None:
    text = "编码\t名称\t支出\n201\t一般公共服务支出\t5.00\n合计\t5.00\n"
    (table,) = read(text).tables
    total = next(cell for cell in table.cells if text[cell.start : cell.end] == "合计")
    assert (total.column, total.column_span) == (1, 2)
    assert (3, 3, "5.00") in cells(table, text)


def test_a_cell_that_reaches_down_is_laid_over_the_rows_below_it() -> None:
    text = (
        "一级指标\t三级指标\t指标值\t完成值\t备注\n产出指标\t培训期数\t4期\t5期\t\n"
        "检查次数\t9次\t9次\t\n满意度\t群众\t90%\t95%\t\n"
    )
    (table,) = read(text).tables
    first = next(cell for cell in table.cells if text[cell.start : cell.end] == "产出指标")
    assert first.row_span == 2
    assert (3, 2, "检查次数") in cells(table, text)


@pytest.mark.parametrize(
    "text",
    [
        "一、部门概况\n\t（一）职责\n\t（二）机构\n",
        "填报单位：某局\t填报日期：2024年3月1日\n",
        # Short rows whose short side cannot be told: left or right, numbers stand under numbers.
        "项目\t一季度\t二季度\n甲\t1\t2\n乙\t3\n",
    ],
)
def test_what_is_no_table_stays_lines(text: str) -> None:
    extract = read(text)
    assert extract.tables == ()
    assert all(isinstance(block, Paragraph) for block in extract.blocks)


def test_a_line_of_very_many_tabs_is_no_table() -> None:
    assert read("a" + "\tb" * 5000 + "\n" + "a" + "\tb" * 5000).tables == ()
