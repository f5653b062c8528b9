"""
Stages of a year that add up: 一季度A，二季度B，上半年C.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_STAGE = re.compile(
    r"(?P<three>前三个?季度)|第?(?P<quarter>[一二三四])季度|(?P<half>[上下]半年)|(?P<year>全年|年度合计|四个季度)"
)
_SINCE = re.compile(r"累计|截至|同比|预算|计划|目标|上年|去年")
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_HALVES = {"上": "12", "下": "34"}
_THREE, _YEAR = "123", "1234"
_FEWEST = 2


def stages(scope: Scope) -> Iterator[Statement]:
    """The stages of a year told one behind the other, against the longer stage told right behind them."""
    words = scope.text[scope.here.start : scope.here.end]
    if "季度" not in words and "半年" not in words:
        return
    told: list[tuple[str, Mention]] = []
    for one in scope.here.mentions:
        stage = _stage(scope, one)
        if not stage or not scopes.is_amount(one) or one.prior:
            if scopes.is_amount(one):
                told.clear()
            continue
        parts = [
            (other, part)
            for other, part in told
            if other in stage and part.sentence == one.sentence and scopes.same_measure(part, one)
        ]
        if len(parts) >= _FEWEST and "".join(other for other, _ in parts) == stage:
            yield scope.statement(
                StatementType.SUM_OF_PARTS, one, [("part", part) for _, part in parts], recipe="stages"
            )
            told = [pair for pair in told if pair not in parts]
        told.append((stage, one))


def _stage(scope: Scope, one: Mention) -> str:
    """The quarters that an amount is of, by the words right before it; nothing where none are named."""
    before = scope.here.mentions[one.index - 1].figure.end if one.index else scope.here.start
    words = re.split("[，。；：]", scope.text[before : one.figure.start])[-1]
    match = _STAGE.search(words)
    if match is None or _SINCE.search(words):
        return ""
    if match["quarter"]:
        return _QUARTERS[match["quarter"]]
    if match["half"]:
        return _HALVES[match["half"][0]]
    return _THREE if match["three"] else _YEAR
