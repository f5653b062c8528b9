"""
Totals of what the sentence before tells item by item: …支出1,152元；…支出752元；…。以上三项合计2,274元.
"""

from __future__ import annotations

import re

from hengji.domain.figure import FigureKind
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns

_COUNT = FigureKind.COUNT

_ABOVE = re.compile(r"^(?:以上|上述)\Z")
_IN_ALL = re.compile(r"^(?:合计|共计|总计|小计|共)[\u4e00-\u9fff]{0,4}\Z")


def told_above(scope: Scope, claim: Mention) -> list[Mention]:
    """As many amounts of the sentence before as the words of a total say that it adds up, else none."""
    number = scope.here.mentions[claim.index - 1] if claim.index else None
    if number is None or not _IN_ALL.match(claim.lead) or not _ABOVE.match(number.lead):
        return []
    parts = [
        one
        for one in scope.here.mentions[: number.index]
        if one.sentence == claim.sentence - 1 and breakdowns.may_be_part(one, claim) and not one.depth
    ]
    return parts if number.figure.kind is _COUNT and len(parts) == number.value else []
