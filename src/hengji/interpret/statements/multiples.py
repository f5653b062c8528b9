"""
Multiples: 全年支出是年初预算的4.22倍.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_MULTIPLE = re.compile(r"(?:为|是|达到?|相当于)(?P<base>[^，。；：、\ue000-\ue00a]{3,14}?)的\Z")
_THIS_YEAR = re.compile(r"^(?:本年|当年|全年)|(?:数|总额)\Z")


def multiples(scope: Scope) -> Iterator[Statement]:
    """年初预算A，全年支出B，为年初预算的C倍: what is named before the multiple divides the nearest amount."""
    if "倍" not in scope.text[scope.here.start : scope.here.end]:
        return
    for one in scope.here.mentions:
        told = _MULTIPLE.search(one.lead) if one.figure.kind is FigureKind.RATIO else None
        if told is None or one.figure.unit != "倍" or not one.index:
            continue
        over = scope.here.mentions[one.index - 1]
        if not scopes.is_amount(over) or over.sentence != one.sentence or over.clause < one.clause - 1:
            continue
        name = _THIS_YEAR.sub("", told["base"])
        found = [other for other in scope.here.mentions[: over.index] if _is_base(other, over, name)]
        if len({other.value for other in found}) == 1:
            yield scope.statement(
                StatementType.RATIO, one, [("numerator", over), ("denominator", found[0])], subject=over.named
            )


def _is_base(other: Mention, over: Mention, name: str) -> bool:
    named = other.lead.rstrip("为数").endswith(name)
    return named and scopes.is_amount(other) and scopes.same_measure(other, over) and other.value != 0
