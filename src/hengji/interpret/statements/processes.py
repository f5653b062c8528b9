"""
The dates of one process in order: tender, contract, beginning, end, acceptance; deadline and deed.

Only what cannot be otherwise is held against each other: a work does not end before it begins.  Whether
a contract was signed before the work began is for those who buy, not for arithmetic.  The stages must
stand in a row, with nothing between them that names another work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret.clauses import SIGNS, Passage

_DATE = SIGNS[FigureKind.DATE]
_STAGES = {
    "apply": "申报|提出申请|提交申请",
    "approve": "批复|批准|立项",
    "tender": "发布(?:招标|采购|竞争性磋商|磋商)?公告|启动(?:公开)?招标|招标公告",
    "bid": "投标截止|报名截止|递交(?:投标|响应)文件截止",
    "award": "开标|中标|评标|完成(?:公开)?招投?标|完成(?:政府)?采购|成交",
    "contract": "签订[^，。；]{0,8}?合同|合同签订|签订|签约",
    "start": "开工|动工|进场施工|启动|开始(?!前)",
    "end": "完工|竣工(?!验收|决算|结算)|实施完毕|结束"
    "|完成(?!招|投标|采购|立项|审批|设计|申报|合同|签订|备案|可研|预算|征|拆)",
    "check": "验收",
}
_ORDER = ("apply", "approve", "tender", "bid", "award", "contract", "start", "end", "check")
_LOOSE = frozenset(
    (first, second)
    for first, second in (
        ("apply", "tender"), ("apply", "award"), ("apply", "contract"), ("apply", "start"),
        ("approve", "tender"), ("approve", "award"), ("approve", "contract"), ("approve", "start"),
        ("tender", "start"), ("award", "start"), ("contract", "start"), ("bid", "start"),
        ("apply", "bid"), ("approve", "bid"),
    )
)  # fmt: skip
"""What ought to come one after the other, but sometimes does not: begun before the contract."""
_WORDS = "|".join(f"(?P<{name}>{words})" for name, words in _STAGES.items())
_BEHIND = re.compile(rf"{_DATE}(?P<mid>[^{_DATE}，。；：、（）]{{0,10}}?)(?:{_WORDS})")
_AHEAD = re.compile(rf"(?:{_WORDS})(?:(?:时间|日期)(?:为|是|：)?|于|：){_DATE}")
_PLANNED = re.compile(
    r"计划|拟|预计|将|应|须|原定|约定|要求|前(?!期)|未|起(?!动)"
    r"|[期段路桥村镇楼号渠区校站]|[甲乙丙一二三四五六]|分别|部分|首批|其他|其余"
)
"""What is only planned, and what tells one work from another: 一期工程开工, 东关路完工."""
_AHEAD_OF = re.compile(r"(?:计划|拟|预计|将|应|须|原定|约定|要求|未)[^，。；]{0,4}\Z")
_NEAR = 8
_LINK = re.compile(
    r"[\u4e00-\u9fff]{0,6}?[，；、]?(?:并|已|又|且|经|于|至|在|同年|次年|翌年|当年|随后|其后|之后|后|即|最终|正式|，)*"
)
_NEXT_YEAR = re.compile(r"[次翌]年\Z")
_HALF = 6
_DEADLINE = re.compile(
    rf"(?:应当?|须|需|要求|计划|约定|规定|预计|原定|拟)[^。；{_DATE}]{{0,12}}(?P<due>{_DATE})(?:之?前|以前)?[^。；{_DATE}]{{0,16}}[，；]"
    rf"[^。；{_DATE}]{{0,6}}实际[^。；{_DATE}]{{0,10}}(?P<done>{_DATE})[^。；{_DATE}]{{0,16}}?"
    r"(?P<not>[未不没])?(?P<told>按期|按时|如期|提前|逾期|延期|延迟|滞后|超期|推迟)"
)
_DELIVERED = re.compile(
    rf"(?:应当?|须|需|要求|约定|规定)[^。；{_DATE}]{{0,12}}(?P<due>{_DATE})(?:之?前|以前)[^。；{_DATE}]{{0,8}}，"
    rf"[^。；，{_DATE}]{{0,10}}?于?(?P<done>{_DATE})[^。；{_DATE}]{{0,6}}(?:交付|交货|完工|竣工|完成|供货|验收|到货|提交)"
    r"[^。；]{0,16}?(?P<told>按期|按时|如期|及时率(?:为|达)?(?=\ue001)|提前|逾期|延期|延迟|超期)"
)
"""As a deadline and a deed, without a word for 实际."""
_LATE = frozenset(("逾期", "延期", "延迟", "滞后", "超期", "推迟"))
_FILED = re.compile(rf"(?:填报|报告|编制|填表|报送|自评)(?:日期|时间)[：为]?{_DATE}")
_REPORTED = re.compile(
    rf"{_DATE}(?:前后|左右)?(?:形成|完成|出具|提交|报送)[^，。；]{{0,8}}(?:自评|评价)(?:报告|材料)"
)
_CUT_OFF = re.compile(rf"截[至止](?:到)?{_DATE}|(?:基准日|截止日)(?:期)?[为是：]?{_DATE}")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-[0-9]{2})?")
_PARTIAL = "--"
_ALL = Decimal(100)


class Stage(NamedTuple):
    """A stage of a work with its date, and the span of the pattern where both stand."""

    name: str
    date: Figure
    start: int
    end: int
    inherits: bool
    """Whether the date takes its year from one before it."""


def processes(passage: Passage, text: str) -> Iterator[Statement]:
    """The stages and the deadlines of a passage whose order is certain."""
    if passage.pattern.count(_DATE) < len(("first", "second")):
        return
    by_start = {figure.start: figure for figure in passage.dates}
    for chain in _chains(_found(passage, by_start), passage.pattern):
        for place, later in enumerate(chain):
            earlier = next((one for one in reversed(chain[:place]) if _follows(one, later)), None)
            if earlier is not None and not _wraps(earlier, later):
                yield order(text, earlier.date, later.date)
    yield from _deadlines(passage, by_start, text)


class Filing:
    """Follows a document: nothing that it tells as done lies after the day it was filed."""

    def __init__(self) -> None:
        self._filed: list[Figure] = []
        self._told: list[Figure] = []

    def feed(self, passage: Passage) -> None:
        """Take the next paragraph."""
        pattern = passage.pattern
        if _DATE not in pattern:
            return
        by_start = {figure.start: figure for figure in passage.dates}
        for expression, found in (
            (_FILED, self._filed),
            (_REPORTED, self._filed),
            (_CUT_OFF, self._told),
        ):
            for match in expression.finditer(pattern):
                place = match.start() + match[0].index(_DATE)
                figure = by_start.get(passage.offset(place))
                before = [one for one in passage.dates if figure is not None and one.start < figure.start]
                date = None if figure is None else dated(figure, before)
                if date is not None:
                    found.append(date)

    def finish(self, text: str) -> Iterator[Statement]:
        """The latest day told, against the day of filing."""
        if len({str(one.value) for one in self._filed}) == 1 and self._told:
            latest = max(self._told, key=lambda one: str(one.value))
            yield order(text, latest, self._filed[0])


def order(text: str, earlier: Figure, later: Figure) -> Statement:
    """That one date does not lie after another."""
    start, end = min(earlier.start, later.start), max(earlier.end, later.end)
    if end - start > _LONGEST:
        start, end = earlier.start, earlier.end
    return Statement(
        type=StatementType.DATE_ORDER,
        quote=text[start:end],
        start=start,
        end=end,
        claim=None,
        operands=(Operand(figure=earlier, role="earlier"), Operand(figure=later, role="later")),
    )


_LONGEST = 160


def is_dated(figure: Figure) -> bool:
    """Whether a date prints its year and its month at least."""
    return _ISO.fullmatch(str(figure.value)) is not None


def dated(figure: Figure, before: Sequence[Figure], lead: str = "") -> Figure | None:
    """
    A date with its year, taken from the date before it where it prints none; `None` where nothing tells it.
    """
    value = str(figure.value)
    if is_dated(figure):
        return figure
    if not value.startswith(_PARTIAL):
        return None
    last = next((str(one.value)[:4] for one in reversed(before) if str(one.value)[:4].isdigit()), None)
    if last is None:
        return None
    year = int(last) + (_NEXT_YEAR.search(lead) is not None)
    return figure._replace(value=f"{year}{value[1:]}")


def _found(passage: Passage, by_start: dict[int, Figure]) -> list[Stage]:
    found: list[Stage] = []
    pattern = passage.pattern
    for expression in (_BEHIND, _AHEAD):
        for match in expression.finditer(pattern):
            place = match.start() + match[0].index(_DATE)
            figure = by_start.get(passage.offset(place))
            if figure is None or _PLANNED.search(match.groupdict().get("mid") or ""):
                continue
            if _AHEAD_OF.search(pattern, max(0, match.start() - _NEAR), match.start()):
                continue
            earlier = [one for one in passage.dates if one.start < figure.start]
            date = dated(figure, earlier, pattern[:place])
            name = next(name for name in _STAGES if match[name])
            if date is not None:
                found.append(Stage(name, date, match.start(), match.end(), date is not figure))
    return sorted(found, key=lambda one: one.start)


def _chains(found: Sequence[Stage], pattern: str) -> Iterator[list[Stage]]:
    """Stages told in a row, with nothing but links between them."""
    chain: list[Stage] = []
    for one in found:
        if chain and one.start < chain[-1].end:
            continue  # told both before and behind
        if chain and _LINK.fullmatch(pattern, chain[-1].end, one.start) is None:
            yield chain
            chain = []
        chain.append(one)
    if chain:
        yield chain


def _follows(earlier: Stage, later: Stage) -> bool:
    """Whether a stage comes after another: always, or where the dates say so themselves."""
    first, second = _ORDER.index(earlier.name), _ORDER.index(later.name)
    loose = (earlier.name, later.name) in _LOOSE
    return first < second and not (loose and str(earlier.date.value) > str(later.date.value))


def _wraps(earlier: Stage, later: Stage) -> bool:
    """2023年11月开工，3月完工: the year that a date inherits may have turned meanwhile."""
    first, second = _ISO.match(str(earlier.date.value)), _ISO.match(str(later.date.value))
    if not later.inherits or first is None or second is None or first["year"] != second["year"]:
        return False
    return int(first["month"]) - int(second["month"]) >= _HALF


def _is_whole(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a rate of what came in time is 100 %: with less, some of it was late."""
    if not match["told"].startswith("及时率"):
        return True
    return passage.pattern[match.end()] == SIGNS[FigureKind.PERCENT] and any(
        one.position == match.end() and one.value == _ALL for one in passage.mentions
    )


def _deadlines(passage: Passage, by_start: dict[int, Figure], text: str) -> Iterator[Statement]:
    """应于9月30日前完工，实际于10月18日完工，按期完成: what is told of the two days fixes their order."""
    matches = [*_DEADLINE.finditer(passage.pattern)] if "实际" in passage.pattern else []
    matches = matches or ([*_DELIVERED.finditer(passage.pattern)] if "前" in passage.pattern else [])
    for match in matches:
        figures = [by_start.get(passage.offset(match.start(name))) for name in ("due", "done")]
        if (
            match.groupdict().get("not")
            or not _is_whole(passage, match)
            or figures[0] is None
            or figures[1] is None
        ):
            continue
        due = dated(figures[0], [one for one in passage.dates if one.start < figures[0].start])
        done = dated(figures[1], [one for one in passage.dates if one.start < figures[1].start])
        if due is not None and done is not None:
            yield order(text, due, done) if match["told"] in _LATE else order(text, done, due)
