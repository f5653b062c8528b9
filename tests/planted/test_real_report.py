"""The real report in ../shared/reports: no false error, its real weaknesses found."""

from __future__ import annotations

from pathlib import Path

import pytest

from hengji.domain.finding import Finding, Severity
from hengji.pipeline.audit import Audit, audit

REPORT = Path(__file__).parents[3] / "shared" / "reports" / "jiangmen-womens-federation-2024.txt"

pytestmark = pytest.mark.skipif(
    not REPORT.exists(), reason="the real report does not lie beside the repository"
)


@pytest.fixture(scope="module")
def audited() -> Audit:
    return audit(REPORT)


def told(audited: Audit, *rules: str) -> list[Finding]:
    return [finding for finding in audited.findings if finding.rule in rules]


def test_nothing_is_called_an_error_that_is_none(audited: Audit) -> None:
    """All its sums, shares and its change hold; what is weak in it is no arithmetic."""
    assert [finding for finding in audited.findings if finding.severity is Severity.ERROR] == []


def test_title_unit_year_score_and_grade_are_read(audited: Audit) -> None:
    document = audited.document
    assert "江门市妇" in (document.unit_name or "")
    assert document.fiscal_year == 2024
    assert document.claimed_score == 100
    assert document.claimed_grade == "优"


def test_all_its_figures_are_found(audited: Audit) -> None:
    """The 86 that ../shared/conformance counts, and the enumerators beside them."""
    assert len(audited.document.figures) >= 86


def test_the_score_of_100_is_held_against_the_unspent_budget(audited: Audit) -> None:
    """28,771,611.60 ÷ 29,242,314.38 = 98.39 %, which the report never says."""
    assert any("98.39" in finding.message for finding in told(audited, "CO09", "CO10", "PL07"))


def test_no_problems_is_held_against_its_own_words(audited: Audit) -> None:
    assert any("加强" in f"{finding.message}{finding.quote}" for finding in told(audited, "CO08", "CO02"))


def test_a_budget_without_its_execution_is_told(audited: Audit) -> None:
    assert told(audited, "CM16")


def test_the_section_of_one_sentence_is_told(audited: Audit) -> None:
    places = [f"{finding.message}{finding.place}" for finding in told(audited, "CM14", "CM05", "CM20")]
    assert any("履职效能" in place for place in places)


def test_the_numbering_is_told(audited: Audit) -> None:
    """（2） after （一）, 3、 after 二、."""
    quoted = "".join(f"{finding.quote}{finding.message}" for finding in told(audited, "WD05", "WD06"))
    assert "（2）" in quoted
    assert "3、" in quoted


def test_the_bookmark_of_the_word_processor_is_told(audited: Audit) -> None:
    assert any("_GoBack" in (finding.quote or "") for finding in told(audited, "WD03"))


def test_the_answer_none_is_told(audited: Audit) -> None:
    assert told(audited, "CM15", "CM07", "CM14")
