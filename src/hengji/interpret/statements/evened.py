"""
What is left of income and expenditure, or what they fall short: 收支相抵后结余…, 本年收支结余…, 赤字….
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, families

_EVEN = re.compile(r"^收支(?:相抵|品迭|轧差|两抵)[^，。；]{0,8}\Z")
_INCOME = re.compile(r"总收入|收入(?:合计|总计|总额)")
_EXPENDITURE = re.compile(r"总支出|支出(?:合计|总计|总额)")


def evened(scope: Scope) -> Iterator[Statement]:
    """The balances of a passage that tells income and expenditure."""
    if "收支" not in scope.here.pattern:
        return
    for one in scope.here.mentions:
        if _EVEN.match(one.lead) and "年初" not in scope.here.pattern[: one.position]:
            yield from _even(scope, one)
        elif _OF_YEAR.match(one.lead):
            yield from _left(scope, one)
        elif _DEFICIT.match(one.lead):
            opens = one.position - len(one.lead)
            if scope.here.pattern.endswith(_AGAINST, 0, opens):
                yield from _short(scope, one)


def _even(scope: Scope, one: Mention) -> Iterator[Statement]:
    """总收入A，…。总支出B，…。收支相抵后结余C."""
    before = [
        other
        for other in scope.here.mentions[: one.index]
        if scopes.is_amount(other) and scopes.same_measure(other, one) and not other.prior
    ]
    income = [other for other in before if _INCOME.search(other.lead)]
    spent = [other for other in before if _EXPENDITURE.search(other.lead)]
    if len(income) == 1 == len(spent) and income[0].year == spent[0].year:
        yield _balance(scope, one, income[0], spent[0])


_OF_YEAR = re.compile(r"^(?:本年|当年|本年度|当期)收支结余(?:决算数|预算数|执行数)?(?:为)?\Z")
_DEFICIT = re.compile(r"^(?:[\u4e00-\u9fff]{0,6})赤字(?:为|达)?\Z")
_AGAINST = ("收支相抵，", "收支总量相抵，", "收支总计相抵，")
_STAGES = r"(?P<in_all>总量|总计|合计|总额)?(?:决算数|预算数|执行数|完成|实现)*(?:为|达)?\Z"
_CAME_IN = re.compile(f"收入{_STAGES}")
_WENT_OUT = re.compile(f"支出{_STAGES}")


def _left(scope: Scope, claim: Mention) -> Iterator[Statement]:
    """基金收入37,667亿元，其中…。支出32,581亿元，…。本年收支结余5,086亿元: since the balance before it."""
    start = max(
        (one.index for one in scope.here.mentions[: claim.index] if _OF_YEAR.match(one.lead)), default=-1
    )
    income = [one for one in _told(scope, claim, start) if _CAME_IN.search(one.lead)]
    spent = [one for one in _told(scope, claim, start) if _WENT_OUT.search(one.lead)]
    if not income or not spent:
        return
    fits = [(came, went) for came in income for went in spent if families.sums_up([went, claim], came)]
    if fits:
        yield _balance(scope, claim, *fits[0])
    elif len(income) == 1 == len(spent):
        yield _balance(scope, claim, income[0], spent[0])


def _short(scope: Scope, claim: Mention) -> Iterator[Statement]:
    """收入总量为166.8亿元。…支出总量为188.6亿元。收支总量相抵，赤字21.8亿元: the one total less the other."""
    told = _told(scope, claim, -1)
    income = [one for one in told if (match := _CAME_IN.search(one.lead)) and match["in_all"]]
    spent = [one for one in told if (match := _WENT_OUT.search(one.lead)) and match["in_all"]]
    plain = [one for one in told if _WENT_OUT.search(one.lead)]
    came = income[-1] if income else None
    went = spent[-1] if spent and came is not None and spent[-1].index > came.index else None
    if went is None and came is not None:
        went = next((one for one in plain if one.index > came.index), None)
    if came is not None and went is not None:
        yield _balance(scope, claim, went, came)


def _told(scope: Scope, claim: Mention, start: int) -> list[Mention]:
    """The amounts before a balance that are no parts of others."""
    return [
        one
        for one in scope.here.mentions[start + 1 : claim.index]
        if scopes.is_amount(one)
        and scopes.same_measure(one, claim)
        and not one.prior
        and not one.depth
        and not _under(scope, one)
        and not breakdowns.is_part(scope, one)
    ]


def _under(scope: Scope, one: Mention) -> bool:
    """Whether an amount stands behind the 其中 of its sentence."""
    pattern = scope.here.pattern
    return pattern.rfind("其中", 0, one.position) > pattern.rfind("。", 0, one.position)


def _balance(scope: Scope, claim: Mention, more: Mention, less: Mention) -> Statement:
    return scope.statement(
        StatementType.SUM_OF_PARTS, claim, [("part", more), ("minus", less)], recipe="balance"
    )
