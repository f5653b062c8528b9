"""
Whether a relation of a report still holds: ranges of printed figures that cannot meet are an error.

This is the generator's own arithmetic, written apart from the audit's: a right report must pass it,
a planted one must not.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from benchmarks.planted.draft import Claim, Relation, Report, Token
from hengji.domain.interval import Interval, total

UP = frozenset({"增加", "增长", "上升", "提高", "多", "增幅", "上涨"})
DOWN = frozenset({"减少", "下降", "降低", "少", "压减", "降幅"})
FLIPPED = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "上升": "下降",
    "提高": "降低",
    "降低": "提高",
    "多": "少",
    "少": "多",
    "压减": "增加",
    "上涨": "下降",
    "增幅": "降幅",
    "降幅": "增幅",
}
_GRADES = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))
HUNDRED = Decimal(100)


def grade(score: Decimal) -> str:
    """The national band of a score."""
    return next(name for name, least in _GRADES if score >= least)


def holds(relation: Relation, tokens: Sequence[Token]) -> bool:
    """Whether the printed figures of a relation can all be true at once."""
    claim = tokens[relation.claim]
    operands = [tokens[number] for number in relation.operands]
    word = None if relation.direction is None else tokens[relation.direction].text
    kind = relation.claim_kind
    if kind is Claim.GRADE:
        return claim.text == grade(operands[0].value)
    if kind is Claim.LIST:
        return claim.value == relation.members
    if kind is Claim.DATES:
        return operands[0].value <= claim.value
    if kind is Claim.ACHIEVEMENT:
        return operands[0].value >= operands[1].value
    if kind is Claim.IMPLIED_CHANGE:
        return _implied(claim, operands, word)
    computed = _computed(kind, [_range(operand) for operand in operands], word)
    return computed is None or computed.meets(_range(claim))


def _range(token: Token) -> Interval:
    return Interval.around(token.value, token.half)


def _computed(kind: Claim, given: list[Interval], word: str | None) -> Interval | None:
    if kind in (Claim.SUM, Claim.SCORE_SUM, Claim.WEIGHT_SUM):
        return total(given)
    if kind is Claim.SAME:
        return given[0]
    if kind is Claim.DIFFERENCE:
        return given[0] - total(given[1:])
    if kind is Claim.PRODUCT:
        result = Interval.exactly(Decimal(1))
        for factor in given:
            result = result * factor
        return result
    if kind is Claim.CHANGE_AMOUNT:
        change = given[0] - given[1]
        return -change if word in DOWN else change
    quotient = given[0].divided_by(given[1])
    if quotient is None:
        return None
    if kind is Claim.PER_UNIT:
        return quotient
    if kind is Claim.CHANGE_RATE:
        rate = (quotient - Interval.exactly(Decimal(1))).scaled(HUNDRED)
        return -rate if word in DOWN else rate
    return quotient.scaled(HUNDRED)


def _implied(claim: Token, operands: list[Token], word: str | None) -> bool:
    """
    Without the prior year: `claim` is the rate, operands the current amount, the change and its word.

    The word of the rate is `direction`; the third operand is the word of the amount.
    """
    current, amount, amount_word = operands
    if (amount_word.text in UP) != (word in UP):
        return False
    change = _range(amount) if word in UP else -_range(amount)
    prior = _range(current) - change
    rate = change.divided_by(prior)
    if rate is None:
        return True
    signed = rate.scaled(HUNDRED) if word in UP else -rate.scaled(HUNDRED)
    return signed.meets(_range(claim))


def broken(report: Report) -> list[Relation]:
    """The relations of a report that its printed figures contradict."""
    return [one for one in report.relations if one.decides and not holds(one, report.tokens)]
