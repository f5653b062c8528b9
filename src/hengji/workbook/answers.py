"""
The form without a sheet: each answer under a path, as a web form holds it.

A path is table/row/field: `ledger/total/executed_amount`, `indicators/000200/target`.  Fixed rows go by
their key (which may hold a slash itself), entries by any id whose alphabetical order is the order of
the rows.  Answers are what was typed; they become cells of a sheet that nobody sees and are read like
any workbook, so a screen and a workbook can never be understood differently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Final

from hengji.domain.extract import Cell, Extract, Table
from hengji.domain.filing import Filing
from hengji.domain.money import MoneyUnit
from hengji.domain.problem import Problem
from hengji.domain.source import Place
from hengji.domain.standard import Standard
from hengji.workbook import building, reading
from hengji.workbook.form import KEY, Field, FixedRow, FormSheet, Grid, Shown
from hengji.workbook.locate import address
from hengji.workbook.parts import organisation
from hengji.workbook.returned import MONEY_UNIT

SHEET_ROW: Final = "-"
"""The row of answers that belong to a whole sheet, filed under its first table."""
UNIT_FIELD: Final = "money_unit"
_ROW_STEP: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAnswers:
    """
    What answers say: as much of a filing as can be read, and everything that cannot.

    `paths` leads from the cells that places name (sheet, cell) back to the answers.
    """

    filing: Filing | None
    problems: tuple[Problem, ...]
    paths: Mapping[tuple[str, str], str]

    def path(self, place: Place | None) -> str | None:
        """The path of the answer at a place."""
        if place is None or place.sheet is None or place.cell is None:
            return None
        return self.paths.get((place.sheet, place.cell))


def path_of(grid: str, row: str, name: str) -> str:
    """The path of an answer."""
    return f"{grid}/{row}/{name}"


def take(answers: Mapping[str, str], standard: Standard, fiscal_year: int) -> TakenAnswers:
    """
    The filing that the answers give under an edition.

    The filing is `None` only where the unit's name is missing; what cannot be read is a problem
    and reads as blank.  Raises `KeyError` for a path that the form of the edition does not have.
    """
    laying = _Laying(answers=answers)
    for sheet in building.forms(standard):
        laying.lay(sheet)
    strange = answers.keys() - laying.used
    if strange:
        raise KeyError(min(strange))
    problems: list[Problem] = []
    extract = Extract(file="", format="form", text="".join(laying.text), blocks=tuple(laying.tables))
    filing = reading.take(extract, fiscal_year, standard, problems)
    return TakenAnswers(filing=filing, problems=tuple(problems), paths=laying.paths)


def answers_of(filing: Filing, standard: Standard, *, unit: MoneyUnit = MoneyUnit.YUAN) -> dict[str, str]:
    """
    The answers that give a filing, amounts in `unit`.

    Raises `InputError` for a filing that answers criteria which the edition does not have.
    """
    contents = building.contents(filing, standard, unit)
    answers: dict[str, str] = {}
    for sheet in building.forms(standard):
        if sheet.money_unit and unit is not MoneyUnit.YUAN:
            answers[path_of(sheet.grids[0].id, SHEET_ROW, UNIT_FIELD)] = unit.title
        for grid in sheet.grids:
            for number, row in enumerate(contents.get(grid.id, ()), start=1):
                key = str(row[KEY].value) if grid.rows else f"{number * _ROW_STEP:06d}"
                for name, shown in row.items():
                    if name != KEY and (words := typed(shown)) is not None:
                        answers[path_of(grid.id, key, name)] = words
    return answers


def paths_known(standard: Standard) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    """
    Every fixed path of an edition's form, and the fields of each table that takes entries.
    """
    fixed: set[str] = set()
    entries: dict[str, frozenset[str]] = {}
    for sheet in building.forms(standard):
        if sheet.money_unit:
            fixed.add(path_of(sheet.grids[0].id, SHEET_ROW, UNIT_FIELD))
        for grid in sheet.grids:
            if not grid.rows:
                entries[grid.id] = frozenset(column.id for column in grid.columns if column.is_input)
            for row in grid.rows:
                if row.key and not row.computed:
                    fixed |= {path_of(grid.id, row.key, one.id) for one in asked(grid, row)}
    return frozenset(fixed), entries


def asked(grid: Grid, row: FixedRow) -> Iterator[Field]:
    """The columns of a fixed row that the clerk answers, under the ids of their columns."""
    for column in grid.columns:
        own = row.fields.get(column.id, column)
        if own.is_input:
            yield column


def typed(shown: Shown) -> str | None:
    """
    A cell's value as a person would type it.

    >>> typed(Shown(value=Decimal("0.9839"), format="0.00%")), typed(Shown(value=Decimal(12), format="0.0"))
    ('98.39%', '12.0')
    """
    value, pattern = shown.value, shown.format or ""
    if value is None or isinstance(value, str):
        return value
    if "y" in pattern:
        return (organisation.FIRST_DAY + timedelta(days=int(value))).isoformat()
    number = Decimal(value)
    places = len(pattern.rstrip("%").partition(".")[2])
    if pattern.endswith("%"):
        return f"{number * 100:.{places}f}%"
    return f"{number:.{places}f}" if pattern else f"{number:f}"


@dataclass(slots=True, kw_only=True)
class _Laying:
    """The sheets laid so far."""

    answers: Mapping[str, str]
    text: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[Table] = field(default_factory=list)
    paths: dict[tuple[str, str], str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    cells: list[Cell] = field(default_factory=list)
    row: int = 1
    rows: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The rows that answers name, by table."""

    def __post_init__(self) -> None:
        """Look through the answers once, however many tables there are."""
        for path in self.answers:
            table, _, rest = path.partition("/")
            self.rows[table].add(rest.partition("/")[0])

    def lay(self, sheet: FormSheet) -> None:
        """Lay one sheet."""
        start, self.cells, self.row = self.length, [], 1
        if sheet.money_unit:
            path = path_of(sheet.grids[0].id, SHEET_ROW, UNIT_FIELD)
            self._put(sheet, 1, MONEY_UNIT)
            self._answer(sheet, 2, path, MoneyUnit.YUAN.title)
            self.row += 1
        for grid in sheet.grids:
            self._grid(sheet, grid)
        self.tables.append(
            Table(
                start=start,
                end=self.length,
                place=Place(sheet=sheet.title),
                cells=tuple(self.cells),
                rows=self.row,
                columns=max(len(grid.columns) for grid in sheet.grids),
                title=sheet.title,
            )
        )

    def _grid(self, sheet: FormSheet, grid: Grid) -> None:
        self._put(sheet, 1, grid.title)
        self.row += 1
        for number, column in enumerate(grid.columns, start=1):
            self._put(sheet, number, column.title)
        self.row += 1
        if grid.rows:
            for row in grid.rows:
                if row.key and not row.computed:
                    self._fixed(sheet, grid, row)
        else:
            self._entries(sheet, grid)

    def _fixed(self, sheet: FormSheet, grid: Grid, row: FixedRow) -> None:
        answered = {column.id for column in asked(grid, row)}
        for number, column in enumerate(grid.columns, start=1):
            if column.id == grid.key:
                self._put(sheet, number, row.title)
            elif column.id in answered:
                path = path_of(grid.id, row.key, column.id)
                self._answer(sheet, number, path, row.words.get(column.id, ""))
        self.row += 1

    def _entries(self, sheet: FormSheet, grid: Grid) -> None:
        for key in sorted(self.rows[grid.id] - {SHEET_ROW}):
            for number, column in enumerate(grid.columns, start=1):
                if column.is_input:
                    self._answer(sheet, number, path_of(grid.id, key, column.id), "")
            self.row += 1

    def _answer(self, sheet: FormSheet, column: int, path: str, unsaid: str) -> None:
        self.used.add(path)
        self.paths[sheet.title, address(self.row, column)] = path
        self._put(sheet, column, self.answers.get(path) or unsaid)

    def _put(self, sheet: FormSheet, column: int, words: str) -> None:
        if not words:
            return
        end = self.length + len(words)
        self.cells.append(
            Cell(
                row=self.row,
                column=column,
                start=self.length,
                end=end,
                value=words,
                place=Place(sheet=sheet.title, cell=address(self.row, column)),
            )
        )
        self.text += (words, "\t")
        self.length = end + 1
