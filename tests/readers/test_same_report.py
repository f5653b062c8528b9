"""One report in every format says the same words, paragraph by paragraph and cell by cell."""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest

from hengji.documents import readers
from hengji.documents.readers import office
from hengji.documents.writers import docx as docx_writer
from hengji.documents.writers import pdf as pdf_writer
from hengji.domain.block import (
    Composition,
    Heading,
    Run,
    TableBlock,
    TableCell,
    TextBlock,
    Title,
    plain,
)
from hengji.domain.extract import Extract, Paragraph

TITLE = "青川市园林绿化中心2024年度部门整体支出绩效自评报告"
PROSE = (
    "2024年部门支出28,771,611.60元，比上年度减少910,087.19元，减少3.07%，其中人员经费19,731,374.38元，占比67.48%；"
    "公用经费429,640.00元，占比1.47%；项目支出9,081,300.00元，占比31.06%。全年养护绿地1,204.5万平方米，"
    "栽植乔木2900多株，服务群众超15万人次——比预期提前两个月完成，群众满意度96.5%，"
    "在“园林绿化”公众号发布信息412条（其中原创208条），处理投诉建议1,918件，办结率100%。"
)


def _cell(words: str, *, rows: int = 1, columns: int = 1, header: bool = False) -> TableCell:
    return TableCell(runs=plain(words), row_span=rows, column_span=columns, header=header)


def _table() -> TableBlock:
    rows: list[tuple[TableCell, ...]] = [
        (_cell("项目", rows=2, header=True), _cell("金额（元）", columns=2, header=True)),
        (_cell("预算数", header=True), _cell("执行数", header=True)),
    ]
    for number in range(1, 41):
        name = f"第{number}个名称很长、在单元格里要折成两行来写的绿化养护项目"
        rows.append(
            (_cell(name), _cell(f"{number * 1000 + 123},456.78"), _cell(f"{number * 990 + 7},000.10"))
        )
    return TableBlock(rows=tuple(rows), widths=(4, 2, 2), header_rows=2)


def report() -> Composition:
    blocks: list[Title | Heading | TextBlock | TableBlock] = [Title(text=TITLE)]
    for chapter, name in enumerate(("部门基本情况", "绩效自评情况", "改进措施")):
        blocks.append(Heading(level=1, text=f"{'一二三'[chapter]}、{name}"))
        for section in range(2):
            blocks.append(Heading(level=2, text=f"（{'一二'[section]}）分项说明"))
            # Paragraphs of every length, so that lines break everywhere.
            blocks += [TextBlock(runs=(Run(text=PROSE[start:]),)) for start in range(0, len(PROSE) - 20, 3)]
        if chapter == 1:
            blocks.append(_table())
    return Composition(title=TITLE, blocks=tuple(blocks))


def as_page(composition: Composition) -> str:
    """The report as a government site shows it, with what such a site puts around."""
    parts = []
    for block in composition.blocks:
        if isinstance(block, Title):
            parts.append(f"<h1>{block.text}</h1>")
        elif isinstance(block, TableBlock):
            rows = "".join(
                "<tr>"
                + "".join(f'<td rowspan="{c.row_span}" colspan="{c.column_span}">{c.text}</td>' for c in row)
                + "</tr>"
                for row in block.rows
            )
            parts.append(f"<table>{rows}</table>")
        elif isinstance(block, Heading | TextBlock):
            parts.append(f"<p>&emsp;&emsp;{html.escape(block.text)}</p>")
    links = "".join(f"<li><a href='/{n}'>栏目{n}，点此进入。</a></li>" for n in range(30))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><ul>{links}</ul>"
        f"<div class='info'>发布时间：2025-05-01　来源：市园林绿化中心</div><div id='zoom'>{''.join(parts)}</div>"
        "<div class='footer'>主办单位：青川市人民政府　版权所有，网站标识码：5100000001。</div></body></html>"
    )


