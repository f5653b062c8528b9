"""
The annotated corpus and the published suites of others, and how our figures are laid over them.

Every rule of the projection stands in `RULES` and is printed beside the result.
"""

from __future__ import annotations

import calendar
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.figures import find

SHARED = Path(__file__).parents[2] / "shared"
GATES = {"percent": 98, "money": 85, "date": 85, "ordinal": 90, "number": 90}
"""Per cent of the fair cases that must be strictly right."""

RULES = """\
*find*: all expected mentions with their exact spans and values (and currency), and no
other of that kind; *span*: spans only; *whole*: one figure whose span is the input
without modifying words.
number: kinds number, count, ratio, score, period, ordinal and percentage_point, with
classifier, unit, 第 and odd word (多, 余) stripped to the bare numeral; of 百分之X the X; a
date gives its numerals one by one; money gives none.
percent: percentage_point counts as percent; ‰ and fractions of a power of ten (百万分之五)
are turned into per cent; of a range only the end that carries the sign (5-20% gives
20%), of a spoken one (二三十个百分点) none.
money: kind money; a bare 分 standing alone is a fen; a range is compared by both ends,
closed; for 几, 数 and 多 the upper end is not compared.
date: kinds year, date and stretches of dates, compared as closed intervals of days; an
expected date that does not exist is compared by span.
ordinal: the classifier behind is stripped.
"""
"""How our figures are laid over the suites; a line that begins with its kind begins a rule."""

CORPUS_KINDS = ("money", "percent", "count", "score")


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


@dataclass
class Tally:
    """Found and missed of one kind."""

    expected: int = 0
    right: int = 0
    returned: int = 0
    true: int = 0

    @property
    def recall(self) -> float:
        """Of what is annotated, the share found."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        """Of what was returned, the share annotated."""
        return self.true / self.returned if self.returned else 1.0


@dataclass
class CorpusResult:
    """The corpus by kind, its damaged mentions apart, and every disagreement."""

    by_kind: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in CORPUS_KINDS})
    damaged: Tally = field(default_factory=Tally)
    disagreements: list[str] = field(default_factory=list)

    @property
    def overall(self) -> Tally:
        """The four kinds together."""
        tallies = self.by_kind.values()
        return Tally(
            sum(tally.expected for tally in tallies),
            sum(tally.right for tally in tallies),
            sum(tally.returned for tally in tallies),
            sum(tally.true for tally in tallies),
        )


def _is_damaged(mention: dict[str, Any]) -> bool:
    return mention["modifier"] == "corrupted" or mention.get("unit_source") == "missing_in_text"


def _kind(figure: Figure) -> str:
    return "percent" if figure.kind is FigureKind.PERCENTAGE_POINT else figure.kind.value


def _same(figure: Figure | None, mention: dict[str, Any], kind: str) -> bool:
    if figure is None or _kind(figure) != kind or isinstance(figure.value, str):
        return False
    return figure.value == Decimal(mention.get("norm_value") or mention["value"])


def corpus() -> CorpusResult:
    """Recall and precision on the exhaustively annotated passages: exact span, kind and value."""
    folder = SHARED / "corpus"
    texts = {passage["id"]: passage["text"] for passage in lines(folder / "passages.jsonl")}
    result = CorpusResult()
    for annotated in lines(folder / "quantities.jsonl"):
        _passage(annotated, find(texts[annotated["id"]]), result)
    return result


def _passage(annotated: dict[str, Any], figures: list[Figure], result: CorpusResult) -> None:
    by_span = {(figure.start, figure.end): figure for figure in figures}
    mentions = {(m["start"], m["end"]): m for m in annotated["quantities"]}
    for span, mention in mentions.items():
        kind = "percent" if mention["kind"] == "percentage_point" else mention["kind"]
        if kind not in result.by_kind:
            continue
        tally = result.damaged if _is_damaged(mention) else result.by_kind[kind]
        tally.expected += 1
        if _same(by_span.get(span), mention, kind):
            tally.right += 1
        elif tally is not result.damaged:
            result.disagreements.append(f"{annotated['id']} not found as {kind}: {mention['span']!r}")
    damaged = [span for span, mention in mentions.items() if _is_damaged(mention)]
    for figure in figures:
        kind = _kind(figure)
        if kind not in result.by_kind or any(
            figure.start < end and figure.end > start for start, end in damaged
        ):
            continue
        result.by_kind[kind].returned += 1
        found = mentions.get((figure.start, figure.end))
        if found is not None and found["kind"].replace("percentage_point", "percent") == kind:
            result.by_kind[kind].true += 1
        else:
            result.disagreements.append(f"{annotated['id']} not annotated as {kind}: {figure.quote!r}")


# ── the published suites ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure laid over a suite's conventions."""

    start: int
    end: int
    value: Decimal | str | None = None
    unit: str = ""
    upper: Decimal | None = None


