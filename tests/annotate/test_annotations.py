"""From a file to everything that is written for it: copies at the words, page, lists."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.cli.demo import EXAMPLE
from hengji.documents import readers
from hengji.domain.problem import InputError, UnreadableDocument
from hengji.pipeline import annotate
from hengji.pipeline.annotate import Annotations
from hengji.pipeline.audit import audit, inputs
from hengji.pipeline.evaluate import evaluate
from tests.annotate.makers import paragraph, run
from tests.annotate.test_annotate_docx import under_comments
from tests.annotate.test_annotate_pdf import annotations, make

TITLE = "示例局2024年度部门整体支出绩效自评报告"
WORDS = (
    "一、预算执行",
    "本年支出合计100.00万元，其中基本支出60.00万元，项目支出39.00万元。",
    "全年培训XX场，占位未填。",
    "二、存在问题",
    "无。",
)


@pytest.fixture
def report(make_docx: Callable[..., Path]) -> Path:
    return make_docx("".join(paragraph(run(words)) for words in (TITLE, *WORDS)))


def test_every_finding_of_a_word_report_is_commented_at_its_quote(report: Path, tmp_path: Path) -> None:
    desk = Annotations(tmp_path / "out", [report])
    done = desk.put(audit(report), report)
    page, copy = done.written
    assert (page.name, copy.name, done.error) == ("report-审核.html", "report-批注.docx", None)
    assert readers.read(copy).text == readers.read(report).text
    found = under_comments(copy)
    placed = [one for one in done.findings if one.place is not None and one.place.start is not None]
    assert {one.rule for one in placed} >= {"AR12", "WD02"}
    quotes = [words for words, text in found.values() if "问题" in text and words != TITLE]
    assert sorted(quotes) == sorted((one.quote or "").replace("\n", "") for one in placed)
    at_large = [one for one in done.findings if one not in placed]
    general = [text for words, text in found.values() if words == TITLE]
    assert bool(at_large) == bool(general)


def test_every_finding_of_a_pdf_is_highlighted_at_its_quote(tmp_path: Path) -> None:
    report = make(tmp_path, "\n\n".join((TITLE, *WORDS)))
    done = Annotations(tmp_path / "out", [report]).put(audit(report), report)
    copy = done.written[1]
    assert copy.name == "report-批注.pdf"
    highlighted = [covered for _, _, covered, _ in annotations(copy.read_bytes()) if covered]
    placed = [
        "".join((one.quote or "").split())
        for one in done.findings
        if one.place and one.place.start is not None
    ]
    assert sorted(highlighted) == sorted(placed)


def test_two_audits_of_the_same_files_write_the_same_bytes(report: Path, tmp_path: Path) -> None:
    printed = make(tmp_path, "\n\n".join((TITLE, *WORDS)))
    written: list[dict[str, bytes]] = []
    for name in ("once", "again"):
        desk = Annotations(tmp_path / name, [report, printed, EXAMPLE])
        for path in (report, printed, EXAMPLE):
            assert desk.put(audit(path), path).error is None
        desk.finish()
        written.append({one.name: one.read_bytes() for one in (tmp_path / name).iterdir()})
    assert sum(name.partition("-批注")[1] != "" for name in written[0]) == 3
    assert written[0] == written[1]


def test_what_a_copy_cannot_hold_is_an_error_and_the_page_is_there(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audited = audit(report)
    report.write_bytes(report.read_bytes()[:200])
    monkeypatch.setattr(readers, "is_heavy", lambda _path: False)
    desk = Annotations(tmp_path / "out", [report])
    done = desk.put(audited, report)
    assert [one.name for one in done.written] == ["report-审核.html"]
    assert isinstance(done.error, UnreadableDocument)
    assert done.as_object()["error"] is not None
    desk.finish()
    lines = [
        json.loads(line) for line in (tmp_path / "out" / "findings.jsonl").read_text("utf-8").splitlines()
    ]
    assert [one["error"] is None for one in lines][-2:] == [True, False]


def test_a_heavy_file_has_its_page_only_and_says_so(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "is_heavy", lambda _path: True)
    done = Annotations(tmp_path / "out", [report]).put(audit(report), report)
    assert [one.suffix for one in done.written] == [".html"]
    assert "批注副本" in done.notes[0]


def test_a_report_of_the_usual_size_is_not_heavy(report: Path) -> None:
    assert not readers.is_heavy(report)


def test_a_folder_that_can_no_longer_be_written_is_told(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Annotations(tmp_path / "out", [report])

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    done = desk.put(audit(report), report)
    assert done.written == ()
    assert done.error is not None
    assert "磁盘已满" in done.error.message
    with pytest.raises(InputError, match="磁盘已满"):
        desk.finish()
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [("甲" * 200 + ".txt", "甲" * 60), ("a\nb?.txt", "a_b_"), ("...txt", "报告"), (" .txt", "报告")],
)
def test_names_that_a_file_system_refuses_are_made_writable(tmp_path: Path, name: str, stem: str) -> None:
    source = tmp_path / "report.txt"
    source.write_text("支出10元。", encoding="utf-8")
    done = Annotations(tmp_path / "out", [source]).put(audit(source), Path(name))
    assert done.written[0].name == f"{stem}-审核.html"


def test_names_that_differ_only_in_case_or_composition_do_not_meet(tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_text("支出10元。", encoding="utf-8")
    desk = Annotations(tmp_path / "out", [source])
    done = [desk.put(audit(source), Path(name)) for name in ("Aé.txt", "aé.txt", "Aé.TXT")]
    assert [one.written[0].name for one in done] == ["Aé-审核.html", "aé-2-审核.html", "Aé-3-审核.html"]


def test_the_folder_of_results_is_audited_when_it_is_named_itself(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for folder in (tmp_path, out):
        (folder / "a.txt").write_text("支出10元。", encoding="utf-8")
    assert [one.path for one in inputs([tmp_path], leave_out=out)] == [tmp_path / "a.txt"]
    assert [one.path for one in inputs([out], leave_out=out)] == [out / "a.txt"]


def test_a_filing_workbook_has_the_score_and_findings_of_evaluate_marked_in_its_cells() -> None:
    audited, evaluated = audit(EXAMPLE), evaluate(EXAMPLE)
    assert [one.rule for one in audited.findings] == [
        one.rule for one in evaluated.findings if not one.rule.startswith("CM01")
    ]
    assert audited.scorecard is not None
    assert audited.scorecard.computed_score == evaluated.scorecard.computed_score
    assert audited.document.unit_name == evaluated.filing.organisation.name
    text = audited.document.extract.text
    placed = [one for one in audited.findings if one.place is not None and one.place.start is not None]
    assert placed
    assert all(one.quote is None for one in audited.findings if one not in placed)
    for one in placed:
        assert one.place is not None
        assert one.place.cell is not None
        assert text[one.place.start : one.place.end] == one.quote


def test_a_filing_workbook_with_mistakes_says_where_they_are_told() -> None:
    audited = audit(EXAMPLE.with_name(f"{EXAMPLE.stem}-with-errors.xlsx"))
    assert "hengji evaluate" in audited.notes[0]


@given(stem=st.text(max_size=300))
def test_any_name_becomes_a_name_inside_the_folder(stem: str) -> None:
    name = annotate._file_name(stem)
    assert 0 < len(name.encode("utf-8")) <= annotate._NAME_BYTES
    assert name not in {".", ".."}
    assert Path(name).name == name
    assert name.isprintable()
    assert not set(name) & set('\\/:*?"<>|')
