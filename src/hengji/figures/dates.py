"""
Years, dates and stretches of time, in the spellings that official texts use.

Values are ISO text: "2024", "2024-06", "2024-06-01"; without its year "--06-01"; a stretch is
"2021/2023".
"""

from __future__ import annotations

import calendar
import re
from typing import NamedTuple

from hengji.domain.figure import FigureKind
from hengji.figures.numerals import DIGITS, chinese

_YEAR = r"(?P<year>[12][0-9]{3})"
_CN = "[一二三四五六七八九十]"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|[一二三]?十{_CN}?|[一二三四五六七八九])"
_DAY_WORD = r"[ \n]?[日号](?!楼|线|院|文|厅|令)"
_TO = r"[ \n]?(?:[-—~]{1,2}|至|到)[ \n]?"

WRITTEN = re.compile(
    rf"(?P<year>[12][0-9]{{3}}|[一二][〇零一二三四五六七八九]{{3}})[ \n]?年"
    rf"(?:(?P<fiscal>[ \n]?度)"
    rf"|[ \n]?(?P<half>[上下前后]半年)"
    rf"|[ \n]?前(?P<first>[2-9]|1[0-2]|[一二两三四五六七八九]|十[一二]?)个?(?P<of>季度|月(?!份))"
    rf"|[ \n]?的?第?(?P<quarter>[一二三四1-4首])[ ]?个?季度(?P<close>末)?"
    rf"|[ \n]{{0,2}}(?P<month>{_MONTH})[ \n]{{0,2}}月(?:(?P<part>[上中下]旬|[底末初])|份?"
    rf"(?:[ \n]{{0,2}}(?P<day>{_DAY})"
    rf"(?:{_DAY_WORD}|(?![0-9一二三四五六七八九十年月个天万千百%.,至到~—-]|[ \n]?[元])))?)?"
    rf")?"
)
DASHED = re.compile(
    rf"{_YEAR}(?P<sep>[-./])(?P<month>1[0-2]|0?[1-9])(?:(?P=sep)|[-./])(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
)
YEAR_MONTH_RANGE = re.compile(
    rf"{_YEAR}[.](?P<month>1[0-2]|0[1-9]){_TO}(?P<year2>[12][0-9]{{3}})(?:[.](?P<month2>1[0-2]|0[1-9]))?(?![0-9.])"
)
YEAR_MONTH = re.compile(rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])(?![0-9-])")
COMPACT = re.compile(
    r"(?P<year>19[0-9]{2}|20[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9])"
)
CLOCK = re.compile(r"[ \n]{0,2}(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?时?")
MONTH_DAY = re.compile(
    rf"(?P<month>{_MONTH})[ \n]?月(?:(?P<part>[上中下]旬|[底末初])|份?(?:[ \n]?(?P<day>{_DAY}){_DAY_WORD})?)?"
)
_YEARS = re.compile(rf"{_YEAR}(?:[ \n]?年)?度?{_TO}(?P<year2>[12][0-9]{{3}})[ \n]?学?年(?:度(?!假))?")
_MONTHS_OF_YEAR = re.compile(
    rf"{_YEAR}[ \n]?年[ \n]?(?P<month>{_MONTH})[ \n]?月?{_TO}"
    rf"(?P<month2>{_MONTH})[ \n]?月份?(?![0-9一二三四五六七八九十日])"
)
_MONTHS = re.compile(
    rf"(?P<month>{_MONTH})[ \n]?月?{_TO}(?P<month2>{_MONTH})[ \n]?月份?(?![0-9一二三四五六七八九十])"
)
_DAYS_OF_MONTH = re.compile(
    rf"{_YEAR}[ ]?年[ ]?(?P<month>{_MONTH})[ ]?月[ ]?(?P<day>{_DAY})日?{_TO}(?P<day2>{_DAY})[ ]?[日号]"
)
_TO_DATE = re.compile(rf"[ \n]?起?{_TO}")
_DAY_ONLY = re.compile(rf"(?P<day>{_DAY})[ \n]?[日号]")

