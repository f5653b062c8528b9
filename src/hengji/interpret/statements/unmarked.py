"""
Totals whose parts follow them without a word: 受理61,723件，办结60,609件，正在办理1,114件.

Nothing says that these are parts, so only the figures can: they are parts where they add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, families, parallel, slips

_COUNT, _MONEY = FigureKind.COUNT, FigureKind.MONEY

_MOST = 8
_FEWEST = 2
_SMALL = 10
"""Smaller counts add up by chance."""


def unmarked(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The totals whose parts no word announces, in a sentence or across two, which `known` does not hold."""
    runs = list(_runs(scope))
    if runs:
        yield from _inside(scope, runs, known)
        yield from _across(scope, runs, known)
    if "合计" in scope.here.pattern or "总计" in scope.here.pattern:
        yield from _behind(scope, known)


def _inside(scope: Scope, runs: list[list[Mention]], known: list[Statement]) -> Iterator[Statement]:
    told = [
        {
            one.claim.start if one.claim is not None else -1,
            *(operand.figure.start for operand in one.operands),
        }
        for one in known
    ]
    for run in runs:
        position = 0
        while position < len(run) - _FEWEST:
            whole, *parts = run[position : position + _MOST + 1]
            count = _adding_up(whole, parts)
            if not count:
                if _of_a_family(whole, parts):
                    named = [("part", part) for part in parts[:_FEWEST]]
                    yield scope.statement(StatementType.SUM_OF_PARTS, whole, named)
                position += 1
                continue
            figures = {one.figure.start for one in (whole, *parts[:count])}
            if not any(figures <= others or whole.figure.start in others for others in told):
                yield scope.statement(
                    StatementType.SUM_OF_PARTS,
                    whole,
                    [("part", part) for part in parts[:count]],
                    recipe="unmarked",
                )
            position += count  # the last part may be a total itself: 派单601件，结案597件，超时4件


def _of_a_family(whole: Mention, parts: list[Mention]) -> bool:
    """基本支出638.50万元，人员经费572.30万元、公用经费66.20万元: parts by their names, whatever their sum."""
    two = parts[:_FEWEST]
    row = len(two) == _FEWEST and whole.segment == two[-1].segment and two[-1].index == whole.index + _FEWEST
    return row and whole.subject.endswith("基本支出") and families.whole_family(two)


def _across(scope: Scope, runs: list[list[Mention]], known: list[Statement]) -> Iterator[Statement]:
    """
    提案589件。经审查，立案500件，并案26件，转为意见63件: all amounts of a sentence, and one before.

    The total is an amount of the sentence before, or one of a paragraph before that bears the word
    which the sentence opens with: 立案525件. / 立案的提案中，委员提案488件，….
    """
    claims = {one.claim.start for one in known if one.claim is not None}
    for run in runs:
        if run[0].depth or any(one.value < 1 for one in run):
            continue
        for parts in _tails(run):
            whole = _told_before(scope, parts)
            if whole is not None and whole.figure.start not in claims:
                yield scope.statement(
                    StatementType.SUM_OF_PARTS, whole, [("part", part) for part in parts], recipe="unmarked"
                )


def _tails(run: list[Mention]) -> Iterator[list[Mention]]:
    """A run, and what of it stands behind its last semicolon."""
    yield run
    last = [one for one in run if one.segment == run[-1].segment]
    if _FEWEST < len(last) < len(run):
        yield last


def _told_before(scope: Scope, parts: list[Mention]) -> Mention | None:
    """The amount that parts without a word make up."""
    first = parts[0]
    start = max(scope.here.pattern.rfind(stop, 0, first.position) for stop in "。；")
    leads = [part.lead for part in parts]
    opening = _OPENING.match(scope.here.pattern, start + 1, first.position)
    worded = len(parallel.shared_ending(leads)) >= _WORDS
    added = sum((part.value for part in parts), Decimal(0))
    least, most = added - added / _SURE, added + added / _SURE
    for one in scope.back(first, farther=worded or opening is not None):
        if not least <= one.value <= most:
            continue  # nearly all are far off, whatever their words
        own = one.index < len(scope.here.mentions) and scope.here.mentions[one.index] is one
        near = own and one.sentence == first.sentence - 1
        named = opening is not None and one.subject.endswith(opening["name"])
        named = named or (not own and len(parallel.shared_ending([one.lead, *leads])) >= _WORDS)
        plain = scopes.is_amount(one) and scopes.same_measure(one, first) and not one.prior and not one.depth
        if not plain or not (near or named) or not precise(parts, one):
            continue
        if families.sums_up(parts, one) or (named and opening and slips.slip(one.figure, _sum(one, added))):
            return one
    return None


