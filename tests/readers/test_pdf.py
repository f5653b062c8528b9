"""PDF: real disclosures against an independent reader, and what only the paper needed."""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
import typst

from hengji.documents import readers
from hengji.documents.readers import pdf_page
from hengji.domain.extract import Extract, Paragraph, Table

_BLANKS = re.compile(r"\s+")
NAMES = (
    "24年普陀区财政局（测试问题版本）.pdf",
    "上海市普陀区人民政府万里街道办事处24年预算.pdf",
    "上海市普陀区人民政府万里街道办事处25年预算.pdf",
    "上海市普陀区规划和自然资源局 2024 年度部门决算.pdf",
    "中共上海市普陀区委社会工作部 2024 年度部门决算.pdf",
    "附件2：部门决算模板.pdf",
)


@pytest.fixture(params=NAMES)
def disclosure(request: pytest.FixtureRequest, shared: Path) -> Path:
    path = shared / "documents" / str(request.param)
    if not path.is_file():
        pytest.skip(f"{path.name} is not in ../shared/documents")
    return path


def plain(text: str | None) -> str:
    return _BLANKS.sub("", text or "")


def page_tables(path: Path) -> Iterator[tuple[int, list[pdf_page.PageTable]]]:
    document = pdfium.PdfDocument(path)
    for index in range(len(document)):
        yield index, pdf_page.read_page(document, index).tables
    document.close()


def test_tables_are_as_an_independent_reader_finds_them(disclosure: Path) -> None:
    cells = 0
    with pdfplumber.open(disclosure) as other:
        for index, ours in page_tables(disclosure):
            if not ours:
                continue
            theirs = other.pages[index].find_tables()
            assert len(theirs) == len(ours), f"page {index + 1}"
            for mine, table in zip(ours, theirs, strict=True):
                expected = [[plain(cell) for cell in row] for row in table.extract()]
                found = [[""] * (len(mine.grid.xs) - 1) for _ in expected]
                for cell, text in zip(mine.grid.cells, mine.texts, strict=True):
                    found[cell.row - 1][cell.column - 1] = plain(text)
                assert found == expected, f"page {index + 1}"
                cells += len(mine.texts)
    assert cells > 400


def test_every_word_of_the_pages_is_read_once(disclosure: Path) -> None:
    document = pdfium.PdfDocument(disclosure)
    printed = "".join(
        plain(document[index].get_textpage().get_text_range()) for index in range(len(document))
    )
    document.close()
    ours = plain(readers.read(disclosure).text)
    # Order differs where a page was not drawn from top to bottom; the words do not.
    missing = len(printed) - len(ours)
    assert 0 <= missing < 0.06 * len(printed), "repeated table headings and page numbers only"


def test_the_planted_totals_are_read_as_printed(shared: Path) -> None:
    extract = readers.read(shared / "documents" / NAMES[0])
    table = extract.tables[1]
    rows = {c.value: (c.row, c.column) for c in table.cells}
    assert (table.rows, table.columns) == (32, 4)
    assert rows["本年收入合计"] == (29, 1)
    by_place = {(c.row, c.column): c.value for c in table.cells}
    assert [by_place[29, at] for at in (2, 3, 4)] == ["2,946.25", "本年支出合计", "2,940.05"]
    assert table.place.page == 7


def test_a_table_over_six_pages_is_one_table(shared: Path) -> None:
    tables = readers.read(shared / "documents" / NAMES[1]).tables
    income = next(t for t in tables if t.place.page == 11)
    assert (income.rows, income.columns) == (70, 9)
    assert income.cells[-6].value == "合计"
    assert {c.place.page for c in income.cells if c.place} == {11, 12, 13, 14, 15}


def test_paragraphs_end_where_they_end(disclosure: Path) -> None:
    extract = readers.read(disclosure)
    for block in extract.blocks:
        if isinstance(block, Paragraph):
            text = extract.text[block.start : block.end]
            assert not re.match(r"[，。、；：）”]", text), text
            assert not re.search(r"[\d,.]$", text) or len(text) < 40, text


FACE = 'font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), lang: "zh"'


