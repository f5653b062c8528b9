"""
The filled form as the public sees it: every answer at an anchor that figures lead to, without persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hengji.domain.source import Place
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import forms
from hengji.web.records.canonical import Plain
from hengji.workbook import answers
from hengji.workbook.answers import TakenAnswers
from hengji.workbook.form import Field, FixedRow, FormSheet, Grid, Kind

PRIVATE_TABLES: Final = frozenset({"responsibility"})
"""Who filled the form in, who checked it, who is responsible: the form says that they are not published."""
PRIVATE_COLUMNS: Final = frozenset({"responsible"})
"""责任部门（人）: often a person."""
_CLERKS: Final = frozenset({"remark", "hint", "need", "method", "guidance"})
"""Locked words that tell the clerk what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicForm:
    """The sheets as plain values, and the anchor of each answer by its path."""

    sheets: tuple[Plain, ...]
    anchors: Mapping[str, str]
    taken: TakenAnswers

    def anchor(self, place: Place | None) -> str | None:
        """Where on the page what stands at a place can be seen."""
        path = self.taken.path(place)
        return None if path is None else self.anchors.get(path)

    def anchors_of(self, places: tuple[Place, ...]) -> list[str]:
        """The anchors of several places, each once."""
        found = (self.anchor(place) for place in places)
        return list(dict.fromkeys(one for one in found if one is not None))


def public_form(content: Mapping[str, str], taken: TakenAnswers, campaign: Campaign) -> PublicForm:
    """The answers that were given, sheet by sheet; blank rows and private tables are left out."""
    anchors: dict[str, str] = {}
    sheets: list[Plain] = []
    for sheet in forms.sheets_of(campaign):
        grids = [_grid(grid, content, anchors) for grid in sheet.grids if grid.id not in PRIVATE_TABLES]
        filled: list[Plain] = [grid for grid in grids if grid["rows"]]
        if filled:
            sheets.append({"title": sheet.title, "unit": _unit(sheet, content), "grids": filled})
    return PublicForm(sheets=tuple(sheets), anchors=anchors, taken=taken)


def _unit(sheet: FormSheet, content: Mapping[str, str]) -> str:
    if not sheet.money_unit:
        return ""
    path = answers.path_of(sheet.grids[0].id, answers.SHEET_ROW, answers.UNIT_FIELD)
    return f"金额单位：{content.get(path) or '元'}"


def _grid(grid: Grid, content: Mapping[str, str], anchors: dict[str, str]) -> dict[str, Plain]:
    rows = list(_fixed(grid, content, anchors) if grid.rows else _entries(grid, content, anchors))
    columns = [column.title for column in _shown(grid)]
    return {"title": grid.title, "columns": columns, "rows": rows}


def _shown(grid: Grid) -> list[Field]:
    """The columns for a reader: what names the row, what was answered; not what the clerk was told."""
    if not grid.rows:
        return [column for column in grid.columns if column.is_input and column.id not in PRIVATE_COLUMNS]
    hidden = _CLERKS | ({grid.key} if grid.key_column else set())
    return [
        column
        for column in grid.columns
        if column.is_input or (column.kind is Kind.FIXED and column.id not in hidden)
    ]


def _fixed(grid: Grid, content: Mapping[str, str], anchors: dict[str, str]) -> Iterator[Plain]:
    for row in grid.rows:
        if not row.key or row.computed:
            continue
        asked = {column.id for column in answers.asked(grid, row)}
        paths = {name: answers.path_of(grid.id, row.key, name) for name in asked}
        if not any(content.get(path) for path in paths.values()):
            continue
        yield [
            {"words": row.title if column.id == grid.key else row.words.get(column.id, "")}
            if column.id not in asked
            else _cell(paths[column.id], _kind(row, column.id, column.kind), content, anchors)
            for column in _shown(grid)
        ]


def _kind(row: FixedRow, name: str, usual: Kind) -> Kind:
    own = row.fields.get(name)
    return usual if own is None else own.kind


def _entries(grid: Grid, content: Mapping[str, str], anchors: dict[str, str]) -> Iterator[Plain]:
    prefix = f"{grid.id}/"
    filled = {path.split("/")[1] for path, value in content.items() if path.startswith(prefix) and value}
    for key in sorted(filled - {answers.SHEET_ROW}):
        yield [
            _cell(answers.path_of(grid.id, key, column.id), column.kind, content, anchors)
            for column in _shown(grid)
        ]


def _cell(path: str, kind: Kind, content: Mapping[str, str], anchors: dict[str, str]) -> Plain:
    words = content.get(path, "")
    if not words:
        return {"words": ""}
    anchors[path] = f"c{len(anchors) + 1}"
    return {"words": words, "anchor": anchors[path], "is_figure": kind in forms.NUMBER_KINDS}
