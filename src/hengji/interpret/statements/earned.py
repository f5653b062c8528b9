"""
Points told behind the score that they make up, each with its marks; and the score of a year with that before.

    自评95.6分。其中：运行成本10分，得9.6分；…；可持续发展10分，得9.3分。
    自评96.3分。得分情况：运行成本14.5分（满分15分）、…、可持续发展9.6分（满分10分）。

Marks of 100 in all are those of the whole, so their points make up the score told right before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import ChangeDirection, Statement, StatementType
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_HUNDRED: Final = Decimal(100)
_FEWEST: Final = 3
_SENTENCES: Final = 2
_EARNED: Final = re.compile(r"(?:实际)?(?:得分|实得|得)(?:为|是|：)?\Z")
_MARKS: Final = re.compile(r"^(?:满分|分值|权重|标准分|总分|指标分)(?:为|是|：)?\Z")
_WHOLE: Final = re.compile(r"(?:自评|评[价定]|综合|总)(?:得分|评分|总分|总得分|分|结果)*(?:为|是|：)?\Z")
_LEAST: Final = 50
"""A lower score is that of one indicator."""


def earned(scope: Scope) -> Iterator[Statement]:
    """The scores of a passage whose points follow them, and those that are compared with the year before."""
    scores = [one for one in scope.here.mentions if one.figure.kind is FigureKind.SCORE]
    if len(scores) > len(("now", "then")):
        yield from _against_last_year(scope)
    if len(scores) > _FEWEST * 2:
        yield from _behind(scope, scores)


def _behind(scope: Scope, scores: list[Mention]) -> Iterator[Statement]:
    for place, first in enumerate(scores[1:], 1):
        claim = _claim(scores[:place], first)
        if claim is None:
            continue
        points: list[Mention] = []
        marks = Decimal(0)
        for one, other in zip(scores[place::2], scores[place + 1 :: 2], strict=False):
            pair = _pair(one, other)
            if pair is None or one.sentence > first.sentence + _SENTENCES:
                break
            points.append(pair[0])
            marks += pair[1].value
            if marks >= _HUNDRED:
                break
        if marks == _HUNDRED and len(points) >= _FEWEST:
            yield scope.statement(StatementType.SCORE_SUM, claim, [("part", one) for one in points])
            return


def _claim(before: list[Mention], first: Mention) -> Mention | None:
    """The score told right before the first of the points."""
    for one in before[::-1][:_FEWEST]:
        if one.sentence < first.sentence - 1 or one.depth:
            return None
        of_all = _LEAST < one.value < _HUNDRED and not one.after.startswith("（")
        if of_all and _WHOLE.search(one.lead) and not _MARKS.match(one.lead):
            return one
    return None


def _pair(one: Mention, other: Mention) -> tuple[Mention, Mention] | None:
    """The points and their marks: 成本10分，得9.6分; 成本（10分）得9.6分; 成本9.6分（满分10分）."""
    if _EARNED.search(other.lead) and not _EARNED.search(one.lead) and other.depth == 0:
        return other, one
    if _MARKS.match(other.lead) and other.depth == one.depth + 1:
        return one, other
    return None


_RAISED: Final = re.compile(
    r"^(?:提高|提升|增加|上升|增长|高)(?:了)?\Z|^(?P<down>降低|下降|减少|低)(?:了)?\Z"
)
_THEN: Final = re.compile(r"^(?:比|较|与)(?:上一?年度?|去年|\ue006)(?:度|同期)?(?:的|得分|为)*\Z")


def _against_last_year(scope: Scope) -> Iterator[Statement]:
    """总分96.11分，比上年的94.85分增加1.26分: three scores in a row."""
    mentions = scope.here.mentions
    for claim in mentions[2:]:
        told = _RAISED.match(claim.lead) if claim.figure.kind is FigureKind.SCORE else None
        if told is None:
            continue
        now, then = mentions[claim.index - 2 : claim.index]
        scored = now.figure.kind is then.figure.kind is FigureKind.SCORE and now.sentence == claim.sentence
        if scored and _THEN.match(then.lead) and now.depth == then.depth == claim.depth:
            direction = ChangeDirection.DECREASE if told["down"] else ChangeDirection.INCREASE
            roles: list[tuple[str, Mention | Figure]] = [("current", now), ("prior", then)]
            yield scope.statement(
                StatementType.CHANGE_AMOUNT, claim, roles, direction=direction, subject=now.named
            )
