"""
The answers of a questionnaire and the satisfaction that follows from them.

    有效问卷1,164份。非常满意512份、满意436份、基本满意168份、不满意48份，满意度95.88%。
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_ANSWER = re.compile(
    r"(?:(?P<best>(?:非常|很|十分)满意)|(?P<fair>(?:比较|较为?|基本)满意)|(?P<middling>一般)"
    r"|(?P<bad>(?:很|非常)?不(?:太)?满意)|(?P<good>(?<!不)满意))[”的有为占]*\Z"
)
_ORDER = ("best", "good", "fair", "middling", "bad")
_SATISFACTION = re.compile(r"满意(?:度|率)")
_ASKED = re.compile(r"收回|回收|有效|受访|调查|走访|访谈|抽样|样本")
_FEWEST = 3
_COUNTED_CONTENT = (("best", "good", "fair"), ("best", "good"), ("best", "good", "fair", "middling"))
"""Who counts as content, as reports do it: 基本满意 too, not even that, or all but those who are not."""


def satisfied(scope: Scope, rate: Mention) -> Statement | None:
    """
    The rate as the share of those who are content, if the answers before it give one, but for a slip.

    A weighted mean of answers is called by the same name, so that a rate far from every share says nothing.
    """
    if not _SATISFACTION.search(rate.lead):
        return None
    answers = _answers(scope, rate)
    if len(answers) < _FEWEST:
        return None
    everybody = _asked(scope, answers) or list(answers.values())
    for likely in (_gives, _all_but_gives):
        for kinds in _COUNTED_CONTENT:
            content = [one for kind, one in answers.items() if kind in kinds]
            if content and likely(content, everybody, rate):
                roles = [*(("executed", one) for one in content), *(("budget", one) for one in everybody)]
                return scope.statement(StatementType.EXECUTION_RATE, rate, roles)
    return None


def _answers(scope: Scope, rate: Mention) -> dict[str, Mention]:
    """The answers right before a rate, by kind, from the best to the worst."""
    found: dict[str, Mention] = {}
    for one in reversed(scope.here.mentions[: rate.index]):
        if one.figure.kind is FigureKind.PERCENT:
            continue
        told = _ANSWER.search(one.lead) if one.figure.kind is FigureKind.COUNT else None
        kind = None if told is None else told.lastgroup
        worse = next(iter(found), None)
        if kind is None or (worse is not None and _ORDER.index(kind) >= _ORDER.index(worse)):
            break
        if worse is not None and not scopes.same_measure(one, found[worse]):
            break
        found = {kind: one, **found}
    return found


def _asked(scope: Scope, answers: dict[str, Mention]) -> list[Mention]:
    """How many were asked or answered, where it is printed before the answers."""
    first = next(iter(answers.values()))
    for one in reversed(scope.here.mentions[: first.index]):
        if one.sentence < first.sentence - 1:
            break
        if (
            one.figure.kind is FigureKind.COUNT
            and scopes.same_measure(one, first)
            and _ASKED.search(one.lead)
        ):
            return [one]
    return []


def _gives(content: list[Mention], everybody: list[Mention], rate: Mention) -> bool:
    over, under = _sum(content), _sum(everybody)
    return scopes.gives(over, under, rate)


def _all_but_gives(content: list[Mention], everybody: list[Mention], rate: Mention) -> bool:
    return slips.of_rate(_sum(content).figure, _sum(everybody).figure, rate.figure)


def _sum(counts: list[Mention]) -> Mention:
    """The first of some counts with what they are together; counts are exact."""
    total = sum((one.value for one in counts), Decimal(0))
    return replace(counts[0], figure=counts[0].figure._replace(value=total))
