"""
The money: budget and final accounts by class of expenditure and by source of funds.

Every amount is optional: blank is not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from hengji.domain.source import Place
from hengji.domain.stated import Stated


class LedgerLine(StrEnum):
    """A row of the ledger: the total, a class of expenditure or a source of funds."""

    TOTAL = "total"
    PERSONNEL = "personnel"
    OPERATING = "operating"
    PROJECT = "project"
    APPROPRIATION = "appropriation"
    CARRY_OVER = "carry_over"
    OTHER = "other"


EXPENDITURE_CLASSES = (LedgerLine.PERSONNEL, LedgerLine.OPERATING, LedgerLine.PROJECT)
FUND_SOURCES = (LedgerLine.APPROPRIATION, LedgerLine.CARRY_OVER, LedgerLine.OTHER)

LEDGER_LINE_TITLES = {
    LedgerLine.TOTAL: "支出合计",
    LedgerLine.PERSONNEL: "人员经费",
    LedgerLine.OPERATING: "公用经费",
    LedgerLine.PROJECT: "项目支出",
    LedgerLine.APPROPRIATION: "财政拨款",
    LedgerLine.CARRY_OVER: "上年结转",
    LedgerLine.OTHER: "其他资金",
}


class LedgerColumn(StrEnum):
    """A column of the ledger; the name is the attribute of `LedgerRow`."""

    INITIAL_BUDGET = "initial_budget_amount"
    ADJUSTMENT = "adjustment_amount"
    ADJUSTED_BUDGET = "adjusted_budget_amount"
    EXECUTED = "executed_amount"
    SURPLUS = "surplus_amount"
    PRIOR_EXECUTED = "prior_executed_amount"


LEDGER_COLUMN_TITLES = {
    LedgerColumn.INITIAL_BUDGET: "年初预算数",
    LedgerColumn.ADJUSTMENT: "预算调整数",
    LedgerColumn.ADJUSTED_BUDGET: "全年预算数",
    LedgerColumn.EXECUTED: "全年执行数",
    LedgerColumn.SURPLUS: "年末结转结余",
    LedgerColumn.PRIOR_EXECUTED: "上年执行数",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """The amounts of one line, in yuan."""

    initial_budget_amount: Stated | None = None
    adjustment_amount: Stated | None = None
    adjusted_budget_amount: Stated | None = None
    executed_amount: Stated | None = None
    surplus_amount: Stated | None = None
    prior_executed_amount: Stated | None = None
    place: Place | None = None

    def amount(self, column: LedgerColumn) -> Stated | None:
        """The amount in that column, or `None` where it is blank."""
        amount: Stated | None = getattr(self, column.value)
        return amount


_BLANK = LedgerRow()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The rows that were filled in."""

    rows: Mapping[LedgerLine, LedgerRow] = field(default_factory=lambda: MappingProxyType({}))
    adjustment_reason: str | None = None
    """Why the budget was adjusted in the year."""
    execution_reason: str | None = None
    """Why execution fell short, or went over."""
    change_reason: str | None = None
    """Why expenditure rose or fell on the prior year."""

    def row(self, line: LedgerLine) -> LedgerRow:
        """That line; a blank one where nothing was filled in."""
        return self.rows.get(line, _BLANK)

    @property
    def total(self) -> LedgerRow:
        """支出合计."""
        return self.row(LedgerLine.TOTAL)
