"""
No text takes more than linear time: the work for four times the text is about four times the work.

Ratios of the same work on the same machine, the best of several runs; a quadratic reader would
show sixteen where eight is allowed, as the planted one does.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from hengji.figures import find, find_in_cell

SMALL = 6_000
FACTOR = 4
ALLOWED = 8.0
"""Linear work shows 4, quadratic 16."""

ATTACKS = {
    # RELIABILITY.md M15
    "digits_and_points_before_a_mark": ("1.", "", "分"),
    "ideographic_blanks": ("\u3000", "", ""),
    "shares_named_again_and_again": ("占比", "", "%"),
    "words_and_commas_without_a_full_stop": ("妇女，", "", ""),
    # shared/conformance/README.md, section 4
    "one_chinese_digit": ("一", "", ""),
    "chinese_places": ("十百千万亿", "", ""),
    "one_arabic_digit": ("1", "", "元"),
    "thousands_for_ever": ("123,", "", ""),
    "groups_for_ever": ("1" + ",123" * 50, "", ""),
    "blanks_between_digits": ("1 ", "", ""),
    "line_breaks_between_digits": ("1\n", "", ""),
    "ranges_of_ranges": ("1-", "", ""),
    "spelt_ranges": ("三到", "", ""),
    # places where this reader looks behind or ahead
    "blanks_before_numbers": (" ", "", "5个"),
    "many_numbers_after_many_blanks": ("                       5个", "", ""),
    "ordinals_without_a_number": ("第", "", ""),
    "fractions_of_fractions": ("百分之", "", ""),
    "modifiers_only": ("不超过", "", "5%"),
    "years": ("2024年", "", ""),
    "months": ("1月至", "", ""),
    "document_numbers_half_open": ("〔2020〕", "", ""),
    "issuers": ("财", "", "〔2020〕10号"),
    "yuan_only": ("元", "", ""),
    "odd_words": ("多余来", "", ""),
    "codes": ("A1-", "", ""),
    "credit_codes": ("1A", "", ""),
    "bare_numbers_on_one_line": ("合计 12.5 ", "单位：万元\n", ""),
    "bare_numbers_line_by_line": ("12.5\n", "单位：万元\n", ""),
    "bars": ("| 5 ", "分值\n", ""),
    "full_width_commas": ("１，", "", ""),
    "circled": ("①", "", ""),
    "sentinels": ("\0", "", ""),
}


def seconds(read: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(4):
        begun = time.thread_time()
        read(text)
        best = min(best, time.thread_time() - begun)
    return best


def growth(read: Callable[[str], object], unit: str, before: str, after: str) -> float:
    """How much more work four times the text is; the best of a few attempts, so that noise cannot fail it."""
    repeats = max(SMALL // len(unit), 1)
    small, large = (before + unit * count + after for count in (repeats, FACTOR * repeats))
    ratios = []
    for _ in range(3):
        ratios.append(seconds(read, large) / max(seconds(read, small), 1e-5))
        if ratios[-1] < ALLOWED:
            break
    return min(ratios)


@pytest.mark.parametrize("name", ATTACKS)
def test_four_times_the_text_is_about_four_times_the_work(name: str) -> None:
    unit, before, after = ATTACKS[name]
    assert growth(find, unit, before, after) < ALLOWED


@pytest.mark.parametrize("name", ["ideographic_blanks", "one_arabic_digit", "thousands_for_ever"])
def test_cells_are_linear_too(name: str) -> None:
    unit, before, after = ATTACKS[name]
    assert growth(lambda text: find_in_cell(text, unit_hint="单位：万元"), unit, before, after) < ALLOWED


def test_the_ruler_finds_a_quadratic_pattern() -> None:
    quadratic = re.compile(r"一+年")
    small, large = (seconds(quadratic.findall, "一" * count) for count in (1_500, FACTOR * 1_500))
    assert large / small > ALLOWED


def test_a_million_digits_are_one_figure() -> None:
    (figure,) = find("1" * 1_000_000)
    assert figure.end == 1_000_000
