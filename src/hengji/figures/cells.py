"""
Figures in table cells: kind, unit and scale stand in the header, losses as △ or in brackets.

A cell that prints its own unit keeps it; the header speaks only for bare numbers.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN, Modifier
from hengji.figures import numerals
from hengji.figures.engine import find
from hengji.figures.folding import fold
from hengji.figures.lexicon import unit_at
from hengji.figures.making import step_of
from hengji.figures.numerals import SCALES
from hengji.figures.quantities import NUMBER, Quantity


class HeaderUnit(NamedTuple):
    """What a header says of the bare numbers below it: their kind, unit and power of ten."""

    kind: FigureKind
    unit: str
    power: int = 0


_BARE = HeaderUnit(FigureKind.NUMBER, "")
_ANNOUNCED = re.compile(r"单位[ ]?[:/]?[ ]?([^ )\],，;；:\n\t]{1,12})")
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]{1,12})[)\]】]")
_SCALED = re.compile(r"(?:人民币)?([十百千万亿]{0,3})(?=(.))")
_SCORE_HEADERS = ("分值", "得分", "权重", "评分", "满分", "自评分", "分数")
_LOSS = re.compile(
    r"[ ]*+(?P<mark>[△▲▽]|-)?[ ]*+(?P<open>\()?[ ]*+[¥]?"
    r"(?P<number>[0-9][0-9,，]*+(?:\.[0-9]++)?)[ ]*+(?(open)\))[ ]*+\Z"
)


@lru_cache(maxsize=4096)
def header_unit(header: str) -> HeaderUnit | None:
    """
    The unit a header announces, or `None`.

    >>> header_unit("金额单位：万元")
    HeaderUnit(kind=<FigureKind.MONEY: 'money'>, unit='CNY', power=4)
    >>> header_unit("执行率（%）").unit, header_unit("得分").unit, header_unit("备注")
    ('%', '分', None)
    """
    plain = fold(header).rstrip("\0").strip()
    announced = _ANNOUNCED.search(plain)
    candidates = [announced[1]] if announced is not None else []
    candidates += reversed(_BRACKETED.findall(plain))
    candidates.append(plain)
    for candidate in candidates:
        unit = _unit(candidate.strip())
        if unit is not None:
            return unit
    if plain.endswith(_SCORE_HEADERS) or plain.partition("(")[0].strip().endswith(_SCORE_HEADERS):
        return HeaderUnit(FigureKind.SCORE, "分")
    return None


def _unit(words: str) -> HeaderUnit | None:
    padded = words + "\0" * 8
    whole = unit_at(padded, 0)
    if whole is not None and len(whole.word) == len(words):
        return HeaderUnit(whole.kind, whole.unit, 0)
    scaled = _SCALED.match(padded)
    if scaled is None:
        return None
    power = SCALES.get(scaled[1], 0)
    if scaled.end() == len(words) and power:
        return HeaderUnit(FigureKind.COUNT, "", power)
    unit = unit_at(padded, scaled.end())
    if unit is None or scaled.end() + len(unit.word) != len(words):
        return None
    return HeaderUnit(unit.kind, unit.unit, power)


def find_in_cell(text: str, *, unit_hint: str | None = None) -> list[Figure]:
    """
    The figures of a table cell, bare numbers read by the header's unit.

    Spans are those of `find`; a loss (△1,234.5, （1,234.5）) has its mark inside the span and a
    negative value.

    >>> [str(figure.value) for figure in find_in_cell("（1,234.5）", unit_hint="单位：万元")]
    ['-12345000']
    """
    header = header_unit(unit_hint) if unit_hint else None
    loss = _LOSS.match(fold(text), 0, len(text))
    if loss is not None:
        return [_whole_cell(text, loss, header)]
    if header is None:
        return find(text)
    return [_by_header(figure, header) for figure in find(text)]


def _whole_cell(text: str, match: re.Match[str], header: HeaderUnit | None) -> Figure:
    mark, opened, digits = match.groups()
    start, end = match.span("number")
    if mark is not None or opened is not None:
        start = match.start("open" if mark is None else "mark")
    if opened is not None:
        end = match.end() - (len(match[0]) - len(match[0].rstrip()))
    kind, unit, power = header or _BARE
    value, place, exact = numerals.arabic(digits, power)
    quote = text[start:end]
    step = step_of(kind, Quantity(value, place, exact, power, None, end), quote, 0)
    negative = mark is not None or opened is not None
    return Figure(quote, start, end, kind, -value if negative else value, unit, Modifier.EXACT, step)


def _by_header(figure: Figure, header: HeaderUnit) -> Figure:
    bare = figure.kind is FigureKind.NUMBER or (figure.kind is FigureKind.COUNT and not figure.unit)
    if not bare or isinstance(figure.value, str):
        return figure
    number = NUMBER.search(fold(figure.quote))
    if number is None:
        return figure
    scale = Decimal(1).scaleb(header.power)
    if figure.kind is FigureKind.COUNT and header.power:
        scale = Decimal(1)
    power = header.power
    value = figure.value * scale
    place = (figure.step or Decimal(1)) * scale
    exact = figure.step is None and not power
    quantity = Quantity(value, place, exact, power, None, figure.end)
    upper = None if figure.upper is None else figure.upper * scale
    return figure._replace(
        kind=header.kind,
        unit=header.unit,
        value=value,
        step=step_of(header.kind, quantity, figure.quote, 0),
        upper=upper,
    )


__all__ = ["YUAN", "HeaderUnit", "find_in_cell", "header_unit"]
