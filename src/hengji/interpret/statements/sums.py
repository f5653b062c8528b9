"""
Totals and their parts in prose: every way in which a text adds up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import (
    apart,
    balances,
    beside,
    breakdowns,
    converted,
    families,
    grand_totals,
    instalments,
    named_parts,
    parallel,
    part_changes,
    procured,
    quarters,
    questionnaires,
    remainders,
    states,
    totals,
    unmarked,
)


def sums(scope: Scope) -> Iterator[Statement]:
    """The sums that a passage states."""
    if not scope.here.mentions:
        return
    found = list(_sums(scope))
    yield from found
    known = [*found]
    if len(scope.here.mentions) > _FEWEST:
        yield from unmarked.unmarked(scope, found)
        besides = list(beside.beside(scope, found))
        yield from besides
        yield from questionnaires.questionnaires(scope, [*found, *besides])
        yield from parallel.parallel(scope, [*found, *besides])
        differences = list(apart.differences(scope, found))
        yield from differences
        yield from named_parts.named_parts(scope, found)
        yield from grand_totals.grand_totals(scope, [*found, *besides, *differences])
        yield from grand_totals.each_with_its_amount(scope)
        known += [*besides, *differences]
    yield from remainders.remainders(scope, known)


_FEWEST = 2
_TAKEN_BACK = re.compile(r"(?:收回|缴回|核减|调减|压减)(?:资金|预算|指标|数)?\Z")


def _sums(scope: Scope) -> Iterator[Statement]:
    for breakdown in breakdowns.breakdowns(scope):
        if breakdown.total is None or not breakdown.parts:
            continue
        if any(_is_cell(scope, part) for part in breakdown.parts):
            continue
        if len({_TAKEN_BACK.search(part.lead) is None for part in breakdown.parts}) > 1:
            continue  # 年初A万元、年中追加B万元、年末收回C万元: what is taken back is no part
        parts = families.outermost(breakdown.parts, breakdown.total)
        if len(parts) == 1 < len(breakdown.parts):
            continue  # 其中县级1,468.8万元，…分别为684万元、510万元、274.8万元: parts of the part
        kind = breakdown.total.figure.kind
        one_of_many = len(breakdown.parts) == 1 and breakdown.parts[0].value != breakdown.total.value
        if one_of_many and (
            kind is FigureKind.SCORE or (kind is FigureKind.COUNT and not breakdown.complete)
        ):
            continue  # 10个项目，其中3个…: names some, adds up nothing
        sure = kind is not FigureKind.COUNT or families.sums_up(breakdown.parts, breakdown.total)
        if not sure and families.overlap(breakdown.parts):
            continue  # 其中党员412人次，女性395人次: the same people, counted twice
        yield scope.statement(
            StatementType.SCORE_SUM if kind is FigureKind.SCORE else StatementType.SUM_OF_PARTS,
            breakdown.total,
            [("part", part) for part in parts],
            complete=breakdown.complete or families.swapped_in(breakdown.parts, breakdown.total),
        )
    yield from (one for one in totals.totals_behind(scope) if not _of_marks(scope, one))
    yield from totals.wide_totals(scope)
    yield from totals.shares_behind(scope)
    yield from totals.three_public(scope)
    yield from totals.family_behind(scope)
    yield from totals.continued(scope)
    yield from balances.excesses(scope)
    yield from states.states(scope)
    yield from part_changes.changes_of_parts(scope)
    yield from quarters.stages(scope)
    yield from converted.converted(scope)
    yield from instalments.instalments(scope)
    yield from procured.procured(scope)


_EARNED_BEHIND = re.compile(r"分?[（(](?:自评|实际)?(?:得|实得)")


def _of_marks(scope: Scope, total: Statement) -> bool:
    """投入15分（得14.5分）、过程25分（得24.0分），合计得分…: the sum of marks, not of their points."""
    return total.type is StatementType.SCORE_SUM and all(
        _EARNED_BEHIND.match(scope.text, one.figure.end) for one in total.operands
    )


def _is_cell(scope: Scope, mention: Mention) -> bool:
    """Whether only blanks part a figure from the one before it: 其中：财政拨款 100 100 95, a row."""
    if not mention.index:
        return False
    before = scope.here.mentions[mention.index - 1]
    return scope.text[before.figure.end : mention.figure.start].isspace()
