"""
Completions of a budget, a plan or a task: what was done over what was to be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Passage
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import (
    breakdowns,
    budgets_meant,
    counted_rates,
    overall,
    questionnaires,
    unit_budgets,
)

_COUNT, _PERCENT = FigureKind.COUNT, FigureKind.PERCENT
_AT_LEAST, _EXACT = Modifier.AT_LEAST, Modifier.EXACT

_MONEY_RATES = re.compile(
    r"执行率|支出率|支付率|支付进度|支出进度|到位率|使用率|执行进度|兑付率|拨付率|发放率|执行比例|控制率"
)
_COVER = re.compile(
    r"^(?:资金|预算)?(?:结余|结转|节约|节支)|(?:森林|林木|林草|草原|植被|绿化|绿地|水域)[^，]{0,4}(?:率|度)"
)
"""Shares of the land, never of what was planted this year; what is left is a share of the budget."""
_ALSO_DONE = re.compile(r"(?:完成|实现)(?:投资|产值|收入|支出)?\Z")
"""续建项目完成投资191亿元 is no plan of what the new ones did."""
_SET = re.compile(r"计划|任务|目标|指标|预算|应")
_WITHOUT = re.compile(r"[（(](?:除|不含|不包括|不计|剔除|扣除)")
"""支出进度达54%（除留抵退税资金）: of less than what is printed."""
_PLAN = re.compile(r"计划|任务|目标|应|总数|总量|预算|共有?|种植|全|下达|申请")


def completion(scope: Scope, rate: Mention) -> Iterator[Statement]:
    """What was done over its budget or plan, where the rate's own words lead to both."""
    behind = scope.text[rate.figure.end : rate.figure.end + 8]
    if _COVER.search(rate.base) is None and _WITHOUT.match(behind) is None:
        yield from _completion(scope, rate)


def _completion(scope: Scope, rate: Mention) -> Iterator[Statement]:
    together = [*overall.of_items(scope, rate)]
    if together:
        yield from together
        return
    name = rate.base
    money = _MONEY_RATES.search(name) is not None or "预算" in name
    known = (
        questionnaires.satisfied(scope, rate)
        or counted_rates.counted(scope, rate)
        or _share_of_budget(scope, rate)
        or _done_of_plan(scope, rate)
    )
    if known is not None:
        yield known
        return
    executed = _executed(scope, rate, money=money)
    if executed is None or counted_rates.of_a_part(rate, executed):
        return
    planned = _planned(scope, rate, executed, money=money)
    planned = (
        budgets_meant.budget(scope, rate, executed, planned)
        if money
        else _plan(scope, rate, executed, planned)
    )
    type_ = StatementType.EXECUTION_RATE
    roles = ("executed", "budget")
    if not money and (
        rate.lead.startswith("占") or re.search(r"承保|覆盖|参保|投保|检出|婚检|参检|合格|达标|保土", name)
    ):
        type_, roles = StatementType.SHARE, ("part", "whole")
    if planned is None and not money:
        return
    operands: list[tuple[str, Mention | Figure]] = [(roles[0], executed)]
    if planned is not None:
        at_least = planned.figure.modifier is _AT_LEAST  # 计划48.5万亩以上 is fulfilled by 48.5
        plan = planned.figure._replace(modifier=_EXACT) if at_least else planned
        operands.append((roles[1], plan))
    yield scope.statement(type_, rate, operands, subject=executed.named)
    if planned is not None and planned.value == 0 and executed.value:
        whole = _whole_year(scope, rate, executed)
        if whole is not None:
            yield scope.statement(
                type_,
                rate,
                [(roles[0], executed), (roles[1], whole)],
                subject=executed.named,
                recipe="whole_year",
            )


