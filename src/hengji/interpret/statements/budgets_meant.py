"""
Which money a rate of money divides by, where the budget that was found does not bear it out.
"""

from __future__ import annotations

import re

from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import overall, unit_budgets


def budget(scope: Scope, rate: Mention, executed: Mention, planned: Mention | None) -> Mention | None:
    """The budget found, unless another one bears the rate out or what was spent is plainly of another."""
    if planned is not None and not scopes.gives(executed, planned, rate):
        planned = (
            _bears_out(scope, rate, executed)
            or _of_own_level(scope, executed)
            or (None if _of_other_item(scope, executed, planned) else planned)
        )
    return planned or unit_budgets.told_before(scope, rate, executed)


def _bears_out(scope: Scope, rate: Mention, executed: Mention) -> Mention | None:
    """
    The money that the rate is of by its figures: what arrived (the framework of 2013 divides by it), or,
    for what several items spent together, a budget told before them.
    """
    together = overall.is_together(executed)
    for one in scope.here.mentions[: rate.index]:
        arrived = "到位" in one.lead and one.segment == executed.segment
        told = arrived or (together and words.BUDGET.search(one.lead) is not None)
        if told and _alike(one, executed) and scopes.gives(executed, one, rate):
            return one
    return None


_LEVEL = re.compile(r"中央|国家|省级|省财政|市级|市财政|区级|县级|镇级|乡级|自筹|社会资本|银行贷款")


def _level(one: Mention) -> str:
    """Who gives an amount: 市级, 区级, 自筹; empty where its words name none, or several."""
    told = set(_LEVEL.findall(one.lead))
    return told.pop() if len(told) == 1 else ""


def _of_own_level(scope: Scope, executed: Mention) -> Mention | None:
    """市级资金1,050万元，区级配套450万元。…区级到位405万元，到位率90%: the money of that very level."""
    level = _level(executed)
    found = [
        one
        for one in scope.here.mentions[: executed.index]
        if level and _level(one) == level and _alike(one, executed) and not one.prior
        if not _of_other_batch(scope, executed, one)
    ]
    return found[0] if len({one.value for one in found}) == 1 else None


_IN_ALL = re.compile(r"总|合计|共计|全年|全部|年初|年度")


def _of_other_item(scope: Scope, executed: Mention, planned: Mention) -> bool:
    """Whether a budget is that of one item, level or batch, and what was spent that of another or several."""
    levels = _level(executed), _level(planned)
    if all(levels) and levels[0] != levels[1]:
        return True
    part = overall.is_together(executed) and not _IN_ALL.search(planned.lead)
    return part or _of_other_batch(scope, executed, planned)


def _of_other_batch(scope: Scope, executed: Mention, planned: Mention) -> bool:
    """累计到位66亿元，…第一批已支出21亿元: the money of one batch is no part of a rate of all of them."""
    batches = [
        re.findall(
            r"第[一二三四五六七八九十]批", re.split(r"[，。；]", scope.here.pattern[: one.position])[-1]
        )
        for one in (executed, planned)
    ]
    return bool(batches[0]) and batches[0] != batches[1]


def _alike(one: Mention, other: Mention) -> bool:
    return scopes.is_amount(one) and scopes.same_measure(one, other)
