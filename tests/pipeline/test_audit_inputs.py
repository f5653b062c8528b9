"""What is taken from a folder, and what is refused before anything is audited."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengji.documents import readers
from hengji.documents.writers.audit_page import write_page
from hengji.domain.problem import UnreadableDocument, UnwritableResult
from hengji.pipeline.annotate import Annotations
from hengji.pipeline.audit import audit, inputs


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
    assert [one.path for one in inputs([tmp_path])] == [report]
    assert [one.path for one in inputs([page])] == [page], "a page that is named itself is read"
