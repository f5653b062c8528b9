"""The worked tables of docs/explanation/rounding.md are what the code does."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from hengji.domain.interval import Interval
from hengji.domain.money import rounded
from hengji.domain.stated import Stated, can_sum_to

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "rounding.md").read_text("utf-8")


def _rows(heading: str) -> list[list[str]]:
    lines = PAGE.split(f"| {heading} |", 1)[1].splitlines()[2:]
    table = []
    for line in lines:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


@pytest.mark.parametrize("row", _rows("before"), ids=lambda row: row[0])
def test_every_row_of_the_rounding_table(row: list[str]) -> None:
    before, places, after = row
    assert after == str(rounded(Decimal(before), int(places)))


@pytest.mark.parametrize("row", _rows("parts"), ids=lambda row: row[0])
def test_every_row_of_the_sum_table(row: list[str]) -> None:
    parts, whole, answer = row
    shares = []
    for word in parts.split():
        value = Decimal(word.rstrip("%"))
        shares.append(Stated(value=value, step=Decimal(1).scaleb(value.as_tuple().exponent)))
    assert (answer == "yes") == can_sum_to(shares, Interval.exactly(Decimal(whole.rstrip("%"))))
