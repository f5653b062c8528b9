"""
The scores of a flattened form: the marks and points of its rows against its 总分.

Where the header has 得分 right behind 分值, both end the run of numbers of every row; the row of the
funds has its rate between them.  A total says something only where the marks or the points bear out
that all rows were met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hengji.domain.figure import Figure
from hengji.domain.statement import Statement
from hengji.interpret.flat_forms import Piece, number, rows
from hengji.interpret.statements import across, tables

_HEADER: Final = re.compile(r"(?:分值|权重|满分)(?:[（(]分[）)])?(?:自评)?得分")
_TOTAL: Final = re.compile(r"(?:总分|总得分|自评总分|总分合计|得分合计|合计|总计)[：:]?\Z")
_SCORE: Final = re.compile(r"(?:总分|总得分|得分合计)[：:]?\Z")
_FUNDS: Final = re.compile(r"资金总额[：:]?\Z")
_PERCENT: Final = ("%", "％")
_PAIR: Final = 2


def totals(pieces: Sequence[Piece], text: str) -> Iterator[Statement]:
    """The sums that the form's total makes of the marks and the points."""
    words = "".join(piece.words for piece in pieces)
    if not heads(words):
        return
    weights: list[Figure] = []
    points: list[Figure] = []
    is_below = False
    for label, numbers in rows(pieces):
        is_below = is_below or heads(label)
        if _TOTAL.search(label) and len(numbers) == _PAIR:
            own = [number(piece, "得分") for piece in numbers]
            if own[0] is not None and own[1] is not None:
                yield from across.scores_add_up([own[0], own[1]], (weights, points), text)
            weights, points = [], []
            continue
        pair = _pair(label, numbers) if is_below or _FUNDS.search(label) else None
        if pair is not None:
            weights.append(pair[0])
            points.append(pair[1])


def is_total(label: str, *, below: bool) -> bool:
    """
    Whether a row is the total of a form's marks and points, whatever unit its money has.

    `below` tells that a header of marks and points stands above.

    >>> is_total("总分", below=False), is_total("合计", below=False), is_total("合计", below=True)
    (True, False, True)
    """
    return (_TOTAL if below else _SCORE).search(label) is not None


def heads(label: str) -> bool:
    """Whether words are or end a header of marks and points."""
    return _HEADER.search(label) is not None


def _pair(label: str, numbers: Sequence[Piece]) -> tuple[Figure, Figure] | None:
    """The marks and the points of a row."""
    rates = [place for place, piece in enumerate(numbers) if piece.words.endswith(_PERCENT)]
    if _FUNDS.search(label):
        chosen = [rates[0] - 1, rates[0] + 1] if len(rates) == 1 and rates[0] else []
    else:
        chosen = [len(numbers) - 2, len(numbers) - 1] if len(numbers) >= _PAIR else []
    if not chosen or chosen[1] >= len(numbers) or set(chosen) & set(rates):
        return None
    weight, claim = (number(numbers[place], "得分") for place in chosen)
    if weight is None or claim is None or not 0 <= tables.value(claim) <= tables.value(weight):
        return None
    return weight, claim
