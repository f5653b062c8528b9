"""
Whether a rate and the amounts found for it can belong together at all.

A slip changes a digit, loses one, or moves the point; a rate printed as 81% that two amounts make
1,341% is no slip but the wrong pair, and says nothing about the document.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hengji.domain.stated import PERCENT
from hengji.domain.statement import Statement, StatementType

_ROLES = {StatementType.SHARE: ("part", "whole"), StatementType.EXECUTION_RATE: ("executed", "budget")}
_FAR = Decimal(12)
"""More than a lost digit makes of a figure."""
_NEAR = Decimal("0.02")
_HUNDRED = Decimal(100)


def credible(statement: Statement) -> Statement:
    """The statement, without its whole or budget where that one cannot be meant."""
    roles, claim = _ROLES.get(statement.type), statement.claim
    if roles is None or claim is None or claim.unit != PERCENT or not isinstance(claim.value, Decimal):
        return statement
    over, under = (_total(statement, role) for role in roles)
    if not over or not under or claim.value <= 0:
        return statement
    times = over / under * _HUNDRED / claim.value
    times = abs(times if times >= 1 else 1 / times)
    if times < _FAR:
        return statement
    power = Decimal(10) ** round(times.log10())
    if abs(times / power - 1) < _NEAR:
        return statement
    kept = tuple(operand for operand in statement.operands if operand.role != roles[1])
    return replace(statement, operands=kept)


def _total(statement: Statement, role: str) -> Decimal:
    values = [one.figure.value for one in statement.operands if one.role == role]
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
