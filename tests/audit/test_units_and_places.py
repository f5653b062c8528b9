"""Amounts are told in the unit of their column, and doubts in a sheet by their cell."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hengji import interpret
from hengji.audit import audit_document, judge, reading, registry
from hengji.audit.rule import DocumentCase
from hengji.domain.document import Document, Section
from hengji.domain.extract import Cell, Extract, Paragraph, Table
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Printed, Severity
from hengji.domain.source import Place
from hengji.domain.stated import Modifier
from hengji.domain.statement import Operand, Statement, StatementType

SHEET = Place(sheet="表1")


def _sheet(cells: tuple[Cell, ...]) -> DocumentCase:
    text = "合计\t30\n其中\t20"
    table = Table(start=0, end=len(text), place=SHEET, cells=cells, rows=2, columns=2)
    document = Document(
        extract=Extract(file="x.xlsx", format="xlsx", text=text, blocks=(table,)),
        title=None, unit_name=None, fiscal_year=None, sections=(), figures=(), statements=(),
    )  # fmt: skip
    return DocumentCase(document=document)


def test_a_doubt_in_a_sheet_is_placed_by_its_cell() -> None:
    cells = (
        Cell(row=1, column=1, start=0, end=2, value="合计", place=Place(sheet="表1", cell="A1")),
        Cell(row=1, column=2, start=3, end=5, value=Decimal(30), place=Place(sheet="表1", cell="B1")),
    )
    assert reading.place(_sheet(cells), 3, 5) == Place(sheet="表1", cell="B1", start=3, end=5)


def test_a_doubt_before_the_first_known_cell_is_placed_by_its_sheet() -> None:
    assert reading.place(_sheet(()), 3, 5) == Place(sheet="表1", start=3, end=5)


def test_a_paragraph_below_a_table_is_counted_without_its_rows() -> None:
    text = "一、情况\n第一段\n合计\t30\n其中\t20\n第二段有数"
    table = Table(start=9, end=20, place=Place(table=1), cells=(), rows=2, columns=2)
    lines = [(0, 4), (5, 8), (21, len(text))]
    paragraphs = [Paragraph(start=start, end=end, place=Place()) for start, end in lines]
    section = Section(number="一、", title="情况", level=1, start=0, end=len(text), body_start=5)
    blocks = (*paragraphs[:2], table, paragraphs[2])
    document = Document(
        extract=Extract(file="x.docx", format="docx", text=text, blocks=blocks),
        title=None, unit_name=None, fiscal_year=None, sections=(section,), figures=(), statements=(),
    )  # fmt: skip
    case = DocumentCase(document=document)
    assert reading.place(case, 21, 23).paragraph == 2
    assert reading.place(case, 5, 7).paragraph == 1


def _cell(quote: str, yuan: str, start: int) -> Figure:
    return Figure(
        quote, start, start + len(quote), FigureKind.MONEY, Decimal(yuan), "CNY", Modifier.EXACT, Decimal(100)
    )


@pytest.mark.parametrize(("quote", "yuan"), [("2,432.37", "24323700"), ("0.00", "0")])
def test_a_sum_of_a_column_in_wan_yuan_is_told_in_wan_yuan(quote: str, yuan: str) -> None:
    """A bare zero does not show the scale of its column; its parts do."""
    parts = (_cell("2,106.66", "21066600", 20), _cell("326.71", "3267100", 40))
    statement = Statement(
        type=StatementType.SUM_OF_PARTS, quote=quote, start=0, end=len(quote), claim=_cell(quote, yuan, 0),
        operands=tuple(Operand(figure=part, role="part") for part in parts),
    )  # fmt: skip
    judgement = judge(statement)
    assert judgement.arithmetic == "2,106.66＋326.71＝2,433.37万元"
    assert "万元，超出" in judgement.reason


def test_a_claim_in_words_carries_the_unit_of_what_it_compares(
    document_of: Callable[[dict[str, Any]], Document],
) -> None:
    document = document_of(
        {
            "text": "支出决算1,511.89万元，年初预算1,560.05万元，决算数大于预算数。",
            "statements": [
                {
                    "type": "change_amount",
                    "quote": "决算数大于预算数",
                    "direction": "increase",
                    "operands": {"current": "1,511.89万元", "prior": "1,560.05万元"},
                }
            ],
        }
    )
    findings = audit_document(document)[1]
    assert [(one.rule, one.unit) for one in findings if one.rule == "AR14"] == [("AR14", "CNY")]


def test_no_other_unit_is_guessed_for_a_zero() -> None:
    parts = (_cell("1.52万元", "15200", 20), _cell("0万元", "0", 40))
    statement = Statement(
        type=StatementType.SUM_OF_PARTS, quote="2.60万元", start=0, end=6,
        claim=_cell("2.60万元", "26000", 0),
        operands=tuple(Operand(figure=part, role="part") for part in parts),
    )  # fmt: skip
    assert "应为" not in judge(statement).reason


def test_a_claim_against_two_figures_that_are_borne_out_is_the_likely_culprit(
    document_of: Callable[[dict[str, Any]], Document],
) -> None:
    both = {"current": "100.00万元", "prior": "90.00万元"}
    document = document_of(
        {
            "text": "本年支出100.00万元，上年90.00万元，增加12.00万元，增长11.11%。",
            "statements": [
                {"type": "change_amount", "claim": "12.00万元", "direction": "increase", "operands": both},
                {"type": "change_rate", "claim": "11.11%", "direction": "increase", "operands": both},
            ],
        }
    )
    errors = [one for one in audit_document(document)[1] if one.severity is Severity.ERROR]
    assert [one.rule for one in errors] == ["AR14"]
    assert "很可能是“12.00万元”有误" in errors[0].message


@pytest.mark.parametrize(("wrong", "findings"), [(7, 7), (9, 1)])
def test_a_table_whose_rows_were_shifted_is_told_once(wrong: int, findings: int) -> None:
    rows = [f"{row}0000\t{row}1\t{row}2" for row in range(1, wrong + 1)]
    text = "\n".join(rows)
    figures = [
        Figure(
            word, at, at + len(word), FigureKind.MONEY, Decimal(word), "CNY", Modifier.EXACT, Decimal("0.01")
        )
        for row in range(wrong)
        for word, at in _words(text, row)
    ]
    judgements = tuple(
        judge(
            Statement(
                type=StatementType.SUM_OF_PARTS, quote=total.quote, start=total.start, end=total.end,
                claim=total, operands=tuple(Operand(figure=part, role="part") for part in (first, second)),
            )
        )
        for total, first, second in zip(*[iter(figures)] * 3, strict=True)
    )  # fmt: skip
    table = Table(start=0, end=len(text), place=Place(table=1), cells=(), rows=wrong, columns=3)
    document = Document(
        extract=Extract(file="x.docx", format="docx", text=text, blocks=(table,)),
        title=None, unit_name=None, fiscal_year=None, sections=(), figures=(), statements=(),
    )  # fmt: skip
    rule = registry.rule("AR12")
    assert rule.check_document is not None
    found = list(rule.check_document(rule, DocumentCase(document=document, judgements=judgements)))
    assert len(found) == findings
    assert ("本表共有9处这样的不符" in found[0].message) == (findings == 1)


def _words(text: str, row: int) -> list[tuple[str, int]]:
    line = text.split("\n")[row]
    start = sum(len(one) + 1 for one in text.split("\n")[:row])
    words, at = [], start
    for word in line.split("\t"):
        words.append((word, at))
        at += len(word) + 1
    return words


def _printed(text: str) -> list[Printed | None]:
    paragraph = Paragraph(start=0, end=len(text), place=Place(paragraph=1))
    document = interpret.interpret(Extract(file="x.txt", format="txt", text=text, blocks=(paragraph,)))
    return [one.printed for one in audit_document(document)[1] if one.severity is Severity.ERROR]


def test_a_finding_shows_its_figures_as_the_text_prints_them() -> None:
    assert _printed("全年支出8.60万元，其中基本支出6.20万元、项目支出2.30万元。") == [
        Printed(stated="8.60万元", computed="8.5万元", difference="多0.1万元")
    ]
    assert _printed("全年支出100.00万元，占年初预算200.00万元的49.00%。") == [
        Printed(stated="49.00%", computed="50%", difference="少1个百分点")
    ]


def test_a_change_told_the_wrong_way_shows_both_ways() -> None:
    assert _printed("2024年支出120.00万元，比上年100.00万元减少20.00万元。") == [
        Printed(stated="减少20.00万元", computed="增加20万元")
    ]


def test_what_is_told_in_words_has_no_figures_to_show() -> None:
    assert _printed("2024年培训计划40场，实际30场，超额完成。") == [Printed()]
