"""
A number with all that belongs to it: odd words inside, scale, unit, what it is per.

`arabic_at` and `chinese_at` read one quantity; `ranges` joins two into a range.  They know nothing
of the sentence around; that is the business of `contexts`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from hengji.domain.figure import FigureKind
from hengji.domain.stated import YUAN
from hengji.figures import numerals
from hengji.figures.lexicon import Unit, unit_at
from hengji.figures.numerals import SCALES

NUMBER = re.compile(
    r"[0-9](?:[0-9]{0,2}+(?>(?:，[0-9]{3}(?![0-9]))+)(?=\.[0-9]|[ ]?[万亿]?元"
    # 1，062万吨: no number of its own begins with a nought, unless it numbers something (001，002).
    r"|(?<=，0[0-9]{2})(?<!0[0-9]{2}，0[0-9]{2})(?!，?[0-9]))"
    r"|[0-9]{0,2}+(?>(?:,[0-9]{3}(?![0-9]))+)|[0-9]*+)"
    r"(?>(?:\.(?!(?:19|20)[0-9]{2} ?年)[0-9]++)?)"
)
ODD = frozenset("多余来几")
_SCALE_CHARACTERS = frozenset("万亿千百仟佰")
_SCALE_RUN = re.compile(r"[万亿千百仟佰]{1,3}")
_MIXED = re.compile(
    r"[0-9][0-9,，.]{0,15}+[百千万亿仟佰]{1,2}零?(?:[0-9]{1,4}|[一二两三四五六七八九])"
    r"(?:[百千万仟佰零一二两三四五六七八九十0-9]{0,16})"
)
CN = "零〇一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_CN_DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
CHINESE = re.compile(
    rf"(?P<digits>[{CN}几数0-9]{{1,40}}+(?:点(?=[{_CN_DIGIT}0-9])[{_CN_DIGIT}0-9]{{1,30}}+)?)"
    rf"(?P<odd>[多余来]?)(?P<big>个?[万亿]{{1,2}})?(?P<odd2>[多余来]?)"
)
_PER = re.compile(
    r"/[ ]?(?:[0-9]{1,4})?[万千百]?(?:人次|人|户|年|个?月|天|日|次|亩|公里|千米|公顷|平方米|平方|立方米"
    r"|㎡|m²|m2|吨|台班|台|套|件|头|只|米|个|批|场|期|家"
    r"|小时|课时|学时|学年|学期|生|村|辆|名|所|班|户次|份|张|株|棵|公斤|斤|kg|t|h|周|季度?|间|床|位|例|千瓦时|度|天次)"
    r"(?:[·*.•/×x](?:人次|人|户|年|个?月|天|日|次|亩|学年|学期|公里|个|小时|周|季度?))?"
)
_JIAO_FEN = re.compile(
    rf"(?:([0-9]|[{_CN_DIGIT}])[角毛])?(?:([0-9]|[{_CN_DIGIT}])分(?!钟|别)钱?)?[整正]?", re.ASCII
)
_HALF = Decimal("0.5")
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")
_LONGEST_UNIT = 7


class Quantity(NamedTuple):
    """A number as read: its value in base units, its last place, and where it ends."""

    value: Decimal
    place: Decimal
    exact: bool
    power: int
    unit: Unit | None
    end: int
    odd: bool = False
    upper: Decimal | None = None
    per: str = ""


def _unit_after(text: str, at: int, start: int) -> tuple[Unit | None, int]:
    """The unit at `at`, a few blanks or one line break passed over, and its end."""
    unit = unit_at(text, at)
    end = at if unit is None else at + len(unit.word)
    if "\n" in text[at : at + _LONGEST_UNIT] or text[at] == " ":
        return _unit_over_break(text, at, start, unit, end)
    return unit, end


def _unit_over_break(text: str, at: int, start: int, unit: Unit | None, end: int) -> tuple[Unit | None, int]:
    if unit is None:
        skipped = at
        while text[skipped] in " \n" and skipped - at < 3:
            skipped += 1
        if skipped > at:
            broken = "\n" in text[at:skipped]
            if broken and _alone_on_line(text, start):
                return None, at
            unit = unit_at(text, skipped)
            if unit is not None and (unit.kind is FigureKind.PERIOD and unit.word == "年"):
                return None, at
            if unit is not None:
                return unit, skipped + len(unit.word)
            return None, at
    window = text[at : at + _LONGEST_UNIT + 1]
    cut = window.find("\n")
    if cut <= 0 or (unit is not None and end - at < cut):
        return unit, end
    whole = unit_at(window[:cut] + window[cut + 1 :] + "\0\0", 0)
    if whole is None or len(whole.word) <= cut or (unit is not None and len(whole.word) <= len(unit.word)):
        return unit, end
    return whole, at + len(whole.word) + 1


def _alone_on_line(text: str, start: int) -> bool:
    at = start
    while at and text[at - 1] == " " and start - at < 24:
        at -= 1
    return at == 0 or text[at - 1] in "\n|\t"


def arabic_at(text: str, start: int, end: int, digits: str) -> Quantity:
    """The quantity whose Arabic number is `digits`, at `start` to `end`."""
    unit, unit_end = _unit_after(text, end, start)
    if unit is not None:
        number = numerals.arabic(digits)
        return _completed(text, Quantity(*number, 0, unit, unit_end))
    at, odd, power = _over_blank(text, end, start), False, 0
    if text[at] in ODD:
        at, odd = at + 1, True
    if text[at] == "个" and text[at + 1] in "万亿":
        at += 1
    if text[at] in _SCALE_CHARACTERS:
        scaled, scale = _scale_at(text, at)
        if scaled > at and not (text[scaled - 1] in "百千" and text[scaled] == "分"):
            if not odd and text[scaled] in "零0123456789一二两三四五六七八九":
                mixed = _mixed(text, start)
                if mixed is not None:
                    return mixed
            at, power = scaled, scale
            if text[at] in "多余来" and not odd:
                at, odd = at + 1, True
    unit, unit_end = _unit_after(text, at, start)
    if unit is None and odd and not power and (text[end] in "几来" or "一" <= text[at] <= "龥"):
        at = unit_end = end
        odd = False
    number = numerals.arabic(digits, power)
    return _completed(text, Quantity(*number, power, unit, unit_end, odd))


def _scale_at(text: str, at: int) -> tuple[int, int]:
    """The end and the power of the scale at `at`; in 万千瓦 only the 万, the 千 is the unit's."""
    run = _SCALE_RUN.match(text, at)
    end = at if run is None else run.end()
    while end > at:
        scale = SCALES.get(text[at:end])
        if scale is not None and (text[end - 1] != "千" or unit_at(text, end - 1) is None):
            return end, scale
        end -= 1
    return at, 0


