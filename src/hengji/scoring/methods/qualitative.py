"""
定性指标 — a person gives the points, inside the band of the achievement.

**Formula**: none; the points must lie in the band.  Scale `80_60`: 达成 [80%，100%]，部分达成
[60%，80%)，未达成 [0，60%) of the weight; scale `80_50`: [80%，100%]，[50%，80%)，[0，50%).

**Rounding**: the points that were given, to the places of the edition, *before* they are held
against the band: nothing can be rounded out of its band.

**Boundaries**: bands are closed below and open above, the top one closed at full marks: of 10
points 8.00 is 达成 and not 部分达成, 7.99 the reverse.  Points outside the band → undecidable
within the band, never clipped; no points → undecidable within the band; no achievement →
undecidable between 0 and full marks.

Source: 80/60 in a system in use (seen) and recalled for 财预〔2020〕10号; 80/50 in Hubei (seen).
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.indicator import ACHIEVEMENT_TITLES, Achievement, Indicator
from hengji.domain.money import grouped
from hengji.domain.scorecard import Input, Score
from hengji.scoring import words
from hengji.scoring.leaf import ZERO, Leaf

_UPPER = Decimal("0.8")
_MIDDLE = {"80_60": Decimal("0.6"), "80_50": Decimal("0.5")}
METHODS = {
    scale: f"定性指标分档：达成得分值的80%～100%，部分达成{words.percent(middle)}～80%（不含80%），"
    f"未达成0～{words.percent(middle)}（不含{words.percent(middle)}）"
    for scale, middle in _MIDDLE.items()
}


def award(leaf: Leaf, indicator: Indicator, scale: str) -> Score:
    """The points of one qualitative indicator."""
    method = METHODS[scale]
    if indicator.achievement is None:
        return leaf.undecidable(
            "未选择完成程度（达成、部分达成或未达成预期指标），无法确定得分档次",
            method=method,
            missing=(words.missing_of_indicator(indicator, words.ACHIEVEMENT),),
        )
    title = ACHIEVEMENT_TITLES[indicator.achievement]
    low, high, band = band_of(leaf, indicator.achievement, scale)
    inputs: tuple[Input, ...] = (Input(name=words.ACHIEVEMENT, value=title, place=indicator.place),)
    given = indicator.claimed_points
    if given is None:
        return leaf.undecidable(
            f"“{title}”应在{band}内给分，得分未填写",
            method=method,
            missing=(words.missing_of_indicator(indicator, words.POINTS),),
            inputs=inputs,
            low=low,
            high=high,
        )
    inputs = (*inputs, Input(name=words.POINTS, value=grouped(given), unit="分", place=indicator.place))
    earned = leaf.round(given)
    if not low <= earned <= high:
        return leaf.undecidable(
            f"得分{words.plain(given)}不在“{title}”的档次{band}内，得分与完成程度须更正其一",
            method=method,
            inputs=inputs,
            low=low,
            high=high,
        )
    lost = leaf.full_marks - earned
    return leaf.scored(
        earned,
        method=method,
        inputs=inputs,
        arithmetic=f"“{title}”档次{band}，得{earned:f}",
        reason="" if lost == 0 else f"{title}，评分人在档次内给{earned:f}分，少得{lost:f}分",
        judged=True,
    )


def band_of(leaf: Leaf, achievement: Achievement, scale: str) -> tuple[Decimal, Decimal, str]:
    """
    The least and the most points in the band, at the edition's precision, and the band in words.

    A weight may be so small that no printable points lie in its band; then the nearest below do.

    >>> leaf = Leaf(code="x", title="x", full_marks=Decimal(10), places=2)
    >>> band_of(leaf, Achievement.PARTIAL, "80_60")
    (Decimal('6.00'), Decimal('7.99'), '[6，8)分')
    """
    upper, middle = leaf.full_marks * _UPPER, leaf.full_marks * _MIDDLE[scale]
    if achievement is Achievement.FULL:
        high, band = leaf.round(leaf.full_marks), f"[{words.plain(upper)}，{words.plain(leaf.full_marks)}]分"
        return min(_least(leaf, upper), high), high, band
    if achievement is Achievement.PARTIAL:
        high, band = _below(leaf, upper), f"[{words.plain(middle)}，{words.plain(upper)})分"
        return min(_least(leaf, middle), high), high, band
    return ZERO, _below(leaf, middle), f"[0，{words.plain(middle)})分"


def _least(leaf: Leaf, end: Decimal) -> Decimal:
    rounded = leaf.round(end)
    return rounded if rounded >= end else rounded + _step(leaf)


def _below(leaf: Leaf, end: Decimal) -> Decimal:
    rounded = leaf.round(end)
    return max(ZERO, rounded if rounded < end else rounded - _step(leaf))


def _step(leaf: Leaf) -> Decimal:
    return Decimal(1).scaleb(-leaf.places)
