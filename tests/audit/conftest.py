"""
Cases of the audit as a finance officer writes them, as fixtures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hengji.audit.rule import DocumentCase, FilingCase
from hengji.domain.document import Document
from hengji.domain.filing import (
    Filing,
)
from hengji.domain.finding import Finding
from hengji.domain.statement import Statement
from tests.audit.document_cases import build_document, build_document_case, build_statement
from tests.audit.filing_cases import build_case, build_filing


def told(finding: Finding) -> dict[str, str]:
    """What a case compares: rule, place, figures, and the severity and verdict."""
    figures = {"stated": finding.stated, "computed": finding.computed, "difference": finding.difference}
    return {
        "rule": finding.rule,
        "place": "" if finding.place is None else str(finding.place),
        "quote": finding.quote or "",
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        **{name: f"{value.normalize():f}" for name, value in figures.items() if value is not None},
    }


@pytest.fixture
def filing_case() -> Callable[[dict[str, Any]], FilingCase]:
    return build_case


@pytest.fixture
def filing_of() -> Callable[[dict[str, Any]], Filing]:
    return build_filing


@pytest.fixture
def what_it_tells() -> Callable[[Finding], dict[str, str]]:
    return told


@pytest.fixture
def document_case() -> Callable[[dict[str, Any]], DocumentCase]:
    return build_document_case


@pytest.fixture
def statement_of() -> Callable[[str, dict[str, Any]], Statement]:
    return build_statement


@pytest.fixture
def document_of() -> Callable[[dict[str, Any]], Document]:
    return build_document
