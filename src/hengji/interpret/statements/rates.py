"""
Shares of a whole, and completions of a budget, a plan or a task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.interval import Interval
from hengji.domain.stated import can_sum_to
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import sums

_HUNDRED = Decimal(100)
_BUDGET_RATES = re.compile(r"预算|执行|支出|支付|到位|使用|进度|拨付|发放|兑付")
_MONEY_RATES = re.compile(
    r"执行率|支出率|支付率|支付进度|支出进度|到位率|使用率|执行进度|兑付率|拨付率|发放率|执行比例|控制率"
)
_DONE = re.compile(r"完成率|完工率|实现率|执行率")
_DONE_WORDS = re.compile(r"实际|完成|建成|已")
_PLAN = re.compile(r"计划|任务|目标|应|总数|总量|预算|共有?|种植|全|下达|申请")
_OF_SHARE = re.compile(r"^(?:为|即|计|是|，?(?:为|即|计))?\ue000")


def rates(scope: Scope) -> Iterator[Statement]:
    """Every share and completion of a passage."""
    done: set[int] = set()
    for mention in scope.here.mentions:
        if mention.index in done:
            continue
        if mention.part is Part.SHARE:
            listed = _listed(scope, mention)
            if listed:
                done.update(share.index for _, share in listed)
                yield from _parallel(scope, listed)
            else:
                yield from _share(scope, mention)
        elif mention.part is Part.COMPLETION:
            yield from _completion(scope, mention)
        elif mention.part is Part.OTHER and mention.lead == "的":
            yield from _share_of_printed(scope, mention)
        elif mention.part is Part.OTHER and mention.figure.kind is FigureKind.PERCENT:
            yield from _share_as_amount(scope, mention)


def _share(scope: Scope, share: Mention) -> Iterator[Statement]:
    part = _part(scope, share)
    if part is None:
        return
    if re.search(r"计划|任务|目标", share.base):
        planned = [
            one for one in scope.back(part) if scopes.is_amount(one) and scopes.same_measure(one, part)
        ]
        if len(planned) == 1:
            yield scope.statement(
                StatementType.SHARE, share, [("part", part), ("whole", planned[0])], subject=part.subject
            )
        return
    if "预算" in share.base and re.search(r"决算|执行|支出|完成|支付", part.lead):
        yield from _completion(scope, share)
        return
    wholes = _whole(scope, share, part)
    if not wholes and not re.search(r"总|合计|支出|收入|预算|资金", share.base):
        return
    operands: list[tuple[str, Mention | Figure]] = [("part", part), *(("whole", one) for one in wholes)]
    yield scope.statement(StatementType.SHARE, share, operands, subject=part.subject)


def _share_of_printed(scope: Scope, share: Mention) -> Iterator[Statement]:
    """占计划投资1.5亿元的80%: the whole stands inside the words."""
    if share.index < 2:  # noqa: PLR2004
        return
    part, whole = scope.here.mentions[share.index - 2 : share.index]
    inside = whole.lead.startswith("占") and share.position == whole.position + 2
    if (
        inside
        and part.segment == share.segment
        and scopes.is_amount(part)
        and scopes.same_measure(part, whole)
    ):
        yield scope.statement(
            StatementType.SHARE, share, [("part", part), ("whole", whole)], subject=part.subject
        )


def _part(scope: Scope, share: Mention) -> Mention | None:
    """What the share belongs to: the amount right before it in its own item."""
    for one in scope.back(share):
        if one.segment != share.segment or one.sentence != share.sentence:
            return None
        if scopes.is_amount(one) and not one.prior:
            if share.subject and not scopes.alike(share.subject, one.subject):
                nearest = next(
                    (
                        other
                        for other in scope.back(share)
                        if other.segment == share.segment
                        and scopes.is_amount(other)
                        and scopes.alike(share.subject, other.subject)
                    ),
                    None,
                )
                return nearest
            return one
    return None


def _whole(scope: Scope, share: Mention, part: Mention) -> list[Mention]:
    """The whole: the one that the words name, else the total that the part is one of."""
    if share.base:
        named = _named_whole(scope, share, part)
        if named is not None:
            return [named]
        if not re.search(r"总|合计|全部|支出|收入|资金|预算|本年|比", share.base):
            return []
        if len(share.base) > len("总支出的比"):
            return []
    for breakdown in sums.breakdowns(scope):
        if any(one is part for one in breakdown.parts):
            if breakdown.total is not None and scopes.same_measure(breakdown.total, part):
                return [breakdown.total]
            return []
    bare = _colon_list(scope, share)
    if bare:
        return bare
    return _lone_total(scope, share, part)


def _lone_total(scope: Scope, share: Mention, part: Mention) -> list[Mention]:
    """中央补助2003亿元，其中… has a marker; 收入均为X，占100% compares with the total before."""
    if share.value != _HUNDRED:
        return []
    for one in scope.back(part):
        if scopes.is_amount(one) and scopes.same_measure(one, part) and one.value == part.value:
            return [one]
    return []


_GENERIC_WHOLE = re.compile(
    r"^(?:项目)?(?:总|全部|本年|全年|部门)*(?P<core>支出|收入|项目|资金|经费|人数|投资)?(?:总额|总数|总量|合计|总计|总)*$"
)


def _named_whole(scope: Scope, share: Mention, part: Mention) -> Mention | None:
    """The amount that the words 占…的 name: in this paragraph, else the nearest one of that very name."""
    here = [
        one
        for one in [*reversed(scope.here.mentions[: part.index]), *scope.here.mentions[share.index + 1 :]]
        if one is not part and scopes.is_amount(one) and scopes.same_measure(one, part)
    ]
    base = share.base
    for one in here:
        if base in one.lead or (len(one.subject) > 2 and one.subject in base):  # noqa: PLR2004 - a real name
            return one
    generic = _GENERIC_WHOLE.match(base)
    if generic is not None:
        core = generic["core"] or ""
        found = [one for one in here if core in one.lead and re.search(r"总|合计|共|本年", one.lead)]
        if found:
            return found[0]
    core = re.sub(r"^(?:本年|全年|当年)|(?:的|总额)$", "", base)
    if len(core) < 4:  # noqa: PLR2004 - too common a word to look for elsewhere
        return None
    for passage in reversed(scope.earlier):
        for one in passage.mentions:
            if scopes.is_amount(one) and scopes.same_measure(one, part) and (core in one.lead):
                return one
    return None


def _colon_list(scope: Scope, share: Mention) -> list[Mention]:
    """Parts of a list without a printed total whose shares make up the whole: they are the whole."""
    shares = [
        one
        for one in scope.here.mentions
        if one.part is Part.SHARE and one.sentence == share.sentence and not one.base
    ]
    if len(shares) < 2 or not can_sum_to([one.figure.stated() for one in shares], Interval.exactly(_HUNDRED)):  # noqa: PLR2004
        return []
    parts = [_part(scope, one) for one in shares]
    if any(part is None for part in parts):
        return []
    found = [part for part in parts if part is not None]
    return found if all(scopes.same_measure(found[0], one) for one in found) else []


def _listed(scope: Scope, share: Mention) -> list[tuple[Mention, Mention]]:
    """分别74万元、14万元、8万元，占比74%、14%、8%: each share with its part; else nothing."""
    mentions = scope.here.mentions
    shares = [share]
    for one in mentions[share.index + 1 :]:
        if one.part is not Part.SHARE and not (
            one.figure.kind is FigureKind.PERCENT and one.lead in {"", "和", "及"}
        ):
            break
        if (
            one.lead not in {"", "和", "及", "与"}
            or scope.here.pattern[one.position - 1 - len(one.lead)] != "、"
        ):
            break
        shares.append(one)
    count = len(shares)
    if count < 2 or share.index < count:  # noqa: PLR2004
        return []
    parts = mentions[share.index - count : share.index]
    if any(not scopes.is_amount(part) or part.sentence != share.sentence for part in parts):
        return []
    return list(zip(parts, shares, strict=True))


def _parallel(scope: Scope, listed: list[tuple[Mention, Mention]]) -> Iterator[Statement]:
    first = listed[0][0]
    total = next(
        (
            one
            for one in scope.back(first)
            if scopes.is_amount(one) and scopes.same_measure(one, first) and one.sentence == first.sentence
        ),
        None,
    )
    if total is None:
        return
    for part, share in listed:
        operands: list[tuple[str, Mention | Figure]] = [("part", part), ("whole", total)]
        yield scope.statement(StatementType.SHARE, share, operands)
    parts: list[tuple[str, Mention | Figure]] = [("part", part) for part, _ in listed]
    yield scope.statement(StatementType.SUM_OF_PARTS, total, parts, complete=True)


def _completion(scope: Scope, rate: Mention) -> Iterator[Statement]:
    name = rate.base
    money = _MONEY_RATES.search(name) is not None or "预算" in name
    counted = _counted(scope, rate)
    if counted is not None:
        yield counted
        return
    executed = _executed(scope, rate, money=money)
    if executed is None:
        return
    planned = _planned(scope, rate, executed, money=money)
    type_ = StatementType.EXECUTION_RATE
    if planned is None and not money and rate.lead.startswith("占"):
        others = [
            one
            for one in scope.back(executed)
            if scopes.is_amount(one) and scopes.same_measure(one, executed)
        ]
        planned = others[0] if len(others) == 1 else None
    roles = ("executed", "budget")
    if not money and (
        rate.lead.startswith("占") or re.search(r"承保|覆盖|参保|投保|检出|婚检|参检|合格|达标|保土", name)
    ):
        type_, roles = StatementType.SHARE, ("part", "whole")
    if planned is None and not money:
        return
    operands: list[tuple[str, Mention | Figure]] = [(roles[0], executed)]
    if planned is not None:
        operands.append((roles[1], planned))
    yield scope.statement(type_, rate, operands, subject=executed.subject)


_COUNTED: tuple[tuple[str, str, str], ...] = (
    ("回收", "收回|回收", "发放|发出|印发"),
    ("满意", "满意", "收回|回收|有效|受访|调查"),
    ("结案", "结案|办结", "立案|受理"),
    ("办结", "办结", "受理|接收|收到"),
    ("整改", "整改|已完成", "发现|问题"),
    ("合格", "合格", "抽检|检查|抽查|检测"),
)
"""Rates of counts: what the rate's name holds, what its numerator is told as, what its denominator."""


