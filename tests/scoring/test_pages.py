"""The reference page says everything about every method, and no method can be left out."""

from __future__ import annotations

import inspect
import pkgutil

import pytest

from hengji.domain.method import ADJUSTMENTS, METHODS
from hengji.scoring import methods, reference
from hengji.scoring.pages import INDICATOR_MODULES, MODULES

EVERY_MODULE = {**MODULES, **INDICATOR_MODULES}


def test_every_method_file_is_on_the_page() -> None:
    files = {module.name for module in pkgutil.iter_modules(methods.__path__)}
    assert files == set(EVERY_MODULE)
    assert {*METHODS, *ADJUSTMENTS} == set(MODULES)
    assert set(METHODS) == set(methods.AWARDS)


@pytest.mark.parametrize("name", EVERY_MODULE)
def test_every_method_states_formula_rounding_and_boundaries(name: str) -> None:
    documentation = inspect.getdoc(EVERY_MODULE[name]) or ""
    for heading in ("**Formula**", "**Rounding**", "**Boundaries**"):
        assert heading in documentation
    assert documentation in reference()


@pytest.mark.parametrize("name", [*METHODS, *ADJUSTMENTS])
def test_every_parameter_is_on_the_page(name: str) -> None:
    definition = {**METHODS, **ADJUSTMENTS}[name]
    section = reference().split(f"## `{name}` {definition.title}", 1)[1].split("\n## ", 1)[0]
    for parameter in definition.parameters:
        assert f"| `{parameter.name}` |" in section