def _plan(scope: Scope, rate: Mention, executed: Mention, planned: Mention | None) -> Mention | None:
    """The plan, or what a paragraph opens with: 2,606个村通公路。…累计解决2,585个，占总计划的99.2%."""
    if "总" in rate.lead and (planned is None or not scopes.gives(executed, planned, rate)):
        for one in scope.here.mentions[: executed.index]:
            alike = scopes.is_amount(one) and scopes.same_measure(one, executed)
            if alike and scopes.gives(executed, one, rate):
                return one
    if planned is not None and planned.sentence < executed.sentence and scopes.is_base_of_rate(planned):
        return planned if scopes.gives(executed, planned, rate) else None  # the plan of another project
    return planned or (_set_before(scope, rate, executed) if rate.lead.startswith("占") else None)


def _set_before(scope: Scope, rate: Mention, executed: Mention) -> Mention | None:
    """全年任务8.8万套，已筹集4.6万套，占年度计划的52.3%: the one amount before, if it is what was set."""
    others = [
        one for one in scope.back(executed) if scopes.is_amount(one) and scopes.same_measure(one, executed)
    ]
    if not others and scope.earlier:
        set_ = [
            one
            for one in scope.earlier[-1].mentions
            if scopes.is_amount(one) and scopes.same_measure(one, executed) and _SET.search(one.lead)
        ]
        return set_[0] if len(set_) == 1 and scopes.gives(executed, set_[0], rate) else None
    if len(others) != 1:
        return None
    deed = executed.subject[-2:]
    same = executed.figure.kind is _COUNT and deed != "完成" and deed in others[0].lead
    told = same or _SET.search(others[0].lead) or scopes.gives(executed, others[0], rate)
    return others[0] if told else None


def of_percents(scope: Scope, rate: Mention) -> bool:
    """到位率目标值是100%，实际完成值为100%，目标完成率为100%: a rate of rates, of no amount before them."""
    before = scope.here.mentions[rate.index - 1] if rate.index else None
    return (
        before is not None
        and before.figure.kind is _PERCENT
        and before.sentence == rate.sentence
        and re.search(r"(?:实际|完成)[^，。；]{0,4}(?:值|数)(?:为|是)?\Z", before.lead) is not None
    )


def _whole_year(scope: Scope, rate: Mention, executed: Mention) -> Mention | None:
    """
    The budget of the whole year that a rate of an initial budget of zero is really of.

    Only where its figures say so: 年初预算为0万元，全年预算为321.02万元，…完成年初预算的95.89%.
    """
    for one in _budgets(scope, executed):
        if one.value and re.search(r"(?:全年|调整)[^，]{0,4}预算", one.lead):
            return one if scopes.gives(executed, one, rate) else None
    return None


def _share_of_budget(scope: Scope, rate: Mention) -> Statement | None:
    """支出预算A，由三部分组成：人员经费B，占支出预算的C%: a part of a broken-down budget is no completion."""
    part = scope.here.mentions[rate.index - 1] if rate.index else None
    if part is None or not rate.lead.startswith("占") or part.sentence != rate.sentence:
        return None
    if "预算" not in rate.lead:
        return None  # 占任务数的96.3%
    for breakdown in breakdowns.breakdowns(scope):
        whole = breakdown.total
        if whole is None or _came_in(whole, rate):
            continue
        if "预算" in whole.lead and any(one is part for one in breakdown.parts):
            operands: list[tuple[str, Mention | Figure]] = [("part", part), ("whole", whole)]
            return scope.statement(StatementType.SHARE, rate, operands, subject=part.named)
    return None


_COMPLETED = re.compile(r"(?:完成|完工|实现|达标)率?\Z")
_PLANNED = re.compile(r"计划|目标|任务")
_PLAN_WORDS = re.compile(
    r"^(?:年度|全年|年初|本年)?(?:计划|目标|任务|指标|预期)(?:数|值|任务|目标)?(?:为|：|是)?\Z"
)
_LONG_NAME = 4


