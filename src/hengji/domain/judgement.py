"""
A statement recomputed once: rules read judgements and never compute again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.finding import Verdict
from hengji.domain.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one statement; figures in base units, `difference` is stated − computed."""

    statement: Statement
    verdict: Verdict
    stated: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    reason: str
    working: str | Callable[[Judgement], str] = ""
    """The arithmetic in words, or what writes it: a document holds hundreds that nobody asks to see."""

    @property
    def arithmetic(self) -> str:
        """The arithmetic as printed, such as 19,731,374.38元＋9,081,300.00元＝28,812,674.38元."""
        return self.working if isinstance(self.working, str) else self.working(self)
