"""
Two figures told side by side, and told side by side again: 培训班46期，培训学员2,318人次.

Where one of the two is the same again, to the last of its digits, the other is the same fact too; that
it differs is a slip, whatever it differs by.  Plans are left out: one promise of two may be kept exactly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN, Modifier
from hengji.domain.statement import Statement, StatementType
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_COUNT = FigureKind.COUNT
_AMOUNT = Part.AMOUNT
_EXACT = Modifier.EXACT

_PLANNED = re.compile(
    r"计划|目标|预期|拟|预计|任务|应|年初|下年|明年|上年|去年|同期|每|均|以上|其中|不低于|不少于|批复|申请|申报|调整"
)
_PLAN_ABOVE = re.compile(r"计划|目标|预期|申报|打算|安排|上年|去年|往年")
_ABOVE = 40
_DIGITS = 3
"""A figure of fewer digits is met again by chance."""
_FEWEST = 2
_NAME = 2
_TWICE = 2
_MOST = 2_000
"""Pairs that are kept: far more than a report tells, and no burden for a book."""


class Pair(NamedTuple):
    """Two amounts of one sentence, one right behind the other; where their passage begins."""

    first: Mention
    second: Mention
    start: int


class Companions:
    """Follows a document, and gives the pairs of which one half was told differently before."""

    def __init__(self, fiscal_year: int | None) -> None:
        self._year = fiscal_year
        self._told: dict[tuple[str, ...], list[Pair]] = defaultdict(list)
        self._doubts: list[tuple[tuple[str, ...], Statement]] = []

    def feed(self, scope: Scope) -> None:
        """Take the next paragraph."""
        if len(scope.here.mentions) < _TWICE:
            return
        before: Mention | None = None
        name = ""
        for one in scope.here.mentions:
            own = "" if one.part is not _AMOUNT or one.prior or not _plain(one.figure) else _name(one)
            if own and name and before is not None and before.sentence == one.sentence:
                units = before.figure.unit, one.figure.unit
                if name != own or units[0] != units[1]:
                    self._take(scope, (*units, name, own), Pair(before, one, scope.here.start))
            before, name = one, own

    def _take(self, scope: Scope, key: tuple[str, ...], pair: Pair) -> None:
        if key not in self._told and len(self._told) >= _MOST:
            return
        earlier = self._told[key]
        if len(earlier) == 1:
            self._compare(scope, key, earlier[0], pair)
        if len(earlier) <= _TWICE:
            earlier.append(pair)

    def finish(self) -> Iterator[Statement]:
        """The disagreements of what was told twice, and no third time."""
        for key, statement in self._doubts:
            if len(self._told[key]) == _TWICE:
                yield statement

    def _compare(self, scope: Scope, key: tuple[str, ...], one: Pair, other: Pair) -> None:
        halves = ((one.first, other.first), (one.second, other.second))
        if all(first.value == second.value for first, second in halves):
            return
        for (first, second), (before, now) in (halves, halves[::-1]):
            if _meet(before.figure, now.figure) or not _sure(first.figure, second.figure, before, now):
                continue
            alike = all(_alike(a, b) and self._of(a) == self._of(b) for a, b in halves)
            if alike and not _is_plan(scope.text, one) and not _is_plan(scope.text, other):
                found = scope.statement(
                    StatementType.REPEATED_FACT, now, [("other", before)], recipe="companion"
                )
                self._doubts.append((key, found))

    def _of(self, one: Mention) -> int | None:
        return self._year if one.year is None else one.year


def _plain(figure: Figure) -> bool:
    counted = figure.kind is _COUNT or figure.unit == YUAN
    return counted and figure.modifier is _EXACT


_COUNTED = re.compile(r"[一-鿿]{2}")
_BY_PERSON = frozenset("名户个家位条处座所台套")


def _name(one: Mention) -> str:
    """What an amount is of: what stands behind its classifier (386名残疾人), else the end of its words."""
    behind = _COUNTED.match(one.after) if one.figure.unit in _BY_PERSON else None
    if behind is not None:
        return behind[0]
    return one.subject[-_NAME:] if len(one.subject) >= _NAME else ""


def _is_plan(text: str, pair: Pair) -> bool:
    """Whether the sentence of a pair, or the line above its passage, speaks of what was planned."""
    end = pair.second.figure.start
    words = text[max(text.rfind("。", pair.start, end), pair.start) : end]
    above = text[max(0, pair.start - _ABOVE) : pair.start].strip().rpartition("\n")[2]
    return _PLANNED.search(words) is not None or _PLAN_ABOVE.search(above) is not None


def _alike(one: Mention, other: Mention) -> bool:
    """培训班 and 举办培训班: one name is the end of the other; or the same is counted behind the figure."""
    names = one.subject, other.subject
    if _name(one) not in names[0]:
        return one.after[:_BEHIND] == other.after[:_BEHIND]
    return names[0].endswith(names[1]) or names[1].endswith(names[0])


_BEHIND = 3


def _sure(one: Figure, other: Figure, before: Mention, now: Mention) -> bool:
    """Whether two figures are the same by more than chance; fewer digits do where the others are swapped."""
    if not isinstance(one.value, Decimal) or one.value != other.value:
        return False
    digits = len(one.value.normalize().as_tuple().digits)
    if digits < _DIGITS and not slips.swapped(before.figure, now.figure, digits=slips.FEWEST):
        return False
    return digits >= _FEWEST


def _meet(one: Figure, other: Figure) -> bool:
    first, second = one.interval, other.interval
    return first is None or second is None or first.meets(second)
