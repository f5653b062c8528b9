"""No rule may take more than linear time, whatever a text repeats."""

from __future__ import annotations

import pytest

from hengji.audit import registry
from hengji.audit.rule import DocumentCase
from hengji.domain.document import Document
from hengji.domain.extract import Extract, Paragraph
from hengji.domain.source import Place
from tests.growth import grows_in_proportion

RULES = [rule for rule in registry.all_rules() if rule.check_document is not None]
REPEATED = (
    *(
        "1",
        "1,",
        "1.",
        " 1",
        "一",
        "一二",
        "的",
        "X",
        "_",
        "*",
        " ",
        "　",
        "\t",
        "\n　",
        "（",
        "(",
        "《",
        "“",
        "【",
        "〇",
    ),
    *(
        "×",
        "[bookmark:",
        "PAGEREF ",
        "REF _",
        "目标 ",
        "计划",
        "2023年",
        "2023年《",
        "局",
        "我局是",
        "日期 ",
        "1月",
    ),
    *("13800138000", "6543211990", "一是", "反映", "，", "。", "仍需", "元元", "#", "&", "二、\n"),
)
LENGTH = 20_000


def case_of(text: str) -> DocumentCase:
    blocks, offset = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        blocks.append(Paragraph(start=offset, end=offset + len(line), place=Place(paragraph=number)))
        offset += len(line) + 1
    return DocumentCase(
        document=Document(
            extract=Extract(file="hostile.txt", format="txt", text=text, blocks=tuple(blocks)),
            title="绩效自评报告",
            unit_name="江门市妇女联合会",
            fiscal_year=2024,
            sections=(),
            figures=(),
            statements=(),
        )
    )


@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_no_repeated_text_makes_a_rule_slow(piece: str) -> None:
    cases = {size: case_of((piece * size)[:size]) for size in (LENGTH // 8, LENGTH)}

    def apply(size: int) -> None:
        for rule in RULES:
            assert rule.check_document is not None
            list(rule.check_document(rule, cases[size]))

    assert grows_in_proportion(apply, LENGTH // 8, LENGTH)
