"""
Money that came in instalments, each with its day: 共下达246万元。3月下达57万元，8月下达189万元.

Nothing tells that all instalments are told, so they are held against the whole where they make it up,
or miss it by a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from hengji.domain.figure import FigureKind
from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families, slips

_DEEDS: Final = "下达|拨付|到位|支付|安排|收到|发放|拨入|划拨"
_WHOLE: Final = re.compile(
    rf"(?:共|累计|合计|总计|总共|已|实际|\ue006度?|全年)*(?P<deed>{_DEEDS})(?!率)[一-鿿]{{0,12}}\Z"
)
_DATE: Final = SIGNS[FigureKind.DATE]
_INSTALMENT: Final = re.compile(rf"{_DATE}[^，。；]{{0,8}}?(?P<deed>{_DEEDS})[一-鿿]{{0,8}}\Z")
_FEWEST: Final = 2


def instalments(scope: Scope) -> Iterator[Statement]:
    """The instalments of a passage against the whole told before them."""
    if scope.here.pattern.count(_DATE) < _FEWEST:
        return
    found: dict[str, list[Mention]] = {}
    for one in scope.here.mentions:
        told = _INSTALMENT.search(one.lead) if one.figure.unit == YUAN and scopes.is_amount(one) else None
        if told is not None and not one.depth:
            found.setdefault(told["deed"], []).append(one)
    for deed, parts in found.items():
        whole = next(
            (
                one
                for one in reversed(scope.here.mentions[: parts[0].index])
                if one.figure.unit == YUAN
                and scopes.is_amount(one)
                and not one.depth
                and (told := _WHOLE.search(one.lead)) is not None
                and told["deed"] == deed
            ),
            None,
        )
        if whole is None or len(parts) < _FEWEST:
            continue
        total = sum((one.value for one in parts), Decimal(0))
        if families.sums_up(parts, whole) or slips.slip(whole.figure, whole.figure._replace(value=total)):
            yield scope.statement(StatementType.SUM_OF_PARTS, whole, [("part", one) for one in parts])
