"""
What a sign behind an Arabic number makes of it: 日, 号, 成, a colon, a slash, a list marker.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.figures import dates
from hengji.figures.contexts import starts_clause, starts_line
from hengji.figures.lexicon import UNITS, Unit
from hengji.figures.making import hedged, made
from hengji.figures.numerals import arabic, chinese
from hengji.figures.parts import NOT_TENTHS
from hengji.figures.quantities import Quantity

_EXACT = Modifier.EXACT
_IP = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9])")
_RATIO = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,4})?):([0-9]{1,5}(?:\.[0-9]{1,4})?)(?![0-9:])")
_FRACTION = re.compile(r"([0-9]{1,5})/([0-9]{1,5})(?![0-9/])")
_OF = re.compile(
    r"([0-9]{1,8})分之(?:([0-9][0-9,]{0,12}(?:\.[0-9]{1,8})?)|([一二两三四五六七八九十百千万零〇壹贰叁肆伍陆柒捌玖拾佰仟]{1,12}))"
)
_OUTLINE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?=[、.\s]?[\u4e00-\u9fff《“])(?![到至])")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?![0-9])")
_CLOCK_TOLD = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])[时点](?P<minute>[0-5]?[0-9])分(?!钟)(?:[0-5]?[0-9]秒)?"
)
_HOUR = re.compile(r"(?P<hour>[01]?[0-9]|2[0-4])点(?P<tail>半|钟|整)?")
_DAYTIMES = ("上午", "下午", "早上", "晚上", "中午", "凌晨", "傍晚", "夜间")
_MINUTES = re.compile(r"[0-9]{1,3}分(?=[0-9]{1,2}秒)")
_MIXED = re.compile(
    r"([0-9]{1,6})又(?:([0-9]{1,5})/([0-9]{1,5})(?![0-9/])"
    r"|([0-9]{1,5}|[一二三四五六七八九十百千壹]{1,5})分之([0-9]{1,5}|[一二三四五六七八九十百]{1,5}))"
)


def signed(text: str, source: str, start: int, end: int, digits: str) -> tuple[Figure | None, int]:
    """The figure that the sign at `end` makes, and where it ends; 0 when the sign makes nothing of it."""
    following = text[end]
    if following == "+":
        return None, end + 2 if text[end + 1].isascii() and text[end + 1].isalnum() else 0
    figure = _BY_SIGN.get(following, _marker)(text, source, start, end, digits)
    if figure is None and following in ".)、是":
        figure = _marker(text, source, start, end, digits)
    return (None, 0) if figure is None else (figure, figure.end)


def _month(text: str, source: str, start: int, _end: int, digits: str) -> Figure | None:
    if len(digits) > 2:
        return None
    return _dated(source, start, dates.month_led(text, start))


def _day(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    """25日 is a day of the month, 25日内 a length of time."""
    if not digits.isdigit() or len(digits) > 2 or not 1 <= int(digits) <= 31:
        return None
    if text.startswith(_LASTING_DAYS, max(start - 2, 0)) and start > 1:
        return None
    if text[end + 1] in "内以历均常元" or text.startswith(("之内", "左右"), end + 1):
        return None
    return Figure(
        source[start : end + 1], start, end + 1, FigureKind.DATE, f"---{digits.zfill(2)}", "", _EXACT
    )


def _number_of(_text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    if not digits.isdigit():
        return None
    return Figure(source[start : end + 1], start, end + 1, FigureKind.ORDINAL, Decimal(digits), "号", _EXACT)


def _address(text: str, _source: str, start: int, _end: int, _digits: str) -> Figure | None:
    match = _IP.match(text, start)
    if match is None:
        return None
    return Figure(match[0], start, match.end(), FigureKind.PHONE_OR_ID, match[0], "", _EXACT)


def _slash(text: str, source: str, start: int, _end: int, _digits: str) -> Figure | None:
    match = _FRACTION.match(text, start)
    if match is None or not int(match[2]):
        return None
    end = match.end()
    if _two_years(match[1], match[2]):
        span = f"{match[1]}/{match[1][: 4 - len(match[2])]}{match[2]}"
        return Figure(source[start:end], start, end, FigureKind.PERIOD, span, "", _EXACT)
    value = Decimal(match[1]) / Decimal(match[2])
    begin = start - 1 if start and text[start - 1] == "-" else start
    value = -value if begin < start else value
    return hedged(text, Figure(source[begin:end], begin, end, FigureKind.RATIO, value, "", _EXACT))


def _two_years(first: str, second: str) -> bool:
    """2023/24 and 2023/2024 are a school year, no fraction."""
    if len(first) != len("2023") or not first.startswith(("19", "20")) or len(second) not in {2, 4}:
        return False
    return int(first[: 4 - len(second)] + second) == int(first) + 1


def _tenths(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    """9成 is 90 per cent; 9成员 is nothing of the kind."""
    if len(digits) > 4 or text[end + 1] in NOT_TENTHS:
        return None
    number = arabic(digits)
    value, place = number.value * 10, number.place * 10
    tail = end + 1
    if text[tail] == "半":
        value, place, tail = value + 5, Decimal(5), tail + 1
    elif text[tail] in "123456789" and not (text[tail + 1].isdigit() or text[tail + 1] in ".,万千百亿"):
        value, place, tail = value + int(text[tail]), Decimal(1), tail + 1
    if value > 100:
        return None
    return made(text, source, start, Quantity(value, place, False, 0, UNITS["%"][0], tail))


def _dated(source: str, start: int, dated: dates.Dated | None) -> Figure | None:
    if dated is None:
        return None
    return Figure(source[start : dated.end], start, dated.end, dated.kind, dated.value, "", _EXACT)


def _of(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    """5分之2; and behind hours or before seconds 分 are minutes, no marks: 3小时15分, 1分30秒."""
    behind_hours = start > 1 and text.startswith("小时", start - 2) and text[end + 1] != "钟"
    if digits.isdigit() and (_MINUTES.match(text, start) or (behind_hours and len(digits) <= 2)):
        minutes = Quantity(Decimal(digits), Decimal(1), True, 0, _MINUTE, end + 1)
        return made(text, source, start, minutes)
    match = _OF.match(text, start)
    if match is None or not int(match[1]):
        return None
    numeral = arabic(match[2]) if match[2] is not None else chinese(match[3])
    if numeral is None:
        return None
    return Figure(
        source[start : match.end()],
        start,
        match.end(),
        FigureKind.RATIO,
        numeral.value / Decimal(match[1]),
        "",
        _EXACT,
    )


def _told_clock(text: str, source: str, start: int, _end: int, _digits: str) -> Figure | None:
    """9时30分 is a time of day, no number and thirty marks; so are 8点半 and 下午3点."""
    match = _CLOCK_TOLD.match(text, start)
    if match is None:
        return _told_hour(text, source, start)
    time = f"T{match['hour'].zfill(2)}:{match['minute'].zfill(2)}"
    return Figure(source[start : match.end()], start, match.end(), FigureKind.DATE, time, "", _EXACT)


def _told_hour(text: str, source: str, start: int) -> Figure | None:
    match = _HOUR.match(text, start)
    if match is None:
        return None
    if match["tail"] is None and not text.startswith(_DAYTIMES, max(start - 2, 0)):
        return None
    time = f"T{match['hour'].zfill(2)}:{'30' if match['tail'] == '半' else '00'}"
    return Figure(source[start : match.end()], start, match.end(), FigureKind.DATE, time, "", _EXACT)


def _mixed(text: str, source: str, start: int, _end: int, _digits: str) -> Figure | None:
    """3又1/2: a whole and a fraction."""
    match = _MIXED.match(text, start)
    if match is None:
        return None
    above, below = match[2] or match[5], match[3] or match[4]
    part, whole = chinese(above), chinese(below)
    if part is None or whole is None or not whole.value:
        return None
    value = Decimal(match[1]) + part.value / whole.value
    return Figure(source[start : match.end()], start, match.end(), FigureKind.RATIO, value, "", _EXACT)


def _colon(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    """1:3 is a ratio where a ratio is spoken of, 14:30 a time of day, 指标1: a marker."""
    before = text[max(start - 6, 0) : start].rstrip(" 例为:")
    if before.endswith(_NUMBERED) and digits.isdigit():
        return Figure(source[start:end], start, end, FigureKind.ENUMERATOR, Decimal(digits), "", _EXACT)
    if not before.endswith(("比", "按", "按照", "配套")):
        clock = _CLOCK.match(text, start)
        if clock is not None:
            time = f"T{clock[0].zfill(5)}"
            return Figure(source[start : clock.end()], start, clock.end(), FigureKind.DATE, time, "", _EXACT)
    match = _RATIO.match(text, start)
    if match is None or not Decimal(match[2]):
        return None
    value = Decimal(match[1]) / Decimal(match[2])
    return Figure(source[start : match.end()], start, match.end(), FigureKind.RATIO, value, "", _EXACT)


_LASTING_DAYS = ("提前", "推迟", "延迟", "延期", "逾期", "滞后", "历时", "为期", "延长", "超期", "拖延")
_MINUTE = Unit("分", FigureKind.PERIOD, "分钟")
_NUMBERED = ("指标", "目标", "附件", "附表", "问题", "表", "图")


def _marker(text: str, source: str, start: int, end: int, digits: str) -> Figure | None:
    """1. · 1、 · （1） · 1) · 3.2.1 at the head of a line or clause."""
    following = text[end]
    if len(digits) <= 2 and digits.isdigit():
        value = Decimal(digits)
        if following == ")":
            opened = start > 0 and text[start - 1] == "("
            if opened or starts_clause(text, start):
                begin = start - 1 if opened else start
                if opened and not starts_clause(text, begin) and not starts_line(text, begin):
                    return None
                return Figure(
                    source[begin : end + 1], begin, end + 1, FigureKind.ENUMERATOR, value, "", _EXACT
                )
            return None
        if following in ".、" and starts_clause(text, start) and _no_decimals(text, end + 1):
            if following == "、" and not starts_line(text, start) and text[start - 1] in "、，,":
                return None
            return Figure(source[start : end + 1], start, end + 1, FigureKind.ENUMERATOR, value, "", _EXACT)
        if following == "是" and starts_clause(text, start):
            return Figure(source[start : end + 1], start, end + 1, FigureKind.ENUMERATOR, value, "", _EXACT)
    if following == "." and starts_line(text, start):
        outline = _OUTLINE.match(text, start)
        if outline is not None:
            return Figure(
                source[start : outline.end()],
                start,
                outline.end(),
                FigureKind.ENUMERATOR,
                outline[0],
                "",
                _EXACT,
            )
    return None


_YEAR = re.compile(r"(?:19|20)[0-9]{2} ?年")


def _no_decimals(text: str, at: int) -> bool:
    """Whether a point is no decimal point: no digit follows, or a year does (5.2024年预算)."""
    return not text[at].isdigit() or _YEAR.match(text, at) is not None


def section_number(text: str, source: str, start: int, end: int) -> Figure | None:
    """`1.2` at the head of a line with a word right behind it: a section's number, not an amount."""
    if not starts_line(text, start):
        return None
    match = _OUTLINE.match(text, start)
    if match is None or match.end() < end:
        return None
    return Figure(
        source[start : match.end()], start, match.end(), FigureKind.ENUMERATOR, match[0], "", _EXACT
    )


_BY_SIGN = {
    "月": _month,
    "至": _month,
    "到": _month,
    "-": _month,
    "—": _month,
    "~": _month,
    "日": _day,
    "号": _number_of,
    ".": _address,
    "分": _of,
    "时": _told_clock,
    "点": _told_clock,
    "又": _mixed,
    "成": _tenths,
    ":": _colon,
    "/": _slash,
}
