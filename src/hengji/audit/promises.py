"""
Targets and actuals in running text, as far as its statements print both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hengji.audit import explanations
from hengji.audit.rule import DocumentCase, once
from hengji.domain.figure import Figure
from hengji.domain.stated import Modifier
from hengji.domain.statement import Statement, StatementType

_LESS = {Modifier.AT_MOST, Modifier.UNDER}
_UNWANTED = re.compile(
    r"成本|费用|投诉|事故|差错|时限|工作日|天数|逾期|违规|案件|发生率|下降|减少|控制|能耗|排放"
)
"""Results of which less is better, and which a target above the actual keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A target with its actual, more being better."""

    statement: Statement
    target: Figure
    actual: Figure

    @property
    def ratio(self) -> Decimal:
        """Actual over target."""
        return Decimal(self.actual.value) / Decimal(self.target.value)

    @property
    def title(self) -> str:
        """What is counted, or the words of the statement."""
        named = self.statement.subject.strip("目标计划完成任务数值")
        return named or "".join(self.statement.quote.split())


@once
def in_prose(case: DocumentCase) -> tuple[Promise, ...]:
    """
    The promises in running text, told once each; rows of forms are the filing's.

    Those of which less is better, and those with a target of zero, are left out.
    """
    told: dict[tuple[int, int], Promise] = {}
    for judgement in case.judgements:
        statement = judgement.statement
        found = _promise(statement) if statement.type is StatementType.ACHIEVEMENT else None
        if found is not None and explanations.in_prose(case, statement.start):
            told.setdefault((found.target.start, found.actual.start), found)
    return tuple(told.values())


def _promise(statement: Statement) -> Promise | None:
    targets = [operand.figure for operand in statement.operands if operand.role == "target"]
    actuals = [operand.figure for operand in statement.operands if operand.role == "actual"]
    if len(targets) != 1 or len(actuals) != 1 or _UNWANTED.search(f"{statement.subject}{statement.quote}"):
        return None
    target, actual = targets[0], actuals[0]
    numbers = isinstance(target.value, Decimal) and isinstance(actual.value, Decimal)
    if not numbers or not target.value or target.modifier in _LESS or target.unit != actual.unit:
        return None
    return Promise(statement=statement, target=target, actual=actual)
