"""
The money: what was spent, how that compares, and how the budget was executed.

Only what was filed is compared; a class that was left blank is said to be blank, never taken
as zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hengji.compose.material import (
    Material,
    difference,
    rate_of_change,
    share,
    sheet,
)
from hengji.compose.wording import (
    Words,
    amount,
    fact,
    listed,
    missing,
    operand,
    paragraph,
    percent,
    ratio_of,
    sentence,
    told,
    yuan,
)
from hengji.domain.block import Block, Run, Runs
from hengji.domain.facts import Topic
from hengji.domain.ledger import (
    EXPENDITURE_CLASSES,
    FUND_SOURCES,
    LEDGER_LINE_TITLES,
    LedgerColumn,
    LedgerLine,
)
from hengji.domain.money import in_yuan
from hengji.domain.stated import Stated

LOW_EXECUTION = Decimal("0.9")
"""Execution below 90 % must be explained (财预〔2020〕10号 practice)."""


def expenditure(material: Material, level: int) -> Iterator[Block]:
    """Final accounts, the change on the prior year and why; by class and by source."""
    del level
    executed = material.stated(LedgerLine.TOTAL, LedgerColumn.EXECUTED)
    prior = material.stated(LedgerLine.TOTAL, LedgerColumn.PRIOR_EXECUTED)
    year = material.filing.fiscal_year
    words: list[Words] = [f"{year}年度{material.spending}（决算数）"]
    words.append(material.required_amount(LedgerLine.TOTAL, LedgerColumn.EXECUTED))
    if executed and prior:
        words += [
            "，上年为",
            amount(prior),
            "，",
            *_change(executed, prior),
            _change_reason(material, executed, prior),
        ]
    elif executed:
        words += ["，上年支出", material.required_amount(LedgerLine.TOTAL, LedgerColumn.PRIOR_EXECUTED)]
    adjusted = material.stated(LedgerLine.TOTAL, LedgerColumn.ADJUSTED_BUDGET)
    if executed and adjusted and adjusted.value:
        words += ["。全年预算", amount(adjusted), "，预算执行率", execution_rate(executed, adjusted)]
    yield paragraph(*words, "。")
    yield from _by_class(material, executed)
    sources = _split(material, FUND_SOURCES, LedgerColumn.EXECUTED)
    if executed and sources:
        yield paragraph("按资金来源分：", _parts(sources, executed), "。")


def _change(now: Stated, before: Stated) -> Iterator[Words]:
    if now.value == before.value:
        yield "与上年持平"
        return
    more = now.value > before.value
    yield f"比上年{'增加' if more else '减少'}"
    yield difference(now, before)
    if before.value:
        yield f"，{'增长' if more else '下降'}"
        yield rate_of_change(now, before)


def _change_reason(material: Material, now: Stated, before: Stated) -> Words:
    reason = material.filing.ledger.change_reason
    if now.value == before.value and not reason:
        return ""
    if not reason:
        return sentence("，主要原因：", missing("支出比上年增减的原因", sheet(Topic.LEDGER)))
    return sentence("，主要原因是", told(_without_lead(reason), material.filing.ledger.total.place))


def _without_lead(reason: str) -> str:
    """A reason without the words that introduce it, which the sentence already has."""
    for lead in ("减少的", "增加的"):
        reason = reason.removeprefix(lead)
    for lead in ("主要原因是", "主要原因：", "主要原因:", "原因是", "原因：", "主要是", "因为"):
        reason = reason.removeprefix(lead)
    return reason


def _by_class(material: Material, executed: Stated | None) -> Iterator[Block]:
    """What was spent on staff, running and projects; a blank is called a blank."""
    if not executed:
        return
    filed = _split(material, EXPENDITURE_CLASSES, LedgerColumn.EXECUTED)
    titles = [LEDGER_LINE_TITLES[line] for line in EXPENDITURE_CLASSES]
    if not filed:
        yield paragraph(f"决算数未按{'、'.join(titles)}分列，本报告不作分类比较。")
        return
    words: list[Words] = ["按支出类别分：", _parts(filed, executed)]
    blank = [LEDGER_LINE_TITLES[line] for line in EXPENDITURE_CLASSES if line not in dict(filed)]
    if blank:
        words.append(f"；{'、'.join(blank)}未单独列示")
    yield paragraph(*words, "。")


def _split(
    material: Material, lines: tuple[LedgerLine, ...], column: LedgerColumn
) -> tuple[tuple[LedgerLine, Stated], ...]:
    found = ((line, material.stated(line, column)) for line in lines)
    return tuple((line, stated) for line, stated in found if stated is not None)


def _parts(parts: tuple[tuple[LedgerLine, Stated], ...], whole: Stated) -> Runs:
    def one(line: LedgerLine, part: Stated) -> Runs:
        shown: list[Words] = [LEDGER_LINE_TITLES[line], amount(part)]
        if whole.value:
            shown += ["，占比", share(part, whole)]
        return sentence(*shown)

    return listed((one(line, part) for line, part in parts), "；")


def budget(material: Material) -> Iterator[Block]:
    """The year's budget by class and how it changed in the year."""
    total = material.filing.ledger.total
    adjusted = total.adjusted_budget_amount
    year = material.filing.fiscal_year
    words: list[Words] = [f"{year}年度支出预算"]
    words.append(material.required_amount(LedgerLine.TOTAL, LedgerColumn.ADJUSTED_BUDGET))
    column = LedgerColumn.ADJUSTED_BUDGET
    classes = _split(material, EXPENDITURE_CLASSES, column)
    if adjusted and classes:
        words += ["，其中：", _parts(classes, adjusted)]
    yield paragraph(*words, "。")
    initial = total.initial_budget_amount
    if initial and adjusted:
        yield paragraph(*_adjustment(material, initial, adjusted))


