"""
Amounts that a change recalls: told paragraphs before, under the name that the change repeats.

    2025年“三公”经费预算2.7万元，其中…。
    二、增减变化
    2025年“三公”经费预算数比2024年减少0.06万元，下降2.17%。

What is recalled must be the one amount of that name, stage and year.  The year before, which is often
told of another stage (决算 for 预算), is recalled only where the change or its rate is what it gives.
"""

from __future__ import annotations

import re

from hengji.domain.statement import ChangeDirection
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import YEAR, Mention, Part, Passage
from hengji.interpret.scope import Scope

_AMOUNT = Part.AMOUNT

_KIND_OF_BUDGET = re.compile(r"(?:一般)?公共预算(?:收入)?|政府性基金预算|国有资本经营预算")
_STAGE = re.compile(
    r"[\ue000-\ue00a“”度年]|年初|全年|当年|本年|调整|决算|预算|支出|安排|拨款|财政|总额|总计|合计|总|数|我?(?:部门|单位|本级|我局)|度|费用|费"
)
_COMPARING = frozenset("较比与同")
_NAME = 2


def core(name: str) -> str:
    """
    What a name speaks of without its stage: 公务接待费支出决算 and 公务接待费预算数 are both 公务接待.

    >>> core("公务接待费支出决算") == core("公务接待预算数"), core("“三公”经费财政拨款支出年初预算")
    (True, '三公')
    """
    if "三公" in name:
        return "三公"
    return _STAGE.sub("", _KIND_OF_BUDGET.sub(lambda match: match[0][:2], name))


def stage(name: str) -> str:
    """Whether a name is of what was planned or of what came of it: 预算, 决算, empty for neither."""
    plain = _KIND_OF_BUDGET.sub("", name)
    return "预算" if "预算" in plain and "决算" not in plain else "决算" if "决算" in plain else ""


def current(scope: Scope, change: Mention, rate: Mention | None) -> Mention | None:
    """The amount of now that a change names again, paragraphs behind it."""
    name, told = core(change.subject), stage(change.subject)
    year = _year(scope, change)
    if len(name) < _NAME or year is None:
        return None
    found: list[Mention] = []
    for passage, one in scope.told_before(change):
        if not one.prior and one.year == year and core(full_name(passage, one)) == name:
            own = stage(one.lead) or stage(full_name(passage, one))
            if not told or not own or own == told:
                found.append(one)
    borne = next((one for one in found if rate is not None and implied(change, one, rate)), None)
    if borne is not None:
        return borne
    return found[0] if len({one.value for one in found}) == 1 else None


def prior(scope: Scope, change: Mention, current: Mention, rate: Mention | None) -> Mention | None:
    """The amount of the year before, if it is what the change was reckoned from."""
    year = _year(scope, change) if current.year is None else current.year
    name = core(change.subject) or core(current.subject)
    if year is None or len(name) < _NAME:
        return None
    for passage, one in scope.told_before(change):
        if not one.prior and one.year == year - 1 and core(full_name(passage, one)) == name:
            fell = change.direction is ChangeDirection.DECREASE
            gone = one.value - current.value if fell else current.value - one.value
            if gone == change.value or (rate is not None and scopes.gives(change, one, rate)):
                return one
    return None


def _year(scope: Scope, change: Mention) -> int | None:
    """The year that a change is of: the nearest before it that it is not compared with."""
    pattern, position = scope.here.pattern, change.position
    while (position := pattern.rfind(YEAR, 0, position)) >= 0:
        if pattern[position - 1 : position] not in _COMPARING:
            offset = scope.here.offset(position)
            told = next((str(date.value)[:4] for date in scope.here.dates if date.start == offset), "")
            return int(told) if told.isdigit() else None
    return None


def implied(change: Mention, one: Mention, rate: Mention) -> bool:
    """Whether a rate is what an amount of now and its change give."""
    first, moved, told = one.figure.interval, change.figure.interval, rate.figure.interval
    if first is None or moved is None or told is None or not one.value:
        return False
    base = first + moved if change.direction is ChangeDirection.DECREASE else first - moved
    quotient = moved.divided_by(base)
    return quotient is not None and quotient.scaled(scopes.HUNDRED).meets(told)


def full_name(passage: Passage, one: Mention) -> str:
    """The words of an amount from the first name of its item on: “三公”经费年初预算4万元，支出决算2万元."""
    name = one.subject
    for other in reversed(passage.mentions[: one.index]):
        if len(core(name)) >= _NAME or other.segment != one.segment or other.part is not _AMOUNT:
            return name
        name = other.subject + name
    return name
