"""
Points told in a row with the full marks of each: 预算执行（10分）得9.82分；产出指标（50分）得47.85分；….

Where the full marks make up a hundred, the points make up the score that was told before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret.clauses import SIGNS, Mention
from hengji.interpret.scope import Scope

_EARNED = re.compile(r"(?:得|评|分值)(?:分|为|：)*\Z")
_FULL = re.compile(r"(?:满分|分值|权重|标准分)(?:为|：)?\Z")
_SCORE = re.compile(r"(?:得分|总分|评分|分数|自评|综合|评价)[^，。；：]{0,8}\Z")
_HUNDRED = Decimal(100)
_FEWEST = 3
_PARAGRAPHS_BACK = 3


def marks(scope: Scope, told: set[int]) -> Iterator[Statement]:
    """The score that rows of points make up, if no statement claims it yet."""
    if scope.here.pattern.count(SIGNS[FigureKind.SCORE]) < _FEWEST + _FEWEST:
        return
    pairs = [*_pairs(scope.here.mentions)]
    if len(pairs) < _FEWEST or sum((full.value for _, full in pairs), Decimal(0)) != _HUNDRED:
        return
    first = min(pairs[0], key=lambda one: one.index)
    total = next(_scores(scope, first), None)
    if total is not None and total.figure.start not in told:
        yield scope.statement(StatementType.SCORE_SUM, total, [("part", earned) for earned, _ in pairs])


def _pairs(mentions: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """The points earned, each with its full marks: before it, or in the bracket right behind it."""
    used = -1
    for one, other in pairwise(mentions):
        if one.index <= used or {one.figure.kind, other.figure.kind} != {FigureKind.SCORE}:
            continue
        behind = other.depth == one.depth + 1 and _FULL.search(other.lead)
        before = one.depth in {other.depth, other.depth + 1} and _EARNED.search(other.lead)
        if behind and other.value >= one.value:
            yield one, other
        elif before and one.value >= other.value and one.sentence == other.sentence:
            yield other, one
        else:
            continue
        used = other.index


def _scores(scope: Scope, first: Mention) -> Iterator[Mention]:
    """The scores told before the rows, the nearest first."""
    before = [reversed(scope.here.mentions[: first.index])]
    before += [reversed(passage.mentions) for passage in list(reversed(scope.earlier))[:_PARAGRAPHS_BACK]]
    for mentions in before:
        for one in mentions:
            if one.figure.kind is FigureKind.SCORE and not one.depth and _SCORE.search(one.lead):
                yield one
