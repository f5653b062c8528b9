"""
Shares told in turn for parts that are only named, their amounts told sentences before.

    同城件收入235.9万元，…；异地件收入899万元，…。同城、异地件收入分别占全部收入的14.4%和54.9%.

Each name finds the amount told under it; the whole is the amount that bears out most of the shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import series

_FEWEST = 2
_JOINED = frozenset(("", "和", "及", "与", "以及"))
_NAMES = re.compile(r"(?:^|[，。；\ue000-\ue00a])(?P<names>[^，。；：\ue000-\ue00a]{4,60}?)分别占")
_LONGEST = 80
_SURE = 3
"""Signs that the words of an amount begin with."""


def shared_out(scope: Scope, first: Mention) -> list[Statement]:
    """The shares that begin with one behind 分别占, each of the part that it names; nothing where unsure."""
    shares = run(scope, first)
    by_units = _by_units(scope, shares) if len(shares) > 1 else []
    if by_units:
        return by_units
    if "分别占" not in first.lead:
        return []
    told = _NAMES.search(scope.here.pattern, max(0, first.position - _LONGEST), first.position)
    names = [] if told is None else _names(told["names"], len(shares))
    if len(names) < _FEWEST:
        return []
    parts = [_part(scope, first, name, names[-1][-2:]) for name in names]
    found = [(part, share) for part, share in zip(parts, shares, strict=True) if part is not None]
    whole = _whole(scope, found) if len(found) >= _FEWEST else None
    return [] if whole is None else [*_statements(scope, found, whole)]


def run(scope: Scope, first: Mention) -> list[Mention]:
    """The shares told one after the other from one on."""
    told = [first]
    for one in scope.here.mentions[first.index + 1 :]:
        if one.figure.kind is not FigureKind.PERCENT or one.lead not in _JOINED:
            break
        told.append(one)
    return told


def _by_units(scope: Scope, shares: list[Mention]) -> list[Statement]:
    """391起、死亡645人，占总数的59.1%和48.7%: each of the whole of its own unit, where that bears it out."""
    first, count = shares[0], len(shares)
    parts = scope.here.mentions[max(0, first.index - count) : first.index]
    counted = [one for one in parts if scopes.is_amount(one) and one.sentence == first.sentence]
    if len(counted) != count or len({one.figure.unit for one in parts}) != count:
        return []
    found: list[Statement] = []
    for part, share in zip(parts, shares, strict=True):
        whole = next((one for one in _before(scope, part) if scopes.gives(part, one, share)), None)
        if whole is not None:
            found += _statements(scope, [(part, share)], whole)
    return found


def _before(scope: Scope, part: Mention) -> Iterator[Mention]:
    for one in scope.back(part, farther=True):
        if scopes.is_amount(one) and not one.prior and scopes.same_measure(one, part):
            yield one


def _names(words: str, count: int) -> list[str]:
    """同城、异地和国际件收入: as many names as shares are told, or none."""
    names = words.split("、")
    joint = series.AND.search(names[-1])
    if len(names) == count - 1 and joint is not None:
        names[-1:] = [names[-1][: joint.start()], names[-1][joint.end() :]]
    return names if len(names) == count and all(len(name) > 1 for name in names) else []


def _part(scope: Scope, first: Mention, name: str, measure: str) -> Mention | None:
    """The nearest amount before whose words begin with a name and hold the measure of all of them."""
    begins = name if len(name) <= _SURE else name[:_SURE]
    for one in scope.back(first, farther=True):
        counted = scopes.is_amount(one) and one.figure.kind in {FigureKind.MONEY, FigureKind.COUNT}
        if counted and not one.prior and one.subject.startswith(begins) and measure in one.lead:
            return one
    return None


def _whole(scope: Scope, found: list[tuple[Mention, Mention]]) -> Mention | None:
    """The amount before the parts that bears out more than half of their shares."""
    part = min((one for one, _ in found), key=lambda one: one.figure.start)
    for one in scope.back(found[0][1], farther=True):
        if one.figure.start >= part.figure.start or not scopes.is_amount(one) or one.prior:
            continue
        if not scopes.same_measure(one, part):
            continue
        borne = sum(1 for own, share in found if scopes.gives(own, one, share))
        if borne >= _FEWEST and borne * 2 > len(found):
            return one
    return None


def _statements(scope: Scope, found: list[tuple[Mention, Mention]], whole: Mention) -> Iterator[Statement]:
    for part, share in found:
        yield scope.statement(
            StatementType.SHARE, share, [("part", part), ("whole", whole)], subject=part.named
        )