def _done_of_plan(scope: Scope, rate: Mention) -> Statement | None:
    """组织演出84场（目标80场），完成率105%; or the plan of the very name in a paragraph before."""
    if not _COMPLETED.search(rate.base) or rate.figure.kind is not _PERCENT:
        return None
    before = [one for one in scope.back(rate) if one.sentence == rate.sentence][:2]
    if not before or before[0].clause < rate.clause - 3:
        return None
    if len(before) > 1 and 0 <= before[0].depth - before[1].depth <= 1 and _PLAN_WORDS.match(before[0].lead):
        plan, done = before
        if scopes.same_measure(plan, done) and scopes.is_amount(done):
            return _rate_of(scope, rate, done, plan)
        return None
    done = before[0]
    alone = not _PLANNED.search(done.lead) and done.figure.kind is _COUNT and done.segment == rate.segment
    if not alone or done.depth != rate.depth or any(one.segment == done.segment for one in before[1:]):
        return None
    name = re.sub(r"^(?:已|实际|全年|共|累计|完成|组织)+", "", done.subject)
    found = [
        one
        for passage in (scope.here, *reversed(scope.earlier))
        for one in passage.mentions
        if (passage is not scope.here or one.index < done.index)
        and scopes.is_amount(one)
        and scopes.same_measure(one, done)
        and len(name) >= _LONG_NAME
        and name in one.subject
        and (_PLANNED.search(one.lead) or _under_target(passage, one))
    ]
    return _rate_of(scope, rate, done, found[0]) if len({one.value for one in found}) == 1 else None


_TARGET = re.compile(r"目标[^，。；：]{0,3}：[^，。；：]*\Z")


def _under_target(passage: Passage, one: Mention) -> bool:
    """目标2：完成中修工程60公里: what is told as one of the targets."""
    return _TARGET.search(passage.pattern, max(0, one.position - 40), one.position) is not None


def _rate_of(scope: Scope, rate: Mention, done: Mention, plan: Mention) -> Statement:
    operands: list[tuple[str, Mention | Figure]] = [("executed", done), ("budget", plan)]
    return scope.statement(StatementType.EXECUTION_RATE, rate, operands, subject=done.named)


def _executed(scope: Scope, rate: Mention, *, money: bool) -> Mention | None:
    """What was done: named like the rate, or the amount right before it."""
    before = [
        one
        for one in scope.back(rate)
        if one.sentence == rate.sentence
        and scopes.is_amount(one)
        and not one.prior
        and one.depth <= rate.depth
    ]
    if re.search(r"到位(?:率|比率|比例|度)", rate.base):
        before = [one for one in before if "到位" in one.lead]
    return _money_spent(rate, before) if money else counted_rates.done(rate, before)


def _money_spent(rate: Mention, before: list[Mention]) -> Mention | None:
    """What was spent: the nearest amount told as spent, else the nearest that is no budget itself."""
    nearest = None
    for one in before:
        if (
            words.EXECUTED.search(one.lead)
            and not re.search(r"预算[^，]*\Z", one.lead)
            and "未" not in one.lead
        ):
            return one
        budget = "未" in one.lead or re.search(r"预算|计划|安排", one.lead) is not None
        if nearest is None and not budget and "预算" in rate.base:
            nearest = one
    return nearest


def _planned(scope: Scope, rate: Mention, executed: Mention, *, money: bool) -> Mention | None:
    """The budget or plan of the very amount that was executed."""
    beside = _beside(scope, rate, executed)
    if beside is not None:
        return beside
    if not money:
        between = _plan_between(scope, rate, executed)
        if between is not None:
            return between
        candidates = [one for one in _budgets(scope, executed) if _plan_of(executed, one)]
        planned = [one for one in candidates if _PLAN.search(one.lead)]
        lone = candidates[0] if len(candidates) == 1 else None
        return planned[0] if planned else (None if lone is None or _ALSO_DONE.search(lone.lead) else lone)
    between = _between(scope, rate, executed) or unit_budgets.funds_before(scope, executed)
    if between is not None:
        return between
    whole = next((one for one in _budgets(scope, executed) if one.segment == executed.segment), None)
    if whole is not None and re.match(r"(?:合计|共计|总计)", whole.lead):
        return whole
    candidates = [
        one
        for one in _budgets(scope, executed)
        if words.BUDGET.search(_KIND.sub("", one.lead)) and not _came_in(one, rate)
    ]
    apart = [
        one for one in candidates if one.segment == executed.segment or not breakdowns.is_part(scope, one)
    ]
    candidates = apart or candidates  # 预算A，其中年初预算B…；执行C: of A, not of the last of its parts
    qualifier = re.search(r"年初|全年|调整|批复", rate.base)
    if qualifier is not None:
        named = _qualified(candidates, qualifier[0])
        if named is not None:
            return named
        if qualifier[0] != "年初" and candidates and "年初" in candidates[0].lead:
            return None
    own = [one for one in candidates if one.sentence == executed.sentence] or candidates
    budgets = [one for one in own if re.search(r"预算|计划|指标", one.lead)]
    return next(iter(budgets or own), None)


