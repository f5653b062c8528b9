"""Whatever is typed wherever: a filing, or problems that say where; never a crash."""

from __future__ import annotations

import random
from typing import Any

import pytest
from openpyxl.cell.cell import MergedCell

from hengji.domain.problem import InvalidWorkbook

_NUMBERS = (None, 0, -1, 1.5, 1e20, True, "１２３", "1,234万元", "98%", "0.98", "超15万", "#N/A", "=1+1")
_SIGNS = ("", " ", "　", "-", "——", "≥", "×", "\n\n", "；；", "𠮷", "_x0000_", "<a>&", "字" * 2000)
_WORDS = (
    "无",
    "有",
    "是",
    "2025年4月3日",
    "2025-13-01",
    "定性",
    "产出指标",
    "数量指标",
    "部分达成",
    "execution",
)
_LABELS = ("合计", "编号", "一级指标", "备注", "项目", "填写内容", "金额单位", "金额单位：万元", "封面")
_TITLES = ("四、存在问题和改进措施", "二、绩效指标", "一、自评结论")
_TYPED = (*_NUMBERS, *_SIGNS, *_WORDS, *_LABELS, *_TITLES)


@pytest.mark.parametrize("seed", range(12))
def test_anything_typed_anywhere_is_a_filing_or_named_problems(seed: int, desk: Any) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    for sheet in desk.book:
        cells = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
        for cell in chance.sample(cells, k=min(len(cells), 1 + seed * 2)):
            cell.value = chance.choice(_TYPED)
    try:
        desk.read()
    except InvalidWorkbook as error:
        places = [problem.place for problem in error.problems]
        assert places
        assert all(place is not None and place.sheet for place in places)
