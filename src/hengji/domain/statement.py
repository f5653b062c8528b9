"""
What a document claims that can be recomputed from what it prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from hengji.domain.figure import Figure
from hengji.domain.source import Place


class StatementType(StrEnum):
    """The arithmetic a statement asserts."""

    SUM_OF_PARTS = "sum_of_parts"
    SHARE = "share"
    CHANGE_AMOUNT = "change_amount"
    CHANGE_RATE = "change_rate"
    EXECUTION_RATE = "execution_rate"
    RATIO = "ratio"
    PRODUCT = "product"
    SCORE_SUM = "score_sum"
    SCORE_GRADE = "score_grade"
    ACHIEVEMENT = "achievement"
    COUNT_OF_LIST = "count_of_list"
    REPEATED_FACT = "repeated_fact"
    DATE_ORDER = "date_order"


class ChangeDirection(StrEnum):
    """The word that gives an unsigned magnitude its sign."""

    INCREASE = "increase"
    DECREASE = "decrease"
    UNCHANGED = "unchanged"


ROLES: dict[StatementType, tuple[str, ...]] = {
    StatementType.SUM_OF_PARTS: ("part", "minus"),
    StatementType.SHARE: ("part", "minus", "whole"),
    StatementType.CHANGE_AMOUNT: ("current", "prior", "rate", "increase", "decrease"),
    StatementType.CHANGE_RATE: ("current", "prior", "amount", "part", "rise", "fall"),
    StatementType.EXECUTION_RATE: ("executed", "budget"),
    StatementType.RATIO: ("numerator", "denominator"),
    StatementType.PRODUCT: ("factor",),
    StatementType.SCORE_SUM: ("part", "minus"),
    StatementType.SCORE_GRADE: ("score",),
    StatementType.ACHIEVEMENT: ("target", "actual", "weight"),
    StatementType.COUNT_OF_LIST: ("item", "part"),
    StatementType.REPEATED_FACT: ("other",),
    StatementType.DATE_ORDER: ("earlier", "later"),
}
"""
The roles that the operands of each type may have; several operands of one role are added.

* `minus` is subtracted from the parts (a balance; the excess of final accounts over the budget).
* A change is `current` against `prior`; where no prior year is printed, the `rate` beside an amount
  or the `amount` beside a rate takes its place; `increase` and `decrease` are changes of the parts;
  a `part` followed by its own rate (`rise`, `fall`) implies what the part was the year before.
* The claim of a score against its grade is in `stated_text` (优); so is a verbal achievement.
* An achievement with a `weight` claims the points that its actual earns; without, a percentage.
* A list has an `item` for every member (a figure of its enumerator or of its very words), or
  `part` counts that add up to the announced one.
* `other` is an earlier mention of the same fact; `earlier` must not lie after `later`.
"""


class Operand(NamedTuple):
    """
    A figure that a statement computes from; `role` says as what (see `ROLES`).

    A tuple, because the tables of one budget have thousands of them.
    """

    figure: Figure
    role: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    A claim with its operands.

    `claim` is the figure claimed, `None` for a verbal claim (持平, 超额完成); `stated_text` holds
    what is claimed in words (a grade, a verdict).  `complete` is false where an announced 其中
    need not list all parts.
    """

    type: StatementType
    quote: str
    start: int
    end: int
    claim: Figure | None
    operands: tuple[Operand, ...]
    direction: ChangeDirection | None = None
    stated_text: str | None = None
    subject: str = ""
    complete: bool = True
    place: Place | None = None
    recipe: str = ""
    """Which arithmetic of its type, where a type has several."""
