"""A sample of the published measurement as a gate: what is planted is found, what is right is silent."""

from __future__ import annotations

from pathlib import Path

from benchmarks.planting_measured import Bench, clean_reports, outcomes
from hengji.domain.finding import Severity

SEEDS = range(8)
"""One report of every outline."""
PLANTED = (1, 3, 4)
"""Final accounts, a report in words and tables, and a form."""


def test_nineteen_of_twenty_planted_errors_are_found_at_the_right_place(tmp_path: Path) -> None:
    found = list(outcomes(PLANTED, Bench(tmp_path)))
    missed = [(one.seed, one.kind, one.what) for one in found if not one.found]
    assert len(found) > 60
    assert len(missed) <= len(found) // 20, missed


def test_right_reports_have_no_errors_in_any_format(tmp_path: Path) -> None:
    clean = clean_reports(SEEDS, Bench(tmp_path))
    assert 4 * len(SEEDS) == clean.reports
    assert clean.by_severity[Severity.ERROR] == 0, clean.examples
    assert clean.unlike == []
