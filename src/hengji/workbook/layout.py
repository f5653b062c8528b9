"""
A form's sheet with its contents → cells: titles, hints, dropdowns, locked computations.

Row 1 is the heading, row 2 the note, row 3 the money unit or nothing; tables follow.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from hengji.domain.money import MoneyUnit
from hengji.domain.sheet import CellStyle, Choice, SheetCell, SheetPage
from hengji.workbook import computed
from hengji.workbook.computed import Reference
from hengji.workbook.form import KEY, STYLES, Contents, Field, FixedRow, FormSheet, Grid, Kind, Row
from hengji.workbook.locate import address
from hengji.workbook.returned import MONEY_UNIT

_FIRST_TABLE: Final = 4
_ROOM_BELOW: Final = 5
"""Blank rows below what is filled in, so that a clerk need not insert the first one."""
_LINE_HEIGHT: Final = 15.5
_LEAST_HEIGHT: Final = 21.0
_LONG_HEIGHT: Final = 48.0
_MOST_HEIGHT: Final = 400.0

_EMPTY: Final[Row] = {}


def page(sheet: FormSheet, contents: Contents, unit: MoneyUnit) -> SheetPage:
    """The sheet, laid out; contents of fixed rows that the sheet does not have are a `ValueError`."""
    drawing = _Drawing(sheet=sheet, unit=unit)
    drawing.draw_head()
    for grid in sheet.grids:
        drawing.draw_grid(grid, contents.get(grid.id, []))
    single = len(sheet.grids) == 1
    return SheetPage(
        title=sheet.title,
        cells=tuple(drawing.cells),
        column_widths=sheet.widths,
        row_heights=drawing.heights,
        frozen_rows=drawing.first_header if single else 1,
        frozen_columns=1 if single else 0,
        landscape=sheet.landscape,
        protected=True,
        tab_color=sheet.tab_color,
        repeat_rows=(drawing.first_header, drawing.first_header) if single else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fixed:
    """The fixed row being drawn and the ones around it; of a list, nothing."""

    places: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    row: FixedRow | None = None

    def asked(self, column: Field) -> Field:
        """What this row asks for in that column."""
        return column if self.row is None else self.row.fields.get(column.id, column)


@dataclass(slots=True, kw_only=True)
class _Drawing:
    """The cells drawn so far and where the next row goes."""

    sheet: FormSheet
    unit: MoneyUnit
    cells: list[SheetCell] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    row: int = _FIRST_TABLE
    first_header: int = 0

    def draw_head(self) -> None:
        width = len(self.sheet.widths)
        self._put(
            SheetCell(row=1, column=1, column_span=width, value=self.sheet.heading, style=CellStyle.TITLE)
        )
        self._put(SheetCell(row=2, column=1, column_span=width, value=self.sheet.note, style=CellStyle.NOTE))
        self.heights[1] = 36.0
        self.heights[2] = _height(self.sheet.note, sum(self.sheet.widths))
        if self.sheet.money_unit:
            self.heights[3] = _LEAST_HEIGHT
            self._put(SheetCell(row=3, column=1, value=MONEY_UNIT, style=CellStyle.LABEL))
            self._put(
                SheetCell(
                    row=3,
                    column=2,
                    value=self.unit.title,
                    style=CellStyle.INPUT,
                    choice=Choice(options=tuple(each.title for each in MoneyUnit)),
                    hint_title=MONEY_UNIT,
                    hint="本表所有金额按这个单位理解。改了单位，请同时改写金额。",
                )
            )

    def draw_grid(self, grid: Grid, rows: list[Row]) -> None:
        width = len(self.sheet.widths)
        self._put(
            SheetCell(row=self.row, column=1, column_span=width, value=grid.title, style=CellStyle.SECTION)
        )
        self.heights[self.row] = 24.0
        self.row += 1
        self.first_header = self.first_header or self.row
        for column, start in _starts(grid):
            star = " *" if column.required and column.is_input and not grid.rows else ""
            self._put(
                SheetCell(
                    row=self.row,
                    column=start,
                    column_span=column.span,
                    value=column.title + star,
                    style=CellStyle.HEADER,
                )
            )
        self.heights[self.row] = 32.0
        self.row += 1
        if grid.rows:
            self._draw_fixed(grid, rows)
        else:
            self._draw_list(grid, rows)
        self.row += 1

    def _draw_list(self, grid: Grid, rows: list[Row]) -> None:
        for row in (*rows, *[_EMPTY] * max(_ROOM_BELOW, grid.blank_rows - len(rows))):
            self._draw_row(grid, row, _Fixed())
            self.row += 1

    def _draw_fixed(self, grid: Grid, rows: list[Row]) -> None:
        filled = {str(row[KEY].value): row for row in rows}
        keys = [each.key for each in grid.rows]
        strange = filled.keys() - set(keys)
        if strange:
            raise ValueError(f"{grid.title} has no rows {sorted(strange)}")
        places = {key: self.row + index for index, key in enumerate(keys) if key}
        values = {key: {name: shown.value for name, shown in row.items()} for key, row in filled.items()}
        for fixed in grid.rows:
            if fixed.key:
                around = _Fixed(places=places, values=values, row=fixed)
                self._draw_row(grid, filled.get(fixed.key, _EMPTY), around)
            else:
                self._draw_band(fixed)
            self.row += 1

    def _draw_band(self, band: FixedRow) -> None:
        width = len(self.sheet.widths)
        self._put(
            SheetCell(row=self.row, column=1, column_span=width, value=band.title, style=CellStyle.SECTION)
        )
        self.heights[self.row] = _LEAST_HEIGHT

    def _draw_row(self, grid: Grid, row: Row, around: _Fixed) -> None:
        starts = {column.id: start for column, start in _starts(grid)}

        def at(reference: Reference) -> str:
            return address(around.places[reference[0]] if reference[0] else self.row, starts[reference[1]])

        own = {name: shown.value for name, shown in row.items()}
        height = _LEAST_HEIGHT
        for column, start in _starts(grid):
            asked = around.asked(column)
            cell = self._cell(grid, asked, (column, start), row, around.row)
            if asked.computation is not None:
                value = asked.computation.value(computed.numbers(around.values, own))
                cell = replace(cell, formula=asked.computation.formula(at), value=value)
            self._put(cell)
            height = max(height, self._cell_height(asked, column, start, cell))
        self.heights[self.row] = height

    def _cell(
        self, grid: Grid, asked: Field, at: tuple[Field, int], row: Row, fixed: FixedRow | None
    ) -> SheetCell:
        column, start = at
        shown = row.get(column.id)
        value = None if shown is None else shown.value
        style = STYLES[asked.kind]
        if fixed is not None:
            if column.id == grid.key:
                value = fixed.title + (" *" if fixed.needed and grid.key_column == "" else "")
                style = CellStyle.LABEL
            elif value is None:
                value = fixed.words.get(column.id)
                if fixed.needed and column.id == "need":
                    style = CellStyle.MARK
        return SheetCell(
            row=self.row,
            column=start,
            column_span=column.span,
            value=value,
            style=style,
            choice=Choice(options=asked.options) if asked.options else None,
            hint_title=asked.title if asked.is_input else "",
            hint=asked.hint if asked.is_input else "",
            format=None if shown is None else shown.format,
        )

    def _cell_height(self, asked: Field, column: Field, start: int, cell: SheetCell) -> float:
        width = sum(self.sheet.widths[start - 1 : start - 1 + column.span])
        least = _LONG_HEIGHT if asked.kind is Kind.LONG and asked is not column else _LEAST_HEIGHT
        return max(least, _height(str(cell.value or ""), width)) if cell.formula is None else _LEAST_HEIGHT

    def _put(self, cell: SheetCell) -> None:
        self.cells.append(cell)


def _starts(grid: Grid) -> Iterator[tuple[Field, int]]:
    start = 1
    for column in grid.columns:
        yield column, start
        start += column.span


def _height(text: str, width: int) -> float:
    """Enough for the words at that width; ideographs are twice as wide as digits."""
    lines = 0
    for line in text.split("\n"):
        units = sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in line)
        lines += max(1, math.ceil(units / max(1, width - 2)))
    return min(_MOST_HEIGHT, lines * _LINE_HEIGHT + 6)
