"""
An item told twice in its own paragraph: …住房公积金（01项）208.8万元。…2026年预算安排201.50万元.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from hengji.domain.figure import FigureKind
from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, YEAR, Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import recalled, slips

_ITEM = re.compile(f"（{SIGNS[FigureKind.NUMBER]}项）”?(?={SIGNS[FigureKind.MONEY]}[，。])")
_AGAIN = re.compile(rf"{YEAR}度?预算(?:安排|数)为?|(?:{YEAR}度?)?支出决算数?为?")


def told_again(scope: Scope) -> Iterator[Statement]:
    """The items of a passage whose amount it tells again."""
    yield from _headed(scope)
    yield from _changes_told_as_amounts(scope)
    yield from _named_again(scope)


def _headed(scope: Scope) -> Iterator[Statement]:
    """The amount at the head of an item, and the amount of the year that its explanation tells."""
    match = _ITEM.search(scope.here.pattern) if "项）" in scope.here.pattern else None
    if match is None:
        return
    head = next((one for one in scope.here.mentions if one.position == match.end()), None)
    again = [one for one in scope.here.mentions if _AGAIN.fullmatch(one.lead) and scopes.is_amount(one)]
    if head is not None and len(again) == 1 and scopes.same_measure(head, again[0]):
        yield scope.statement(
            StatementType.REPEATED_FACT, again[0], [("other", head)], recipe="item", subject="预算安排"
        )


def _changes_told_as_amounts(scope: Scope) -> Iterator[Statement]:
    """
    接待2.6万元。…接待支出决算0.6万元，增长30%: the word 增加 was lost, for 0.6 ÷ (2.6 − 0.6) is 30 %.
    """
    mentions = scope.here.mentions
    for rate in mentions[2:]:
        amount = mentions[rate.index - 1]
        if rate.part is not Part.RATE or rate.depth or rate.segment != amount.segment:
            continue
        if not scopes.is_amount(amount) or amount.prior or amount.figure.unit != YUAN or not amount.value:
            continue
        told = next(
            (
                one
                for one in mentions[: amount.index]
                if scopes.is_amount(one) and not one.prior and _same_item(one, amount)
            ),
            None,
        )
        if told is not None and _moved_by(amount, told, rate):
            yield scope.statement(StatementType.REPEATED_FACT, amount, [("other", told)], recipe="item")


def _same_item(one: Mention, other: Mention) -> bool:
    name = recalled.core(other.subject)
    stages = {recalled.stage(one.lead), recalled.stage(other.lead)} - {""}
    return len(name) > 1 and recalled.core(one.subject) == name and len(stages) <= 1


def _moved_by(change: Mention, now: Mention, rate: Mention) -> bool:
    """Whether what is told as an amount is the change that brought the item to what it is."""
    moved = dataclasses.replace(change, direction=rate.direction)
    return change.value != now.value and recalled.implied(moved, now, rate)


_SHORTEST = 4
_STAGED = re.compile(r"预算|决算|计划|上年|每|均|项目总?投资")


def _named_again(scope: Scope) -> Iterator[Statement]:
    """公务接待费6.42万元…。公务接待费6.24万元用于…: one name in a paragraph, two of its digits swapped."""
    told: dict[str, list[Mention]] = {}
    for one in scope.here.mentions:
        name = one.subject
        if one.figure.unit == YUAN and len(name) >= _SHORTEST and scopes.is_amount(one) and not one.prior:
            told.setdefault(name, []).append(one)
    for pair in told.values():
        if len(pair) != len(("one", "other")) or any(_STAGED.search(one.lead) for one in pair):
            continue
        one, other = pair
        apart = one.sentence != other.sentence and one.year == other.year
        if apart and slips.swapped(one.figure, other.figure, digits=slips.FEWEST):
            yield scope.statement(StatementType.REPEATED_FACT, other, [("other", one)], recipe="item")
