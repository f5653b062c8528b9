"""
Totals behind their parts that say neither 共 nor 合计: 合同总金额, 项目总投资, 总造价.

Such a name may be of more than what was told before it, so it is heeded only where the parts add up to
it, or would but for a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from hengji.domain.figure import Figure
from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families, series, slips

_SHARE = Part.SHARE

_WHOLE: Final = re.compile(
    r"^(?:合同|采购|项目|工程|资金|计划|累计|实际)*(?:总金额|总额|总价款?|总造价|总投资额?|总规模|总支出|总费用)(?:为|达|共计?|合计|计)*\Z"
)
_FEWEST: Final = 2


def grand_totals(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The totals of money behind a row of amounts in their sentence."""
    claimed = {one.claim.start for one in known if one.claim is not None}
    for claim in scope.here.mentions[_FEWEST:]:
        if claim.figure.unit != YUAN or claim.figure.start in claimed or not _WHOLE.match(claim.lead):
            continue
        if not scopes.is_amount(claim) or claim.depth:
            continue
        inside = [one for one in scope.here.mentions[: claim.index] if one.sentence == claim.sentence]
        if any(one.part is _SHARE for one in inside):
            continue  # a total that the shares of its parts divide is found by them
        own = [one for one in inside if one.depth == claim.depth and one.figure.unit == YUAN]
        if len(own) < _FEWEST or not all(scopes.is_amount(one) and not one.prior for one in own):
            continue
        total = sum((one.value for one in own), Decimal(0))
        if families.sums_up(own, claim) or slips.slip(claim.figure, claim.figure._replace(value=total)):
            yield scope.statement(StatementType.SUM_OF_PARTS, claim, [("part", one) for one in own])


_ANNOUNCED: Final = re.compile(
    r"\ue003[一-鿿]{0,4}：(?P<list>(?:[^。；：\ue000-\ue00a（）]{2,30}\ue000[、，；]){1,12}[^。；：\ue000-\ue00a（）]{2,30}\ue000)(?=[。，；]|\Z)"
)
_UNITS: Final = frozenset("份个项笔宗件处条类家")
_NO_ITEM: Final = re.compile(r"总|合计|共计|其中|小计|节约|结余")


def each_with_its_amount(scope: Scope) -> Iterator[Statement]:
    """签订合同3份：设计28.6万元、施工412.5万元、监理9.8万元: as many amounts as were announced."""
    pattern = scope.here.pattern
    if "：" not in pattern:
        return
    for match in _ANNOUNCED.finditer(pattern):
        claim = next((one for one in scope.here.mentions if one.position == match.start()), None)
        if claim is None or claim.figure.unit not in _UNITS:
            continue
        listed = match["list"]
        items: list[Figure] = []
        start = match.start("list")
        for piece in re.split("(?<=\ue000)[、，；]", listed):
            if _NO_ITEM.search(piece):
                break
            offset = scope.here.offset(start)
            stop = scope.here.offset(start + len(piece) - 1)
            items.append(series.words_as_item(scope.text, offset, stop))
            start += len(piece) + 1
        if len(items) >= _FEWEST:
            yield series.statement(scope, claim.figure, items)
