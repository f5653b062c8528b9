"""
The money of an evaluation form that a page or a copy flattened: 年度资金总额 with its rate beside it.

Three ways that such a row reaches us: its cells parted by blanks below a header that letters its
columns (A、B、B/A), its cells in the usual order behind the label, or its cells glued together.  Glued
digits are parted only where one reading alone satisfies the amounts, the rate and the points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hengji import figures
from hengji.domain.figure import Figure
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import grid
from hengji.interpret.statements import execution_points, tables

_FORM_TOTAL: Final = re.compile(r"资金总额|合计")
_FUNDS: Final = re.compile(r"资金|拨款")
_LETTERED: Final = re.compile(r"[（(](?P<over>[A-Z])(?:[/÷](?P<under>[A-Z])(?:[*×]100[%％])?)?[）)]\Z")
_PLAIN: Final = re.compile(r"(?:分值|得分|权重|自评分|评分)\Z")
_BEHIND: Final = re.compile(r"偏差|原因|备注|说明|改进|措施")
_WEIGHTS: Final = frozenset({Decimal(5), Decimal(10), Decimal(15), Decimal(20)})
_HUNDRED: Final = Decimal(100)
_PERCENT: Final = ("%", "％")
_LONGEST_HEADER: Final = 20

_GLUED: Final = re.compile(
    r"资金总额(?:[（(]万?元[）)])?[：:]?\s?(?P<front>[0-9][0-9.]{3,38})[%％](?P<behind>[0-9.]{0,8})(?![0-9.%％])"
)
_HEADER: Final = re.compile(
    r"(?:(?P<first>年初预算数?)|全年预算数?|预算数)(?:[（(]A[）)])?(?:(?P<second>调整后预算数?|全年预算数?)(?:[（(]A[）)])?)?"
    r"(?:全年|实际)?执行数(?:[（(]B[）)])?(?P<weight>分值|权重)?(?:预算)?执行率(?:[（(][^）)]{1,12}[）)])?(?P<points>得分)?"
)
_CELL: Final = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?\Z")
_ABOVE: Final = 160
_LONGEST_RATE: Final = 7


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell, or a word of one, of flattened text."""

    words: str
    start: int
    end: int


def number(piece: Piece, note: str | None) -> Figure | None:
    """The only figure of a piece, read with the unit of its table; `None` for none and for several."""
    read = figures.find_in_cell(piece.words, unit_hint=note)
    if len(read) != 1 or isinstance(read[0].value, str):
        return None
    return read[0]._replace(start=read[0].start + piece.start, end=read[0].end + piece.start)


def execution(pieces: Sequence[Piece], text: str, note: str | None) -> Iterator[Statement]:
    """年度资金总额 预算 执行 分值 执行率 得分: the row of a form that has its rate beside its money."""
    for label, numbers in rows(pieces):
        if _FORM_TOTAL.search(label):
            yield from _usual(numbers, text, note)
    yield from _lettered(pieces, text, note)


