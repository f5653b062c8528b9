"""
The whole of shares whose text told it sentences ago, found by the shares themselves.

    承办提案92件，…。已经解决的22件，占承办提案总数的23.91%。正在解决的68件，占承办提案总数的73.91%。

Every share is printed with its part, so each tells what its whole must be; the amount before the list
that bears out the shares is their whole.  One share is borne out or says nothing; in a list, a share that
the whole of the others does not bear out is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.domain.figure import FigureKind, asserted_sum
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families, recalled

_FEWEST = 2
_MOST = 30
_SURE = Decimal(10)
"""A share of a smaller percentage, told alone, is borne out by too many amounts."""


def whole(scope: Scope, share: Mention, part: Mention) -> Mention | None:
    """The amount before a list of shares that they are shares of."""
    listed = _listed(scope, share, part)
    found, borne = None, 0
    for one in _candidates(scope, listed[0][0]):
        count = sum(1 for own, told in listed if scopes.gives(own, one, told))
        if count and len(listed) > 1 and families.sums_up([own for own, _ in listed], one):
            count += 1  # their parts make it up
        if count > borne:
            found, borne = one, count
    if found is None:
        return None
    if scopes.gives(part, found, share):
        return found if borne >= _FEWEST or (len(listed) == 1 and share.value >= _SURE) else None
    return found if borne >= _FEWEST and borne * 2 >= len(listed) else None


def _listed(scope: Scope, share: Mention, part: Mention) -> list[tuple[Mention, Mention]]:
    """The shares of the same whole in this paragraph, each with the part printed before it."""
    mentions = scope.here.mentions
    listed = []
    for one in mentions:
        if one.part is not Part.SHARE or one.base != share.base or not one.index:
            continue
        if not share.base and one.sentence != share.sentence:
            continue
        before = part if one is share else mentions[one.index - 1]
        if scopes.is_amount(before) and before.segment == one.segment and scopes.same_measure(before, part):
            listed.append((before, one))
    return listed[:_MOST] or [(part, share)]


def _candidates(scope: Scope, first: Mention) -> Iterator[Mention]:
    """The amounts before the first part of a list, nearest first."""
    for one in scope.back(first, farther=True):
        counted = one.figure.kind in {FigureKind.MONEY, FigureKind.COUNT}
        if counted and scopes.is_amount(one) and not one.prior and scopes.same_measure(one, first):
            yield one


def by_parts(scope: Scope, share: Mention, part: Mention, divided: tuple[Mention, list[Mention]]) -> bool:
    """
    Whether a share is of the parts told together and not of their total, which is then another's.

    共受理284,406件。其中咨询类…，占63.72%;…: every share is told, they make up the whole, and that is
    the sum of the parts.
    """
    total, parts = divided
    told = asserted_sum(one.figure for one in parts)
    own, rate = part.figure.interval, share.figure.interval
    if scopes.gives(part, total, share) or told is None or own is None or rate is None:
        return False
    quotient = own.divided_by(told)
    fits = quotient is not None and quotient.scaled(scopes.HUNDRED).meets(rate)
    return fits and families.shares_told(scope, parts)


_OPENS = re.compile(r"(?:[\ue006年度])*(?P<name>[^，。；：\ue000-\ue00a]{4,30}?)中，")


def opened(scope: Scope, share: Mention, part: Mention) -> Mention | None:
    """支出决算3.4万元。 / 支出决算中，…接待费0.8万元，占…: the amount whose name opens the sentence."""
    pattern = scope.here.pattern
    told = _OPENS.match(pattern, pattern.rfind("。", 0, part.position) + 1, part.position)
    if told is None or share.base:
        return None
    name = recalled.core(told["name"])
    found = [
        one
        for passage, one in scope.told_before(part)
        if one.year == part.year
        and not one.prior
        and recalled.core(recalled.full_name(passage, one)) == name
        and recalled.stage(one.subject) == recalled.stage(told["name"])
    ]
    certain = len(name) >= len("三公") and len({one.value for one in found}) == 1
    return found[0] if certain and found[0].value else None


_TOGETHER = re.compile(r"(?P<count>[二两三四五])(?:者|项|类)(?:合计|共|之和)?占")
_COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def together(scope: Scope, share: Mention) -> Iterator[Statement]:
    """分别为440亿元、379亿元、272亿元，三者合计占总量的72.32%: of the amount before them that gives it."""
    told = _TOGETHER.match(share.lead)
    count = 0 if told is None else _COUNTS[told["count"]]
    parts = scope.here.mentions[max(0, share.index - count) : share.index]
    if not count or len(parts) != count or any(not scopes.is_amount(one) for one in parts):
        return
    added, rate = asserted_sum(one.figure for one in parts), share.figure.interval
    for one in _candidates(scope, parts[0]):
        under = one.figure.interval
        if added is None or rate is None or under is None or not one.value:
            continue
        quotient = added.divided_by(under)
        if quotient is not None and quotient.scaled(scopes.HUNDRED).meets(rate):
            operands = [*(("part", part) for part in parts), ("whole", one)]
            yield scope.statement(StatementType.SHARE, share, operands)
            return
