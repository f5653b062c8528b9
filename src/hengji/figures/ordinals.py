"""
What ranks and does not count: 第三条, 二十届, 一等奖, 机场四期, 人大三次会议.
"""

from __future__ import annotations

import re

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.figures import numerals
from hengji.figures.contexts import starts_clause
from hengji.figures.lexicon import (
    BIG_PLACES,
    CHINESE_DIGITS,
    CHINESE_PLACES,
    FIRST_NAMES,
    ORDINAL_WORDS,
    unit_at,
)

_EXACT = Modifier.EXACT
_ALL = CHINESE_DIGITS + CHINESE_PLACES + BIG_PLACES
_LED_BY = frozenset("百千万亿")
_ORDINAL = re.compile(rf"第[ \n]?(?:(?P<arabic>[0-9]{{1,6}}+(?:万)?)|(?P<chinese>[{_ALL}]{{1,16}}+))[ ]?")
_ORDINAL_STARTS = frozenset(word[0] for word in ORDINAL_WORDS) | set("批次期轮")


def collect(text: str, source: str, figures: list[Figure]) -> None:
    """Append every 第… of `source`; `text` is its folded form."""
    for match in _ORDINAL.finditer(text):
        start, end = match.span()
        if _named(text, start):
            continue
        if match["arabic"] is not None:
            number = numerals.arabic(match["arabic"].rstrip("万"), 4 if match["arabic"].endswith("万") else 0)
        else:
            read = numerals.chinese(match["chinese"])
            if read is None:
                continue
            number = read
        word = _ordinal_word(text, end)
        tail = end + len(word)
        if not word:
            tail = match.end("arabic") if match["arabic"] is not None else match.end("chinese")
        figures.append(
            Figure(source[start:tail], start, tail, FigureKind.ORDINAL, number.value, word, _EXACT)
        )


def _named(text: str, start: int) -> bool:
    return text.startswith(FIRST_NAMES, start)


def _ordinal_word(text: str, at: int) -> str:
    for word in ORDINAL_WORDS:
        if text.startswith(word, at):
            return word
    unit = unit_at(text, at)
    if unit is not None and unit.kind is FigureKind.COUNT:
        return unit.word
    for word in ("条", "章", "节", "款", "项", "期", "批", "季度", "年", "个月", "周", "天"):
        if text.startswith(word, at):
            return word
    return ""


def without_di(  # noqa: C901 - one word after another
    text: str, source: str, start: int, end: int
) -> Figure | None:
    """An ordinal without 第 at `start`: 二十届, 一等奖, 八次全会; `None` where the numeral counts."""
    number = text[start:end]
    if len(number) > 3 or text[end] not in _ORDINAL_STARTS:
        return None
    for word in ORDINAL_WORDS:
        if text.startswith(word, end):
            if word in ("类", "号", "级", "等") and text[end + 1] in "别型似比同级待于候":
                continue
            if word in ("级", "等") and number[-1] in _LED_BY:  # 万亿级, 黄百等4条铁路
                return None
            numeral = numerals.chinese(number)
            if numeral is None or not numeral.value:
                return None
            if word == "季度" and text[start - 1] in "前后" and start:
                return None
            if number == "两" and word != "届":
                return None
            tail = end + len(word)
            return Figure(source[start:tail], start, tail, FigureKind.ORDINAL, numeral.value, word, _EXACT)
    if text[end] in "次期轮":
        return _numbered(text, source, start, end, number)
    if text[end] == "批" and text[end + 1] not in "准复示评发":
        return _batch(text, source, start, end, number)
    return None


def _numbered(text: str, source: str, start: int, end: int, number: str) -> Figure | None:
    """人大三次会议, 机场四期, 二轮: the third, the fourth, the second; elsewhere these words count."""
    word, numeral = text[end], numerals.SMALL.get(number)
    if numeral is None or number == "两":
        return None
    if word == "次":
        ranks = _is_session(text, start, end + 1)
    elif word == "轮":
        ranks = number == "二" and text[end + 1] not in "摩电车"
    else:
        ranks = (number == "二" or _is_stage(text, start, end + 1)) and text[end + 1] not in "间限刊"
    if not ranks:
        return None
    return Figure(source[start : end + 1], start, end + 1, FigureKind.ORDINAL, numeral.value, word, _EXACT)


def _is_session(text: str, start: int, at: int) -> bool:
    """人大三次会议, 十二届八次全会: the number of a meeting, not how often one met."""
    if text.startswith(("全会", "全体会议"), at):
        return True
    before = text[start - 1] if start else "\0"
    return before in "届大委" and text.startswith(("会议", "、"), at)


def _is_stage(text: str, start: int, at: int) -> bool:
    """机场四期, 一期工程, 三期项目: the stage of a work, not how many courses were held."""
    if text.startswith(("工程", "项目", "建设", "建成", "改造", "扩建", "投产", "投运", "开工", "机组"), at):
        return True
    return start > 0 and text[start - 1] in _WORKS


_WORKS = frozenset("线站厂园场馆库港程目区路桥院校楼塔电机坝渠网心地基道")


def _batch(text: str, source: str, start: int, end: int, number: str) -> Figure | None:
    """一批总投资…，二批…: batches told apart at the head of a clause are ordinals, not counts."""
    if not starts_clause(text, start) or text[end + 1] == "次":
        return None
    numeral = numerals.chinese(number)
    if numeral is None:
        return None
    return Figure(source[start : end + 1], start, end + 1, FigureKind.ORDINAL, numeral.value, "批", _EXACT)
