"""Whole filings: which rules speak, in which order, and what a composed report left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hengji.audit import audit_filing, filings, pending_findings, registry
from hengji.audit.rule import FilingCase, Kind
from hengji.domain.filing import Filing
from hengji.domain.finding import Severity
from hengji.domain.scorecard import MissingInput

SECTIONS = (
    "overall_work goal_overview mandate_effectiveness budget_preparation goal_setting cost_control"
    " budget_execution performance_management disclosure"
)
GOOD = {
    "no_problems": "是",
    "no_corrective_actions": "是",
    "narratives": dict.fromkeys(SECTIONS.split(), "按规定开展工作，全年完成计划。结果见各项指标。"),
}


def test_a_good_filing_has_no_findings(filing_of: Callable[[dict[str, Any]], Filing]) -> None:
    assert audit_filing(filing_of(GOOD), None, None) == ()


def test_a_claimed_score_names_the_criterion_that_causes_it(
    filing_case: Callable[[dict[str, Any]], FilingCase],
) -> None:
    case = filing_case(
        GOOD
        | {
            "no_problems": "否",
            "problems": [{"problem": "执行偏慢", "measure": "按月通报"}],
            "claimed": {"score": "100分", "grade": "优"},
            "scorecard": {
                "scores": [{"code": "execution", "marks": "100", "points": "79", "claimed": "100"}]
            },
        }
    )
    findings = audit_filing(case.filing, case.scorecard, case.standard)
    assert [(found.rule, found.caused_by) for found in findings] == [("AR09", None), ("AR10", "AR09")]


def test_rules_of_a_place_speak_only_there(filing_case: Callable[[dict[str, Any]], FilingCase]) -> None:
    case = filing_case(GOOD | {"standard": {"x": {"title": "x", "full_marks": "10"}}})
    standard = case.standard
    assert standard is not None
    for edition in (standard, replace(standard, jurisdiction_code="440700")):
        assert filings.check_filing(replace(case, standard=edition), Kind.FILING) == []
    nowhere = replace(case.filing, organisation=replace(case.filing.organisation, jurisdiction=None))
    assert filings.check_filing(FilingCase(filing=nowhere), Kind.FILING) == []


def test_what_a_report_left_open_is_told_once_with_the_cell_to_fill() -> None:
    gap = MissingInput(name="全年预算数", where="预算与决算!D6")
    findings = pending_findings([gap, gap, MissingInput(name="填报日期", where="")])
    assert [found.message for found in findings] == [
        "报告缺少“全年预算数”，应填在预算与决算!D6。",
        "报告缺少“填报日期”。",
    ]
    assert {found.rule for found in findings} == {"CM01"}
    assert {found.severity for found in findings} == {Severity.WARNING}


def test_every_rule_of_filings_stays_silent_on_an_empty_case_or_speaks_of_what_is_missing(
    filing_of: Callable[[dict[str, Any]], Filing],
) -> None:
    codes = {found.rule for found in audit_filing(filing_of({}), None, None)}
    assert codes == {"CM04", "CM06", "CM07"}
    assert codes <= {rule.code for rule in registry.all_rules()}