_GOES_ON = frozenset("0123456789一二两三四五六七八九十上下前后的第首-—~至到起 \n")
"""What may carry on after 年: without one of these a year is a year, and no pattern need be tried."""
_TENS = {"上": ("01", "10"), "中": ("11", "20"), "下": ("21", "")}
_HALVES = {"上": ("01", "06"), "前": ("01", "06"), "下": ("07", "12"), "后": ("07", "12")}
_QUARTERS = {"一": 1, "首": 1, "1": 1, "二": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}


class Dated(NamedTuple):
    """A date, year or stretch of time that ends at `end`."""

    end: int
    kind: FigureKind
    value: str


def _two(number: str) -> str:
    if number.isascii():
        return number.zfill(2)
    numeral = chinese(number)
    return "" if numeral is None else str(int(numeral.value)).zfill(2)


def _year(number: str) -> str:
    return number if number.isascii() else "".join(str(DIGITS[digit]) for digit in number)


def _part_of_year(match: re.Match[str], year: str) -> Dated:
    """A half, a quarter, the end of one, or the first months of a year."""
    if match["half"] is not None:
        first, last = _HALVES[match["half"][0]]
        return Dated(match.end(), FigureKind.PERIOD, f"{year}-{first}/{year}-{last}")
    if match["quarter"] is not None:
        last_month = _QUARTERS[match["quarter"]] * 3
        if match["close"] is not None:
            return Dated(match.end(), FigureKind.DATE, f"{year}-{last_month:02}")
        return Dated(match.end(), FigureKind.PERIOD, f"{year}-{last_month - 2:02}/{year}-{last_month:02}")
    last_month = int(_two(match["first"])) * (3 if match["of"] == "季度" else 1)
    return Dated(match.end(), FigureKind.PERIOD, f"{year}-01/{year}-{min(last_month, 12):02}")


def single(text: str, at: int) -> Dated | None:
    """One date that begins with its year."""
    match = DASHED.match(text, at)
    if match is not None:
        value = f"{match['year']}-{_two(match['month'])}-{_two(match['day'])}"
        clock = CLOCK.match(text, match.end())
        return Dated(match.end() if clock is None else clock.end(), FigureKind.DATE, value)
    match = WRITTEN.match(text, at)
    if match is None:
        return None
    year = _year(match["year"])
    if match["half"] or match["quarter"] or match["first"]:
        return _part_of_year(match, year)
    if match["month"] is None:
        return Dated(match.end(), FigureKind.YEAR, year)
    if match["part"] is not None and match["part"][-1] == "旬":
        month = f"{year}-{_two(match['month'])}"
        first_day, last_day = _TENS[match["part"][0]]
        last_day = last_day or str(calendar.monthrange(int(year), int(month[-2:]))[1])
        return Dated(match.end(), FigureKind.PERIOD, f"{month}-{first_day}/{month}-{last_day}")
    value = f"{year}-{_two(match['month'])}"
    if match["day"] is not None:
        value = f"{value}-{_two(match['day'])}"
        clock = CLOCK.match(text, match.end())
        if clock is not None:
            return Dated(clock.end(), FigureKind.DATE, value)
    return Dated(match.end(), FigureKind.DATE, value)


