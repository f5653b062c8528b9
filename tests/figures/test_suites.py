"""
The annotated corpus and the published suites, when they lie beside the repository.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def suites() -> ModuleType:
    path = REPOSITORY / "benchmarks" / "figure_suites.py"
    spec = importlib.util.spec_from_file_location("figure_suites", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    if not (module.SHARED / "corpus").exists() or not (module.SHARED / "conformance").exists():
        pytest.skip("the corpus and the suites lie beside the repository and are absent here")
    return module


def test_the_corpus_is_read_nearly_whole(suites: ModuleType) -> None:
    overall = suites.corpus().overall
    assert overall.expected > 600
    assert overall.recall >= 0.97
    assert overall.precision >= 0.97


def test_the_fair_cases_are_strictly_right_to_the_gate(suites: ModuleType) -> None:
    counts, _ = suites.conformance()
    for kind, gate in suites.GATES.items():
        assert 100 * counts[kind]["right"] >= gate * counts[kind]["cases"], kind


def test_a_lost_figure_is_noticed(suites: ModuleType) -> None:
    case = next(case for case in suites.fair_cases() if case["scope"][0] == "percent" and case["expected"])
    assert not suites.agrees(case, [])
