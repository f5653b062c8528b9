"""
The words around a number, as tables: units, modifiers, names, and words that are no unit after all.

The word lists are plain text files beside this module (`lexicon/*.txt`), so that a missing
classifier is mended by whoever notices it.  They are turned once, at import, into tables keyed by
first (or last) character: a figure costs one look-up and one or two comparisons, never a scan of
three hundred alternatives.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import NamedTuple

from hengji.domain.figure import FigureKind
from hengji.domain.stated import PERCENT, YUAN, Modifier


class Unit(NamedTuple):
    """A word after a number: what kind of figure it makes and in which unit."""

    word: str
    kind: FigureKind
    unit: str
    is_measure: bool = False
    arabic_only: bool = False


def _lines(name: str) -> Iterator[str]:
    text = (resources.files("hengji.figures") / "lexicon" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line


def _sections(name: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    for line in _lines(name):
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        else:
            current.append(line)
    return sections


def _words(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from line.split()


def _currencies() -> dict[str, str]:
    return dict(line.split("\t") for line in _lines("currencies.txt"))


CURRENCIES = _currencies()
CURRENCY_SYMBOLS = {"¥": YUAN, "￥": YUAN, "$": "USD", "＄": "USD", "€": "EUR", "£": "GBP"}
CURRENCY_WORDS_BEFORE = tuple(
    sorted(
        ("人民币", "RMB", "CNY", "USD", "US$", "HK$", "港币", "美元", "美金", "日元", "欧元", "澳门币"),
        key=len,
        reverse=True,
    )
)


def _all_units() -> Iterator[Unit]:
    classifiers = _sections("classifiers.txt")
    for word in _words(classifiers["any"]):
        yield Unit(word, FigureKind.COUNT, word)
    for word in _words(classifiers["arabic"]):
        yield Unit(word, FigureKind.COUNT, word, arabic_only=True)
    for word in _words(_lines("measures.txt")):
        yield Unit(word, FigureKind.COUNT, word, is_measure=True)
    for line in _lines("periods.txt"):
        word, unit = line.split()
        yield Unit(word, FigureKind.PERIOD, unit)
    for word, code in CURRENCIES.items():
        yield Unit(word, FigureKind.MONEY, code)
    for word in ("%", "％", "百分比"):
        yield Unit(word, FigureKind.PERCENT, PERCENT)
    yield Unit("‰", FigureKind.PERCENT, "‰")
    yield Unit("‱", FigureKind.PERCENT, "‱")
    for word in ("个百分点", "个多百分点", "百分点", "个百份点", "个百分比点", "pct", "pp"):
        yield Unit(word, FigureKind.PERCENTAGE_POINT, "百分点")
    for word in ("个千分点", "千分点"):
        yield Unit(word, FigureKind.PERCENTAGE_POINT, "千分点")
    for word in ("分", "分值"):
        yield Unit(word, FigureKind.SCORE, "分")
    yield Unit("倍", FigureKind.RATIO, "倍", is_measure=True)


def _by_first_character(units: Iterable[Unit]) -> dict[str, tuple[Unit, ...]]:
    grouped: defaultdict[str, dict[str, Unit]] = defaultdict(dict)
    for unit in units:
        grouped[unit.word[0]].setdefault(unit.word, unit)
    return {
        first: tuple(sorted(words.values(), key=lambda unit: -len(unit.word)))
        for first, words in grouped.items()
    }


UNITS = _by_first_character(_all_units())


def _stops() -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, str]]]:
    """The words that stop a unit always, and those that stop it unless one of some characters follows."""
    always: defaultdict[str, set[str]] = defaultdict(set)
    unless: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in _lines("stops.txt"):
        unit, *followers = line.split()
        for follower in followers:
            stop, _, excepted = follower.partition("!")
            if excepted:
                unless[unit][stop] = unless[unit].get(stop, "") + excepted
            else:
                always[unit].add(stop)
    return {unit: tuple(sorted(stops)) for unit, stops in always.items()}, dict(unless)


_STOPS, _STOPS_UNLESS = _stops()
"""What turns a short unit into the beginning of another word: 3 部门, 2 人民医院, but 15 家乡镇卫生院."""


def stop_pattern(unit: str) -> str:
    """The regular expression that fails where another word begins, or nothing."""
    always, unless = _STOPS.get(unit, ()), _STOPS_UNLESS.get(unit, {})
    single = re.escape("".join(stop for stop in always if len(stop) == 1))
    words = [f"[{single}]"] * bool(single) + [re.escape(stop) for stop in always if len(stop) > 1]
    words += [f"{re.escape(stop)}(?![{re.escape(excepted)}])" for stop, excepted in unless.items()]
    return f"(?!{'|'.join(words)})" if words else ""


def _is_stopped(unit: str, text: str, end: int) -> bool:
    if text.startswith(_STOPS.get(unit, ()), end):
        return True
    for stop, excepted in _STOPS_UNLESS.get(unit, {}).items():
        if text.startswith(stop, end) and text[end + len(stop)] not in excepted:
            return True
    return False


ORDINAL_WORDS = tuple(sorted(_words(_lines("ordinals.txt")), key=len, reverse=True))


_NAMES = tuple(_words(_lines("names.txt")))
FIRST_NAMES = tuple(name for name in _NAMES if name[0] == "第")
"""第一书记 and its like rank nothing."""
NAMED_NUMBERS = frozenset(number for name in _NAMES for number in re.findall("[0-9]+", name))
"""The numbers that may be part of a name: only for these the names are looked through."""


def _names() -> tuple[dict[str, tuple[tuple[int, str], ...]], dict[str, tuple[tuple[int, str], ...]]]:
    """Names by the numeral they hold: (its two characters on, its one character and the one before)."""
    on: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    back: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in _NAMES:
        for place, character in enumerate(name):
            if character not in NUMERAL_CHARACTERS:
                continue
            if place + 1 < len(name):
                on[name[place : place + 2]].append((place, name))
            elif place:
                back[name[place - 1 : place + 1]].append((place, name))
    return (
        {key: tuple(sorted(names, key=lambda name: -len(name[1]))) for key, names in on.items()},
        {key: tuple(names) for key, names in back.items()},
    )


CHINESE_DIGITS = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
CHINESE_PLACES = "十百千拾佰仟廿卅"
BIG_PLACES = "万亿兆"
NUMERAL_CHARACTERS = frozenset(CHINESE_DIGITS + CHINESE_PLACES + BIG_PLACES + "半几数0123456789")
NAMES_ON, NAMES_BACK = _names()


class Word(NamedTuple):
    """A modifying word and what it makes of the figure beside it."""

    word: str
    modifier: Modifier


def _modifiers(section: str, *, place: int) -> dict[str, tuple[Word, ...]]:
    grouped: defaultdict[str, list[Word]] = defaultdict(list)
    for line in _sections("modifiers.txt")[section]:
        word, modifier = line.split("\t")
        grouped[word[place]].append(Word(word, Modifier(modifier)))
    return {key: tuple(sorted(words, key=lambda word: -len(word.word))) for key, words in grouped.items()}


BEFORE = _modifiers("before", place=-1)
AFTER = _modifiers("after", place=0)
NOT_MODIFIERS = frozenset(_words(_sections("modifiers.txt")["not"]))
"""Two-character words that only look like a modifier: 节约, 签约, 最近, 附近."""


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that stands in `text` at `at`, or `None`."""
    for unit in UNITS.get(text[at], ()):
        word = unit.word
        if text.startswith(word, at):
            if _is_stopped(word, text, at + len(word)):
                continue
            following = text[at + len(word)]
            if word.isascii() and word[-1].isalnum() and following.isascii() and following.isalnum():
                continue
            return unit
    return None
