"""
A paragraph as a pattern of words and figures: every figure one sign, every figure with its words.

Operands are found by what they are.  So each figure becomes a *mention*: the words that lead to it,
its clause, sentence and bracket, its year, and the part it plays (an amount, a change, a rate …).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import ChangeDirection
from hengji.interpret.layouts import words as vocabulary


class Part(StrEnum):
    """What a figure does in its clause."""

    AMOUNT = "amount"
    CHANGE = "change"
    RATE = "rate"
    """A percentage of change."""
    SHARE = "share"
    COMPLETION = "completion"
    """A percentage of a budget, a plan or a whole that has a name of its own (…率)."""
    OTHER = "other"


_ENUMERATOR, _NUMBER, _PERCENT, _PERIOD, _SCORE = (
    FigureKind.ENUMERATOR,
    FigureKind.NUMBER,
    FigureKind.PERCENT,
    FigureKind.PERIOD,
    FigureKind.SCORE,
)
_CHANGE, _COMPLETION, _OTHER, _RATE, _SHARE = Part.CHANGE, Part.COMPLETION, Part.OTHER, Part.RATE, Part.SHARE


SIGNS = {
    FigureKind.MONEY: "\ue000",
    FigureKind.PERCENT: "\ue001",
    FigureKind.PERCENTAGE_POINT: "\ue002",
    FigureKind.COUNT: "\ue003",
    FigureKind.SCORE: "\ue004",
    FigureKind.NUMBER: "\ue005",
    FigureKind.YEAR: "\ue006",
    FigureKind.DATE: "\ue007",
    FigureKind.RATIO: "\ue008",
    FigureKind.PERIOD: "\ue009",
    FigureKind.ENUMERATOR: "\ue00a",
}
VALUES = "\ue000-\ue005\ue008"
"""The signs of figures that can be computed with."""
YEAR = SIGNS[FigureKind.YEAR]
_STOPS = frozenset("，。；：！？、（）,;\n")
_LONGEST_LEAD = 70
_BEFORE_BRACKET = 16
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd]")
_UNWRITTEN = re.compile("[ \t\n\r\u3000\u00a0\ue000-\uf8ff]")
"""Blanks, and private characters that would be taken for signs; most words have neither."""
_DATES = frozenset((FigureKind.DATE, FigureKind.YEAR))
_COMPARING = frozenset("较比与同")
_COMPARES = re.compile("[较比与同]")
_WORDS = re.compile("[^ \t\n\r\u3000\u00a0]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SIGN = re.compile("[\ue000-\ue00a]")
_FOLDABLE = re.compile(f"[{re.escape(''.join(map(chr, vocabulary.FOLDED)))}]")
_LANDMARK = re.compile("[，。；：！？、（）,;\n\ue000-\ue006\ue008]|其中")
"""What a walk over a pattern stops at: all else are words."""
_WORDLESS_BRACKET = re.compile("（[^（）\ue000-\ue00a]{0,60}）")
_GROUP_OF_THREE = re.compile(r"[0-9]{3}(?![0-9])")
_PINYIN = re.compile(r"（[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}）")


@dataclass(slots=True)
class Mention:
    """A figure with its words; `index` counts within its paragraph."""

    figure: Figure
    index: int
    lead: str
    """The words before it, back to the last stop or figure; years are signs."""
    after: str
    clause: int
    sentence: int
    segment: int
    """Counts 。 ； and 其中."""
    depth: int
    bracket: int
    """Which bracket it stands in; 0 outside."""
    position: int
    """Its sign's place in the pattern."""
    year: int | None
    part: Part = Part.AMOUNT
    direction: ChangeDirection | None = None
    subject: str = ""
    """What it speaks of, as the pattern has it: years and dates are signs."""
    named: str = ""
    """The same in the words of the text."""
    base: str = ""
    """What a change is compared with, or what a share is a share of."""
    prior: bool = False

    @property
    def value(self) -> Decimal:
        """The number; zero for what is none."""
        return self.figure.value if isinstance(self.figure.value, Decimal) else Decimal(0)


@dataclass(slots=True)
class Passage:
    """A paragraph as a pattern with its mentions."""

    start: int
    end: int
    pattern: str
    offsets: list[int]
    mentions: list[Mention]
    enumerator: Figure | None
    dates: list[Figure]
    periods: dict[int, Figure]

    def offset(self, position: int) -> int:
        """Where in the text a place of the pattern stands."""
        return self.offsets[position] if position < len(self.offsets) else self.end


