"""
A statement recomputed once: rules read judgements and never compute again.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.finding import Verdict
from hengji.domain.interval import Interval
from hengji.domain.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one statement; figures in base units, `difference` is stated − computed."""

    statement: Statement
    verdict: Verdict
    stated: Decimal | None
    computed: Decimal | None
    difference: Decimal | None
    computed_interval: Interval | None
    reason: str
    arithmetic: str = ""
