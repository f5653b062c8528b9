"""What is taken from a folder, and what is refused before anything is audited."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from hengji.documents import readers
from hengji.documents.writers import docx, pdf, products, xlsx
from hengji.documents.writers.audit_page import write_page
from hengji.domain.block import Composition, TextBlock, plain
from hengji.domain.problem import UnreadableDocument, UnwritableResult
from hengji.domain.sheet import Book, SheetCell, SheetPage
from hengji.pipeline.annotate import Annotations
from hengji.pipeline.audit import Input, audit, inputs


@pytest.mark.parametrize("content", [" \n　\n\t", "\ufeff\r\n"])
def test_a_document_without_a_word_is_refused_and_not_passed(content: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(content, encoding="utf-8")
    assert readers.read(path).text.strip() == "", "reading it is no fault"
    with pytest.raises(UnreadableDocument, match="没有文字"):
        audit(path)


def test_reports_in_formats_that_we_do_not_read_are_told_and_not_left_out(tmp_path: Path) -> None:
    for name in ("a.docx", "b.ofd", "c.odt", "d.rtf", "e.jpg", "~$a.docx", ".f.docx"):
        (tmp_path / name).write_bytes(b"x")
    assert [one.path.name for one in inputs([tmp_path])] == ["a.docx", "b.ofd", "c.odt", "d.rtf"]


def test_a_folder_without_reports_says_which_kinds_were_looked_for(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    [found] = inputs([tmp_path])
    assert found.error is not None
    assert ".docx" in found.error.message
    assert ".wps" in found.error.message


def test_a_file_that_disappears_meanwhile_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("自评得分100分。", encoding="utf-8")
    [found] = inputs([tmp_path])
    path.unlink()
    with pytest.raises(UnreadableDocument, match="找不到"):
        audit(found.path)


def test_a_place_that_cannot_be_written_is_told_in_chinese(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("x", encoding="utf-8")
    with pytest.raises(UnwritableResult, match="写不出文件（已有同名的文件）") as told:
        Annotations(taken, [])
    assert "--annotate" in told.value.message


def test_the_audit_of_a_folder_leaves_out_audit_pages_under_any_name(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    report.write_text("<html><body><p>自评得分100分。</p></body></html>", encoding="utf-8")
    page = tmp_path / "renamed.html"
    write_page(audit(report), page)
    assert list(inputs([tmp_path])) == [Input(path=report), Input(path=tmp_path, left_out=1)]
    assert [one.path for one in inputs([page])] == [page], "a page that is named itself is read"


def test_what_an_audit_wrote_into_the_folder_is_not_audited_again(tmp_path: Path) -> None:
    composition = Composition(title="自评报告", blocks=(TextBlock(runs=plain("自评得分100分。")),))
    docx.write_report(composition, tmp_path / "report.docx")
    pdf.write_report(composition, tmp_path / "report.pdf")
    page = SheetPage(
        title="表", cells=(SheetCell(row=1, column=1, value="合计"),), column_widths=(10,), row_heights={}
    )
    xlsx.write_book(Book(title="", pages=(page,), names={}, properties={}), tmp_path / "report.xlsx")
    reports = [tmp_path / f"report.{ending}" for ending in ("docx", "pdf", "xlsx")]
    desk = Annotations(tmp_path, reports)
    written = [path for report in reports for path in desk.put(audit(report), report).written]
    book, _ = desk.finish()

    assert [one.path for one in inputs([tmp_path]) if not one.left_out] == reports
    assert [one.left_out for one in inputs([tmp_path])][-1] == len(written) + 1 == 7
    for path in [*written, book]:
        assert audit(path).error is None, "what is named itself is read"


def test_a_copy_that_somebody_worked_on_is_a_report_again(tmp_path: Path) -> None:
    composition = Composition(title="自评报告", blocks=(TextBlock(runs=plain("自评得分100分。")),))
    docx.write_report(composition, tmp_path / "a.docx")
    Annotations(tmp_path, []).put(audit(tmp_path / "a.docx"), tmp_path / "a.docx")
    copy = tmp_path / "a-批注.docx"
    assert copy not in [one.path for one in inputs([tmp_path])]
    Document(str(copy)).save(str(copy))
    assert copy in [one.path for one in inputs([tmp_path])]


def test_a_list_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    theirs = tmp_path / "问题清单.xlsx"
    theirs.write_bytes(b"theirs")
    book, _ = Annotations(tmp_path, [theirs]).finish()
    assert book.name == "问题清单-2.xlsx"
    assert theirs.read_bytes() == b"theirs"


def test_a_file_that_cannot_be_opened_is_no_product(tmp_path: Path) -> None:
    assert not products.is_product(tmp_path / "none.docx")
