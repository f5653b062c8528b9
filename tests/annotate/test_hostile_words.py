"""
A report's own words in what we write about it: never a formula, never a mark-up, never cut in silence.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hengji.pipeline.annotate import BOOK, LINES, Annotations
from hengji.pipeline.audit import Audit, audit

FORMULAS = (
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "＝1+1",
    "\t=1+1",
    '=HYPERLINK("http://127.0.0.1/","x")',
)
WRONG = "本年支出合计100.00万元，其中基本支出60.00万元，项目支出39.00万元。"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def annotated(text: str, folder: Path, name: str = "报告.txt") -> tuple[Audit, Path]:
    source = folder / name
    source.write_text(text, encoding="utf-8")
    out = folder / "out"
    desk = Annotations(out, [source])
    done = desk.put(audit(source), source)
    desk.finish()
    assert done.error is None
    return done, out


@pytest.mark.parametrize("words", FORMULAS)
def test_words_that_look_like_a_formula_stay_words(words: str, tmp_path: Path) -> None:
    text = f"{words}2024年度自评报告\n{words}{WRONG}\n"
    done, out = annotated(text, tmp_path, "=1+1@SUM.txt")
    assert done.findings
    book = openpyxl.load_workbook(out / BOOK)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 10
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    with zipfile.ZipFile(out / BOOK) as package:
        assert not [name for name in package.namelist() if b"<f>" in package.read(name)]


def test_words_that_look_like_mark_up_are_shown_and_not_run(tmp_path: Path) -> None:
    text = f"{SCRIPT}2024年度自评报告\n{SCRIPT}{WRONG}\n"
    _, out = annotated(text, tmp_path)
    [page] = out.glob("*.html")
    content = page.read_text("utf-8")
    assert "<img src=x" not in content
    assert "<script>alert" not in content
    assert "&lt;img src=x" in content


def test_control_characters_and_turned_directions_reach_every_output(tmp_path: Path) -> None:
    marks = "\x01\x08\x0b\x1f\x7f\ufffe\uffff\u202e\u2066\ue000"
    text = f"2024年度自评报告\n本年{marks}支出合计100.00万元，其中基本支出60.00万元，项目支出39.00万元。\n"
    done, out = annotated(text, tmp_path)
    assert len(done.written) == 1
    openpyxl.load_workbook(out / BOOK)
    assert [json.loads(line) for line in (out / LINES).read_text("utf-8").splitlines()]


def test_a_paragraph_longer_than_a_cell_loses_no_finding(tmp_path: Path) -> None:
    long = "支出说明" * 20_000
    text = f"2024年度自评报告\n{long}，{WRONG}{long}\n"
    done, out = annotated(text, tmp_path)
    lines = [json.loads(line) for line in (out / LINES).read_text("utf-8").splitlines()]
    assert len(lines) == len(done.findings) > 0
    rules = {
        cell.value
        for sheet in openpyxl.load_workbook(out / BOOK)
        for row in sheet.iter_rows()
        for cell in row
    }
    assert {finding.rule for finding in done.findings} <= rules
