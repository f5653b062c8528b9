"""What a printed number asserts, word by word (decision 5)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hengji.domain.figure import Figure, FigureKind, asserted_sum
from hengji.domain.interval import Interval, total
from hengji.domain.source import Citation, Confidence, Place
from hengji.domain.standard import Grade, GradeBand, grade_of
from hengji.domain.stated import Modifier, Stated, asserted, can_sum_to, lowest_place

CASES = yaml.load(
    (Path(__file__).parents[1] / "cases" / "domain" / "asserted.yaml").read_text("utf-8"),
    Loader=yaml.BaseLoader,
)


def _decimal(text: str | None) -> Decimal | None:
    return None if text in {None, "", "none"} else Decimal(text)


@pytest.mark.parametrize("case", CASES, ids=[case["printed"] for case in CASES])
def test_a_printed_figure_asserts_its_interval(case: dict[str, str]) -> None:
    interval = asserted(
        Decimal(case["value"]),
        step=_decimal(case.get("step")),
        modifier=Modifier(case["modifier"]),
        upper=_decimal(case.get("upper")),
    )
    expected = Interval(
        low=_decimal(case["low"]),
        high=_decimal(case["high"]),
        low_open=case.get("open") == "low",
        high_open=case.get("open") == "high",
    )
    assert expected == interval


@given(
    st.lists(st.decimals(min_value=0, max_value=10**9, places=2), min_size=2, max_size=8),
    st.integers(min_value=0, max_value=2),
)
def test_honestly_rounded_shares_always_can_sum_to_one_hundred(amounts: list[Decimal], places: int) -> None:
    whole = sum(amounts)
    if not whole:
        return
    step = Decimal(1).scaleb(-places)
    shares = [Stated(value=(100 * a / whole).quantize(step, ROUND_HALF_UP), step=step) for a in amounts]
    assert can_sum_to(shares, Interval.exactly(Decimal(100)))


def test_shares_that_are_truly_wrong_cannot_sum_to_one_hundred() -> None:
    shares = [Stated(value=Decimal(d), step=Decimal("0.01")) for d in ("67.48", "1.47", "31.09")]
    assert not can_sum_to(shares, Interval.exactly(Decimal(100)))


def test_the_lowest_place_of_zero_is_its_step() -> None:
    assert lowest_place(Decimal(0), None) == 1
    assert lowest_place(Decimal(0), Decimal(10000)) == 10000


def test_a_date_is_a_figure_without_a_number() -> None:
    year = Figure("2024年", 0, 5, FigureKind.YEAR, "2024", "", Modifier.EXACT)
    assert year.interval is None
    with pytest.raises(TypeError, match="no number"):
        year.stated()


def test_a_figure_gives_the_stated_number_with_the_same_interval() -> None:
    loans = Figure(
        "921.3万元", 0, 7, FigureKind.MONEY, Decimal(9213000), "CNY", Modifier.EXACT, Decimal(1000)
    )
    assert loans.stated().interval == loans.interval == Interval(low=Decimal(9212500), high=Decimal(9213500))


@pytest.mark.parametrize(
    ("points", "title"),
    [
        ("59.99", "差"),
        ("60", "中"),
        ("79.99", "中"),
        ("80", "良"),
        ("89.99", "良"),
        ("90", "优"),
        ("100", "优"),
    ],
)
def test_every_boundary_of_the_national_grades(points: str, title: str) -> None:
    assert grade_of(Decimal(points)).title == title


def test_a_total_below_every_band_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="no grade"):
        grade_of(Decimal(5), (GradeBand(grade=Grade.FAIR, title="中", at_least=Decimal(60)),))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(sheet="基本信息"), "基本信息"),
        (Place(page=3, table=2, row=4, column=5), "第3页 表2 第4行 第5列"),
        (Place(page=1, paragraph=2), "第1页 第2段"),
        (Place(), ""),
    ],
)
def test_a_place_is_told_as_finely_as_it_is_known(place: Place, words: str) -> None:
    assert words == str(place)


def test_a_citation_that_nobody_saw_says_so() -> None:
    recalled = Citation(title="《管理办法》", article="第十条", confidence=Confidence.RECALLED)
    assert str(recalled) == "《管理办法》第十条［据记忆，未核对原文］"


def _printed(value: Decimal, step: Decimal | None, modifier: Modifier) -> Figure:
    return Figure(str(value), 0, 1, FigureKind.MONEY, value, "CNY", modifier, step)


printed = st.builds(
    _printed,
    st.decimals(min_value=-(10**12), max_value=10**12, places=2),
    st.sampled_from([None, Decimal("0.01"), Decimal(100), Decimal(10000)]),
    st.sampled_from([Modifier.EXACT, Modifier.EXACT, Modifier.ABOUT, Modifier.AT_LEAST, Modifier.AT_MOST]),
)


@given(st.lists(printed, max_size=12))
def test_a_sum_of_figures_asserts_what_their_intervals_add_up_to(figures: list[Figure]) -> None:
    each = [figure.interval for figure in figures]
    assert asserted_sum(figures) == total(interval for interval in each if interval is not None)


def test_a_sum_with_a_date_in_it_asserts_nothing() -> None:
    date = Figure("2024年", 0, 5, FigureKind.YEAR, "2024", "", Modifier.EXACT)
    assert asserted_sum([_printed(Decimal(5), None, Modifier.EXACT), date]) is None
