"""The risk of a filing follows from its formula and its evidence, and from nothing else."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.web.filing import evaluating
from hengji.web.filing.models import FilingStatus
from hengji.web.review import assessing, risk
from hengji.web.review.commenting import latest_of
from hengji.web.review.models import RiskAssessment
from hengji.web.review.opened import open_revision
from hengji.web.review.risk import Level, Measured
from tests.web.conftest import City

FACTORS = [factor.id for factor in risk.formula().factors]
MEASURES = st.dictionaries(
    st.sampled_from(FACTORS),
    st.decimals(0, 1000, places=2).map(lambda value: Measured(value=value, evidence=("某处",))),
)


@given(MEASURES)
def test_the_sum_is_that_of_its_reasons_and_stays_within_the_formula(measured: dict[str, Measured]) -> None:
    found = risk.assess(measured)
    assert found.points == min(risk.formula().full, sum(reason.points for reason in found.reasons))
    assert all(reason.evidence for reason in found.reasons), "nothing is counted without evidence"
    assert list(found.reasons) == sorted(found.reasons, key=lambda one: (-one.points, one.factor))


@given(MEASURES, st.sampled_from(FACTORS), st.decimals(0, 1000, places=2))
def test_more_of_a_factor_never_lowers_the_risk(
    measured: dict[str, Measured], factor: str, more: Decimal
) -> None:
    before = measured.get(factor, Measured(value=Decimal(0)))
    raised = measured | {factor: Measured(value=before.value + more, evidence=before.evidence)}
    assert risk.assess(raised).points >= risk.assess(measured).points


@given(MEASURES)
def test_what_is_unsuspicious_has_no_error_nothing_undecided_and_claims_no_more_than_computed(
    measured: dict[str, Measured],
) -> None:
    if risk.assess(measured).unsuspicious:
        assert not any(measured[name].value for name in risk.BARRED & measured.keys())
        assert risk.assess(measured).level is Level.LOW


@pytest.mark.parametrize(
    ("measure", "points"), [("0", "0.0"), ("5", "0.0"), ("5.5", "0.5"), ("12", "7.0"), ("99", "15.0")]
)
def test_a_factor_counts_from_where_the_formula_says_and_no_further(measure: str, points: str) -> None:
    factor = next(one for one in risk.formula().factors if one.id == "score_over_execution")
    assert factor.points(Decimal(measure)) == Decimal(points)


def test_a_submission_is_assessed_in_its_own_transaction_with_its_evidence(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    kept = RiskAssessment.objects.get(revision__filing=filing)
    reasons = {one["factor"]: one for one in json.loads(kept.reasons)}
    assert reasons["claimed_gap"]["evidence"] == ["自评 100 分，按所填数据计算 98.43 分"]
    assert reasons["claimed_gap"]["measure"] == "1.57"
    assert reasons["claimed_gap"]["points"] == "6.3"
    assert kept.points == sum(Decimal(one["points"]) for one in reasons.values())
    assert not kept.unsuspicious


def test_an_older_edition_of_the_formula_is_replaced_when_asked(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    assert assessing.keep_missing() == 0
    RiskAssessment.objects.filter(revision__filing=filing).update(formula="risk-2000-1", points=0)
    assert assessing.keep_missing() == 1
    assert RiskAssessment.objects.get(revision__filing=filing).points > 0


def test_an_issued_finding_is_the_same_one_as_in_the_unit_s_own_check(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    revision = latest_of(filing)
    checked = {(doubt.identity, doubt.path) for doubt in evaluating.check_revision(revision).doubts}
    opened = open_revision(revision)
    assert {(found.identity, found.path) for found in opened.findings} == checked
    assert all(found.explanation for found in opened.findings if found.severity == "warning")
