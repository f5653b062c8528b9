"""The Word file holds what GB/T 9704 asks for, as structure and not as looks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENTATION
from docx.shared import Mm, Pt
from lxml import etree

from hengji.documents.writers.characters import writable
from hengji.documents.writers.docx import report_bytes, write_report
from hengji.domain.block import (
    Composition,
    Run,
    RunKind,
    Signature,
    TableBlock,
    TableCell,
    TextBlock,
    Title,
    plain,
)
from hengji.domain.problem import InputError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def style(content: bytes, style_id: str) -> etree._Element:
    (found,) = part(content, "word/styles.xml").xpath(
        "//w:style[@w:styleId=$id]", id=style_id, namespaces={"w": W[1:-1]}
    )
    return found


def value(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + attribute)


def test_the_page_is_a4_with_the_margins_of_the_standard(report: Composition) -> None:
    section = opened(report_bytes(report)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [Mm(37), Mm(35), Mm(28), Mm(26)] == [pytest.approx(margin, abs=7200) for margin in margins]


def test_twenty_two_lines_fit_the_grid_and_the_spacing(report: Composition) -> None:
    content = report_bytes(report)
    grid = part(content, "word/document.xml").find(f".//{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "580")
    spacing = style(content, "BodyText").find(f"{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")
    height_of_22_lines = 22 * 579
    assert value(style(content, "BodyText"), "pPr/snapToGrid") == "0"
    assert height_of_22_lines <= 16838 - 2098 - 1974 < height_of_22_lines + 579


@pytest.mark.parametrize(
    ("style_id", "face", "half_points"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("Heading1", "黑体", "32"),
        ("Heading2", "楷体_GB2312", "32"),
        ("Heading3", "仿宋_GB2312", "32"),
        ("Heading4", "仿宋_GB2312", "32"),
        ("BodyText", "仿宋_GB2312", "32"),
        ("AnnexLabel", "黑体", "32"),
        ("Footer", "宋体", "28"),
    ],
)
def test_each_level_has_its_face_for_chinese_and_times_for_digits(
    report: Composition, style_id: str, face: str, half_points: str
) -> None:
    found = style(report_bytes(report), style_id)
    assert face == value(found, "rPr/rFonts", "eastAsia")
    assert value(found, "rPr/rFonts", "ascii") == "Times New Roman"
    assert half_points == value(found, "rPr/sz")


def test_headings_are_in_the_navigation_pane_black_and_not_bold(report: Composition) -> None:
    content = report_bytes(report)
    for level in range(1, 5):
        found = style(content, f"Heading{level}")
        assert str(level - 1) == value(found, "pPr/outlineLvl")
        assert value(found, "rPr/color") == "000000"
        assert value(found, "rPr/b") == "0"
    assert value(style(content, "AnnexTitle"), "pPr/outlineLvl") == "0"
    names = {paragraph.style.name for paragraph in opened(content).paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Body Text"} <= names


def test_paragraphs_begin_two_characters_in_and_are_justified(report: Composition) -> None:
    document = opened(report_bytes(report))
    body = [one for one in document.paragraphs if one.style.name == "Body Text"]
    assert body
    for paragraph in body:
        indent = paragraph._p.find(f"{W}pPr/{W}ind")
        assert (indent.get(f"{W}firstLineChars"), indent.get(f"{W}firstLine")) == ("200", "640")
        assert paragraph._p.find(f"{W}pPr/{W}jc").get(f"{W}val") == "both"


def test_odd_numbers_stand_right_and_even_numbers_left_between_dashes(report: Composition) -> None:
    content = report_bytes(report)
    assert part(content, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for name, side in (("footer1", "right"), ("footer2", "left")):
        footer = part(content, f"word/{name}.xml")
        assert side == footer.find(f".//{W}jc").get(f"{W}val")
        assert footer.find(f".//{W}ind").get(f"{W}{side}Chars") == "100"
        assert "".join(footer.itertext()) == "—  PAGE 1 —"


def test_a_wide_annex_turns_the_paper_and_numbers_go_on(report: Composition) -> None:
    content = report_bytes(report)
    sections = opened(content).sections
    turned = [section.orientation for section in sections]
    assert turned == [WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE, WD_ORIENTATION.PORTRAIT]
    assert sections[1].page_width > sections[1].page_height
    assert not part(content, "word/document.xml").findall(f".//{W}pgNumType")


def test_annexes_begin_on_a_new_page_with_their_label_first(report: Composition) -> None:
    document = opened(report_bytes(report))
    labels = [one for one in document.paragraphs if one.style.name == "附件序号"]
    assert [label.text for label in labels] == ["附件1", "附件2", "附件3"]
    assert [label.paragraph_format.page_break_before for label in labels] == [True, None, None]


def test_table_heads_repeat_and_rows_stay_whole(report: Composition) -> None:
    tables = opened(report_bytes(report)).tables
    heads = [
        [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows][:3] for table in tables
    ]
    assert heads == [[True, False, False], [True, False, False], [True, True, False]]
    for table in tables:
        assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
        assert all(cell.get(f"{W}val") == "center" for cell in table._tbl.iter(f"{W}vAlign"))


def test_short_tables_and_totals_are_not_left_alone_on_a_page(report: Composition) -> None:
    short, _, long = opened(report_bytes(report)).tables
    kept = [row._tr.find(f".//{W}keepNext") is not None for row in short.rows]
    assert kept == [True, True, True, True, False]
    kept = [row._tr.find(f".//{W}keepNext") is not None for row in long.rows]
    assert kept[-3:] == [False, True, False]


def test_merged_cells_read_back_as_one(report: Composition) -> None:
    table = opened(report_bytes(report)).tables[-1]
    cells = [row.cells for row in table.rows]
    assert cells[2][0]._tc is cells[13][0]._tc
    assert cells[2][0].text == "产出指标"
    assert cells[-1][0]._tc is cells[-1][4]._tc
    assert {8} == {len(row) for row in cells}


def test_table_columns_fill_the_type_area(report: Composition) -> None:
    document = opened(report_bytes(report))
    for table, width in zip(document.tables, (8844, 8844, 12756), strict=True):
        assert width == pytest.approx(sum(int(c.get(f"{W}w")) for c in table._tbl.iter(f"{W}gridCol")), abs=4)


def test_missing_facts_are_highlighted_and_examples_marked(report: Composition) -> None:
    document = part(report_bytes(report), "word/document.xml")
    for run in document.iter(f"{W}r"):
        text = "".join(run.itertext())
        highlight = value(run, "rPr/highlight")
        mark = value(run, "rPr/rStyle")
        assert ("yellow" if "待填" in text else None) == highlight
        assert ("Mark" if "［示例］" in text else mark) == mark


def test_a_notice_is_framed(report: Composition) -> None:
    borders = style(report_bytes(report), "NoticeText").find(f"{W}pPr/{W}pBdr")
    assert [etree.QName(edge).localname for edge in borders] == ["top", "left", "bottom", "right"]


def test_the_signature_stays_with_the_text_before_it(report: Composition) -> None:
    paragraphs = opened(report_bytes(report)).paragraphs
    index = next(i for i, one in enumerate(paragraphs) if one.style.name == "Signature")
    assert paragraphs[index - 1].paragraph_format.keep_with_next
    assert paragraphs[index].paragraph_format.keep_with_next
    assert paragraphs[index + 1].text == "2025年3月20日"


def test_all_words_are_there_in_order(
    report: Composition, words_of: Callable[[Composition], list[str]]
) -> None:
    document = part(report_bytes(report), "word/document.xml")
    lines = []
    for paragraph in document.iter(f"{W}p"):
        line = "".join("\n" if n.tag == f"{W}br" else n.text or "" for n in paragraph.iter(f"{W}t", f"{W}br"))
        if line:
            lines.append(line)
    assert words_of(report) == lines


def test_properties_name_title_author_subject_and_language(report: Composition) -> None:
    properties = opened(report_bytes(report)).core_properties
    assert (report.title, report.author, report.subject, "zh-CN") == (
        properties.title,
        properties.author,
        properties.subject,
        properties.language,
    )


def test_equal_reports_are_equal_bytes_and_a_time_is_written_only_when_given(report: Composition) -> None:
    assert report_bytes(report) == report_bytes(report)
    assert b"dcterms:created" not in zipfile.ZipFile(io.BytesIO(report_bytes(report))).read(
        "docProps/core.xml"
    )
    created = datetime(2025, 3, 20, 8, 0, tzinfo=UTC)
    dated = opened(report_bytes(report, created=created)).core_properties
    assert (dated.created.year, dated.created.month, dated.created.day) == (2025, 3, 20)


def test_the_profile_can_be_switched_off(report: Composition) -> None:
    content = report_bytes(report, layout="plain")
    assert opened(content).sections[0].top_margin.mm == pytest.approx(25, abs=0.1)
    assert part(content, "word/settings.xml").find(f"{W}evenAndOddHeaders") is None
    footer = part(content, "word/footer1.xml")
    assert footer.find(f".//{W}jc").get(f"{W}val") == "center"
    assert "—" not in "".join(footer.itertext())
    assert opened(content).styles["Body Text"].font.size == Pt(12)


def test_an_unknown_profile_names_the_known_ones(report: Composition, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gb9704.*plain"):
        write_report(report, tmp_path / "report.docx", layout="gb9705")
    assert list(tmp_path.iterdir()) == []


def test_hostile_words_come_back_as_they_may_be_written(hostile: Composition) -> None:
    content = report_bytes(hostile)
    document = opened(content)
    assert document.core_properties.title == writable(hostile.title)
    assert writable(hostile.title) == next(p.text for p in document.paragraphs if p.style.name == "Heading 1")
    assert document.tables[0].rows[1].cells[0].text == writable(hostile.title)


def test_chinese_quotation_marks_are_set_in_the_chinese_face(report: Composition) -> None:
    document = part(report_bytes(report), "word/document.xml")
    for run in document.iter(f"{W}r"):
        if any(mark in "".join(run.itertext()) for mark in "“”—…"):
            assert value(run, "rPr/rFonts", "hint") == "eastAsia"


def test_a_file_is_replaced_whole_or_left_alone(
    report: Composition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"before")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_report(report, path)
    assert path.read_bytes() == b"before"
    assert [path] == list(tmp_path.iterdir())


def test_an_empty_composition_is_still_a_document() -> None:
    assert opened(report_bytes(Composition(title="", blocks=()))).paragraphs


def test_two_tables_in_a_row_stay_two() -> None:
    table = TableBlock(rows=((TableCell(runs=plain("甲")),),), widths=(1,))
    document = opened(report_bytes(Composition(title="", blocks=(table, table))))
    assert len(document.tables) == 2


def test_line_ends_and_tabs_inside_words_stay() -> None:
    blocks = (TextBlock(runs=(Run(text="一行\n二行\t三", kind=RunKind.STRONG),), align="center", indent=0),)
    (paragraph,) = opened(report_bytes(Composition(title="", blocks=blocks))).paragraphs
    assert paragraph.text == "一行\n二行\t三"


def test_a_long_title_parts_between_its_words() -> None:
    title = Title(text="江门市妇女联合会2024年度部门整体支出绩效自评报告")
    (paragraph,) = opened(report_bytes(Composition(title="", blocks=(title,)))).paragraphs
    assert paragraph.text == "江门市妇女联合会2024年度\n部门整体支出绩效自评报告"


def test_a_long_date_pushes_the_name_left() -> None:
    block = Signature(name=plain("某局"), date=plain("2025年12月30日"))
    name, date = opened(report_bytes(Composition(title="", blocks=(block,)))).paragraphs
    assert name.paragraph_format.right_indent > date.paragraph_format.right_indent == Pt(32)
