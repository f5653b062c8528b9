"""
The figures of a department's units put together, as the Hubei form prescribes.

Absolute values add; relative ones are weighted by fund amount (全年预算数 of the unit); quantities are
totalled first and scored afterwards.  Blank is not zero: where one unit left a figure open, or gave it
only roughly, there is no total to take over, and the line says whose figure is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengji.domain.facts import MANAGEMENT_FACTS
from hengji.domain.filing import Filing
from hengji.domain.indicator import Direction, Indicator
from hengji.domain.ledger import LEDGER_COLUMN_TITLES, LEDGER_LINE_TITLES, LedgerColumn, LedgerLine
from hengji.domain.money import MoneyUnit, grouped, rounded
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated

BASIS: Final = (
    "绝对值指标直接加总，相对值指标按资金额（全年预算数）加权平均；先汇总数量，再计分"
    "（湖北省项目支出绩效自评表填报说明）"
)
_FOUR: Final = 4
_FEN: Final = 2
"""Decimal places of yuan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One whose figures are put together."""

    name: str
    filing: Filing

    @property
    def fund_amount(self) -> Decimal | None:
        """全年预算数, the weight of its relative figures."""
        amount = self.filing.ledger.total.adjusted_budget_amount
        return None if amount is None else amount.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of all members with its total, and the answer that the total would be."""

    key: str
    """Names the line in a form: the path of the answer, or an indicator's title and field."""
    group: str
    title: str
    unit: str
    values: tuple[Stated | None, ...]
    total: Decimal | None
    arithmetic: str = ""
    remark: str = ""
    """Why there is no total."""

    @property
    def shown(self) -> tuple[str, ...]:
        """The members' figures for a table."""
        return tuple("" if value is None else figure_words(value, self.unit) for value in self.values)

    @property
    def total_words(self) -> str:
        """The total for a table."""
        return "" if self.total is None else number_words(self.total, self.unit)

    @property
    def is_relative(self) -> bool:
        """Whether it was weighted."""
        return self.unit == PERCENT


def number_words(value: Decimal, unit: str) -> str:
    """
    A number for a column of them: yuan to the fen, so that the points stand below each other.

    >>> number_words(Decimal("12519371.9"), YUAN), number_words(Decimal("120"), "场")
    ('12,519,371.90', '120')
    """
    exponent = value.as_tuple().exponent
    is_exact = isinstance(exponent, int) and exponent >= -_FEN
    return grouped(value, _FEN) if unit == YUAN and is_exact else grouped(value)


def figure_words(stated: Stated, unit: str = "") -> str:
    """
    A figure for a table, with the word that makes it rough.

    >>> figure_words(Stated(value=Decimal(150000), modifier=Modifier.OVER, quote="超15万"))
    '超15万'
    """
    return (
        number_words(stated.value, unit)
        if stated.modifier is Modifier.EXACT
        else stated.quote or f"约{stated.value:f}"
    )


def consolidated(members: Sequence[Member]) -> tuple[Line, ...]:
    """Every figure that at least one member states."""
    return (*_ledger(members), *_management(members), *_indicators(members))


def _ledger(members: Sequence[Member]) -> Iterator[Line]:
    for row, row_title in LEDGER_LINE_TITLES.items():
        for column, column_title in LEDGER_COLUMN_TITLES.items():
            values = tuple(_amount(member, row, column) for member in members)
            if any(value is not None for value in values):
                yield line(
                    members,
                    values,
                    key=f"ledger/{row.value}/{column.value}",
                    group="预算与决算",
                    title=f"{row_title}·{column_title}",
                    unit=YUAN,
                )


def _amount(member: Member, row: LedgerLine, column: LedgerColumn) -> Stated | None:
    return member.filing.ledger.row(row).amount(column)


def _management(members: Sequence[Member]) -> Iterator[Line]:
    for fact in MANAGEMENT_FACTS:
        if fact.unit == "天":
            continue  # Days of disclosure belong to one unit; neither their sum nor their mean says anything.
        values = tuple(member.filing.management.get(fact.id) for member in members)
        if any(value is not None for value in values):
            yield line(
                members,
                values,
                key=f"management/{fact.id}/value",
                group="管理数据",
                title=fact.title,
                unit=fact.unit,
            )


