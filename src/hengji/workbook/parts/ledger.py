"""预算与决算: the money, by class of expenditure and by source of funds."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from hengji.domain.filing import Filing
from hengji.domain.ledger import (
    EXPENDITURE_CLASSES,
    FUND_SOURCES,
    LEDGER_COLUMN_TITLES,
    LEDGER_LINE_TITLES,
    Ledger,
    LedgerColumn,
    LedgerLine,
    LedgerRow,
)
from hengji.domain.money import MoneyUnit
from hengji.workbook import spelling
from hengji.workbook.computed import Agreement, Difference, Ratio, same_row
from hengji.workbook.form import (
    ANSWER,
    KEY,
    REMARK,
    Contents,
    Field,
    FixedRow,
    FormSheet,
    Grid,
    Kind,
    Row,
    Shown,
    form_contents,
    form_rows,
)
from hengji.workbook.returned import ReturnedSheet

GRID: Final = "ledger"
REASONS: Final = "ledger_reasons"

_HINTS: Final = {
    LedgerColumn.INITIAL_BUDGET: "年初批复的预算",
    LedgerColumn.ADJUSTMENT: "年度中调增填正数，调减填负数；没有调整填 0",
    LedgerColumn.ADJUSTED_BUDGET: "调整后的全年预算，预算执行率的分母",
    LedgerColumn.EXECUTED: "本年决算支出数",
    LedgerColumn.SURPLUS: "年末结转和结余",
    LedgerColumn.PRIOR_EXECUTED: "上年决算支出数，用于计算增减",
}
_INITIAL, _ADJUSTMENT, _ADJUSTED, _EXECUTED, _SURPLUS, _PRIOR = (
    same_row(column.value) for column in LedgerColumn
)

_COLUMNS: Final = (
    Field(id=KEY, title="支出项目", kind=Kind.FIXED, required=True),
    *(
        Field(id=column.value, title=title, kind=Kind.AMOUNT, hint=_HINTS[column])
        for column, title in LEDGER_COLUMN_TITLES.items()
    ),
    Field(
        id="budget_check",
        title="预算校验",
        kind=Kind.COMPUTED,
        computation=Agreement(parts=(_INITIAL, _ADJUSTMENT), whole=_ADJUSTED, all_needed=True),
    ),
    Field(
        id="execution_rate",
        title="预算执行率",
        kind=Kind.COMPUTED_PERCENT,
        computation=Ratio(over=_EXECUTED, under=_ADJUSTED),
    ),
    Field(
        id="share",
        title="占全年预算",
        kind=Kind.COMPUTED_PERCENT,
        computation=Ratio(over=_ADJUSTED, under=(LedgerLine.TOTAL, LedgerColumn.ADJUSTED_BUDGET)),
    ),
    Field(
        id="change_amount",
        title="比上年增减额",
        kind=Kind.COMPUTED_AMOUNT,
        computation=Difference(whole=_EXECUTED, part=_PRIOR),
    ),
    Field(
        id="change_rate",
        title="比上年增减率",
        kind=Kind.COMPUTED_PERCENT,
        computation=Ratio(over=_EXECUTED, less=_PRIOR, under=_PRIOR),
    ),
)


def _line(line: LedgerLine) -> FixedRow:
    return FixedRow(
        key=line.value, title=LEDGER_LINE_TITLES[line], fields={}, words={}, needed=line is LedgerLine.TOTAL
    )


def _check(key: str, title: str, lines: tuple[LedgerLine, ...]) -> FixedRow:
    """A computed row: do the parts make up the total, column by column?"""
    fields = {
        column.value: Field(
            id=column.value,
            title=title,
            kind=Kind.COMPUTED,
            computation=Agreement(
                parts=tuple((line.value, column.value) for line in lines),
                whole=(LedgerLine.TOTAL.value, column.value),
                all_needed=False,
            ),
        )
        for column in LedgerColumn
    }
    return FixedRow(key=key, title=title, fields=fields, words={}, computed=True)


SHEET: Final = FormSheet(
    title="预算与决算",
    heading="部门预算与决算情况",
    note="按部门决算口径填写。灰色单元格自动计算，不用填写；出现“相差”时请核对同一行、同一列的数。"
    "没有发生的填 0，没有数据的留空。",
    money_unit=True,
    widths=(18, 17, 17, 17, 17, 17, 17, 16, 12, 12, 17, 12),
    grids=(
        Grid(
            id=GRID,
            title="一、预算与决算数",
            columns=_COLUMNS,
            rows=(
                _line(LedgerLine.TOTAL),
                FixedRow(key="", title="按支出分类", fields={}, words={}),
                *map(_line, EXPENDITURE_CLASSES),
                _check("classes_check", "分类合计校验", EXPENDITURE_CLASSES),
                FixedRow(key="", title="按资金来源", fields={}, words={}),
                *map(_line, FUND_SOURCES),
                _check("sources_check", "来源合计校验", FUND_SOURCES),
            ),
        ),
        Grid(
            id=REASONS,
            title="二、原因说明",
            columns=(
                Field(id=KEY, title="项目", kind=Kind.FIXED, required=True),
                Field(id=ANSWER, title="填写内容", required=True, kind=Kind.LONG, span=7),
                Field(id=REMARK, title="填报说明", kind=Kind.FIXED, span=4),
            ),
            rows=form_rows(
                Field(
                    id="adjustment_reason",
                    title="预算调整原因",
                    kind=Kind.LONG,
                    hint="年度中有追加、调减的须说明",
                ),
                Field(
                    id="execution_reason",
                    title="预算执行差异原因",
                    kind=Kind.LONG,
                    hint="预算执行率低于 90% 或高于 100% 的须说明",
                ),
                Field(
                    id="change_reason",
                    title="支出增减原因",
                    kind=Kind.LONG,
                    hint="比上年增加或减少的主要原因，写入报告第一部分",
                ),
            ),
        ),
    ),
)


def fill(filing: Filing, unit: MoneyUnit) -> Contents:
    """The ledger's rows in that unit."""
    ledger = filing.ledger
    rows: list[Row] = []
    for line, row in ledger.rows.items():
        amounts = {
            column.value: spelling.amount(stated, unit)
            for column in LedgerColumn
            if (stated := row.amount(column)) is not None
        }
        rows.append({KEY: Shown(value=line.value), **amounts})
    reasons = {
        "adjustment_reason": Shown(value=ledger.adjustment_reason),
        "execution_reason": Shown(value=ledger.execution_reason),
        "change_reason": Shown(value=ledger.change_reason),
    }
    return {GRID: rows, REASONS: form_contents(reasons)}


def take(sheet: ReturnedSheet) -> Ledger:
    """The rows that were filled in, in yuan."""
    unit = sheet.money_unit()
    rows = {}
    for record in sheet.records(GRID):
        line = LedgerLine(record.key)
        amounts = {
            column.value: sheet.taking.amount(
                record, column.value, f"{LEDGER_LINE_TITLES[line]}·{LEDGER_COLUMN_TITLES[column]}", unit
            )
            for column in LedgerColumn
        }
        if any(amount is not None for amount in amounts.values()):
            rows[line] = LedgerRow(**amounts, place=record.place)
    reasons = sheet.form(REASONS)
    return Ledger(
        rows=MappingProxyType({line: rows[line] for line in LedgerLine if line in rows}),
        adjustment_reason=reasons.text("adjustment_reason"),
        execution_reason=reasons.text("execution_reason"),
        change_reason=reasons.text("change_reason"),
    )