def passage(text: str, start: int, end: int, figures: Sequence[Figure]) -> Passage:
    """The passage of a paragraph whose figures are given in order."""
    pattern, offsets, by_sign = _pattern(text, start, end, figures)
    mentions = _mentions(pattern, by_sign)
    for mention in mentions:
        mention.named = _named(mention, by_sign)
    enumerator = figures[0] if figures and figures[0].kind is _ENUMERATOR else None
    if enumerator is not None and text[start : enumerator.start].strip():
        enumerator = None
    dates = [f for f in figures if f.kind in _DATES]
    periods = {f.start: f for f in figures if f.kind is _PERIOD}
    return Passage(start, end, pattern, offsets, mentions, enumerator, dates, periods)


def _named(mention: Mention, by_sign: dict[int, Figure]) -> str:
    """The subject of a mention with the words of its figures instead of their signs."""
    if _UNREADABLE.search(mention.subject) is None:
        return mention.subject
    plain = "".join(sign for sign in mention.lead if sign not in "“”")
    places = [
        place
        for place, sign in enumerate(mention.lead, mention.position - len(mention.lead))
        if sign not in "“”"
    ]
    start = plain.find(mention.subject)
    told = places[start : start + len(mention.subject)] if start >= 0 else []
    words = [
        "".join(by_sign[place].quote.split()) if place in by_sign else sign
        for place, sign in zip(told, mention.subject, strict=False)
    ]
    return _UNREADABLE.sub("", "".join(words))


def _pattern(
    text: str, start: int, end: int, figures: Sequence[Figure]
) -> tuple[str, list[int], dict[int, Figure]]:
    """The pattern, the offset of each of its signs, and the figure of each sign that stands for one."""
    pieces: list[str] = []
    offsets: list[int] = []
    kept: dict[int, Figure] = {}
    position = start
    for figure in figures:
        sign = SIGNS.get(figure.kind)
        if sign is None or figure.start < position:
            continue
        _take(text, position, figure.start, pieces, offsets)
        kept[len(offsets)] = figure
        pieces.append(sign)
        offsets.append(figure.start)
        position = figure.end
    _take(text, position, end, pieces, offsets)
    raw = _FOLDABLE.sub(_folded, "".join(pieces))
    pattern, left = _without_brackets(raw, offsets)
    if pattern is raw:
        return pattern, offsets, kept
    # A bracket that goes holds no figure, so the signs that are left stand for the figures in order.
    signs = _SIGN.finditer(pattern)
    return pattern, left, {match.start(): one for match, one in zip(signs, kept.values(), strict=True)}


def _take(text: str, start: int, end: int, pieces: list[str], offsets: list[int]) -> None:
    """Add the words between two places without their blanks."""
    plain = text[start:end]
    if _UNWRITTEN.search(plain) is None:
        pieces.append(plain)
        offsets.extend(range(start, end))
        return
    for match in _WORDS.finditer(text, start, end):
        words = match[0]
        if _PRIVATE.search(words) is not None:
            # The signs that stand for figures are private characters; the text's own are no figures.
            words = _PRIVATE.sub("\ufffd", words)
        pieces.append(words)
        offsets.extend(range(*match.span()))


def _folded(match: re.Match[str]) -> str:
    return vocabulary.FOLDED[ord(match[0])]


def _without_brackets(raw: str, offsets: list[int]) -> tuple[str, list[int]]:
    """The pattern without brackets that hold no figure: 因公出国（境）费 is 因公出国费."""
    if "（" not in raw:
        return raw, offsets
    for remark in (_PINYIN, _WORDLESS_BRACKET):
        words: list[str] = []
        places: list[int] = []
        position = 0
        for match in remark.finditer(raw):
            words.append(raw[position : match.start()])
            places += offsets[position : match.start()]
            position = match.end()
        if position:
            raw = "".join([*words, raw[position:]])
            offsets = places + offsets[position:]
    return raw, offsets


