"""The Word file laid out by an office suite: an independent eye on lines, characters and paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from hengji.documents.writers.docx import write_report
from hengji.documents.writers.fonts import shelf
from hengji.domain.block import Composition, TextBlock, plain

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(not shelf().fallbacks(), reason="no Chinese font is installed"),
]


def pages(composition: Composition, folder: Path) -> list[tuple[tuple[float, float], list[str]]]:
    """Size in points and lines of each page, as LibreOffice sets them."""
    assert OFFICE is not None
    write_report(composition, folder / "report.docx")
    command = [
        OFFICE,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "report.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own file
    document = pypdfium2.PdfDocument(folder / "report.pdf")
    return [
        (page.get_size(), page.get_textpage().get_text_range().replace("\r\n", "\n").strip().split("\n"))
        for page in document
    ]


def test_a_full_page_has_twenty_two_lines_of_twenty_eight_characters(tmp_path: Path) -> None:
    blocks = tuple(TextBlock(runs=plain("青少年阅读推广" * 160)) for _ in range(2))
    _, lines = pages(Composition(title="", blocks=blocks), tmp_path)[0]
    written = [line for line in lines if not re.fullmatch(r"—\s?1\s?—", line.strip())]
    assert len(written) == 22
    assert {28} == {len(line.strip()) for line in written[1:]}


def test_wide_annexes_turn_the_paper_and_numbers_run_on(report: Composition, tmp_path: Path) -> None:
    found = pages(report, tmp_path)
    turned = ["wide" if size[0] > size[1] else "tall" for size, _ in found]
    assert [turn for turn, _ in _runs(turned)] == ["tall", "wide", "tall"]
    for number, (_, lines) in enumerate(found, start=1):
        assert any(re.fullmatch(rf"—\s?{number}\s?—", line.strip()) for line in lines)


def _runs(turns: list[str]) -> list[tuple[str, int]]:
    runs: list[tuple[str, int]] = []
    for turn in turns:
        if runs and runs[-1][0] == turn:
            runs[-1] = (turn, runs[-1][1] + 1)
        else:
            runs.append((turn, 1))
    return runs
