"""
Changes whose year before stands in the bracket behind them: 减少54.2万元（2023年412.6万元），降幅13.14%.

One bracket may hold the years before of several rates: 起数下降8.9%、死亡人数下降13.9%（2023年分别为…）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hengji.domain.figure import Figure
from hengji.domain.statement import ChangeDirection, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope

_CHANGE, _RATE = Part.CHANGE, Part.RATE

_FEWEST: Final = 2
_BRACKET: Final = 24
_IN_TURN: Final = re.compile(r"（[^（）]{0,10}(?:\ue006|上一?年|去年|同期)[^（）]{0,6}分别为\Z")
_THEN: Final = re.compile(r"^(?:\ue006|上一?年度?|去年|上年同期|去年同期|同期)(?:同期|度)?(?:数|的|为|是)*\Z")


def bracketed(scope: Scope) -> dict[int, Statement | None]:
    """The changes of a passage whose years before stand in a bracket, by their place among its mentions."""
    if "（" not in scope.here.pattern:
        return {}
    return dict([*_rated(scope), *_in_turn(scope), *_behind(scope)])


def _rated(scope: Scope) -> Iterator[tuple[int, Statement | None]]:
    """运维费236万元，车均2.46万元，同比下降5.02%（上年248万元）: what gives the rate, not the nearest."""
    here = scope.here.mentions
    for rate in here[2:-1]:
        then = here[rate.index + 1]
        inside = then.depth == rate.depth + 1 and then.position - len(then.lead) == rate.position + 2
        if rate.part is not _RATE or not inside or not _THEN.match(then.lead) or not then.value:
            continue
        told = [
            one
            for one in here[: rate.index][::-1]
            if one.sentence == rate.sentence and scopes.is_amount(one) and scopes.same_measure(one, then)
        ]
        giving = [one for one in told if scopes.grows_by(then, one, rate)]
        if giving and giving[0] is not told[0]:
            yield rate.index, _rate(scope, rate, giving[0], then)


def _in_turn(scope: Scope) -> Iterator[tuple[int, Statement | None]]:
    here = scope.here.mentions
    for opening in here[_FEWEST:]:
        if not opening.depth or "分别为" not in opening.lead:
            continue
        before = scope.here.pattern[max(0, opening.position - _BRACKET) : opening.position]
        if not _IN_TURN.search(before):
            continue
        then = [one for one in here[opening.index :] if one.bracket == opening.bracket]
        own = [one for one in here[: opening.index] if one.sentence == opening.sentence and not one.depth]
        rates = [one for one in own if one.part is _RATE][-len(then) :]
        told = [one for one in own if scopes.is_amount(one) and not one.prior]
        if len(rates) != len(then) or len(then) < _FEWEST:
            continue
        for place in range(len(told) - len(then), -1, -1):
            now = told[place : place + len(then)]
            if all(map(scopes.same_measure, now, then)):
                for rate, current, prior in zip(rates, now, then, strict=True):
                    yield rate.index, _rate(scope, rate, current, prior)
                break


def _behind(scope: Scope) -> Iterator[tuple[int, Statement | None]]:
    """同比多查处472起（上年8,846起），增长5.34%: the amount right before the change is what changed."""
    here = scope.here.mentions
    for change in here[1:-1]:
        then, now = here[change.index + 1], here[change.index - 1]
        inside = then.depth == change.depth + 1 and then.position - len(then.lead) == change.position + 2
        if change.part is not _CHANGE or not inside or not _THEN.match(then.lead):
            continue
        alone = then.index + 1 == len(here) or here[then.index + 1].bracket != then.bracket
        if alone and not scopes.is_amount(now):
            yield from _spoken_of(scope, change, then)
            continue
        near = now.sentence == change.sentence and now.segment == change.segment and not now.prior
        alike = scopes.same_measure(now, change) and scopes.same_measure(then, change)
        if not (near and alike and alone and scopes.is_amount(now)) or now.depth != change.depth:
            continue
        roles: list[tuple[str, Mention | Figure]] = [("current", now), ("prior", then)]
        yield (
            change.index,
            scope.statement(
                StatementType.CHANGE_AMOUNT, change, roles, direction=change.direction, subject=now.named
            ),
        )
        for rate in here[then.index + 1 : then.index + 2]:
            if rate.part is _RATE and rate.segment == change.segment and not (rate.depth or rate.base):
                yield rate.index, _rate(scope, rate, now, then)


def _spoken_of(scope: Scope, change: Mention, then: Mention) -> Iterator[tuple[int, Statement | None]]:
    """农林水支出达37.37%，同比增加258.24万元（上年2,960.50万元）: what the change makes of its base."""
    here = scope.here.mentions
    told = [one for one in here[: change.index] if scopes.is_amount(one) and scopes.same_measure(one, then)]
    falls = change.direction is ChangeDirection.DECREASE
    value = then.value - change.value if falls else then.value + change.value
    now = next((one for one in told[::-1] if one.value == value), None)
    rates = [one for one in here[then.index + 1 : then.index + 2] if one.part is _RATE and not one.base]
    if now is None:
        yield from ((one.index, None) for one in (change, *rates))
        return
    roles: list[tuple[str, Mention | Figure]] = [("current", now), ("prior", then)]
    yield (
        change.index,
        scope.statement(
            StatementType.CHANGE_AMOUNT, change, roles, direction=change.direction, subject=now.named
        ),
    )
    yield from ((one.index, _rate(scope, one, now, then)) for one in rates)


def _rate(scope: Scope, rate: Mention, now: Mention, then: Mention) -> Statement:
    roles: list[tuple[str, Mention | Figure]] = [("current", now), ("prior", then)]
    return scope.statement(
        StatementType.CHANGE_RATE, rate, roles, direction=rate.direction, subject=now.named
    )
