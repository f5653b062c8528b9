"""
What a change is compared with, where no word names it or its own words hold it.
"""

from __future__ import annotations

import re

from hengji.domain.figure import Figure
from hengji.domain.stated import Modifier
from hengji.domain.statement import ChangeDirection
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, slips

_CHANGE, _RATE = Part.CHANGE, Part.RATE
_EXACT = Modifier.EXACT

BUDGET = re.compile(r"预算|计划|目标")
FINAL = re.compile(r"决算|执行|实际|支出")
_COMPARING = re.compile(r"(?:^|[，。；])[\u4e00-\u9fff]{0,10}?(?:与|同|较|比)[^，。；]*\Z")


def prior_inside(scope: Scope, change: Mention) -> Mention | None:
    """与上年支出3,380万元相比，增加132万元: the year before, inside the words of a change."""
    before = scope.here.mentions[change.index - 1] if change.index else None
    if before is None or not before.prior or before.clause < change.clause - 1:
        return None
    together = before.sentence == change.sentence and before.depth == change.depth
    if not together or not scopes.same_measure(before, change):
        return None
    return before if _COMPARING.search(before.lead) else None


def current_beside(scope: Scope, change: Mention, found: Mention | None, prior: Mention) -> Mention | None:
    """
    What changed, where the year before stands in the words of the change: the amount found in its own
    sentence, else one that the change leads to.
    """
    if found is not None and found.sentence == change.sentence:
        return found if scopes.same_measure(found, prior) else _in_sentence(scope, prior)
    falls = change.direction is ChangeDirection.DECREASE
    first, moved = prior.figure.interval, change.figure.interval
    if first is None or moved is None or change.part is not _CHANGE:
        return None
    expected = first - moved if falls else first + moved
    for one in scope.back(change, farther=True):
        told = one.figure.interval if scopes.is_amount(one) and scopes.same_measure(one, change) else None
        if told is not None and one is not prior and told.meets(expected):
            return one
    return None


def _in_sentence(scope: Scope, prior: Mention) -> Mention | None:
    """支付851万元，业务62笔，比上年的285万元增长198%: the nearest amount that measures as its year before."""
    for one in scope.back(prior):
        if one.sentence != prior.sentence:
            return None
        alike = scopes.is_amount(one) and scopes.same_measure(one, prior) and not one.prior
        if alike and not scopes.is_base_of_rate(one):
            return one
    return None


_SAVED = re.compile(r"^(?:成本|资金|共|累计)*(?:节约|节省|节支|降低|结余)(?:了|率为|比例为)?\Z")
_COST = re.compile(r"成本|支出|投资|费用|造价|中标|采购")
_LONGEST_WAY = 8


def cost_below_budget(scope: Scope, rate: Mention) -> tuple[Mention, Figure] | None:
    """总成本1,788.60万元，控制在预算1,860万元以内，节约3.84%: the cost, and the budget that it kept to."""
    if rate.index < 2 or rate.base or rate.part is not _RATE or not _SAVED.match(rate.lead):
        return None
    cost, budget = scope.here.mentions[rate.index - 2 : rate.index]
    if not (scopes.is_amount(cost) and scopes.is_amount(budget) and scopes.same_measure(cost, budget)):
        return None
    near = cost.segment == budget.segment == rate.segment and rate.position - budget.position < _LONGEST_WAY
    told = _COST.search(cost.lead) and BUDGET.search(budget.lead) and not BUDGET.search(cost.lead)
    # 1,860万元以内 keeps to a budget that is itself exact.
    exact = budget.figure._replace(modifier=_EXACT)
    return (cost, exact) if near and told and cost.value < budget.value else None


def is_final_less_budget(change: Mention, budget: Mention, final: Mention) -> bool:
    """年初预算18万元，决算12.9万元，减少5.1万元: nothing is compared in words, but the figures say it."""
    if change.base or change.index != final.index + 1 or change.part is not _CHANGE:
        return False
    one_item = budget.segment == final.segment == change.segment and final.sentence == change.sentence
    if not one_item or not BUDGET.search(budget.lead) or not FINAL.search(final.lead):
        return False
    gap = change.figure._replace(value=abs(final.value - budget.value))
    return change.value == gap.value or slips.slip(change.figure, gap, digits=slips.FEWEST)


