"""
Averages and products: 人均, 户均, 每户 × 户数.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import priced, slips

_COUNT, _MONEY, _PERIOD = FigureKind.COUNT, FigureKind.MONEY, FigureKind.PERIOD

_FOR_ONE = f"{YUAN}/"
_AVERAGE = re.compile(
    r"(?P<unit>[人户亩生家村校床件台辆车场次期案宗站所馆批条吨笔册镇]|头)均[^，。；]{0,8}\Z|平均每(?P<each>公里|平方米|[人户亩家个名村校件宗起项批台辆期场次天月年座处条所床眼盏株吨])[^，。；]{0,6}\Z"
)
_IN_ALL = re.compile(r"(?:合计|共计?|总计|累计)")
_EACH = re.compile(r"每(?P<unit>[人户亩家个名件台辆场次套本只头批期米吨]|平方米|公里)[^，。；每]{0,8}\Z")
_EACH_PERIOD = re.compile(
    r"每(?P<unit>[人户亩家个名件台辆场套只头])每(?P<period>月|年|天|日)[^，。；每]{0,8}\Z"
)
_PRICE = re.compile(r"单价(?:为)?\Z")
_TOTAL = re.compile(r"共|合计|总计|需|须|计|总|发放|兑付|兑现|补助|支出|筹集|投入")
_BARGAINED = re.compile(r"中标|成交|结算|审定|优惠")
_PERIODS = re.compile(SIGNS[FigureKind.PERIOD] + r"(?:共计?|合计|总计|累计)[\u4e00-\u9fff]{0,4}\Z")
_PEOPLE = {
    "人": {"人", "名", "位"},
    "生": {"人", "名"},
    "户": {"户"},
    "亩": {"亩"},
    "名": {"名", "人"},
    "车": {"辆", "台"},
    "场": {"场", "场次"},
    "案": {"件", "宗", "起"},
    "批": {"批", "批次"},
}


def products(scope: Scope) -> Iterator[Statement]:
    """The averages and products of a passage."""
    pattern = scope.here.pattern
    each = "均" in pattern or "每" in pattern or "单价" in pattern
    stroke = any(mention.figure.unit.startswith(_FOR_ONE) for mention in scope.here.mentions)
    for mention in scope.here.mentions:
        if each and mention.figure.kind in {_MONEY, _COUNT}:
            yield from _average(scope, mention)
            yield from _each_behind(scope, mention)
        if stroke and mention.figure.unit.startswith(_FOR_ONE):
            yield from priced.unit_cost(scope, mention)
        if each and mention.figure.kind is _COUNT:
            yield from priced.counted(scope, mention)
            yield from priced.daily(scope, mention)
        if mention.figure.unit == YUAN and not priced.of_several(scope, mention):
            counted = [*_counted_out(scope, mention)] or [*priced.paid_out(scope, mention)]
            if each and not counted:
                counted = [*_reckoned(scope, mention), *_yearly(scope, mention)] or [
                    *_product(scope, mention)
                ]
            if (each or stroke) and not counted:
                counted = [*priced.priced(scope, mention)]
            yield from counted


_BY_EACH = re.compile(
    r"(?:^|年|月|按|人)*(?P<unit>[人户亩生家村校件台辆场次期名])(?:均|每?)(?:[补标][助贴准])?(?:标准)?(?:为|按)?\Z"
)
_COUNTED_OUT = re.compile(
    r"(?:，?(?:共|合|总|小)?计(?:算)?(?:为|需|发放|安排)?|，?需要?(?:资金|经费)?|=|为)\Z"
)


def _counted_out(scope: Scope, total: Mention) -> Iterator[Statement]:
    """268名代表，年人均2400元计643200元: count, amount for each and product, one right after the other."""
    if total.index < len(("count", "each")) or not _COUNTED_OUT.fullmatch(total.lead):
        return
    first, second = scope.here.mentions[total.index - 2 : total.index]
    for count, each in ((first, second), (second, first)):
        told = _AVERAGE.search(each.lead) or _EACH.search(each.lead) or _BY_EACH.search(each.lead)
        if told is None or each.figure.unit != YUAN or count.sentence != total.sentence:
            continue
        if any(_average(scope, each)):
            return  # told as an average of that total
        unit = told.groupdict().get("unit") or told.groupdict().get("each")
        if unit and _of_unit(unit, count) and first.sentence == total.sentence and not count.depth:
            yield scope.statement(StatementType.PRODUCT, total, [("factor", count), ("factor", each)])
            return


_RECKONED = re.compile(r"[，（]?按(?:照)?\Z")
_RECKONED_BEHIND = re.compile(r"^(?:的?标准)?(?:测算|计算|核算|安排|核定|预算|补助|计)")


def _reckoned(scope: Scope, total: Mention) -> Iterator[Statement]:
    """联络经费120,000元，按12家街道工委每家10,000元测算: the product before its two factors."""
    following = scope.here.mentions[total.index + 1 : total.index + 3]
    if len(following) < len(("count", "each")) or following[1].sentence != total.sentence:
        return
    count, each = following
    told = _EACH.search(each.lead)
    by = _RECKONED.search(count.lead)
    if told is None or by is None or each.figure.unit != YUAN or each.clause != count.clause:
        return
    if _of_unit(told["unit"], count) and _RECKONED_BEHIND.match(each.after):
        yield scope.statement(StatementType.PRODUCT, total, [("factor", count), ("factor", _set(each))])


def _set(each: Mention) -> Figure:
    """What is set for each is exact, as no average is: 每生每天3元 is not 2.60元."""
    return each.figure._replace(step=None)


_EACH_DAY = re.compile(r"每(?P<period>天|日|月|学期)\Z")
_EACH_YEAR = re.compile(r"每(?:学?年|年度)(?:共|补助|计|合计|发放|共计)*\Z")


def _yearly(scope: Scope, total: Mention) -> Iterator[Statement]:
    """每生每天3元，全年200天，每生每年600元: the days of a year times what each brings."""
    if not _EACH_YEAR.search(total.lead):
        return
    own = [one for one in scope.here.mentions[: total.index] if one.sentence == total.sentence]
    rates = [one for one in own if one.figure.unit == YUAN]
    told = _EACH_DAY.search(rates[0].lead) if len(rates) == 1 else None
    start = max(scope.here.pattern.rfind(stop, 0, total.position) for stop in "。；")
    periods = [
        figure
        for place, sign in enumerate(scope.here.pattern[start + 1 : total.position], start + 1)
        if sign == SIGNS[_PERIOD] and (figure := scope.here.periods.get(scope.here.offset(place)))
    ]
    if told is None or len(periods) != 1 or isinstance(periods[0].value, str):
        return
    if told["period"].replace("日", "天") in periods[0].unit:
        yield scope.statement(
            StatementType.PRODUCT, total, [("factor", _set(rates[0])), ("factor", periods[0])]
        )


def _of_unit(unit: str, one: Mention) -> bool:
    return one.figure.kind is _COUNT and one.figure.unit in _PEOPLE.get(unit, {unit})


def _counted(unit: str, before: list[Mention]) -> list[Mention]:
    """The counts that an average of that unit divides by; 人次 where no 人 are told."""
    counts = [one for one in before if _of_unit(unit, one)]
    if not counts and unit in {"村", "校", "站", "所", "馆"}:
        counts = [one for one in before if one.figure.unit in {"个", "所", "座"} and one.lead.endswith(unit)]
    if not counts and unit in {"人", "名"}:
        counts = [one for one in before if _of_unit("人次", one)]
    return counts


_NAMED = re.compile(
    r"平均每[个户家名]?(?P<under>[\u4e00-\u9fff]{2,6}?)的(?P<over>[\u4e00-\u9fff]{2,4}?)(?:为|是|达)?\Z"
)


def _named_average(scope: Scope, average: Mention) -> Iterator[Statement]:
    """家庭户294户，…，家庭户人口为703人。平均每个家庭户的人口为2.39人: both told under their names."""
    told = _NAMED.search(average.lead)
    if told is None:
        return
    before = [one for one in scope.here.mentions[: average.index] if scopes.is_amount(one) and not one.prior]
    over = [one for one in before if one.subject.endswith(told["under"] + told["over"])]
    under = [one for one in before if one.subject.endswith(told["under"])]
    if len(over) == 1 == len(under) and scopes.same_measure(over[0], average):
        yield scope.statement(
            StatementType.RATIO, average, [("numerator", over[0]), ("denominator", under[0])]
        )


def _average(scope: Scope, average: Mention) -> Iterator[Statement]:
    if "平均每" in average.lead:
        yield from _named_average(scope, average)
    match = _AVERAGE.search(average.lead) if "均" in average.lead else None
    if (
        match is None
        or average.lead.endswith(("由", "从"))
        or average.lead.endswith(("由", "从"))
        or _OF_A_MONTH.search(average.lead)
    ):
        return
    unit = match["unit"] or match["each"]
    before = [one for one in scope.here.mentions[: average.index] if one.sentence == average.sentence]
    own = [one for one in before if one.segment == average.segment]
    if len(_counted(unit, own)) == 1:
        before = own
    counts = _counted(unit, before)
    noun = average.lead[match.end(0) - len(match[0]) :].partition("每个")[2][:_NOUN]
    if noun:
        counts = [one for one in counts if noun in one.subject or one.after.startswith(noun)]
    if len(counts) > 1:
        counts = [one for one in counts if _IN_ALL.match(one.lead)] or _first_that_gives(
            counts, before, average
        )
    amounts = [
        one
        for one in before
        if scopes.same_measure(one, average) and scopes.is_amount(one) and not _each(one)
    ]
    if len(amounts) > 1 and len(counts) == 1:
        amounts = _that_gives(scope, amounts, counts[0], average)
    if not amounts and len(counts) == 1:
        amounts = _total_behind(scope, average)
    if not amounts and len(counts) == 1:
        amounts = _whole_of(scope, average, counts[0]) or _told_before(scope, average, counts[0])
    if len(counts) == 1 and len(amounts) == 1 and not _FOR_EVERY.search(counts[0].lead):
        yield scope.statement(
            StatementType.RATIO, _rounded(average), [("numerator", amounts[0]), ("denominator", counts[0])]
        )


_OF_A_MONTH = re.compile(r"[月日天周][人户生]均|[人户生]均每?[月日天周]")
"""发放386.4万元，惠及1,056人，月人均304.9元: of how many months is not said."""
_FOR_EVERY = re.compile(r"各[\u4e00-\u9fff]{0,4}\Z|每[^，。；]{0,6}\Z")
"""为6个站各添置1台，每台20万元: so many for every one of them."""
_NOUN = 2


def _first_that_gives(counts: list[Mention], before: list[Mention], average: Mention) -> list[Mention]:
    """
    社区12个，其中城市9个，…86名，平均每个社区7.2名: of several counts the one that the average is of,
    else the one that it is of but for a slip of the pen.
    """
    wholes = [one for one in before if scopes.same_measure(one, average) and scopes.is_amount(one)]
    pairs = [(whole, one) for one in counts for whole in wholes if whole is not one]
    exact = [one for whole, one in pairs if scopes.gives(whole, one, average, times=Decimal(1))]
    slipped = [
        one for whole, one in pairs if slips.of_rate(whole.figure, one.figure, average.figure, times=1)
    ]
    return exact[:1] or (slipped if len(slipped) == 1 else [])


def _rounded(average: Mention) -> Mention:
    """平均每场18人次: an average of whole things is rounded to them."""
    figure = average.figure
    if figure.step is not None or figure.kind is not _COUNT:
        return average
    return replace(average, figure=figure._replace(step=Decimal(1)))


_EACH_BEHIND = re.compile(
    r"^，?(?:平均|均|约|合)*每(?P<unit>[^每均，。；：\ue000-\ue00a]{1,4}?)(?:均|约|投入|支出|投资|造价|成本|费用|补助)*(?:为)?\Z"
)
_PAID_ALL = re.compile(r"^，?(?:共|合计|实际|累计|计)*(?:支出|投入|投资|支付|拨付|安排|发放)[^，。；]{0,6}\Z")


def _each_behind(scope: Scope, each: Mention) -> Iterator[Statement]:
    """新增信号灯18处，支出115.2万元，每处6.4万元: count, what was spent on them all, and for each of them."""
    told = _EACH_BEHIND.match(each.lead) if each.index >= len(("count", "total")) else None
    if told is None or each.figure.unit != YUAN:
        return
    count, total = scope.here.mentions[each.index - 2 : each.index]
    own = count.segment == total.segment == each.segment and count.sentence == each.sentence
    paid = scopes.is_amount(total) and total.figure.unit == YUAN and _PAID_ALL.match(total.lead)
    if own and paid and count.figure.unit == told["unit"] and scopes.is_amount(count) and not count.depth:
        yield scope.statement(StatementType.RATIO, each, [("numerator", total), ("denominator", count)])


def _whole_of(scope: Scope, average: Mention, count: Mention) -> list[Mention]:
    """支出1.27万元，其中国内接待148人次，人均85.81元: the amount before 其中, if the average is of it all."""
    found = []
    for one in scope.back(count):
        if one.sentence != average.sentence:
            break
        whole = scopes.is_amount(one) and scopes.same_measure(one, average) and not _each(one)
        if whole and scopes.gives(one, count, average, times=Decimal(1)):
            found.append(one)
    return found


_NEAREST = 12
_NAME = 4


def _told_before(scope: Scope, average: Mention, count: Mention) -> list[Mention]:
    """
    公务接待费10.52万元。全年接待118批次、946人次，人均111.21元: the amount of a sentence before that gives
    the average, else the one that gives it but for a slip of the pen.
    """
    before = [
        one
        for one in islice(scope.back(count, farther=True), _NEAREST)
        if scopes.same_measure(one, average) and scopes.is_amount(one) and not one.prior and not _each(one)
    ]
    exact = [one for one in before if scopes.gives(one, count, average, times=Decimal(1))]
    slipped = [one for one in before if slips.of_rate(one.figure, count.figure, average.figure, times=1)]
    named = [one for one in before if _same_topic(scope, one, count)]
    for told in (exact[:1], slipped, named):
        if len({one.value for one in told}) == 1:
            return told[:1]
    return []


def _same_topic(scope: Scope, one: Mention, count: Mention) -> bool:
    """公务接待费3.78万元。公务接待63批次、504人次: whether the count goes on about what was paid for."""
    topic = next((other for other in scope.here.mentions if other.sentence == count.sentence), count)
    name = re.sub(r"^(?:全年|国内|共|开展|\ue006)+", "", topic.subject)
    return len(name) >= _NAME and one.subject.startswith(name) and one.subject.endswith("费")


def _that_gives(scope: Scope, amounts: list[Mention], count: Mention, average: Mention) -> list[Mention]:
    """购置费48万元，接待费16.2万元，接待1,080人次，人均150元: of several amounts the one that is averaged."""
    told = [one for one in scope.here.mentions[: average.index] if one.sentence == average.sentence]
    told = [one for one in told if scopes.same_measure(one, average) and scopes.is_amount(one)]
    exact = [one for one in told if scopes.gives(one, count, average, times=Decimal(1))]
    slipped = [one for one in told if slips.of_rate(one.figure, count.figure, average.figure, times=1)]
    return exact[-1:] or (slipped if len(slipped) == 1 else amounts)


def _total_behind(scope: Scope, average: Mention) -> list[Mention]:
    """3.2万亩，亩均投资2,400元，总投资7,680万元: the total right behind its average."""
    return [
        one
        for one in scope.here.mentions[average.index + 1 : average.index + 2]
        if one.segment == average.segment
        and scopes.same_measure(one, average)
        and scopes.is_amount(one)
        and re.match(r"(?:总|共|合计|计)", one.lead)
    ]


def _each(one: Mention) -> bool:
    return _EACH.search(one.lead) is not None or _AVERAGE.search(one.lead) is not None or "标准" in one.lead


def _is_rate(one: Mention) -> bool:
    priced = _EACH.search(one.lead) or _PRICE.search(one.lead)
    return one.figure.unit == YUAN and priced is not None


def _item(scope: Scope, total: Mention) -> list[Mention]:
    """What stands before a total: in its sentence, or in its item where that has a price of its own."""
    before = [one for one in scope.here.mentions[: total.index] if one.sentence == total.sentence]
    own = [one for one in before if one.segment == total.segment]
    return own if any(map(_is_rate, own)) else before


def _product(scope: Scope, total: Mention) -> Iterator[Statement]:
    if not scopes.is_amount(total) or not _TOTAL.search(total.lead) or _each(total):
        return
    if _BARGAINED.search(total.lead) or priced.rest_follows(scope, total):
        return  # what was bargained for is less than price times quantity
    period = _PERIODS.search(total.lead)
    before = _item(scope, total)
    if period is not None and before and "每年" in before[-1].lead and before[-1].figure.unit == YUAN:
        figure = scope.period_before(total)
        if figure is not None:
            yield scope.statement(StatementType.PRODUCT, total, [("factor", before[-1]), ("factor", figure)])
        return
    rates = [one for one in before if _is_rate(one)]
    others = [one for one in before if one.figure.unit == YUAN and all(one is not rate for rate in rates)]
    if any(one.figure.kind is _COUNT and _EACH.search(one.lead) for one in before):
        return  # 每批200人: a third factor
    if not rates:
        yield from _monthly(scope, total, before)
    if len(rates) != 1 or any(one.index > rates[0].index - 2 for one in others):
        return
    match = _EACH.search(rates[0].lead)
    counts = [one for one in before if match is not None and _of_unit(match["unit"], one)]
    if (
        match is None
        and rates[0].index
        and before[rates[0].index - before[0].index - 1].figure.kind is _COUNT
    ):
        counts = [before[rates[0].index - before[0].index - 1]]
    if len(counts) == 1:
        yield scope.statement(StatementType.PRODUCT, total, [("factor", counts[0]), ("factor", rates[0])])


def _monthly(scope: Scope, total: Mention, before: list[Mention]) -> Iterator[Statement]:
    """每人每月150元…260名…12个月…46.8万元: three factors, each printed once in the sentence."""
    rates = [one for one in before if one.figure.unit == YUAN]
    match = _EACH_PERIOD.search(rates[0].lead) if len(rates) == 1 else None
    if match is None:
        return
    counts = _counted(match["unit"], before)
    start = max(scope.here.pattern.rfind(stop, 0, total.position) for stop in "。；")
    told = [
        figure
        for place, sign in enumerate(scope.here.pattern[start + 1 : total.position], start + 1)
        if sign == SIGNS[_PERIOD] and (figure := scope.here.periods.get(scope.here.offset(place)))
    ]
    periods = [one for one in told if match["period"] in one.unit and not isinstance(one.value, str)]
    if len(counts) == 1 == len(periods) == len(told):
        yield scope.statement(
            StatementType.PRODUCT,
            total,
            [("factor", counts[0]), ("factor", rates[0]), ("factor", periods[0])],
        )
