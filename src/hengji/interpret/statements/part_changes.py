"""
The change of a total against the changes of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from hengji.domain.figure import Figure
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, extent, families

_AMOUNT, _CHANGE, _RATE = Part.AMOUNT, Part.CHANGE, Part.RATE


def changes_of_parts(scope: Scope) -> Iterator[Statement]:
    """The change of a total against the changes of its parts, where every part prints one."""
    mentions = scope.here.mentions
    if not any(one.part is _CHANGE for one in mentions):
        return
    yield from _changes_listed(scope)
    if "（" in scope.here.pattern:
        yield from _changes_in_bracket(scope)
    yield from _changes_told_after(scope)
    for breakdown in breakdowns.breakdowns(scope):
        whole = breakdown.total
        if whole is None or len(breakdown.parts) < 2:
            continue
        if not breakdown.complete and not families.sums_up(breakdown.parts, whole):
            continue
        claim = _change_behind(mentions, whole, breakdown.parts[0].index)
        if claim is None:
            continue
        ends = [part.index for part in breakdown.parts[1:]] + [len(mentions)]
        changes = [
            _change_behind(mentions, part, end) for part, end in zip(breakdown.parts, ends, strict=True)
        ]
        changed = [one for one in changes if one is not None]
        if len(changed) != len(changes) and any(
            change is None and part.value != 0 for change, part in zip(changes, breakdown.parts, strict=True)
        ):
            continue
        if not changed:
            continue
        yield _sum_of_changes(scope, claim, changed)


def rate_by_parts(scope: Scope, rate: Mention, current: Mention | None) -> list[tuple[str, Mention | Figure]]:
    """
    35.5万元，比上年下降34.26%；其中接待15.5万元，比上年下降16.22%，…: the parts imply the year before.

    Every part needs a rate of its own on the same base; where one has none, nothing is implied.
    """
    whole = next((one for one in breakdowns.breakdowns(scope) if one.total is current), None)
    if whole is None or whole.total is None or len(whole.parts) < 2 or not rate.base:
        return []
    if not whole.complete and not families.sums_up(whole.parts, whole.total):
        return []
    operands: list[tuple[str, Mention | Figure]] = [("current", whole.total)]
    ends = [part.index for part in whole.parts[1:]] + [len(scope.here.mentions)]
    for part, end in zip(whole.parts, ends, strict=True):
        behind = scope.here.mentions[part.index + 1 : end]
        own = next((one for one in behind if one.part is _RATE and one.base == rate.base), None)
        if own is None:
            if part.value:
                return []
            continue
        operands += [("part", part), ("fall" if own.direction == "decrease" else "rise", own)]
    return operands if len(operands) > 1 else []


def _change_behind(mentions: list[Mention], amount: Mention, end: int) -> Mention | None:
    """The change that is printed right behind an amount, before the next part."""
    for one in mentions[amount.index + 1 : min(end, amount.index + 4)]:
        if one.part is _CHANGE:
            return one if scopes.same_measure(one, amount) else None
        if one.part is _AMOUNT and not one.prior:
            return None
    return None


def _changes_listed(scope: Scope) -> Iterator[Statement]:
    """
    减少20.5万元，其中人员经费减少8万元，项目经费减少12.5万元, in one sentence or from 其中 on in its own.

    Where the list runs on over full stops, it ends where its changes make up the change of the whole.
    """
    mentions = scope.here.mentions
    for match in re.finditer(r"其中", scope.here.pattern):
        before = [one for one in mentions if one.position < match.start()]
        while before and before[-1].part is _RATE:
            before.pop()
        if not before or before[-1].part is not _CHANGE:
            continue
        claim = before[-1]
        if scope.here.pattern.count("。", claim.position, match.start()) > 1:
            continue
        end = extent.end_of_list(scope.here.pattern, match.end(), claim.depth)
        listed = [one for one in mentions if match.end() <= one.position < end]
        parts = _changes_alike(listed, claim)
        amounts = [one for one in listed if one.part is _AMOUNT]
        if any(one.value for one in amounts):
            continue  # 其中接待费3万元，减少1万元: amounts with their changes
        family = families.whole_family([*parts, *amounts])
        if len(parts) > 1 and (family or _signed(parts) == _signed([claim])):
            yield _sum_of_changes(scope, claim, parts)
            continue
        parts = _run_on(mentions, claim, match.end())
        if parts:
            yield _sum_of_changes(scope, claim, parts)


def _changes_in_bracket(scope: Scope) -> Iterator[Statement]:
    """收入增加365万元（税收增加146万元，非税增加219万元）: right behind a change those of its parts."""
    mentions = scope.here.mentions
    for claim in mentions[:-2]:
        first = mentions[claim.index + 1]
        if claim.part is not _CHANGE or first.bracket == claim.bracket or first.depth != claim.depth + 1:
            continue
        inside = [one for one in mentions[first.index :] if one.bracket == first.bracket]
        parts = [one for one in inside if one.part is _CHANGE and scopes.same_measure(one, claim)]
        told = len(parts) > 1 and len(parts) == len(inside) and all(one.subject for one in parts)
        if told and (families.whole_family(parts) or _signed(parts) == _signed([claim])):
            yield _sum_of_changes(scope, claim, parts)


def _changes_alike(listed: Sequence[Mention], claim: Mention) -> list[Mention]:
    return [
        one
        for one in listed
        if one.part is _CHANGE and scopes.same_measure(one, claim) and one.depth == claim.depth
    ]


def _run_on(mentions: Sequence[Mention], claim: Mention, position: int) -> list[Mention]:
    """The changes of named things from a place on, one sentence after the other, that make up a change."""
    parts: list[Mention] = []
    sentence = claim.sentence
    for one in mentions:
        if one.position < position or one.part is _RATE:
            continue
        if one.part is not _CHANGE or one.sentence > sentence + 1 or not one.subject:
            return []
        if scopes.same_measure(one, claim) and one.depth == claim.depth:
            sentence = one.sentence
            parts.append(one)
        if len(parts) > 1 and _signed(parts) == _signed([claim]):
            return parts
    return []


def _signed(changes: Sequence[Mention]) -> Decimal:
    return sum((one.value if one.direction == "increase" else -one.value for one in changes), Decimal(0))


def _sum_of_changes(scope: Scope, claim: Mention, parts: Sequence[Mention]) -> Statement:
    return scope.statement(
        StatementType.CHANGE_AMOUNT,
        claim,
        [("decrease" if one.direction == "decrease" else "increase", one) for one in parts],
        direction=claim.direction,
        recipe="changes_of_parts",
    )


def _changes_told_after(scope: Scope) -> Iterator[Statement]:
    """The changes of named parts in the sentence behind that of their total, where they add up to it."""
    mentions = scope.here.mentions
    for claim in mentions:
        if claim.part is not _CHANGE or not claim.base or claim.subject or claim.value == 0:
            continue
        parts = [
            one
            for one in mentions[claim.index + 1 :]
            if one.part is _CHANGE
            and one.base == claim.base
            and one.sentence == claim.sentence + 1
            and one.subject
            and one.depth == 0
            and scopes.same_measure(one, claim)
        ]
        if len(parts) > 1 and _signed(parts) == _signed([claim]):
            yield _sum_of_changes(scope, claim, parts)
