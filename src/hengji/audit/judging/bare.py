"""
Grouped whole numbers without any unit: amounts rounded to the yuan, or exact counts?

154,369,326 in a table whose header is lost may be either.  Yuan without fen are known to half a
yuan only, so a difference of one may be honest rounding; such a figure can be read two ways.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hengji.domain.figure import Figure
from hengji.domain.statement import Statement

REASON = "各数没有印出单位；若是四舍五入到元的金额，相差在四舍五入的误差之内，若是精确的数则不符。"


def in_yuan(statement: Statement) -> Statement:
    """The statement with its bare grouped numbers read as amounts to the yuan."""
    claim = statement.claim
    return replace(
        statement,
        claim=None if claim is None else _rounded(claim),
        operands=tuple(operand._replace(figure=_rounded(operand.figure)) for operand in statement.operands),
    )


def _rounded(figure: Figure) -> Figure:
    bare = not figure.unit and figure.step is None and "," in figure.quote and "." not in figure.quote
    return figure._replace(step=Decimal(1)) if bare else figure