def _over_blank(text: str, at: int, start: int) -> int:
    """Past blanks or one line break, when a scale stands behind them that scales something."""
    if text[at] not in " \n":
        return at
    skipped = at
    while text[skipped] in " \n" and skipped - at < 3:
        skipped += 1
    if text[skipped] not in "万亿千百" or ("\n" in text[at:skipped] and _alone_on_line(text, start)):
        return at
    run = _SCALE_RUN.match(text, skipped)
    assert run is not None  # noqa: S101 - a scale was seen
    behind = run.end()
    if run[0] not in SCALES:
        return at
    unit, _ = _unit_after(text, behind, start)
    counts = unit is not None or (run[0][-1] in "万亿" and not "一" <= text[behind] <= "龥")
    return skipped if counts else at


def _mixed(text: str, start: int) -> Quantity | None:
    match = _MIXED.match(text, start)
    if match is None:
        return None
    numeral = numerals.chinese(match[0].replace("，", ","))
    if numeral is None:
        return None
    unit, end = _unit_after(text, match.end(), start)
    return _completed(text, Quantity(*numeral, 0, unit, end))


def chinese_at(text: str, start: int) -> Quantity | None:
    """The quantity whose number is written in Chinese at `start`."""
    match = CHINESE.match(text, start)
    if match is None:
        return None
    digits, odd_word, big, odd_again = match.group("digits", "odd", "big", "odd2")
    at = match.end()
    if digits[-1] == "千" and len(digits) > 1 and unit_at(text, match.end("digits") - 1) is not None:
        digits, odd_word, big, odd_again, at = digits[:-1], "", "", "", match.end("digits") - 1
    if odd_word and not big and unit_at(text, match.end("odd")) is None:
        after = text[match.end("odd")]
        if odd_word == "来" or ("一" <= after <= "龥"):
            at, odd_word = match.end("digits"), ""
    power = SCALES.get(big.lstrip("个"), 0) if big else 0
    inside = 0 if power else _power_inside(digits)
    odd = bool(odd_word or odd_again)
    if digits[0] in numerals.BIG:  # 万余元, 近万人: one of them
        digits = "一" + digits
    number = _vague(digits) if "几" in digits or "数" in digits else _spoken(digits)
    if number is None:
        return None
    low, upper, number_odd = number
    half = 0
    unit, end = _unit_after(text, at, start)
    if unit is not None and text[end] == "半" and unit.word in _HALVED:
        half, end = 1, end + 1
    value, place, exact = low
    if half:
        value, place, exact = value + Decimal("0.5"), Decimal("0.5"), False
    if power:
        value, place, exact = plain(value.scaleb(power)), place.scaleb(power), False
        upper = None if upper is None else plain(upper.scaleb(power))
    return _completed(
        text, Quantity(value, place, exact, power or inside, unit, end, odd or number_odd, upper)
    )


