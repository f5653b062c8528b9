"""
The pages of the score sheet that hold no arithmetic of their own: inputs, indicators, findings, notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from hengji.compose.recipes import MET, InputCell
from hengji.compose.wording import points, printed
from hengji.domain.filing import Filing
from hengji.domain.finding import SEVERITY_TITLES, Finding, Severity
from hengji.domain.indicator import (
    ACHIEVEMENT_TITLES,
    CATEGORY_TITLES,
    DIMENSION_TITLES,
    DIRECTION_SIGNS,
    Indicator,
)
from hengji.domain.scorecard import Input, Score, Scorecard
from hengji.domain.sheet import CellStyle, Choice, SheetCell, SheetPage
from hengji.domain.source import Place
from hengji.domain.stated import PERCENT, YUAN, Stated

INPUTS, INDICATORS, FINDINGS, NOTES = "输入数据", "指标", "问题清单", "说明"
FIRST_ROW = 4
"""Title, subtitle and headings stand above."""

_LINE = 15.5
"""Points that a line of 11-point words takes."""
_LOWEST = 21.0
_TALLEST = 400.0
"""Spreadsheets allow 409 points a row."""
_LAST_NARROW = 0x2E7F

_INPUT_WIDTHS = (24, 40, 22, 8, 30)
_INDICATOR_WIDTHS = (8, 11, 15, 30, 6, 15, 15, 9, 12, 7, 8, 36, 24, 7, 22)
_FINDING_WIDTHS = (6, 8, 8, 24, 56, 22, 16, 16, 14, 40, 34)
_NOTE_WIDTHS = (18, 90)
InputCells = dict[str, dict[str, InputCell]]
"""Code of the leaf → name of the input → its cell."""

_ANSWERS = (MET, "未满足")
_ON_INDICATORS = ("年度指标值", "实际完成值")


def title_cells(title: str, subtitle: str, headings: tuple[str, ...]) -> list[SheetCell]:
    """The first three rows of every page."""
    across = len(headings)
    cells = [
        SheetCell(row=1, column=1, value=title, style=CellStyle.TITLE, column_span=across),
        SheetCell(row=2, column=1, value=subtitle, style=CellStyle.SUBTITLE, column_span=across),
    ]
    cells += [
        SheetCell(row=3, column=column, value=heading, style=CellStyle.HEADER)
        for column, heading in enumerate(headings, start=1)
    ]
    return cells


def heights(cells: Iterable[SheetCell], widths: tuple[int, ...]) -> dict[int, float]:
    """
    Rows high enough for their wrapped words; spreadsheets do not all fit rows by themselves.
    """
    found = {1: 30.0, 2: 20.0}
    for cell in cells:
        if not isinstance(cell.value, str) or cell.column_span > 1:
            continue
        room = max(1, widths[cell.column - 1] - 1)
        lines = sum(max(1, -(-_width(line) // room)) for line in cell.value.split("\n"))
        found[cell.row] = max(found.get(cell.row, _LOWEST), min(_TALLEST, lines * _LINE))
    return found


def _width(text: str) -> int:
    """How many narrow characters wide: a Chinese one takes two."""
    return sum(2 if ord(character) > _LAST_NARROW else 1 for character in text)


def inputs_page(card: Scorecard, indicator_codes: frozenset[str]) -> tuple[SheetPage, InputCells]:
    """Every figure and answer that a leaf was scored from, except those of indicators."""
    headings = ("评价指标", "数据", "数值或答复", "单位", "来源单元格")
    cells = title_cells("输入数据", "改动“数值或答复”一列，得分表随之重算", headings)
    found: InputCells = {}
    row = FIRST_ROW
    for leaf in card.leaves():
        if leaf.code in indicator_codes:
            continue
        for one in leaf.inputs:
            value = number_of(one)
            kept: Decimal | str = one.value if value is None else value
            style = _input_style(one, value)
            cells += [
                SheetCell(row=row, column=1, value=leaf.title, style=CellStyle.LABEL),
                SheetCell(row=row, column=2, value=one.name),
                SheetCell(row=row, column=3, value=kept, style=style, choice=_choice(one)),
                SheetCell(row=row, column=4, value=one.unit),
                SheetCell(row=row, column=5, value=place_words(one.place)),
            ]
            found.setdefault(leaf.code, {})[one.name] = InputCell(
                reference=f"'{INPUTS}'!$C${row}", value=kept
            )
            row += 1
    page = SheetPage(
        title=INPUTS,
        cells=tuple(cells),
        column_widths=_INPUT_WIDTHS,
        row_heights=heights(cells, _INPUT_WIDTHS),
        frozen_rows=3,
        tab_color="#0B3D91",
        repeat_rows=(3, 3),
    )
    return page, found


def _input_style(one: Input, value: Decimal | None) -> CellStyle:
    if value is None:
        return CellStyle.INPUT
    return CellStyle.INPUT_AMOUNT if one.unit == "元" else CellStyle.INPUT_NUMBER


def _choice(one: Input) -> Choice | None:
    """The answers to an item of a checklist."""
    return Choice(options=_ANSWERS) if one.value in _ANSWERS else None


def number_of(one: Input) -> Decimal | None:
    """
    The number an input is, or `None` for an answer in words.

    >>> number_of(Input(name="全年执行数", value="28,771,611.60", unit="元"))
    Decimal('28771611.60')
    """
    try:
        value = Decimal(one.value.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def place_words(place: Place | None) -> str:
    """A place in words, or nothing."""
    return "" if place is None else str(place)


def indicators_page(
    filing: Filing, card: Scorecard, point_cells: Mapping[str, str]
) -> tuple[SheetPage, InputCells]:
    """
    The indicators with target, actual, deviation and points; the first two are the inputs of the score.
    """
    headings = (
        "代码",
        "一级指标",
        "二级指标",
        "三级指标",
        "方向",
        "年度指标值",
        "实际完成值",
        "计量单位",
        "偏差",
        "分值",
        "得分",
        "偏差原因",
        "佐证材料",
        "示例",
        "来源单元格",
    )
    cells = title_cells("绩效指标完成情况", "指标值、实际完成值和分值可改动，得分随之重算", headings)
    found: InputCells = {}
    for row, one in enumerate(filing.indicators, start=FIRST_ROW):
        cells += _indicator_cells(one, row, card.find(one.code), point_cells.get(one.code))
        found[one.code] = {
            name: InputCell(reference=f"'{INDICATORS}'!${column}${row}", value=stated.value)
            for name, column, stated in zip(
                _ON_INDICATORS, "FG", (one.target_value, one.actual_value), strict=True
            )
            if stated is not None
        }
        if one.weight is not None:
            found[one.code]["分值"] = InputCell(reference=f"'{INDICATORS}'!$J${row}", value=one.weight)
    page = SheetPage(
        title=INDICATORS,
        cells=tuple(cells),
        column_widths=_INDICATOR_WIDTHS,
        row_heights=heights(cells, _INDICATOR_WIDTHS),
        frozen_rows=3,
        frozen_columns=4,
        landscape=True,
        tab_color="#2E7D32",
        repeat_rows=(3, 3),
    )
    return page, found


def _indicator_cells(
    one: Indicator, row: int, score: Score | None, point_cell: str | None
) -> Iterable[SheetCell]:
    texts: tuple[tuple[int, str], ...] = (
        (1, one.code),
        (2, DIMENSION_TITLES[one.dimension]),
        (3, CATEGORY_TITLES[one.category]),
        (4, one.title),
        (5, DIRECTION_SIGNS[one.direction]),
        (8, _unit(one)),
        (12, one.deviation_explanation or ""),
        (13, "、".join(evidence.title for evidence in one.evidence)),
        (15, place_words(one.place)),
    )
    yield from (SheetCell(row=row, column=column, value=text) for column, text in texts)
    yield _value_cell(row, 6, one.target_value, one.target_text)
    done = one.actual_text or (ACHIEVEMENT_TITLES[one.achievement] if one.achievement else None)
    yield _value_cell(row, 7, one.actual_value, done)
    yield _deviation_cell(one, row)
    yield SheetCell(row=row, column=10, value=one.weight, style=CellStyle.INPUT_NUMBER, format="0.##")
    earned = score.points if score is not None else None
    yield SheetCell(
        row=row,
        column=11,
        value=earned,
        formula=f"={point_cell}" if point_cell and earned is not None else None,
        style=CellStyle.COMPUTED_POINTS,
    )
    yield SheetCell(row=row, column=14, value="示例" if one.illustrative else "", style=_mark(one))


def _mark(one: Indicator) -> CellStyle:
    return CellStyle.MARK if one.illustrative else CellStyle.TEXT


def _unit(one: Indicator) -> str:
    stated = one.target_value or one.actual_value
    unit = stated.unit if stated is not None else one.unit_of_measure or ""
    return "元" if unit == YUAN else unit


def _value_cell(row: int, column: int, stated: Stated | None, text: str | None) -> SheetCell:
    if stated is None:
        return SheetCell(row=row, column=column, value=text or "", style=CellStyle.INPUT)
    return SheetCell(
        row=row,
        column=column,
        value=stated.value,
        style=CellStyle.INPUT_NUMBER,
        format="#,##0.##" if stated.value != stated.value.to_integral_value() else "#,##0",
        hint_title="填报的写法",
        hint=printed(stated),
    )


def _deviation_cell(one: Indicator, row: int) -> SheetCell:
    target, actual = one.target_value, one.actual_value
    if target is None or actual is None or target.value == 0:
        return SheetCell(row=row, column=9, value="", style=CellStyle.COMPUTED_PERCENT)
    gap = actual.value - target.value
    if target.unit == PERCENT:
        words = '0.##"个百分点"'
        style = CellStyle.COMPUTED_POINTS
        return SheetCell(row=row, column=9, value=gap, formula=f"=G{row}-F{row}", style=style, format=words)
    return SheetCell(
        row=row,
        column=9,
        value=gap / target.value,
        formula=f"=(G{row}-F{row})/F{row}",
        style=CellStyle.COMPUTED_PERCENT,
    )


def findings_page(findings: Iterable[Finding]) -> SheetPage:
    """All findings, as they are ranked."""
    headings = ("序号", "级别", "规则", "问题", "说明", "位置", "填报数", "计算数", "差额", "建议", "依据")
    listed = tuple(findings)
    cells = title_cells("问题清单", f"共{len(listed)}条" if listed else "未发现问题", headings)
    for number, one in enumerate(listed, start=1):
        row = number + FIRST_ROW - 1
        level = CellStyle.WARNING if one.severity is Severity.ERROR else CellStyle.TEXT
        texts = (
            (2, SEVERITY_TITLES[one.severity], level),
            (3, one.rule, CellStyle.TEXT),
            (4, one.title, CellStyle.STRONG),
            (5, one.message, CellStyle.TEXT),
            (6, place_words(one.place), CellStyle.TEXT),
            (10, one.suggestion, CellStyle.TEXT),
            (11, str(one.basis) if one.basis else "", CellStyle.TEXT),
        )
        cells.append(SheetCell(row=row, column=1, value=number))
        cells += [SheetCell(row=row, column=column, value=text, style=style) for column, text, style in texts]
        cells += [
            SheetCell(row=row, column=column, value=value, format="#,##0.00")
            for column, value in ((7, one.stated), (8, one.computed), (9, one.difference))
        ]
    return SheetPage(
        title=FINDINGS,
        cells=tuple(cells),
        column_widths=_FINDING_WIDTHS,
        row_heights=heights(cells, _FINDING_WIDTHS),
        frozen_rows=3,
        landscape=True,
        tab_color="#B42318" if listed else "#2E7D32",
        repeat_rows=(3, 3),
    )


def notes_page(filing: Filing, card: Scorecard) -> SheetPage:
    """By what the filing was judged, and what in it is only an example."""
    rows: list[tuple[str, str]] = [
        ("单位", filing.organisation.name),
        ("年度", f"{filing.fiscal_year}年度"),
        ("评分标准", card.standard_title),
        ("标准版本", card.standard_id),
        ("版本校验值", card.edition_hash),
        ("计算程序版本", card.engine_version),
        ("得分", _score_words(card)),
    ]
    if card.claimed_score is not None:
        grade = f"，等级“{card.claimed_grade}”" if card.claimed_grade else ""
        rows.append(("自评申报得分", f"{points(card.claimed_score)}分{grade}（仅供对照，不参与计算）"))
    if card.illustrative:
        rows.append(("评分标准性质", "示例：分值并非主管部门公布，不得用于正式评分"))
    rows += [("标准说明", note) for note in card.notes]
    rows += [("填报示例", note) for note in filing.illustrations]
    rows.append(("颜色", "白底蓝字为可改动的输入数据；灰底为公式计算；“得分表”的合计由各项得分相加"))
    cells = [
        SheetCell(row=1, column=1, value="说明", style=CellStyle.TITLE, column_span=2),
    ]
    for row, (label, text) in enumerate(rows, start=3):
        marked = label in {"评分标准性质", "填报示例"}
        cells += [
            SheetCell(row=row, column=1, value=label, style=CellStyle.LABEL),
            SheetCell(row=row, column=2, value=text, style=CellStyle.WARNING if marked else CellStyle.TEXT),
        ]
    return SheetPage(
        title=NOTES, cells=tuple(cells), column_widths=_NOTE_WIDTHS, row_heights=heights(cells, _NOTE_WIDTHS)
    )


def _score_words(card: Scorecard) -> str:
    if card.computed_score is None:
        grades = f"“{card.lowest_grade.title}”至“{card.highest_grade.title}”"
        return f"资料不足，在{points(card.low)}分至{points(card.high)}分之间，等级{grades}"
    grade = f"，等级“{card.computed_grade.title}”" if card.computed_grade else ""
    return f"{points(card.computed_score)}分（满分{points(card.full_marks)}分）{grade}"
