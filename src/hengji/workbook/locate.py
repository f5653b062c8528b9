"""
Finding a form's tables again on a sheet that a person has worked on.

Nothing is looked up by address: sheets go by name, tables by their title, columns by their
header, fixed rows by their label, so inserted, deleted and moved rows and columns do no harm.
What is there but not understood is a problem, never left out in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from hengji.domain.extract import Cell, Extract, Table
from hengji.domain.problem import Problem
from hengji.domain.source import Place
from hengji.workbook.form import Field, FixedRow, FormSheet, Grid

REMARKS: Final = frozenset({"备注", "说明"})
"""Columns that a clerk may add for himself."""
_MOST_TITLES: Final = 150
_TOTALS: Final = frozenset({"合计", "总计", "小计"})
_DECORATION: Final = re.compile(r"[*:：]+$|[(（](?:必填|选填|元|千元|万元|百万元|亿元|%)[)）]")


def label(text: str) -> str:
    """
    A title without what people change unawares: blanks, width of signs, stars and colons.

    >>> label(" 全年　预算数（元）*") == label("全年预算数")
    True
    """
    return _label(text) if len(text) <= _MOST_TITLES else _bare(text)


@lru_cache(maxsize=8192)
def _label(text: str) -> str:
    """The same, remembered: a form's few hundred titles are asked for thousands of times."""
    return _bare(text)