_KIND = re.compile(r"(?:一般(?:公共)?|公共(?:财政)?|政府性基金|国有资本经营)预算(?:收入|支出)")
"""全市一般预算支出1,244亿元 is spent, whatever the name of the money."""
_FINISHED = re.compile(r"预算(?:财政拨款)?(?:本级)?(?:总)?(?:收入|支出)(?:完成|决算|执行|实现)数?\Z")


def _came_in(one: Mention, rate: Mention) -> bool:
    """一般公共预算收入完成28万元 is a budget to no 占调整预算, and the whole of 占一般公共预算收入."""
    return _FINISHED.search(one.lead) is not None and re.search(r"预算(?:收入|支出)", rate.base) is None


def _beside(scope: Scope, rate: Mention, executed: Mention) -> Mention | None:
    """完成126户（目标120户），完成率105%; …，完成率105%（目标120户）: the plan in the bracket behind."""
    here = scope.here.mentions
    told = here[executed.index + 1] if executed.index + 1 < rate.index else None
    following = told if told is not None else next(iter(here[rate.index + 1 : rate.index + 2]), None)
    inside = following is not None and following.depth == executed.depth + 1 == rate.depth + 1
    if not inside or following is None or not scopes.same_measure(following, executed):
        return None
    return following if re.search(r"计划|任务|目标|预算|应", following.lead) else None


def _plan_of(executed: Mention, one: Mention) -> bool:
    return one.sentence == executed.sentence or re.search(r"计划|任务|目标", one.lead) is not None


def _between(scope: Scope, rate: Mention, executed: Mention) -> Mention | None:
    """支出决算X，年初预算Y，完成预算Z%: the budget told between the two."""
    found = [
        one
        for one in scope.here.mentions[executed.index + 1 : rate.index]
        if one.segment == executed.segment and scopes.is_amount(one) and not one.prior
        and scopes.same_measure(one, executed) and re.search(r"预算|计划", one.lead)
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _plan_between(scope: Scope, rate: Mention, executed: Mention) -> Mention | None:
    """投保面积29.91万亩，与计划的48.5万亩以上有差距，投保覆盖率61.67%: the one figure between is the plan."""
    found = scope.here.mentions[executed.index + 1 : rate.index]
    if len(found) != 1 or found[0].segment != executed.segment or not scopes.same_measure(found[0], executed):
        return None
    if not scopes.is_amount(found[0]):
        return None  # 完成5项，比计划少1项
    return found[0] if re.search(r"(?:计划|任务|目标|应)[^，。；]{0,8}\Z", found[0].lead) else None


def _budgets(scope: Scope, executed: Mention) -> list[Mention]:
    """The amounts before what was executed that may be its budget; a part looks in its own item only."""
    part = breakdowns.is_part(scope, executed)
    found = []
    for one in scope.back(executed):
        if part and (one.segment != executed.segment or one.sentence != executed.sentence):
            break
        left = "未" in one.lead and not _PLANNED.search(one.lead)  # 批而未供土地目标 is set all the same
        plain = scopes.is_amount(one) and not one.prior and one.depth <= executed.depth and not left
        if not plain or not scopes.same_measure(one, executed):
            continue
        if one.sentence == executed.sentence or not breakdowns.is_part(scope, one):
            found.append(one)
    return found


def _qualified(candidates: list[Mention], qualifier: str) -> Mention | None:
    """The budget that 完成年初预算 or 完成全年预算 names, zero or not: a rate of nothing is no rate."""
    return next((one for one in candidates if qualifier in one.lead), None)
