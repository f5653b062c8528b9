"""
What the form's tables compute by themselves, by the workbook's own declarations: rates, changes, agreements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from hengji.domain.filing import Filing as DomainFiling
from hengji.domain.money import MoneyUnit
from hengji.domain.problem import InputError
from hengji.domain.source import Place
from hengji.domain.standard import Standard
from hengji.workbook import answers, building, computed
from hengji.workbook.answers import TakenAnswers
from hengji.workbook.form import KEY, Contents, Field, FixedRow, FormSheet, Grid, Kind, Row

Values = Mapping[str, Mapping[str, object]]

_LISTED: Final = {"indicators": "indicators", "projects": "projects"}
"""Tables whose entries are things of the filing, one a row, in the order of the rows."""


def computed_cells(taken: TakenAnswers, content: Mapping[str, str], standard: Standard) -> dict[str, str]:
    """
    Path → words of every computed cell that has enough to be computed; the others are left out.
    """
    filing = taken.filing
    if filing is None:
        return {}
    made: dict[str, str] = {}
    filled: dict[MoneyUnit, Contents] = {}
    for sheet in building.forms(standard):
        grids = [grid for grid in sheet.grids if any(_computed(grid))]
        if not grids:
            continue
        unit = unit_of(sheet, content)
        if unit not in filled:
            try:
                filled[unit] = building.contents(filing, standard, unit)
            except InputError:
                return made
        for grid in grids:
            rows = filled[unit].get(grid.id, [])
            keyed = _fixed(grid, rows) if grid.rows else _listed(grid, rows, filing, taken)
            made.update(_cells(grid, keyed))
    return made


def unit_of(sheet: FormSheet, content: Mapping[str, str]) -> MoneyUnit:
    """The unit in which the amounts of a sheet are written."""
    said = content.get(answers.path_of(sheet.grids[0].id, answers.SHEET_ROW, answers.UNIT_FIELD), "")
    return next((unit for unit in MoneyUnit if unit.title == said), MoneyUnit.YUAN)


def _computed(grid: Grid) -> Iterator[bool]:
    return (column.computation is not None for column in grid.columns)


def _fixed(grid: Grid, rows: list[Row]) -> dict[str, Row]:
    filled = {str(row[KEY].value): row for row in rows}
    return {row.key: filled.get(row.key, {}) for row in grid.rows if row.key}


def _listed(grid: Grid, rows: list[Row], filing: DomainFiling, taken: TakenAnswers) -> dict[str, Row]:
    name = _LISTED.get(grid.id)
    if name is None:
        return {}
    places: list[Place | None] = [each.place for each in getattr(filing, name)]
    keys = [path.split("/")[1] if (path := taken.path(place)) else "" for place in places]
    return {key: row for key, row in zip(keys, rows, strict=False) if key}


def _cells(grid: Grid, keyed: Mapping[str, Row]) -> Iterator[tuple[str, str]]:
    values: Values = {key: {field: shown.value for field, shown in row.items()} for key, row in keyed.items()}
    fixed = {row.key: row for row in grid.rows if row.key}
    for key, own in values.items():
        for column in grid.columns:
            asked = _asked(fixed.get(key), column.id, grid)
            if asked.computation is None:
                continue
            value = asked.computation.value(computed.numbers(values, own))
            if value != "":
                yield answers.path_of(grid.id, key, column.id), words(value, asked.kind)


def _asked(row: FixedRow | None, column: str, grid: Grid) -> Field:
    own = grid.column(column)
    return own if row is None else row.fields.get(column, own)


def words(value: Decimal | str, kind: Kind) -> str:
    """
    A computed value as it is read.

    >>> words(Decimal("0.98390"), Kind.COMPUTED_PERCENT), words(Decimal("-1234.5"), Kind.COMPUTED_AMOUNT)
    ('98.39%', '-1,234.50')
    """
    if isinstance(value, str):
        return value
    if kind is Kind.COMPUTED_PERCENT:
        return f"{value * 100:,.2f}%"
    if kind is Kind.COMPUTED_AMOUNT:
        exponent = value.normalize().as_tuple().exponent
        places = max(2, -exponent) if isinstance(exponent, int) else 2
        return f"{value:,.{min(places, 6)}f}"
    return f"{value:f}"