def _power_inside(digits: str) -> int:
    """The power of ten of a big scale that ends a Chinese numeral: 三十万."""
    at = len(digits)
    while at and digits[at - 1] in numerals.BIG:
        at -= 1
    return SCALES.get(digits[at:], 0)


_HALVED = frozenset(("年", "天", "个月", "小时", "个小时", "周年", "倍"))


def plain(value: Decimal) -> Decimal:
    """The value without an exponent: 300, not 3E+2."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


_Number = tuple[numerals.Numeral, Decimal | None, bool]


def _vague(digits: str) -> _Number | None:
    """几 and 数 for a digit nobody counted: 几百, 数十万, 十几, 二十几万."""
    if digits[0] in "几数":
        rest = numerals.chinese("一" + digits[1:])
        if rest is None or len(digits) < 2 or digits[1] not in "十百千万亿":
            return None
        return rest, plain(rest.value * 10), False
    known = numerals.chinese(digits.replace("零几", "").replace("几", "").replace("数", ""))
    return None if known is None or digits[-1] == "数" else (known, None, True)


_ADJACENT = re.compile(
    r"([一二三四五六七八九十百千]*?)([一二两三四五六七八])([二三四五六七八九])([十百千万亿]{0,4})$"
)


def _spoken(digits: str) -> _Number | None:
    numeral = numerals.chinese(digits)
    if numeral is not None and not (len(digits) > 1 and digits[0] in _CN_DIGIT and digits[1] in _CN_DIGIT):
        return numeral, None, False
    match = _ADJACENT.match(digits)
    if match is not None and (match[4] or match[1] or len(digits) == 2):
        low, high = match[1] + match[2] + match[4], match[1] + match[3] + match[4]
        first, second = numerals.chinese(low), numerals.chinese(high)
        if first is not None and second is not None and first.value < second.value:
            return first, second.value, False
    return None if numeral is None else (numeral, None, False)


_MORE_INSIDE = frozenset(("个半月", "个多百分点"))


def _with_more(quantity: Quantity, unit: Unit) -> Quantity:
    """What a unit says of its number: 两个半月 are two and a half, 2个多百分点 some more than two."""
    if unit.word == "个半月":
        return quantity._replace(value=quantity.value + _HALF, place=_HALF, exact=False)
    return quantity._replace(odd=True)


def _completed(text: str, quantity: Quantity) -> Quantity:
    """角 and 分 behind 元, another currency word, what it is per."""
    unit = quantity.unit
    if unit is None:
        return quantity
    following = text[quantity.end]
    if unit.word in _MORE_INSIDE:
        quantity = _with_more(quantity, unit)
    if unit.word == "块" and unit.kind is FigureKind.COUNT and _is_yuan(following):
        unit = _YUAN
        quantity = quantity._replace(unit=unit)
    if unit.kind is FigureKind.MONEY:
        factor = _FRACTIONS_OF_YUAN.get(unit.word)
        if factor is not None:
            quantity = quantity._replace(value=quantity.value * factor, place=quantity.place * factor)
            if following in _STARTS_JIAO_FEN and unit.word in "角毛":
                quantity = _with_fen(text, quantity)
        elif following in _STARTS_JIAO_FEN:
            quantity = _with_jiao_fen(text, quantity)
            following = text[quantity.end]
    if following == "/" and unit.kind in _PER_KINDS and not quantity.per:
        per = _PER.match(text, quantity.end)
        if per is not None:
            return quantity._replace(end=per.end(), per=per[0])
    return quantity


_FRACTIONS_OF_YUAN = {
    "角": _TENTH,
    "毛": _TENTH,
    "角钱": _TENTH,
    "毛钱": _TENTH,
    "分钱": _HUNDREDTH,
    "美分": _HUNDREDTH,
}
_STARTS_JIAO_FEN = frozenset("0123456789" + _CN_DIGIT + "整正")
_PER_KINDS = (FigureKind.MONEY, FigureKind.COUNT)


def _is_yuan(following: str) -> bool:
    """Whether 块 is money: 三块, 五块六毛; before a noun (两块牌子) it is a classifier."""
    return not "一" <= following <= "龥" or following in _STARTS_JIAO_FEN or following in "以左到至"


_YUAN = Unit("块", FigureKind.MONEY, YUAN)
_FEN_ONLY = re.compile(rf"([0-9]|[{_CN_DIGIT}])(?:分钱?(?!钟|别)|(?![\u4e00-\u9fff0-9.]))")


def _with_fen(text: str, quantity: Quantity) -> Quantity:
    match = _FEN_ONLY.match(text, quantity.end)
    if match is None:
        return quantity
    value = quantity.value + numerals.DIGITS[match[1]] * _HUNDREDTH
    return quantity._replace(value=value, place=_HUNDREDTH, end=match.end())


_SPOKEN_JIAO = re.compile(
    rf"(?:零([{_CN_DIGIT}])|([{_CN_DIGIT}]))(?:毛|(?=[^0-9{CN}角分]))(?:([{_CN_DIGIT}])分?)?(?![\u4e00-\u9fff])|([{_CN_DIGIT}])[毛角]?(?=[到至])"
)


def _with_jiao_fen(text: str, quantity: Quantity) -> Quantity:
    match = _JIAO_FEN.match(text, quantity.end)
    if match is None or match.end() == quantity.end:
        return quantity if quantity.unit is not _YUAN else _spoken_jiao(text, quantity)
    if match[1] is not None and match[2] is None and quantity.unit is _YUAN:
        return (
            _spoken_jiao(text, quantity)
            if _SPOKEN_JIAO.match(text, quantity.end)
            else _added(quantity, match)
        )
    return _added(quantity, match)


def _spoken_jiao(text: str, quantity: Quantity) -> Quantity:
    """五块六, 三块零四, 五块七毛八: the last unit left out."""
    match = _SPOKEN_JIAO.match(text, quantity.end)
    if match is None:
        return quantity
    value, place = quantity.value, _TENTH
    jiao = match[2] or match[4]
    if jiao is not None:
        value += numerals.DIGITS[jiao] * _TENTH
    fen = match[1] or match[3]
    if fen is not None:
        value, place = value + numerals.DIGITS[fen] * _HUNDREDTH, _HUNDREDTH
    return quantity._replace(value=value, place=place, end=match.end())


def _added(quantity: Quantity, match: re.Match[str]) -> Quantity:
    value, place = quantity.value, quantity.place
    if match[1] is not None:
        value, place = value + numerals.DIGITS[match[1]] * _TENTH, _TENTH
    if match[2] is not None:
        value, place = value + numerals.DIGITS[match[2]] * _HUNDREDTH, _HUNDREDTH
    return quantity._replace(value=value, place=place, end=match.end())
