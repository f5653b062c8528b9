"""A workbook's copy has a note at the cell of each finding, and nothing else of it has changed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from hengji.documents import readers
from hengji.documents.readers import office
from hengji.documents.writers import annotate_xlsx
from hengji.documents.writers.remarks import Remark
from hengji.domain.finding import Severity
from hengji.domain.problem import UnreadableDocument
from hengji.pipeline.annotate import Annotations
from hengji.pipeline.audit import audit

ROWS = (
    ("示例局2024年度部门决算表", None),
    ("项目", "金额（万元）"),
    ("基本支出", 60),
    ("项目支出", 40),
    ("合计", 110),
)
OURS = ("xl/comments", "xl/drawings/vml", "xl/drawings/commentsDrawing", "xl/worksheets/", "[Content_Types]")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A sheet with a total that is wrong, a note of somebody's, a formula and a chart; and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "决算"
    for row in ROWS:
        sheet.append(row)
    sheet["D1"] = "=SUM(B3:B4)"
    sheet["A3"].comment = Comment("原有的批注", "会计")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=4))
    sheet.add_chart(chart, "F2")
    other = book.create_sheet("说明")
    other["A1"] = "全年培训XX场，占位未填。"
    path = tmp_path / "form.xlsx"
    book.save(path)
    return path


def remark(number: int, start: int | None, end: int | None, heading: str = "问题{} 错误 AR12 合计") -> Remark:
    return Remark(
        number=number,
        severity=Severity.ERROR,
        heading=heading.format(number),
        lines=("说明。", "建议：核对。"),
        start=start,
        end=end,
    )


def notes(path: Path) -> dict[tuple[str, str], str]:
    """The notes of a workbook by sheet and cell."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def test_every_finding_of_a_workbook_stands_at_its_cell(workbook: Path, tmp_path: Path) -> None:
    done = Annotations(tmp_path / "out", [workbook]).put(audit(workbook), workbook)
    assert done.error is None
    page, copy = done.written
    assert (page.name, copy.name) == ("form-审核.html", "form-批注.xlsx")
    placed = {
        (one.place.sheet, one.place.cell): one.message
        for one in done.findings
        if one.place is not None and one.place.start is not None and one.place.cell is not None
    }
    assert placed, "the wrong total and the placeholder are found"
    found = notes(copy)
    for where, message in placed.items():
        assert message in found[where]
    assert readers.read(copy).text == readers.read(workbook).text


def test_a_cell_with_a_note_keeps_it_and_gets_ours_below(workbook: Path, tmp_path: Path) -> None:
    text = readers.read(workbook).text
    target = tmp_path / "out.xlsx"
    at = text.index("基本支出")
    total = text.index("110")
    remarks = [
        remark(1, None, None),
        remark(2, at, at + 4),
        remark(3, total, total + 3),
        remark(4, total, total + 3),
    ]
    annotate_xlsx.write_annotated(workbook, remarks, target, text=text)
    found = notes(target)
    assert found["决算", "A3"].startswith("原有的批注\n问题2 错误")
    assert found["决算", "A1"].startswith("问题1"), "what concerns the whole stands at the first cell"
    assert found["决算", "B5"].count("错误") == 2
    assert len(found) == 3


def test_nothing_else_of_the_workbook_changes(workbook: Path, tmp_path: Path) -> None:
    text = readers.read(workbook).text
    target = tmp_path / "out.xlsx"
    annotate_xlsx.write_annotated(workbook, [remark(1, 0, 3)], target, text=text)
    with zipfile.ZipFile(workbook) as before, zipfile.ZipFile(target) as after:
        assert set(before.namelist()) <= set(after.namelist())
        for name in before.namelist():
            if not name.startswith(OURS):
                assert after.read(name) == before.read(name), name
        other = "xl/worksheets/sheet2.xml"
        assert after.read(other) == before.read(other), "a sheet without findings is not touched"
        assert b"SUM(B3:B4)" in after.read("xl/worksheets/sheet1.xml")
    assert openpyxl.load_workbook(target)["决算"]._charts


def test_annotating_twice_adds_boxes_of_their_own(workbook: Path, tmp_path: Path) -> None:
    text = readers.read(workbook).text
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    annotate_xlsx.write_annotated(workbook, [remark(1, 0, 3)], once, text=text)
    at = text.index("合计")
    annotate_xlsx.write_annotated(once, [remark(2, at, at + 2)], twice, text=text)
    with zipfile.ZipFile(twice) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml")]
    identifiers = [piece.partition('"')[0] for one in drawings for piece in one.split('id="_x0000_s')[1:]]
    assert len(set(identifiers)) == len(identifiers)
    assert {"A1", "A3", "A5"} <= {cell for _, cell in notes(twice)}


def test_a_note_that_would_be_too_long_says_what_is_left_out(workbook: Path, tmp_path: Path) -> None:
    text = readers.read(workbook).text
    target = tmp_path / "out.xlsx"
    many = [remark(n, 0, 3, "问题{} " + "长" * 5000) for n in range(1, 11)]
    annotate_xlsx.write_annotated(workbook, many, target, text=text)
    words = notes(target)["决算", "A1"]
    assert len(words) < 32_767
    assert words.endswith("另有 5 个问题写不下，见审核网页。")


def test_a_file_that_changed_meanwhile_is_refused(workbook: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="被改动"):
        annotate_xlsx.write_annotated(workbook, [], tmp_path / "out.xlsx", text="别的文字")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("report.txt", f"{ROWS[0][0]}\n支出100万元。", "纯文本"),
        ("report.html", "<p>支出100万元。</p>", "网页"),
    ],
)
def test_where_there_is_no_copy_the_reason_is_told(
    name: str, content: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    done = Annotations(tmp_path / "out", [path]).put(audit(path), path)
    assert len(done.written) == 1
    assert told in done.notes[-1]
    assert "审核网页" in done.notes[-1]


@pytest.mark.office
@pytest.mark.skipif(office.found() is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_notes(workbook: Path, tmp_path: Path) -> None:
    text = readers.read(workbook).text
    target = tmp_path / "out.xlsx"
    annotate_xlsx.write_annotated(
        workbook, [remark(1, 0, 3), remark(2, text.index("全年"), len(text))], target, text=text
    )
    again = office.convert(target, "ods", tmp_path / "ods")
    with zipfile.ZipFile(again) as archive:
        content = archive.read("content.xml").decode()
    assert content.count("<office:annotation") == 3
    assert "问题2" in content
