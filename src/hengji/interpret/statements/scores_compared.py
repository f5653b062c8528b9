"""
The score of a year against that of the year before: 总分96.11分，比上年的94.85分增加1.26分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import ChangeDirection, Statement, StatementType
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_RAISED: Final = re.compile(
    r"^(?:提高|提升|增加|上升|增长|高)(?:了)?\Z|^(?P<down>降低|下降|减少|低)(?:了)?\Z"
)
_THEN: Final = re.compile(r"^(?:比|较|与)(?:上一?年度?|去年|\ue006)(?:度|同期)?(?:的|得分|为)*\Z")


def against_last_year(scope: Scope) -> Iterator[Statement]:
    """Three scores in a row: the one, the one that it is compared with, and how far they are apart."""
    mentions = scope.here.mentions
    for claim in mentions[2:]:
        told = _RAISED.match(claim.lead) if claim.figure.kind is FigureKind.SCORE else None
        if told is None:
            continue
        now, then = mentions[claim.index - 2 : claim.index]
        scored = now.figure.kind is then.figure.kind is FigureKind.SCORE and now.sentence == claim.sentence
        if scored and _THEN.match(then.lead) and now.depth == then.depth == claim.depth:
            direction = ChangeDirection.DECREASE if told["down"] else ChangeDirection.INCREASE
            roles: list[tuple[str, Mention | Figure]] = [("current", now), ("prior", then)]
            yield scope.statement(
                StatementType.CHANGE_AMOUNT, claim, roles, direction=direction, subject=now.named
            )
