"""
Totals whose parts follow them without a word: 受理61,723件，办结60,609件，正在办理1,114件.

Nothing says that these are parts, so only the figures can: they are parts where they add up.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, families

_MOST = 8
_FEWEST = 2
_SMALL = 10
"""Smaller counts add up by chance."""


def unmarked(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The totals of a passage whose parts no word announces, and which `known` does not hold."""
    told = [
        {
            one.claim.start if one.claim is not None else -1,
            *(operand.figure.start for operand in one.operands),
        }
        for one in known
    ]
    for run in _runs(scope):
        position = 0
        while position < len(run) - _FEWEST:
            whole, *parts = run[position : position + _MOST + 1]
            count = _adding_up(whole, parts)
            if not count:
                position += 1
                continue
            figures = {one.figure.start for one in (whole, *parts[:count])}
            if not any(figures <= others or whole.figure.start in others for others in told):
                yield scope.statement(
                    StatementType.SUM_OF_PARTS,
                    whole,
                    [("part", part) for part in parts[:count]],
                    recipe="unmarked",
                )
            position += count  # the last part may be a total itself: 派单601件，结案597件，超时4件


def _runs(scope: Scope) -> Iterator[list[Mention]]:
    """The amounts of one measure and depth that follow one another in a sentence."""
    runs: dict[tuple[str, int, int], list[Mention]] = {}
    for one in scope.here.mentions:
        kind = one.figure.kind
        if kind not in {FigureKind.MONEY, FigureKind.COUNT} or not scopes.is_amount(one) or one.prior:
            continue
        if scopes.is_base_of_rate(one) or breakdowns.is_part(scope, one):
            continue
        unit = "" if kind is FigureKind.MONEY else one.figure.unit
        runs.setdefault((unit, one.depth, one.sentence), []).append(one)
    for run in runs.values():
        if len(run) > _FEWEST and all(one.value >= 0 for one in run):
            yield run


def _adding_up(whole: Mention, parts: list[Mention]) -> int:
    """How many amounts behind a total make it up; 0 where none do."""
    if whole.value < _SMALL:
        return 0
    total = Decimal(0)
    for count, part in enumerate(parts, 1):
        total += part.value
        if total > whole.value * 2:
            return 0
        if count < _FEWEST or not part.value:
            continue
        if families.sums_up(parts[:count], whole):
            return count
    return 0