def _adjustment(material: Material, initial: Stated, adjusted: Stated) -> Iterator[Words]:
    if initial.value == adjusted.value:
        yield "年初预算与全年预算相同，均为"
        yield fact(in_yuan(initial.value), initial.place, adjusted.place)
        yield "，年度内没有净调整。"
        return
    more = adjusted.value > initial.value
    yield "年初预算"
    yield amount(initial)
    yield f"，年度内净调{'增' if more else '减'}"
    yield difference(adjusted, initial)
    if initial.value:
        yield "，为年初预算的"
        yield rate_of_change(adjusted, initial)
    reason = material.filing.ledger.adjustment_reason
    yield "，原因："
    yield (
        told(reason, material.filing.ledger.total.place)
        if reason
        else missing("预算调整的原因", sheet(Topic.LEDGER))
    )
    yield "。"


def execution(material: Material) -> Iterator[Block]:
    """What was executed of the budget, what was left, and why."""
    adjusted = material.stated(LedgerLine.TOTAL, LedgerColumn.ADJUSTED_BUDGET)
    executed = material.stated(LedgerLine.TOTAL, LedgerColumn.EXECUTED)
    words: list[Words] = ["全年实际支出"]
    words.append(material.required_amount(LedgerLine.TOTAL, LedgerColumn.EXECUTED))
    if adjusted and executed and adjusted.value:
        words += ["，预算执行率", execution_rate(executed, adjusted)]
        words += _remainder(material, executed, adjusted)
    yield paragraph(*words, "。")
    rates = _class_rates(material)
    if rates:
        yield paragraph("分类别看：", listed(rates, "；"), "。")


def execution_rate(executed: Stated, adjusted: Stated) -> Run:
    """全年执行数÷全年预算数; the budget must not be zero."""
    return fact(
        percent(ratio_of(executed.value, adjusted.value)),
        executed.place,
        adjusted.place,
        computed=f"{operand(executed)}÷{operand(adjusted)}",
    )


def unspent(executed: Stated, adjusted: Stated) -> Run:
    """What the budget still held, or by how much it was exceeded."""
    gap = abs(adjusted.value - executed.value)
    order = (adjusted, executed) if adjusted.value > executed.value else (executed, adjusted)
    return yuan(
        gap,
        *(one.place for one in order),
        computed="－".join(in_yuan(one.value) for one in order),
    )


def _remainder(material: Material, executed: Stated, adjusted: Stated) -> Iterator[Words]:
    if executed.value == adjusted.value:
        yield "，预算全部支出"
        return
    short = executed.value < adjusted.value
    yield "，" + ("比预算少支出" if short else "超出预算")
    yield unspent(executed, adjusted)
    reason = material.filing.ledger.execution_reason
    if reason:
        yield "，原因是"
        yield told(_without_lead(reason), material.filing.ledger.total.place)
    elif not short or ratio_of(executed.value, adjusted.value) < LOW_EXECUTION:
        yield "，原因："
        yield missing("预算执行偏差的原因", sheet(Topic.LEDGER))


def _class_rates(material: Material) -> list[Runs]:
    """The execution rate of each class that has both its budget and its execution."""
    rates = []
    for line in EXPENDITURE_CLASSES:
        adjusted = material.stated(line, LedgerColumn.ADJUSTED_BUDGET)
        executed = material.stated(line, LedgerColumn.EXECUTED)
        if adjusted and executed and adjusted.value:
            rates.append(
                sentence(
                    f"{LEDGER_LINE_TITLES[line]}预算",
                    amount(adjusted),
                    "，支出",
                    amount(executed),
                    "，执行率",
                    execution_rate(executed, adjusted),
                )
            )
    return rates


def funds(material: Material, level: int) -> Iterator[Block]:
    """A project's money in one section."""
    del level
    yield from budget(material)
    yield from execution(material)
