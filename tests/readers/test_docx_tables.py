"""Tables of Word documents: the grid, merged cells and spans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hengji.documents import readers
from hengji.domain.extract import Extract, Table

Make = Callable[..., Path]


def cell(words: str, properties: str = "") -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in words.split("|"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def grid(extract: Extract, number: int = 0) -> list[tuple[str, int, int, int, int]]:
    return [
        (extract.text[c.start : c.end], c.row, c.column, c.row_span, c.column_span)
        for c in extract.tables[number].cells
    ]


def test_cells_are_parted_by_tabs_and_rows_by_newlines(make_docx: Make) -> None:
    body = table(
        row(cell("项目"), cell("金额")), row(cell("培训"), cell("")), row(cell("合计"), cell("12.00"))
    )
    extract = readers.read(make_docx(body))
    assert extract.text == "项目\t金额\n培训\t\n合计\t12.00"
    [found] = extract.tables
    assert (found.rows, found.columns) == (3, 2)
    assert [c.value for c in found.cells] == ["项目", "金额", "培训", None, "合计", "12.00"]
    assert [(c.place.table, c.place.row, c.place.column) for c in found.cells if c.place][-1] == (1, 3, 2)


def test_merged_cells_stand_once_with_their_spans(make_docx: Make) -> None:
    body = table(
        row(cell("一级指标", '<w:vMerge w:val="restart"/>'), cell("年度指标值", '<w:gridSpan w:val="2"/>')),
        row(cell("", "<w:vMerge/>"), cell("目标"), cell("实际")),
        row(cell("产出"), cell("40场"), cell("41场")),
    )
    extract = readers.read(make_docx(body))
    assert grid(extract) == [
        ("一级指标", 1, 1, 2, 1),
        ("年度指标值", 1, 2, 1, 2),
        ("目标", 2, 2, 1, 1),
        ("实际", 2, 3, 1, 1),
        ("产出", 3, 1, 1, 1),
        ("40场", 3, 2, 1, 1),
        ("41场", 3, 3, 1, 1),
    ]


def test_rows_may_begin_late_and_deleted_rows_are_gone(make_docx: Make) -> None:
    body = table(
        row(cell("甲"), cell("乙")),
        row(cell("删去"), cell("的行"), properties='<w:del w:id="1"/>'),
        row(cell("丙"), properties='<w:gridBefore w:val="1"/>'),
    )
    assert grid(readers.read(make_docx(body))) == [("甲", 1, 1, 1, 1), ("乙", 1, 2, 1, 1), ("丙", 2, 2, 1, 1)]


def test_paragraphs_of_a_cell_stand_on_lines_of_their_own(make_docx: Make) -> None:
    extract = readers.read(make_docx(table(row(cell("第一|第二"), cell("右")))))
    assert grid(extract) == [("第一\n第二", 1, 1, 1, 1), ("右", 1, 2, 1, 1)]


def test_a_nested_table_lies_flat_in_its_cell(make_docx: Make) -> None:
    inner = table(row(cell("甲"), cell("乙")), row(cell("丙"), cell("丁")))
    body = table(row(cell("外"), f"<w:tc><w:p/>{inner}<w:p/></w:tc>"))
    assert grid(readers.read(make_docx(body))) == [("外", 1, 1, 1, 1), ("甲 乙\n丙 丁", 1, 2, 1, 1)]


def test_a_table_of_one_cell_is_a_frame_and_no_table(make_docx: Make) -> None:
    inner = table(row(cell("甲"), cell("乙")))
    body = table(row(f"<w:tc>{cell('框内')[6 + len('<w:tcPr></w:tcPr>') : -7]}{inner}<w:p/></w:tc>"))
    extract = readers.read(make_docx(body))
    assert extract.text == "框内\n甲\t乙"
    assert isinstance(extract.blocks[1], Table)


def test_empty_tables_say_nothing(make_docx: Make) -> None:
    body = "<w:p><w:r><w:t>文</w:t></w:r></w:p>" + table(row(cell(""), cell("")))
    assert readers.read(make_docx(body)).text == "文"


def test_rows_and_cells_in_content_controls_are_seen(make_docx: Make) -> None:
    inner = f"<w:sdt><w:sdtContent>{cell('乙')}</w:sdtContent></w:sdt>"
    controlled = f"<w:sdt><w:sdtContent>{row(cell('甲'), inner)}"
    assert grid(
        readers.read(make_docx(table(controlled + "</w:sdtContent></w:sdt>", row(cell("丙"), cell("丁")))))
    ) == [
        ("甲", 1, 1, 1, 1),
        ("乙", 1, 2, 1, 1),
        ("丙", 2, 1, 1, 1),
        ("丁", 2, 2, 1, 1),
    ]
