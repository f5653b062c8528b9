"""
Cases of figures: every file of tests/cases/figures, one text and all the figures it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import yaml

CASES = Path(__file__).parents[1] / "cases" / "figures"
SHARED = Path(__file__).parents[3] / "shared"

# A law says what holds, not how fast: on a busy machine one example may take any time.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def all_cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.yaml")):
        if file.stem == "cells":
            continue
        for name, case in yaml.load(file.read_text("utf-8"), yaml.BaseLoader).items():
            yield pytest.param(case, id=f"{file.stem}:{name}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "figure_case" in metafunc.fixturenames:
        metafunc.parametrize("figure_case", list(all_cases()))


@pytest.fixture(scope="session")
def real_report() -> str:
    path = SHARED / "reports" / "jiangmen-womens-federation-2024.txt"
    if not path.exists():
        pytest.skip("the real report lies beside the repository and is absent here")
    return path.read_text("utf-8")
