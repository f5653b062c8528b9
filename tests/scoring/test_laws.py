"""
Laws that hold for every filing under every edition, searched for a counterexample.

The edition below uses every method once; figures are drawn small, so that zeros, ties, limits and
blanks meet often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengji.domain.facts import FACTS
from hengji.domain.filing import Assessment, CheckAnswer, Filing
from hengji.domain.indicator import Achievement, Category, Dimension, Direction, Indicator
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.method import (
    METHODS,
    OVERSHOOT_POLICIES,
    PARTIAL_UNITS,
    QUALITATIVE_SCALES,
    REVERSE_METHODS,
)
from hengji.domain.organisation import Organisation
from hengji.domain.scorecard import Score, Scorecard, ScoreVerdict
from hengji.domain.standard import Criterion, Standard
from hengji.domain.stated import YUAN, Stated
from hengji.scoring import score

LAW = settings(max_examples=150, deadline=None)
FACT_IDS = (
    "ledger.total.adjusted_budget_amount",
    "ledger.total.executed_amount",
    "ledger.total.initial_budget_amount",
    "management.reallocated_amount",
    "management.supplement_amount",
    "management.three_public_amount",
    "management.three_public_budget_amount",
    "management.key_project_amount",
    "management.project_total_amount",
)
figures = st.integers(-20, 400).map(lambda tenths: Decimal(tenths) / 10)
weights = st.integers(0, 12_000).map(lambda thousandths: Decimal(thousandths) / 1000)
marks = st.integers(0, 105).map(lambda tenths: Decimal(tenths) / 10)


def stated(value: Decimal, unit: str = "") -> Stated:
    return Stated(value=value, unit=unit)


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    direction = draw(st.sampled_from(Direction))
    number = draw(st.integers(0, 10_000_000))
    return Indicator(
        code=f"indicator-{number}",
        title=f"指标{number}",
        dimension=draw(st.sampled_from((Dimension.OUTPUT, Dimension.OUTCOME))),
        category=draw(st.sampled_from((Category.QUANTITY, Category.QUALITY))),
        direction=direction,
        target_value=stated(draw(figures)),
        actual_value=stated(draw(figures)),
        achievement=draw(st.sampled_from(Achievement)),
        claimed_points=draw(marks),
        weight=draw(weights),
    )


@st.composite
def filings(draw: st.DrawFn) -> Filing:
    """Every input is there; what `blanked` takes away is drawn apart."""
    facts = {fact_id: stated(draw(figures), FACTS[fact_id].unit) for fact_id in FACT_IDS}
    return Filing(
        fiscal_year=2024,
        organisation=Organisation(name="某市某局"),
        ledger=Ledger(
            rows={
                LedgerLine.TOTAL: LedgerRow(
                    **{name.rpartition(".")[2]: fact for name, fact in facts.items() if "ledger" in name}
                )
            }
        ),
        management={name: fact for name, fact in facts.items() if "management" in name},
        indicators=tuple(
            draw(st.lists(indicators(), min_size=1, max_size=5, unique_by=lambda one: one.code))
        ),
        assessments={
            "judged": Assessment(criterion="judged", judged_points=draw(marks), reason="有据可查"),
            "checked": Assessment(
                criterion="checked",
                checks={item: CheckAnswer(met=draw(st.booleans())) for item in ("first", "second")},
            ),
        },
    )


@st.composite
def editions(draw: st.DrawFn, *, plain: bool = False) -> Any:
    """Parameters of an edition; `plain` has neither an overshoot policy nor a cut for overshooting."""
    policy = "none" if plain else draw(st.sampled_from(OVERSHOOT_POLICIES))
    return {
        "lower": draw(st.sampled_from(REVERSE_METHODS)),
        "qualitative": draw(st.sampled_from(QUALITATIVE_SCALES)),
        "overshoot": policy,
        "partial": draw(st.sampled_from(PARTIAL_UNITS)),
        "mode": draw(st.sampled_from(("add", "deduct"))),
        "adjusted": draw(st.sampled_from(("", "cap") if plain else ("", "cap", "cut", "both"))),
        "places": draw(st.integers(1, 3)),
    }


def edition(maker: Any, choices: Mapping[str, Any]) -> Standard:
    def leaf(code: str, method: str, **parameters: Any) -> Criterion:
        made: Criterion = maker.criterion(method, "10", code=code, title=code, parameters=parameters)
        return made

    promised = {key: choices[key] for key in ("lower", "qualitative", "overshoot")}
    counted = {"overshoot": choices["overshoot"]}
    items = [{"id": item, "title": item, "points": "6"} for item in ("first", "second")]
    steps = [
        {"at_most": "0", "points": "10"},
        {"at_most": "0.2", "share": "0.5"},
        {"above": "0.2", "points": "1"},
    ]
    caps = [
        {"at_least": "0.7", "at_most": "0.8", "total_at_most": "50"},
        {"below": "0.7", "total_at_most": "25.5"},
    ]
    bound = {
        "measure": "three_public_control_rate",
        "full_if": {"at_most": "1"},
        "per": "0.05",
        "deduct": "0.7",
    }
    group: Criterion = maker.criterion(
        None,
        None,
        code="group",
        title="group",
        criteria=(
            leaf("executed", "execution_rate"),
            leaf("shared", "proportional", measure="key_spending_share", full_at="0.9"),
            leaf("stepped", "stepped", measure="budget_control_rate_hunan", steps=steps),
            leaf("bounded", "per_point_deduction", **bound, partial=choices["partial"]),
            leaf("declined", "linear_decline", measure="reallocation_rate", slope="5", zero_beyond="0.1"),
            leaf("checked", "checklist", items=items, mode=choices["mode"]),
            leaf("judged", "manual"),
        ),
    )
    adjustments = []
    if choices["adjusted"] in {"cut", "both"}:
        adjustments.append(maker.adjustment("cut_per_overshoot", {"threshold": "0.3", "deduct": "2"}))
    if choices["adjusted"] in {"cap", "both"}:
        adjustments.append(maker.adjustment("cap_by_measure", {"measure": "execution_rate", "caps": caps}))
    standard: Standard = maker.standard(
        group,
        leaf("promised", "indicators", dimensions=["output"], **promised),
        leaf("counted", "reached_count", dimensions=["output", "outcome"], **counted),
        adjustments=tuple(adjustments),
        places=choices["places"],
    )
    return standard


def blanked(filing: Filing, draw: st.DrawFn) -> Filing:
    """The same filing with some of its inputs left out."""

    def keep(value: Any) -> Any:
        return value if draw(st.booleans()) else None

    total = filing.ledger.total
    kept_row = LedgerRow(
        initial_budget_amount=keep(total.initial_budget_amount),
        adjusted_budget_amount=keep(total.adjusted_budget_amount),
        executed_amount=keep(total.executed_amount),
    )
    judged, checked = filing.assessments["judged"], filing.assessments["checked"]
    return replace(
        filing,
        ledger=Ledger(rows={LedgerLine.TOTAL: kept_row}),
        management={name: fact for name, fact in filing.management.items() if keep(fact)},
        indicators=tuple(
            replace(
                one,
                target_value=keep(one.target_value),
                actual_value=keep(one.actual_value),
                achievement=keep(one.achievement),
                claimed_points=keep(one.claimed_points),
                weight=one.weight if draw(st.integers(0, 9)) else None,
            )
            for one in filing.indicators
        ),
        assessments={
            "judged": replace(judged, judged_points=keep(judged.judged_points), reason=keep(judged.reason)),
            "checked": replace(
                checked, checks={item: answer for item, answer in checked.checks.items() if keep(answer)}
            ),
        },
    )


def every(scores: tuple[Score, ...]) -> list[Score]:
    return [one for part in scores for one in (part, *every(part.parts))]


def test_the_edition_of_the_laws_uses_every_method(maker: Any) -> None:
    choices = dict.fromkeys(("lower", "qualitative", "overshoot", "partial", "mode", "adjusted"), "x")
    used = {leaf.method for leaf in edition(maker, {**choices, "places": 2}).leaves()}
    assert used == set(METHODS)


@LAW
@given(filings(), editions(), st.data())
def test_points_lie_between_nothing_and_full_marks(
    maker: Any, filing: Filing, choices: Any, data: st.DataObject
) -> None:
    hold_within_marks(score(blanked(filing, data.draw), edition(maker, choices)))


def hold_within_marks(card: Scorecard) -> None:
    assert 0 <= card.low <= card.high <= card.full_marks
    for one in every(card.scores):
        assert one.low <= one.high
        if one.full_marks > 0:
            assert one.low >= 0
            assert one.high <= one.full_marks
        else:
            assert one.high <= 0
        if one.verdict is ScoreVerdict.SCORED:
            assert one.low == one.points == one.high
        else:
            assert one.points is None
            assert one.reason or one.parts


@LAW
@given(filings(), editions())
def test_leaves_with_caps_and_cuts_sum_to_the_total(maker: Any, filing: Filing, choices: Any) -> None:
    hold_sums(score(filing, edition(maker, choices)))


def hold_sums(card: Scorecard) -> None:
    leaves = list(card.leaves())
    if card.computed_score is None:
        assert any(leaf.verdict is ScoreVerdict.UNDECIDABLE for leaf in leaves)
        return
    assert sum((leaf.points or Decimal(0) for leaf in leaves), Decimal(0)) == card.computed_score
    assert card.low == card.computed_score == card.high
    for one in every(card.scores):
        if one.parts:
            assert one.points == sum((part.points or Decimal(0) for part in one.parts), Decimal(0))


@LAW
@given(filings(), editions(), st.data())
def test_the_interval_holds_every_completion(
    maker: Any, filing: Filing, choices: Any, data: st.DataObject
) -> None:
    standard = edition(maker, choices)
    whole, partial = score(filing, standard), score(blanked(filing, data.draw), standard)
    assert partial.low <= whole.low
    assert whole.high <= partial.high
    for one in every(whole.scores):
        before = partial.find(one.code)
        if before is not None and one.full_marks > 0 and before.full_marks > 0:
            assert before.low <= one.low
            assert one.high <= before.high


@LAW
@given(filings(), editions(plain=True), st.data())
def test_a_better_actual_never_scores_worse_without_an_overshoot_policy(
    maker: Any, filing: Filing, choices: Any, data: st.DataObject
) -> None:
    standard = edition(maker, choices)
    step = data.draw(st.integers(0, 50).map(lambda tenths: Decimal(tenths) / 10))

    def improved(one: Indicator) -> Indicator:
        actual = one.actual_value
        if actual is None or one.direction is Direction.QUALITATIVE:
            return one
        # An equal target of zero is met by nothing only, so there less is better.
        equal_zero = one.direction is Direction.EQUAL and one.target_value == stated(Decimal(0))
        negative_equal = one.direction is Direction.EQUAL and one.target_value.value < 0  # type: ignore[union-attr]
        if negative_equal:
            return one
        sign = -1 if one.direction is Direction.LOWER_IS_BETTER or equal_zero else 1
        return replace(one, actual_value=stated(actual.value + sign * step))

    total = filing.ledger.total
    executed = total.executed_amount
    assert executed is not None
    row = replace(total, executed_amount=stated(executed.value + step, YUAN))
    better = replace(
        filing,
        indicators=tuple(improved(one) for one in filing.indicators),
        ledger=Ledger(rows={LedgerLine.TOTAL: row}),
    )
    before, after = score(filing, standard), score(better, standard)
    assert before.low <= after.low
    assert before.high <= after.high


@LAW
@given(filings(), editions())
def test_ten_thousand_times_the_yuan_change_no_points(maker: Any, filing: Filing, choices: Any) -> None:
    def scaled(fact: Stated | None) -> Stated | None:
        return None if fact is None else replace(fact, value=fact.value * 10_000)

    total = filing.ledger.total
    larger = replace(
        filing,
        ledger=Ledger(
            rows={
                LedgerLine.TOTAL: LedgerRow(
                    initial_budget_amount=scaled(total.initial_budget_amount),
                    adjusted_budget_amount=scaled(total.adjusted_budget_amount),
                    executed_amount=scaled(total.executed_amount),
                )
            }
        ),
        management={
            name: replace(fact, value=fact.value * 10_000) for name, fact in filing.management.items()
        },
        indicators=tuple(
            replace(one, target_value=scaled(one.target_value), actual_value=scaled(one.actual_value))
            for one in filing.indicators
        ),
    )
    standard = edition(maker, choices)
    assert points(score(filing, standard)) == points(score(larger, standard))


def points(card: Scorecard) -> list[tuple[str, Decimal, Decimal]]:
    return [(leaf.code, leaf.low, leaf.high) for leaf in card.leaves()]


@LAW
@given(filings(), editions())
def test_scoring_is_deterministic(maker: Any, filing: Filing, choices: Any) -> None:
    assert score(filing, edition(maker, choices)) == score(filing, edition(maker, choices))


def test_the_laws_notice_a_card_that_breaks_them(maker: Any) -> None:
    facts = {"ledger.total.adjusted_budget_amount": "4", "ledger.total.executed_amount": "3"}
    sound = score(maker.filing({"facts": facts}), maker.standard(maker.criterion("execution_rate")))
    hold_sums(sound)
    hold_within_marks(sound)
    leaf = sound.scores[0]
    with pytest.raises(AssertionError):
        hold_sums(replace(sound, scores=(replace(leaf, points=Decimal("7.49")),)))
    with pytest.raises(AssertionError):
        hold_within_marks(replace(sound, scores=(replace(leaf, high=Decimal("10.01")),)))
    with pytest.raises(AssertionError):
        hold_within_marks(replace(sound, scores=(replace(leaf, verdict=ScoreVerdict.UNDECIDABLE),)))


@pytest.mark.parametrize("places", [1, 2, 3])
def test_every_leaf_is_rounded_to_the_places_of_the_edition(maker: Any, places: int) -> None:
    standard = maker.standard(maker.criterion("execution_rate"), places=places)
    case = {"facts": {"ledger.total.adjusted_budget_amount": "7", "ledger.total.executed_amount": "3"}}
    card = score(maker.filing(case), standard)
    assert {1: "4.3", 2: "4.29", 3: "4.286"}[places] == f"{card.computed_score:f}"
