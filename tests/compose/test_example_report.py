"""
The report of the example, word by word, and what must hold for every word of it.
"""

from __future__ import annotations

import os
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hengji import compose
from hengji.domain.block import Run, RunKind, TableBlock, TextBlock, runs_of

if TYPE_CHECKING:
    from tests.compose.conftest import Composed

EXPECTED = Path(__file__).parents[1] / "cases" / "compose" / "jiangmen-womens-federation-2024.report.txt"
_NAMES = re.compile(
    r"《[^》]*》(?:（[^）]*〔\d+〕\d+号）)?|(?:19|20)\d\d年度?|附件\d|^(?:附件：|　*)\d\.|^（\d+）"
)
"""Digits that state no figure: names of documents, years, numbers of items."""


def test_the_report_reads_as_expected(composed: Composed) -> None:
    if os.environ.get("REGENERATE"):
        if os.environ.get("CI"):
            pytest.fail("REGENERATE must not be set in CI")
        EXPECTED.parent.mkdir(parents=True, exist_ok=True)
        EXPECTED.write_text(composed.text, encoding="utf-8")
    assert EXPECTED.exists(), "the expected report is missing; REGENERATE=1 writes it, then read it"
    assert composed.text == EXPECTED.read_text(encoding="utf-8")


def test_nothing_is_left_to_be_filled_in(composed: Composed) -> None:
    assert compose.pending(composed.composition) == ()
    assert "待填" not in composed.text


def _untraced(composed: Composed) -> list[str]:
    """Digits in paragraphs and tables that no fact accounts for."""
    found = []
    for block in composed.composition.blocks:
        if not isinstance(block, (TextBlock, TableBlock)):
            continue
        groups = (
            [block.runs]
            if isinstance(block, TextBlock)
            else [cell.runs for row in block.rows for cell in row if not cell.header]
        )
        for runs in groups:
            words = "".join(_plain_words(run) for run in runs)
            if re.search(r"\d", _NAMES.sub("", words)):
                found.append(words)
    return found


def _plain_words(run: Run) -> str:
    accounted = run.kind is RunKind.FACT and (run.places or run.computed)
    return "#" if accounted else run.text


def test_every_figure_of_the_text_can_be_traced(composed: Composed) -> None:
    methods = {score.method for score in composed.scorecard.leaves()}
    evidence = {title for score in composed.scorecard.leaves() for title in score.evidence}
    codes = {one.title for one in composed.filing.indicators}
    sources = _source_rows(composed)
    allowed = methods | codes | sources
    untraced = [
        words
        for words in _untraced(composed)
        if words not in allowed and not any(title in words for title in evidence)
    ]
    assert untraced == []


def _source_rows(composed: Composed) -> set[str]:
    """The cells of the table of sources, which repeats figures of the text."""
    table = [block for block in composed.composition.blocks if isinstance(block, TableBlock)][-1]
    return {cell.text for row in table.rows for cell in row}


def test_an_untraced_figure_would_be_seen() -> None:
    assert re.search(r"\d", _NAMES.sub("", _plain_words(Run(text="支出99元"))))
    assert not re.search(
        r"\d", _NAMES.sub("", _plain_words(Run(text="99元", kind=RunKind.FACT, computed="x")))
    )


@pytest.mark.parametrize(
    "words",
    [
        "28,771,611.60元",
        "比上年减少910,087.19元，下降3.07%",
        "人员经费19,731,374.38元，占比67.48%",
        "公用经费429,640.00元，占比1.47%",
        "项目支出9,081,300.00元，占比31.06%",
        "预算执行率98.39%，比预算少支出470,702.78元",
        "超15万人次",
        "921.3万元",
        "近700个",
        "400多名",
    ],
)
def test_the_published_figures_stand_as_officials_write_them(composed: Composed, words: str) -> None:
    assert words in composed.body


def test_claimed_and_computed_score_are_both_said_and_never_mixed(composed: Composed) -> None:
    card = composed.scorecard
    assert card.computed_score is not None
    assert f"绩效得分{card.computed_score.normalize():f}分［示例］" in composed.body
    assert "本单位自评申报得分100分、等级“优”，比按评分标准计算的得分高" in composed.body
    assert "得分100分［示例］" not in composed.body


def test_what_is_only_an_example_is_said_before_the_first_figure(composed: Composed) -> None:
    first = composed.text.splitlines()[1]
    for illustration in composed.filing.illustrations:
        assert illustration in first
    assert "分值为示例" in composed.text.splitlines()[2]
    assert composed.body.count("［示例］") > 10


@pytest.mark.parametrize(
    "phrase",
    [
        "显著成效",
        "新成效",
        "圆满完成",
        "高度重视",
        "扎实推进",
        "切实加强",
        "有力保障",
        "良好效果",
        "卓有成效",
    ],
)
def test_no_phrase_stands_that_no_fact_supports(composed: Composed, phrase: str) -> None:
    assert phrase not in composed.body


def test_every_indicator_stands_with_target_actual_and_deviation(composed: Composed) -> None:
    for indicator in composed.filing.indicators:
        assert composed.body.count(indicator.title) >= 1
    assert "建成镇（街）级家庭教育指导服务中心7个（≥8个，低12.50%）" in composed.body


def test_no_float_ever_enters(composed: Composed) -> None:
    assert not list(_floats(composed.filing))
    assert not list(_floats(composed.composition))
    planted = Run(text="1", computed=1.0)  # type: ignore[arg-type]
    assert list(_floats(planted)) == [1.0]


def _floats(value: Any) -> list[float]:
    if isinstance(value, float):
        return [value]
    if is_dataclass(value):
        return [found for one in fields(value) for found in _floats(getattr(value, one.name))]
    if isinstance(value, (tuple, list)):
        return [found for one in value for found in _floats(one)]
    if hasattr(value, "items"):
        return [found for one in value.values() for found in _floats(one)]
    return []


def test_the_same_filing_always_gives_the_same_report(composed: Composed) -> None:
    again = compose.report(
        composed.filing, composed.scorecard, composed.findings, composed.standard, composed.outline
    )
    assert again == composed.composition


def test_the_annexes_follow_the_signature_in_order(composed: Composed) -> None:
    labels = [line for line in composed.text.splitlines() if line.startswith("== ")]
    assert labels == [
        "== 附件1 评分表",
        "== 附件2 绩效指标完成情况表",
        "== 附件3 支出情况表",
        "== 附件4 数据来源对照表",
    ]


def test_blocks_without_runs_have_none(composed: Composed) -> None:
    assert list(runs_of(composed.composition.blocks[0])) == []
