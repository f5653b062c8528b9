"""
Parts of a whole, spelt out: 百分之九十五, 三分之二, 三成半.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import PERCENT, Modifier
from hengji.figures import numerals
from hengji.figures.lexicon import UNITS
from hengji.figures.making import hedged, made
from hengji.figures.quantities import NUMBER, Quantity

_EXACT = Modifier.EXACT
_DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_PLACE = "十百千拾佰仟廿卅"
_ALL = _DIGIT + _PLACE + "万亿兆"
_SPELT = rf"[{_ALL}]{{1,20}}+(?:点[{_DIGIT}]{{1,12}}+)?"
_PERCENT = re.compile(
    r"(?P<base>[百千万十亿佰仟]{1,4})分"
    rf"(?:之(?P<negative>负)?(?:(?P<arabic>{NUMBER.pattern})|(?P<chinese>{_SPELT}))"
    rf"|(?P<hundred>百(?=$|[^一-龥]|的|之百))|(?P<bare>[{_ALL}]{{1,8}}+))"
)
_FRACTION = re.compile(
    rf"(?:(?P<whole>[{_ALL}]{{1,12}}+)又)?(?P<below>[{_ALL}]{{1,12}}+|[0-9]{{1,6}})分之"
    rf"(?:(?P<arabic>[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?)|(?P<above>{_SPELT}))"
)
NOT_TENTHS = "员立果功效绩本就熟为长品都交份分形年型片千套"
"""After 成 these make another word: 成立, 成果, 三成员."""
_TENTHS = re.compile(rf"(?P<number>[{_ALL}]{{1,4}}(?:点[{_DIGIT}]{{1,3}})?)成(?P<half>半)?(?![{NOT_TENTHS}])")
_SIGNS = {"百": PERCENT, "佰": PERCENT, "千": "‰", "仟": "‰", "万": "‱"}
_POWERS = {"十万": 5, "百万": 6, "千万": 7, "万万": 8, "亿": 8, "百万万": 10}
_HUNDRED = Decimal(100)


def percent(text: str, source: str, start: int) -> Figure | None:
    """百分之九十五, 千分之三, 百分百."""
    match = _PERCENT.match(text, start)
    if match is None:
        return None
    unit = _SIGNS.get(match["base"])
    end = match.end()
    if match["hundred"] is not None or match["chinese"] == "百":
        if unit != PERCENT:
            return None
        return Figure(source[start:end], start, end, FigureKind.PERCENT, _HUNDRED, PERCENT, _EXACT)
    if match["bare"] is not None and (unit != PERCENT or text[end] == "点"):
        return None
    number = match["arabic"] or match["chinese"] or match["bare"]
    read = numerals.arabic(number) if match["arabic"] else numerals.chinese(number)
    if read is None and number[-1] in _PLACE:  # 百分之七十百分位
        read, end = numerals.chinese(number[:-1]), end - 1
    if read is None or (match["chinese"] and _is_guess(number)):
        return None
    if unit is None:
        power = _POWERS.get(match["base"])
        if power is None:
            return None
        value = read.value.scaleb(-power)
        return Figure(source[start:end], start, end, FigureKind.RATIO, value, "", _EXACT)
    value = -read.value if match["negative"] else read.value
    return _in_percent(text, source, start, end, value=value, place=read.place)._replace(unit=unit)


def _is_guess(number: str) -> bool:
    """Two digits side by side and a place behind (二三十): a guess, no percentage."""
    return len(number) > 1 and number[0] in _DIGIT and number[1] in _DIGIT and number[-1] in _PLACE


def _in_percent(text: str, source: str, start: int, end: int, *, value: Decimal, place: Decimal) -> Figure:
    quantity = Quantity(value=value, place=place, exact=False, power=0, unit=UNITS["%"][0], end=end)
    return made(text, source, start, quantity)


def fraction(text: str, source: str, start: int) -> Figure | None:
    """三分之二, 一又二分之一."""
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    below = numerals.chinese(match["below"])
    above = numerals.arabic(match["arabic"]) if match["arabic"] else numerals.chinese(match["above"])
    whole = numerals.chinese(match["whole"]) if match["whole"] else numerals.SMALL["零"]
    if below is None or above is None or whole is None or not below.value:
        return None
    begin, value = start, above.value / below.value + whole.value
    if start and text[start - 1] == "负":
        begin, value = start - 1, -value
    end = match.end()
    return hedged(text, Figure(source[begin:end], begin, end, FigureKind.RATIO, value, "", _EXACT))


def tenths(text: str, source: str, start: int) -> Figure | None:
    """三成 is 30 per cent, 三成半 35."""
    match = _TENTHS.match(text, start)
    numeral = numerals.chinese(match["number"]) if match is not None else None
    if match is None or numeral is None:
        return None
    value, place = numeral.value * 10, numeral.place * 10
    end = match.end()
    if match["half"]:
        value, place = value + 5, numeral.place * 5
    elif text[end] in _DIGIT and text[end + 1] not in _ALL and numerals.DIGITS[text[end]]:
        value, place, end = value + numerals.DIGITS[text[end]], numeral.place, end + 1  # 九成五
    if value > _HUNDRED:
        return None
    return _in_percent(text, source, start, end, value=value, place=place)
