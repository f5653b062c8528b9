"""
The value of a printed number, and the value of its last printed place.

Chinese and Arabic digits may be mixed and scaled (两千三百, 5万4千6百, 九十多万, 1,100.9亿); what is
not a well-formed number has no value rather than a guessed one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

DIGITS = {
    **{digit: value for value, digit in enumerate("0123456789")},
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
}
PLACES = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
BIG = {"万": 4, "亿": 8, "兆": 12}
TWENTIES = {"廿": 2, "卅": 3}
SCALES = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "亿": 8,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "万万": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
    "百万亿": 14,
    "千万亿": 15,
    "亿万": 12,
    "佰": 2,
    "仟": 3,
}
"""Powers of ten of the words that scale a number; longer runs of them are no number."""

_ONE = Decimal(1)


class Numeral(NamedTuple):
    """A number and the value of its last printed place (`exact` when nothing scales or divides it)."""

    value: Decimal
    place: Decimal
    exact: bool


def arabic(digits: str, power: int = 0) -> Numeral:
    """
    An Arabic number, thousands separators included, times ten to `power`.

    >>> arabic("921.3", 4)
    Numeral(value=Decimal('9213000'), place=Decimal('1000'), exact=False)
    """
    if "," in digits or "，" in digits:
        digits = digits.replace(",", "").replace("，", "")
    whole, _, decimals = digits.partition(".")
    exponent = power - len(decimals)
    if exponent >= 0:
        return Numeral(
            Decimal(whole + decimals + "0" * exponent),
            Decimal("1" + "0" * exponent),
            not power and not decimals,
        )
    if not power:
        return Numeral(Decimal(digits), _ONE.scaleb(exponent), False)
    return Numeral(Decimal(whole + decimals).scaleb(exponent), _ONE.scaleb(exponent), False)


def _spelt(number: int) -> str:
    tens, ones = divmod(number, 10)
    digit = "零一二三四五六七八九"
    if not tens:
        return digit[ones]
    return ("" if tens == 1 else digit[tens]) + "十" + (digit[ones] if ones else "")


SMALL = {_spelt(number): Numeral(Decimal(number), _ONE, True) for number in range(100)} | {
    "两": Numeral(Decimal(2), _ONE, True)
}
"""The numerals that nearly every list marker,届 and 项 uses, ready made."""
_TOKEN = re.compile(r"[0-9][0-9,，]*+(?:\.[0-9]++)?|.")
_MAX_PRINTED = 60
_NO_BIG = 99


def chinese(text: str) -> Numeral | None:
    """
    A number in Chinese or mixed digits; `None` where it is none.

    >>> chinese("四千五百六十九万八千三百一十一亿").value
    Decimal('4569831100000000')
    >>> chinese("三万五").value, chinese("二百零五").value, chinese("一七二〇").value
    (Decimal('35000'), Decimal('205'), Decimal('1720'))
    >>> chinese("万万") is None
    True
    """
    small = SMALL.get(text)
    if small is not None:
        return small
    if len(text) > _MAX_PRINTED:
        return None
    text = text.replace("点", ".")
    if "." in text and text[0] not in "0123456789":
        return _with_decimals(text)
    return _whole(text)


def _with_decimals(text: str) -> Numeral | None:
    whole, _, fraction = text.partition(".")
    power = 0
    while fraction and fraction[-1] in BIG:
        power += BIG[fraction[-1]]
        fraction = fraction[:-1]
    before = _whole(whole)
    if before is None or not fraction or any(digit not in DIGITS for digit in fraction):
        return None
    digits = "".join(str(DIGITS[digit]) for digit in fraction)
    place = _ONE.scaleb(power - len(digits))
    return Numeral((before.value + Decimal("0." + digits)).scaleb(power), place, False)


def _whole(text: str) -> Numeral | None:  # noqa: C901, PLR0911, PLR0912, PLR0915 - one automaton, read top to bottom
    finished = section = Decimal(0)
    digit: Decimal | None = None
    run = ""
    last_power, last_big, last_was_zero, seen_place = 0, _NO_BIG, False, False
    place, exact = _ONE, True
    for word in _TOKEN.findall(text):
        if word in DIGITS or word[0] in "0123456789":
            if digit is not None and not run:
                return None
            if word[0] in "0123456789":
                if run and last_power == 0 and not last_was_zero and not run.isdigit():
                    return None
                number = arabic(word)
                run = run + word if run else word
                digit = number.value if run == word else Decimal(run) if run.isdigit() else None
                if digit is None:
                    return None
                place, exact = number.place, number.exact
                last_was_zero = last_was_zero or word[0] == "0"
                continue
            run += str(DIGITS[word])
            if len(run) == 1 and word in "零〇":
                last_was_zero = True
            digit = Decimal(run)
            continue
        if word in TWENTIES:
            if digit is not None:
                return None
            section += TWENTIES[word] * 10
            last_power, seen_place = 1, True
            continue
        if word in PLACES:
            power = PLACES[word]
            if len(run) > 1 and run[0] == "0":
                run = run[1:]
                digit = Decimal(run)
            if len(run) > 1 and seen_place:
                return None
            if last_power and power >= last_power:
                return None
            if digit is not None and digit == 0:
                digit = Decimal(1)
            section += (_ONE if digit is None else digit).scaleb(power)
            place = _ONE if exact else place.scaleb(power)
            last_power, digit, run, last_was_zero, seen_place = power, None, "", False, True
            continue
        if word not in BIG:
            return None
        power = BIG[word]
        section += digit or 0
        if section == 0 and finished == 0:
            return None
        if power == last_big and section:
            return None
        if section == 0 or power > last_big:
            finished = (finished + section).scaleb(power)
        else:
            finished += section.scaleb(power)
        place, exact = place.scaleb(power), False
        section, digit, run, last_was_zero, seen_place = Decimal(0), None, "", False, True
        last_power, last_big = 0, power
    if digit is not None:
        left_out = last_power or (last_big if last_big != _NO_BIG else 0)
        if seen_place and len(run) == 1 and left_out > 1 and not last_was_zero:
            place = _ONE.scaleb(left_out - 1)
            section += digit.scaleb(left_out - 1)
            exact = exact and left_out <= 4 and last_big == _NO_BIG
        else:
            if not seen_place or run.startswith("0") or len(run) == 1 or last_big != _NO_BIG:
                section += digit
            else:
                return None
            place, exact = (_ONE, True) if place >= 1 else (place, False)
    return Numeral(finished + section, place, exact)