def read_typst(source: str, tmp_path: Path) -> Extract:
    path = tmp_path / "report.pdf"
    written = tmp_path / "report.typ"
    written.write_text(f"#set text({FACE})\n{source}", encoding="utf-8")
    typst.compile(str(written), output=str(path))
    return readers.read(path)


LINES = "2024年部门支出28,771,611.60元，比上年度减少910,087.19元，减少3.07%，主要原因是落实过紧日子要求。" * 3


def test_running_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    source = (
        "#set page(header: [青川市财政局部门决算公开], footer: context align(center)[第 #counter(page).display() 页，共 3 页])\n"
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n"
    )
    source += "\n\n".join(f"第{n}段{LINES}" for n in range(1, 31))
    extract = read_typst(source, tmp_path)
    paragraphs = [extract.text[b.start : b.end].replace(" ", "") for b in extract.blocks]
    assert paragraphs == [f"第{n}段{LINES}" for n in range(1, 31)]
    pages = [b.place.page for b in extract.blocks if b.place.page]
    assert pages == sorted(pages)
    assert pages[-1] >= 3


@pytest.mark.parametrize("width", range(200, 320, 12))
def test_numbers_broken_over_lines_are_joined_at_any_width(width: int, tmp_path: Path) -> None:
    source = (
        f"#set page(width: {width}pt, margin: 40pt)\n#set par(first-line-indent: (amount: 2em, all: true))\n"
    )
    figures = (
        "全年支出28,771,611.60元，比上年减少910,087.19元，其中人员经费19,731,374.38元，占比67.48%，执行完毕。"
        * 4
    )
    # A break may fall between any two digits, as it does in narrow columns of real disclosures.
    breakable = re.sub(r"(?<=[\d,.])(?=\d)", "\u200b", figures)
    assert read_typst(source + breakable, tmp_path).text.replace("\u200b", "") == figures


def drawn(words: list[str], later: list[tuple[str, int]]) -> bytes:
    """A page that draws a line of words with gaps of a character, and signs for the gaps behind it."""

    def written(text: str) -> str:
        return f"<{text.encode('utf-16-be').hex()}>"

    content = f"BT /F1 12 Tf 1 0 0 1 60 700 Tm [{' -1000 '.join(map(written, words))}] TJ "
    content += " ".join(f"1 0 0 1 {left} 700 Tm {written(sign)} Tj" for sign, left in later) + " ET"
    face = "/BaseFont /STSong-Light"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        f"<< /Type /Font /Subtype /Type0 {face} /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        (
            f"<< /Type /Font /Subtype /CIDFontType0 {face} /DW 1000 /FontDescriptor 7 0 R"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
        ),
        (
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
            " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
        ),
    ]
    file = b"%PDF-1.4\n"
    for number, item in enumerate(objects, 1):
        file += f"{number} 0 obj\n{item}\nendobj\n".encode()
    return file + b"trailer\n<< /Size 8 /Root 1 0 R >>\n%%EOF\n"


def test_signs_drawn_behind_the_words_of_their_line_stand_where_they_are_seen(tmp_path: Path) -> None:
    """Office programs take “ and ” from another font and draw them after the words."""
    path = tmp_path / "report.pdf"
    path.write_bytes(drawn(["与上年相比，", "三公", "经费减少3.3万元"], [("“", 132), ("”", 168)]))
    assert readers.read(path).text == "与上年相比，“三公”经费减少3.3万元"


@pytest.mark.parametrize("width", range(420, 560, 10))
def test_a_line_that_stops_short_in_the_middle_of_its_sentence_goes_on(width: int, tmp_path: Path) -> None:
    first = "2、资金拨付滞后。截至2024年11月底支出14,512.24万元，占全年支出的"
    source = (
        f"#set page(width: {width}pt, margin: 30pt)\n#set par(spacing: 3em)\n"
        f"{LINES}\n\n{first}#box[61%，12月支出]9,278.31万元，占39%。{LINES}\n\n{LINES}"
    )
    text = read_typst(source, tmp_path).text.replace(" ", "")
    assert f"{first}61%，12月支出9,278.31万元，占39%。{LINES}" in text.split("\n")


