"""
What became of things that were counted: 问题50项，…，已整改40项，正在整改10项.

No word says that the states told are all there are, so they are held against their total only where
they add up to it, where they go beyond it, or where one is the other's contrary (已整改 and 未整改).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, families

_MONEY, _PERCENT, _SCORE = FigureKind.MONEY, FigureKind.PERCENT, FigureKind.SCORE
_COMPLETION, _OTHER = Part.COMPLETION, Part.OTHER

_STATE = re.compile(
    r"(?:^|[日末底前，])(?P<how>已经?|正在|尚未|未|暂未|还未|部分|基本|持续|整改)(?P<deed>[\u4e00-\u9fff]{2,12}?)(?:的|问题|资金|金额|事项|有|共)*\Z"
)
_UNDONE = re.compile(r"尚未|暂未|还未|未")
_DEEDS = re.compile(
    r"整改|解决|办结|完成|落实|化解|销号|开工|完工|竣工|处理|处置|答复|回复|验收|交付|兑付|到位|支付|分配"
)
_HALF = frozenset({"部分", "正在", "基本", "持续"})
_FARTHEST = 200
_MOST = 6


def states(scope: Scope) -> Iterator[Statement]:
    """The totals of a passage whose states are told behind them."""
    if _DEEDS.search(scope.here.pattern) is None:
        return
    groups: dict[tuple[str, int], list[Mention]] = {}
    for one in scope.here.mentions:
        if not scopes.is_amount(one):
            continue
        unit = "" if one.figure.kind is _MONEY else one.figure.unit
        group = groups.setdefault((unit, one.depth), [])
        told = _STATE.search(one.lead) if _DEEDS.search(one.lead) else None
        if told is not None and _DEEDS.search(told["deed"]):
            group.append(one)
        elif group:
            yield from _of_total(scope, group[:_MOST])
            group.clear()
    for group in groups.values():
        yield from _of_total(scope, group[:_MOST])


def _of_total(scope: Scope, group: list[Mention]) -> Iterator[Statement]:
    if len(group) < len(("已", "未")) or any(breakdowns.is_part(scope, one) for one in group):
        return
    first, last = group[0], group[-1]
    whole = next(
        (
            one
            for one in scope.back(first)
            if scopes.is_amount(one) and scopes.same_measure(one, first) and not one.prior
        ),
        None,
    )
    if whole is None or whole.depth != first.depth or first.position - whole.position > _FARTHEST:
        return
    if whole.sentence < first.sentence - 1 or whole.value < max(one.value for one in group):
        return
    contrary = len(group) == len(("已", "未")) and _contrary(first, last)
    if families.sums_up(group, whole) or contrary:
        yield scope.statement(
            StatementType.SUM_OF_PARTS, whole, [("part", one) for one in group], complete=contrary
        )


def _contrary(one: Mention, other: Mention) -> bool:
    """Whether two states are one deed done and not done."""
    done, undone = _STATE.search(one.lead), _STATE.search(other.lead)
    if done is None or undone is None or done["deed"] != undone["deed"]:
        return False
    hows = (done["how"], undone["how"])
    return sum(_UNDONE.match(how) is not None for how in hows) == 1 and not _HALF.intersection(hows)


_RATE = re.compile(
    r"(?P<deed>不[\u4e00-\u9fff]{1,2}(?=(?:发现|检出)?率)|[\u4e00-\u9fff]{2})(?:(?<=格)(?:发现|检出))?率(?:为|达到?|约|均)*\Z"
)


def state_rates(scope: Scope, known: set[int]) -> Iterator[Statement]:
    """已分配33.8亿元，未分配0.08亿元，分配率99.8%; 立案588件，立案率92%: rates named by their deed."""
    mentions = scope.here.mentions
    for rate in mentions:
        told = _RATE.search(rate.lead) if rate.figure.kind is _PERCENT else None
        if told is None or rate.part not in {_OTHER, _COMPLETION} or rate.figure.start in known:
            continue
        if told["deed"] in {"负债", "结余", "结转", "节约", "节支"}:
            continue  # 资产负债率 is of the assets, 结余率 of the budget (see `balances`, `remainders`)
        own = [one for one in mentions[max(0, rate.index - 2) : rate.index] if one.sentence == rate.sentence]
        done = [one for one in own if _of_deed(one, told["deed"], undone=False)]
        left = [one for one in own if _of_deed(one, told["deed"], undone=True)]
        elsewhere = [one for one in done if _elsewhere(one, rate)]
        left = elsewhere or left
        if done and not elsewhere:
            yield from _done(scope, rate, done[-1], told["deed"])
        elif left:
            whole = _whole_of(scope, left[0])
            if whole is not None:
                roles = [("part", whole), ("minus", left[0]), ("whole", whole)]
                yield scope.statement(StatementType.SHARE, rate, roles)


def _elsewhere(one: Mention, rate: Mention) -> bool:
    """县外住院1.9万人次，县域内住院率83%: the one is told of what lies without, the other of what within."""
    return any(
        without in one.lead and within in rate.lead and without not in rate.lead
        for without, within in (("外", "内"), ("内", "外"))
    )


def _done(scope: Scope, rate: Mention, done: Mention, deed: str) -> Iterator[Statement]:
    """What was done over what there was: right before it, else wherever the rate says."""
    whole = _whole_of(scope, done)
    if whole is not None and _NOT.match(deed) and _with(done, whole, rate):
        roles = [("part", done), ("whole", whole), ("whole", done)]  # 逮捕25人，不捕24人，不捕率48.98%
        yield scope.statement(StatementType.SHARE, rate, roles)
        return
    if whole is None or not scopes.gives(done, whole, rate):
        certain = whole is not None and whole.sentence == rate.sentence and not _NOT.match(deed)
        told = whole is not None and (_WHOLE.search(whole.lead) or _of_which(scope, whole, done))
        if not certain or not told:
            whole = next((one for one in _amounts(scope, done, rate) if scopes.gives(done, one, rate)), None)
            whole = whole or (_tested(scope, done, rate) if deed in done.lead else None)
    if whole is not None:
        yield scope.statement(StatementType.EXECUTION_RATE, rate, [("executed", done), ("budget", whole)])


_TEST = re.compile(r"抽检|抽查|检验|检测|送检|抽样")


def _tested(scope: Scope, done: Mention, rate: Mention) -> Mention | None:
    """抽检4,320批次，…，检出不合格86批次，不合格率1.99%: all that was tested, told once."""
    if "合格" not in rate.lead or "不" not in rate.lead:
        return None
    found = [one for one in _amounts(scope, done, rate) if _TEST.search(one.lead)]
    return found[0] if len(found) == 1 else None


def _of_which(scope: Scope, whole: Mention, done: Mention) -> bool:
    """报告9篇，其中4篇获批示，批示率44.44%: some of the very ones told before."""
    own = scope.here.mentions[whole.index : whole.index + 1] == [whole]
    return own and "其中" in scope.here.pattern[whole.position : done.position]


def _with(done: Mention, other: Mention, rate: Mention) -> bool:
    """Whether a rate is that of an amount over itself and its contrary together."""
    part, rest, told = done.figure.interval, other.figure.interval, rate.figure.interval
    if part is None or rest is None or told is None:
        return False
    quotient = part.divided_by(part + rest)
    return quotient is not None and quotient.scaled(scopes.HUNDRED).meets(told)


def _amounts(scope: Scope, done: Mention, rate: Mention) -> Iterator[Mention]:
    """What the rate may be of: no less than was done, unless more was done than set: 开工率达110.59%."""
    over = rate.value > scopes.HUNDRED
    for one in scope.back(done, farther=True):
        if scopes.is_amount(one) and scopes.same_measure(one, done) and (one.value < done.value) == over:
            yield one


_NOT = re.compile("不|未|非")
_WHOLE = re.compile(r"共|总|合计|全部|受理|接收|收到|应|计划|发放")
"""What a rate that is not given by it must be told as: 共提交提案639件."""
_BEHIND = re.compile("[\u4e00-\u9fff]{2,11}")
_FARTHER = 8
"""4篇获县委主要领导批示: so many signs may tell what was done."""
_THING = 4
"""检出不合格食品347批次: so many signs may name what was done to."""


def _of_deed(one: Mention, deed: str, *, undone: bool) -> bool:
    if not scopes.is_amount(one) or one.figure.kind is _SCORE:
        return False
    place = one.lead.rfind(deed)
    if place < 0:
        behind = _BEHIND.match(one.after)  # 3个项目已开工, 687批次产品不合格
        at = -1 if behind is None else behind[0].find(deed)
        return 0 <= at <= _FARTHER and (one.after[:at][-1:] == "未") == undone
    if len(one.lead) - place - len(deed) > _THING:
        return False
    return (one.lead[:place][-1:] == "未") == undone


def _whole_of(scope: Scope, one: Mention) -> Mention | None:
    """The one amount right before what became of it, in its sentence or alone in the one before."""
    before = scope.here.mentions[one.index - 1] if one.index else None
    if before is None or not scopes.is_amount(before) or not scopes.same_measure(before, one):
        return None
    if before.depth != one.depth or before.prior or before.sentence < one.sentence - 1:
        return None
    return before
