"""
Web and mail addresses: what stands inside one counts nothing (…/2024/05/t20240512_12.html?rate=20%E5).
"""

from __future__ import annotations

import re

from hengji.domain.figure import Figure

_SIGNS = ("://", "www.", "@")
_ADDRESS = re.compile(
    r"(?:[A-Za-z]{2,8}://|www\.)[!-~]{1,500}|[A-Za-z0-9][A-Za-z0-9._-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{1,100}"
)


def without(text: str, figures: list[Figure]) -> list[Figure]:
    """
    The figures that stand in no address of `text`.

    >>> from hengji.figures import find
    >>> [figure.quote for figure in find("见http://a.gov.cn/2024/5%E5/3.html，共3个")]
    ['3个']
    """
    if not any(sign in text for sign in _SIGNS):
        return figures
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    kept: list[Figure] = []
    place = 0
    for figure in figures:
        while place < len(spans) and spans[place][1] <= figure[1]:
            place += 1
        if place == len(spans) or figure[2] <= spans[place][0]:
            kept.append(figure)
    return kept
