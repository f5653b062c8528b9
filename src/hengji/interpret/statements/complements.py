"""
A rate beside its contrary: 不合格42批次，不合格率2.26%，合格率97.74%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, Mention
from hengji.interpret.scope import Scope

_NOT: Final = re.compile(r"[不未](?P<deed>[一-鿿]{1,6})率(?:为|达|仅|：)?\Z")
_PERCENT: Final = SIGNS[FigureKind.PERCENT]
_NEAR: Final = 4


def complements(scope: Scope) -> Iterator[Statement]:
    """The rates of a passage that are what the rate right before them leaves of the whole."""
    pattern = scope.here.pattern
    if pattern.count(_PERCENT) < len("ab") or ("不" not in pattern and "未" not in pattern):
        return
    mentions = scope.here.mentions
    for less in mentions[:-1]:
        told = _NOT.search(less.lead) if less.figure.kind is FigureKind.PERCENT else None
        rate = mentions[less.index + 1]
        if told is None or rate.figure.kind is not FigureKind.PERCENT or rate.sentence != less.sentence:
            continue
        if not re.search(rf"(?<![不未]){told['deed']}率(?:为|达|仅|：)?\Z", rate.lead):
            continue
        pair = _reckoned(mentions[max(0, less.index - _NEAR) : less.index], less)
        if pair is not None:
            whole, left = pair
            operands: list[tuple[str, Mention | Figure]] = [
                ("part", whole),
                ("minus", left),
                ("whole", whole),
            ]
            yield scope.statement(StatementType.SHARE, rate, operands)


def _reckoned(before: list[Mention], less: Mention) -> tuple[Mention, Mention] | None:
    """The whole and what of it was not so, where they give the lesser rate."""
    own = [one for one in before if scopes.is_amount(one) and one.sentence == less.sentence]
    for left in reversed(own):
        for whole in own:
            alike = whole.index < left.index and scopes.same_measure(whole, left)
            if alike and scopes.gives(left, whole, less):
                return whole, left
    return None
