"""
Places named in a row, and each of them with its own amount afterwards: the amounts are all of the whole.

    项目涉及东风村、胜利村、红旗村3个村，惠及985户。其中东风村412户、胜利村268户、红旗村305户。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_FEWEST: Final = 3
_SHORTEST: Final = 2
_LISTED: Final = re.compile(r"、[一-鿿]{2,12}、[一-鿿]")
"""Names in a row without a figure, which most passages do not have."""


def named_parts(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The wholes whose places were listed before their amounts."""
    pattern = scope.here.pattern
    mentions = scope.here.mentions
    if len(mentions) <= _FEWEST or _LISTED.search(pattern) is None:
        return
    claimed = {one.claim.start for one in known if one.claim is not None}
    last = -1
    for first in mentions[1:]:
        if first.index <= last or not _may_begin(first):
            continue
        if pattern.find(f"{_name(first)}、", 0, first.position - len(first.lead)) < 0:
            continue  # its place was not listed before
        run = list(takewhile(lambda one: _goes_on(first, one), mentions[first.index :]))  # noqa: B023 - used at once
        last = run[-1].index
        names = [_name(one) for one in run]
        listed = pattern.rfind("、".join(names), 0, first.position - len(first.lead))
        if len(run) < _FEWEST or listed < 0 or "等" in pattern[listed : first.position]:
            continue
        wholes = [
            one
            for one in mentions[: first.index]
            if one.position > listed
            and scopes.is_amount(one)
            and not one.prior
            and one.depth == first.depth
            and one.figure.unit == first.figure.unit
        ]
        if len(wholes) == 1 and wholes[0].figure.start not in claimed:
            parts: list[tuple[str, Mention]] = [("part", one) for one in run]
            yield scope.statement(StatementType.SUM_OF_PARTS, wholes[0], parts)


def _name(one: Mention) -> str:
    return one.lead.removeprefix("其中").removeprefix("：")


def _may_begin(one: Mention) -> bool:
    return scopes.is_amount(one) and len(_name(one)) >= _SHORTEST and not one.prior


def _goes_on(first: Mention, one: Mention) -> bool:
    alike = one.figure.unit == first.figure.unit and one.sentence == first.sentence
    return alike and one.depth == first.depth and _may_begin(one)
