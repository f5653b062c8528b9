"""Lines of a terminal: all words, within the columns, figures whole, no stop at a line's beginning."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.text import Text

from hengji.cli.wrapping import columns, wrapped

WORDS = st.lists(
    st.sampled_from(["支出", "1,286.40万元", "，", "。", "（", "）", "“", "”", " ", "÷", "AR12", "……", "→ "]),
    max_size=60,
).map("".join)


def plain(line: str, width: int) -> list[str]:
    return [part.plain for part in wrapped(Text(line), width)]


@settings(max_examples=500)
@given(words=WORDS, width=st.integers(20, 60))
@example(words="支出支出1,286.40万元1,286.40万元1,286.40万元，（", width=28)
def test_every_word_is_kept_and_no_line_is_too_long(words: str, width: int) -> None:
    lines = plain(f"  {words}", width)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", words)
    assert all(columns(line.rstrip()) <= width for line in lines)


@given(words=WORDS, width=st.integers(30, 60))
def test_figures_stay_whole(words: str, width: int) -> None:
    lines = plain(words, width)
    assert sum(line.count("1,286.40") for line in lines) == words.count("1,286.40")


def test_later_lines_stand_below_the_first_words() -> None:
    assert plain("  → 按执行数÷预算数重算，或改正有误的数。", 24) == [
        "  → 按执行数÷预算数重",
        "    算，或改正有误的数。",
    ]
    assert plain("  甲、乙、丙（丁），戊己庚辛壬癸子丑，寅。", 20) == [
        "  甲、乙、丙（丁），",
        "  戊己庚辛壬癸子丑，",
        "  寅。",
    ]


def test_a_line_that_fits_and_a_screen_too_narrow_are_left_alone() -> None:
    assert plain("支出。", 80) == ["支出。"]
    assert plain("支出" * 40, 10) == ["支出" * 40]


def test_what_has_no_place_to_part_is_parted_anywhere() -> None:
    assert plain("已写出　" + "a" * 30, 24) == [f"已写出　{'a' * 16}", "a" * 14]
