"""
What an answer is called: its sheet, table, row and column in words, as opinions and lists name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hengji.web.campaigns.models import Campaign
from hengji.web.filing import forms
from hengji.workbook.form import FixedRow, Grid

_NAMING_FIELDS = ("title", "goal", "problem", "finding", "name", "illustration")
"""Fields of an entry that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words for one path."""

    sheet: str
    grid: str
    row: str
    column: str

    def __str__(self) -> str:
        """
        From the outside in, saying nothing twice.

        >>> str(Label(sheet="预算与决算", grid="一、收支", row="支出合计", column="全年执行数"))
        '预算与决算·支出合计·全年执行数'
        """
        parts: list[str] = []
        for part in (self.sheet, self.row, self.column):
            if part and part not in parts:
                parts.append(part)
        return "·".join(parts)


class Labels:
    """The words for the paths of one edition's form."""

    def __init__(self, campaign: Campaign, content: Mapping[str, str]) -> None:
        self._grids = _grids_of(campaign)
        self._content = content

    def of(self, path: str) -> Label:
        """The label of a path; one that the form does not know is named by itself."""
        table, _, rest = path.partition("/")
        row, _, name = rest.rpartition("/")
        found = self._grids.get(table)
        if found is None:
            return Label(sheet="", grid="", row="", column=path)
        sheet, grid = found
        column = next((one.title for one in grid.columns if one.id == name), name)
        for fixed in grid.rows:
            if fixed.key == row:
                asked = fixed.fields.get(name)
                answered = sum(one.is_input for one in grid.columns)
                words = column if asked is None else asked.title
                title = named(fixed)
                return Label(sheet=sheet, grid=grid.title, row=title, column=words if answered > 1 else "")
        return Label(sheet=sheet, grid=grid.title, row=self._entry(table, row), column=column)

    def _entry(self, table: str, row: str) -> str:
        for name in _NAMING_FIELDS:
            words = self._content.get(f"{table}/{row}/{name}")
            if words:
                return words.split("\n")[0][:30]
        number = row[:6]
        return f"第{int(number) // 100}行" if number.isdigit() else ""


def named(row: FixedRow) -> str:
    """
    The words that name a row of a form: of a checklist's item its question, as all are titled alike.
    """
    if "/" in row.key and row.words.get("method"):
        return row.words["method"]
    return row.words.get("title", row.title)


def _grids_of(campaign: Campaign) -> Mapping[str, tuple[str, Grid]]:
    return {grid.id: (sheet.title, grid) for sheet in forms.sheets_of(campaign) for grid in sheet.grids}
