"""
The stages of the year's budget — first, adjusted, executed — told by a sentence and by a table.

A sentence that prints two of them as the table's row of totals has them speaks of that row; then its
third must be the row's too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengji.domain.figure import Figure
from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements.tables import Block

_TOTAL_ROW: Final = re.compile(r"(?:合计|总计)\Z")
_OTHER_YEAR: Final = re.compile(r"上年|去年|增|减|差|率|%|％")
_STAGES: Final = (
    ("first", re.compile(r"年初(?:部门)?预算")),
    ("adjusted", re.compile(r"调整后?预算|全年预算|调整预算")),
    ("executed", re.compile(r"执行数|支出决算|决算数|实际支出|全年支出|支出数|执行\Z")),
)
_ENOUGH: Final = 2
_DIGITS: Final = 4
"""Amounts of fewer digits meet by chance."""


@dataclass(frozen=True, slots=True)
class Totals:
    """A table's row of totals, by stage."""

    figures: dict[str, Figure]


def totals(block: Block) -> Iterator[Totals]:
    """The rows of totals of a table that tell two stages at least, each in one column only."""
    columns: dict[str, list[int]] = {}
    for column, words in block.headers.items():
        stage = None if _OTHER_YEAR.search(words) else _stage(words)
        if stage is not None:
            columns.setdefault(stage, []).append(column)
    if len(columns) < _ENOUGH or any(len(found) > 1 for found in columns.values()):
        return
    for line in block.lines:
        if not _TOTAL_ROW.search(line.label):
            continue
        told = {stage: figure for stage, (column,) in columns.items() if (figure := line.figures.get(column))}
        if len(told) > _ENOUGH and all(figure.unit == YUAN for figure in told.values()):
            yield Totals(told)


def again(scope: Scope, rows: Sequence[Totals], year: int | None) -> Iterator[Statement]:
    """The one stage of a sentence that differs from the row that it tells otherwise."""
    if not rows:
        return
    sentences: dict[int, dict[str, Mention]] = {}
    for mention in scope.here.mentions:
        if mention.figure.unit != YUAN or not scopes.is_amount(mention) or mention.prior or mention.depth:
            continue
        stage = None if mention.year not in {None, year} else _stage(mention.lead)
        if stage is not None:
            sentences.setdefault(mention.sentence, {}).setdefault(stage, mention)
    for told in sentences.values():
        for row in rows:
            shared = [stage for stage in told if stage in row.figures]
            met = [stage for stage in shared if _meet(told[stage].figure, row.figures[stage])]
            sure = [stage for stage in met if _digits(row.figures[stage]) >= _DIGITS]
            if len(shared) == len(met) + 1 and len({row.figures[stage].value for stage in sure}) >= _ENOUGH:
                (odd,) = set(shared) - set(met)
                other = row.figures[odd]
                yield scope.statement(
                    StatementType.REPEATED_FACT, told[odd], [("other", other)], recipe="table"
                )
                break


def _stage(words: str) -> str | None:
    """The stage that words before a figure or over a column name; of several the last."""
    found = [(match.end(), stage) for stage, pattern in _STAGES for match in pattern.finditer(words)]
    return max(found)[1] if found else None


def _digits(figure: Figure) -> int:
    value = figure.value if isinstance(figure.value, Decimal) else Decimal(0)
    return len(value.normalize().as_tuple().digits)


def _meet(one: Figure, other: Figure) -> bool:
    first, second = one.interval, other.interval
    return first is not None and second is not None and first.meets(second)
