"""
Several numbers that share one unit told at the end: 分别提高15、22个百分点, 2023、2024年.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.figures.numerals import arabic
from hengji.figures.quantities import NUMBER

_BARE, _COUNT, _YEAR = FigureKind.NUMBER, FigureKind.COUNT, FigureKind.YEAR
_SHARED = frozenset(
    (
        FigureKind.MONEY,
        FigureKind.PERCENT,
        FigureKind.PERCENTAGE_POINT,
        _COUNT,
        FigureKind.SCORE,
        FigureKind.PERIOD,
    )
)
_BETWEEN = frozenset(("、", "和", "与", "及"))
_NUMBERED = frozenset("第表图件条款项章节号页步标题.-—/:×*")
"""Behind these a bare number is the number *of* something: 附件1、2个."""
_LONGEST_NUMBER = 24
_OWN_SCALE = frozenset("万亿")


def shared(text: str, figures: list[Figure]) -> None:
    """
    Give bare numbers told in one breath with a figure the kind, unit and scale of that figure.

    >>> from hengji.figures import find
    >>> [(str(figure.value), figure.unit) for figure in find("分别增长5.9、9.9%，投入3、5万元")]
    [('5.9', '%'), ('9.9', '%'), ('30000', 'CNY'), ('50000', 'CNY')]
    """
    lacking = [
        index
        for index, figure in enumerate(figures[:-1])
        if figure[3] is _BARE or figure[0][-1] in _OWN_SCALE
    ]
    for index in reversed(lacking):
        figure, following = figures[index], figures[index + 1]
        if (
            following[1] - figure[2] == 1
            and text[figure[2]] in _BETWEEN
            and not (figure[1] and text[figure[1] - 1] in _NUMBERED)
            and isinstance(figure[4], Decimal)
        ):
            figures[index] = _like(text, figure, following)


def _like(text: str, figure: Figure, following: Figure) -> Figure:
    if following.kind is _YEAR:
        is_year = len(figure.quote) == 4 and text[figure.start : figure.start + 2] in ("19", "20")
        if not is_year:
            return figure
        return figure._replace(kind=_YEAR, value=text[figure.start : figure.end], unit="年", step=None)
    if (
        following.kind not in _SHARED
        or not following.unit
        or following.upper is not None
        or isinstance(following.value, str)
        or isinstance(figure.value, str)
    ):
        return figure
    scale = _scale(text, following)
    if scale is None:
        return figure
    if figure.kind is not _BARE:  # it has a scale of its own: 1409万、1305万人次
        return figure._replace(kind=following.kind, unit=following.unit)
    number = NUMBER.match(text, figure.start)
    if number is None or number.end() != figure.end:
        return figure
    printed = arabic(number[0], scale)
    exact = following.step is None and printed.place >= 1
    return figure._replace(
        kind=following.kind,
        unit=following.unit,
        value=printed.value,
        step=None if exact else printed.place,
    )


def _scale(text: str, figure: Figure) -> int | None:
    """The power of ten that the figure's own scale makes of its printed number."""
    number = NUMBER.match(text, figure.start, figure.start + _LONGEST_NUMBER)
    if number is None or isinstance(figure.value, str):
        return None
    printed = arabic(number[0]).value
    if not printed or figure.value < 0:
        return None
    ratio = figure.value / printed
    power = ratio.adjusted()
    return power if ratio == Decimal(1).scaleb(power) and power >= 0 else None
