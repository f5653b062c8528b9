"""
The answers of a questionnaire: 电话随访300户，非常满意186户，满意93户，一般16户，不满意5户.

Who answers is content or is not, more or less; a list of three such grades or more down to 不满意 is all of
the answers, so its whole is what was told right before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_GRADE: Final = re.compile(
    r"^(?:其中|其中：|选择|认为|评价|表示|为|“|：)*(?P<grade>(?:非常|很|十分|比较|较|基本|较为|不太|很不|非常不|不)?满意|一般|不了解|说不清|未作答)"
    r"(?:”|的|问卷|答卷|有|为)*\Z"
)
_FEWEST: Final = 3


def questionnaires(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The whole of answers that are graded down to 不满意, where no other words say so."""
    if "不满意" not in scope.here.pattern:
        return
    claims = {one.claim.start for one in known if one.claim is not None}
    for group in _groups(scope):
        first = group[0]
        whole = scope.here.mentions[first.index - 1] if first.index else None
        if whole is None or not scopes.is_amount(whole) or not scopes.same_measure(whole, first):
            continue
        near = first.sentence - whole.sentence <= 1 and whole.depth <= first.depth
        if near and whole.figure.start not in claims and whole.value >= max(one.value for one in group):
            yield scope.statement(
                StatementType.SUM_OF_PARTS, whole, [("part", one) for one in group], subject=whole.named
            )


def _groups(scope: Scope) -> Iterator[list[Mention]]:
    """The grades that follow one another, with nothing but shares between them."""
    group: list[Mention] = []
    names: set[str] = set()
    for one in scope.here.mentions:
        told = _GRADE.match(one.lead) if one.figure.kind is FigureKind.COUNT else None
        if told is not None and told["grade"] not in names and (not group or one.depth == group[0].depth):
            group.append(one)
            names.add(told["grade"])
        elif one.figure.kind is not FigureKind.PERCENT:
            if len(group) >= _FEWEST and "不满意" in names:
                yield group
            group, names = [], set()
    if len(group) >= _FEWEST and "不满意" in names:
        yield group