def _bare(text: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", text).split())
    return _DECORATION.sub("", text).lower()


def quoted(title: str) -> str:
    """
    A title in quotation marks; marks inside it become single.

    >>> quoted("“三公”经费预算数")
    '“‘三公’经费预算数”'
    """
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A filled cell; `carried` where a merged cell above stands for it too."""

    cell: Cell
    quote: str
    carried: bool = False

    @property
    def place(self) -> Place | None:
        """Where the cell stands."""
        return self.cell.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a table as filled in: entries by field, and where a missing one belongs."""

    sheet: str
    row: int
    key: str
    entries: Mapping[str, Entry]
    columns: Mapping[str, int]
    place: Place

    def entry(self, name: str) -> Entry | None:
        """The entry of that field, or `None` where the cell is blank."""
        return self.entries.get(name)

    def at(self, name: str) -> Place:
        """Where that field stands in this row, filled or not."""
        entry = self.entries.get(name)
        if entry is not None and entry.place is not None:
            return entry.place
        column = self.columns.get(name)
        return Place(sheet=self.sheet, cell=address(self.row, column)) if column else self.place


@lru_cache(maxsize=8192)
def address(row: int, column: int) -> str:
    """
    The name of a cell.

    >>> address(7, 28)
    'AB7'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


@dataclass(slots=True, kw_only=True)
class SheetView:
    """A sheet as it came back: its cells by position, and what is wrong with its shape."""

    extract: Extract
    table: Table
    form: FormSheet
    problems: list[Problem]
    cells: dict[tuple[int, int], Entry] = field(default_factory=dict)
    rows: dict[int, list[tuple[int, Entry]]] = field(default_factory=dict)

    @classmethod
    def of(cls, extract: Extract, table: Table, form: FormSheet, problems: list[Problem]) -> SheetView:
        """The view of one table of the extract."""
        view = cls(extract=extract, table=table, form=form, problems=problems)
        for cell in table.cells:
            quote = extract.text[cell.start : cell.end]
            view.cells[cell.row, cell.column] = Entry(cell=cell, quote=quote)
            for row in range(cell.row + 1, cell.row + cell.row_span):
                view.cells[row, cell.column] = Entry(cell=cell, quote=quote, carried=True)
        for (row, column), entry in sorted(view.cells.items(), key=lambda item: item[0]):
            view.rows.setdefault(row, []).append((column, entry))
        return view

    def beside(self, title: str) -> Entry | None:
        """The entry to the right of the label, or in the label's own cell after a colon."""
        wanted = label(title)
        for (row, column), entry in self.cells.items():
            words = label(entry.quote)
            if entry.carried or not words.startswith(wanted):
                continue
            if words == wanted:
                return self._next_in_row(row, column + entry.cell.column_span)
            if words[len(wanted)] == ":":
                return entry
        return None

    def place_beside(self, title: str) -> Place | None:
        """The cell to the right of the label, filled or not; `None` where no cell is the label."""
        wanted = label(title)
        for (row, column), entry in self.cells.items():
            if not entry.carried and label(entry.quote) == wanted:
                return Place(sheet=self.table.title, cell=address(row, column + entry.cell.column_span))
        return None

    def _next_in_row(self, row: int, first: int) -> Entry | None:
        return next((entry for column, entry in self._row(row) if column >= first), None)

    def records(self, grid: Grid) -> list[Record]:
        """The filled rows of one table of the sheet."""
        first, last = self._extent(grid)
        header = self._header(grid, first, last)
        if header is None:
            self._miss_header(grid, first)
            return []
        header_row, columns = header
        if grid.rows and grid.key not in columns and grid.column(grid.key).required:
            return []  # said once, at the header; without the keys no row can be told from another
        found = []
        answered = {column.id for column in grid.columns if column.is_input}
        for row in range(header_row + 1, last + 1):
            record = self._record(grid, row, columns, answered)
            if record is not None:
                found.append(record)
        return self._keyed(grid, found) if grid.rows else found

    def _extent(self, grid: Grid) -> tuple[int, int]:
        """From below the table's title to above the next one's."""
        titles = {label(each.title): each.id for each in self.form.grids}
        starts: list[tuple[int, str]] = []
        for row in sorted(self.rows):
            # A title stands alone in its row, once; the same words among answers are an answer.
            entries = self.rows[row]
            name = titles.get(label(entries[0][1].quote)) if len(entries) == 1 else None
            if name is not None and name not in {seen for _, seen in starts}:
                starts.append((row, name))
        own = next((row for row, name in starts if name == grid.id), None)
        if own is None:
            return 1, self.table.rows
        after = [row for row, name in starts if row > own and name != grid.id]
        return own + 1, (after[0] - 1) if after else self.table.rows

    def _header(self, grid: Grid, first: int, last: int) -> tuple[int, dict[str, int]] | None:
        titles = {label(column.title): column.id for column in grid.columns}
        enough = max(1, len([column for column in grid.columns if column.required]), len(titles) // 2)
        for row in range(first, last + 1):
            found: dict[str, int] = {}
            for column, entry in self._row(row):
                name = titles.get(label(entry.quote))
                if name is not None and not entry.carried:
                    if name in found:
                        self._doubled(grid.column(name), entry)
                    found.setdefault(name, column)
            if len(found) >= enough or all(column.id in found for column in grid.columns if column.is_input):
                self._check_header(grid, row, last, found)
                return row, found
        return None

    def _row(self, row: int) -> list[tuple[int, Entry]]:
        return self.rows.get(row, [])

    def _record(
        self, grid: Grid, row: int, columns: Mapping[str, int], inputs: Collection[str]
    ) -> Record | None:
        entries = {
            name: entry
            for name, column in columns.items()
            if (entry := self.cells.get((row, column))) is not None
            and (entry.quote.strip() or entry.cell.value is None)
        }
        answered = [entry for name, entry in entries.items() if name in inputs and not entry.carried]
        if not answered or (self._is_total(entries.values()) and not grid.rows):
            return None
        key = ""
        if grid.rows:
            named = entries.get(grid.key)
            key = named.quote if named is not None else ""
        place = min((entry for entry in answered), key=lambda entry: entry.cell.column).place
        return Record(
            sheet=self.table.title,
            row=row,
            key=key,
            entries=entries,
            columns=columns,
            place=place or Place(sheet=self.table.title),
        )

    @staticmethod
    def _is_total(entries: Iterable[Entry]) -> bool:
        first = min(entries, key=lambda entry: entry.cell.column, default=None)
        return first is not None and label(first.quote) in _TOTALS

    def _keyed(self, grid: Grid, records: list[Record]) -> list[Record]:
        """Fixed rows under their own keys; unknown and doubled ones are problems."""
        known = {label(row.title): row for row in grid.rows}
        seen: dict[str, Record] = {}
        for record in records:
            row = known.get(label(record.key))
            if row is None:
                self._unknown_row(grid, record)
            elif row.computed or not row.key:
                continue
            elif row.key in seen:
                self._doubled_row(row, record, seen[row.key])
            else:
                seen[row.key] = Record(
                    sheet=record.sheet,
                    row=record.row,
                    key=row.key,
                    entries=record.entries,
                    columns=record.columns,
                    place=record.place,
                )
        return list(seen.values())

    def _check_header(self, grid: Grid, row: int, last: int, found: Mapping[str, int]) -> None:
        for column in grid.columns:
            if column.required and column.id not in found:
                self._say(
                    Place(sheet=self.table.title, cell=address(row, 1)),
                    f"“{grid.title}”的表头缺少“{column.title}”一列",
                    f"应有“{column.title}”",
                    "请补上这一列，或用空白填报表重新填写",
                )
        known = set(found.values())
        titles = {label(column.title) for column in grid.columns} | REMARKS
        for column_number, entry in self._row(row):
            words = label(entry.quote)
            if column_number not in known and not entry.carried and words and words not in titles:
                self._say_unknown_column(grid, range(row + 1, last + 1), column_number, entry)

    def _say_unknown_column(self, grid: Grid, below: range, column: int, entry: Entry) -> None:
        if not any((row, column) in self.cells for row in below):
            return
        titles = "、".join(each.title for each in grid.columns if each.is_input)
        self._say(
            entry.place,
            f"“{grid.title}”的表头“{entry.quote.strip()}”不认识，下面却填了内容",
            f"应为：{titles}",
            "请改回原来的表头；自己加的列请把表头写成“备注”",
        )

    def _miss_header(self, grid: Grid, first: int) -> None:
        if grid.optional:
            return
        titles = "、".join(column.title for column in grid.columns if column.is_input)
        self._say(
            Place(sheet=self.table.title, cell=address(first, 1)),
            f"找不到“{grid.title}”的表头",
            f"应有一行依次写着：{titles}",
            "请从空白填报表复制这一行表头，放回原处",
        )

    def _doubled(self, column: Field, entry: Entry) -> None:
        self._say(entry.place, f"表头“{column.title}”出现两次", "每个表头只有一列", "请删去多余的一列")

    def _doubled_row(self, row: FixedRow, record: Record, earlier: Record) -> None:
        self._say(
            record.place,
            f"{quoted(row.title)}填了两行，另一行在第 {earlier.row} 行",
            "每个项目只填一行",
            "请删去多余的一行",
        )

    def _unknown_row(self, grid: Grid, record: Record) -> None:
        named = record.key.strip()
        found = (
            f"{quoted(named)}不是“{grid.title}”里的项目"
            if named
            else f"“{grid.title}”的这一行没有“{grid.column(grid.key).title}”"
        )
        titles = "、".join(row.title for row in grid.rows if row.key and not row.computed)
        if len(titles) > _MOST_TITLES:
            titles = titles[:_MOST_TITLES] + "…"
        self._say(
            record.at(grid.key) if named else record.place,
            found,
            f"应为：{titles}",
            "请改回原来的项目名称，或删去这一行",
        )

    def _say(self, place: Place | None, found: str, expected: str, remedy: str) -> None:
        self.problems.append(Problem(place=place, found=found, expected=expected, remedy=remedy))