_NUMERAL = (
    r"(?:[0-9０-９.．,，/／又零〇一二两三四五六七八九十百千万亿兆半壹贰叁肆伍陆柒捌玖拾佰仟貳陸參萬億兩倆點点几幾余餘多来个個]"
    r"|分之|负(?=[0-9一-九３])|負)"
)
_LEADING = re.compile(rf"第?[\s]*([-－负負]?[\s]*{_NUMERAL}+)")
_DATE_PART = re.compile(r"[0-9０-９]+|[一二两三四五六七八九十〇零]+")


def project(scope: str, text: str, figures: Iterable[Figure]) -> list[Mention]:
    """Our figures in the conventions of a suite's kind (see `RULES`)."""
    project_one = {
        "number": _as_number,
        "percent": _as_percent,
        "money": _as_money,
        "date": _as_date,
        "ordinal": _as_ordinal,
    }[scope]
    return [mention for figure in figures for mention in project_one(figure, text)]


_NUMBER_KINDS = {
    FigureKind.NUMBER,
    FigureKind.COUNT,
    FigureKind.RATIO,
    FigureKind.SCORE,
    FigureKind.PERIOD,
    FigureKind.ORDINAL,
    FigureKind.PERCENTAGE_POINT,
}


def _bare(figure: Figure) -> tuple[int, int]:
    point = re.search("[个個]?百分[点點]", figure.quote)
    if point is not None:
        return figure.start, figure.start + point.start()
    match = _LEADING.match(figure.quote)
    if match is None:
        return figure.start, figure.end
    end = match.end(1)
    while end > match.start(1) + 1 and figure.quote[end - 1] in "个個多余餘来,，点點":
        if figure.quote[end - 1] in "多余餘来" and figure.quote[end - 1 :].startswith(("多万", "余万")):
            break
        end -= 1
    return figure.start + match.start(1), figure.start + end


def _as_number(figure: Figure, _text: str) -> Iterator[Mention]:
    if figure.kind is FigureKind.PERCENT and "分之" in figure.quote and isinstance(figure.value, Decimal):
        if figure.quote[0] == "百":
            yield Mention(start=figure.start + 3, end=figure.end, value=figure.value)
        return
    if figure.kind in (FigureKind.DATE, FigureKind.YEAR) and "-" not in figure.quote and "月" in figure.quote:
        for part in _DATE_PART.finditer(figure.quote):
            yield Mention(
                start=figure.start + part.start(), end=figure.start + part.end(), value=Decimal(part[0])
            )
        return
    if figure.kind in _NUMBER_KINDS and isinstance(figure.value, Decimal):
        start, end = _bare(figure)
        yield Mention(start=start, end=end, value=figure.value)


def _as_percent(figure: Figure, _text: str) -> Iterator[Mention]:
    if isinstance(figure.value, str):
        return
    value = figure.value
    if figure.kind is FigureKind.RATIO and re.match(r"(?:百万|千万|万万|百万万)分之", figure.quote):
        yield Mention(start=figure.start, end=figure.end, value=value * 100)
    if figure.kind in (FigureKind.PERCENT, FigureKind.PERCENTAGE_POINT):
        if figure.modifier is Modifier.RANGE:
            sign = re.search(r"[-—~－～至到]", figure.quote)
            if sign is not None:
                yield Mention(start=figure.start + sign.end(), end=figure.end, value=figure.upper)
            return
        value *= {"‰": Decimal("0.1"), "‱": Decimal("0.01")}.get(figure.unit, Decimal(1))
        yield Mention(start=figure.start, end=figure.end, value=value)


def _as_money(figure: Figure, text: str) -> Iterator[Mention]:
    if figure.kind is FigureKind.MONEY:
        yield Mention(
            start=figure.start, end=figure.end, value=figure.value, unit=figure.unit, upper=figure.upper
        )
    elif figure.kind is FigureKind.SCORE and figure.quote == text and isinstance(figure.value, Decimal):
        yield Mention(start=figure.start, end=figure.end, value=figure.value / 100, unit="CNY")


