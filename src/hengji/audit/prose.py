"""
Reading paragraphs: whether they say anything, and in how many sentences.
"""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"[\s\W]*(?:无|没有|暂无|略|不适用|无此项|无相关情况|无其他情况|无其他需要说明的(?:情况|问题))?[\s\W]*"
)
_SENTENCE_END = re.compile(r"[。！？；]+|\n+")
_FEWEST = 4
"""Characters below which a piece between two full stops is no sentence."""


def is_nothing(text: str) -> bool:
    """
    Whether a text is empty or only 无.

    >>> is_nothing("   无。"), is_nothing("无重大问题，但执行偏慢")
    (True, False)
    """
    return _NOTHING.fullmatch(text) is not None


def sentences(text: str) -> list[str]:
    """
    The sentences of a text.

    >>> sentences("一年来工作顺利。成效显著；群众满意。")
    ['一年来工作顺利', '成效显著', '群众满意']
    """
    pieces = (piece.strip() for piece in _SENTENCE_END.split(text))
    return [piece for piece in pieces if len(piece) >= _FEWEST]
