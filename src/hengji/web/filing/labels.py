"""
What an answer is called: its sheet, table, row and column in words, as opinions and lists name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hengji.web.campaigns.models import Campaign
from hengji.web.filing import forms
from hengji.workbook.form import Field, FixedRow, Grid

_NAMING_FIELDS = ("title", "goal", "problem", "finding", "name", "illustration")
"""Fields of an entry that name it."""
_LONG = 5
"""Digits from which on thousands are told apart; a year is shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words for one path."""

    sheet: str
    grid: str
    row: str
    column: str
    is_figure: bool = False
    """Whether an amount or another figure is asked for."""

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

    def shown(self, answer: str) -> str:
        """An answer as a page shows it."""
        return with_thousands(answer) if self.is_figure else answer


def with_thousands(words: str) -> str:
    """
    A number as it was typed, only with its thousands told apart; other words as they are.

    >>> with_thousands("28771611.6"), with_thousands("-12345"), with_thousands("超15万")
    ('28,771,611.6', '－12,345', '超15万')
    """
    sign, digits = ("－", words[1:]) if words.startswith("-") else ("", words)
    whole, dot, part = digits.partition(".")
    if not whole.isdecimal() or not whole.isascii() or len(whole) < _LONG or (dot and not part.isdecimal()):
        return words
    return f"{sign}{int(whole):,}{dot}{part}" if not whole.startswith("0") else words


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
        field = next((one for one in grid.columns if one.id == name), None)
        column = name if field is None else field.title
        for fixed in grid.rows:
            if fixed.key == row:
                asked = fixed.fields.get(name, field)
                answered = sum(one.is_input for one in grid.columns)
                words = name if asked is None else asked.title
                return Label(
                    sheet=sheet,
                    grid=grid.title,
                    row=named(fixed),
                    column=words if answered > 1 else "",
                    is_figure=_is_figure(asked),
                )
        entry = self._entry(table, row)
        return Label(sheet=sheet, grid=grid.title, row=entry, column=column, is_figure=_is_figure(field))

    def _entry(self, table: str, row: str) -> str:
        for name in _NAMING_FIELDS:
            words = self._content.get(f"{table}/{row}/{name}")
            if words:
                return words.split("\n")[0][:30]
        number = row[:6]
        return f"第{int(number) // 100}行" if number.isdigit() else ""


def _is_figure(field: Field | None) -> bool:
    return field is not None and field.kind in forms.NUMBER_KINDS


def named(row: FixedRow) -> str:
    """
    The words that name a row of a form: of a checklist's item its question, as all are titled alike.
    """
    if "/" in row.key and row.words.get("method"):
        return row.words["method"]
    return row.words.get("title", row.title)


def _grids_of(campaign: Campaign) -> Mapping[str, tuple[str, Grid]]:
    return {grid.id: (sheet.title, grid) for sheet in forms.sheets_of(campaign) for grid in sheet.grids}