def _counted(scope: Scope, rate: Mention) -> Statement | None:
    """发放问卷544份，收回542份，回收率99.63%: both counts in the sentence of their rate."""
    for name, done, of in _COUNTED:
        if name not in rate.base:
            continue
        before = [
            one
            for one in scope.back(rate)
            if one.sentence == rate.sentence and one.figure.kind is FigureKind.COUNT and not one.depth
        ]
        part = next((one for one in before if re.search(done, one.lead)), None)
        if part is None:
            return None
        whole = next((one for one in before if re.search(of, one.lead) and one.index < part.index), None)
        if whole is None or not scopes.same_measure(part, whole):
            return None
        return scope.statement(StatementType.EXECUTION_RATE, rate, [("executed", part), ("budget", whole)])
    return None


def _stem(name: str) -> str:
    return re.sub(r"(?:率|比率|比例|进度)$", "", name)[-2:]


def _executed(scope: Scope, rate: Mention, *, money: bool) -> Mention | None:
    """What was done: named like the rate, or the amount right before it."""
    stem = _stem(rate.base)
    nearest = None
    for one in scope.back(rate):
        if one.sentence < rate.sentence - (0 if not money else 0):
            break
        if not scopes.is_amount(one) or one.prior or one.depth > rate.depth:
            continue
        if money and one.figure.kind is not FigureKind.MONEY and not scopes.same_measure(one, one):
            continue
        if "到位" in rate.base and "到位" not in one.lead:
            continue
        if not money:
            if re.search(r"计划|任务|目标", rate.base) and one.segment == rate.segment:
                return one
            if stem in one.lead or (_DONE.search(rate.base) and _DONE_WORDS.search(one.lead)):
                return one
            continue
        if nearest is None:
            nearest = one
            if words.EXECUTED.search(one.lead) and not re.search(r"预算[^，]*\Z", one.lead):
                return one
            if "未" in one.lead:
                nearest = None
                continue
            if (not words.EXECUTED.search(one.lead) and re.search(r"预算|计划|安排", one.lead)) or "预算" not in rate.base:
                nearest = None
    return nearest


