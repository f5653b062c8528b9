"""
What is read is what is there: counted a second time by other libraries, on right and on changed files.

`python -m benchmarks.counting` does this for many more, and for folders of real ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.counting import counted, right_files, survivors
from hengji.documents import readers
from hengji.documents.readers import docx_body, pdf, xlsx_cells

Parts = Callable[..., dict[str, bytes]]


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return list(right_files(tmp_path_factory.mktemp("right"), 2))


def missing(path: Path) -> tuple[str, ...]:
    found = counted(path, readers.read(path))
    assert found is not None
    assert found.units > 0
    return found.missing


def test_right_files_are_read_in_full(right: list[Path]) -> None:
    assert {path.suffix for path in right} == {".docx", ".pdf", ".xlsx"}
    for path in right:
        assert missing(path) == ()


def test_changed_files_are_refused_or_read_in_full(right: list[Path], tmp_path: Path) -> None:
    packages = [path for path in right if path.suffix == ".docx"]
    changed = list(survivors(packages, tmp_path, 120))
    read = [path for path in changed if path is not None]
    assert 20 < len(read) < 120
    for path in read:
        assert missing(path) == ()


def test_the_real_documents_are_read_in_full(shared: Path) -> None:
    smallest = min((shared / "documents").glob("*.pdf"), key=lambda path: path.stat().st_size)
    assert missing(smallest) == ()


def test_a_paragraph_that_is_passed_over_is_seen(right: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(one for one in right if one.suffix == ".docx")
    blocks = docx_body._blocks
    monkeypatch.setattr(docx_body, "_blocks", lambda parent: list(blocks(parent))[:-1])
    assert missing(path)


def test_a_cell_that_is_passed_over_is_seen(right: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = next(one for one in right if one.suffix == ".xlsx")
    seen = xlsx_cells._Scanner._seen
    monkeypatch.setattr(
        xlsx_cells._Scanner,
        "_seen",
        lambda self, element, row, column: (
            None if (row, column) == (3, 1) else seen(self, element, row, column)
        ),
    )
    assert any(one.endswith("A3") for one in missing(path))


def test_a_line_or_a_page_that_is_passed_over_is_seen(
    right: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next(one for one in right if one.suffix == ".pdf")
    read_page = pdf.read_page

    def shorter(document: object, index: int) -> object:
        page = read_page(document, index)
        return replace(page, lines=page.lines[1:])

    monkeypatch.setattr(pdf, "read_page", shorter)
    assert missing(path)
