"""
Shares of a whole: the part right before its percentage, the whole by its name or as the total of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.interval import Interval
from hengji.domain.stated import can_sum_to
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import borne_out, breakdowns, completions, neighbours, slips, unit_budgets

_YEAR = FigureKind.YEAR
_SHARE = Part.SHARE

_HUNDRED = Decimal(100)
_PERCENT = SIGNS[FigureKind.PERCENT]


_BUDGETED = re.compile(r"预算(?:数|安排|为)*\Z")


_OF_BUDGET = re.compile(
    r"占(?P<base>[^，。；]*(?:基本|项目|人员|公用|公共|总|采购)[^，。；]*?预算)(?:支出|收入|拨款)?(?:的|为)*\Z"
)


_OF_SIDE = re.compile(
    r"占(?:全[县市省区]|本级)?(?P<base>(?:一般)?公共预算(?:收入|支出))(?:总额|合计)?(?:的|比重|比例|为)*\Z"
)
"""占一般公共预算收入的48.51% is of what came in, whatever its name."""


def of_budget(scope: Scope, rate: Mention) -> Mention | None:
    """
    A rate of a budget that is no completion of it, as a share.

    工资福利支出预算716,052.51元，占基本支出预算81.25%: what is itself a budget is a part, not spent;
    and so is what is told under 项目支出 as a percentage of 项目支出预算.
    """
    before = scope.here.mentions[rate.index - 1] if rate.index else None
    side = _OF_SIDE.match(rate.lead)
    if side is not None:
        return replace(rate, part=_SHARE, base=side["base"], subject="")
    told = _OF_BUDGET.search(rate.lead)
    if before is None or told is None or before.clause != rate.clause - 1:
        return None
    base = words.subject(told["base"])
    if _BUDGETED.search(before.subject) is None and _under(scope, before, base.removesuffix("预算")) is None:
        return None
    return replace(rate, part=_SHARE, base=base, subject="")


def _under(scope: Scope, part: Mention, name: str) -> Mention | None:
    """The amount in a paragraph shortly before that bears the name which a share names: 项目支出."""
    if len(name) < 4 or name in part.lead:
        return None
    return next((one for _, one in scope.told_before(part) if one.subject.endswith(name)), None)


def share(scope: Scope, share: Mention) -> Iterator[Statement]:
    """A percentage of a whole, with the amount that it belongs to."""
    part = _part(scope, share)
    if part is None or ("累计" in part.lead and SIGNS[_YEAR] in share.lead):
        return  # 五年累计7.8亿元，2024年占支出的4%: a share of one year
    if re.search(r"计划|任务|目标", share.base):
        planned = [
            one for one in scope.back(part) if scopes.is_amount(one) and scopes.same_measure(one, part)
        ]
        if len(planned) == 1 and not scopes.is_base_of_rate(planned[0]):
            yield scope.statement(
                StatementType.SHARE, share, [("part", part), ("whole", planned[0])], subject=part.named
            )
        return
    part_of_budget = _BUDGETED.search(part.subject) or _OF_BUDGET.search(share.lead)
    if "预算" in share.base and not part_of_budget and re.search(r"决算|执行|支出|完成|支付", part.lead):
        yield from completions.completion(scope, share)
        return
    found = _whole(scope, share, part)
    if not found:
        told = borne_out.whole(scope, share, part) or borne_out.opened(scope, share, part)
        found = [] if told is None else [told]
    if not found and share.base:
        found = _but_for_a_slip(scope, share, part)
    found = found or neighbours.of_slipped_share(scope, share, part)
    if not found and not re.search(r"总|合计|支出|收入|预算|资金", share.base):
        return
    operands: list[tuple[str, Mention | Figure]] = [("part", part), *(("whole", one) for one in found)]
    yield scope.statement(StatementType.SHARE, share, operands, subject=part.named)


_A_TOTAL = re.compile(r"合计|总|共|概算|预算|到位|决算")
_NEAR = 12


def _but_for_a_slip(scope: Scope, share: Mention, part: Mention) -> list[Mention]:
    """占本年支出的80.21%: the one total told before that gives the share but for a slip of the pen."""
    if not re.search(r"支出|收入|资金|预算|投资", share.base):
        return []
    totals = [
        one
        for _, one in islice(scope.told_before(part), _NEAR)
        if _A_TOTAL.search(one.lead) and not one.prior and not one.depth and one.value > part.value
    ]
    found = [one for one in totals if slips.of_rate(part.figure, one.figure, share.figure)]
    return found[:1] if len({one.value for one in found}) == 1 else []


def _part(scope: Scope, share: Mention) -> Mention | None:
    """What the share belongs to: the amount right before it in its own item."""
    for one in scope.back(share):
        if one.sentence < share.sentence and share.subject:
            return _spoken_of(scope, share)
        if one.segment != share.segment or one.sentence != share.sentence:
            return None
        if scopes.is_amount(one) and not one.prior:
            if (
                neighbours.is_the_whole(share, one)
                and one.index
                and scopes.same_measure(before := scope.here.mentions[one.index - 1], one)
            ):
                return before if scopes.is_amount(before) and before.segment == one.segment else None
            if share.subject and not scopes.alike(share.subject, one.subject):
                return next(
                    (
                        other
                        for other in scope.back(share)
                        if other.segment == share.segment
                        and scopes.is_amount(other)
                        and scopes.alike(share.subject, other.subject)
                    ),
                    None,
                )
            return one
    return None


_THIS = re.compile(r"^(?:该项?|此项|上述|这项|这部分)(?:收入|支出|资金|经费|款项)?\Z")


def _spoken_of(scope: Scope, share: Mention) -> Mention | None:
    """会费收入8万元，其中…。会费收入占…的0.2%: the amount of that name, or this one, a sentence before."""
    told = [
        one
        for one in scope.back(share)
        if one.sentence == share.sentence - 1 and scopes.is_amount(one) and not one.prior and not one.depth
    ]
    if told and _THIS.match(share.subject):
        return told[-1]
    named = [one for one in told if one.subject == share.subject]
    return named[-1] if len(named) == 1 else None


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
    for breakdown in breakdowns.breakdowns(scope):
        if any(one is part for one in breakdown.parts):
            return _divided(scope, share, part, breakdown)
    before = scope.here.mentions[part.index - 1] if part.index and not share.base else None
    inside = before is not None and scope.here.pattern.startswith("中，", before.position + 1)
    if before is not None and inside and scopes.is_amount(before) and scopes.same_measure(before, part):
        return [before]  # 全年支出3,174万元中，四季度支出1,428万元，占45%
    bare = _colon_list(scope, share)
    if bare:
        told = borne_out.whole(scope, share, part)
        return [told] if told is not None and scopes.gives(part, told, share) else bare
    return _lone_total(scope, share, part)


def _divided(scope: Scope, share: Mention, part: Mention, breakdown: breakdowns.Breakdown) -> list[Mention]:
    """The total that a part is told under, unless its share is of the parts or of what is above it."""
    total_ = breakdown.total
    if total_ is None or not scopes.same_measure(total_, part):
        return []
    if scopes.gives(part, total_, share):
        return [total_]
    if not share.base:
        if borne_out.by_parts(scope, share, part, (total_, breakdown.parts)):
            return breakdown.parts  # the shares are of the parts, whatever their total
        above = borne_out.whole(scope, share, part)  # 占24.37%，其中…，占23.45%: of the whole of both
        if above is not None and above is not total_ and scopes.gives(part, above, share):
            return [above]
    return [] if _carries_over(share, total_) else [total_]


def _lone_total(scope: Scope, share: Mention, part: Mention) -> list[Mention]:
    """中央补助2003亿元，其中… has a marker; 收入均为X，占100% compares with the total before."""
    if share.value != _HUNDRED:
        return []
    for one in scope.back(part):
        if scopes.is_amount(one) and scopes.same_measure(one, part) and one.value == part.value:
            return [one]
    return []


def _three_public(share: Mention, part: Mention, here: list[Mention]) -> Mention | None:
    """占“三公”经费支出的11.06%: of the amounts told before in its sentence, the one that gives the share."""
    found = [one for one in here if one.sentence == share.sentence and one.index < part.index]
    return next((one for one in found if scopes.gives(part, one, share)), None)


_GENERIC_WHOLE = re.compile(
    r"^(?:项目)?(?:总|全部|本年|全年|部门)*(?P<core>支出|收入|项目|资金|经费|人数|投资)?(?:总额|总数|总量|合计|总计|总)*$"
)


def _named_whole(scope: Scope, share: Mention, part: Mention) -> Mention | None:
    """The amount that the words 占…的 name: in this paragraph, else the nearest one of that very name."""
    here = [
        one
        for one in [
            *scope.here.mentions[part.index + 1 : share.index],
            *reversed(scope.here.mentions[: part.index]),
            *scope.here.mentions[share.index + 1 :],
        ]
        if one is not part and scopes.is_amount(one) and scopes.same_measure(one, part)
    ]
    base = share.base
    if _GENERIC_WHOLE.match(base) is not None:
        return _generic_whole(scope, share, part, here)
    for one in here:
        if one.value < part.value and share.value <= _HUNDRED:
            continue  # no part is more than its whole
        real = len(one.subject) > 2 and one.subject in base
        if len(base) > len("额") + 1 and base.endswith(("额", "量")):
            real = real or one.lead.endswith(base[:-1])  # 体彩销售6.84亿元，…，占销售额的22.22%
        if real or base.replace("的", "") in one.lead.replace("的", ""):
            return one
    return _named_before(scope, share, part, here)


def _named_before(scope: Scope, share: Mention, part: Mention, here: list[Mention]) -> Mention | None:
    """The whole of that name in a paragraph before."""
    base = share.base
    if "三公" in base:
        return _three_public(share, part, here)
    under = _under(scope, part, base.removesuffix("预算"))
    if under is not None:
        return under
    core = re.sub(r"^(?:本年|全年|当年)|(?:的|总额)$", "", base)
    if len(core) < 4:
        return None
    ending = core.replace("总", "")[-_ENDING:]
    for _, one in scope.told_before(part):
        named = scopes.within(core, one.lead) or one.subject.endswith(ending)
        if core in one.lead or (named and scopes.gives(part, one, share)):
            return one
    return None


_ENDING = 4
"""So many signs at the end of its words name a whole, if it gives the share."""


def _generic_whole(scope: Scope, share: Mention, part: Mention, here: list[Mention]) -> Mention | None:
    """
    The total that 占总支出, 占本年收入 means: told as a total, borne out by the figures where several are.

    A part of the same list is none; neither is 收入总计 for 本年收入, since it holds what was carried over.
    """
    match = _GENERIC_WHOLE.match(share.base)
    core = "" if match is None else match["core"] or ""
    siblings = [
        one
        for breakdown in breakdowns.breakdowns(scope)
        if any(other is part for other in breakdown.parts)
        for one in breakdown.parts
    ]
    found = [
        one
        for one in here
        if core in one.lead
        and one.value >= part.value
        and not _shared_itself(scope, one, share)
        and re.search(r"总|合计|共|本年", one.lead)
        and not any(one is other for other in siblings)
    ]
    fits = next((one for one in found if scopes.gives(part, one, share)), None)
    return (
        fits
        or next((one for one in found if not _carries_over(share, one)), None)
        or _told_before(scope, share, part)
    )


def _told_before(scope: Scope, share: Mention, part: Mention) -> Mention | None:
    """占总投资的92%, where the paragraphs before told one 总投资."""
    if unit_budgets.YEARS_SPENDING.search(share.lead):
        return unit_budgets.spent_before(scope, part)
    told = _YEARS_TOTAL.search(share.lead)
    bare = _BARE_TOTAL.match(share.base)
    name = "总投资" if "总投资" in share.base else "" if told is None else told[0]
    name = name or ("" if bare is None else bare[0])
    if not name:
        return None
    found = [one for _, one in scope.told_before(part) if one.lead.rstrip("为").endswith(name)]
    if bare is not None:
        found = [one for one in found if scopes.gives(part, one, share)] or found
    return min(found, key=lambda one: one.figure.start) if len({one.value for one in found}) == 1 else None


def _shared_itself(scope: Scope, one: Mention, share: Mention) -> bool:
    """共529起，占总数的26.4%；…共346起，占总数的17.3%: what is a share of that whole itself is not it."""
    following = scope.here.mentions[one.index + 1 : one.index + 2]
    return any(other.part is _SHARE and other.base == share.base for other in following)


_BARE_TOTAL = re.compile(r"^(?:支出|收入)总额\Z")
_YEARS_TOTAL = re.compile(r"本年(?:支出|收入)(?:合计|总额|总计)")


def _carries_over(share: Mention, whole: Mention) -> bool:
    """Whether a whole holds more than the year that the share is of."""
    return "本年" in share.lead and "总计" in whole.lead and "本年" not in whole.lead


def _colon_list(scope: Scope, share: Mention) -> list[Mention]:
    """Parts of a list without a printed total whose shares make up the whole: they are the whole."""
    shares = [
        one
        for one in scope.here.mentions
        if one.part is _SHARE and one.sentence == share.sentence and not one.base
    ]
    if not any(one is share for one in shares):
        return []  # 委员403人，占委员总数的68%: of a whole with a name, whatever is listed beside it
    if len(shares) < 2 or not can_sum_to([one.figure.stated() for one in shares], Interval.exactly(_HUNDRED)):
        return []
    parts = [_part(scope, one) for one in shares]
    if any(part is None for part in parts):
        return []
    found = [part for part in parts if part is not None]
    return found if all(scopes.same_measure(found[0], one) for one in found) else []


def listed(scope: Scope, share: Mention) -> list[tuple[Mention, Mention]]:
    """分别74万元、14万元、8万元，占比74%、14%、8%: each share with its part; else nothing."""
    mentions = scope.here.mentions
    shares = [share]
    for one in mentions[share.index + 1 :]:
        if one.part is not _SHARE and not (
            one.figure.kind is FigureKind.PERCENT and one.lead in {"", "和", "及"}
        ):
            break
        before = scope.here.pattern[one.position - 1 - len(one.lead)]
        joined = one.lead in {"和", "及", "与"}
        if (one.lead and not joined) or before not in {"、", _PERCENT if joined else "、"}:
            break
        shares.append(one)
    count = len(shares)
    if count < 2 or share.index < count:
        return []
    parts = mentions[share.index - count : share.index]
    if any(not scopes.is_amount(part) or part.sentence != share.sentence for part in parts):
        return []
    return list(zip(parts, shares, strict=True))


def parallel(scope: Scope, listed: list[tuple[Mention, Mention]]) -> Iterator[Statement]:
    """Parts and shares told one beside the other, and the sum of the parts."""
    first = listed[0][0]
    total = _named_whole(scope, listed[0][1], first) or next(
        (
            one
            for one in scope.back(first)
            if scopes.is_amount(one) and scopes.same_measure(one, first) and one.sentence == first.sentence
        ),
        None,
    )
    if total is None or not scopes.same_measure(total, first):
        return
    if not any(scopes.gives(part, total, share) for part, share in listed):
        return  # 分别占东、中线投资的57%和21%: each of a whole of its own
    for part, share in listed:
        operands: list[tuple[str, Mention | Figure]] = [("part", part), ("whole", total)]
        yield scope.statement(StatementType.SHARE, share, operands)
    all_told = can_sum_to([share.figure.stated() for _, share in listed], Interval.exactly(_HUNDRED))
    own = total.index < len(scope.here.mentions) and scope.here.mentions[total.index] is total
    if own:
        parts: list[tuple[str, Mention | Figure]] = [("part", part) for part, _ in listed]
        all_told = all_told or total.sentence == first.sentence
        yield scope.statement(StatementType.SUM_OF_PARTS, total, parts, complete=all_told)
