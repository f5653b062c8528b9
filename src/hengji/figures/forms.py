"""
Bare numbers in tables that reached us as plain text: the form around them says what they are.

A reader that knows the cells uses `cells.find_in_cell`.  Flat text has only lines, bars and tabs
left, yet the official forms are few: rows of funds (年度资金总额: 100 100 100 10 100% 10), rows of
indicators (… ≥1场 1场 12 12) and tables under 单位：万元.  A row that fits none of them stays as it
is: numbers without kind.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import PERCENT, YUAN, Modifier
from hengji.figures.numerals import arabic

_LONGEST_ROW = 300
_HEADER_REACH = 800
_TABLE_REACH = 6000
_RATE_REACH = 120
_SUBJECT = re.compile(r"2(?:0[1-9]|[12][0-9]|3[0-4])(?:[0-9]{2}){2}\Z")
"""A code of the functional classification (2080505), no amount."""
_MOST_LINES = 8
_VALUES_ONLY = re.compile(r"[0-9.,%|\-—/ \t]*\Z")
_FUNDS = re.compile(r"资金|拨款|补助|总额|经费|财政|支出|收入|合计|预算|决算|结转")
_NO_FUNDS = re.compile(r"指标|率|数量|人数|户数|满意|标准")
_NATIONAL = re.compile(r"年度资金总额|年度预算资金总额|本年财政拨款|上年结转资金|当年财政拨款")
"""Rows of the national form, whose printed header is 项目资金（万元） (财预〔2020〕10号, annex)."""
_UNIT = re.compile(r"([万亿千]?)元\)?")
_POWERS = {"": 0, "千": 3, "万": 4, "亿": 8}
_HUNDRED = Decimal(100)
_MOST_MARKS = Decimal(30)
"""Marks of the row of funds: 10 in the national form, up to 30 in provincial ones."""
_LEAST_AMOUNT = Decimal(10)
"""Below it a whole number in a row of funds may be the row's own number."""
_LABEL = re.compile(r"[\u4e00-\u9fff]{2}")
_BARE = FigureKind.NUMBER
_TARGETS = (Modifier.AT_LEAST, Modifier.AT_MOST, Modifier.UNDER, Modifier.OVER)


class _Row(NamedTuple):
    start: int
    label: str
    first: int
    last: int
    barred: bool


def announced(text: str, figures: list[Figure]) -> None:
    """Give the bare numbers of `figures` (in order) the kind, unit and scale their form announces."""
    index = 0
    while index < len(figures):
        if figures[index].kind is not _BARE:
            index += 1
            continue
        row = _row(text, figures, index)
        if row is None:
            index += 1
            continue
        _classify(text, figures, row)
        index = max(row.last, index) + 1


