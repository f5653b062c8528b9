"""
A sheet that came back, as its part reads it: tables by their id, answers by their field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from hengji.domain.money import MoneyUnit
from hengji.domain.problem import Problem
from hengji.domain.source import Place
from hengji.workbook.form import ANSWER, FormSheet, Grid, Kind
from hengji.workbook.locate import Record, SheetView, label
from hengji.workbook.taking import Taking

_T = TypeVar("_T")

MONEY_UNIT = "金额单位"
_UNIT_IN_HEADER: Final = re.compile(r"[(（](元|千元|万元|百万元|亿元)[)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The single answers of a form."""

    taking: Taking
    grid: Grid
    records: Mapping[str, Record]
    sheet: str
    view: SheetView | None

    def text(self, key: str) -> str | None:
        """Words."""
        record = self.records.get(key)
        return None if record is None else self.taking.text(record, ANSWER)

    def lines(self, key: str) -> tuple[tuple[str, Place | None], ...]:
        """Several entries, one a line."""
        record = self.records.get(key)
        return () if record is None else self.taking.lines(record, ANSWER)

    def date(self, key: str) -> date | None:
        """A day."""
        record = self.records.get(key)
        return None if record is None else self.taking.date(record, ANSWER, self._title(key))

    def choice(self, key: str, options: Mapping[str, _T]) -> _T | None:
        """One of the options by its title."""
        record = self.records.get(key)
        return None if record is None else self.taking.choice(record, ANSWER, self._title(key), options)

    def points(self, key: str) -> Decimal | None:
        """A number of points."""
        record = self.records.get(key)
        return None if record is None else self.taking.points(record, ANSWER, self._title(key))

    def at(self, key: str) -> Place:
        """Where that answer stands, also where it is blank; only the sheet where its row is gone."""
        record = self.records.get(key)
        if record is not None:
            return record.at(ANSWER)
        blank = None if self.view is None else self.view.place_beside(self._title(key))
        return blank or Place(sheet=self.sheet)

    def quote(self, key: str) -> str:
        """The answer as it stands in the cell."""
        record = self.records.get(key)
        entry = None if record is None else record.entry(ANSWER)
        return "" if entry is None else entry.quote

    def _title(self, key: str) -> str:
        return next(row.title for row in self.grid.rows if row.key == key)


@dataclass(slots=True, kw_only=True)
class ReturnedSheet:
    """One sheet of the workbook; a sheet that is missing has no view and reads as blank."""

    form_sheet: FormSheet
    view: SheetView | None
    taking: Taking
    _records: dict[str, list[Record]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The sheet's title."""
        return self.form_sheet.title

    def records(self, grid: str) -> list[Record]:
        """The filled rows of that table; its problems are said once."""
        if grid not in self._records:
            self._records[grid] = [] if self.view is None else self.view.records(self.grid(grid))
        return self._records[grid]

    def grid(self, name: str) -> Grid:
        """The table of that id; raises `StopIteration` for none."""
        return next(grid for grid in self.form_sheet.grids if grid.id == name)

    def form(self, grid: str) -> Answers:
        """A table of single answers."""
        records = {record.key: record for record in self.records(grid)}
        return Answers(
            taking=self.taking, grid=self.grid(grid), records=records, sheet=self.title, view=self.view
        )

    def money_unit(self) -> MoneyUnit:
        """The unit chosen for the sheet's amounts; a problem where it is blank or none."""
        if self.view is None:
            return MoneyUnit.YUAN
        entry = self.view.beside(MONEY_UNIT)
        words = "" if entry is None else entry.quote.replace("：", ":").rpartition(":")[2].strip()
        unit = MoneyUnit.from_title(words)
        if unit is None:
            place = Place(sheet=self.title) if entry is None else entry.place
            found = f"金额单位是“{words}”" if words else "没有写明金额单位"
            self.taking.problems.append(
                Problem(
                    place=place,
                    found=found,
                    expected="应为元、万元或亿元",
                    remedy="请在“金额单位”右侧选择，本表所有金额按它理解",
                )
            )
            return MoneyUnit.YUAN
        self._headers_agree(unit)
        return unit

    def _headers_agree(self, unit: MoneyUnit) -> None:
        """A header that names another unit than the sheet would make every amount below it ambiguous."""
        if self.view is None:
            return
        amounts = {
            label(column.title)
            for grid in self.form_sheet.grids
            for column in grid.columns
            if column.kind is Kind.AMOUNT
        }
        for entry in self.view.cells.values():
            named = _UNIT_IN_HEADER.search("".join(entry.quote.split()))
            if entry.carried or named is None or label(entry.quote) not in amounts:
                continue
            if named[1] != unit.title:
                self.taking.problems.append(
                    Problem(
                        place=entry.place,
                        found=f"表头写的是“{named[1]}”，本表“{MONEY_UNIT}”选的是“{unit.title}”",
                        expected="两处应一致",
                        remedy=f"请按实际填写的数在“{MONEY_UNIT}”右侧选择单位，并把表头改回原样",
                    )
                )
