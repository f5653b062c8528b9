"""
The table of what bureaus check: complete, and naming only rules that exist.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from hengji.audit import coverage, registry

COLLECTED = Path(__file__).parents[3] / "shared" / "domain" / "review_checks.yaml"


def test_every_check_names_rules_that_exist_or_says_why_none_answers() -> None:
    known = {rule.code for rule in registry.all_rules()}

    for check in coverage.CHECKS:
        assert set(check.rules) <= known, check.code
        assert check.rules or check.open, check.code


def test_every_collected_check_stands_in_the_table_in_order() -> None:
    if not COLLECTED.exists():
        pytest.skip("the collected checks lie beside the repository and are absent here")
    collected = yaml.load(COLLECTED.read_text("utf-8"), yaml.BaseLoader)["checks"]

    assert [check.code for check in coverage.CHECKS] == [one["id"] for one in collected]


def test_the_page_has_a_row_a_check_with_its_links() -> None:
    rows = [line for line in coverage.page().splitlines() if line.startswith("| C")]

    assert len(coverage.CHECKS) == len(rows)
    assert "[CM23](rules/cm23.md)" in rows[0]
