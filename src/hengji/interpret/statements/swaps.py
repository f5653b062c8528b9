"""
Two neighbouring digits of an amount swapped where it is told again: 支出预算1,865.30万元, then 1,856.30万元.

Two amounts of so many digits are hardly ever each other's swap by chance, so their names need not be
the same to the letter, only end alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from hengji.domain.statement import Statement, StatementType
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_ENDING: Final = 4
_MOST: Final = 16
"""So many amounts of one ending are looked back to."""
_OFTEN: Final = 2
_KEPT: Final = 2_000
"""Endings that are followed: far more than a report has, and no burden for a book."""


class Swaps:
    """Follows a document, and gives the amounts that repeat another with two digits swapped."""

    def __init__(self, fiscal_year: int | None) -> None:
        self._year = fiscal_year
        self._told: dict[str, list[Mention]] = defaultdict(list)
        self._doubts: list[tuple[str, Mention, Mention, Statement]] = []

    def feed(self, scope: Scope, name: str, mention: Mention) -> None:
        """Take an amount with its name."""
        ending = name[-_ENDING:]
        if len(ending) < _ENDING or mention.prior:
            return
        if ending not in self._told and len(self._told) >= _KEPT:
            return
        earlier = self._told[ending]
        if all(one.value != mention.value for one in earlier):
            other = next((one for one in earlier if self._is_swap(one, mention)), None)
            if other is not None:
                found = scope.statement(
                    StatementType.REPEATED_FACT, mention, [("other", other)], recipe="text"
                )
                self._doubts.append((ending, other, mention, found))
        if len(earlier) < _MOST:
            earlier.append(mention)

    def finish(self) -> Iterator[Statement]:
        """The swaps, but for two amounts that are both told again and again: those are two facts."""
        for ending, one, other, statement in self._doubts:
            often = [sum(1 for told in self._told[ending] if told.value == two.value) for two in (one, other)]
            if min(often) < _OFTEN:
                yield statement

    def _is_swap(self, one: Mention, other: Mention) -> bool:
        years = {self._year if told.year is None else told.year for told in (one, other)}
        return len(years) == 1 and slips.swapped(one.figure, other.figure, digits=slips.MANY)