def _mentions(pattern: str, by_sign: dict[int, Figure]) -> list[Mention]:  # noqa: C901 - one walk over all landmarks
    mentions: list[Mention] = []
    clause = sentence = segment = depth = bracket = brackets = 0
    lead_from = 0
    year: int | None = None
    own_year: int | None = None
    open_: list[int] = []
    for landmark in _LANDMARK.finditer(pattern):
        position, sign = landmark.start(), landmark[0]
        if sign in _STOPS:
            lead_from, own_year = position + 1, None
            if sign != "、":
                clause += 1
            if sign in "。！？":
                sentence += 1
                segment += 1
            elif sign in "；;":
                segment += 1
            elif sign == "（":
                brackets += 1
                open_.append(bracket)
                depth, bracket = depth + 1, brackets
            elif sign == "）" and open_:
                depth, bracket = depth - 1, open_.pop()
        elif sign == "其中":
            segment += 1
        elif sign == YEAR:
            own_year = _year(by_sign[position])
            if pattern[position - 1 : position] not in _COMPARING:
                year = own_year  # 较2010年压缩2%: what follows is not of 2010
        else:
            figure = by_sign[position]
            mention = Mention(
                figure=figure,
                index=len(mentions),
                lead=pattern[max(lead_from, position - _LONGEST_LEAD) : position],
                after=pattern[position + 1 : position + 25],
                clause=clause,
                sentence=sentence,
                segment=segment,
                depth=depth,
                bracket=bracket,
                position=position,
                year=own_year if own_year is not None else year,
            )
            _play(mention, mentions[-1] if mentions else None, _outside(pattern, position, lead_from))
            mentions.append(mention)
            lead_from, own_year = position + 1, None
    return mentions


def _year(figure: Figure) -> int | None:
    digits = str(figure.value)[:4]
    return int(digits) if len(digits) == len("2024") and digits.isdigit() else None


def _outside(pattern: str, position: int, lead_from: int) -> str:
    """The words before the bracket that a figure stands in all alone: 与2023年（2.40万元）相比."""
    alone = position == lead_from and pattern[position - 1 : position] == "（"
    return pattern[max(0, position - 1 - _BEFORE_BRACKET) : position - 1] if alone else ""


def _play(mention: Mention, before: Mention | None, outside: str = "") -> None:
    """Find out what part a figure plays, by the words before it."""
    lead = mention.lead
    kind = mention.figure.kind
    mention.subject = vocabulary.subject(lead)
    if not lead and before is not None and _torn(before.figure, mention.figure):
        mention.part = _OTHER
        return
    if kind is _PERCENT and _play_percent(mention, lead):
        return
    changed = vocabulary.CHANGE.search(lead) or vocabulary.MORE_DONE.search(lead)
    if changed is not None and kind is not _SCORE:
        word = changed["word"]
        compared = vocabulary.COMPARED.search(lead)
        if word in {"多", "少", "高", "低"} and compared is None:
            changed = None
        else:
            mention.part = _RATE if kind is _PERCENT else _CHANGE
            mention.direction = vocabulary.direction(word)
            mention.base = "" if compared is None else lead[compared.start() : changed.start()]
            own = lead[: changed.start()] if compared is None else lead[: compared.start()].removesuffix("相")
            if compared is not None and "相比" in mention.base:
                own = mention.base.rpartition("相比")[2]
            mention.subject = vocabulary.subject(own)
            return
    if kind is _PERCENT:
        mention.part = _OTHER
        if before is not None and before.part is _SHARE and lead in {"", "和", "及", "与"}:
            mention.part, mention.base = _SHARE, before.base
    mention.prior = _base_inside(mention, outside) or (
        vocabulary.PRIOR.search(lead) is not None and vocabulary.COMPARED.search(lead) is None
    )


def _torn(first: Figure, second: Figure) -> bool:
    """Whether two figures may be one with a wide comma in it: 33，212人."""
    near = first.kind is _NUMBER and first.end + 1 == second.start
    return near and _GROUP_OF_THREE.match(second.quote) is not None


def _base_inside(mention: Mention, outside: str) -> bool:
    """Whether a figure is what a change is compared with, printed between 较 and 减少."""
    lead = mention.lead or outside
    if _COMPARES.search(lead) is None:
        return False
    if vocabulary.PRIOR_INSIDE.search(lead) is not None:
        return True
    moved = vocabulary.MOVED_BEHIND.match(mention.after) is not None
    return moved and vocabulary.BASE_INSIDE.search(lead) is not None


def _play_percent(mention: Mention, lead: str) -> bool:
    completed = vocabulary.COMPLETION.search(lead)
    if completed is not None:
        mention.part = _COMPLETION
        mention.base = completed["base"] or completed["name"] or ""
        return True
    share = vocabulary.SHARE.search(lead)
    if share is not None:
        mention.part = _SHARE
        mention.base = vocabulary.subject(share["base"] or "")
        mention.subject = vocabulary.subject(lead[: share.start()])
        return True
    return False
