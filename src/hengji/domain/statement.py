"""
What a document claims that can be recomputed from what it prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A figure that a statement computes from; `role` says as what (part, whole, base, prior …)."""

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
