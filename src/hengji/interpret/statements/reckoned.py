"""
Figures that nothing else explains, reckoned from the few right before them.

    应检251家，实检243家，年检率96.81%。 / 低于控制目标4.5%1.64个百分点。 / 三项合计99.45万人。

A rate bears no word for what it is of, an average none for what was divided.  So the figures must speak:
two of those right before it give it, or give it but for a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN
from hengji.domain.statement import ChangeDirection, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, families, slips

_COUNT, _PERCENT, _PERCENTAGE_POINT = FigureKind.COUNT, FigureKind.PERCENT, FigureKind.PERCENTAGE_POINT
_AMOUNT, _CHANGE, _SHARE = Part.AMOUNT, Part.CHANGE, Part.SHARE

_COUNTED = frozenset((FigureKind.MONEY, FigureKind.COUNT))
_NEAR = 6
_NEAREST = 3
_FEWEST = 2


def reckoned(scope: Scope, told: set[int]) -> Iterator[Statement]:
    """What the figures of a passage that no statement claims (`told`) are of those before them."""
    for one in scope.here.mentions[_FEWEST - 1 :]:
        if one.figure.start in told or one.prior:
            continue
        kind = one.figure.kind
        if kind is _PERCENT:
            yield from _rate(scope, one)
        elif kind is _PERCENTAGE_POINT:
            yield from _points(scope, one)
        elif kind in _COUNTED and one.lead:
            if "均" in one.lead or "每" in one.lead:
                yield from _average(scope, one)
            if len(one.lead) <= _LONGEST_MORE:
                yield from _more(scope, one)
            if "计" in one.lead:
                yield from _total(scope, one)


def _near(scope: Scope, one: Mention, *, sentences: int = 1) -> list[Mention]:
    """The amounts right before a figure, the nearest first."""
    return [
        other
        for other in scope.here.mentions[max(0, one.index - 2 * _NEAR) : one.index]
        if other.figure.kind in _COUNTED
        and (other.part is _AMOUNT or (other.part is _CHANGE and not other.base))
        and not other.prior
        and other.value
        and one.sentence - other.sentence <= sentences
    ][: -_NEAR - 1 : -1]


_RATE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12})(?:率|占比|比例|比重)(?:为|达到?|约|约为)?\Z|^占(?:比(?:为|达)?)?\Z"
)
_NO_RATE = re.compile(
    r"增长|增速|增幅|降幅|同比|提升|下降|失业|通过率达|利率|税率|失|浓度|上升|目标|不低于|计划"
)


def _rate(scope: Scope, rate: Mention) -> Iterator[Statement]:
    """应检251家，实检243家，年检率96.81%: one of the amounts right before it over another."""
    if rate.lead == "的" or not rate.lead:
        yield from _bracketed(scope, rate)
        return
    if not _RATE.search(rate.lead) or _NO_RATE.search(rate.lead) or rate.direction is not None:
        return
    near = _near(scope, rate)
    pairs = [
        (over, under)
        for over in near[:_NEAREST]
        for under in near
        if over is not under and over.value <= under.value and scopes.same_measure(over, under)
    ]
    if not _sure(rate):
        return
    behind = [*_in_bracket_behind(scope, rate, near)]
    found = next((pair for pair in [*behind, *pairs] if scopes.gives(*pair, rate)), None)
    if found is None and len(behind) == 1 and behind[0][0].value <= behind[0][1].value:
        found = behind[0]
    if found is None and "调整率" in rate.lead:
        near = [one for one in near if one.part is _CHANGE or "初" in one.lead or "收入" in one.lead]
    if found is None and near:
        named = [one for one in near if len(one.subject) > 1 and rate.lead.startswith(one.subject)]
        first = named[0] if len(named) == 1 else near[0]
        adjusted = "调整率" in rate.lead
        nearest = [
            pair for pair in pairs if pair[0] is first and (adjusted or pair[1].sentence == rate.sentence)
        ]
        if rate.part is _SHARE:
            nearest = [pair for pair in nearest if not breakdowns.is_part(scope, pair[1])]
        slipped = [
            pair for pair in nearest[:_NEAREST] if slips.of_rate(pair[0].figure, pair[1].figure, rate.figure)
        ]
        found = slipped[0] if len(slipped) == 1 else None
    if found is not None:
        yield _ratio(scope, rate, *found)


def _in_bracket_behind(
    scope: Scope, rate: Mention, near: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """参保率96.23%（常住人口81.72万人）: of what stands in the bracket, which may tell both."""
    inside: list[Mention] = []
    for one in scope.here.mentions[rate.index + 1 : rate.index + 1 + _FEWEST]:
        opens = scope.here.pattern[rate.position + 1 : rate.position + 2] == "（"
        if opens and one.depth == rate.depth + 1 and one.figure.kind in _COUNTED and not one.prior:
            inside.append(one)
    if len(inside) == 1:
        over = next((one for one in near if scopes.same_measure(one, inside[0])), None)
        if over is not None and over.sentence == rate.sentence:
            yield over, inside[0]
    elif len(inside) == _FEWEST and scopes.same_measure(*inside):
        small, large = sorted(inside, key=lambda one: one.value)
        yield small, large


def _sure(rate: Mention) -> bool:
    """Whether a rate has digits enough that no two amounts give it by chance."""
    return rate.figure.step is not None and len(str(rate.value).replace(".", "")) >= slips.FEWEST


def _ratio(scope: Scope, rate: Mention, over: Mention | Sequence[Mention], under: Mention) -> Statement:
    overs = [over] if isinstance(over, Mention) else [*over]
    operands: list[tuple[str, Mention | Figure]] = [
        *(("numerator", one) for one in overs),
        ("denominator", under),
    ]
    return scope.statement(StatementType.RATIO, rate, operands)


_OF_BRACKET = re.compile(r"占[^，。；：（）\ue000-\ue00a]{2,16}（\Z")
_BEYOND = re.compile(r"超额?完成[^，。；：（）\ue000-\ue00a]{0,12}（\Z")


def _bracketed(scope: Scope, rate: Mention) -> Iterator[Statement]:
    """占建成区面积（48.2平方公里）的38.59%; 超额完成目标任务（3,000人）4.87%: what stands in the bracket."""
    under = scope.here.mentions[rate.index - 1]
    if under.depth != rate.depth + 1 or scope.here.pattern[under.position + 1] != "）":
        return
    words = scope.here.pattern[max(0, under.position - 24) : under.position]
    over = next(
        (
            one
            for one in _near(scope, rate, sentences=0)
            if one is not under and scopes.same_measure(one, under) and one.depth == rate.depth
        ),
        None,
    )
    if over is None:
        return
    if rate.lead and over.value > under.value and rate.value <= scopes.HUNDRED:
        return  # 高级职称3,489人…；“双师型”占中职教师（520人）的58.08%: the part is not told before
    if rate.lead and _OF_BRACKET.search(words):
        yield scope.statement(StatementType.SHARE, rate, [("part", over), ("whole", under)])
    elif not rate.lead and _BEYOND.search(words):
        roles = [("current", over), ("prior", under)]
        yield scope.statement(StatementType.CHANGE_RATE, rate, roles, direction=ChangeDirection.INCREASE)


_AIM = re.compile(r"目标|控制|计划|任务|指标|要求|标准|上年|去年|平均")
_OVER = re.compile(
    r"^(?:高出?|高于|超出?|超过|多|低于?|少|低了|高了|比|差)?"
    r"(?:(?:年度|年初|预期|既定|绩效|设定|计划|预定)*(?:目标|计划|指标|任务|标准)(?:值|数|要求)?的?)?\Z"
)
_ABOVE = re.compile(r"高于|超|高|多")
_BELOW = re.compile(r"低于|低|少|降|减")
_THAN_OTHERS = re.compile(
    r"(?:比|较|高于|低于)(?P<other>上年|去年|全[国省市县区])[^，。；：]{0,6}?(?P<how>高|低|提高|提升|上升|下降|降低|增加|减少)?(?:出|了)?\Z"
)


def _points(scope: Scope, gap: Mention) -> Iterator[Statement]:
    """
    登记失业率2.86%，低于控制目标4.5%1.64个百分点; 占比57.5%，比目标值55%高2.5个百分点;
    目标90%，满意度93.6%，超目标3.6个百分点.
    """
    before = scope.here.mentions[gap.index - 1]
    behind = scope.here.mentions[gap.index + 1 : gap.index + 2]
    opens = scope.here.pattern[gap.position + 1 : gap.position + 2] == "（"
    told = _THAN_OTHERS.search(gap.lead)
    if opens and told is not None and behind and behind[0].position == gap.position + 2 + len(behind[0].lead):
        percents = {before.figure.kind, behind[0].figure.kind} == {_PERCENT}
        if percents and told["other"] in behind[0].lead and before.sentence == gap.sentence:
            yield _gap(scope, gap, before, behind[0].figure, rises=_BELOW.search(told[0]) is None)
        return
    if gap.index < _FEWEST or not _OVER.match(gap.lead):
        return
    own, aim = scope.here.mentions[gap.index - 2 : gap.index]
    if {own.figure.kind, aim.figure.kind} != {_PERCENT} or own.sentence != gap.sentence:
        return
    words = scope.here.pattern[own.position + 1 : gap.position]
    if _AIM.search(own.lead) and not _AIM.search(aim.lead):
        own, aim = aim, own  # 目标70%，实际75.2%，超出5.2个百分点
    elif not _AIM.search(words):
        return
    above, below = _ABOVE.search(words), _BELOW.search(words)
    if (above is None) is not (below is None):
        yield _gap(scope, gap, own, aim.figure._replace(step=None), rises=above is not None)


def _gap(scope: Scope, gap: Mention, own: Mention, aim: Figure, *, rises: bool) -> Statement:
    direction = ChangeDirection.INCREASE if rises else ChangeDirection.DECREASE
    roles: list[tuple[str, Mention | Figure]] = [("current", own), ("prior", aim)]
    return scope.statement(StatementType.CHANGE_AMOUNT, gap, roles, direction=direction)


_THAN = re.compile(r"^(?:比|较)[^，。；：]{2,14}\Z")
_LONGEST_MORE = len("超出了")
_MORE = re.compile(r"^(?P<more>多|超|超出|高)(?:出|了)?\Z|^(?:少|低)(?:了)?\Z")


def _more(scope: Scope, gap: Mention) -> Iterator[Statement]:
    """播种面积58.62万亩，比任务面积58.35万亩多0.27万亩: what it is more than stands right before."""
    told = _MORE.match(gap.lead)
    if told is None or gap.index < _FEWEST:
        return
    own, than = scope.here.mentions[gap.index - 2 : gap.index]
    alike = scopes.same_measure(own, gap) and scopes.same_measure(than, gap) and scopes.is_amount(own)
    if alike and _THAN.match(than.lead) and than.clause == gap.clause and own.sentence == gap.sentence:
        yield _gap(scope, gap, own, than.figure, rises=told["more"] is not None)


_EACH = re.compile(
    r"(?:^|平均|，)每(?P<times>[百千万])?(?P<each>[^每，。；：\ue000-\ue00a]{1,12})\Z"
    r"|(?P<of>人次|[次人户亩生家村校床件台辆场次期头具批例站])均[^，。；：]{0,8}\Z"
)
_TIMES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}
_PEOPLE = frozenset(("人", "名", "位", "人次"))


def _average(scope: Scope, average: Mention) -> Iterator[Statement]:
    """1,268人次，支出180.06万元，人次均1,420元: an amount before it over a count of what it names."""
    each = _EACH.search(average.lead)
    if each is None:
        return
    average = _to_the_fen(average)
    word = each["each"] or each["of"]
    times = _TIMES.get(each["times"] or "", Decimal(1))
    near = _near(scope, average, sentences=0)
    unders = [one for one in near if one.figure.kind is _COUNT and _is_of(word, one)]
    overs = [one for one in near if _measures_as(one, average)]
    pairs = [(over, under) for over in overs for under in unders if over is not under]
    found = next((pair for pair in pairs if scopes.gives(*pair, average, times=times)), None)
    if found is None and times == 1:
        slipped = [pair for pair in pairs[:_NEAREST] if _slipped(average, *pair)]
        found = slipped[0] if len(slipped) == 1 else None
    if (
        found is not None
        and times == 1
        and (len(str(average.figure.quote)) > _FEWEST or "均" in average.lead)
    ):
        yield _ratio(scope, average, *found)


def _to_the_fen(average: Mention) -> Mention:
    """1,840万元 over 1,462万人次 is 1.26元 rounded: an average of money is seldom exact to the fen."""
    figure = average.figure
    if figure.step is not None or figure.unit != YUAN or average.value % 1 == 0:
        return average
    return replace(average, figure=figure._replace(step=Decimal("0.01")))


def _slipped(average: Mention, over: Mention, under: Mention) -> bool:
    """Whether a slip in the average, or in what was divided, is all that parts them."""
    made = over.figure._replace(value=average.value * under.value)
    exact = average.figure.unit == over.figure.unit and slips.slip(over.figure, made, digits=slips.FEWEST)
    return exact or slips.of_rate(over.figure, under.figure, _alike(average, over), times=1)


def _alike(average: Mention, over: Mention) -> Figure:
    return average.figure._replace(unit=over.figure.unit, step=average.figure.step or Decimal(1))


def _measures_as(one: Mention, average: Mention) -> bool:
    return scopes.same_measure(one, average) or {one.figure.unit, average.figure.unit} <= _PEOPLE


def _is_of(word: str, count: Mention) -> bool:
    unit = count.figure.unit
    if not unit:
        return False
    return word.startswith(unit) or unit.startswith(word) or (word[0] in "人名位次" and unit in _PEOPLE)


_TOTAL = re.compile(r"^(?:[一-龥]{0,4})(?:合计|共计|总计)(?P<name>[\u4e00-\u9fff]{0,8})\Z")


def _total(scope: Scope, total: Mention) -> Iterator[Statement]:
    """结婚2,316对（…），离婚986对，补领412对，合计办理3,714对: all before it in its sentence."""
    if not _TOTAL.match(total.lead) or total.depth:
        return
    before = [
        one
        for one in scope.here.mentions[: total.index]
        if one.sentence == total.sentence
        and one.part is _AMOUNT
        and not one.depth
        and not one.prior
        and scopes.same_measure(one, total)
    ]
    runs = [before[-count:] for count in range(_FEWEST, len(before) + 1)]
    found = next((run for run in runs if families.sums_up(run, total)), None)
    if found is None and runs and families.all_but_sums_up(before, total) and len(before) > _FEWEST:
        found = before
    if found is not None:
        yield scope.statement(StatementType.SUM_OF_PARTS, total, [("part", one) for one in found])
