"""
An item of a budget told twice in its own paragraph: …住房公积金（01项）208.8万元。…2026年预算安排201.50万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, YEAR
from hengji.interpret.scope import Scope

_ITEM = re.compile(f"（{SIGNS[FigureKind.NUMBER]}项）”?(?={SIGNS[FigureKind.MONEY]}[，。])")
_AGAIN = re.compile(rf"{YEAR}度?预算(?:安排|数)为?|(?:{YEAR}度?)?支出决算数?为?")


def told_again(scope: Scope) -> Iterator[Statement]:
    """The amount at the head of an item, and the amount of the year that its explanation tells."""
    match = _ITEM.search(scope.here.pattern) if "项）" in scope.here.pattern else None
    if match is None:
        return
    head = next((one for one in scope.here.mentions if one.position == match.end()), None)
    again = [one for one in scope.here.mentions if _AGAIN.fullmatch(one.lead) and scopes.is_amount(one)]
    if head is not None and len(again) == 1 and scopes.same_measure(head, again[0]):
        yield scope.statement(
            StatementType.REPEATED_FACT, again[0], [("other", head)], recipe="item", subject="预算安排"
        )