def rows(pieces: Sequence[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Labels with the run of numbers behind each."""
    label = ""
    numbers: list[Piece] = []
    for piece in [*pieces, Piece("。", 0, 0)]:
        if grid.is_number(piece.words):
            numbers.append(piece)
            continue
        if numbers:
            yield label, numbers
            label, numbers = "", []
        label += piece.words


def _usual(numbers: list[Piece], text: str, note: str | None) -> Iterator[Statement]:
    rates = [index for index, piece in enumerate(numbers) if piece.words.endswith(_PERCENT)]
    if len(rates) != 1 or rates[0] < 3:
        return
    place = rates[0]
    claim = number(numbers[place], None)
    budget, executed = number(numbers[place - 3], note or "万元"), number(numbers[place - 2], note or "万元")
    weight = number(numbers[place - 1], "分值")
    if claim is None or budget is None or executed is None or weight is None or budget.value == 0:
        return
    usual = _rate(claim, executed, budget, text)
    # Behind a line's number and with a blank weight, the amounts stand one cell further right.
    last = number(numbers[place - 1], note or "万元")
    shifted = None if last is None or executed.value == 0 else _rate(claim, last, executed, text)
    is_shifted = shifted is not None and _bears_out(shifted) and not _bears_out(usual)
    if weight.value in _WEIGHTS and not is_shifted:
        yield usual
        points = number(numbers[place + 1], "得分") if place + 1 < len(numbers) else None
        yield from execution_points.of_row(weight, claim, points, text)


def _rate(claim: Figure, executed: Figure, budget: Figure, text: str) -> Statement:
    operands = [("executed", executed), ("budget", budget)]
    return tables.statement(StatementType.EXECUTION_RATE, claim, operands, text, "")


def _lettered(pieces: Sequence[Piece], text: str, note: str | None) -> Iterator[Statement]:
    """
    Rows below 预算(A) 执行(B) 执行率(B/A): laid to the right, as a blank cell leaves nothing behind.

    A row counts where numbers and percentages stand as the header has them; all rows count only
    where one at least bears out that they are laid as they were.
    """
    columns, behind = _columns(pieces)
    if not columns:
        return
    found: list[Statement] = []
    for label, numbers in rows(pieces[behind:]):
        if _FUNDS.search(label) and len(numbers) <= len(columns) + 1:
            found += _laid(columns, numbers, text, note)
    if any(_bears_out(one) for one in found):
        yield from found


def _columns(pieces: Sequence[Piece]) -> tuple[list[tuple[str, str]], int]:
    """The columns of a lettered header, each as the letters over and under its stroke; where it ends."""
    columns: list[tuple[str, str]] = []
    index = 0
    while index < len(pieces) and len(columns) < _LONGEST_HEADER:
        words = pieces[index].words
        if index + 1 < len(pieces) and pieces[index + 1].words.startswith(("(", "（")):
            index += 1
            words += pieces[index].words
        match = _LETTERED.search(words)
        if match is not None:
            columns.append((match["over"], match["under"] or ""))
        elif columns and _PLAIN.search(words):
            columns.append(("", ""))
        elif columns and not _BEHIND.search(words):
            break
        index += 1
    letters = [over for over, under in columns if over and not under]
    known = len(letters) == len(set(letters)) and all(
        {over, under} <= set(letters) for over, under in columns if under
    )
    return (columns, index) if known and any(under for _, under in columns) else ([], index)


def _laid(
    columns: list[tuple[str, str]], numbers: list[Piece], text: str, note: str | None
) -> Iterator[Statement]:
    pairs = list(zip(reversed(columns), reversed(numbers), strict=False))
    needed = {letter for column in columns if column[1] for letter in column}
    placed: dict[str, Figure] = {}
    for (over, under), piece in pairs:
        if piece.words.endswith(_PERCENT) != bool(under):
            return
        figure = number(piece, note or "万元") if over and not under else None
        if figure is not None:
            placed[over] = figure
        if needed <= placed.keys():
            break
    if not needed <= placed.keys():
        return
    for (over, under), piece in reversed(pairs):
        claim = number(piece, None) if under else None
        if claim is not None and placed[under].value != 0:
            yield _rate(claim, placed[over], placed[under], text)


def _bears_out(one: Statement) -> bool:
    claim, executed, budget = one.claim, one.operands[0].figure, one.operands[1].figure
    if claim is None:
        return False
    return _is_rate(tables.value(claim), tables.value(executed), tables.value(budget))


def _is_rate(rate: Decimal, executed: Decimal, budget: Decimal) -> bool:
    if budget == 0:
        return False
    place = Decimal(1).scaleb(min(0, int(rate.as_tuple().exponent)))
    return (executed / budget * _HUNDRED).quantize(place, ROUND_HALF_UP) == rate


def glued(text: str) -> Iterator[Statement]:
    """年度资金总额：202010100.00%10 below 全年预算数 全年执行数 分值 执行率 得分: 20, 20, 10, 100.00%, 10."""
    for row in _GLUED.finditer(text):
        above = "".join(text[max(0, row.start() - _ABOVE) : row.start()].split())
        headers = list(_HEADER.finditer(above))
        if not headers:
            continue
        header = headers[-1]
        readings = list(_readings(row["front"], row["behind"], header))
        if len(readings) != 1:
            continue
        cells = []
        start = row.start("front")
        for words in readings[0]:
            cells.append(Piece(words, start, start + len(words)))
            start += len(words)
        rate = Piece(text[cells[-1].start : start + 1], cells[-1].start, start + 1)
        amounts = cells[: -2 if header["weight"] else -1]
        claim = number(rate, None)
        executed, budget = number(amounts[-1], "万元"), number(amounts[-2], "万元")
        if claim is not None and executed is not None and budget is not None:
            yield _rate(claim, executed, budget, text)
        if header["weight"] and row["behind"]:
            weight = number(cells[-2], "分值")
            points = number(Piece(row["behind"], row.start("behind"), row.end("behind")), "得分")
            yield from execution_points.of_row(weight, claim, points, text)


def _readings(front: str, behind: str, header: re.Match[str]) -> Iterator[list[str]]:
    """Every way to part the digits before the percent sign that all the cells of the row bear out."""
    if (header["points"] is None) != (not behind) or (behind and not _CELL.match(behind)):
        return
    for cut in range(max(1, len(front) - _LONGEST_RATE), len(front)):
        rate = front[cut:]
        if not _CELL.match(rate):
            continue
        for amounts, weight in _weights(front[:cut], given=header["weight"] is not None):
            if weight and behind and not _fits(Decimal(behind), Decimal(weight), Decimal(rate)):
                continue
            count = 3 if header["second"] else 2
            for parts in _parted(amounts, count):
                if _is_rate(Decimal(rate), Decimal(parts[-1]), Decimal(parts[-2])):
                    yield [*parts, *([weight] if weight else []), rate]


def _weights(words: str, *, given: bool) -> Iterator[tuple[str, str]]:
    if not given:
        yield words, ""
        return
    for weight in sorted(_WEIGHTS):
        if words.endswith(str(weight)):
            yield words[: -len(str(weight))], str(weight)


def _fits(points: Decimal, weight: Decimal, rate: Decimal) -> bool:
    """Whether points can be those of a rate: all for all, none for nothing, never more than the weight."""
    if rate == _HUNDRED:
        return points == weight
    return points == 0 if rate == 0 else points <= weight


def _parted(words: str, count: int) -> Iterator[list[str]]:
    if count == 1:
        if _CELL.match(words):
            yield [words]
        return
    for cut in range(1, len(words)):
        if _CELL.match(words[:cut]):
            for rest in _parted(words[cut:], count - 1):
                yield [words[:cut], *rest]
