"""
How Word counts: the number formats of a list, as words.

Named after `w:numFmt` of ECMA-376 part 1, 17.18.59; only those that Chinese offices meet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_TOO_MANY: Final = 10_000
_DIGITS: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def counted(value: int, number_format: str) -> str:
    """
    The number in that format; formats we do not know are written in digits, as Word does.

    >>> [counted(n, "chineseCounting") for n in (1, 10, 12, 20, 35)]
    ['一', '十', '十二', '二十', '三十五']
    >>> counted(3, "decimalEnclosedCircle"), counted(7, "lowerRoman"), counted(28, "upperLetter")
    ('③', 'vii', 'BB')
    """
    if number_format in _NOTHING:
        return ""
    return _FORMATS.get(number_format, str)(value)


def _chinese(value: int) -> str:
    """
    The number in words, as 一百零五.

    >>> _chinese(105), _chinese(110), _chinese(2024)
    ('一百零五', '一百一十', '二千零二十四')
    """
    if not 0 < value < _TOO_MANY:
        return str(value)
    words = _in_words(value, "零一二三四五六七八九", "十百千")
    return words.removeprefix("一") if words.startswith("一十") else words


def _legal(value: int) -> str:
    return _in_words(value, _LEGAL, "拾佰仟") if 0 < value < _TOO_MANY else str(value)


def _in_words(value: int, digits: str, units: str) -> str:
    words, skipped = "", False
    figures = str(value)
    for position, figure in enumerate(figures):
        rank = len(figures) - position - 1
        if figure == "0":
            skipped = True
            continue
        words += digits[0] if skipped and words else ""
        words += digits[int(figure)] + (units[rank - 1] if rank else "")
        skipped = False
    return words


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(value))


def _enclosed(first: int, last: int, at: str) -> Callable[[int], str]:
    def form(value: int) -> str:
        return chr(ord(at) + value - first) if first <= value <= last else str(value)

    return form


def _circled(value: int) -> str:
    """
    The number in a circle, as far as there are circles.

    >>> _circled(0), _circled(20), _circled(21), _circled(36)
    ('⓪', '⑳', '㉑', '㊱')
    """
    for first, last, at in ((0, 0, "⓪"), (1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= value <= last:
            return chr(ord(at) + value - first)
    return str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    def form(value: int) -> str:
        return signs[value - 1] if 0 < value <= len(signs) else str(value)

    return form


def _letters(first: str) -> Callable[[int], str]:
    def form(value: int) -> str:
        if not 0 < value <= 780:
            return str(value)
        return chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1)

    return form


def _roman(value: int) -> str:
    words = ""
    for worth, sign in _ROMAN:
        words += sign * (value // worth)
        value %= worth
    return words


def _full_width(value: int) -> str:
    return "".join(chr(0xFF10 + int(figure)) for figure in str(value))


_NOTHING: Final = frozenset({"none", "bullet"})
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographEnclosedCircle": _enclosed(1, 10, "㊀"),
    "decimalEnclosedParen": _enclosed(1, 20, "⑴"),
    "decimalEnclosedFullstop": _enclosed(1, 20, "⒈"),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda value: f"{value:02d}",
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
}
