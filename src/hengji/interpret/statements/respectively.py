"""
Rates of change told in turn for as many amounts: 受理160件，审结140件，比2023年分别上升6.7%和7.7%.

The amounts of the year before stand beside them in the same order (90件120人，去年同期为150件260人), or are
those of the year that the change names.  Where there are more or fewer amounts than rates, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import compared

_PERCENT = FigureKind.PERCENT
_CHANGE, _RATE = Part.CHANGE, Part.RATE

_FEWEST = 2
_JOINED = frozenset(("", "和", "及", "与", "以及"))
_BY_COUNT = re.compile(r"^(?:同比)?(?P<unit>[件人户个项次起家批])数(?:同比|比上年|较上年)?[增减上下升降]")
_PAIR = f"{SIGNS[FigureKind.COUNT]}{SIGNS[FigureKind.COUNT]}"
"""90件120人: two counts of the same cases, side by side."""


def respectively(scope: Scope) -> dict[int, Statement | None]:
    """The rates of a passage that are told for several amounts in turn, by their place among its mentions."""
    pattern = scope.here.pattern
    found: dict[int, Statement | None] = {}
    if "分别" in pattern:
        for rates in _runs(scope):
            found |= dict(_in_turn(scope, rates))
    if _PAIR in pattern:
        found |= dict(_by_unit(scope))
    return found


def _runs(scope: Scope) -> Iterator[list[Mention]]:
    """分别上升6.7%和7.7%: the rates of one word of change."""
    for first in scope.here.mentions:
        if first.part is not _RATE or "分别" not in first.lead:
            continue
        run = [first]
        for one in scope.here.mentions[first.index + 1 :]:
            if one.figure.kind is not _PERCENT or one.lead not in _JOINED:
                break
            run.append(replace(one, part=_RATE, direction=first.direction, base=first.base))
        if len(run) >= _FEWEST:
            yield run


def _in_turn(scope: Scope, rates: list[Mention]) -> Iterator[tuple[int, Statement | None]]:
    first = rates[0]
    told = [
        one
        for one in scope.here.mentions[: first.index]
        if one.sentence == first.sentence and one.segment == first.segment and scopes.is_amount(one)
    ]
    told = [one for one in told if one.depth == first.depth and not scopes.is_base_of_rate(one)]
    moved = _moved(scope, rates, told)
    if moved:
        for rate, (now_, change) in zip(rates, moved, strict=True):
            yield rate.index, _statement(scope, rate, now_, None, change)
        return
    pairs = _year_beside(told)
    if pairs:
        now, then = pairs
    else:
        now, then = told, []
    if len(now) != len(rates):
        yield from ((rate.index, None) for rate in rates)
        return
    for place, rate in enumerate(rates):
        prior = then[place] if then else _of_named_year(scope, rate, now[place])
        yield rate.index, _statement(scope, rate, now[place], prior)


def _moved(scope: Scope, rates: list[Mention], told: list[Mention]) -> list[tuple[Mention, Mention]]:
    """54起，死亡825人，同比减少11起、146人，分别下降16.9%和15.0%: the changes in turn, of as many amounts."""
    count = len(rates)
    changes = scope.here.mentions[max(0, rates[0].index - count) : rates[0].index]
    if len(changes) != count or changes[0].part is not _CHANGE or changes[0].segment != rates[0].segment:
        return []
    if changes[0].direction is not rates[0].direction or any(one.lead not in _JOINED for one in changes[1:]):
        return []
    now = [one for one in told if one.index < changes[0].index][-count:]
    units = {one.figure.unit for one in now}
    alike = len(now) == count == len(units) and all(map(scopes.same_measure, now, changes))
    return list(zip(now, changes, strict=True)) if alike else []


def _year_beside(told: list[Mention]) -> tuple[list[Mention], list[Mention]] | None:
    """90件120人，去年同期为150件260人: the amounts of now and those of then, in the same order."""
    half = len(told) // 2
    if len(told) != half * 2 or half < _FEWEST or not told[half].prior:
        return None
    now, then = told[:half], told[half:]
    alike = all(scopes.same_measure(one, other) for one, other in zip(now, then, strict=True))
    apart = len({one.figure.unit for one in now}) == half
    return (now, then) if alike and apart and not any(one.prior for one in now) else None


def _by_unit(scope: Scope) -> Iterator[tuple[int, Statement | None]]:
    """…，去年同期为150件260人，同比件数下降40%、人数下降53.8%: each rate of the count that it names."""
    for rate in scope.here.mentions:
        named = _BY_COUNT.match(rate.lead) if rate.part is _RATE else None
        if named is None:
            continue
        told = [
            one
            for one in scope.here.mentions[: rate.index]
            if one.sentence == rate.sentence and scopes.is_amount(one)
        ]
        pairs = _year_beside(told)
        if pairs is None:
            continue
        for now, then in zip(*pairs, strict=True):
            if now.figure.unit == named["unit"]:
                yield rate.index, _statement(scope, rate, now, then)


def _of_named_year(scope: Scope, rate: Mention, now: Mention) -> Mention | None:
    """The amount of the year compared with, told before the rate or behind it, where it gives the rate."""
    year = compared.base_year(scope, rate)
    if year is None and rate.base.startswith("同比") and now.year is not None:
        year = now.year - 1
    for one in scope.here.mentions if year is not None else ():
        if one.year != year or not scopes.is_amount(one) or not scopes.same_measure(one, now):
            continue
        named = scopes.alike(one.subject, now.subject) or len(set(one.subject) & set(now.subject)) >= _ALIKE
        if named and scopes.grows_by(one, now, rate):
            return one
    return None


_ALIKE = 4
"""So many signs in common, and the rate besides."""


def _statement(
    scope: Scope, rate: Mention, now: Mention, then: Mention | None, change: Mention | None = None
) -> Statement:
    operands: list[tuple[str, Mention | Figure]] = [("current", now)]
    if then is not None:
        operands.append(("prior", then))
    if change is not None:
        operands.append(("amount", change))
    return scope.statement(
        StatementType.CHANGE_RATE, rate, operands, direction=rate.direction, subject=now.named
    )
