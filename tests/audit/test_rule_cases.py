"""Every rule against its cases: compared by rule, place and figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengji.audit import registry
from hengji.audit.rule import DocumentCase, FilingCase
from hengji.domain.finding import Finding

CASES = Path(__file__).parent.parent / "cases" / "audit"
FIGURES = ("stated", "computed", "difference")


def _files() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(CASES.glob("*.yaml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        assert content["rule"].lower() == path.stem.partition("_")[0], path
        found[content["rule"]] = content["cases"]
    return found


ALL = _files()
PAIRS = [(code, name) for code, cases in ALL.items() for name in cases]


@pytest.mark.parametrize(("code", "name"), PAIRS, ids=[f"{code}-{name}" for code, name in PAIRS])
def test_a_rule_finds_what_its_case_says_and_nothing_else(
    code: str,
    name: str,
    filing_case: Callable[[dict[str, Any]], FilingCase],
    document_case: Callable[[dict[str, Any]], DocumentCase],
    what_it_tells: Callable[[Finding], dict[str, str]],
) -> None:
    spec, rule = ALL[code][name], registry.rule(code)
    if "text" in spec:
        assert rule.check_document is not None
        found = list(rule.check_document(rule, document_case(spec)))
    else:
        assert rule.check_filing is not None
        found = list(rule.check_filing(rule, filing_case(spec)))
    actual = [what_it_tells(finding) for finding in found]
    assert len(actual) == len(spec["findings"]), [finding.message for finding in found]
    for told, expected, finding in zip(actual, spec["findings"], found, strict=True):
        assert told == told | _normal(expected), finding.message
        assert {key for key in FIGURES if key in told} == {key for key in FIGURES if key in expected}
        assert "place" in expected or "quote" in expected, "a case names the place or the words"
        assert expected.get("says", "") in finding.message
        assert "{" not in finding.message
        assert finding.suggestion


def _normal(expected: dict[str, str]) -> dict[str, str]:
    rest = {key: value for key, value in expected.items() if key != "says"}
    return rest | {
        key: f"{Decimal(rest[key].replace(',', '').replace('−', '-')).normalize():f}"
        for key in FIGURES
        if key in rest
    }


def test_every_rule_has_a_case_that_fails_and_one_that_passes() -> None:
    lacking = {
        rule.code
        for rule in registry.all_rules()
        if not any(case["findings"] for case in ALL.get(rule.code, {}).values())
        or not any(not case["findings"] for case in ALL.get(rule.code, {}).values())
    }
    assert lacking == set()


def test_cases_name_only_rules_that_exist() -> None:
    assert set(ALL) <= {rule.code for rule in registry.all_rules()}