def dated(text: str, at: int) -> Dated | None:
    """
    The year, date or stretch of time at `at`, when it begins with a year of four digits.

    >>> dated("2024年12月31日" + chr(0) * 24, 0)
    Dated(end=11, kind=<FigureKind.DATE: 'date'>, value='2024-12-31')
    >>> dated("2021—2023年" + chr(0) * 24, 0).value
    '2021/2023'
    """
    if text[at + 4] == "年" and text[at] in "12":
        following = text[at + 5]
        end = at + 6 if following == "度" else at + 5
        if following not in _GOES_ON and (end == at + 5 or text[end] not in _GOES_ON):
            return Dated(end, FigureKind.YEAR, text[at : at + 4])
    match = _YEARS.match(text, at)
    if (match is not None and text[match.end() : match.end() + 1] not in "0123456789") or (
        match and text[match.end()] == "\0"
    ):
        month_follows = MONTH_DAY.match(text, match.end())
        if month_follows is None:
            return Dated(match.end(), FigureKind.PERIOD, f"{match['year']}/{match['year2']}")
    match = YEAR_MONTH_RANGE.match(text, at)
    if match is not None:
        last = match["year2"] if match["month2"] is None else f"{match['year2']}-{match['month2']}"
        return Dated(match.end(), FigureKind.PERIOD, f"{match['year']}-{match['month']}/{last}")
    match = _MONTHS_OF_YEAR.match(text, at)
    if match is not None:
        year = match["year"]
        return Dated(
            match.end(), FigureKind.PERIOD, f"{year}-{_two(match['month'])}/{year}-{_two(match['month2'])}"
        )
    match = _DAYS_OF_MONTH.match(text, at)
    if match is not None:
        month = f"{match['year']}-{_two(match['month'])}"
        return Dated(
            match.end(), FigureKind.PERIOD, f"{month}-{_two(match['day'])}/{month}-{_two(match['day2'])}"
        )
    first = single(text, at)
    if first is None:
        match = YEAR_MONTH.match(text, at)
        return (
            None
            if match is None
            else Dated(match.end(), FigureKind.DATE, f"{match['year']}-{match['month']}")
        )
    return _stretched(text, first)


def _stretched(text: str, first: Dated) -> Dated:
    """A first date, together with what it runs to."""
    if text[first.end] not in " \n-—~至到起" or first.kind is FigureKind.PERIOD:
        return first
    to = _TO_DATE.match(text, first.end)
    if to is None:
        return first
    second = single(text, to.end())
    if second is not None and second.kind is not FigureKind.PERIOD:
        return Dated(second.end, FigureKind.PERIOD, f"{first.value}/{second.value}")
    if first.kind is FigureKind.DATE:
        year = first.value[:4]
        match = MONTH_DAY.match(text, to.end())
        if match is not None:
            last = f"{year}-{_two(match['month'])}"
            if match["day"] is not None:
                last = f"{last}-{_two(match['day'])}"
            return Dated(match.end(), FigureKind.PERIOD, f"{first.value}/{last}")
        match = _DAY_ONLY.match(text, to.end())
        if match is not None and first.value.count("-") == 2:
            return Dated(
                match.end(), FigureKind.PERIOD, f"{first.value}/{first.value[:8]}{_two(match['day'])}"
            )
    return first


def month_led(text: str, at: int) -> Dated | None:
    """A date without its year: 12月31日, 6月, 1-12月."""
    match = _MONTHS.match(text, at)
    if match is not None:
        return Dated(match.end(), FigureKind.PERIOD, f"--{_two(match['month'])}/--{_two(match['month2'])}")
    match = MONTH_DAY.match(text, at)
    if match is None:
        return None
    value = f"--{_two(match['month'])}"
    if match["day"] is None:
        return Dated(match.end(), FigureKind.DATE, value)
    value = f"{value}-{_two(match['day'])}"
    to = _TO_DATE.match(text, match.end())
    if to is not None:
        second = MONTH_DAY.match(text, to.end())
        if second is not None and second["day"] is not None:
            return Dated(
                second.end(), FigureKind.PERIOD, f"{value}/--{_two(second['month'])}-{_two(second['day'])}"
            )
        day = _DAY_ONLY.match(text, to.end())
        if day is not None:
            return Dated(day.end(), FigureKind.PERIOD, f"{value}/{value[:5]}{_two(day['day'])}")
    return Dated(match.end(), FigureKind.DATE, value)


def plan_period(numeral: int) -> str:
    """
    The years of a numbered five-year plan (from the third on they follow without a gap).

    >>> plan_period(14)
    '2021/2025'
    """
    first = 1966 + 5 * (numeral - 3)
    return f"{first}/{first + 4}"
