"""The scorecard as a whole: totals, grades, what is missing, what keeps the next grade away."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hengji
from hengji import standards
from hengji.domain.filing import Assessment
from hengji.domain.problem import InvalidStandard
from hengji.domain.scorecard import ScoreVerdict
from hengji.domain.source import Confidence
from hengji.domain.stated import Stated
from hengji.scoring import score

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        ("0", "差"),
        ("59.99", "差"),
        ("60", "中"),
        ("79.99", "中"),
        ("80", "良"),
        ("89.99", "良"),
        ("89.994", "良"),
        ("89.995", "优"),
        ("90", "优"),
        ("100", "优"),
    ],
)
def test_every_boundary_of_the_grades_is_read_from_the_rounded_total(
    maker: Any, points: str, grade: str
) -> None:
    standard = maker.standard(maker.criterion("manual", "100"))
    card = score(maker.filing({"judged": points, "why": "有据可查"}), standard)
    assert card.computed_grade is not None
    assert grade == card.computed_grade.title
    assert card.lowest_grade == card.highest_grade == card.computed_grade


def two(maker: Any, *, executed: str | None, judged: str | None) -> Any:
    """An edition of 20 points for execution and 80 judged ones, and a filing under it."""
    standard = maker.standard(
        maker.criterion("execution_rate", "20", code="execution", title="预算执行率"),
        maker.criterion("manual", "80", title="履职情况"),
    )
    facts = {"ledger.total.adjusted_budget_amount": "100"}
    if executed is not None:
        facts["ledger.total.executed_amount"] = executed
    case = {"facts": facts, "judged": judged, "why": "有据可查"}
    return score(maker.filing(case), standard)


def test_a_missing_input_makes_the_total_an_interval_from_worst_to_best(maker: Any) -> None:
    card = two(maker, executed=None, judged="75")
    assert card.computed_score is None
    assert (card.low, card.high) == (Decimal("75.00"), Decimal("95.00"))
    assert card.computed_grade is None
    assert (card.lowest_grade.title, card.highest_grade.title) == ("中", "优")


def test_the_grade_is_given_where_worst_and_best_agree(maker: Any) -> None:
    card = two(maker, executed=None, judged="30")
    assert card.computed_score is None
    assert card.computed_grade is not None
    assert card.computed_grade.title == "差"


def test_the_next_grade_is_told_in_points_with_the_largest_source_first(maker: Any) -> None:
    card = two(maker, executed="80", judged="70")
    assert card.computed_score == Decimal("86.00")
    assert card.next_grade is not None
    assert card.next_grade.band.title == "优"
    assert card.next_grade.points_needed == Decimal("4.00")
    assert card.next_grade.sources == (("履职情况", Decimal("10.00")), ("预算执行率", Decimal("4.00")))


def test_a_leaf_with_full_marks_is_no_source_of_the_next_grade(maker: Any) -> None:
    card = two(maker, executed="100", judged="65")
    assert card.next_grade is not None
    assert card.next_grade.sources == (("履职情况", Decimal("15.00")),)


def test_a_sum_with_an_illustrative_part_is_illustrative(maker: Any) -> None:
    standard = maker.standard(maker.criterion("indicators", parameters={"dimensions": ["output"]}))
    filing = maker.filing({"indicators": [{"target": "1", "actual": "1"}]})
    given = replace(filing.indicators[0], illustrative=True)
    assert not score(filing, standard).scores[0].illustrative
    assert score(replace(filing, indicators=(given,)), standard).scores[0].illustrative


def test_an_undecided_leaf_is_a_source_of_the_next_grade_too(maker: Any) -> None:
    card = two(maker, executed=None, judged="75")
    assert card.next_grade is not None
    assert card.next_grade.band.title == "良"
    assert card.next_grade.points_needed == Decimal("5.00")
    assert card.next_grade.sources == (("预算执行率", Decimal("20.00")), ("履职情况", Decimal("5.00")))


def test_the_best_grade_has_no_next(maker: Any) -> None:
    assert two(maker, executed="100", judged="80").next_grade is None


def test_a_cap_is_a_source_of_the_next_grade(maker: Any) -> None:
    cap = maker.adjustment(
        "cap_by_measure", {"measure": "execution_rate", "caps": [{"below": "0.8", "total_at_most": "79"}]}
    )
    standard = maker.standard(maker.criterion("manual", "100"), adjustments=(cap,))
    facts = {"ledger.total.adjusted_budget_amount": "100", "ledger.total.executed_amount": "70"}
    card = score(maker.filing({"facts": facts, "judged": "95", "why": "有据可查"}), standard)
    assert card.next_grade is not None
    assert card.next_grade.sources == (("总分调整", Decimal("16.00")), ("该项", Decimal("5.00")))


def test_the_card_says_by_what_it_was_judged(maker: Any) -> None:
    filing = replace(maker.filing({}), claimed_score=Stated(value=Decimal(100)), claimed_grade="优")
    standard = replace(
        maker.standard(maker.criterion("manual", "100")), illustrative=True, notes=("分值为示例",)
    )
    card = score(filing, standard)
    assert (card.standard_id, card.standard_title) == (standard.id, standard.title)
    assert (card.edition_hash, card.engine_version) == ("0" * 64, hengji.__version__)
    assert (card.illustrative, card.notes) == (True, ("分值为示例",))
    assert (card.unit_name, card.fiscal_year) == ("某市某局", 2024)
    assert (card.claimed_score, card.claimed_grade) == (Decimal(100), "优")
    assert card.full_marks == 100


def test_a_leaf_carries_its_clause_its_confidence_and_what_the_unit_claims(maker: Any) -> None:
    criterion = replace(
        maker.criterion("execution_rate"),
        marks_confidence=Confidence.CHOSEN,
        method_confidence=Confidence.RECALLED,
    )
    filing = maker.filing({"judged": "9", "why": "有据可查"})
    claimed = replace(filing.assessments["it"], claimed_points=Decimal(10), illustrative=True)
    card = score(replace(filing, assessments={"it": claimed}), maker.standard(criterion))
    leaf = card.scores[0]
    assert leaf.basis == criterion.basis
    assert leaf.marks_confidence is Confidence.CHOSEN
    assert leaf.method_confidence is Confidence.RECALLED
    assert leaf.claimed_points == Decimal(10)
    assert leaf.illustrative
    assert leaf.evidence == ("会议纪要",)
    assert leaf.place == claimed.place


def test_an_indicators_leaf_can_be_found_by_the_indicators_code(maker: Any) -> None:
    standard = maker.standard(maker.criterion("indicators", parameters={"dimensions": ["output"]}))
    row = {
        "code": "output-1",
        "title": "培训场次",
        "target": "40",
        "actual": "30",
        "unit": "场",
        "claimed": "10",
    }
    leaf = score(maker.filing({"indicators": [row]}), standard).find("output-1")
    assert leaf is not None
    assert leaf.points == Decimal("7.50")
    assert leaf.claimed_points == Decimal(10)
    assert leaf.evidence == ("台账",)
    assert [(one.name, one.value, one.unit) for one in leaf.inputs] == [
        ("目标值（≥）", "40", "场"),
        ("实际完成值", "30", "场"),
    ]


def test_inputs_name_value_unit_and_place(maker: Any) -> None:
    card = two(maker, executed="80", judged="70")
    executed, adjusted = card.scores[0].inputs
    assert (executed.name, executed.value, executed.unit) == ("支出合计·全年执行数", "80.00", "元")
    assert (adjusted.name, adjusted.value, adjusted.unit) == ("支出合计·全年预算数", "100.00", "元")
    assert card.scores[1].judged
    assert not card.scores[0].judged


def test_the_method_is_told_in_words_with_its_unit_and_whose_choice_it_is(maker: Any) -> None:
    percent = maker.criterion("per_point_deduction", parameters=PER_POINT)
    days = {**PER_POINT, "measure": "accounts_disclosure_days", "per": "1", "partial": "counted"}
    by_day = maker.criterion("per_point_deduction", code="days", parameters=days)
    first, second = score(maker.filing({}), maker.standard(percent, by_day)).scores
    assert "每超过1个百分点扣1分，扣完为止，不足一个单位的部分不扣（原文未明，本系统约定）" in first.method
    assert "每超过1天扣1分，扣完为止，不足一个单位的按一个单位扣" in second.method
    assert "约定" not in second.method


def test_a_framework_without_weights_is_refused_with_what_to_do(maker: Any) -> None:
    framework = maker.standard(maker.criterion("manual", None, title="绩效目标合理性"), demands_weights=True)
    with pytest.raises(InvalidStandard) as refusal:
        score(maker.filing({}), framework)
    assert "是指标框架，没有给出分值：“绩效目标合理性”等1项" in refusal.value.message
    assert "赋分" in refusal.value.problems[0].remedy


def test_a_framework_is_refused_even_where_somebody_filled_in_marks(maker: Any) -> None:
    with pytest.raises(InvalidStandard, match="指标框架"):
        score(maker.filing({}), maker.standard(maker.criterion("manual"), demands_weights=True))


PER_POINT = {"measure": "staff_control_rate", "full_if": {"at_most": "1"}, "per": "0.01", "deduct": "1"}
DECLINE = {"measure": "reallocation_rate", "slope": "10", "zero_beyond": "0.1"}


@pytest.mark.parametrize(
    ("method", "parameters", "named"),
    [
        ("no_such_method", {}, "method"),
        ("proportional", {}, "measure"),
        ("proportional", {"measure": "no_such_measure"}, "measure"),
        ("proportional", {"measure": "execution_rate", "full_at": "many"}, "full_at"),
        ("proportional", {"measure": "execution_rate", "full_at": "0"}, "full_at"),
        ("stepped", {"measure": "execution_rate"}, "steps"),
        ("stepped", {"measure": "execution_rate", "steps": [{"at_least": "1"}]}, "steps.points"),
        ("stepped", {"measure": "execution_rate", "steps": [{"at_least": "1", "points": "11"}]}, "steps"),
        ("stepped", {"measure": "execution_rate", "steps": [{"at_least": "x", "points": "1"}]}, "at_least"),
        ("per_point_deduction", {**PER_POINT, "full_if": "1"}, "full_if"),
        ("per_point_deduction", {**PER_POINT, "full_if": {"above": "1"}}, "full_if.at_least"),
        ("per_point_deduction", {**PER_POINT, "per": "0"}, "per"),
        ("per_point_deduction", {**PER_POINT, "deduct": "-1"}, "deduct"),
        ("per_point_deduction", {**PER_POINT, "partial": "half"}, "partial"),
        ("linear_decline", {**DECLINE, "slope": "-1"}, "slope"),
        ("checklist", {"items": []}, "items"),
        ("checklist", {"items": [{"id": "a", "title": "甲"}]}, "items.points"),
        ("checklist", {"items": [{"title": "甲", "points": "1"}]}, "items.id"),
        ("checklist", {"items": [{"id": "a", "title": "甲", "points": "1"}], "mode": "guess"}, "mode"),
        ("indicators", {"dimensions": "output"}, "dimensions"),
        ("indicators", {"dimensions": ["output"], "overshoot": "whatever"}, "overshoot"),
    ],
)
def test_parameters_that_cannot_be_used_are_refused_by_name(
    maker: Any, method: str, parameters: Any, named: str
) -> None:
    standard = maker.standard(maker.criterion(method, parameters=parameters))
    with pytest.raises(InvalidStandard) as refusal:
        score(maker.filing({}), standard)
    assert named in refusal.value.message
    assert "“该项”（it）" in refusal.value.message


@pytest.mark.parametrize(
    ("method", "parameters", "named"),
    [
        ("no_such_adjustment", {}, "method"),
        ("cut_per_overshoot", {"threshold": "-1", "deduct": "2"}, "threshold"),
        ("cut_per_overshoot", {"threshold": "1"}, "deduct"),
        ("cap_by_measure", {"measure": "execution_rate", "caps": [{"below": "1"}]}, "caps.total_at_most"),
    ],
)
def test_caps_and_cuts_that_cannot_be_used_are_refused_by_name(
    maker: Any, method: str, parameters: Any, named: str
) -> None:
    standard = maker.standard(maker.criterion("manual"), adjustments=(maker.adjustment(method, parameters),))
    with pytest.raises(InvalidStandard, match=named):
        score(maker.filing({}), standard)


def test_a_cut_under_a_criterion_that_is_capped_shows_its_worst_case(maker: Any) -> None:
    # Weights of 20 against 10 marks: at worst the open indicator is done, exceeded and cut.
    standard = maker.standard(
        maker.criterion("indicators", parameters={"dimensions": ["output"]}),
        adjustments=(maker.adjustment("cut_per_overshoot", {"threshold": "0.3", "deduct": "2"}),),
    )
    rows = [{"target": "1", "actual": "1"}, {"title": "乙", "target": "1"}]
    card = score(maker.filing({"indicators": rows}), standard)
    assert (card.low, card.high) == (Decimal("8.00"), Decimal("10.00"))
    assert card.scores[-1].verdict is ScoreVerdict.UNDECIDABLE
    done = score(maker.filing({"indicators": [rows[0], {**rows[1], "actual": "2"}]}), standard)
    assert done.computed_score == card.low


@pytest.mark.parametrize("edition", [one.id for one in standards.available()])
def test_every_shipped_edition_scores_an_empty_filing_as_wholly_open(maker: Any, edition: str) -> None:
    standard = standards.load(edition)
    if standard.demands_weights:
        with pytest.raises(InvalidStandard, match="指标框架"):
            score(maker.filing({}), standard)
        return
    card = score(maker.filing({}), standard)
    assert card.computed_score is None
    assert (card.low, card.high) == (Decimal("0.00"), standard.full_marks)
    for leaf in card.leaves():
        assert leaf.verdict is ScoreVerdict.UNDECIDABLE
        assert leaf.missing
        assert leaf.method


def test_the_real_reports_execution_cannot_earn_its_ten_points(maker: Any) -> None:
    report = SHARED / "reports" / "jiangmen-womens-federation-2024.txt"
    if not report.exists():
        pytest.skip("the published report is not beside this checkout")
    text = report.read_text(encoding="utf-8")
    budget, executed = "29242314.38", "28771611.60"
    assert budget in text.replace(",", "")
    assert executed.rstrip("0") in text.replace(",", "")
    standard = standards.load("cn-440700.department-overall.2024")
    facts = {"ledger.total.adjusted_budget_amount": budget, "ledger.total.executed_amount": executed}
    card = score(maker.filing({"facts": facts}), standard)
    leaf = card.find("execution")
    assert leaf is not None
    assert leaf.points == Decimal("9.84")
    assert leaf.arithmetic == "28,771,611.60÷29,242,314.38＝98.39%；10×98.39%＝9.84"
    assert card.high == Decimal("99.84")
    assert card.illustrative


def test_platform_caps_laid_over_an_edition_stay_visible(maker: Any) -> None:
    standard = standards.load("cn-510000.department-overall.2018", overlays=("cn.platform-caps.2022",))
    facts = {"ledger.total.adjusted_budget_amount": "100", "ledger.total.executed_amount": "65"}
    filing = maker.filing({"facts": facts})
    judged = {
        leaf.code: Assessment(criterion=leaf.code, judged_points=leaf.full_marks, reason="有据可查")
        for leaf in standard.leaves()
    }
    card = score(replace(filing, assessments=judged), standard)
    cap = card.find("cap_by_execution")
    assert cap is not None
    assert cap.points == Decimal("-21.00")
    assert card.computed_score == Decimal("79.00")
    assert sum(leaf.points or Decimal(0) for leaf in card.leaves()) == Decimal("79.00")
