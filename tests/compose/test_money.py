"""
Amounts, shares and changes as officials write them; the cases are in tests/cases/compose/money.yaml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hengji.compose import wording
from hengji.compose.material import difference, rate_of_change, share
from hengji.domain.filing import Filing
from hengji.domain.ledger import LedgerLine, LedgerRow
from hengji.domain.money import rounded
from hengji.domain.stated import YUAN, Modifier, Stated

if TYPE_CHECKING:
    from tests.compose.conftest import Composed

CASES: dict[str, Any] = yaml.load(
    (Path(__file__).parents[1] / "cases" / "compose" / "money.yaml").read_text("utf-8"), yaml.BaseLoader
)
AMOUNTS = st.decimals(min_value="0.01", max_value="9999999999.99", places=2)


def _yuan(digits: str) -> Stated:
    return Stated(value=Decimal(digits), unit=YUAN)


@pytest.mark.parametrize("name", CASES)
def test_money_is_written_as_the_case_says(
    example: Filing, composed_from: Callable[..., Composed], name: str
) -> None:
    total = CASES[name]["total"]
    row = LedgerRow(
        initial_budget_amount=_yuan(total["initial"]),
        adjusted_budget_amount=_yuan(total["adjusted"]),
        executed_amount=_yuan(total["executed"]),
        prior_executed_amount=_yuan(total["prior"]),
    )
    ledger = replace(example.ledger, rows=MappingProxyType({LedgerLine.TOTAL: row}))
    body = composed_from(replace(example, ledger=ledger)).body
    for words in CASES[name]["says"]:
        assert words in body


def test_classes_and_sources_are_shares_of_what_was_spent(
    example: Filing, composed_from: Callable[..., Composed]
) -> None:
    rows = {
        LedgerLine.TOTAL: LedgerRow(
            executed_amount=_yuan("300"),
            adjusted_budget_amount=_yuan("400"),
            prior_executed_amount=_yuan("300"),
        ),
        LedgerLine.PERSONNEL: LedgerRow(executed_amount=_yuan("100"), adjusted_budget_amount=_yuan("150")),
        LedgerLine.APPROPRIATION: LedgerRow(executed_amount=_yuan("200")),
    }
    body = composed_from(replace(example, ledger=replace(example.ledger, rows=MappingProxyType(rows)))).body
    assert "按支出类别分：人员经费100.00元，占比33.33%；公用经费、项目支出未单独列示。" in body
    assert "按资金来源分：财政拨款200.00元，占比66.67%。" in body
    assert "分类别看：人员经费预算150.00元，支出100.00元，执行率66.67%。" in body


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (Stated(value=Decimal("28771611.6"), unit=YUAN), "28,771,611.60元"),
        (Stated(value=Decimal(3203200), unit=YUAN, step=Decimal(100)), "320.32万元"),
        (Stated(value=Decimal(900000), unit=YUAN, step=Decimal(10000), modifier=Modifier.ODD), "90多万元"),
        (Stated(value=Decimal(214900), unit="人次", step=Decimal(100)), "21.49万人次"),
        (Stated(value=Decimal(5862), unit="人次"), "5862人次"),
        (Stated(value=Decimal(410000), unit="人次"), "41万人次"),
        (Stated(value=Decimal("97.60"), unit="%", step=Decimal("0.01")), "97.60%"),
        (Stated(value=Decimal("97.6"), unit="%"), "97.6%"),
        (Stated(value=Decimal(700), unit="个", modifier=Modifier.NEAR), "近700个"),
        (Stated(value=Decimal(10), unit="个", modifier=Modifier.RANGE, upper=Decimal(20)), "10至20个"),
        (Stated(value=Decimal(0), unit=YUAN), "0.00元"),
        (Stated(value=Decimal("-1234.5"), unit=YUAN), "-1,234.50元"),
    ],
)
def test_a_figure_is_printed_as_it_was_stated(stated: Stated, words: str) -> None:
    assert wording.printed(stated) == words


def test_a_tie_is_rounded_up_once() -> None:
    assert share(_yuan("33335"), _yuan("1000000")).text == "3.33%"
    assert share(_yuan("33350"), _yuan("1000000")).text == "3.34%"
    assert share(_yuan("333449.99"), _yuan("10000000")).text == "3.33%"


@given(now=AMOUNTS, before=AMOUNTS)
def test_a_change_and_its_rate_agree_with_exact_arithmetic(now: Decimal, before: Decimal) -> None:
    first, second = Stated(value=now, unit=YUAN), Stated(value=before, unit=YUAN)
    printed = Decimal(difference(first, second).text.removesuffix("元").replace(",", ""))
    assert printed == abs(now - before)
    rate = Decimal(rate_of_change(first, second).text.removesuffix("%"))
    assert abs(rate - abs(now - before) / before * 100) <= Decimal("0.005")


@given(parts=st.lists(AMOUNTS, min_size=1, max_size=6))
def test_shares_are_each_within_half_a_place_of_the_truth(parts: list[Decimal]) -> None:
    whole = Stated(value=sum(parts, start=Decimal(0)), unit=YUAN)
    for part in parts:
        printed = Decimal(share(Stated(value=part, unit=YUAN), whole).text.removesuffix("%"))
        assert printed == rounded(wording.ratio_of(part, whole.value) * 100)
