"""
Twice the text takes about twice the time, whatever is in it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hengji.domain.document import Document
from tests.growth import grows_in_proportion

SHAPES = {
    "reports": "一、支出\n2024年支出2,877万元，比上年减少91万元，下降3.07%，其中：人员经费1,973万元。\n",
    "one_paragraph_of_parts": "其中甲项目12.5万元、乙项目13.5万元，占26%；",
    "brackets_never_closed": "（其中10万元（其中5万元",
    "numbers_one_a_line": "208\n社会保障和就业支出\n10.82\n20805\n行政事业单位养老支出\n10.82\n",
    "rows_of_a_table": "人员经费\t1311.74\t1352.41\t1348.35\t99.70%\n",
    "enumerations": "一是甲、二是乙；",
    "numbered_items": "（一）公务接待费1.35万元。其中：\n",
    "comparisons": "比上年增加10万元，增长5%，与上年持平。",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_no_faster_than_the_text(shape: str, document_of: Callable[[str], Document]) -> None:
    assert grows_in_proportion(lambda times: document_of(SHAPES[shape] * times), 150, 1200)
