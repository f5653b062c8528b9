"""
Grades in words: which band a printed grade means, and which a score can fall in.
"""

from __future__ import annotations

import re

from hengji.domain.interval import Interval
from hengji.domain.standard import GradeBand

_FULLER = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差", "及格": "合格"}


_PASSED = "合格"
_FEWEST = 3


def bands_named(words: str, grades: tuple[GradeBand, ...]) -> tuple[GradeBand, ...]:
    """
    The bands that a printed grade may mean: the one of its name; 合格 all between the best and the worst.

    >>> from hengji.domain.standard import NATIONAL_GRADES
    >>> [band.title for band in bands_named("合格", NATIONAL_GRADES)]
    ['良', '中']
    """
    named = band_named(words, grades)
    if named is not None:
        return (named,)
    return grades[1:-1] if _short(words) == _PASSED and len(grades) >= _FEWEST else ()


def band_named(words: str, grades: tuple[GradeBand, ...]) -> GradeBand | None:
    """
    The band that a printed grade names, `None` where these bands have no such name.

    >>> from hengji.domain.standard import NATIONAL_GRADES
    >>> band_named("“优秀”等级", NATIONAL_GRADES).title
    '优'
    """
    short = _short(words)
    return next((band for band in grades if band.title == short), None)


def _short(words: str) -> str:
    short = re.sub(r"[“”\"「」『』（）() 　]|等级|等次|级", "", words)
    return _FULLER.get(short, short)


def span(band: GradeBand, grades: tuple[GradeBand, ...]) -> Interval:
    """
    The scores of a band: from its own foot, closed, to the next better one's, open.
    """
    better = [other.at_least for other in grades if other.at_least > band.at_least]
    return Interval(low=band.at_least, high=min(better, default=None), high_open=bool(better))


def possible(score: Interval, grades: tuple[GradeBand, ...]) -> tuple[GradeBand, ...]:
    """The bands that a score of that interval can fall in, best first."""
    return tuple(band for band in grades if span(band, grades).meets(score))


def titles(bands: tuple[GradeBand, ...]) -> str:
    """
    The names of bands, for a message.
    """
    return "或".join(f"“{band.title}”" for band in bands)