def as_text(composition: Composition) -> str:
    lines = []
    for block in composition.blocks:
        if isinstance(block, TableBlock):
            lines += ["\t".join(cell.text for cell in row) for row in block.rows]
        elif isinstance(block, Title | Heading | TextBlock):
            lines.append(block.text)
    return "\n".join(lines)


def words(extract: Extract) -> list[str]:
    return ["".join(line.split()) for line in extract.text.replace("\t", "|").split("\n")]


def joined_title(lines: list[str]) -> list[str]:
    """A title is set on as many lines as it needs; that is layout, not words."""
    count = next(n for n in range(1, 5) if "".join(lines[:n]) == TITLE)
    return [TITLE, *lines[count:]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    composition = report()
    docx_writer.write_report(composition, folder / "report.docx")
    pdf_writer.write_report(composition, folder / "report.pdf")
    (folder / "report.html").write_text(as_page(composition), encoding="utf-8")
    (folder / "report.txt").write_text(as_text(composition), encoding="gb18030")
    return folder


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "txt"])
def test_the_same_words_in_every_format(kind: str, written: Path) -> None:
    extract = readers.read(written / f"report.{kind}")
    expected = ["".join(line.split()) for line in as_text(report()).replace("\t", "|").split("\n")]
    assert joined_title(words(extract)) == expected
    assert extract.format == kind


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_the_same_table_in_every_format(kind: str, written: Path) -> None:
    [table] = readers.read(written / f"report.{kind}").tables
    assert (table.rows, table.columns) == (42, 3)
    spans = [(c.row, c.column, c.row_span, c.column_span) for c in table.cells]
    assert spans[:4] == [(1, 1, 2, 1), (1, 2, 1, 2), (2, 2, 1, 1), (2, 3, 1, 1)]
    assert [c.value for c in table.cells[-3:]] == [
        "第40个名称很长、在单元格里要折成两行来写的绿化养护项目",
        "40123,456.78",
        "39607,000.10",
    ]


@pytest.mark.office
@pytest.mark.skipif(office.found() is None, reason="LibreOffice is not installed")
def test_an_old_word_file_says_the_same(written: Path, tmp_path: Path) -> None:
    old = office.convert(written / "report.docx", "doc", tmp_path)
    extract = readers.read(old)
    assert extract.format == "doc"
    new = readers.read(written / "report.docx")
    assert extract.text == new.text
    assert [(c.row, c.column, c.row_span, c.column_span) for c in extract.tables[0].cells] == [
        (c.row, c.column, c.row_span, c.column_span) for c in new.tables[0].cells
    ]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "txt"])
def test_every_place_points_at_its_words(kind: str, written: Path) -> None:
    extract = readers.read(written / f"report.{kind}")
    ends = [0]
    for block in extract.blocks:
        assert block.start >= ends[-1]
        assert (block.place.start, block.place.end) == (block.start, block.end)
        assert block.place.paragraph if isinstance(block, Paragraph) else block.place.table
        assert block.place.page is not None or kind != "pdf"
        ends.append(block.end)
    for table in extract.tables:
        for cell in table.cells:
            assert (cell.value or "") == extract.text[cell.start : cell.end]
            assert cell.place is not None
            assert (cell.place.row, cell.place.column) == (cell.row, cell.column)
    assert extract.text[extract.blocks[-1].end :].strip() == ""


def test_the_pages_of_a_table_are_kept_with_its_cells(written: Path) -> None:
    [table] = readers.read(written / "report.pdf").tables
    pages = [cell.place.page for cell in table.cells if cell.place and cell.place.page]
    assert pages == sorted(pages)
    assert len(set(pages)) > 1


def test_read_in_a_child_gives_the_same(written: Path, request: pytest.FixtureRequest) -> None:
    read_in_child: Callable[[Path], Extract] = readers.read_in_child
    for kind in ("docx", "pdf", "html", "txt"):
        path = written / f"report.{kind}"
        assert read_in_child(path) == readers.read(path), request.node.name
