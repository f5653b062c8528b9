"""
The points of a budget's execution: the marks times the rate, as 财预〔2020〕10号 has its ten points.

Provinces score the rate in steps too, and a form seldom says how.  So points that are the product are
told as such; points that are not are held to it only where the document itself gives the rule.  A rate
of 100 % or more earns the marks, which other rules see to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret.statements import tables

_TIMES: Final = "[×xX*＊]"
_RULE: Final = re.compile(
    rf"执行率[）)]?\s?{_TIMES}\s?(?:该?(?:项|指标)?(?:分值|权重|满分|标准分)|10)"
    rf"|(?:分值|权重|满分|标准分|10分?)\s?{_TIMES}\s?(?:预算|资金)?(?:实际)?执行率"
    r"|按照?(?:预算|资金)?执行(?:率|比例)(?:的?比例)?(?:计算|折算|核算)?(?:得分|计分|给分|评分|赋分)"
    r"|执行率[^。；\n]{0,12}按比例(?:计算)?(?:得分|计分|给分|评分|赋分)"
)
_HUNDRED: Final = Decimal(100)


def rule_told(text: str) -> bool:
    """
    Whether a document says that the points are the marks times the rate.

    >>> rule_told("预算执行率得分＝预算执行率×分值。"), rule_told("预算执行率90.8%，得10分。")
    (True, False)
    """
    return "执行" in text and _RULE.search(text) is not None


def of_row(
    weight: Figure | None, rate: Figure | None, claim: Figure | None, text: str
) -> Iterator[Statement]:
    """The product that a row of the budget makes of its marks, its rate and its points."""
    if weight is None or rate is None or claim is None:
        return
    if rate.kind is not FigureKind.PERCENT or not 0 < tables.value(rate) < _HUNDRED:
        return
    scored = {FigureKind.SCORE, FigureKind.NUMBER}
    if (
        weight.kind not in scored
        or claim.kind not in scored
        or not 0 < tables.value(claim) <= tables.value(weight)
    ):
        return
    weight, claim = (figure._replace(kind=FigureKind.SCORE, unit="分") for figure in (weight, claim))
    if not _is_product(weight, rate, claim) and not rule_told(text):
        return
    operands = [("factor", weight), ("factor", rate)]
    yield tables.statement(StatementType.PRODUCT, claim, operands, text, "预算执行率得分")


def _is_product(weight: Figure, rate: Figure, claim: Figure) -> bool:
    marks, share, points = weight.interval, rate.interval, claim.interval
    if marks is None or share is None or points is None:
        return False
    return (marks * share.scaled(1 / _HUNDRED)).meets(points)
