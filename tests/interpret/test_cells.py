"""
Figures of table cells: kind, unit and scale stand in the header; codes and counts are no money.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hengji.domain.document import Document
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN

Reading = Callable[[str], Document]


def figure(document: Document, quote: str) -> Figure:
    return next(one for one in document.figures if one.quote == quote)


def test_the_unit_note_above_a_table_gives_money_its_scale(document_of: Reading) -> None:
    document = document_of(
        "单位：万元\n科目编码\t科目名称\t决算数\n201\t一般公共服务支出\t2,106.66\n合计\t\t2,106.66"
    )

    amount = figure(document, "2,106.66")
    assert (FigureKind.MONEY, YUAN, Decimal(21066600)) == (amount.kind, amount.unit, amount.value)
    assert figure(document, "201").unit != YUAN


def test_a_column_of_its_own_unit_is_not_money(document_of: Reading) -> None:
    document = document_of(
        "单位：万元\n项目\t决算数\t占比（%）\t人数（人）\n甲\t10\t25.5\t36\n乙\t30\t74.5\t48"
    )

    assert figure(document, "25.5").unit == "%"
    assert figure(document, "36").unit == "人"
    assert FigureKind.MONEY is figure(document, "10").kind


def test_weights_and_points_of_a_form_are_scores(document_of: Reading) -> None:
    document = document_of("指标\t分值\t得分\n预算编制\t6\t5.5\n目标设置\t6\t6\n合计\t12\t11.5")

    assert FigureKind.SCORE is figure(document, "5.5").kind
    assert [one.claim.quote for one in document.statements if one.claim is not None] == ["12", "11.5"]


def test_the_same_digits_are_read_anew_under_every_unit(document_of: Reading) -> None:
    document = document_of("单位：万元\n项目\t决算数\t占比（%）\t人数（人）\n甲\t36\t36\t36\n乙\t36\t64\t36")

    read = [(one.unit, one.value) for one in document.figures if one.quote == "36"]
    people, money, share = ("人", Decimal(36)), (YUAN, Decimal(360000)), ("%", Decimal(36))
    assert read == [money, share, people, money, people]
