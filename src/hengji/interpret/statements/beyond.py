"""
Counts beyond a plan and rates beyond a bound: 计划1,000人次，实际1,126人次，超额完成126人次.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import ChangeDirection, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_COUNT = FigureKind.COUNT
_AT_LEAST, _AT_MOST, _EXACT = Modifier.AT_LEAST, Modifier.AT_MOST, Modifier.EXACT

_BEYOND_IT = re.compile(r"(?:高于|高出|超出|超过|超|低于|低|少)\Z")
_SET = re.compile(r"目标|计划|指标值|标准|要求")


def bound_beside(scope: Scope, rate: Mention) -> tuple[Mention, Figure] | None:
    """
    实际163场（≥160场，高出1.88%）: what was reached and the bound in the rate's own bracket.

    The bound is taken for the number it prints: what lies beyond it is measured from there.
    """
    if not rate.depth or rate.index < 2 or not _BEYOND_IT.match(rate.lead):
        return None
    reached, bound = scope.here.mentions[rate.index - 2 : rate.index]
    own = bound.bracket == rate.bracket and bound.figure.modifier in {_AT_LEAST, _AT_MOST}
    alike = reached.figure.unit == bound.figure.unit and reached.depth == rate.depth - 1
    exact = reached.figure.modifier is _EXACT and reached.sentence == rate.sentence
    return (reached, bound.figure._replace(modifier=_EXACT)) if own and alike and exact else None


_MORE = re.compile(r"(?:^|[，且])(?:超额完成|超额|超出?(?:计划|目标)?(?:完成)?)(?:任务)?\Z")


def beyond(scope: Scope) -> Iterator[Statement]:
    """计划培训1,000人次，实际培训1,126人次，超额完成126人次: so many more than were planned."""
    if "超" not in scope.here.pattern:
        return
    for claim in scope.here.mentions[2:]:
        if claim.figure.kind is not _COUNT or not _MORE.search(claim.lead):
            continue
        first, second = scope.here.mentions[claim.index - 2 : claim.index]
        near = first.sentence == claim.sentence and first.segment == second.segment == claim.segment
        alike = scopes.same_measure(first, claim) and scopes.same_measure(second, claim)
        amounts = scopes.is_amount(first) and scopes.is_amount(second)
        pair = _reached_and_set(first, second) if near and alike and amounts else None
        exact = pair is not None and all(one.figure.modifier is _EXACT for one in pair)
        if pair is not None and exact and pair[0].value > pair[1].value != claim.value != pair[0].value:
            roles = list(zip(("current", "prior"), pair, strict=True))
            # 超36场 is 36 more than planned, not more than 36.
            told = replace(claim, figure=claim.figure._replace(modifier=_EXACT))
            yield scope.statement(
                StatementType.CHANGE_AMOUNT, told, roles, direction=ChangeDirection.INCREASE
            )


def _reached_and_set(first: Mention, second: Mention) -> tuple[Mention, Mention] | None:
    """Which of two amounts was reached and which was set."""
    of_target = [_SET.search(one.lead) is not None for one in (first, second)]
    if of_target == [True, False]:
        return second, first
    return (first, second) if of_target == [False, True] else None
