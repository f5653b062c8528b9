"""
Shares and completions: every percentage that is a part of something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.interval import Interval
from hengji.domain.stated import Stated, can_sum_to
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret.clauses import SIGNS, Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import (
    borne_out,
    breakdowns,
    complements,
    completions,
    neighbours,
    printed,
    shared_out,
    shares,
    states,
)

_PERCENT = FigureKind.PERCENT
_COMPLETION, _OTHER, _SHARE = Part.COMPLETION, Part.OTHER, Part.SHARE

_HUNDRED = Decimal(100)
_OF_PRINTED = re.compile(r"的(?:比例|比重|比率|百分比)?(?:为|约为|约|达)?")


def rates(scope: Scope) -> Iterator[Statement]:
    """Every share and completion of a passage, and the totals that shares divide."""
    if SIGNS[_PERCENT] not in scope.here.pattern:
        return
    contrary = list(complements.complements(scope))
    yield from contrary
    better = {one.claim.start for one in contrary if one.claim is not None}
    found = [one for one in _rates(scope) if one.claim is None or one.claim.start not in better]
    told = {one.claim.start for one in found if one.claim is not None}
    found += states.state_rates(scope, told)
    beside = neighbours.neighbours(scope, [*contrary, *found])
    replaced = {one.start for one in beside}
    found = [one for one in found if one.start not in replaced] + beside
    yield from found
    yield from _divided(scope, found)


def _divided(scope: Scope, found: list[Statement]) -> Iterator[Statement]:
    """
    从征收部门看，税务部门A，占收入的48.5%；财政部门B，占收入的51.5%: shares that make up a whole divide it.
    """
    parts: list[Figure] = []
    shares: list[Stated] = []
    whole: Figure | None = None
    for one in found:
        roles = [operand.role for operand in one.operands]
        if one.type is not StatementType.SHARE or roles != ["part", "whole"] or one.claim is None:
            continue
        part, told = (operand.figure for operand in one.operands)
        if whole is None or told.start != whole.start:
            parts, shares, whole = [], [], told
        parts.append(part)
        shares.append(one.claim.stated())
        if len(parts) > 1 and can_sum_to(shares, Interval.exactly(_HUNDRED)):
            if not _known(scope, found, whole, parts):
                yield Statement(
                    type=StatementType.SUM_OF_PARTS,
                    quote=scope.text[whole.start : whole.end],
                    start=whole.start,
                    end=whole.end,
                    claim=whole,
                    operands=tuple(Operand(figure=figure, role="part") for figure in parts),
                    recipe="shares",
                )
            parts, shares = [], []


def _known(scope: Scope, found: list[Statement], whole: Figure, parts: list[Figure]) -> bool:
    """Whether the words themselves say that these are parts of that whole."""
    starts = {part.start for part in parts}
    if any(one.type is StatementType.SUM_OF_PARTS and one.claim == whole for one in found):
        return True
    return any(
        one.total is not None
        and one.total.figure.start == whole.start
        and any(part.figure.start in starts for part in one.parts)
        for one in breakdowns.breakdowns(scope)
    )


def _rates(scope: Scope) -> Iterator[Statement]:
    done: set[int] = set()
    for mention in scope.here.mentions:
        if mention.index in done:
            continue
        part = mention.part
        told = shares.of_budget(scope, mention) if part is _COMPLETION else None
        if told is not None:
            yield from shares.share(scope, told)
        elif part is _SHARE:
            yield from _shares(scope, mention, done)
        elif part is _COMPLETION and not completions.of_percents(scope, mention):
            yield from completions.completion(scope, mention)
        elif part is _OTHER and _OF_PRINTED.fullmatch(mention.lead):
            yield from printed.share_of_printed(scope, mention)
        elif part is _OTHER and mention.figure.kind is _PERCENT:
            yield from printed.share_as_amount(scope, mention)
            yield from _rate_of_part(scope, mention)


def _shares(scope: Scope, first: Mention, done: set[int]) -> Iterator[Statement]:
    """A share, or all those told in turn from it on, which are added to those `done`."""
    listed = shares.listed(scope, first)
    named = shared_out.shared_out(scope, first)
    together = [*borne_out.together(scope, first)]
    if named:
        done.update(one.index for one in shared_out.run(scope, first))
        yield from named
    elif together:
        yield from together
    elif listed:
        done.update(share.index for _, share in listed)
        yield from shares.parallel(scope, listed)
    else:
        yield from shares.share(scope, first)


_RATE_OF = re.compile(r"(?P<part>[\u4e00-\u9fff]{2,8})率(?:为|达|达到)?\Z")


def _rate_of_part(scope: Scope, rate: Mention) -> Iterator[Statement]:
    """1,986人，其中集中供养612人，…，集中供养率30.82%: a rate that bears the name of one of the parts."""
    named = _RATE_OF.match(rate.lead)
    if named is None:
        return
    for breakdown in breakdowns.breakdowns(scope):
        own = [one for one in breakdown.parts if one.subject == named["part"]]
        if breakdown.total is not None and len(own) == 1 and own[0].sentence == rate.sentence:
            operands: list[tuple[str, Mention | Figure]] = [("part", own[0]), ("whole", breakdown.total)]
            yield scope.statement(StatementType.SHARE, rate, operands, subject=own[0].named)
