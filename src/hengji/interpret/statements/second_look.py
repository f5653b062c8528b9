"""
A second look at a claim that the figures found for it do not bear out, where others near it do.

    应检251家，实检243家，年检率96.81%，合格236家，合格率97.12%: of those that were checked.

Words leave open which of two amounts a rate or a sum is of.  Where those that were found do not give it
and others right before it do, to the last digit, it is of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind, asserted_sum
from hengji.domain.interval import Interval
from hengji.domain.statement import ChangeDirection, Operand, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, families, slips

_COUNT, _MONEY, _PERCENT = FigureKind.COUNT, FigureKind.MONEY, FigureKind.PERCENT
_AMOUNT, _CHANGE, _SHARE = Part.AMOUNT, Part.CHANGE, Part.SHARE

_NOUGHT = Decimal(0)
_ONE = Decimal(1)
_HALF = Decimal(50)
_MOST = 8
_FEWEST = 2
_ROLES = {
    StatementType.SHARE: ("part", "whole"),
    StatementType.EXECUTION_RATE: ("executed", "budget"),
    StatementType.RATIO: ("numerator", "denominator"),
    StatementType.CHANGE_RATE: ("current", "prior"),
}


def looked_at(scope: Scope, statement: Statement) -> Statement:
    """The statement, of other figures where those found do not give it and others right before it do."""
    claim = statement.claim
    if (
        claim is None
        or isinstance(claim.value, str)
        or not statement.operands
        or plainly_gives(statement, claim)
    ):
        return statement
    if statement.type is StatementType.SUM_OF_PARTS:
        return _sum(scope, statement, claim)
    roles = _ROLES.get(statement.type)
    told = {one.role for one in statement.operands}
    if roles is None or not told <= set(roles):
        return statement
    over, under = (_together(statement, role) for role in roles)
    if len(told) == len(roles) and (over is None or under is None or _fits(statement, over, under, claim)):
        return statement
    rate = next((one for one in scope.here.mentions if one.figure.start == claim.start), None)
    if rate is None:
        return statement
    if over is None or under is None or len(told) == 1:
        return _filled(scope, statement, rate, roles)
    if statement.type is StatementType.EXECUTION_RATE and "调整" in rate.base:
        return _adjusted(statement, over, under)
    return _of_others(scope, statement, rate, under)


def plainly_gives(statement: Statement, claim: Figure) -> bool:
    """Whether the values alone give the claim, as those of nearly all right statements do."""
    operands = (one.figure.value for one in statement.operands)
    values = [value for value in operands if isinstance(value, Decimal)]
    if len(values) != len(statement.operands) or isinstance(claim.value, str):
        return False
    if statement.type is StatementType.SUM_OF_PARTS:
        return sum(values) == claim.value
    if len(values) != _FEWEST or statement.type not in _QUOTIENTS or claim.kind is not _PERCENT:
        return False
    first, second = values
    away = abs(first * _HUNDRED - claim.value * second)
    return away * _FEWEST <= (claim.step or _NOUGHT) * abs(second)


_QUOTIENTS = frozenset({StatementType.SHARE, StatementType.EXECUTION_RATE})
_HUNDRED = Decimal(100)


def _of_others(scope: Scope, statement: Statement, rate: Mention, under: Interval) -> Statement:
    roles, claim = _ROLES[statement.type], rate.figure
    if not _sure(rate) or under.contains(_NOUGHT):
        return _without_sibling(scope, statement)
    for pair in _pairs(scope, rate, statement):
        first, second = (one.figure.interval for one in pair)
        if first is not None and second is not None and _fits(statement, first, second, claim):
            operands = [Operand(one.figure, role) for one, role in zip(pair, roles, strict=True)]
            return replace(statement, operands=tuple(operands))
    return _without_sibling(scope, statement)


def _adjusted(statement: Statement, over: Interval, under: Interval) -> Statement:
    """调整后预算A，年初预算B，调整率C%: of what was adjusted, and not of what it was adjusted to."""
    claim, operands = statement.claim, statement.operands
    if claim is None or len(operands) != _FEWEST or Decimal(claim.value) > _HALF:
        return statement
    roles = _ROLES[StatementType.CHANGE_RATE]
    grew = (over.low or _NOUGHT) > (under.low or _NOUGHT)
    return replace(
        statement,
        type=StatementType.CHANGE_RATE,
        operands=tuple(Operand(one.figure, role) for one, role in zip(operands, roles, strict=True)),
        direction=ChangeDirection.INCREASE if grew else ChangeDirection.DECREASE,
    )


def _together(statement: Statement, role: str) -> Interval | None:
    """What the operands of a role assert together."""
    return asserted_sum(one.figure for one in statement.operands if one.role == role)


def _fits(statement: Statement, over: Interval, under: Interval, claim: Figure) -> bool:
    told = claim.interval
    if statement.type is StatementType.CHANGE_RATE:
        fell = statement.direction is ChangeDirection.DECREASE
        over = under - over if fell else over - under
    quotient = over.divided_by(under)
    times = scopes.HUNDRED if claim.kind is _PERCENT else _ONE
    return told is not None and quotient is not None and quotient.scaled(times).meets(told)


_STAGES = {
    StatementType.EXECUTION_RATE: re.compile(r"预算|下达|到位|安排|公益金|资金"),
    StatementType.SHARE: re.compile(r""),
}


def _filled(scope: Scope, statement: Statement, rate: Mention, roles: tuple[str, str]) -> Statement:
    """
    A rate whose whole no word near it tells: an amount before it that gives it, or all but for a slip.

    Of shares only an amount that bears the words of the whole (占项目支出的) may be wrong by a slip.
    """
    stage = _STAGES.get(statement.type)
    if stage is None or statement.operands[0].role != roles[0] or len(statement.operands) != 1:
        return statement
    part = next(
        (one for one in scope.back(rate) if one.figure.start == statement.operands[0].figure.start), None
    )
    if part is None or not _sure(rate):
        return statement
    wholes = [
        one
        for one in scope.back(rate, farther=True)
        if (one.figure.start < scope.here.start or one.sentence < rate.sentence)
        and scopes.is_amount(one)
        and scopes.same_measure(one, part)
        and not one.prior
    ]
    named = [
        one for one in wholes if stage.search(one.lead) and _names(rate.base, one) and "年初" not in one.lead
    ]
    found = next((one for one in wholes if stage.search(one.lead) and scopes.gives(part, one, rate)), None)
    if found is None:
        near = [one for one in named if slips.of_rate(part.figure, one.figure, rate.figure)]
        found = near[0] if len({one.value for one in near}) == 1 else None
    if found is None:
        return statement
    return replace(statement, operands=(*statement.operands, Operand(found.figure, roles[1])))


def _sure(rate: Mention) -> bool:
    """Whether a rate has digits enough that no other amounts give it by chance."""
    return rate.value >= _LEAST and len(str(rate.value).replace(".", "")) >= slips.FEWEST


_LEAST = Decimal(5)
_PLAIN = re.compile(r"[本全][年级]|年度?|总额|总数|合计|总计|数|金额|资金|的")
_BUDGET_RATE = re.compile(r"率|度|预算|比例")


def _names(base: str, whole: Mention) -> bool:
    """Whether an amount may be the whole that a rate names: 占项目支出的 of 项目支出 37,229万元."""
    if not base or _BUDGET_RATE.search(base):
        return True
    name = _PLAIN.sub("", base)
    return len(name) > 1 and (name in whole.lead or (name[-2:] in whole.lead and name[:2] in whole.lead))


def _pairs(scope: Scope, rate: Mention, statement: Statement) -> Iterator[tuple[Mention, Mention]]:
    """Two amounts of the sentence of a rate, or the one before it, the nearest first."""
    kind = statement.operands[0].figure
    near = [
        one
        for one in scope.here.mentions[max(0, rate.index - 2 * _MOST) : rate.index]
        if one.figure.kind in {_MONEY, _COUNT} and one.part is _AMOUNT and rate.sentence - one.sentence <= 1
    ][-_MOST:]
    like = statement.type is not StatementType.RATIO
    for first in reversed(near):
        if first.figure.unit != kind.unit:
            continue
        for second in reversed(near):
            if second is not first and (not like or scopes.same_measure(first, second)):
                yield first, second


def _without_sibling(scope: Scope, statement: Statement) -> Statement:
    """自行处置1.94万吨，委托处置2.92万吨，处置率100%: one part is no whole of the other."""
    if statement.type is StatementType.RATIO or len(statement.operands) != _FEWEST:
        return statement
    starts = {one.figure.start for one in statement.operands}
    for one in breakdowns.breakdowns(scope):
        if starts <= {part.figure.start for part in one.parts}:
            return replace(statement, operands=statement.operands[:1])
    return statement


def _sum(scope: Scope, statement: Statement, claim: Figure) -> Statement:
    """三项合计99.45万人: all amounts before it in its sentence, where those found are but some of them."""
    parts = [one.figure for one in statement.operands]
    if {one.role for one in statement.operands} != {"part"} or _adds(parts, claim):
        return statement
    total = next((one for one in scope.here.mentions if one.figure.start == claim.start), None)
    if total is None:
        return statement
    if not statement.complete and not _too_much(parts, claim):
        return statement  # the rest is not told
    added = _what_was_added(scope, statement, total)
    if added is not None:
        return added
    runs: list[list[Figure]] = []
    if parts[0].start < claim.start:
        before = [one.figure for one in scope.here.mentions[: total.index] if _alike(one, total)]
        runs = [before[-count:] for count in range(_FEWEST, min(_MOST, len(before)) + 1)]
    elif len(parts) >= _FEWEST * _FEWEST and _in_turn(scope, parts):
        runs = [parts[::_FEWEST], parts[1::_FEWEST]]  # 收入…、支出…，收入…、支出…: two measures in turn
    if parts[0].start > claim.start:
        runs.append(_without_subtotals(parts))
    found = next((run for run in runs if _adds(run, claim)), None)
    if found is None:
        return statement
    return replace(statement, operands=tuple(Operand(one, "part") for one in found))


def _without_subtotals(parts: Sequence[Figure]) -> list[Figure]:
    """省级9家、市级46家，市级以上共55家，其余256家: what the parts before it make up is none of them."""
    kept: list[Figure] = []
    for one in parts:
        if len(kept) < _FEWEST or not _adds(kept, one):
            kept.append(one)
    return kept


def _in_turn(scope: Scope, parts: Sequence[Figure]) -> bool:
    """Whether every second amount stands behind the same word as the others."""
    starts = {one.start for one in parts[1::_FEWEST]}
    return len({one.lead for one in scope.here.mentions if one.figure.start in starts}) == 1


def _too_much(parts: Sequence[Figure], claim: Figure) -> bool:
    told = asserted_sum(parts)
    return told is not None and told.low is not None and told.low > Decimal(claim.value)


def _what_was_added(scope: Scope, statement: Statement, total: Mention) -> Statement | None:
    """年初安排A，年中追加B，其中甲…、乙…、其他追加…: the parts are those of what was added."""
    first = next(
        (one for one in scope.here.mentions if one.figure.start == statement.operands[0].figure.start), None
    )
    if first is None or first.index - total.index < _FEWEST:
        return None
    change = scope.here.mentions[first.index - 1]
    if change.part is not _CHANGE or change.base or not scopes.same_measure(change, total):
        return None
    parts = [
        one
        for one in scope.here.mentions[first.index :]
        if one.sentence == first.sentence and one.depth == first.depth and scopes.same_measure(one, first)
    ]
    if not families.all_but_sums_up(parts, change):
        return replace(statement, complete=False)
    return scope.statement(StatementType.SUM_OF_PARTS, change, [("part", one) for one in parts])


def _alike(one: Mention, total: Mention) -> bool:
    return (
        one.figure.kind is total.figure.kind
        and scopes.same_measure(one, total)
        and one.part is not _SHARE
        and not one.prior
        and one.sentence == total.sentence
        and one.depth == total.depth
    )


def _adds(parts: Sequence[Figure], claim: Figure) -> bool:
    told, whole = asserted_sum(parts), claim.interval
    return told is not None and whole is not None and told.meets(whole)
