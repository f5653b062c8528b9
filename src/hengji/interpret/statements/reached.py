"""
What a base becomes with what was added and taken, and what is left of it, told in the sentences before.

    年初预算收入A，其中…。年中追加B，调整后预算C。 / 财政拨款A，…。上年结转B，收入总计C。

The amounts between have words of their own, so the figures must speak: a base and what was added to it give
the amount, or give it but for a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import ChangeDirection, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families, slips

_MONEY = FigureKind.MONEY
_AMOUNT, _CHANGE = Part.AMOUNT, Part.CHANGE

_REACHED = re.compile(
    r"(?:调整后|追加后|全年|最终)[^，。；]{0,8}预算[^，。；]{0,6}\Z|^(?:[^，。；]{0,4})收入总计(?:为)?\Z|调整预算数?(?:为)?\Z"
)
_BASE = re.compile(r"预算|收入")
_ADDED = re.compile(r"追加|调增|增加|新增|结转|结余|下达")
_TAKEN = re.compile(r"调减|核减|压减|收回|减少|追减")
_LEFT = re.compile(
    r"^(?:当期|本期|年末|期末|尚|共)?(?:结余|结转|结转结余|结转和结余|未支付|未支出|未使用|剩余)(?:资金|经费|金额)?(?:为)?\Z"
)
_SPENT = re.compile(r"支出|支付|使用|拨付|执行")
_TOGETHER = re.compile(r"^[^，。；：]{0,8}?(?:共|合计|总计|累计)[^，。；：]{0,6}\Z")
_ITEMS = frozenset(("项", "类", "者"))
_SEVERAL = range(2, 7)
_EACH = re.compile(r"每|均|标准|单价")
_NEAR = 8
_MOST = 3


def reached(scope: Scope, told: set[int]) -> Iterator[Statement]:
    """The amounts of a passage that no statement claims (`told`) and that others before them give."""
    for one in scope.here.mentions[1:]:
        if one.figure.kind is not _MONEY or one.figure.start in told or one.depth or one.prior:
            continue
        if one.part is _CHANGE and "年初预算" in one.base:
            yield from _against_budget(scope, one)
        elif _REACHED.search(one.lead):
            yield from _increased(scope, one)
        elif _LEFT.match(one.lead):
            yield from _left(scope, one)
        elif _TOGETHER.match(one.lead):
            yield from _together(scope, one)


def _before(scope: Scope, one: Mention) -> list[Mention]:
    """The amounts of money before one in its sentence and the two before, the nearest first."""
    return [
        other
        for other in scope.back(one)
        if other.sentence >= one.sentence - 2
        and scopes.same_measure(other, one)
        and (other.part is _AMOUNT or (other.part is _CHANGE and not other.base))
        and not (other.prior or other.depth or scopes.is_base_of_rate(other))
    ][:_NEAR]


def _increased(scope: Scope, one: Mention) -> Iterator[Statement]:
    before = _before(scope, one)
    moved: list[tuple[str, Mention]] = []
    for other in before:
        if other.sentence != one.sentence:
            break
        if _TAKEN.search(other.lead):
            moved.append(("minus", other))
        elif _ADDED.search(other.lead):
            moved.append(("part", other))
        else:
            break
    if not 0 < len(moved) <= _MOST:
        return
    added = sum((other.value if role == "part" else -other.value for role, other in moved), Decimal(0))
    bases = [
        other
        for other in before
        if _BASE.search(other.lead) and all(other is not mention for _, mention in moved)
    ]
    found = next((base for base in bases if base.value + added == one.value), None)
    if found is None:
        near = [base for base in bases if slips.slip(one.figure, _of(one, base.value + added))]
        found = near[0] if len({base.value for base in near}) == 1 else None
    if found is not None:
        operands: list[tuple[str, Mention | Figure]] = [("part", found), *reversed(moved)]
        yield scope.statement(StatementType.SUM_OF_PARTS, one, operands, recipe="adjusted_budget")


_INITIAL = re.compile(r"年初[^，。；：]{0,6}预算[^，。；：]{0,6}\Z")


def _against_budget(scope: Scope, change: Mention) -> Iterator[Statement]:
    """年初预算A，…。调整预算数B，较年初预算增加C: the budget was told in a paragraph before."""
    own = scope.here.mentions[change.index - 1]
    if own.sentence != change.sentence or not scopes.is_amount(own) or not scopes.same_measure(own, change):
        return
    budgets = [one for _, one in scope.told_before(change) if _INITIAL.search(one.lead) and not one.prior]
    if len({one.value for one in budgets}) != 1:
        return
    less = change.direction is ChangeDirection.DECREASE
    gap = budgets[0].value - own.value if less else own.value - budgets[0].value
    if gap == change.value or slips.slip(change.figure, _of(change, gap)):
        roles = [("current", own), ("prior", budgets[0])]
        yield scope.statement(StatementType.CHANGE_AMOUNT, change, roles, direction=change.direction)


def _of(one: Mention, value: Decimal) -> Figure:
    return one.figure._replace(value=value)


def _left(scope: Scope, one: Mention) -> Iterator[Statement]:
    before = _before(scope, one)
    pairs = [
        (whole, spent)
        for spent in before[:_MOST]
        if _SPENT.search(spent.lead)
        for whole in before
        if whole is not spent and whole.value > spent.value and whole.position < spent.position
    ]
    found = next((pair for pair in pairs if families.sums_up([pair[1], one], pair[0])), None)
    if found is None:
        near = [
            pair
            for pair in pairs
            if slips.slip(one.figure, _of(one, pair[0].value - pair[1].value), digits=slips.FEWEST)
            and pair[0].sentence == one.sentence
        ]
        found = near[0] if len({pair[0].value - pair[1].value for pair in near}) == 1 else None
    if found is not None:
        operands: list[tuple[str, Mention | Figure]] = [("part", found[0]), ("minus", found[1])]
        yield scope.statement(StatementType.SUM_OF_PARTS, one, operands, recipe="balance")


def _together(scope: Scope, one: Mention) -> Iterator[Statement]:
    """生活补贴发放569.39万元；护理补贴发放904.20万元。两项补贴共发放1,473.59万元: so many before it."""
    items = scope.here.mentions[one.index - 1]
    if items.figure.unit not in _ITEMS or items.clause != one.clause or items.value not in _SEVERAL:
        return
    count = int(items.value)
    parts = [other for other in _before(scope, one) if not _EACH.search(other.lead)][:count]
    if len(parts) == count and families.all_but_sums_up(parts, one):
        yield scope.statement(StatementType.SUM_OF_PARTS, one, [("part", part) for part in reversed(parts)])
