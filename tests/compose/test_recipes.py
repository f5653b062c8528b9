"""
Every computing method can be recalculated by a formula that gives the scorecard's points.

A formula is only used where its exact value is the scorecard's, so a formula in the cell is the proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from hengji import compose, scoring
from hengji.domain.filing import Assessment, CheckAnswer, Filing
from hengji.domain.indicator import Category, Dimension, Direction, Indicator
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.organisation import Organisation
from hengji.domain.source import Citation
from hengji.domain.standard import Criterion, Spending, Standard
from hengji.domain.stated import YUAN, Stated

_BASIS = Citation(title="某市评分表")
_ITEMS = (
    {"id": "a", "title": "制度健全", "points": Decimal(2)},
    {"id": "b", "title": "执行到位", "points": Decimal(3)},
)
_STEPS = (
    {"at_most": Decimal("0.05"), "points": Decimal(5)},
    {"above": Decimal("0.05"), "at_most": Decimal("0.1"), "share": Decimal("0.6")},
    {"above": Decimal("0.1"), "points": Decimal(0)},
)


def _yuan(digits: str) -> Stated:
    return Stated(value=Decimal(digits), unit=YUAN)


def _filing(management: Mapping[str, str], **changes: Any) -> Filing:
    row = LedgerRow(
        initial_budget_amount=_yuan("1000"),
        adjustment_amount=_yuan("-80"),
        adjusted_budget_amount=_yuan("920"),
        executed_amount=_yuan("799.99"),
    )
    return Filing(
        fiscal_year=2024,
        organisation=Organisation(name="示范单位"),
        ledger=Ledger(rows=MappingProxyType({LedgerLine.TOTAL: row})),
        management=MappingProxyType(
            {f"management.{name}": _yuan(digits) for name, digits in management.items()}
        ),
        **changes,
    )


def _standard(criterion: Criterion) -> Standard:
    return Standard(
        id="xx.test.2024",
        title="某市评分表",
        spending=Spending.DEPARTMENT,
        jurisdiction_code=None,
        jurisdiction_name="某市",
        first_fiscal_year=None,
        last_fiscal_year=None,
        basis=_BASIS,
        confirmed_on=date(2026, 11, 25),
        criteria=(criterion,),
        full_marks=criterion.full_marks,
    )


def _formula(criterion: Criterion, filing: Filing, row: int = 4) -> str | None:
    standard = _standard(criterion)
    card = scoring.score(filing, standard)
    book = compose.score_sheet(filing, card, (), standard=standard)
    return next(cell.formula for cell in book.pages[0].cells if (cell.row, cell.column) == (row, 4))


def _criterion(method: str, **parameters: Any) -> Criterion:
    return Criterion(
        code="it",
        title="某项",
        full_marks=Decimal(5),
        method=method,
        parameters=MappingProxyType(parameters),
        basis=_BASIS,
    )


_OPERATING = {"operating_amount": "103.5", "operating_budget_amount": "100"}
_PER = {"per": Decimal("0.01"), "deduct": Decimal("0.5")}
MEASURED = {
    "execution": (_criterion("execution_rate"), {}),
    "proportional": (
        _criterion("proportional", measure="procurement_rate", full_at=Decimal("0.9")),
        {"procurement_amount": "55", "procurement_budget_amount": "100"},
    ),
    "above a bound": (
        _criterion(
            "per_point_deduction", measure="operating_control_rate", full_if={"at_most": Decimal(1)}, **_PER
        ),
        _OPERATING,
    ),
    "below a bound": (
        _criterion(
            "per_point_deduction", measure="assets_in_use_rate", full_if={"at_least": Decimal("0.95")}, **_PER
        ),
        {"assets_in_use_amount": "91.2", "assets_total_amount": "100"},
    ),
    "steps": (
        _criterion("stepped", measure="budget_adjustment_rate", steps=_STEPS),
        {"excepted_adjustment_amount": "0"},
    ),
    "a falling line": (
        _criterion(
            "linear_decline", measure="reallocation_rate", slope=Decimal(10), zero_beyond=Decimal("0.1")
        ),
        {"reallocated_amount": "33.3"},
    ),
    "a change": (
        _criterion(
            "per_point_deduction", measure="three_public_change_rate", full_if={"at_most": Decimal(0)}, **_PER
        ),
        {"three_public_budget_amount": "104", "three_public_prior_budget_amount": "100"},
    ),
}


@pytest.mark.parametrize("name", MEASURED)
def test_a_measured_criterion_has_a_formula_over_its_inputs(name: str) -> None:
    criterion, management = MEASURED[name]
    formula = _formula(criterion, _filing(management))
    assert formula is not None
    assert "'输入数据'!$C$4" in formula


@pytest.mark.parametrize("mode", ["add", "deduct"])
@pytest.mark.parametrize("met", [(True, True), (True, False), (False, False)])
def test_a_checklist_has_a_formula_over_its_answers(mode: str, met: tuple[bool, bool]) -> None:
    checks = {item: CheckAnswer(met=answer) for item, answer in zip("ab", met, strict=True)}
    assessment = Assessment(criterion="it", checks=MappingProxyType(checks))
    filing = _filing({}, assessments=MappingProxyType({"it": assessment}))
    formula = _formula(_criterion("checklist", items=_ITEMS, mode=mode), filing)
    assert formula is not None
    assert '="满足"' in formula


def test_a_judged_criterion_is_the_judgement_itself() -> None:
    assessment = Assessment(criterion="it", judged_points=Decimal("3.5"), reason="缺少年度分解")
    filing = _filing({}, assessments=MappingProxyType({"it": assessment}))
    assert _formula(_criterion("manual"), filing) == "=ROUND('输入数据'!$C$4,2)"


@pytest.mark.parametrize("lower", ["reverse_linear", "reverse_ratio"])
@pytest.mark.parametrize(
    ("direction", "actual"),
    [
        (Direction.HIGHER_IS_BETTER, "7"),
        (Direction.HIGHER_IS_BETTER, "20"),
        (Direction.LOWER_IS_BETTER, "13"),
        (Direction.LOWER_IS_BETTER, "9"),
        (Direction.LOWER_IS_BETTER, "30"),
        (Direction.EQUAL, "10"),
    ],
)
def test_an_indicator_has_a_formula_over_its_target_and_actual(
    lower: str, direction: Direction, actual: str
) -> None:
    indicator = Indicator(
        code="I1",
        title="某指标",
        dimension=Dimension.OUTPUT,
        category=Category.QUANTITY,
        direction=direction,
        target_value=Stated(value=Decimal(10), unit="场"),
        actual_value=Stated(value=Decimal(actual), unit="场"),
        weight=Decimal(5),
    )
    criterion = _criterion("indicators", dimensions=("output",), lower=lower)
    formula = _formula(criterion, _filing({}, indicators=(indicator,)), row=5)
    assert formula is not None
    assert "'指标'!$G$4" in formula


@pytest.mark.parametrize("partial", ["ignored", "counted", "proportional"])
@pytest.mark.parametrize("spent", ["103.5", "103", "99", "200"])
def test_an_incomplete_unit_is_charged_as_the_edition_says(partial: str, spent: str) -> None:
    criterion = _criterion(
        "per_point_deduction",
        measure="operating_control_rate",
        full_if={"at_most": Decimal(1)},
        partial=partial,
        **_PER,
    )
    spending = {"operating_amount": spent, "operating_budget_amount": "100"}
    assert _formula(criterion, _filing(spending)) is not None


def test_a_policy_on_overshooting_leaves_the_points_a_number() -> None:
    indicator = Indicator(
        code="I1",
        title="某指标",
        dimension=Dimension.OUTPUT,
        category=Category.QUANTITY,
        direction=Direction.HIGHER_IS_BETTER,
        target_value=Stated(value=Decimal(10), unit="场"),
        actual_value=Stated(value=Decimal(11), unit="场"),
        weight=Decimal(5),
    )
    criterion = _criterion("indicators", dimensions=("output",), overshoot="zero_sc")
    assert _formula(criterion, _filing({}, indicators=(indicator,)), row=5) is None


def test_where_nothing_can_be_divided_the_points_stay_a_number() -> None:
    indicator = Indicator(
        code="I1",
        title="投诉",
        dimension=Dimension.OUTPUT,
        category=Category.QUALITY,
        direction=Direction.LOWER_IS_BETTER,
        target_value=Stated(value=Decimal(0), unit="件"),
        actual_value=Stated(value=Decimal(0), unit="件"),
        weight=Decimal(5),
    )
    criterion = _criterion("indicators", dimensions=("output",))
    assert _formula(criterion, _filing({}, indicators=(indicator,)), row=5) is None
    some = replace(indicator, target_value=Stated(value=Decimal(3), unit="件"))
    by_ratio = _criterion("indicators", dimensions=("output",), lower="reverse_ratio")
    assert _formula(by_ratio, _filing({}, indicators=(some,)), row=5) is None
