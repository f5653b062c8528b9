"""What is missing is named by sheet, row and column as the filing workbook really has them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from hengji import standards, workbook
from hengji.domain.standard import Standard
from hengji.scoring import score

SCORING = [one.id for one in standards.available() if not one.demands_weights]
QUOTED = re.compile("“([^”]+)”")


def sheets(standard: Standard) -> dict[str, set[str]]:
    """The words on each sheet of the edition's blank workbook, marks of emphasis left out."""
    book = workbook.build(standard, 2024)
    return {
        page.title: {bare(cell.value) for cell in page.cells if isinstance(cell.value, str)}
        for page in book.pages
    }


def bare(words: str) -> str:
    return re.sub("[“”‘’＊* ]", "", words)


@pytest.mark.parametrize("edition", SCORING)
def test_every_missing_input_of_an_empty_filing_has_its_place_in_the_workbook(
    maker: Any, edition: str
) -> None:
    standard = standards.load(edition)
    pages = sheets(standard)
    missing = [lack for leaf in score(maker.filing({}), standard).leaves() for lack in leaf.missing]
    assert missing
    for lack in missing:
        sheet, *titles = QUOTED.findall(lack.where)
        for title in titles:
            assert bare(title) in pages[sheet], lack.where


def test_a_blank_column_of_an_indicator_has_its_place_in_the_workbook(maker: Any) -> None:
    standard = standards.load("cn-440700.department-overall.2024")
    rows = [
        {"title": "甲", "dimension": "output"},
        {"title": "乙", "dimension": "outcome", "direction": "定性"},
        {"title": "丙", "dimension": "outcome", "direction": "定性", "achievement": "达成"},
        {"title": "丁", "dimension": "satisfaction", "weight": ""},
    ]
    columns = {
        QUOTED.findall(lack.where)[-1]
        for leaf in score(maker.filing({"indicators": rows}), standard).leaves()
        for lack in leaf.missing
        if "绩效目标与指标" in lack.where
    }
    assert columns == {"目标值", "实际完成值", "完成程度", "自评得分", "分值"}
    assert columns <= sheets(standard)["绩效目标与指标"]


def test_a_title_that_the_workbook_lacks_would_be_noticed() -> None:
    pages = sheets(standards.load("cn-440700.department-overall.2024"))
    assert "年度指标值" not in pages["绩效目标与指标"]