def _indicators(members: Sequence[Member]) -> Iterator[Line]:
    """Indicators of the same name, unit and direction; a unit that has no such indicator takes no part."""
    found: dict[tuple[str, str, Direction], list[tuple[Member, Indicator]]] = {}
    for member in members:
        for each in member.filing.indicators:
            if each.direction is not Direction.QUALITATIVE:
                key = (each.title, each.unit_of_measure or "", each.direction)
                found.setdefault(key, []).append((member, each))
    for (title, unit, _direction), holders in found.items():
        having = [member for member, _ in holders]
        for name, words in (("target", "目标值"), ("actual", "实际完成值")):
            stated = {
                member.name: each.target_value if name == "target" else each.actual_value
                for member, each in holders
            }
            made = line(
                having,
                tuple(stated.get(member.name) for member in having),
                key=f"indicator:{title}/{name}",
                group="绩效指标",
                title=f"{title}·{words}",
                unit=PERCENT if unit == PERCENT else _base_unit(stated.values(), unit),
            )
            yield Line(
                key=made.key,
                group=made.group,
                title=made.title,
                unit=made.unit,
                values=tuple(stated.get(member.name) for member in members),
                total=made.total,
                arithmetic=made.arithmetic,
                remark=made.remark,
            )


def _base_unit(values: Iterable[Stated | None], printed: str) -> str:
    """The unit of the values inside, which is yuan where the form prints 万元."""
    return next((value.unit for value in values if value is not None and value.unit), printed)


def line(
    members: Sequence[Member],
    values: tuple[Stated | None, ...],
    *,
    key: str,
    group: str,
    title: str,
    unit: str,
) -> Line:
    """One line: a sum, or a mean weighted by fund amount where the unit is percent."""
    remark = _remark(members, values, weighted=unit == PERCENT)
    total, arithmetic = None, ""
    if not remark:
        figures = [value.value for value in values if value is not None]
        if unit == PERCENT:
            weights = [member.fund_amount or Decimal(0) for member in members]
            total, arithmetic = weighted(figures, weights)
        else:
            total = sum(figures, Decimal(0))
            arithmetic = "＋".join(grouped(value) for value in figures) + f"＝{grouped(total)}"
    return Line(
        key=key,
        group=group,
        title=title,
        unit=unit,
        values=values,
        total=total,
        arithmetic=arithmetic,
        remark=remark,
    )


def weighted(figures: Sequence[Decimal], weights: Sequence[Decimal]) -> tuple[Decimal, str]:
    """
    The mean weighted by fund amount, rounded once at the end, and its arithmetic.

    >>> weighted([Decimal(90), Decimal(80)], [Decimal(300), Decimal(100)])
    (Decimal('87.50'), '（90×300＋80×100）÷400＝87.50')
    """
    whole = sum(weights, Decimal(0))
    mean = rounded(sum((f * w for f, w in zip(figures, weights, strict=True)), Decimal(0)) / whole)
    terms = "＋".join(f"{grouped(f)}×{grouped(w)}" for f, w in zip(figures, weights, strict=True))
    return mean, f"（{terms}）÷{grouped(whole)}＝{mean:f}"


def _remark(members: Sequence[Member], values: Sequence[Stated | None], *, weighted: bool) -> str:
    pairs = list(zip(members, values, strict=True))
    blank = [member.name for member, value in pairs if value is None]
    if blank:
        return f"{_named(blank)}未填，不能汇总"
    rough = [
        member.name for member, value in pairs if value is not None and value.modifier is not Modifier.EXACT
    ]
    if rough:
        return f"{_named(rough)}填的是约数，不能汇总"
    without = [member.name for member in members if not member.fund_amount]
    if weighted and without:
        return f"{_named(without)}没有全年预算数，不能加权"
    return ""


def _named(names: Sequence[str]) -> str:
    return "、".join(names) if len(names) < _FOUR else f"{names[0]}等{len(names)}家"


def typed(total: Decimal, unit: str, printed: MoneyUnit | None = None) -> str:
    """
    A total as it would be typed, money in the unit that the form prints.

    >>> typed(Decimal("1234500.00"), YUAN, MoneyUnit.TEN_THOUSAND_YUAN), typed(Decimal("87.50"), PERCENT)
    ('123.45', '87.50%')
    """
    if unit == PERCENT:
        return f"{total:f}%"
    if unit == YUAN and printed is not None:
        value = total / printed.value
        plain = value.normalize()
        return f"{plain:f}"
    return f"{total:f}"


def printed_unit(words: str, otherwise: MoneyUnit = MoneyUnit.YUAN) -> MoneyUnit:
    """The unit of money that a form names."""
    return MoneyUnit.from_title(words) or otherwise


def by_key(lines: Iterable[Line]) -> Mapping[str, Line]:
    """The lines by key."""
    return {each.key: each for each in lines}