def _sum(like: Mention, added: Decimal) -> Figure:
    """What parts add up to, printed as their whole is."""
    return like.figure._replace(value=added)


_IN_ALL = re.compile(r"(?:合计|总计|共计)(?:为|达)?\Z")
_MOST_SENTENCES = 6


def _behind(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """新增债券105亿元，其中…。再融资债券121亿元，其中…。债券合计226亿元: what each sentence tells first."""
    for one in scope.here.mentions[_FEWEST:]:
        opens = one.position - len(one.lead)
        told = _IN_ALL.search(one.lead) or scope.here.pattern.endswith(("合计，", "总计，"), 0, opens)
        if not told or one.depth or not scopes.is_amount(one):
            continue
        firsts: dict[int, Mention] = {}
        for other in scope.here.mentions[: one.index]:
            alike = scopes.is_amount(other) and scopes.same_measure(other, one) and not other.prior
            if alike and not other.depth and one.sentence - other.sentence < _MOST_SENTENCES:
                firsts.setdefault(other.sentence, other)
        parts = list(firsts.values())
        for start in range(len(parts) - 1):
            figures = {part.figure.start for part in parts[start:]}
            if any(figures <= {operand.figure.start for operand in other.operands} for other in known):
                break
            if precise(parts[start:], one) and families.sums_up(parts[start:], one):
                yield scope.statement(
                    StatementType.SUM_OF_PARTS,
                    one,
                    [("part", part) for part in parts[start:]],
                    recipe="unmarked",
                )
                break


_OPENING = re.compile(
    r"(?:在|对)?(?P<name>[\u4e00-\u9fff]{2,6}?)(?:(?:的[\u4e00-\u9fff]{2,6})?中，|(?:主要)?包括)"
)
_WORDS = 4
"""快递业务量累计完成140亿件。 / 同城快递业务量累计完成…，异地快递业务量累计完成…: words that all end with."""
_SURE = 100
"""Smaller totals are met by chance, and so are those printed in fewer places."""


def precise(parts: list[Mention], whole: Mention, times: int = _SURE) -> bool:
    """Whether a whole is so many times what its figures and those of its parts leave open."""
    loose = sum((one.figure.step or Decimal(0) for one in (whole, *parts)), Decimal(0))
    return whole.value >= _SURE and loose * times <= whole.value


def _runs(scope: Scope) -> Iterator[list[Mention]]:
    """The amounts of one measure and depth that follow one another in a sentence."""
    runs: dict[tuple[str, int, int], list[Mention]] = {}
    for one in scope.here.mentions:
        kind = one.figure.kind
        if kind not in {_MONEY, _COUNT} or not scopes.is_amount(one) or one.prior:
            continue
        if scopes.is_base_of_rate(one) or breakdowns.is_part(scope, one):
            continue
        unit = "" if kind is _MONEY else one.figure.unit
        runs.setdefault((unit, one.depth, one.sentence), []).append(one)
    for run in runs.values():
        if len(run) > _FEWEST and all(one.value >= 0 for one in run):
            yield run


def _adding_up(whole: Mention, parts: list[Mention]) -> int:
    """How many amounts behind a total make it up; 0 where none do."""
    if whole.value < _SMALL:
        return 0
    total = Decimal(0)
    for count, part in enumerate(parts, 1):
        total += part.value
        if total > whole.value * 2:
            return 0
        if count < _FEWEST or not part.value:
            continue
        if families.sums_up(parts[:count], whole):
            return count
    return 0
