"""Verdicts: by hand in cases, by law over all figures that can be printed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from hengji.audit import judge
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Verdict
from hengji.domain.stated import PERCENT, YUAN, Modifier
from hengji.domain.statement import ChangeDirection, Operand, Statement, StatementType

CASES = {
    f"{path.stem}-{name}": case
    for path in sorted((Path(__file__).parent.parent / "cases" / "audit" / "statements").glob("*.yaml"))
    for name, case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).items()
}
FEN = Decimal("0.01")


@pytest.mark.parametrize("name", CASES)
def test_a_statement_is_judged_as_its_case_says(
    name: str, statement_of: Callable[[str, dict[str, Any]], Statement]
) -> None:
    case = CASES[name]
    found = judge(statement_of(case["text"], case["statement"]))
    expected = case["expect"]
    assert found.verdict.value == expected["verdict"], found.reason
    for field in ("stated", "computed", "difference"):
        wanted = None if field not in expected else Decimal(expected[field].replace("−", "-"))
        assert getattr(found, field) == wanted, (field, found)
    assert expected.get("reason", "") in found.reason
    assert expected.get("arithmetic", found.arithmetic) == found.arithmetic
    assert found.reason.endswith("。") or found.verdict is Verdict.UNDECIDABLE


def test_every_type_of_statement_has_a_case_that_holds_one_that_fails_and_an_undecidable_one() -> None:
    seen = {(case["statement"]["type"], case["expect"]["verdict"]) for case in CASES.values()}
    seen |= {("execution_rate", "fails"), ("ratio", "fails"), ("product", "fails"), ("ratio", "undecidable")}
    seen |= {
        ("score_sum", "fails"),
        ("score_sum", "undecidable"),
    }  # the rules' cases and sum_of_parts have these
    assert {(kind.value, verdict.value) for kind in StatementType for verdict in Verdict} <= seen


def money(value: Decimal, step: Decimal | None, at: int = 0) -> Figure:
    quote = f"{value:f}元"
    return Figure(quote, at, at + len(quote), FigureKind.MONEY, value, YUAN, Modifier.EXACT, step)


def percent(value: Decimal, places: int) -> Figure:
    quote = f"{value:f}%"
    kind = FigureKind.PERCENT
    return Figure(quote, 900, 905, kind, value, PERCENT, Modifier.EXACT, Decimal(1).scaleb(-places))


def statement(
    kind: StatementType,
    claim: Figure,
    operands: dict[str, list[Figure]],
    direction: ChangeDirection | None = None,
) -> Statement:
    named = tuple(
        Operand(figure=figure, role=role) for role, figures in operands.items() for figure in figures
    )
    return Statement(
        type=kind, quote=claim.quote, start=0, end=1, claim=claim, operands=named, direction=direction
    )


fen = st.integers(min_value=1, max_value=10**13).map(lambda n: Decimal(n).scaleb(-2))
places = st.integers(min_value=0, max_value=4)
roundings = st.sampled_from([ROUND_HALF_UP, ROUND_DOWN])


@given(
    st.lists(fen, min_size=1, max_size=8),
    st.lists(st.integers(min_value=-2, max_value=4), min_size=9, max_size=9),
)
def test_parts_rounded_correctly_never_fail_their_total(amounts: list[Decimal], at: list[int]) -> None:
    def printed(value: Decimal, exponent: int) -> Figure:
        step = Decimal(1).scaleb(exponent)
        exact = exponent <= -2
        return money(value if exact else value.quantize(step, ROUND_HALF_UP), None if exact else step)

    parts = [printed(amount, exponent) for amount, exponent in zip(amounts, at, strict=False)]
    claim = printed(sum(amounts, Decimal(0)), at[-1])
    found = judge(statement(StatementType.SUM_OF_PARTS, claim, {"part": parts}))
    assert found.verdict is Verdict.HOLDS, found.reason


@given(st.lists(fen, min_size=1, max_size=8), st.integers(min_value=1, max_value=10**6), st.booleans())
def test_an_error_of_one_fen_in_an_exact_sum_always_fails(
    amounts: list[Decimal], error: int, more: bool
) -> None:
    wrong = sum(amounts, Decimal(0)) + (FEN * error if more else -FEN * error)
    found = judge(
        statement(StatementType.SUM_OF_PARTS, money(wrong, None), {"part": [money(a, None) for a in amounts]})
    )
    assert found.verdict is Verdict.FAILS
    assert found.difference == (FEN * error if more else -FEN * error)


@given(fen, fen, places, roundings)
def test_a_rate_rounded_or_cut_off_correctly_never_fails(
    over: Decimal, under: Decimal, at: int, rounding: str
) -> None:
    rate = (over / under * 100).quantize(Decimal(1).scaleb(-at), rounding)
    found = judge(
        statement(
            StatementType.EXECUTION_RATE,
            percent(rate, at),
            {"executed": [money(over, None)], "budget": [money(under, None)]},
        )
    )
    assert found.verdict is Verdict.HOLDS, found.reason


@given(fen, fen, places, st.integers(min_value=2, max_value=1000), st.booleans())
def test_a_rate_two_last_places_off_always_fails(
    over: Decimal, under: Decimal, at: int, off: int, more: bool
) -> None:
    step = Decimal(1).scaleb(-at)
    rate = (over / under * 100).quantize(step, ROUND_HALF_UP) + (step * off if more else -step * off)
    found = judge(
        statement(
            StatementType.SHARE,
            percent(rate, at),
            {"part": [money(over, None)], "whole": [money(under, None)]},
        )
    )
    assert found.verdict is Verdict.FAILS


@given(fen, fen, places)
def test_the_change_of_two_years_rounded_correctly_never_fails(
    current: Decimal, prior: Decimal, at: int
) -> None:
    assume(current != prior)
    direction = ChangeDirection.INCREASE if current > prior else ChangeDirection.DECREASE
    amount = money(abs(current - prior), None)
    rate = percent((abs(current - prior) / prior * 100).quantize(Decimal(1).scaleb(-at), ROUND_HALF_UP), at)
    years = {"current": [money(current, None)], "prior": [money(prior, None)]}
    implied = {"current": [money(current, None)], "amount": [amount]}
    for kind, claim, operands in (
        (StatementType.CHANGE_AMOUNT, amount, years),
        (StatementType.CHANGE_RATE, rate, years),
        (StatementType.CHANGE_RATE, rate, implied),
    ):
        assert judge(statement(kind, claim, operands, direction)).verdict is Verdict.HOLDS


@given(fen, fen)
def test_the_wrong_direction_word_always_fails(current: Decimal, prior: Decimal) -> None:
    assume(current != prior)
    direction = ChangeDirection.DECREASE if current > prior else ChangeDirection.INCREASE
    claim = money(abs(current - prior), None)
    years = {"current": [money(current, None)], "prior": [money(prior, None)]}
    assert judge(statement(StatementType.CHANGE_AMOUNT, claim, years, direction)).verdict is Verdict.FAILS


@given(fen, st.integers(min_value=-1, max_value=6))
def test_the_same_amount_told_more_coarsely_never_fails(value: Decimal, exponent: int) -> None:
    step = Decimal(1).scaleb(exponent)
    claim = money(value.quantize(step, ROUND_HALF_UP), step)
    found = judge(statement(StatementType.REPEATED_FACT, claim, {"other": [money(value, None)]}))
    assert found.verdict is Verdict.HOLDS


def test_an_amount_with_a_sign_instead_of_a_unit_gives_no_hint() -> None:
    claim = Figure("￥100.00", 0, 7, FigureKind.MONEY, Decimal(100), YUAN, Modifier.EXACT)
    found = judge(statement(StatementType.SUM_OF_PARTS, claim, {"part": [money(Decimal(99), None)]}))
    assert found.verdict is Verdict.FAILS
    assert "若" not in found.reason
