"""
Numbers as a clerk writes them into a cell, and back.

Forgiving in how a number is written (full-width digits, thousands separators, 万 and 亿, words
like 超 and 近, 多 and 余), strict in what it says: what could be read two ways is no number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengji.domain.stated import PERCENT, YUAN, Modifier

SCALES: Final = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
BEFORE: Final = {
    "": Modifier.EXACT,
    "=": Modifier.EXACT,
    "约": Modifier.ABOUT,
    "大约": Modifier.ABOUT,
    "超": Modifier.OVER,
    "超过": Modifier.OVER,
    "逾": Modifier.OVER,
    "突破": Modifier.OVER,
    ">": Modifier.OVER,
    "近": Modifier.NEAR,
    "将近": Modifier.NEAR,
    "≥": Modifier.AT_LEAST,
    ">=": Modifier.AT_LEAST,
    "不少于": Modifier.AT_LEAST,
    "不低于": Modifier.AT_LEAST,
    "至少": Modifier.AT_LEAST,
    "≤": Modifier.AT_MOST,
    "<=": Modifier.AT_MOST,
    "不超过": Modifier.AT_MOST,
    "不高于": Modifier.AT_MOST,
    "不多于": Modifier.AT_MOST,
    "<": Modifier.UNDER,
    "不足": Modifier.UNDER,
    "低于": Modifier.UNDER,
}
AFTER: Final = {
    "": Modifier.EXACT,
    "左右": Modifier.ABOUT,
    "以上": Modifier.AT_LEAST,
    "以内": Modifier.AT_MOST,
    "以下": Modifier.AT_MOST,
}
SPELT: Final = {
    Modifier.ABOUT: "约",
    Modifier.OVER: "超",
    Modifier.NEAR: "近",
    Modifier.AT_LEAST: "≥",
    Modifier.AT_MOST: "≤",
    Modifier.UNDER: "<",
}
_LONGEST_FIRST: Final = "|".join(sorted(map(re.escape, filter(None, BEFORE)), key=len, reverse=True))
_DIGITS: Final = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER: Final = re.compile(
    rf"(?P<before>{_LONGEST_FIRST})?(?P<digits>{_DIGITS})"
    rf"(?:(?:~|至|-)(?P<upper>{_DIGITS}))?"
    r"(?P<odd>[多余来])?(?P<scale>万|亿)?(?P<late>[多余来])?(?P<unit>[^0-9]*?)(?P<after>左右|以上|以内|以下)?"
)
_BRACKETED: Final = re.compile(r"\(([^()0-9]{1,8})\)$")
"""A unit in brackets after the number, as in 100（万元）."""
_MAX_LENGTH: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A number as written: `value` with 万 and 亿 folded in, `places` printed after the point."""

    value: Decimal
    places: int
    scale: Decimal
    modifier: Modifier = Modifier.EXACT
    upper: Decimal | None = None
    unit: str = ""
    sign: str = ""
    """The comparison sign or word before it, as written."""

    @property
    def last_place(self) -> Decimal:
        """What one unit of the last printed place is worth."""
        return self.scale.scaleb(-self.places)


def plain(text: str) -> str:
    """
    Digits and signs in their half-width form, without any blanks.

    >>> plain("１，２３４．５０ 万元")
    '1,234.50万元'
    """
    text = unicodedata.normalize("NFKC", text)
    for dash in "−–—﹣":
        text = text.replace(dash, "-")
    return "".join(text.replace("∼", "~").replace("〜", "~").replace("≧", "≥").replace("≦", "≤").split())


def number_in(text: str) -> Written | None:
    """
    The number a cell's words say, or `None` where they do not say exactly one.

    >>> number_in("超15万人次").value, number_in("90多万").modifier.value, number_in("约 ３００").value
    (Decimal('150000'), 'odd', Decimal('300'))
    >>> number_in("12,34"), number_in("3项完成2项"), number_in("完成")
    (None, None, None)
    >>> number_in("100（万元）").value
    Decimal('1000000')
    >>> number_in("￥1,000.50").unit, number_in("1,000元整").value
    ('元', Decimal('1000'))
    """
    text = _BRACKETED.sub(r"\1", plain(text))
    if text.endswith(("元整", "元正")):
        text = text[:-1]
    if text.startswith("¥"):
        text = text[1:] if text.endswith("元") else f"{text[1:]}元"
    match = _NUMBER.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    if match is None:
        return None
    digits = match["digits"].replace(",", "")
    scale = SCALES[match["scale"] or ""]
    modifier = _modifier(match)
    if modifier is None:
        return None
    upper = Decimal(match["upper"].replace(",", "")) * scale if match["upper"] else None
    value = Decimal(digits) * scale
    if upper is not None and upper < value:
        return None
    return Written(
        value=value,
        places=len(digits.partition(".")[2]),
        scale=scale,
        modifier=modifier,
        upper=upper,
        unit=match["unit"] or "",
        sign=match["before"] or "",
    )


def _modifier(match: re.Match[str]) -> Modifier | None:
    """The one word that widens the number; `None` where several do."""
    said = [
        modifier
        for modifier in (
            BEFORE[match["before"] or ""],
            AFTER[match["after"] or ""],
            Modifier.ODD if match["odd"] or match["late"] else Modifier.EXACT,
            Modifier.RANGE if match["upper"] else Modifier.EXACT,
        )
        if modifier is not Modifier.EXACT
    ]
    if len(said) > 1:
        return None
    return said[0] if said else Modifier.EXACT


def base_unit(unit: str) -> tuple[str, Decimal]:
    """
    A unit as written → the unit inside, and how many of those it is.

    >>> base_unit("万元"), base_unit("万人次"), base_unit("％"), base_unit("场")
    (('CNY', Decimal('10000')), ('人次', Decimal('10000')), ('%', Decimal('1')), ('场', Decimal('1')))
    """
    unit = plain(unit)
    if unit in {"%", "百分比", "百分之"}:
        return PERCENT, Decimal(1)
    scale = unit[:1] if unit[:1] in {"万", "亿"} else ""
    rest = unit[len(scale) :]
    return (YUAN if rest in {"元", "人民币元"} else rest), SCALES[scale]
