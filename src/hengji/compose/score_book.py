"""
The score sheet: the scorecard as a workbook that recalculates itself.

The points of a leaf are a formula over the page of inputs or of indicators wherever the method
can be written as one and gives the same points; sums are formulas over their parts.  Whoever
changes an input in Excel, WPS or LibreOffice sees the total change.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengji.compose import formula, recipes, score_pages
from hengji.compose.formula import Formula
from hengji.compose.wording import points
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding
from hengji.domain.scorecard import Score, Scorecard
from hengji.domain.sheet import Book, CellStyle, SheetCell, SheetPage
from hengji.domain.standard import Criterion, Standard

SCORES = "得分表"
_HEADINGS = (
    "序号",
    "评价指标",
    "满分",
    "得分",
    "得分率",
    "计分方法",
    "使用的数据及来源",
    "计算过程和扣分原因",
    "依据",
)
_WIDTHS = (8, 32, 8, 9, 10, 28, 34, 34, 24)
_MARKS, _POINTS, _RATE = "C", "D", "E"
_COLUMNS = {letter: number for number, letter in enumerate("ABCDEFGHI", start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A score with its row and number in the table, and the criterion that it stands under."""

    score: Score
    row: int
    number: str
    criterion: Criterion | None

    @property
    def depth(self) -> int:
        return self.number.count(".")


def score_sheet(
    filing: Filing,
    scorecard: Scorecard,
    findings: tuple[Finding, ...],
    *,
    standard: Standard | None = None,
) -> Book:
    """
    The score sheet as a workbook: 得分表, 输入数据, 指标, 问题清单, 说明.

    With the `standard` the points of leaves are formulas too; without it only the sums are.
    """
    lines = _lines(scorecard, standard)
    indicator_codes = frozenset(one.code for one in filing.indicators)
    point_cells = {line.score.code: f"'{SCORES}'!${_POINTS}${line.row}" for line in lines}
    inputs, input_cells = score_pages.inputs_page(scorecard, indicator_codes)
    indicators, indicator_cells = score_pages.indicators_page(filing, scorecard, point_cells)
    scores = _scores_page(filing, scorecard, lines, input_cells | indicator_cells, standard)
    return Book(
        title=f"{filing.organisation.name}{filing.fiscal_year}年度绩效自评得分表",
        pages=(
            scores,
            inputs,
            indicators,
            score_pages.findings_page(findings),
            score_pages.notes_page(filing, scorecard),
        ),
        names={"总分": f"'{SCORES}'!${_POINTS}${_last_row(lines)}"},
        properties={
            "standard_id": scorecard.standard_id,
            "edition_hash": scorecard.edition_hash,
            "engine_version": scorecard.engine_version,
        },
    )


def _lines(card: Scorecard, standard: Standard | None) -> tuple[_Line, ...]:
    criteria: dict[str, Criterion] = {}
    pending = list(standard.criteria) if standard is not None else []
    while pending:
        criterion = pending.pop()
        criteria[criterion.code] = criterion
        pending.extend(criterion.criteria)
    lines: list[_Line] = []

    def add(scores: tuple[Score, ...], before: str, above: Criterion | None) -> None:
        for index, score in enumerate(scores, start=1):
            criterion = criteria.get(score.code, above)
            number = f"{before}{index}"
            row = score_pages.FIRST_ROW + len(lines)
            lines.append(_Line(score=score, row=row, number=number, criterion=criterion))
            add(score.parts, f"{number}.", criterion)

    add(card.scores, "", None)
    return tuple(lines)


def _last_row(lines: tuple[_Line, ...]) -> int:
    return score_pages.FIRST_ROW + len(lines)


def _scores_page(
    filing: Filing,
    card: Scorecard,
    lines: tuple[_Line, ...],
    cells_of: score_pages.InputCells,
    standard: Standard | None,
) -> SheetPage:
    mark = "（示例分值）" if card.illustrative else ""
    subtitle = f"{filing.organisation.name}　{filing.fiscal_year}年度　{card.standard_title}{mark}"
    cells = score_pages.title_cells("部门整体支出绩效自评得分表", subtitle, _HEADINGS)
    places = standard.rounding.places if standard is not None else 2
    rows = {line.score.code: line.row for line in lines}
    for line in lines:
        cells += _row(line, filing, rows, cells_of, places)
    cells += _total_row(card, lines, standard, places)
    return SheetPage(
        title=SCORES,
        cells=tuple(cells),
        column_widths=_WIDTHS,
        row_heights=score_pages.heights(cells, _WIDTHS),
        frozen_rows=3,
        frozen_columns=2,
        landscape=True,
        tab_color="#B45309",
        repeat_rows=(3, 3),
    )


def _row(
    line: _Line, filing: Filing, rows: dict[str, int], cells_of: score_pages.InputCells, places: int
) -> list[SheetCell]:
    score, row = line.score, line.row
    label = CellStyle.STRONG if score.parts else CellStyle.TEXT
    illustrative = "［示例］" if score.illustrative and not score.parts else ""
    texts = {
        "A": line.number,
        "B": "　" * line.depth + score.title + illustrative,
        "F": score.method,
        "G": _inputs_words(score),
        "H": "\n".join(words for words in (score.arithmetic, score.reason) if words),
        "I": str(score.basis) if score.basis and not score.parts else "",
    }
    cells = [
        SheetCell(
            row=row, column=_COLUMNS[column], value=text, style=label if column in "AB" else CellStyle.TEXT
        )
        for column, text in texts.items()
    ]
    cells.append(_marks_cell(line, cells_of))
    cells.append(_points_cell(line, filing, rows, cells_of, places))
    cells.append(_rate_cell(line))
    return cells


