"""
Goals listed first and what came of them listed afterwards, matched by their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hengji.domain.figure import FigureKind
from hengji.domain.stated import Modifier
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Passage
from hengji.interpret.scope import Scope

_COUNT, _PERCENT = FigureKind.COUNT, FigureKind.PERCENT
_AT_LEAST, _EXACT = Modifier.AT_LEAST, Modifier.EXACT

_GOALS = re.compile(r"(?:绩效|年度|总体|预期|工作)*目标(?:任务)?(?:为|是|：)(?P<goals>[^。]{4,400})(?:。|\Z)")
_DONE = re.compile(r"^(?:目标|年度|全年|绩效|实际)*完成情况(?:为|是|：)?")
_RATE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,8}[率度])(?:稳定在|保持在|控制在|达到?|不低于|不少于|为|约)*\Z"
)
_WORDS = re.compile(
    r"^(?:(?:绩效|年度|总体|预期|工作|实际)*(?:目标|完成情况)(?:任务)?(?:为|是|：)?|\ue00a|全年|实际|完成|共|累计|开展|组织|计划|拟)+|(?:不少于|不低于|达到?|为|约)+\Z"
)
_SHORTEST = 2
_FARTHEST = 600


def pairs(scope: Scope) -> Iterator[tuple[Mention, Mention]]:
    """Goals with their actuals, told in one paragraph after the other or both in one."""
    here = scope.here
    if "目标" in here.pattern:
        match = _GOALS.search(here.pattern)
        if match is not None:
            goals = [
                one for one in here.mentions if match.start("goals") <= one.position < match.end("goals")
            ]
            after = [one for one in here.mentions if match.end() <= one.position < match.end() + _FARTHEST]
            done = re.search("目标|计划", here.pattern[match.end() :].replace("年度目标完成情况", ""))
            limit = len(here.pattern) if done is None else match.end() + done.start()
            yield from _matched(goals, [one for one in after if one.position < limit])
    if scope.earlier and _DONE.match(here.pattern):
        yield from _matched(_goals_of(scope.earlier[-1]), here.mentions)


def _goals_of(passage: Passage) -> list[Mention]:
    match = _GOALS.search(passage.pattern)
    if match is None:
        return []
    return [one for one in passage.mentions if match.start("goals") <= one.position < match.end("goals")]


def _matched(goals: Sequence[Mention], done: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Every goal with the one actual of its name and measure; names told twice are left alone."""
    for goal in goals:
        name = _name(goal)
        if len(name) < _SHORTEST or goal.prior or goal.depth:
            continue
        if sum(1 for one in goals if _name(one) == name and _alike(goal, one)) > 1:
            continue
        found = [
            one for one in done if not one.depth and not one.prior and _named(name, one) and _alike(goal, one)
        ]
        if len(found) == 1 and found[0].year == goal.year:
            yield goal, found[0]


def exactly(goal: Mention, actual: Mention) -> bool:
    """Whether goal and actual are told by the very same name."""
    return _name(goal) == _name(actual) and goal.figure.modifier in {_EXACT, _AT_LEAST}


def _name(mention: Mention) -> str:
    if mention.figure.kind is _PERCENT:
        told = _RATE.search(mention.lead)
        return _WORDS.sub("", told["name"]) if told is not None else ""
    return _WORDS.sub("", mention.lead) if mention.figure.kind is _COUNT else ""


def _named(name: str, other: Mention) -> bool:
    own = _name(other)
    rate = name[-1] in "率度" and len(own) > _SHORTEST
    return own == name or (rate and (own.endswith(name) or name.endswith(own)))


def _alike(one: Mention, other: Mention) -> bool:
    if one.figure.kind is _PERCENT:
        return other.figure.kind is _PERCENT
    return scopes.is_amount(other) and scopes.same_measure(one, other)
