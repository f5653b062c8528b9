"""
Percentage points beyond a target: 目标90%，满意度93.6%，超目标3.6个百分点; 高于目标值90%3.6个百分点.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import ChangeDirection, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, Mention
from hengji.interpret.scope import Scope

_COUNT, _PERCENT, _PERCENTAGE_POINT = FigureKind.COUNT, FigureKind.PERCENT, FigureKind.PERCENTAGE_POINT
_AT_LEAST, _AT_MOST, _EXACT = Modifier.AT_LEAST, Modifier.AT_MOST, Modifier.EXACT

_POINTS = SIGNS[FigureKind.PERCENTAGE_POINT]
_TARGET = r"(?:年度|年初|预期|既定|绩效|设定|计划|预定)*(?:目标|计划|指标|任务|标准)(?:值|数|要求)?"
_ABOVE, _BELOW = "高于|高出|超出|超过|超", "低于|比|差"
_BEYOND = re.compile(rf"(?:(?P<above>{_ABOVE})|{_BELOW}){_TARGET}(?:的)?\Z")
_BEYOND_IT = re.compile(rf"(?:{_ABOVE}|低于|低|少)\Z")
_SET = re.compile(r"目标|计划|指标值|标准|要求")


def beyond(scope: Scope) -> Iterator[Statement]:
    """What was reached less the target, in percentage points, where both are printed as per cent."""
    yield from _counts(scope)
    if _POINTS not in scope.here.pattern or "标" not in scope.here.pattern:
        return
    for claim in scope.here.mentions[2:]:
        if claim.figure.kind is not _PERCENTAGE_POINT:
            continue
        first, second = scope.here.mentions[claim.index - 2 : claim.index]
        percents = first.figure.kind is second.figure.kind is _PERCENT
        near = first.segment == second.segment == claim.segment and first.sentence == claim.sentence
        told = _BEYOND.search(second.lead if not claim.lead else claim.lead)
        pair = _reached_and_set(first, second, inside=not claim.lead)
        if percents and near and told and pair is not None:
            direction = ChangeDirection.INCREASE if told["above"] else ChangeDirection.DECREASE
            roles = list(zip(("current", "prior"), pair, strict=True))
            yield scope.statement(StatementType.CHANGE_AMOUNT, claim, roles, direction=direction)


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


def _counts(scope: Scope) -> Iterator[Statement]:
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
        pair = _reached_and_set(first, second, inside=False) if near and alike and amounts else None
        exact = pair is not None and all(one.figure.modifier is _EXACT for one in pair)
        if pair is not None and exact and pair[0].value > pair[1].value != claim.value != pair[0].value:
            roles = list(zip(("current", "prior"), pair, strict=True))
            # 超36场 is 36 more than planned, not more than 36.
            told = replace(claim, figure=claim.figure._replace(modifier=_EXACT))
            yield scope.statement(
                StatementType.CHANGE_AMOUNT, told, roles, direction=ChangeDirection.INCREASE
            )


def _reached_and_set(first: Mention, second: Mention, *, inside: bool) -> tuple[Mention, Mention] | None:
    """Which of two rates was reached and which was set; `inside`, the claim's own words hold the second."""
    of_target = [_SET.search(one.lead) is not None for one in (first, second)]
    if inside:
        return None if of_target[0] else (first, second)
    if of_target == [True, False]:
        return second, first
    return (first, second) if of_target == [False, True] else None