def _planned(scope: Scope, rate: Mention, executed: Mention, *, money: bool) -> Mention | None:
    """The budget or plan of the very amount that was executed."""
    qualifier = re.search(r"年初|全年|调整|批复", rate.base)
    part_of_list = sums.is_part(scope, executed)
    between = [
        one
        for one in scope.here.mentions[executed.index + 1 : rate.index]
        if one.segment == executed.segment and scopes.is_amount(one) and scopes.same_measure(one, executed)
        and re.search(r"预算|计划", one.lead) and not one.prior
    ]  # fmt: skip
    if money and len(between) == 1:
        return between[0]
    candidates = []
    for one in scope.back(executed):
        if part_of_list and (one.segment != executed.segment or one.sentence != executed.sentence):
            break
        if not scopes.is_amount(one) or one.prior or not scopes.same_measure(one, executed):
            continue
        if one.depth > executed.depth or "未" in one.lead:
            continue
        if money and not words.BUDGET.search(one.lead):
            continue
        if not money and one.sentence != executed.sentence and not re.search(r"计划|任务|目标", one.lead):
            continue
        if one.sentence == executed.sentence or not sums.is_part(scope, one):
            candidates.append(one)
        if len(candidates) > 3:  # noqa: PLR2004
            break
    if not money:
        planned = [one for one in candidates if _PLAN.search(one.lead)]
        return planned[0] if planned else (candidates[0] if len(candidates) == 1 else None)
    if qualifier is not None:
        named = [one for one in candidates if qualifier[0] in one.lead]
        if named and named[0].value == 0 and len(candidates) > 1:
            named = [
                one for one in candidates if one.value != 0 and re.search(r"全年|调整", one.lead)
            ] or named
        if named:
            return named[0]
        if qualifier[0] != "年初" and candidates and re.search(r"年初", candidates[0].lead):
            return None
    own = [one for one in candidates if one.sentence == executed.sentence] or candidates
    budgets = [one for one in own if re.search(r"预算|计划|指标", one.lead)]
    near = budgets or own
    return near[0] if near else None


def _share_as_amount(scope: Scope, percent: Mention) -> Iterator[Statement]:
    """中央47.5%为614.39万元: the amount that a share of the total comes to."""
    mentions = scope.here.mentions
    if (
        percent.index + 1 >= len(mentions)
        or not _OF_SHARE.match(percent.after)
        or percent.after[0] not in "为即计是"
    ):
        return
    amount = mentions[percent.index + 1]
    total = next(
        (
            one
            for one in scope.back(percent)
            if scopes.is_amount(one)
            and scopes.same_measure(one, amount)
            and not (
                one.index
                and mentions[one.index - 1].figure.kind is FigureKind.PERCENT
                and one.lead in {"为", "即", "计", "是"}
            )
        ),
        None,
    )
    if total is None or total.sentence != amount.sentence:
        return
    operands: list[tuple[str, Mention | Figure]] = [("part", percent), ("whole", total)]
    yield scope.statement(
        StatementType.SHARE, amount, operands, subject=percent.subject, recipe="amount_of_share"
    )
