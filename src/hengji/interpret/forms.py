"""
The forms of a document, and as much of a filing as they and the plain words of the text allow.

A form is known by words that its table always has, wherever they stand.  What a form does not say
stays absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from hengji.domain.document import Form
from hengji.domain.extract import Extract
from hengji.domain.figure import Figure
from hengji.domain.filing import Filing
from hengji.domain.indicator import Indicator
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.organisation import Organisation
from hengji.domain.source import Place
from hengji.domain.stated import YUAN, Stated
from hengji.interpret import indicator_rows
from hengji.interpret.grid import Grid
from hengji.interpret.layouts import forms as layouts
from hengji.interpret.statements.tables import CellFigures

_ABOVE = 80
_DEPARTMENT_WIDE = re.compile(r"部门整体|整体支出|单位整体")
"""A text that speaks of these has money of its own beside that of a project's form."""
DEPARTMENT, PROJECT = "department_self_evaluation", "project_self_evaluation"
TARGETS = "performance_targets"


def forms(extract: Extract, grids: Sequence[Grid]) -> tuple[Form, ...]:
    """The recognised forms, in order; a table is of the first layout whose marks it all has."""
    found = []
    for index, laid in enumerate(grids):
        words = "".join(laid.texts.values())
        above = "".join(extract.text[max(0, laid.table.start - _ABOVE) : laid.table.start].split())
        for layout in layouts.LAYOUTS:
            if all(any(mark in words or mark in above for mark in group) for group in layout.marks):
                title = extract.text[: laid.table.start].rstrip().rpartition("\n")[2].strip() or layout.title
                found.append(Form(layout=layout.id, title=title, table_index=index, place=laid.table.place))
                break
    return tuple(found)


def filing(
    extract: Extract,
    grids: Sequence[Grid],
    found: Sequence[Form],
    cells: CellFigures,
    *,
    fiscal_year: int | None,
    unit_name: str | None,
    score: Figure | None,
    grade: str | None,
    ledger_figures: dict[tuple[LedgerLine, str], Figure],
) -> Filing | None:
    """The partial filing of a document, or `None` where there is nothing to file."""
    if fiscal_year is None:
        return None
    ledger: dict[tuple[LedgerLine, str], Figure] = dict(ledger_figures)
    indicators: list[Indicator] = []
    reason: str | None = None
    evaluated = [form for form in found if form.layout in {DEPARTMENT, PROJECT}]
    lone = len(evaluated) == 1 and not _DEPARTMENT_WIDE.search(extract.text)
    for form in evaluated:
        laid = grids[form.table_index]
        if form.layout == DEPARTMENT or lone:
            for key, figure in _funds(laid, cells, extract.text):
                ledger.setdefault(key, figure)
            reason = reason or _reason(laid)
        indicators += indicator_rows.indicators(laid, cells, extract.text, before=len(indicators))
    approved = [
        one
        for form in found
        if form.layout == TARGETS
        for one in indicator_rows.indicators(grids[form.table_index], cells, extract.text, evaluated=False)
    ]
    if not ledger and not indicators and score is None:
        return None
    return Filing(
        fiscal_year=fiscal_year,
        organisation=Organisation(name=unit_name or ""),
        ledger=Ledger(rows=MappingProxyType(_rows(ledger)), execution_reason=reason),
        indicators=tuple(indicators),
        approved_indicators=tuple(approved),
        claimed_score=None if score is None else score.stated(),
        claimed_grade=grade,
    )


def _rows(ledger: dict[tuple[LedgerLine, str], Figure]) -> dict[LedgerLine, LedgerRow]:
    amounts: dict[LedgerLine, dict[str, Stated]] = {}
    for (line, column), figure in ledger.items():
        place = Place(start=figure.start, end=figure.end)
        amounts.setdefault(line, {})[column] = replace(figure.stated(), place=place)
    return {line: LedgerRow(**columns) for line, columns in amounts.items()}  # type: ignore[arg-type]  # keys are columns


def _funds(laid: Grid, cells: CellFigures, text: str) -> Iterator[tuple[tuple[LedgerLine, str], Figure]]:
    """The money of a form: its rows by source, its columns by stage of the budget."""
    for row in laid.rows:
        words = "".join(laid.text(cell) for cell in row.cells if cells.of(cell, text) is None)
        line = next((line for name, line in layouts.FUND_ROWS if name in words), None)
        if line is None or row.is_header:
            continue
        for cell in row.cells:
            figure = cells.of(cell, text)
            head = row.headers.get(cell.column, "")
            column = next((column for name, column in layouts.FUND_COLUMNS if name in head), None)
            if figure is not None and column is not None and figure.unit == YUAN:
                yield (line, column.value), figure


def _reason(laid: Grid) -> str | None:
    """Why the money was spent as it was, where the row of the total has room for it."""
    for row in laid.rows:
        if any("资金总额" in laid.text(cell) or laid.text(cell) == "总额" for cell in row.cells):
            for column, head in row.headers.items():
                cell = laid.cover.get((row.number, column))
                if cell is not None and layouts.REASON.names(head) and laid.text(cell):
                    return laid.text(cell)
    return None
