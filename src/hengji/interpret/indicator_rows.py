"""
The indicators of a form: a row each, whatever words its province prints over the columns.

Cells that reach over several rows, and cells left blank below the row that they continue, give
一级指标 and 二级指标; a sign or a unit of measure may stand in a column of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from hengji import figures
from hengji.domain.extract import Cell
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.indicator import CATEGORIES_OF, Achievement, Category, Dimension, Direction, Indicator
from hengji.domain.stated import Modifier, Stated
from hengji.interpret import grid
from hengji.interpret.grid import Grid, Row
from hengji.interpret.layouts import forms as layouts
from hengji.interpret.layouts.forms import ColumnWords
from hengji.interpret.statements.tables import CellFigures

_DATE = FigureKind.DATE
_EXACT = Modifier.EXACT

_TOTAL = re.compile(r"合计|总分|总计|小计|总得分")
_FOOT = re.compile(
    r"[一二三四五六七八九十\d（(]{0,3}[、）).]?(?:说明|备注|注[:：]|填报人|填表人|负责人|联系人|评价结论|存在问题|改进措施)"
)
"""Rows below the indicators that are none."""
_REASONS = re.compile(r"原因(?:分析|说明)?")
_LABEL_AND_WORDS = 2
_DIRECTIONS = {
    Modifier.AT_LEAST: Direction.HIGHER_IS_BETTER,
    Modifier.OVER: Direction.HIGHER_IS_BETTER,
    Modifier.AT_MOST: Direction.LOWER_IS_BETTER,
    Modifier.UNDER: Direction.LOWER_IS_BETTER,
}
_MODIFIERS = {
    Direction.HIGHER_IS_BETTER: Modifier.AT_LEAST,
    Direction.LOWER_IS_BETTER: Modifier.AT_MOST,
}
_OUTCOMES = re.compile(r"效益|效果|影响|提升|改善|促进|带动|知晓率|增收|可持续")


@dataclass(slots=True)
class _Levels:
    """一级指标 and 二级指标 of the row above, which rows below with blank cells continue."""

    first: str = ""
    second: str = ""


def indicators(
    laid: Grid, cells: CellFigures, text: str, *, before: int = 0, evaluated: bool = True
) -> Iterator[Indicator]:
    """
    The indicators of a form in order; their codes count on from those `before`.

    A form that is not `evaluated` sets targets and has no actuals.
    """
    levels = _Levels()
    number = before
    reason = _shared_reason(laid)
    for row in laid.rows:
        if row.is_header:
            levels = _Levels()
            continue
        one = _Columns(laid, row, cells, text)
        if not one.are_of_indicators or one.has(layouts.ACTUAL) is not evaluated:
            continue
        if _TOTAL.search(one.words(layouts.FIRST_LEVEL) or one.first_words):
            levels = _Levels()
            continue
        _continued(levels, one)
        title = one.title
        if not title or _TOTAL.search(title) or _FOOT.match(title):
            continue
        number += 1
        found = one.indicator(title, f"I{number}", _dimension(levels, title))
        yield found if one.has(layouts.REASON) else replace(found, deviation_explanation=reason)


def _shared_reason(laid: Grid) -> str | None:
    """偏差大或目标未完成原因分析: the one row that gives the reasons of all, where rows have no room."""
    for row in laid.rows:
        words = [laid.text(cell) for cell in row.cells if laid.text(cell)]
        if len(words) == _LABEL_AND_WORDS and _REASONS.search(words[0]):
            return words[1]
    return None


def _continued(levels: _Levels, one: _Columns) -> None:
    first, second = one.words(layouts.FIRST_LEVEL), one.words(layouts.SECOND_LEVEL)
    if first and first != levels.first:
        levels.first, levels.second = first, ""
    levels.second = second or levels.second


def _dimension(levels: _Levels, title: str) -> tuple[Dimension, Category, bool]:
    """Dimension and category, and whether they had to be inferred from the name alone."""
    category = next((one for word, one in layouts.CATEGORIES if word in levels.second), None)
    dimension = next(
        (one for word, one in layouts.DIMENSIONS if word in levels.first or word in levels.second),
        next((one for one in Dimension if category in CATEGORIES_OF[one]), None),
    )
    if dimension is not None:
        allowed = CATEGORIES_OF[dimension]
        return dimension, category if category in allowed else allowed[0], False
    if "满意" in title:
        return Dimension.SATISFACTION, Category.BENEFICIARY_SATISFACTION, True
    if _OUTCOMES.search(title):
        return Dimension.OUTCOME, Category.SOCIAL_BENEFIT, True
    return Dimension.OUTPUT, Category.QUALITY, True


class _Columns:
    """One row by what its columns are."""

    def __init__(self, laid: Grid, row: Row, cells: CellFigures, text: str) -> None:
        self._laid = laid
        self._row = row
        self._cells = cells
        self._text = text

    @property
    def are_of_indicators(self) -> bool:
        """Whether the header names an indicator and its target."""
        return self.has(layouts.INDICATOR) and self.has(layouts.TARGET)

    @property
    def first_words(self) -> str:
        """The first words of the row itself."""
        return next((words for cell in self._row.cells if (words := self._laid.text(cell))), "")

    @property
    def title(self) -> str:
        """The indicator's name; nothing where one cell stands under the name and the target alike."""
        named, target = self.cell(layouts.INDICATOR), self.cell(layouts.TARGET)
        return "" if named is None or named is target else self._laid.text(named)

    def has(self, wanted: ColumnWords) -> bool:
        """Whether the header has such a column."""
        return any(wanted.names(head) for head in self._row.headers.values())

    def cell(self, wanted: ColumnWords) -> Cell | None:
        """The cell in such a column: the preferred one, else the first that is filled in."""
        columns = [column for column, head in self._row.headers.items() if wanted.names(head)]
        columns.sort(key=lambda column: not any(one in self._row.headers[column] for one in wanted.first))
        found = [cell for one in columns if (cell := self._laid.cover.get((self._row.number, one)))]
        return next((cell for cell in found if self._laid.text(cell)), found[0] if found else None)

    def words(self, wanted: ColumnWords) -> str:
        """The words in such a column."""
        cell = self.cell(wanted)
        return "" if cell is None else self._laid.text(cell)

    def indicator(self, title: str, code: str, of: tuple[Dimension, Category, bool]) -> Indicator:
        """The row as an indicator of that dimension and category, which may be inferred."""
        dimension, category, inferred = of
        measure, sign = self.words(layouts.MEASURE), self.words(layouts.SIGN)
        target, actual = self._stated(layouts.TARGET, measure), self._stated(layouts.ACTUAL, measure)
        direction = _direction(sign, target)
        if target is not None and direction in _MODIFIERS and target.modifier is _EXACT and sign:
            target = replace(target, modifier=_MODIFIERS[direction])
        actual_text = self.words(layouts.ACTUAL) or None
        place, points = self.cell(layouts.TARGET), self.cell(layouts.POINTS)
        return Indicator(
            code=code,
            title=title,
            dimension=dimension,
            category=category,
            inferred=inferred,
            direction=direction,
            target_value=target,
            target_text=self.words(layouts.TARGET) or None,
            actual_value=actual,
            actual_text=actual_text,
            achievement=_achieved(actual_text) if target is None else None,
            unit_of_measure=(target.unit if target is not None and target.unit else measure) or None,
            weight=self._points(layouts.WEIGHT),
            claimed_points=self._points(layouts.POINTS),
            deviation_explanation=self.words(layouts.REASON) or None,
            points_place=None if points is None else points.place,
            place=None if place is None else place.place,
        )

    def _stated(self, wanted: ColumnWords, measure: str) -> Stated | None:
        """The one number of a cell, in the unit printed beside it or in the column of units."""
        cell = self.cell(wanted)
        if cell is None:
            return None
        inside = self._cells.inside(cell.start, cell.end)
        numbers = [one for one in inside if not isinstance(one.value, str)]
        if len(numbers) != 1:
            return None
        if measure and grid.is_number(self._laid.text(cell)) and not numbers[0].unit:
            return _measured(self._laid.text(cell), measure) or replace(numbers[0].stated(), unit=measure)
        return numbers[0].stated()

    def _points(self, wanted: ColumnWords) -> Decimal | None:
        figure = None if (cell := self.cell(wanted)) is None else self._cells.of(cell, self._text)
        return figure.value if figure is not None and isinstance(figure.value, Decimal) else None


def _measured(words: str, measure: str) -> Stated | None:
    """A bare number read together with its unit of measure; `None` where they make no one quantity."""
    found = figures.find(words + measure)
    if len(found) != 1 or found[0].kind is _DATE or isinstance(found[0].value, str):
        return None
    figure: Figure = found[0]
    return figure.stated() if figure.quote == words + measure else None


def _direction(sign: str, target: Stated | None) -> Direction:
    named = next((one for mark, one in layouts.DIRECTIONS if mark in sign), None)
    if target is None:
        return Direction.QUALITATIVE
    if named is not None:
        return named
    return _DIRECTIONS.get(target.modifier, Direction.EQUAL)


def _achieved(words: str | None) -> Achievement | None:
    return next((one for told, one in layouts.ACHIEVEMENTS if told in (words or "")), None)
