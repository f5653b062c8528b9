"""
The pass over figures written in Chinese: numerals, 第…, 百分之…, list markers, circled numbers.

A Chinese numeral is a figure only when something shows that it counts: a unit behind it, a
structure of its own (两千三百), or standing alone.  一般, 统一, 四川 and their like are let go by
the pattern itself or by the list of names.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.figures import dates, numerals, ordinals, parts
from hengji.figures.contexts import is_name, modifier_after, modifier_before, starts_clause
from hengji.figures.lexicon import ORDINAL_WORDS, UNITS, Unit, unit_at
from hengji.figures.making import made
from hengji.figures.quantities import ODD, Quantity, chinese_at
from hengji.figures.ranges import ranged

_EXACT = Modifier.EXACT
_DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_PLACE = "十百千拾佰仟廿卅"
_BIG = "万亿兆"
_ALL = _DIGIT + _PLACE + _BIG
_FIRST = (
    "".join(sorted({*UNITS, *(word[0] for word in ORDINAL_WORDS), *"年月日号点分成是、)多余来半至到又"}))
    .replace("]", "")
    .replace("\\", "")
    .replace("^", "")
    .replace("-", "")
)
_CIRCLED = {
    chr(ord(first) + number): Decimal(number + 1)
    for signs, most in (("①⑴⒈", 20), ("㈠❶", 10))
    for first in signs
    for number in range(most)
}
_LED = re.compile(
    rf"[{_ALL}几数半{''.join(_CIRCLED)}]"
    rf"(?:(?<=[{''.join(_CIRCLED)}])|[{_ALL}几]{{1,40}}+|(?=[{_FIRST}])|(?![\u4e00-\u9fff]))"
)
_PLAN = re.compile(r"(十[一二三四五六七八九]|[三四五六七八九])五[”」\"]?(?:时期|期间|以来|末|规划期)")
_IDIOM = re.compile(r"一[^零〇一二两三四五六七八九十百千万亿点]一[\u4e00-\u9fff]")
_VAGUE_LEAD = frozenset("近上超逾过约达破成好")


def collect(text: str, source: str, figures: list[Figure]) -> None:
    """Append every figure of `source` written in Chinese numerals; `text` is its folded form."""
    ordinals.collect(text, source, figures)
    done = 0
    for match in _LED.finditer(text):
        start = match.start()
        if text[start] in _CIRCLED:
            value = _CIRCLED[text[start]]
            figures.append(Figure(source[start], start, start + 1, FigureKind.ENUMERATOR, value, "", _EXACT))
            continue
        if start < done or (start and text[start - 1] == "第") or _scales_arabic(text, start):
            continue
        figure = _at(text, source, start, match.end())
        if figure is not None:
            figures.append(figure)
            done = figure.end


def _scales_arabic(text: str, start: int) -> bool:
    """Whether a scale belongs to the Arabic digits before it: 46万人次, 90多万元."""
    if text[start] not in _SCALES or not start:
        return False
    before = text[start - 2] if text[start - 1] in ODD else text[start - 1]
    return before in _ARABIC


_SCALES = frozenset(_PLACE + _BIG)
_ARABIC = frozenset("0123456789")


def _at(text: str, source: str, start: int, end: int) -> Figure | None:  # noqa: C901, PLR0911, PLR0912 - a ladder of forms
    previous = text[start - 1] if start else "\0"
    following = text[end]
    if following in "、)是" and end - start <= 3:
        marker = _marker(text, source, start, end, following)
        if marker is not None:
            return marker
    plan = _PLAN.match(text, start) if text[end - 1] == "五" else None
    if plan is not None:
        numeral = numerals.chinese(plan[1])
        assert numeral is not None  # noqa: S101 - the pattern admits well-formed numerals only
        if previous == "“" and "”" in plan[0]:
            start -= 1
        return Figure(
            source[start : plan.end()],
            start,
            plan.end(),
            FigureKind.PERIOD,
            dates.plan_period(int(numeral.value)),
            "",
            _EXACT,
        )
    if is_name(text, start) and not _counts_anyway(text, start, end):
        return None
    if following == "年" and end - start == 4:
        dated = dates.dated(text, start) or _spelt_year(text, start)
        if dated is not None:
            unit = "年" if dated.kind is FigureKind.YEAR else ""
            return Figure(source[start : dated.end], start, dated.end, dated.kind, dated.value, unit, _EXACT)
    if following == "年":
        dated = _counted_year(text, start, end)
        if dated is not None:
            unit = "年" if dated.kind is FigureKind.YEAR else ""
            return Figure(source[start : dated.end], start, dated.end, dated.kind, dated.value, unit, _EXACT)
    if following == "月":
        month = dates.month_led(text, start)
        if month is not None and month.end > end:
            return Figure(source[start : month.end], start, month.end, month.kind, month.value, "", _EXACT)
    if following == "分":
        percent = parts.percent(text, source, start) or parts.fraction(text, source, start)
        if percent is not None:
            return percent
    if following == "又":
        fraction = parts.fraction(text, source, start)
        if fraction is not None:
            return fraction
    if following in "成点":
        tenths = parts.tenths(text, source, start)
        if tenths is not None:
            return tenths
    if text[start] == "半" and following == "年" and previous in _HALVES:
        value = _HALVES[previous]
        return Figure(
            source[start - 1 : start + 2], start - 1, start + 2, FigureKind.PERIOD, value, "", _EXACT
        )
    ordinal = ordinals.without_di(text, source, start, end)
    if ordinal is not None:
        return ordinal
    return _quantity(text, source, start, end, previous)


_HALVES = {"上": "--01/--06", "下": "--07/--12"}


def _counts_anyway(text: str, start: int, end: int) -> bool:
    """A name at the head of a longer numeral is none: 十二五十人."""
    return end - start > 4 and any(place in text[start:end] for place in _BIG)


def _spelt_year(text: str, start: int) -> dates.Dated | None:
    match = dates.WRITTEN.match(text, start)
    return None if match is None else dates.single(text, start)


def _counted_year(text: str, start: int, end: int) -> dates.Dated | None:
    """两千零四年八月: a year read out as a number."""
    numeral = numerals.chinese(text[start:end])
    if numeral is None or not 2000 <= numeral.value < 2100:
        return None
    year = str(int(numeral.value))
    rest = dates.dated(year + text[end : end + 24] + "\0" * 24, 0)
    if rest is None or text.startswith(("以来", "来", "历史", "的历史", "前"), end + 1):
        return None
    return rest._replace(end=end + rest.end - 4)


def _marker(text: str, source: str, start: int, end: int, following: str) -> Figure | None:
    """一、 （一） 一是 at the head of a line or clause."""
    numeral = numerals.SMALL.get(text[start:end])
    if numeral is None or text[start] in "零两":
        return None
    begin = start
    if following == ")":
        if start == 0 or text[start - 1] != "(":
            return None
        begin = start - 1
    elif (
        not starts_clause(text, start)
        or (following == "、" and start and text[start - 1] in '、，,“"(')
        or (following == "是" and text[end + 1] in "一二三四五六七八九")
    ):
        return None
    return Figure(source[begin : end + 1], begin, end + 1, FigureKind.ENUMERATOR, numeral.value, "", _EXACT)


def _quantity(text: str, source: str, start: int, end: int, previous: str) -> Figure | None:
    if _IDIOM.match(text, start) is not None:
        return None
    lead = text[start]
    quantity = _half(text, start) if lead == "半" else chinese_at(text, start)
    if quantity is None:
        return None
    if text[quantity.end] in "-—~至到":
        both = ranged(text, quantity, quantity.value.scaleb(-quantity.power))
        if both is not None:
            return made(text, source, start, both)
    if quantity.unit is None:
        counts = _counts_alone(text, start, end, previous, quantity)
    else:
        counts = _counts(text, start, end, previous, quantity.unit, quantity)
    if not counts:
        return None
    figure = made(text, source, start, quantity)
    if previous == "上" and lead in _LED_BY and figure.modifier is _EXACT:
        return figure._replace(modifier=Modifier.AT_LEAST)
    return figure


_LED_BY = frozenset("百千万亿")
"""A numeral that begins so (百家, 千万元) counts only with a word beside it: 近百家, 千万元以上."""


def _counts(  # noqa: PLR0917 - what stands around, in its order
    text: str, start: int, end: int, previous: str, unit: Unit, quantity: Quantity
) -> bool:
    """Whether a numeral with a unit behind it counts something."""
    if text[start] in _LED_BY and text[quantity.end] == "级":
        return False  # 万吨级以上泊位: how large each is
    if text[start] in _LED_BY and not quantity.odd and not _led_by_modifier(text, start, previous):
        return modifier_after(text, quantity.end) is not None
    if end - start > 1:
        return True
    if unit.kind is FigureKind.SCORE and previous not in "得扣加为计减(各":
        return not _is_word(text[quantity.end]) and not _is_word(previous)
    if unit.word == "日" and previous != "月":
        return False
    if unit.word in ("角", "毛") and previous != "元" and _is_word(text[quantity.end]):
        return False  # 四角坪, 三毛
    if text[start] == "一" and end - start == 1 and _is_adverb(text, quantity.end, previous, unit.word):
        return False
    return not unit.arabic_only and not (text[start] == "一" and unit.word in _ONE_OF_SOME)


def _is_adverb(text: str, end: int, previous: str, word: str) -> bool:
    """一个个, 新一轮, 同一个 and 一起抓 count nothing; 一起案件 does."""
    if text[end] == word or previous in "新某同另这那" or (previous == "一" and word == "批"):
        return True
    return word == "起" and text[end] not in "案事典火交重安较纠投涉违矛行生特工诉"


_ONE_OF_SOME = frozenset("批片种")
"""一批, 一片 and 一种 are *some*, not one."""


def _is_word(character: str) -> bool:
    return "一" <= character <= "龥"


def _led_by_modifier(text: str, start: int, previous: str) -> bool:
    if previous in _VAGUE_LEAD and text[start - 2 : start] not in ("网上", "线上"):
        return True
    return modifier_before(text, start) is not None


def _half(text: str, start: int) -> Quantity | None:
    unit = unit_at(text, start + 1)
    if (
        unit is None
        or unit.kind is not FigureKind.PERIOD
        or unit.word not in ("年", "天", "个月", "小时", "个小时", "个钟头")
    ):
        if text[start + 1] == "成" and not "一" <= text[start + 2] <= "龥":
            return Quantity(Decimal(5), Decimal(5), False, 0, UNITS["%"][0], start + 2)
        return None
    return Quantity(Decimal("0.5"), Decimal("0.5"), False, 0, unit, start + 1 + len(unit.word))


def _counts_alone(text: str, start: int, end: int, previous: str, quantity: Quantity) -> bool:
    """Whether a numeral without a unit is a number all the same: 两千三百, or a 一 that stands alone."""
    number = text[start:end]
    if text[start] in _LED_BY and not quantity.odd and not _led_by_modifier(text, start, previous):
        return len(number) > 1 and number[-1] in _DIGIT
    if quantity.power:
        return True
    if quantity.odd and len(number) == 1 and number in _DIGIT:
        return False  # “三多”改革
    following = text[quantity.end]
    if following == "\n":  # a wrapped line parts no word: “三 / 公”经费
        following = text[quantity.end + 1]
    alone = not _is_word(following) and (not _is_word(previous) or previous == "负")
    if len(number) == 1:
        return alone and following != "、" and number not in "半几数百千万亿"
    if all(character in _DIGIT for character in number) and text[end] != "点":
        return alone
    if _is_word(following) and len(number) == 2 and not quantity.odd:
        return False
    return following not in ODD or quantity.odd
