"""
The families of hostile files, two variants of each; `python -m benchmarks.hostile` reads all eight.

A variant knows all its words, so a shorter result is seen.  Each check of the readers that stands
against one is taken away in turn, and the matrix must notice.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.hostile import FAMILIES, VARIANTS, Family, Fate, Variant, running
from benchmarks.hostile.running import MOST_MEGABYTES, MOST_SECONDS, Outcome, judged, run
from hengji.documents import readers
from hengji.documents.readers import doc, doc_pieces, docx, html, office, pdf_whole, weighing, xls

BY_CODE = {one.code: one for one in FAMILIES}
CHOSEN = (0, 3)
LARGE = frozenset({"W05", "W06", "W08", "D07", "X07", "P01", "Z07"})
"""Families that grow from variant to variant: only the first is read here."""


def result(variant: Variant, folder: Path) -> Outcome:
    path = folder / variant.name
    path.write_bytes(variant.content)
    return judged(variant, path)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda one: f"{one.code}-{one.title}")
def test_hostile_files_are_refused_clearly_or_read_in_full(family: Family, tmp_path: Path) -> None:
    for number in CHOSEN[:1] if family.code in LARGE else CHOSEN:
        found = result(family.variant(number), tmp_path)
        assert not found.fault, f"{family.code}-{number}: {found.fault}: {found.said}"
        assert found.seconds < MOST_SECONDS


def test_the_families_are_many_and_their_variants_repeat() -> None:
    assert len(FAMILIES) * VARIANTS >= 640
    assert len(BY_CODE) == len(FAMILIES)
    for code in ("Z13", "O09", "F06"):
        contents = [BY_CODE[code].variant(number).content for number in range(VARIANTS)]
        assert contents == [BY_CODE[code].variant(number).content for number in range(VARIANTS)]
        assert len(set(contents)) == VARIANTS, "no two variants are one"


def test_a_shorter_result_is_a_fault(tmp_path: Path) -> None:
    good = BY_CODE["W03"].variant(0)
    assert not result(good, tmp_path).fault
    more = replace(good, words=f"{good.words}\n又一行")
    assert "字" in result(more, tmp_path).fault
    assert result(replace(good, fate=Fate.REFUSED), tmp_path).fault == "该拒绝而读了"
    assert result(replace(good, told="批注"), tmp_path).fault == "没有注明"
    bad = BY_CODE["Z01"].variant(0)
    assert result(replace(bad, fate=Fate.READ), tmp_path).fault == "该读而拒绝"
    assert "没有说" in result(replace(bad, told="另一个原因"), tmp_path).fault


def test_the_memory_of_a_reading_is_its_own(tmp_path: Path) -> None:
    held = bytearray(2 * MOST_MEGABYTES << 20)
    held[::4096] = b"1" * len(held[::4096])
    found = run(lambda: BY_CODE["T04"].variant(0), tmp_path)
    assert not found.fault
    assert 1 < found.megabytes < MOST_MEGABYTES


def killed(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def failed(*_: object) -> None:
    os._exit(1)


@pytest.mark.parametrize(("end", "fault"), [(killed, "进程被信号 9 终止"), (failed, "读取程序自身出错")])
def test_a_reading_process_that_is_killed_or_fails_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: Callable[..., object], fault: str
) -> None:
    monkeypatch.setattr(running, "judged", end)
    assert run(lambda: BY_CODE["T04"].variant(0), tmp_path).fault == fault


def test_words_that_wait_on_the_disk_are_compared(tmp_path: Path) -> None:
    good = BY_CODE["T04"].variant(0)
    assert good.words
    assert "字" in run(lambda: replace(good, words=f"{good.words}\n又一行"), tmp_path).fault


NEEDED: dict[str, tuple[str, tuple[int, ...], Callable[[pytest.MonkeyPatch], object]]] = {
    "what a PDF's pages refer to": (
        "F07", (0, 1, 2), lambda patch: patch.setattr(pdf_whole, "_check_page", lambda *_: None),
    ),
    "the ends of a PDF's streams": (
        "F02", (0, 4), lambda patch: patch.setattr(pdf_whole, "_check_streams", lambda *_: None),
    ),
    "the fonts of a PDF": (
        "F10", (0, 2), lambda patch: patch.setattr(pdf_whole, "_WORDLESS", pdf_whole._FONT),
    ),
    "the pages of a PDF's tree": (
        "F04", (0, 1), lambda patch: patch.setattr(pdf_whole, "_leaves", lambda *_: None),
    ),
    "where a PDF's objects lie": (
        "F06", (0,), lambda patch: patch.setattr(pdf_whole, "_moved", lambda *_: set()),
    ),
    "the records of an old workbook": (
        "O09", (2, 6), lambda patch: (
            patch.setattr(xls, "_counted", lambda *_: None),
            patch.setattr(readers, "read_in_child", xls.read),
        ),
    ),
    "the order of an old file's sectors": (
        "O01", (3,), lambda patch: patch.setattr(doc, "_is_whole", lambda *_: True),
    ),
    "what an old Word file has beyond its parts": (
        "O03", (7,), lambda patch: patch.setattr(doc_pieces, "_is_told", lambda *_: True),
    ),
    "the notes that a text refers to": (
        "D10", (7,), lambda patch: patch.setattr(docx, "_lost_notes", lambda *_: None),
    ),
    "the end of a page": (
        "H08", (0, 1), lambda patch: patch.setattr(html, "_lacks_its_end", lambda *_: False),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NEEDED)
def test_without_looking_at_it_a_result_is_silently_shorter(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, numbers, take_away = NEEDED[name]
    assert not any(result(BY_CODE[code].variant(number), tmp_path).fault for number in numbers)
    take_away(monkeypatch)
    assert any(result(BY_CODE[code].variant(number), tmp_path).fault for number in numbers)


def test_without_refusing_damage_libreoffice_gives_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(office, "read_as_docx", lambda path, *_: asked.append(path))
    variant = BY_CODE["O03"].variant(6)
    assert not result(variant, tmp_path).fault
    assert asked == []


def test_forms_that_draw_forms_are_weighed_by_what_they_come_to() -> None:
    light, heavy = BY_CODE["P09"].variant(0).content, BY_CODE["F09"].variant(7).content
    assert weighing.weigh(light) < weighing.IN_PROCESS_BYTES
    assert weighing.weigh(heavy) > weighing.IN_PROCESS_BYTES