def _as_ordinal(figure: Figure, _text: str) -> Iterator[Mention]:
    if figure.kind is FigureKind.ORDINAL and figure.quote.startswith("第"):
        end = figure.end - len(figure.unit)
        yield Mention(start=figure.start, end=end, value=figure.value)


def _as_date(figure: Figure, _text: str) -> Iterator[Mention]:
    if figure.kind in (FigureKind.YEAR, FigureKind.DATE) or (
        figure.kind is FigureKind.PERIOD and isinstance(figure.value, str)
    ):
        yield Mention(start=figure.start, end=figure.end, value=figure.value)


def days(value: str) -> tuple[str, str] | str:
    """The first and last day that an ISO date, month, year or stretch covers."""
    first, _, last = value.partition("/")
    return _end_of(first, first=True), _end_of(last or first, first=False)


def _end_of(value: str, *, first: bool) -> str:
    parts = value.split("-")
    if not all(part.isdigit() for part in parts):
        return value
    if len(parts) == 1:
        return f"{value}-01-01" if first else f"{value}-12-31"
    if len(parts) == 2:
        last_day = calendar.monthrange(int(parts[0]), int(parts[1]))[1]
        return f"{value}-01" if first else f"{value}-{last_day:02}"
    return value


_AROUND = re.compile(r"[约近大从自由至少最多到不上下左右以起止—\-（）()含后份以上以下内的止前 ]*")


def agrees(case: dict[str, Any], figures: list[Figure]) -> bool:
    """Whether our figures answer a case strictly right."""
    mentions = project(case["scope"][0], case["input"], figures)
    if case["task"] == "whole" and len(mentions) == 1:
        one = mentions[0]
        whole = [figure for figure in figures if figure.start <= one.start and one.end <= figure.end]
        around = (min(figure.start for figure in whole), max(figure.end for figure in whole))
    else:
        around = (0, 0)
    return answers(case, mentions, around)


def answers(case: dict[str, Any], mentions: list[Mention], around: tuple[int, int]) -> bool:
    """Whether mentions answer a case; `around` is the span of the figure that a *whole* case is."""
    scope = case["scope"][0]
    expected = [one for one in case["expected"] if one.get("kind") == scope]
    if case["task"] == "whole":
        if len(mentions) != 1 or len(expected) != 1:
            return False
        outside = case["input"][: around[0]] + case["input"][around[1] :]
        return _AROUND.fullmatch(outside) is not None and _same_value(scope, mentions[0], expected[0])
    if len(mentions) != len(expected):
        return False
    return all(
        mention.start == one["start"]
        and mention.end == one["end"]
        and (case["task"] == "span" or _same_value(scope, mention, one))
        for mention, one in zip(mentions, expected, strict=True)
    )


def _same_value(scope: str, mention: Mention, expected: dict[str, Any]) -> bool:
    value = expected.get("value")
    if value is None:
        return True
    if scope == "date":
        return isinstance(mention.value, str) and days(mention.value) == days(value)
    if not isinstance(mention.value, Decimal):
        return False
    if abs(mention.value - Decimal(value)) > abs(Decimal(value)) * Decimal("1e-12"):
        return scope == "money" and abs(mention.value - Decimal(value)) < Decimal("0.005")
    if scope != "money":
        return True
    if expected.get("unit") and mention.unit != {"Dollar": "USD", "Bitcoin": "比特币"}.get(
        expected["unit"], expected["unit"]
    ):
        return False
    vague = any(word in expected["text"] for word in "几数多余")
    return not expected.get("high") or vague or mention.upper == Decimal(expected["high"])


def fair_cases() -> Iterator[dict[str, Any]]:
    """The fair cases of the five gated kinds."""
    for case in lines(SHARED / "conformance" / "conformance.jsonl"):
        if case["fair"] and case["scope"][0] in GATES:
            yield case


def conformance() -> tuple[dict[str, Counter[str]], list[dict[str, Any]]]:
    """Cases and cases strictly right by kind, and the failing ones."""
    counts = {kind: Counter[str]() for kind in GATES}
    failing = []
    for case in fair_cases():
        kind = case["scope"][0]
        counts[kind]["cases"] += 1
        if agrees(case, find(case["input"])):
            counts[kind]["right"] += 1
        else:
            failing.append(case)
    return counts, failing
