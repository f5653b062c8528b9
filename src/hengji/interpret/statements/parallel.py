"""
Items that tell the same measures side by side, against the wholes of these measures told before them.

    企业资产总额101.3亿元，负债总额62.4亿元。
    市属企业资产总额60.8亿元，负债总额40.1亿元；区属企业资产总额40.5亿元，负债总额22.3亿元。

No word says that the items are all of the whole, so only the figures can: what does not add up is not heeded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families

_KINDS = frozenset({FigureKind.MONEY, FigureKind.COUNT})
_FEWEST = 2
_SURE = 4
"""Signs at the end of its words that a whole has in common with its parts."""
_SHORTEST = 2
"""Signs of the words that name a measure."""


def parallel(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The wholes that parallel items of this passage add up to, as far as `known` does not hold them."""
    mentions = scope.here.mentions
    if len(mentions) < _FEWEST * _FEWEST or mentions[0].segment == mentions[-1].segment:
        return
    leads = [one.lead for one in mentions if one.lead and one.figure.kind in _KINDS]
    if len(leads) == len(set(leads)):
        return  # nothing is told twice under the same words
    told = [one for one in mentions if _counts(one)]
    claims = {one.claim.start for one in known if one.claim is not None}
    for items in _lists(told):
        for place, measure in enumerate(_measures(items)):
            parts = [item[place] for item in items]
            whole = _whole(scope, measure, parts)
            if whole is not None and whole.figure.start not in claims:
                claims.add(whole.figure.start)
                yield scope.statement(
                    StatementType.SUM_OF_PARTS, whole, [("part", one) for one in parts], recipe="parallel"
                )


def _lists(told: list[Mention]) -> Iterator[list[list[Mention]]]:
    """The runs of items that tell equally many measures under the same words."""
    run: list[list[Mention]] = []
    for _, group in groupby(told, key=lambda one: (one.sentence, one.segment)):
        item = list(group)
        if run and not _measures([run[-1], item]):
            yield from _from_second(run)
            run = []
        run.append(item)
    yield from _from_second(run)


def _from_second(run: list[list[Mention]]) -> Iterator[list[list[Mention]]]:
    """A run, and the same without its first item, which may tell the wholes."""
    if len(run) >= _FEWEST:
        yield run
    if len(run) > _FEWEST:
        yield run[1:]


def _counts(one: Mention) -> bool:
    plain = scopes.is_amount(one) and not one.prior and not one.depth
    return plain and one.figure.kind in _KINDS


def _measures(items: list[list[Mention]]) -> list[str]:
    """The words of the measures that all items tell in the same order; nothing where they do not."""
    count = len(items[0])
    if count < _FEWEST or any(len(item) != count for item in items):
        return []
    words = []
    for place in range(count):
        first, *others = (item[place] for item in items)
        if not all(scopes.same_measure(first, one) for one in others):
            return []
        leads = [one.lead for one in (first, *others)]
        tail = shared_ending(leads)
        if len(tail) < _SHORTEST or (place and len(set(leads)) > 1) or (not place and tail in leads):
            return []
        words.append(tail.lstrip("类级型个属直"))
    return words


def shared_ending(leads: Sequence[str]) -> str:
    """
    The signs that all end with.

    >>> shared_ending(["市属企业资产总额", "区属企业资产总额"])
    '属企业资产总额'
    """
    alike = 0
    for signs in zip(*(lead[::-1] for lead in leads), strict=False):
        if len(set(signs)) > 1:
            break
        alike += 1
    return leads[0][len(leads[0]) - alike :]


def _whole(scope: Scope, measure: str, parts: list[Mention]) -> Mention | None:
    """The amount before the items that bears the words of a measure and is what they add up to."""
    for one in scope.back(parts[0], farther=True):
        alike = len(shared_ending([one.lead, measure])) >= min(len(measure), _SURE)
        bears = _counts(one) and alike and scopes.same_measure(one, parts[0])
        if bears and families.sums_up(parts, one):
            return one
    return None
