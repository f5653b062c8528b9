"""
A whole in one measure, its parts in another: 治理19.69平方公里，其中坡改梯21.5公顷、….

The parts are turned into the measure of the whole.  They are held against it where they make it up, or
miss it by a slip of the pen; what is left out of such a list is seldom told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from hengji.domain.figure import Figure, FigureKind, asserted_sum
from hengji.domain.stated import Modifier
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_COUNT = FigureKind.COUNT
_EXACT = Modifier.EXACT

_MEASURES: Final = (
    {
        "平方公里": Decimal(1_000_000), "km²": Decimal(1_000_000), "km2": Decimal(1_000_000),
        "公顷": Decimal(10_000), "hm²": Decimal(10_000), "hm2": Decimal(10_000),
        "平方米": Decimal(1), "㎡": Decimal(1), "m²": Decimal(1), "m2": Decimal(1),
    },
    {"公里": Decimal(1000), "千米": Decimal(1000), "km": Decimal(1000), "米": Decimal(1), "m": Decimal(1)},
    {"吨": Decimal(1000), "t": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "kg": Decimal(1)},
)  # fmt: skip
"""Units of area, length and weight in the smallest of each; 亩, fifteen of which are about a 公顷, is not."""
_ALL: Final = frozenset(unit for measure in _MEASURES for unit in measure)
_OPENS: Final = re.compile(r"，?(?:其中|含|包括|分别为|包含)：?|：|（(?:其中)?")
_FEWEST: Final = 2


def converted(scope: Scope) -> Iterator[Statement]:
    """The wholes of a passage whose parts are measured otherwise."""
    units = {one.figure.unit for one in scope.here.mentions if one.figure.kind is _COUNT} & _ALL
    if len(units) < _FEWEST:
        return
    mentions = scope.here.mentions
    for whole in mentions[:-_FEWEST]:
        measure = next((one for one in _MEASURES if whole.figure.unit in one), None)
        first = mentions[whole.index + 1]
        if measure is None or not _divides(scope, whole, first, measure):
            continue
        parts = _listed(scope, first)
        if len(parts) >= _FEWEST and scopes.is_amount(whole) and whole.figure.modifier is _EXACT:
            own = [_in(one.figure, whole.figure.unit, measure) for one in parts]
            if _makes_up(own, whole.figure):
                yield scope.statement(StatementType.SUM_OF_PARTS, whole, [("part", one) for one in own])


def _divides(scope: Scope, whole: Mention, first: Mention, measure: dict[str, Decimal]) -> bool:
    """Whether the words behind a whole begin a list of parts in another unit of its measure."""
    other = first.figure.unit in measure and first.figure.unit != whole.figure.unit
    between = scope.here.pattern[whole.position + 1 : first.position]
    return other and first.sentence == whole.sentence and _OPENS.match(between) is not None


def _listed(scope: Scope, first: Mention) -> list[Mention]:
    """The amounts of one unit from the first on, to the end of the list."""
    found: list[Mention] = []
    for one in scope.here.mentions[first.index :]:
        if one.segment != first.segment or one.depth != first.depth or one.figure.unit != first.figure.unit:
            break
        if not scopes.is_amount(one) or one.figure.modifier is not _EXACT:
            break
        found.append(one)
    return found


def _in(figure: Figure, unit: str, measure: dict[str, Decimal]) -> Figure:
    """A figure in another unit of its measure."""
    scale = measure[figure.unit] / measure[unit]
    step = None if figure.step is None else figure.step * scale
    value = figure.value if isinstance(figure.value, Decimal) else Decimal(0)
    return figure._replace(value=value * scale, unit=unit, step=step)


def _makes_up(parts: list[Figure], whole: Figure) -> bool:
    told, own = asserted_sum(parts), whole.interval
    if told is None or own is None:
        return False
    total = sum((Decimal(one.value) for one in parts), Decimal(0))
    cut_off = whole.step is not None and 0 <= total - Decimal(whole.value) < whole.step
    return cut_off or told.meets(own) or slips.slip(whole, whole._replace(value=total))
