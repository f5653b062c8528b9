"""
Price times quantity, whatever is counted: 大米320吨，单价4,200元/吨; 每盏1,850元; 每人每月300元, all year.

A price tells what it is for (每盏, 元/吨) and a count is of just that, so the two belong together
wherever they stand in their sentence.  What they make is held against the amount behind them where
it is what they make, or is that but for a slip of the pen, or where the words leave nothing else.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.interval import Interval
from hengji.domain.stated import YUAN, Modifier
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_COUNT, _PERIOD = FigureKind.COUNT, FigureKind.PERIOD
_EXACT = Modifier.EXACT

_FOR_EACH = re.compile(
    r"每(?:一)?(?P<unit>[^每均，。；：0-9\ue000-\ue00a]{1,12}?)(?:每(?P<period>年|月|季度?|天|日|次|学期)[^每，。；：]{0,6})?\Z"
)
_FOR_ALL = re.compile(
    r"(?P<before>[月年日])?(?P<unit>[人户亩生家村校床台])(?P<period>月|年|日)?均[^，。；：]{0,6}\Z"
)
_PRICE = re.compile(
    r"(?P<period>月|年|日)?(?:单价|租金|均价|造价|综合单价|中标单价|采购单价)(?:标准)?(?:为|是|：|约)?\Z"
)
_UNIT_OF_PRICE = re.compile(rf"{YUAN}/(?P<unit>[^/·*]+)(?:[/·*](?P<period>年|月|季度?|天|日|次|学期))?\Z")
_PERIODS = frozenset(("年", "月", "季", "季度", "天", "日", "学期"))
_TOTAL = re.compile(
    r"^，?(?:全年|年度|本年)?(?:共|合计|共计|总计|总价|总额|小计|计|需|共需|需要|累计|应)(?:予|当)?"
    r"(?:需|计|为|结算|支付|支出|发放|投入|安排|补助|资金|金额|经费|费用|兑付|拨付|奖励|付|要|约|达)*\Z"
)
_PAID = re.compile(
    r"^，?(?:共|实际|合计|累计|全年)*(?:兑付|发放|支付|支出|投入|拨付|补助|奖补|补贴|安排)"
    r"[一-鿿]{0,4}(?:资金|经费|款项?|金额|补贴|补助|奖金)?(?:为|达|共|计)*\Z"
)
"""Of an average the total must be what it makes; of a price only part may have been paid."""
_YEAR_LONG = re.compile(r"全年|年度|[一1]年|年租金|年支出")
_NO_TOTAL = re.compile(
    r"每|均|单价|标准|预算|计划|上限|不超|最高|其中|中标|成交|(?<!应)结算|审定|优惠|结余|节约|节省|剩余|增|减|上年|去年"
    r"|/|自筹|中央|省级|市级|县级|区级"
)
_MONTHS = Decimal(12)
_QUARTERS = Decimal(4)
_NOUN = 2
_MOST = 8
"""Figures of one sentence; longer ones tell of many things."""


class Price(NamedTuple):
    """An amount for each of something, in each of some period if it says so."""

    mention: Mention
    unit: str
    """The words behind 每 or a stroke, beginning with what is counted; empty where a price names nothing."""
    period: str
    average: bool = False


def priced(scope: Scope, total: Mention) -> Iterator[Statement]:
    """The product that an amount is of the price and the quantity before it in its sentence."""
    if not scopes.is_amount(total) or total.prior or not total.value:
        return
    before = [one for one in scope.here.mentions[: total.index] if one.sentence == total.sentence]
    own = [one for one in before if one.segment == total.segment]
    before = own if any(_price(one) for one in own) else before
    if not 1 < len(before) <= _MOST or total.figure.modifier is not _EXACT:
        return
    prices = [price for one in before if (price := _price(one)) is not None]
    if len(prices) != 1 or prices[0].mention.value >= total.value:
        return
    (price,) = prices
    unlike = _NO_TOTAL.search(total.lead)
    if unlike is not None and unlike[0] not in price.mention.lead:
        return
    counts = _counts(before, price)
    if len(counts) > 1:
        yield from _of_several(scope, total, price, counts)
    elif counts and counts[0].figure.modifier is _EXACT:
        yield from _of_one(scope, total, price, counts[0], before)


def _of_one(
    scope: Scope, total: Mention, price: Price, count: Mention, before: Sequence[Mention]
) -> Iterator[Statement]:
    times = _times(scope, price, total)
    if times is None:
        return
    factors: list[Figure] = [count.figure, _set(price.mention), *times]
    made, whole = _product(factors), total.figure.interval
    if made is None or whole is None:
        return
    value = Decimal(1)
    for one in factors:
        value *= Decimal(one.value)
    slipped = total.index == before[-1].index + 1 and slips.slip(
        total.figure, total.figure._replace(value=value)
    )
    money = [one for one in before if one.figure.unit.startswith(YUAN) and one is not price.mention]
    tight = (
        not money
        and not rest_follows(scope, total)
        and len(before) == len(("count", "price"))
        and total.depth == price.mention.depth == count.depth
        and (_TOTAL.match(total.lead) is not None or (price.average and _PAID.match(total.lead) is not None))
        and not any(one.quote == one.unit for one in times)
    )
    if made.meets(whole) or slipped or tight:
        yield scope.statement(StatementType.PRODUCT, total, [("factor", one) for one in factors])


def _of_several(scope: Scope, total: Mention, price: Price, counts: Sequence[Mention]) -> Iterator[Statement]:
    """本科生426人、专科生318人，每人3,000元，共223.2万元: one price for people told in two groups."""
    first, last = counts[0], counts[-1]
    between = scope.here.pattern[first.position : last.position]
    row = between.count("、") == len(counts) - 1 and not set("，。；（") & set(between)
    if not row or price.period or first.figure.unit != last.figure.unit:
        return
    many = sum((one.value for one in counts), Decimal(0))
    start, end = first.figure.start, last.figure.end
    whole = first.figure._replace(quote=scope.text[start:end], end=end, value=many, step=None)
    made, told = _product([whole, _set(price.mention)]), total.figure.interval
    slipped = slips.slip(total.figure, total.figure._replace(value=many * price.mention.value))
    if made is not None and told is not None and (made.meets(told) or slipped):
        factors = [("factor", whole), ("factor", _set(price.mention))]
        yield scope.statement(StatementType.PRODUCT, total, factors)


_REST = re.compile(r"[^。；]{0,12}?(?:其余|剩余|余款|余下|尚未|待)")


def rest_follows(scope: Scope, total: Mention) -> bool:
    """发放补助114.8万元，其余待验收后拨付: what was paid so far is less than price times quantity."""
    return _REST.match(scope.here.pattern, total.position + 1) is not None


def _price(one: Mention) -> Price | None:
    """The price that an amount is, if it is one; what each gets on average is one too."""
    unit = one.figure.unit
    if not unit.startswith(YUAN) or one.figure.modifier is not _EXACT:
        return None
    behind = _UNIT_OF_PRICE.match(unit)
    if behind is not None:
        if behind["unit"] in _PERIODS:
            before = _FOR_EACH.search(one.lead) if "每" in one.lead else None
            return None if before is None else Price(one, before["unit"], behind["unit"])
        before = _PRICE.search(one.lead)
        period = behind["period"] or (None if before is None else before["period"])
        return Price(one, behind["unit"], period or "")
    if unit != YUAN:
        return None
    lead = one.lead
    each = _FOR_EACH.search(lead) if "每" in lead else _FOR_ALL.search(lead) if "均" in lead else None
    if each is not None and each["unit"] not in _PERIODS:
        average = "每" not in lead or "平均每" in lead
        period = each["period"] or each.groupdict().get("before") or ""
        return Price(one, each["unit"], period, average=average)
    alone = _PRICE.search(lead)
    return None if alone is None else Price(one, "", alone["period"] or "")


def _set(one: Mention) -> Figure:
    """The price as a plain amount: 4,200元/吨 is 4,200元, as exact as it is printed."""
    return one.figure._replace(unit=YUAN)


def _counts(before: Sequence[Mention], price: Price) -> list[Mention]:
    """The counts of what a price is for: its classifier, or the word behind a general one (32个村)."""
    counts = [one for one in before if one.figure.kind is _COUNT and not _is_each(one)]
    if not price.unit:
        return counts
    same = [one for one in counts if _is_for(price.unit, one.figure.unit)]
    return same or [one for one in counts if _names(price.unit, one)]


_PEOPLE = "人名位生"


def _is_for(words: str, unit: str) -> bool:
    return bool(unit) and (words.startswith(unit) or (unit in _PEOPLE and words[0] in _PEOPLE))


def _names(words: str, count: Mention) -> bool:
    """Whether a price is for what a general classifier counts: 每村, of 32个村; 每个点位, of 监测点位48个."""
    name = words.removeprefix(count.figure.unit)[:_NOUN]
    beside = f"{count.after[:_NOUN]}\n{count.subject[-_NOUN:]}"
    return bool(name) and (name in beside or (words[0] in "村镇乡校班站所社" and words[0] in beside))


def _is_each(one: Mention) -> bool:
    return "每" in one.lead or "均" in one.lead


def _times(scope: Scope, price: Price, total: Mention) -> list[Figure] | None:
    """How often a price for a period is paid: the months told, or twelve for 全年; `None` if unsure."""
    start = max(scope.here.pattern.rfind(stop, 0, total.position) for stop in "。；") + 1
    sign = SIGNS[_PERIOD]
    told = [
        figure
        for place in range(start, total.position)
        if scope.here.pattern[place] == sign
        and (figure := scope.here.periods.get(scope.here.offset(place))) is not None
    ]
    if not price.period:
        return [] if not told else None
    period = price.period.replace("日", "天").replace("季度", "季")
    numbers = [
        one
        for one in (_months(one) if period == "月" else one for one in told)
        if isinstance(one.value, Decimal) and period in one.unit
    ]
    if told:
        return numbers if len(numbers) == len(told) == 1 else None
    if period == "年":
        return []
    many = {"月": _MONTHS, "季": _QUARTERS}.get(period)
    year = _YEAR_LONG.search(scope.here.pattern, start, total.position)
    if many is None or year is None:
        return None
    offset = scope.here.offset(year.start())
    words = scope.text[offset : offset + len(year[0])]
    return [Figure(words, offset, offset + len(words), _PERIOD, many, words, _EXACT)]


_MONTHS_TOLD = re.compile(r"--(?P<first>[0-9]{2})/--(?P<last>[0-9]{2})")


def _months(period: Figure) -> Figure:
    """1至12月 as twelve months."""
    told = _MONTHS_TOLD.fullmatch(str(period.value))
    many = 0 if told is None else int(told["last"]) - int(told["first"]) + 1
    return period if many <= 0 else period._replace(value=Decimal(many), unit="个月")


def _product(factors: Sequence[Figure]) -> Interval | None:
    made = Interval.exactly(Decimal(1))
    for one in factors:
        interval = one.interval
        if interval is None:
            return None
        try:
            made *= interval
        except ValueError:
            return None
    return made


_COUNT_EACH = re.compile(r"每(?P<unit>[^每均，。；：0-9\ue000-\ue00a]{1,10}?)\Z")
_IN_ALL = re.compile(r"(?:共|合计|共计|总计|累计|总)[一-鿿]{0,6}\Z")


_DAILY = re.compile(r"(?P<period>日|月|年)均[一-鿿]{0,8}\Z|平均每(?P<each>天|日|月|年)[一-鿿]{0,8}\Z")


def daily(scope: Scope, total: Mention) -> Iterator[Statement]:
    """开放312天，日均接待426人次，全年接待13.29万人次: what came in a day on average, for so many days."""
    if total.figure.kind is not _COUNT or total.index == 0 or not scopes.is_amount(total):
        return
    each = scope.here.mentions[total.index - 1]
    told = _DAILY.search(each.lead) if each.sentence == total.sentence else None
    if told is None or each.figure.unit != total.figure.unit or _DAILY.search(total.lead):
        return
    start = max(scope.here.pattern.rfind(stop, 0, each.position) for stop in "。；") + 1
    sign, offset = SIGNS[_PERIOD], scope.here.offset
    found = [
        scope.here.periods.get(offset(place))
        for place in range(start, total.position)
        if scope.here.pattern[place] == sign
    ]
    periods = [one for one in found if one is not None and isinstance(one.value, Decimal)]
    unit = (told["period"] or told["each"]).replace("日", "天")
    if len(periods) != 1 or unit not in periods[0].unit:
        return
    made, whole = _product([each.figure, periods[0]]), total.figure.interval
    value = each.value * Decimal(periods[0].value)
    if made is not None and whole is not None:
        slipped = slips.slip(total.figure, total.figure._replace(value=value))
        if made.meets(whole) or slipped:
            factors = [("factor", each.figure), ("factor", periods[0])]
            yield scope.statement(StatementType.PRODUCT, total, factors)


_UNIT_COST = re.compile(r"(?:单位成本|平均成本|均价|平均单价|平均造价|单方造价|单位造价)(?:为|是|约|：)?\Z")


def unit_cost(scope: Scope, cost: Mention) -> Iterator[Statement]:
    """养护42.6万平方米，支出357.84万元，实际单位成本8.4元/平方米: what each cost, of what all did."""
    told = _UNIT_OF_PRICE.match(cost.figure.unit)
    if told is None or told["period"] or not _UNIT_COST.search(cost.lead):
        return
    own = [
        one
        for one in scope.here.mentions[: cost.index]
        if one.sentence == cost.sentence and scopes.is_amount(one) and not one.depth
    ]
    counts = [one for one in own if one.figure.unit == told["unit"]]
    money = [one for one in own if one.figure.unit == YUAN]
    if len(counts) == 1 == len(money):
        own_unit = dataclasses.replace(cost, figure=_set(cost))
        roles = [("numerator", money[0]), ("denominator", counts[0])]
        yield scope.statement(StatementType.RATIO, own_unit, roles)


def counted(scope: Scope, total: Mention) -> Iterator[Statement]:
    """12个乡镇，每个乡镇检测4次，共检测48次: how many of one thing there are for each of another."""
    if total.figure.kind is not _COUNT or not _IN_ALL.search(total.lead):
        return
    before = [one for one in scope.here.mentions[: total.index] if one.sentence == total.sentence]
    each = before[-1] if len(before) > 1 else None
    if each is None or each.figure.unit != total.figure.unit or each.figure.kind is not _COUNT:
        return
    told = _COUNT_EACH.search(each.lead)
    counts = [] if told is None else _counts(before[:-1], Price(each, told["unit"], ""))
    exact = all(one.figure.modifier is _EXACT for one in (total, each, *counts))
    if len(counts) == 1 and exact and counts[0].figure.unit != total.figure.unit:
        yield scope.statement(StatementType.PRODUCT, total, [("factor", counts[0]), ("factor", each)])


_EVERY = re.compile(r"每(?:[人户亩家个名件台辆场次套头批米吨座处所]|平方米|公里)[^，。；每]{0,8}\Z")


def of_several(scope: Scope, total: Mention) -> bool:
    """重建15户，每户3.6万元；修缮27户，每户0.8万元，共发放75.6万元: of both, not of the last alone."""
    if "共" not in total.lead:
        return False
    before = [one for one in scope.here.mentions[: total.index] if one.sentence == total.sentence]
    return len({one.segment for one in before if _EVERY.search(one.lead)}) > 1


_PAID_OUT = re.compile(r"(?:共|合计)?(?:支出|兑现|兑付|发放|投入|支付|补助|资助|需)(?:资金|补助|补贴)?\Z")


def paid_out(scope: Scope, total: Mention) -> Iterator[Statement]:
    """路灯320盏，每盏1,850元，支出59.2万元: count, price and product in a row, but for a slip."""
    if total.index < len(("count", "each")) or not _PAID_OUT.fullmatch(total.lead):
        return
    count, each = scope.here.mentions[total.index - 2 : total.index]
    row = count.segment == each.segment == total.segment and count.sentence == total.sentence
    told = f"每{count.figure.unit}" in each.lead and each.figure.unit == YUAN
    if not told or not row or count.figure.kind is not _COUNT:
        return
    made, whole = _product([count.figure, each.figure]), total.figure.interval
    value = total.figure._replace(value=count.value * each.value)
    slipped = slips.slip(total.figure, value, digits=slips.FEWEST)
    if made is not None and whole is not None and (made.meets(whole) or slipped):
        yield scope.statement(StatementType.PRODUCT, total, [("factor", count), ("factor", each)])