def _inputs_words(score: Score) -> str:
    found = [
        f"{one.name}：{one.value}{one.unit}" + (f"（{one.place}）" if one.place is not None else "")
        for one in score.inputs
    ]
    found += [f"缺：{one.name}（{one.where}）" for one in score.missing]
    return "\n".join(found)


def _marks_cell(line: _Line, cells_of: score_pages.InputCells) -> SheetCell:
    """Full marks; an indicator's are the weight on the page of indicators."""
    weight = cells_of.get(line.score.code, {}).get("分值")
    refers = weight is not None and weight.value == line.score.full_marks
    return SheetCell(
        row=line.row,
        column=_COLUMNS[_MARKS],
        value=line.score.full_marks,
        formula=f"={weight.reference}" if weight is not None and refers else None,
        style=CellStyle.POINTS,
    )


def _points_cell(
    line: _Line, filing: Filing, rows: dict[str, int], cells_of: score_pages.InputCells, places: int
) -> SheetCell:
    score, column = line.score, _COLUMNS[_POINTS]
    if score.points is None:
        span = f"{points(score.low)}～{points(score.high)}"
        return SheetCell(row=line.row, column=column, value=span, style=CellStyle.WARNING)
    recalculated = _sum(line, rows, places) if score.parts else _leaf(line, filing, cells_of, places)
    return SheetCell(
        row=line.row,
        column=column,
        value=score.points,
        formula=f"={recalculated.text}" if recalculated is not None else None,
        style=CellStyle.COMPUTED_POINTS if recalculated is not None else CellStyle.POINTS,
    )


def _sum(line: _Line, rows: dict[str, int], places: int) -> Formula | None:
    """The parts added, between nothing and full marks; `None` where that is not what was scored."""
    parts = [
        formula.cell(f"{_POINTS}{rows[part.code]}", part.points)
        for part in line.score.parts
        if part.points is not None
    ]
    whole = formula.round_half_up(formula.total(parts), places)
    if whole.value != line.score.points:
        marks = formula.cell(f"{_MARKS}{line.row}", line.score.full_marks)
        whole = formula.greatest(formula.number(Decimal(0)), formula.least(marks, whole))
    return whole if whole.value == line.score.points else None


def _leaf(line: _Line, filing: Filing, cells_of: score_pages.InputCells, places: int) -> Formula | None:
    if line.criterion is None:
        return None
    leaf = recipes.Leaf(
        score=line.score,
        criterion=line.criterion,
        marks=formula.cell(f"{_MARKS}{line.row}", line.score.full_marks),
        inputs=cells_of.get(line.score.code, {}),
        places=places,
    )
    if line.criterion.code == line.score.code:
        return recipes.of_criterion(leaf)
    indicator = next((one for one in filing.indicators if one.code == line.score.code), None)
    if indicator is None:
        return None
    target, actual = leaf.inputs.get("年度指标值"), leaf.inputs.get("实际完成值")
    return recipes.of_indicator(
        leaf, indicator, target.number if target else None, actual.number if actual else None
    )


def _rate_cell(line: _Line) -> SheetCell:
    score, column = line.score, _COLUMNS[_RATE]
    if score.points is None or score.full_marks == 0:
        return SheetCell(row=line.row, column=column, value="", style=CellStyle.COMPUTED_PERCENT)
    return SheetCell(
        row=line.row,
        column=column,
        value=score.points / score.full_marks,
        formula=f"={_POINTS}{line.row}/{_MARKS}{line.row}",
        style=CellStyle.COMPUTED_PERCENT,
    )


def _total_row(
    card: Scorecard, lines: tuple[_Line, ...], standard: Standard | None, places: int
) -> list[SheetCell]:
    row = _last_row(lines)
    top = [line for line in lines if line.depth == 0]
    cells = [
        SheetCell(row=row, column=1, value="合计", style=CellStyle.SECTION, column_span=2),
        SheetCell(row=row, column=_COLUMNS[_MARKS], value=card.full_marks, style=CellStyle.POINTS),
    ]
    if card.computed_score is None:
        span = f"{points(card.low)}～{points(card.high)}"
        cells.append(SheetCell(row=row, column=_COLUMNS[_POINTS], value=span, style=CellStyle.WARNING))
        return cells
    parts = [
        formula.cell(f"{_POINTS}{line.row}", line.score.points)
        for line in top
        if line.score.points is not None
    ]
    whole = formula.round_half_up(formula.total(parts), places)
    agrees = whole.value == card.computed_score
    cells.append(
        SheetCell(
            row=row,
            column=_COLUMNS[_POINTS],
            value=card.computed_score,
            formula=f"={whole.text}" if agrees else None,
            style=CellStyle.COMPUTED_POINTS,
        )
    )
    cells.append(
        SheetCell(
            row=row,
            column=_COLUMNS[_RATE],
            value=card.computed_score / card.full_marks if card.full_marks else "",
            formula=f"={_POINTS}{row}/{_MARKS}{row}" if card.full_marks else None,
            style=CellStyle.COMPUTED_PERCENT,
        )
    )
    cells.append(_grade_cell(card, row, standard))
    return cells


def _grade_cell(card: Scorecard, row: int, standard: Standard | None) -> SheetCell:
    """The grade read from the total, by the bands of the edition."""
    title = card.computed_grade.title if card.computed_grade is not None else ""
    words = '""'
    for band in reversed(standard.grades if standard is not None else ()):
        words = f'IF({_POINTS}{row}>={points(band.at_least)},"等级：{band.title}",{words})'
    return SheetCell(
        row=row,
        column=_COLUMNS["F"],
        value=f"等级：{title}",
        formula=f"={words}" if standard is not None else None,
        style=CellStyle.STRONG,
    )
