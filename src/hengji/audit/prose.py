"""
Reading paragraphs: whether they say anything, and in how many sentences.
"""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"[\s\W]*(?:无|没有|暂无|略|不适用|无此项|无相关情况|无其他情况|无其他需要说明的(?:情况|问题))?[\s\W]*"
)
_SENTENCE_END = re.compile(r"[。！？；]+|\n+")
_HOLLOW = re.compile(
    r"(?:我|本)?(?:部门|单位|局|委|会|办|院|中心)?(?:都|均|已|能够?|始终|一直)?"
    r"(?:高度重视|(?:认真|严格|积极|切实|较好|全面|基本)?(?:地)?"
    r"(?:按照?|依照|根据|遵照|执行|落实|遵守|完成|做好|开展|推进|履行|组织)[^，。；]{0,20}"
    r"|[^，。；]{0,12}(?:开展|进展|运行|完成|执行|落实|管理|控制|效果|情况|成效)(?:情况)?(?:总体|整体)?(?:良好|较好|顺利|正常|规范|到位|明显|显著|较为规范))"
)
"""A clause that says that something was done as it should be, and nothing else."""
_CLAUSE_END = re.compile(r"[，。；！、\s]+")
_LONGEST_HOLLOW = 45
_FEWEST = 4
"""Characters below which a piece between two full stops is no sentence."""


def is_nothing(text: str) -> bool:
    """
    Whether a text is empty or only 无.

    >>> is_nothing("   无。"), is_nothing("无重大问题，但执行偏慢")
    (True, False)
    """
    return _NOTHING.fullmatch(text) is not None


def is_hollow(text: str) -> bool:
    """
    Whether a short text only says that all was done as it should be.

    >>> is_hollow("我单位严格按照有关规定执行。"), is_hollow("本部门高度重视，工作开展良好。")
    (True, True)
    >>> is_hollow("按要求完成。"), is_hollow("预算于3月批复，公用经费压减一成。")
    (True, False)
    """
    plain = text.strip()
    if len(plain) > _LONGEST_HOLLOW:
        return False
    clauses = [piece for piece in _CLAUSE_END.split(plain) if piece]
    return bool(clauses) and all(_HOLLOW.fullmatch(clause) for clause in clauses)


def sentences(text: str) -> list[str]:
    """
    The sentences of a text.

    >>> sentences("一年来工作顺利。成效显著；群众满意。")
    ['一年来工作顺利', '成效显著', '群众满意']
    """
    pieces = (piece.strip() for piece in _SENTENCE_END.split(text))
    return [piece for piece in pieces if len(piece) >= _FEWEST]
