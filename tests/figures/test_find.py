"""
What is found in a text: the cases, the real report, and the intervals of decision 5.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.figures import find


def _row(figure: Figure) -> list[str]:
    value = figure.value if isinstance(figure.value, str) else format(figure.value, "f")
    row = [figure.quote, figure.kind.value, value, figure.unit]
    return row if figure.modifier is Modifier.EXACT else [*row, figure.modifier.value]


def test_a_text_holds_exactly_these_figures(figure_case: dict[str, object]) -> None:
    text = figure_case["text"]
    assert isinstance(text, str)
    figures = find(text)
    assert [_row(figure) for figure in figures] == figure_case["figures"]
    assert all(figure.quote == text[figure.start : figure.end] for figure in figures)


def test_the_real_report_gives_all_its_figures(real_report: str) -> None:
    figures = find(real_report)
    kinds = Counter(figure.kind for figure in figures)
    assert kinds[FigureKind.MONEY] == 9
    assert kinds[FigureKind.PERCENT] == 4
    assert kinds[FigureKind.COUNT] == 52
    assert kinds[FigureKind.ORDINAL] == 6
    assert kinds[FigureKind.YEAR] == 9
    assert kinds[FigureKind.ENUMERATOR] == 31
    assert kinds[FigureKind.SCORE] == 1
    assert kinds[FigureKind.NUMBER] == 0


def test_the_real_reports_words_around_figures_are_kept(real_report: str) -> None:
    modified = {figure.quote: figure.modifier for figure in find(real_report)}
    assert modified["15万人次"] is Modifier.OVER
    assert modified["700个"] is Modifier.NEAR
    assert modified["90多万元"] is Modifier.ODD
    assert modified["12万"] is Modifier.OVER


@pytest.mark.parametrize(
    ("text", "low", "high", "low_open", "high_open"),
    [
        ("42期", "42", "42", False, False),
        ("12万人", "115000", "125000", False, False),
        ("21.49万人次", "214850", "214950", False, False),
        ("910,087.19元", "910087.19", "910087.19", False, False),
        ("910,087元", "910086.5", "910087.5", False, False),
        ("67.48%", "67.475", "67.485", False, False),
        ("合计100%", "100", "100", False, False),
        ("约300人", "270", "330", False, False),
        ("近700个", "630", "700", False, True),
        ("400多名", "400", "500", False, True),
        ("2900多场", "2900", "3000", False, True),
        ("90多万元", "900000", "1000000", False, True),
        ("超15万人次", "150000", None, True, False),
        ("10人以上", "10", None, False, False),
        ("不足3%", None, "3", False, True),
        ("不超过5万元", None, "50000", False, False),
        ("3-5万元", "30000", "50000", False, False),
    ],
)
def test_a_figure_asserts_the_interval_of_decision_five(
    text: str, low: str | None, high: str | None, low_open: bool, high_open: bool
) -> None:
    interval = find(text)[-1].interval
    assert interval is not None
    assert interval.low == (None if low is None else Decimal(low))
    assert interval.high == (None if high is None else Decimal(high))
    assert (interval.low_open, interval.high_open) == (low_open, high_open)


def test_an_empty_text_holds_nothing() -> None:
    assert find("") == []


def test_what_is_no_number_has_no_interval() -> None:
    (year,) = find("2024年")
    assert year.interval is None
    with pytest.raises(TypeError, match="is no number"):
        year.stated()
