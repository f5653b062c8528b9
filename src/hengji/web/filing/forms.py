"""
The form as screens show it: the workbook's own sheets, tables and fields, with the draft's answers in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from hengji import standards
from hengji.domain.money import MoneyUnit
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import conversion
from hengji.web.filing.drafts import Other
from hengji.workbook import answers, building
from hengji.workbook.form import Field, FixedRow, FormSheet, Grid, Kind

_BLANK_ROWS: Final = 1
_FORM_COLUMNS: Final = 3
"""A form of single answers has label, answer, explanation."""
LONG_KINDS: Final = frozenset({Kind.LONG, Kind.LINES})
NUMBER_KINDS: Final = frozenset({Kind.AMOUNT, Kind.FIGURE, Kind.POINTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One cell of a table: locked words, or an answer with its path and version."""

    words: str = ""
    path: str = ""
    """Written on the page only outside tables; in them table, row and column say it."""
    version: int = 0
    kind: str = Kind.FIXED.value
    options: tuple[str, ...] = ()
    hint: str = ""
    label: str = ""
    computed: str = ""
    """Its path, where the form computes it (`computing`)."""

    @property
    def is_input(self) -> bool:
        """Whether it is answered."""
        return bool(self.path)

    @property
    def is_odd(self) -> bool:
        """Whether it says what is none of its options; shown all the same."""
        return bool(self.options) and bool(self.words) and self.words not in self.options

    @property
    def is_long(self) -> bool:
        """Whether it takes several lines."""
        return self.kind in LONG_KINDS

    @property
    def is_number(self) -> bool:
        """Whether it stands to the right."""
        return self.kind in NUMBER_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxColumn:
    """A column's head; `width` in half-width letters, in steps that the style sheet has."""

    field: str
    title: str
    kind: str
    hint: str
    options: tuple[str, ...]
    width: int
    is_required: bool
    is_locked: bool
    is_money: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxRow:
    """A row; a band has only a title."""

    key: str
    boxes: tuple[Box, ...]
    """One a column, so that a cell's column is known by its number."""
    columns: tuple[BoxColumn, ...] = ()
    band: str = ""
    is_needed: bool = False

    @property
    def pairs(self) -> Iterator[tuple[Box, BoxColumn]]:
        """Each cell with the column it stands in."""
        return zip(self.boxes, self.columns, strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxGrid:
    """A table."""

    id: str
    title: str
    note: str
    columns: tuple[BoxColumn, ...]
    rows: tuple[BoxRow, ...]
    is_list: bool
    """Whether rows may be added."""
    is_single: bool
    """A form of single answers: label, answer, explanation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSheet:
    """A sheet."""

    title: str
    note: str
    unit: Box | None
    grids: tuple[BoxGrid, ...]


@lru_cache(maxsize=64)
def _sheets(standard_id: str, _edition_hash: str) -> tuple[FormSheet, ...]:
    return building.forms(standards.load(standard_id))


def sheets_of(campaign: Campaign) -> tuple[FormSheet, ...]:
    """The sheets of a notice's form."""
    standard = conversion.standard_of(campaign)
    return _sheets(standard.id, standard.edition_hash)


def sheet_of(table: str, campaign: Campaign) -> str:
    """The title of the sheet that a table stands on; empty for none."""
    for sheet in sheets_of(campaign):
        if any(grid.id == table for grid in sheet.grids):
            return sheet.title
    return ""


def labels(campaign: Campaign) -> Mapping[str, str]:
    """What each answer of a fixed row is called, by path."""
    standard = conversion.standard_of(campaign)
    return _labels(standard.id, standard.edition_hash)


@lru_cache(maxsize=64)
def _labels(standard_id: str, edition_hash: str) -> Mapping[str, str]:
    return {
        answers.path_of(grid.id, row.key, column.id): f"{row.title} {column.title}"
        if len(grid.columns) > _FORM_COLUMNS
        else row.title
        for sheet in _sheets(standard_id, edition_hash)
        for grid in sheet.grids
        for row in grid.rows
        if row.key and not row.computed
        for column in answers.asked(grid, row)
    }


def boxes(campaign: Campaign, titles: tuple[str, ...], fields: Mapping[str, Other]) -> tuple[BoxSheet, ...]:
    """Some sheets of the form with the answers in them."""
    return tuple(
        BoxSheet(
            title=sheet.title,
            note=sheet.note,
            unit=_unit(sheet, fields) if sheet.money_unit else None,
            grids=tuple(_grid(sheet, grid, fields) for grid in sheet.grids),
        )
        for sheet in sheets_of(campaign)
        if sheet.title in titles
    )


def _unit(sheet: FormSheet, fields: Mapping[str, Other]) -> Box:
    path = answers.path_of(sheet.grids[0].id, answers.SHEET_ROW, answers.UNIT_FIELD)
    field = fields.get(path)
    return Box(
        words=field.value if field and field.value else MoneyUnit.YUAN.title,
        path=path,
        version=field.version if field else 0,
        kind=Kind.CHOICE.value,
        options=tuple(unit.title for unit in MoneyUnit),
        label="金额单位",
    )


def _grid(sheet: FormSheet, grid: Grid, fields: Mapping[str, Other]) -> BoxGrid:
    answered = [column for column in grid.columns if column.is_input]
    starts = accumulate((column.span for column in grid.columns), initial=0)
    columns = tuple(
        BoxColumn(
            field=column.id,
            title=column.title,
            kind=column.kind.value,
            hint=column.hint,
            options=column.options,
            width=_width(sheet.widths[start : start + column.span]),
            is_required=column.required and column.is_input and not grid.rows,
            is_locked=not column.is_input,
            is_money=sheet.money_unit and column.kind in {Kind.AMOUNT, Kind.COMPUTED_AMOUNT},
        )
        for column, start in zip(grid.columns, starts, strict=False)
    )
    return BoxGrid(
        id=grid.id,
        title=grid.title,
        note=grid.note,
        columns=columns,
        rows=tuple(_fixed(grid, columns, fields) if grid.rows else _entries(grid, columns, fields)),
        is_list=not grid.rows,
        is_single=bool(grid.rows) and len(answered) == 1,
    )


def _width(widths: tuple[int, ...]) -> int:
    return min(max(sum(widths) // 4 * 4, 8), 60)


def _fixed(grid: Grid, heads: tuple[BoxColumn, ...], fields: Mapping[str, Other]) -> Iterator[BoxRow]:
    for row in grid.rows:
        if not row.key:
            yield BoxRow(key="", boxes=(), band=row.title)
        elif not row.computed:
            made = tuple(_box(grid, row, column, fields) for column in grid.columns)
            yield BoxRow(key=row.key, boxes=made, columns=heads, is_needed=row.needed)


def _box(grid: Grid, row: FixedRow, column: Field, fields: Mapping[str, Other]) -> Box:
    asked = row.fields.get(column.id, column)
    if column.id == grid.key:
        return Box(words=row.title)
    path = answers.path_of(grid.id, row.key, column.id)
    if not asked.is_input:
        is_computed = asked.computation is not None
        return Box(
            words=row.words.get(column.id, ""), kind=asked.kind.value, computed=path if is_computed else ""
        )
    return _answer(path, asked, fields, f"{row.title} {asked.title}", row.words.get(column.id, ""))


def _entries(grid: Grid, heads: tuple[BoxColumn, ...], fields: Mapping[str, Other]) -> Iterator[BoxRow]:
    prefix = f"{grid.id}/"
    filled = {path.split("/")[1] for path, field in fields.items() if path.startswith(prefix) and field.value}
    keys = sorted(filled - {answers.SHEET_ROW})
    last = max((int(key[:6]) for key in keys if key[:6].isdigit()), default=0)
    keys += [f"{last + 100 * extra:06d}" for extra in range(1, _BLANK_ROWS + 1)]
    for number, key in enumerate(keys, start=1):
        made = tuple(
            _answer(
                answers.path_of(grid.id, key, column.id), column, fields, f"第{number}行 {column.title}", ""
            )
            if column.is_input
            else Box(kind=column.kind.value, computed=answers.path_of(grid.id, key, column.id))
            for column in grid.columns
        )
        yield BoxRow(key=key, boxes=made, columns=heads)


def _answer(path: str, asked: Field, fields: Mapping[str, Other], label: str, unsaid: str) -> Box:
    field = fields.get(path)
    return Box(
        words=field.value if field and field.value else unsaid,
        path=path,
        version=field.version if field else 0,
        kind=asked.kind.value,
        options=asked.options,
        hint=asked.hint,
        label=label,
    )
