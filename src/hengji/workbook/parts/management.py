"""管理数据: the single facts that the ratios of an edition are computed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from hengji.domain.facts import MANAGEMENT_FACTS, FactDefinition
from hengji.domain.filing import Filing
from hengji.domain.measure import MEASURES
from hengji.domain.money import MoneyUnit
from hengji.domain.standard import Standard
from hengji.domain.stated import PERCENT, YUAN, Stated
from hengji.workbook import spelling
from hengji.workbook.form import KEY, Contents, Field, FixedRow, FormSheet, Grid, Kind, Row, Shown
from hengji.workbook.locate import Record
from hengji.workbook.returned import ReturnedSheet

GRID: Final = "management"
_VALUE, _UNIT, _NEED, _HINT = "value", "unit", "need", "hint"
NEEDED: Final = "必填"
_MONEY_UNITS: Final = tuple(unit.title for unit in MoneyUnit)

_COLUMNS: Final = (
    Field(id=KEY, title="数据项", kind=Kind.FIXED, required=True),
    Field(id=_VALUE, title="数值", kind=Kind.FIGURE, required=True),
    Field(id=_UNIT, title="单位", required=True),
    Field(id=_NEED, title="要求", kind=Kind.FIXED),
    Field(id=_HINT, title="填报说明", kind=Kind.FIXED),
)


def sheet(standard: Standard) -> FormSheet:
    """The facts in groups; those that the edition's ratios need are marked."""
    needed = frozenset(needed_facts(standard))
    rows: list[FixedRow] = []
    group = ""
    for fact in MANAGEMENT_FACTS:
        if fact.group != group:
            group = fact.group
            rows.append(FixedRow(key="", title=group, fields={}, words={}))
        rows.append(_row(fact, needed=fact.id in needed))
    return FormSheet(
        title="管理数据",
        heading="管理数据",
        note=("" if needed else "本版评分标准不用本表的数据，可以不填。")
        + f"标“{NEEDED}”的数据用于本版评分标准的计算，缺了就无法计分；其余有则填写。"
        "金额可在“单位”一栏选择元或万元；百分数请写上百分号，如 98.5%。",
        landscape=False,
        widths=(30, 22, 10, 10, 56),
        grids=(Grid(id=GRID, title="管理数据清单", columns=_COLUMNS, rows=tuple(rows)),),
    )


def needed_facts(standard: Standard) -> Iterator[str]:
    """The management facts that the edition's ratios are computed from."""
    named = [leaf.parameters.get("measure") for leaf in standard.leaves()]
    named += [adjustment.parameters.get("measure") for adjustment in standard.adjustments]
    for name in named:
        measure = MEASURES.get(name) if isinstance(name, str) else None
        if measure is not None:
            yield from (term.fact for term in (*measure.over, *measure.under))


def _row(fact: FactDefinition, *, needed: bool) -> FixedRow:
    kind = Kind.AMOUNT if fact.unit == YUAN else Kind.FIGURE
    unit = (
        Field(id=_UNIT, title="单位", kind=Kind.CHOICE, options=_MONEY_UNITS)
        if fact.unit == YUAN
        else Field(id=_UNIT, title="单位", kind=Kind.FIXED)
    )
    return FixedRow(
        key=fact.id,
        title=fact.title,
        fields={_VALUE: Field(id=_VALUE, title=fact.title, kind=kind, hint=fact.hint), _UNIT: unit},
        words={
            _UNIT: "元" if fact.unit == YUAN else fact.unit,
            _NEED: NEEDED if needed else "选填",
            _HINT: fact.hint,
        },
        needed=needed,
    )


def fill(filing: Filing, unit: MoneyUnit) -> Contents:
    """The facts that the filing has."""
    rows: list[Row] = []
    for fact, stated in filing.management.items():
        if stated.unit == YUAN:
            own = unit if stated.step is None or unit is not MoneyUnit.YUAN else MoneyUnit.TEN_THOUSAND_YUAN
            rows.append(
                {KEY: Shown(value=fact), _VALUE: spelling.amount(stated, own), _UNIT: Shown(value=own.title)}
            )
        else:
            rows.append({KEY: Shown(value=fact), _VALUE: spelling.figure(stated, stated.unit)})
    return {GRID: rows}


def take(returned: ReturnedSheet) -> Mapping[str, Stated]:
    """The facts that were filled in."""
    definitions = {fact.id: fact for fact in MANAGEMENT_FACTS}
    taken = {}
    for record in returned.records(GRID):
        if record.entry(_VALUE) is None:
            continue
        stated = _take_one(returned, record, definitions[record.key])
        if stated is not None:
            taken[record.key] = stated
    return MappingProxyType({fact: taken[fact] for fact in definitions if fact in taken})


def _take_one(returned: ReturnedSheet, record: Record, fact: FactDefinition) -> Stated | None:
    taking = returned.taking
    if fact.unit == YUAN:
        unit = taking.choice(record, _UNIT, "单位", {unit.title: unit for unit in MoneyUnit})
        if unit is None and record.entry(_UNIT) is None:
            taking.say(
                record.at(_UNIT), f"“{fact.title}”没有写明单位", "应为元、万元或亿元", "请在单位栏选择"
            )
        return None if unit is None else taking.amount(record, _VALUE, fact.title, unit)
    stated = taking.figure(record, _VALUE, fact.title, fact.unit)
    if stated is not None and stated.unit != PERCENT and stated.value < 0:
        taking.say(record.at(_VALUE), f"“{fact.title}”填的是负数", "应为不小于 0 的数", "请核对后改正")
        return None
    return stated