def from_budget_to_final(scope: Scope, change: Mention) -> bool:
    """Whether a change without words of comparison is that of final accounts from their budget."""
    if change.index < 2:
        return False
    budget, final = scope.here.mentions[change.index - 2 : change.index]
    alike = scopes.same_measure(budget, final) and scopes.same_measure(final, change)
    both = scopes.is_amount(budget) and scopes.is_amount(final)
    return alike and both and is_final_less_budget(change, budget, final)


_SPENDING = re.compile(r"支出|决算|开支")
_ITS_FINAL = re.compile(
    r"^(?:全年|本年|当年|年度)?(?:实际)?(?:支出|执行)?(?:决算|执行)?数?(?:支出)?(?:为|是)?\Z"
)


def final_of(change: Mention, one: Mention, told: list[Mention]) -> Mention:
    """支出预算24万元，支出决算19.86万元。…支出减少…: what was spent changed, not its budget."""
    planned = "预算" in one.lead and "决算" not in one.lead and "预算" not in change.subject
    if not planned or not _SPENDING.search(change.subject) or BUDGET.search(change.base):
        return one
    return next(
        (
            other
            for other in told
            if other.index == one.index + 1
            and other.segment == one.segment
            and other.lead
            and _ITS_FINAL.match(other.lead)
        ),
        one,
    )


_NAME_BEFORE = re.compile(r"^(?P<name>[\u4e00-\u9fff]{2,12}?)(?:比|较|与|同)")


def named_before(base: Mention, candidates: list[Mention]) -> Mention | None:
    """
    全年支出A：…，资本性支出C。支出比上年2,845.7万元增长…: what bears the very name told before the base.

    Only where the nearest amount stands in a sentence before and bears another.
    """
    told = _NAME_BEFORE.match(base.lead)
    if told is None or not candidates or candidates[0].sentence == base.sentence:
        return None
    return next((one for one in candidates if one.subject == told["name"]), None)


_LAST = re.compile(r"^，?(?:上一?年度?|去年)(?:同期)?(?:为|是)?\Z")


def prior_told_last(scope: Scope, change: Mention, current: Mention) -> Mention | None:
    """受伤158人，同比下降8.14%，上年为172人: the year before, told behind its change."""
    for one in scope.here.mentions[change.index + 1 : change.index + 2]:
        own = one.segment == change.segment and one.depth == change.depth and _LAST.match(one.lead)
        if own and one.prior and scopes.is_amount(one) and scopes.same_measure(one, current):
            return one
    return None


def whole_of(scope: Scope, base: Mention, candidates: list[Mention]) -> Mention | None:
    """286.4万人次，其中A142.6万人次、…，较上年251.3万人次增长…: the whole, if it is nearer to its base."""
    nearest = candidates[0] if candidates else None
    if nearest is None or nearest.sentence != base.sentence or base.clause == nearest.clause:
        return None
    for breakdown in breakdowns.breakdowns(scope):
        whole = breakdown.total
        parts = len(breakdown.parts) > 1 and breakdown.parts[-1] is nearest
        if whole is None or not parts or not scopes.same_measure(whole, base) or whole.depth != nearest.depth:
            continue
        if abs(whole.value - base.value) < abs(nearest.value - base.value):
            return whole
    return None


_IN_ALL = re.compile(
    r"^(?:本年|全年|年度|当年|部门|单位|总)*(?P<name>收入|支出)(?:合计|总计|总额|总数|决算|完成)*数?$"
)


def apart(name: str, subject: str) -> int:
    """How far the words of an amount are from a name: the same, all of it (收入合计 for 收入), or more."""
    told = _IN_ALL.match(subject)
    return 0 if name == subject else 1 if told is not None and told["name"] == name else 2