@pytest.mark.parametrize("width", range(420, 560, 10))
def test_a_numeral_behind_words_that_lead_on_begins_no_heading(width: int, tmp_path: Path) -> None:
    first = "（二）服务能力。门诊人次比上年有所增加，全年完成手术684台次，其中"
    source = (
        f"#set page(width: {width}pt, margin: 30pt)\n#set par(spacing: 3em)\n"
        f"{LINES}\n\n{first}#box[三、四级]手术321台次，占46.93%。{LINES}\n\n{LINES}"
    )
    text = read_typst(source, tmp_path).text.replace(" ", "")
    assert f"{first}三、四级手术321台次，占46.93%。{LINES}" in text.split("\n")


def test_a_turned_page_is_read_as_shown(tmp_path: Path) -> None:
    table = (
        "#table(columns: 3, [项目], [预算数], [执行数], [培训], [12.00], [11.50], [合计], [12.00], [11.50])"
    )
    read_typst(f"#rotate(-90deg, reflow: true)[收入支出表\n\n{table}]", tmp_path)
    document = pdfium.PdfDocument(tmp_path / "report.pdf")
    document[0].set_rotation(90)
    document.save(tmp_path / "turned.pdf")
    document.close()
    extract = readers.read(tmp_path / "turned.pdf")
    assert extract.text == "收入支出表\n项目\t预算数\t执行数\n培训\t12.00\t11.50\n合计\t12.00\t11.50"


def test_merged_cells_have_their_spans(tmp_path: Path) -> None:
    source = "#table(columns: 3, table.cell(rowspan: 2)[项目], table.cell(colspan: 2)[金额], [预算], [执行], [培训], [12], [11])"
    [table] = read_typst(source, tmp_path).tables
    assert [(c.value, c.row, c.column, c.row_span, c.column_span) for c in table.cells] == [
        ("项目", 1, 1, 2, 1),
        ("金额", 1, 2, 1, 2),
        ("预算", 2, 2, 1, 1),
        ("执行", 2, 3, 1, 1),
        ("培训", 3, 1, 1, 1),
        ("12", 3, 2, 1, 1),
        ("11", 3, 3, 1, 1),
    ]


@pytest.mark.parametrize(
    "stroke",
    [
        "(x: none, y: 0.5pt)",
        "0.5pt",
        '(dash: "dashed", thickness: 0.5pt)',
        "(left: none, right: none, rest: 0.5pt)",
    ],
)
def test_tables_with_open_sides_and_dashed_lines(stroke: str, tmp_path: Path) -> None:
    lines = "table.vline(x: 1, stroke: 0.5pt), table.vline(x: 2, stroke: 0.5pt)"
    cells = "[项目], [预算数], [执行数], [培训], [12.00], [11.50], [合计], [12.00], [11.50]"
    source = f"#table(columns: (1fr, 1fr, 1fr), stroke: {stroke}, {lines}, {cells})"
    extract = read_typst(source, tmp_path)
    assert extract.text == "项目\t预算数\t执行数\n培训\t12.00\t11.50\n合计\t12.00\t11.50"


def test_an_underlined_word_does_not_divide_its_cell(tmp_path: Path) -> None:
    source = "#table(columns: 2, [项目], [#underline[金额合计数额]], [培训], [12.00])"
    assert read_typst(source, tmp_path).text == "项目\t金额合计数额\n培训\t12.00"


def test_two_columns_of_print_are_read_one_after_the_other(tmp_path: Path) -> None:
    source = "#set page(columns: 2, width: 420pt, height: 400pt)\n#set par(first-line-indent: (amount: 2em, all: true))\n"
    source += "\n\n".join(f"第{n}段说明部门整体支出绩效自评情况，得分{n}分。" for n in range(1, 13))
    text = read_typst(source, tmp_path).text
    found = [int(n) for n in re.findall(r"第(\d+)段", text)]
    assert found == list(range(1, 13))


def test_a_frame_around_words_is_no_table(tmp_path: Path) -> None:
    extract = read_typst("#rect(width: 100%)[框内的文字说明。]\n框外的文字说明。", tmp_path)
    assert not any(isinstance(block, Table) for block in extract.blocks)
    assert "框内的文字说明。" in extract.text
