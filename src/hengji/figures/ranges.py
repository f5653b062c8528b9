"""
Two quantities that make one range: 3-5万元, 八九百人 told as 八百至九百, 80（含）-90分.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hengji.domain.figure import FigureKind
from hengji.figures import numerals
from hengji.figures.quantities import CN, NUMBER, Quantity, arabic_at, chinese_at, plain

_RANGE = re.compile(r"[ ]?(?:\((?:不?含)\))?[ ]?(?:[-—~]{1,2}|至|到)[ ]?")
_TEN = Decimal(10)
_HUNDREDS = 2


def _share_place(low: Decimal, high: Decimal) -> Decimal:
    """两到三百: a lone digit before a round hundred or thousand means hundreds or thousands."""
    power = high.adjusted()
    if (
        power >= _HUNDREDS
        and high == high.scaleb(-power).to_integral_value().scaleb(power)
        and low < high.scaleb(-power)
    ):
        return plain(low.scaleb(power))
    return low


def _of_one_kind(first: Quantity, second: Quantity) -> bool:
    """Whether two ends may be one range; of 0.5个至1个百分点 the 个 is half a 个百分点."""
    if first.unit is None:
        return True
    if second.unit is None:
        return False
    half_told = first.unit.word == "个" and second.unit.kind is FigureKind.PERCENTAGE_POINT
    return half_told or second.unit.kind is first.unit.kind


def ranged(text: str, first: Quantity, printed: Decimal) -> Quantity | None:
    """
    The range that begins with `first`, or `None` when nothing follows that it could run to.

    A scale or unit printed once belongs to both ends (3-5万元), unless the first number is the
    larger one as printed (8500到3万元).
    """
    sep = _RANGE.match(text, first.end)
    if sep is None:
        return None
    match = NUMBER.match(text, sep.end())
    if match is not None:
        second: Quantity | None = arabic_at(text, match.start(), match.end(), match[0])
        assert second is not None  # noqa: S101 - for the type checker
        printed_second = numerals.arabic(match[0]).value
    elif text[sep.end()] in CN:
        second = chinese_at(text, sep.end())
        if second is None:
            return None
        printed_second = second.value.scaleb(-second.power)
    else:
        return None
    if not _of_one_kind(first, second):
        return None
    low = first.value
    if not first.power and first.unit is None and second.power and printed < printed_second:
        low = plain(low.scaleb(second.power))
    elif (
        first.unit is None
        and not first.power
        and low < _TEN <= printed_second
        and text[second.end - 1] != "%"
    ):
        low = _share_place(low, printed_second)
    if second.unit is None and not second.power:
        return None
    if not low < second.value:
        return None
    return second._replace(value=low, upper=second.value)
