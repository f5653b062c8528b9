"""Any text at all is interpreted: what is no report has no statements, and nothing breaks."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from hengji import interpret
from hengji.domain.extract import Extract, Paragraph
from hengji.domain.source import Place
from hengji.domain.statement import StatementType

WORDS = (
    "2024年",
    "支出",
    "合计",
    "其中：",
    "占",
    "12.5%",
    "增加",
    "3万元",
    "（",
    "）",
    "\ue006",
    "\ue000",
    "，",
    "。",
    "\n",
    "\t",
    "十三五、",
    "（三二十）",
)


def _extract(text: str) -> Extract:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Paragraph(start=start, end=start + len(line), place=Place(paragraph=len(lines) + 1)))
        start += len(line) + 1
    return Extract(file="x.txt", format="txt", text=text, blocks=tuple(lines))


@example("十三五、十四五期间完成投资120万元。")
@example("（三二十）完成投资120万元。")
@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_any_text_is_interpreted(text: str) -> None:
    document = interpret.interpret(_extract(text))
    for statement in document.statements:
        assert text[statement.start : statement.end] == statement.quote
        assert not any("\ue000" <= sign <= "\uf8ff" for sign in statement.subject)


def test_private_characters_of_a_text_are_no_figures() -> None:
    document = interpret.interpret(_extract("上年执行数按\ue006支出数加公开的减少额3万元推算。"))
    assert [figure.quote for figure in document.figures if figure.unit == "CNY"] == ["3万元"]


def test_counts_of_indicators_are_no_target_and_no_actual() -> None:
    document = interpret.interpret(
        _extract("满意度指标2项，满分10分，得9.96分，其中达到指标值1项，未达到指标值1项。")
    )
    assert not [one for one in document.statements if one.type is StatementType.ACHIEVEMENT]


def test_a_measure_without_its_owner_is_no_fact_told_twice() -> None:
    document = interpret.interpret(
        _extract(
            "中小企业中标的，采购金额21.07万元；小微企业中标的，采购金额21.07万元；其他项目中标的，采购金额21.07万元。"
        )
    )
    assert not [one for one in document.statements if one.type is StatementType.REPEATED_FACT]
