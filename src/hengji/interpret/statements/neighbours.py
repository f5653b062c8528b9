"""
Rates right behind the two amounts that they divide: 前端12,860路，在线12,603路，在线率98.00%.

The words of a trade for what was done and of what are many, so the figures themselves decide: two amounts
of one measure, one right after the other, are those of the rate behind them where they give it, or would
but for one wrong digit or two swapped ones.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_COUNT, _MONEY, _PERCENT = FigureKind.COUNT, FigureKind.MONEY, FigureKind.PERCENT
_SHARE = Part.SHARE
_EXACT = Modifier.EXACT

_NAMED: Final = re.compile(
    r"[\u4e00-\u9fff]{1,10}率(?:仅|只有|为|达到?|：|是)*\Z|^实际(?:完成)?值?(?:为|：)?\Z"
)
_MOVES: Final = re.compile(
    r"(?:增长|增减|下降|上升|提高|变化|变动|增幅|利|税|汇|费|概|频|(?<!成)功|出生|死亡|失业|森林覆盖|绿化覆盖|绿地|结余|结转|节约|节支|资金节约|剩余|负债)率"
)
"""Rates that no two amounts beside them give."""
_NEAREST: Final = 6
_SURE: Final = 1000
"""So many steps must a rate have (four digits) that a slip of the pen is told from another rate."""


def neighbours(scope: Scope, known: list[Statement]) -> list[Statement]:
    """The rates of a passage that `known` does not tell, or tells without what they are of."""
    told = {one.claim.start for one in known if one.claim is not None and len(one.operands) > 1}
    unknown = (one for one in scope.here.mentions[1:] if one.figure.start not in told)
    found = (of_neighbours(scope, rate) for rate in unknown if rate.figure.kind is _PERCENT)
    return [one for one in found if one is not None]


def of_neighbours(scope: Scope, rate: Mention) -> Statement | None:
    """The rate of two amounts before it: they give it, or would but for a slip, or one bears its name."""
    if rate.figure.kind is not _PERCENT or _NAMED.search(rate.lead) is None:
        return None
    if _MOVES.search(rate.lead) is not None or rate.figure.modifier is not _EXACT:
        return None
    before = _before(scope, rate)
    if not before:
        return None
    part = before[0]
    if len(before) > 1 and _beside_budget(before[1], part, rate):
        return _told(scope, rate, before[1], part)
    pairs = [(min(two, key=_value), max(two, key=_value)) for two in pairwise(before)]
    if not pairs:
        wholes = _told_before(scope, part)
        exact = [one for one in wholes if scopes.gives(part, one, rate)]
        slipped = exact[:1] or [one for one in wholes if _slipped(part, one, rate)]
        return _told(scope, rate, part, slipped[0]) if len({one.value for one in slipped}) == 1 else None
    found = [one for one in pairs if scopes.gives(*one, rate)][:1]
    if not found:
        found = [(part, one) for one in before[1:] if scopes.gives(part, one, rate)][:1]
    if not found:
        others = [(part, one) for one in before[2:] if one.value > part.value]
        found = [one for one in [*pairs[:1], *others] if _slipped(*one, rate)]
    if not found and len(before) == len(("part", "whole")) and _named_like(part, before[1], rate):
        found = pairs
    return _told(scope, rate, *found[0]) if len(found) == 1 else None


def _told(scope: Scope, rate: Mention, part: Mention, whole: Mention) -> Statement:
    roles: list[tuple[str, Mention | Figure]] = [("executed", part), ("budget", whole)]
    return scope.statement(StatementType.EXECUTION_RATE, rate, roles, subject=part.named)


def _value(one: Mention) -> Decimal:
    return one.value


def _before(scope: Scope, rate: Mention) -> list[Mention]:
    """The amounts before a rate, of the measure of the one right before it, nearest first."""
    found: list[Mention] = []
    for one in scope.here.mentions[max(0, rate.index - _NEAREST) : rate.index][::-1]:
        if found and one.figure.kind is _PERCENT:
            continue
        between = scope.here.pattern[one.position : rate.position]
        if one.sentence != rate.sentence or one.depth != rate.depth or "；" in between:
            break
        counted = one.figure.kind in {_COUNT, _MONEY}
        if not counted or not scopes.is_amount(one) or one.prior or one.value <= 0:
            break
        if found and not scopes.same_measure(one, found[0]):
            break
        found.append(one)
    return found


def _told_before(scope: Scope, part: Mention) -> list[Mention]:
    """
    计划新建学校12所，新增学位8,600个。截至年末，竣工11所: what was told of the measure in the items before,
    up to the sentence before.
    """
    found = [
        one
        for one in scope.here.mentions[max(0, part.index - _NEAREST) : part.index]
        if one.sentence >= part.sentence - 1
        and one.figure.kind is part.figure.kind
        and scopes.is_amount(one)
        and scopes.same_measure(one, part)
        and one.value >= part.value
        and not (one.depth or one.prior)
    ]
    return found[::-1]


_MONEY_RATE: Final = re.compile(r"(?:执行|使用|支出|支付|拨付|完成)率(?:仅|为|达到?|：)*\Z")
_BUDGET: Final = re.compile(r"^(?:年初|全年|年度|调整)?预算(?:数|为|安排|资金|金额)*\Z")


def _beside_budget(part: Mention, whole: Mention, rate: Mention) -> bool:
    """救灾救助1,286万元，预算1,300万元，执行率98.92%: an item, its budget and its rate, a clause each."""
    row = rate.clause - 1 == whole.clause == part.clause + 1 and whole.index == part.index + 1
    told = _BUDGET.match(whole.lead) and _MONEY_RATE.search(rate.lead) and "预算" not in part.lead
    return row and bool(told) and part.figure.kind is _MONEY and part.sentence == rate.sentence


def _named_like(part: Mention, whole: Mention, rate: Mention) -> bool:
    """建成12,860路，在线12,603路，在线率97%: one clause each, and the part has the name of the rate."""
    name = rate.lead.rpartition("率")[0][-2:]
    row = rate.clause - 1 == part.clause == whole.clause + 1 and whole.sentence == part.sentence
    told = name in part.lead and name not in whole.lead and "未" not in part.lead
    return row and len(name) > 1 and told and part.value < whole.value


def _slipped(part: Mention, whole: Mention, rate: Mention) -> bool:
    """Whether one wrong digit, or two swapped, in one of the three figures is all that keeps them apart."""
    told = rate.figure
    if told.step is None or rate.value / told.step < _SURE or part.value == whole.value:
        return False
    if slips.slip(told, told._replace(value=part.value / whole.value * scopes.HUNDRED)):
        return True
    loose = told.step / rate.value / 2
    for one, needed in (
        (part, whole.value * rate.value / scopes.HUNDRED),
        (whole, part.value / rate.value * scopes.HUNDRED),
    ):
        least, most = needed * (1 - loose), needed * (1 + loose)
        if any(least <= value <= most for value in _swapped(one)):
            return True
    return False


def _swapped(one: Mention) -> list[Decimal]:
    """The values that an amount becomes where two neighbouring digits of it change places."""
    plain = "".join(sign for sign in one.figure.quote if sign.isdecimal() or sign == ".").rstrip(".")
    if not plain or not plain.isascii() or plain.count(".") > 1 or not Decimal(plain):
        return []
    places = [place for place, sign in enumerate(plain) if sign != "."]
    found = []
    for first, second in pairwise(places):
        signs = [*plain]
        signs[first], signs[second] = signs[second], signs[first]
        found.append(one.value / Decimal(plain) * Decimal("".join(signs)))
    return found


def of_slipped_share(scope: Scope, share: Mention, part: Mention) -> list[Mention]:
    """
    A占85.43%；…B占14.57%: the whole that another share of the paragraph bears out, or the total before,
    where it gives this share but for a slip of the pen.
    """
    here = scope.here.mentions
    borne: list[Mention] = []
    for one in here[: share.index]:
        other = here[one.index - 1] if one.index else None
        if one.part is _SHARE and one.index < share.index and other is not None and scopes.is_amount(other):
            borne += [
                whole
                for whole in here[: other.index]
                if _holds(whole, other) and scopes.gives(other, whole, one)
            ]
    borne += [one for one in here[: part.index] if _TOTAL.search(one.lead) and not one.depth]
    wholes = [one for one in borne if _holds(one, part) and _slipped(part, one, share)]
    return wholes[:1] if len({one.value for one in wholes}) == 1 else []


_TOTAL: Final = re.compile(r"总|合计|共")


def _holds(whole: Mention, part: Mention) -> bool:
    alike = scopes.is_amount(whole) and scopes.same_measure(whole, part) and not whole.prior
    return alike and whole.value > part.value > 0


def is_the_whole(share: Mention, one: Mention) -> bool:
    """巡护河道286公里，河道总长度318公里，占河道总长度的89.94%: the amount right before is the whole."""
    return len(one.subject) > len("支出") and share.base.removesuffix("的") == one.subject
