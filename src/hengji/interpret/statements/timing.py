"""
Dates that must follow one another: stages of a project, periods, and accounts published after their year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement
from hengji.interpret.clauses import SIGNS, Passage
from hengji.interpret.scope import Scope
from hengji.interpret.statements import processes

_DATE = FigureKind.DATE

_WHOLE_YEAR = re.compile(r"(?P<year>\d{4})-01(?:-01)?/(?P=year)-12(?:-31)?")
"""2025年1月1日至2025年12月31日 names a year; there are no two dates to follow one another."""
_RANGE = re.compile(r"\ue007(?:起)?(?:至|到|-|—|－|–|~|～)+\ue007")
_STAGES = re.compile(
    r"(?P<first>起始|开始|开工|启动|立项|申报|招标|签订|批复)(?:日期|时间)?[：为于]?\ue007[^\ue007。]{0,20}?(?P<second>结束|完成|完工|竣工|验收|终止|截止)(?:日期|时间)?[：为于]?\ue007"
)
_ACCOUNTS = re.compile(r"\ue006度?[^，。；：\ue000-\ue00a]{0,30}决算")
_TITLE = re.compile(r"\ue006度?[^，。；：\ue000-\ue00a预]{0,30}决算(?:公开|报告|说明|情况说明|信息公开)?")
_OWNED = re.compile(r"截至(?P<date>\ue007)[^。；]{0,30}(?:共有车辆|车辆|国有资产|固定资产|资产总额)")
_PUBLISHED = re.compile(r"(?:公开|公布|发布)(?:时间|日期)[：为]*\ue007")
_LATE = re.compile(
    r"\ue006度?(?:第[^，。；：]{1,3}批)?[^，。；：\ue000-\ue00a]{0,16}资金[^，。；：\ue000-\ue00a]{0,6}?于?\ue007(?:才)?(?:下达|到位|拨付)，"
    r"[^。；]{0,12}(?:滞后|较晚|偏晚|延迟|不及时)"
)
_STAGED = (_RANGE, _STAGES)


class Accounts:
    """Follows a document of final accounts: the year they are of must be over when they are published."""

    def __init__(self) -> None:
        self._year: Figure | None = None
        self._titled = False
        """Whether the year stands in a title, so that the whole document is of it."""

    def feed(self, passage: Passage, text: str) -> Iterator[Statement]:
        """Take the next paragraph; give the order of its date of publication."""
        if not passage.dates:
            return
        by_start = {figure.start: figure for figure in passage.dates}
        if self._year is None:
            named = _ACCOUNTS.search(passage.pattern)
            figure = None if named is None else by_start.get(passage.offset(named.start()))
            if figure is not None and re.fullmatch(r"[0-9]{4}", str(figure.value)):
                over = f"{figure.value}-12-31"
                self._year = figure._replace(value=over, kind=_DATE)
                self._titled = (
                    named is not None and _TITLE.fullmatch(passage.pattern, named.start()) is not None
                )
        told = _PUBLISHED.search(passage.pattern)
        date = None if told is None else by_start.get(passage.offset(told.end() - 1))
        if self._year is not None and date is not None and "-" in str(date.value):
            yield _at(text, date, self._year, date)
        if self._titled and self._year is not None and "截至" in passage.pattern:
            yield from self._closing(passage, text, by_start, self._year)

    def _closing(
        self, passage: Passage, text: str, by_start: dict[int, Figure], over: Figure
    ) -> Iterator[Statement]:
        """What is owned at the end of the year is told for the year of the accounts, not the one before."""
        year = int(str(over.value)[:4])
        for match in _OWNED.finditer(passage.pattern):
            date = by_start.get(passage.offset(match.start("date")))
            if date is not None and str(date.value) in {f"{year}-12-31", f"{year - 1}-12-31"}:
                yield _at(text, date, over, date)


def dates(scope: Scope) -> Iterator[Statement]:
    """The dates of a passage whose order its words fix."""
    pattern = scope.here.pattern
    yield from _periods(scope)
    if SIGNS[_DATE] not in pattern:
        return
    by_start = {figure.start: figure for figure in scope.here.dates}
    yield from _late(scope, by_start)
    for expression in _STAGED:
        for match in expression.finditer(pattern):
            places = [match.start() + index for index, sign in enumerate(match[0]) if sign == SIGNS[_DATE]]
            figures: list[Figure] = [by_start[scope.here.offset(place)] for place in places]
            if len(figures) == len(("first", "second")) and all(map(processes.is_dated, figures)):
                yield processes.order(scope.text, *figures)
    yield from processes.processes(scope.here, scope.text)


def _late(scope: Scope, by_start: dict[int, Figure]) -> Iterator[Statement]:
    """2024年第三批资金于2025年2月26日下达，下达滞后: money that came late came after its year had begun."""
    for match in _LATE.finditer(scope.here.pattern):
        year = by_start.get(scope.here.offset(match.start()))
        place = scope.here.pattern.index(SIGNS[_DATE], match.start())
        date = by_start.get(scope.here.offset(place))
        if year is not None and date is not None and "-" in str(date.value):
            yield processes.order(scope.text, year, date)


def _at(text: str, told: Figure, earlier: Figure, later: Figure) -> Statement:
    """An order of two dates, told where one of them stands."""
    found = processes.order(text, earlier, later)
    return replace(found, quote=text[told.start : told.end], start=told.start, end=told.end)


def _periods(scope: Scope) -> Iterator[Statement]:
    """2024年3月1日至2024年11月30日, which is one figure: its end does not lie before its beginning."""
    for figure in scope.here.periods.values():
        first, bar, last = str(figure.value).partition("/")
        dated = first[:4].isdigit() and last[:4].isdigit()  # 上半年 has no year
        if not bar or not dated or "-" not in first or "-" not in last:
            continue
        if _WHOLE_YEAR.fullmatch(str(figure.value)):
            continue
        earlier = figure._replace(value=first, kind=_DATE)
        later = figure._replace(value=last, kind=_DATE)
        yield processes.order(scope.text, earlier, later)
