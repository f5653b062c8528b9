"""
Texts and what they state: cases of tests/cases/interpret, read as the text files that they would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from hengji import interpret
from hengji.documents import readers
from hengji.domain.document import Document

CASES = Path(__file__).parents[1] / "cases" / "interpret"
SHARED = Path(__file__).parents[3] / "shared"


def statement_cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.yaml")):
        for name, case in yaml.load(file.read_text("utf-8"), yaml.BaseLoader).items():
            yield pytest.param(case, id=f"{file.stem}:{name}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "statement_case" in metafunc.fixturenames:
        metafunc.parametrize("statement_case", list(statement_cases()))


@pytest.fixture
def document_of(tmp_path: Path) -> Callable[[str], Document]:
    def read(text: str) -> Document:
        path = tmp_path / "report.txt"
        path.write_bytes(text.encode())
        return interpret.interpret(readers.read(path))

    return read


@pytest.fixture(scope="session")
def real_report() -> Document:
    path = SHARED / "reports" / "jiangmen-womens-federation-2024.txt"
    if not path.exists():
        pytest.skip("the real report lies beside the repository and is absent here")
    return interpret.interpret(readers.read(path))


@pytest.fixture(scope="session")
def real_documents() -> dict[str, Document]:
    folder = SHARED / "documents"
    if not folder.is_dir():
        pytest.skip("the real documents lie beside the repository and are absent here")
    return {path.name: interpret.interpret(readers.read(path)) for path in sorted(folder.glob("*.pdf"))}