def _line(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", max(at - _LONGEST_ROW, 0), at) + 1
    end = text.find("\n", at, at + _LONGEST_ROW)
    if end < 0:
        end = text.find("\0", at, at + _LONGEST_ROW)
    if (start == 0 and at > _LONGEST_ROW) or end < 0:
        return at, -1
    return start, end


def _row(text: str, figures: list[Figure], index: int) -> _Row | None:
    """The row that a bare number stands in; values alone on their lines belong to the label above."""
    start, end = _line(text, figures[index].start)
    if end < 0:
        return None
    line = text[start:end]
    if _VALUES_ONLY.match(line):
        start, end = _stacked(text, start, end)
    first = last = index
    while first and figures[first - 1].start >= start:
        first -= 1
    while last + 1 < len(figures) and figures[last + 1].start < end:
        last += 1
    row = text[start:end]
    if "。" in row or (("，" in row or "；" in row) and "|" not in row):
        return None
    return _Row(
        start,
        text[start : figures[first].start] if figures[first].start > start else row[:12],
        first,
        last,
        "|" in row or "\t" in row,
    )


def _stacked(text: str, start: int, end: int) -> tuple[int, int]:
    for _ in range(_MOST_LINES):
        if start == 0:
            break
        above = text.rfind("\n", max(start - 1 - _LONGEST_ROW, 0), start - 1) + 1
        if above == 0 and start > _LONGEST_ROW:
            break
        content = text[above : start - 1]
        start = above
        if not _VALUES_ONLY.match(content):
            break
    for _ in range(_MOST_LINES):
        below = text.find("\n", end + 1, end + 1 + _LONGEST_ROW)
        if below < 0 or not _VALUES_ONLY.match(text[end + 1 : below]) or not text[end + 1 : below].strip():
            break
        end = below
    return start, end


def _classify(text: str, figures: list[Figure], row: _Row) -> None:
    span = range(row.first, row.last + 1)
    bare = [index for index in span if figures[index].kind is _BARE and figures[index].quote[-1].isdigit()]
    if _FUNDS.search(row.label) and not _NO_FUNDS.search(row.label):
        power = _fund_power(text, row)
        if power is not None:
            _funds(text, figures, row, bare, power)
        return
    if _is_indicator(text, figures, row):
        for index in bare:
            value = figures[index].value
            if (
                isinstance(value, Decimal) and 0 <= value <= _HUNDRED and figures[index].quote[0] != "0"
            ) or value == 0:
                figures[index] = figures[index]._replace(kind=FigureKind.SCORE, unit="分")
        return
    power = _table_power(text, row.start)
    if power is not None:
        labelled = bool(_LABEL.search(row.label.rpartition("\n")[2])) and not _NO_FUNDS.search(row.label)
        for index in _amounts(figures, bare, integers=labelled):
            figures[index] = _money(figures[index], power)


def _amounts(figures: list[Figure], bare: list[int], *, integers: bool) -> list[int]:
    """The bare numbers that are amounts: beside 307.82, a 2080505 or a 1 is a code or a line's number."""
    grouped = [index for index in bare if "." in figures[index].quote or "," in figures[index].quote]
    if not grouped:
        return (
            [
                index
                for index in bare
                if (figures[index].quote[0] != "0" or figures[index].value == 0)
                and not _SUBJECT.match(figures[index].quote)
            ]
            if integers
            else []
        )
    return [index for index in bare if index in grouped or figures[index].quote == "0"]


def _fund_power(text: str, row: _Row) -> int | None:
    in_label = text.rfind("元)", row.start, row.start + len(row.label))
    at = in_label if in_label >= 0 else text.rfind("元)", max(row.start - _HEADER_REACH, 0), row.start)
    if at > 0 and text.rfind("。", at, row.start) < 0:
        scale = text[at - 1]
        opened = text[at - 2] if scale in _POWERS else text[at - 1]
        if opened == "(":
            return _POWERS.get(scale, 0)
    if _NATIONAL.search(row.label):
        return 4
    return _table_power(text, row.start)


def _table_power(text: str, start: int) -> int | None:
    """The scale that 单位：万元 above the table gives, unless sentences stand between."""
    at = text.rfind("单位:", max(start - _TABLE_REACH, 0), start)
    if at < 0 or text.find("。", at, start) >= 0:
        return None
    unit = _UNIT.match(text, at + 3 + (text[at + 3] == " "))
    return None if unit is None else _POWERS[unit[1]]


def _is_indicator(text: str, figures: list[Figure], row: _Row) -> bool:
    span = figures[row.first : row.last + 1]
    if any(figure.modifier in _TARGETS and figure.kind is not _BARE for figure in span):
        return True
    if row.barred and any(figure.kind is FigureKind.SCORE and figure.quote.endswith("分") for figure in span):
        return True
    if not any(figure.kind in (FigureKind.COUNT, FigureKind.PERCENT, FigureKind.PERIOD) for figure in span):
        return False
    header = text.rfind("分值", max(row.start - _HEADER_REACH, 0), row.start)
    return header >= 0 and text.find("。", header, row.start) < 0


def _funds(text: str, figures: list[Figure], row: _Row, bare: list[int], power: int) -> None:
    """Budget, full-year budget, executed; then marks, rate, points."""
    rate = next(
        (index for index in range(row.first, row.last + 1) if figures[index].kind is FigureKind.PERCENT), None
    )
    before = [index for index in bare if rate is not None and index < rate]
    after = [index for index in bare if rate is not None and index > rate]
    points = []
    if len(before) > 1 and after and _value(figures, after[0]) <= _value(figures, before[-1]) <= _MOST_MARKS:
        points = [before[-1], after[0]]
    if rate is None and _ends_with_rate(text, figures, row, bare):
        figures[bare[-1]] = figures[bare[-1]]._replace(kind=FigureKind.PERCENT, unit=PERCENT)
        bare = bare[:-1]
    amounts = [index for index in bare if index not in points]
    beside_label = bool(_LABEL.search(row.label.rpartition("\n")[2]))
    for index in amounts:
        if beside_label and _value(figures, index) >= _LEAST_AMOUNT:
            figures[index] = _money(figures[index], power)
    for index in _amounts(figures, amounts, integers=True):
        if figures[index].kind is _BARE:
            figures[index] = _money(figures[index], power)
    for index in points:
        figures[index] = figures[index]._replace(kind=FigureKind.SCORE, unit="分")


def _ends_with_rate(text: str, figures: list[Figure], row: _Row, bare: list[int]) -> bool:
    """Whether the row's last number is the rate its header announces: 6.84 6.84 100.00 under 进度(%)."""
    if len(bare) < 3 or not text[max(row.start - _RATE_REACH, 0) : row.start].endswith("(%)\n"):
        return False
    if text[figures[bare[-1]].end] not in "\n\0":
        return False
    first, done, last = (_value(figures, index) for index in (bare[0], bare[-2], bare[-1]))
    return first > 0 and done != last and abs(done * _HUNDRED / first - last) < Decimal("0.01")


def _value(figures: list[Figure], index: int) -> Decimal:
    value = figures[index].value
    return value if isinstance(value, Decimal) else Decimal(0)


def _money(figure: Figure, power: int) -> Figure:
    if isinstance(figure.value, str):
        return figure
    number = arabic(format(abs(figure.value), "f"), power)
    value = -number.value if figure.value < 0 else number.value
    exact = not power and number.place <= Decimal("0.01")
    return figure._replace(
        kind=FigureKind.MONEY, unit=YUAN, value=value, step=None if exact else number.place
    )
