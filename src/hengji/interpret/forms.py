"""
The forms of a document, and as much of a filing as they and the plain words of the text allow.

A form is known by words that its table always has, wherever they stand.  What a form does not say
stays absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from types import MappingProxyType

from hengji.domain.document import Form
from hengji.domain.extract import Cell, Extract
from hengji.domain.figure import Figure
from hengji.domain.filing import Filing
from hengji.domain.indicator import CATEGORIES_OF, Category, Dimension, Direction, Indicator
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.organisation import Organisation
from hengji.domain.stated import YUAN, Modifier, Stated
from hengji.interpret.grid import Grid, Row
from hengji.interpret.layouts import forms as layouts
from hengji.interpret.statements.tables import CellFigures

_TARGET = re.compile(r"指标值|目标值|年度指标|预期指标")
_ACTUAL = re.compile(r"实际完成|完成值|实际值|完成情况")
_WEIGHT = re.compile(r"分值|权重|满分")
_POINTS = re.compile(r"得分|评分")
_NAME = re.compile(r"三级指标|指标名称")
_FIRST = re.compile(r"一级指标")
_SECOND = re.compile(r"二级指标")
_REASON = re.compile(r"偏差|原因|改进")
_ABOVE = 80
_DIRECTIONS = {
    Modifier.AT_LEAST: Direction.HIGHER_IS_BETTER,
    Modifier.OVER: Direction.HIGHER_IS_BETTER,
    Modifier.AT_MOST: Direction.LOWER_IS_BETTER,
    Modifier.UNDER: Direction.LOWER_IS_BETTER,
}


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
    for form in found:
        if form.layout not in {"department_self_evaluation", "project_self_evaluation"}:
            continue
        laid = grids[form.table_index]
        if form.layout == "department_self_evaluation":
            for key, figure in _funds(laid, cells, extract.text):
                ledger.setdefault(key, figure)
        indicators += _indicators(laid, cells, extract.text, len(indicators))
    if not ledger and not indicators and score is None:
        return None
    return Filing(
        fiscal_year=fiscal_year,
        organisation=Organisation(name=unit_name or ""),
        ledger=Ledger(rows=MappingProxyType(_rows(ledger))),
        indicators=tuple(indicators),
        claimed_score=None if score is None else score.stated(),
        claimed_grade=grade,
    )


def _rows(ledger: dict[tuple[LedgerLine, str], Figure]) -> dict[LedgerLine, LedgerRow]:
    amounts: dict[LedgerLine, dict[str, Stated]] = {}
    for (line, column), figure in ledger.items():
        amounts.setdefault(line, {})[column] = figure.stated()
    return {line: LedgerRow(**columns) for line, columns in amounts.items()}  # type: ignore[arg-type]


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


def _indicators(laid: Grid, cells: CellFigures, text: str, before: int) -> list[Indicator]:
    found: list[Indicator] = []
    for row in laid.rows:
        if row.is_header:
            continue
        named = _column(row, _NAME)
        target, actual = _column(row, _TARGET, _ACTUAL), _column(row, _ACTUAL)
        if named is None or target is None or actual is None:
            continue
        title = _covering(laid, row, named)
        if not title or re.search(r"合计|总分|总计|小计", title):
            continue
        first, second = (
            _covering(laid, row, _column(row, _FIRST)),
            _covering(laid, row, _column(row, _SECOND)),
        )
        dimension = next((one for word, one in layouts.DIMENSIONS if word in first or word in second), None)
        if dimension is None:
            continue
        found.append(
            _indicator(laid, row, cells, text, dimension, second, title, f"I{before + len(found) + 1}")
        )
    return found


def _indicator(  # noqa: PLR0917 - a row with all it belongs to
    laid: Grid,
    row: Row,
    cells: CellFigures,
    text: str,
    dimension: Dimension,
    second: str,
    title: str,
    code: str,
) -> Indicator:
    target_cell, actual_cell = (
        _cell(laid, row, _column(row, _TARGET, _ACTUAL)),
        _cell(laid, row, _column(row, _ACTUAL)),
    )
    target, actual = _figure(cells, target_cell), _figure(cells, actual_cell)
    weight = _number(cells, _cell(laid, row, _column(row, _WEIGHT)), text)
    points = _number(cells, _cell(laid, row, _column(row, _POINTS)), text)
    direction = Direction.QUALITATIVE
    if target is not None:
        direction = _DIRECTIONS.get(target.modifier, Direction.EQUAL)
    reason = _covering(laid, row, _column(row, _REASON))
    return Indicator(
        code=code,
        title=title,
        dimension=dimension,
        category=_category(dimension, second),
        direction=direction,
        target_value=None if target is None else target.stated(),
        target_text=None if target_cell is None else laid.text(target_cell) or None,
        actual_value=None if actual is None else actual.stated(),
        actual_text=None if actual_cell is None else laid.text(actual_cell) or None,
        unit_of_measure=None if target is None else target.unit or None,
        weight=weight,
        claimed_points=points,
        deviation_explanation=reason or None,
        place=None if target_cell is None else target_cell.place,
    )


def _category(dimension: Dimension, second: str) -> Category:
    named = next((one for word, one in layouts.CATEGORIES if word in second), None)
    return named if named in CATEGORIES_OF[dimension] else CATEGORIES_OF[dimension][0]


def _column(row: Row, wanted: re.Pattern[str], unwanted: re.Pattern[str] | None = None) -> int | None:
    for column, head in row.headers.items():
        if wanted.search(head) and not (unwanted is not None and unwanted.search(head)):
            return column
    return None


def _cell(laid: Grid, row: Row, column: int | None) -> Cell | None:
    return None if column is None else laid.cover.get((row.number, column))


def _covering(laid: Grid, row: Row, column: int | None) -> str:
    cell = _cell(laid, row, column)
    return "" if cell is None else laid.text(cell)


def _figure(cells: CellFigures, cell: Cell | None) -> Figure | None:
    """The one number of a cell, whatever words stand around it."""
    if cell is None:
        return None
    numbers = [one for one in cells.inside(cell.start, cell.end) if not isinstance(one.value, str)]
    return numbers[0] if len(numbers) == 1 else None


def _number(cells: CellFigures, cell: Cell | None, text: str) -> Decimal | None:
    figure = None if cell is None else cells.of(cell, text)
    return figure.value if figure is not None and isinstance(figure.value, Decimal) else None
