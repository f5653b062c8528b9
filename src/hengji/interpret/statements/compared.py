"""
What a change is about, and what it is compared with: the amount of now and the amount of then.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hengji.domain.figure import FigureKind
from hengji.domain.statement import ChangeDirection
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import YEAR, Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import bases, breakdowns

LAST_YEAR = re.compile(r"上一?年|去年|同期|往年|\ue006")
RAISED_TO = re.compile(
    r"(?:变|变化|增|减|升|降|提高|上升|下降|增加|减少|增长|调整|追加|调增|调减|压减|扩大)(?:至|到|为)(?:\ue006度?的?)?\Z"
)
RAISED_FROM = re.compile(r"(?:从|由)[^，。；]{0,16}\Z")
ADJUSTED = re.compile(r"调整|追加|调增|调减|中期|年中")
_SENTENCES_BACK = 3
_NAME = 4
"""A shorter subject (支出, 收入) names nothing in another paragraph."""
_GENERIC = re.compile(r"(?:相比|各|均|总体|共|合计|总额|总数|数|支出总额|净|同口径|其中|\ue006)*\Z")


def current(scope: Scope, change: Mention) -> Mention | None:
    """What changed: the amount that the change names, else the amount right before it."""
    candidates = [
        one
        for one in scope.back(change)
        if _may_change(change, one) and one.depth <= change.depth and not _base_of(change, one)
    ]
    inside = _base_right_before(scope, change)
    if inside is not None:
        candidates = [one for one in candidates if scopes.same_measure(one, inside)]
        told = bases.named_before(inside, candidates) or bases.whole_of(scope, inside, candidates)
        if told is not None:
            return told
    if not _GENERIC.match(change.subject):
        return _named(scope, change, candidates)
    other = _spoken_of(scope, change, candidates)
    if other:
        return next(
            (
                one
                for one in [*candidates, *_earlier(scope)]
                if _may_change(change, one)
                and scopes.alike(other, one.subject)
                and not _joint(scope, change, other, one)
            ),
            None,
        )
    topic = _topic(scope, change)
    if topic is not None:
        return topic if _measures(change, topic) else None
    if not candidates:
        return _of_last_passage(scope, change)
    nearest = candidates[0]
    if nearest.sentence < change.sentence - 1:
        return None
    if on_last_year(change) and len(candidates) > 1 and _years_apart(candidates[1], nearest):
        return candidates[1]  # 2024年支出A，2023年支出B，增加…
    return _of_own_line(scope, change, nearest, candidates)


def _base_right_before(scope: Scope, rate: Mention) -> Mention | None:
    """比上年的285万元增长198%: the amount that a rate was reckoned from, right before it."""
    before = scope.here.mentions[rate.index - 1] if rate.index and rate.part is Part.RATE else None
    told = before is not None and before.prior and scopes.is_amount(before)
    return before if told and before is not None and before.clause == rate.clause else None


def _may_change(change: Mention, one: Mention) -> bool:
    return (
        scopes.is_amount(one)
        and not one.prior
        and _measures(change, one)
        and not scopes.is_base_of_rate(one)
        and _MARK.search(one.lead) is None
        and not _of_year_before(change, one)
    )


def _of_year_before(change: Mention, one: Mention) -> bool:
    """2023年接待费12万元。2024年预算…，其中接待费较上年同期减少…: what is of 2023 did not change."""
    told = LAST_YEAR.search(change.base) is not None and change.year is not None and one.year is not None
    return told and one.year == (change.year or 0) - 1


_MARK = re.compile(r"(?:突破|迈上|跨越|跨过|站上)了?\Z")
"""采购规模为21070.5亿元，首次突破2万亿元，比上年增加…: a mark that was passed did not change."""


_UNFIGURED = re.compile(
    r"(?:^|[，；。])(?:其中[：，]?)?(?P<name>[^，；。：、\ue000-\ue00a]{2,20}?(?:费|经费|支出|收入)(?:支出|决算|预算|数)*)"
    r"(?:比|较|与|同)[^，；。：、]{0,8}(?:预算|上年|去年)[^，；。：、\ue000-\ue00a]{0,8}(?:无|没有|持平|一致)[^，；。：、\ue000-\ue00a]{0,8}，[^，；。：、]*\Z"
)
"""公务接待费支出决算比预算无增减变化，比去年增加…: a clause without figures that names what follows."""


def _spoken_of(scope: Scope, change: Mention, candidates: list[Mention]) -> str:
    """What the clause before a change speaks of, where no figure of its own stands there."""
    start = candidates[0].position + 1 if candidates else 0
    told = _UNFIGURED.search(scope.here.pattern, max(start, change.position - _FAR), change.position)
    return "" if told is None else told["name"]


_FAR = 80
_JOINT = re.compile(r"购置(?:及|和|与|、)[^，。]{0,6}运行")


def _joint(scope: Scope, change: Mention, name: str, one: Mention) -> bool:
    """
    Whether an amount is of buying and running together, and the name of one of the two alone.

    Where the other of the two is nought they are one, which the rate behind the change tells.
    """
    if not _JOINT.search(one.subject) or ("购置" in name) == ("运行" in name):
        return False
    following = scope.here.mentions[change.index + 1 : change.index + 2]
    falls = change.direction is ChangeDirection.DECREASE
    base = one.value + change.value if falls else one.value - change.value
    rated = bool(following) and following[0].part is Part.RATE and base > 0
    return not (rated and abs(change.value / base * 100 - following[0].value) < _NEAR)


_NEAR = Decimal("0.1")
"""Percentage points: nearer than any other amount would come by chance."""


def _named(scope: Scope, change: Mention, candidates: list[Mention]) -> Mention | None:
    """The amount of the name that the change repeats: 公务接待增加… of 公务接待费…."""
    near = [one for one in candidates if one.sentence >= change.sentence - _SENTENCES_BACK]
    before = [
        one
        for one in _earlier(scope)
        if _may_change(change, one) and len(one.subject) >= _NAME and not _of_other_year(change, one)
    ]
    for told in (near, before):
        short = [one for one in told if _abbreviated(change.subject, one.subject)]
        if len(short) == 1:
            return short[0]
        # 公务接待费支出决算减少…: the same words before words that only end alike, 国外接待费支出决算.
        for one in sorted(told, key=lambda one: bases.apart(change.subject, one.subject)):
            if scopes.alike(change.subject, one.subject) and not _joint(scope, change, change.subject, one):
                return bases.final_of(change, one, told)
    if not candidates or candidates[0].sentence < change.sentence - 1:
        return None
    nearest = candidates[0]
    other = _joint(scope, change, change.subject, nearest)
    return nearest if not other and _whole_speaks(change.subject, nearest) else None


def _abbreviated(name: str, full: str) -> bool:
    """Whether a name of two signs stands for a longer one: 受案 for 共受理各类案件."""
    return len(name) == _ABBREVIATION < len(full) and name not in full and scopes.within(name, full)


_ABBREVIATION = 2


def _earlier(scope: Scope) -> list[Mention]:
    """The mentions of the last paragraph before this one that has any, nearest first."""
    return list(reversed(scope.earlier[-1].mentions)) if scope.earlier else []


def _of_other_year(change: Mention, one: Mention) -> bool:
    """Whether a paragraph before tells of a year that this one, which names its own, is not of."""
    return change.year is not None and one.year is not None and change.year != one.year


def _years_apart(one: Mention, other: Mention) -> bool:
    """Whether two amounts are of a year and of the year before, each with its year printed."""
    dated = YEAR in one.lead and YEAR in other.lead and one.year is not None and other.year is not None
    return (
        dated
        and one.sentence == other.sentence
        and one.year == (other.year or 0) + 1
        and scopes.same_measure(one, other)
    )


def _topic(scope: Scope, change: Mention) -> Mention | None:
    """
    What a sentence that begins 比上年… speaks of: the total whose parts were told before it.
    """
    before = scope.here.mentions[change.index - 1] if change.index else None
    opens = before is None or before.sentence < change.sentence
    if not opens:
        first = next(one for one in scope.here.mentions if one.sentence == change.sentence)
        opens = first.part is Part.CHANGE and _GENERIC.match(first.subject) is not None and bool(first.base)
        opens = opens and not any(
            scopes.is_amount(one) and one.sentence == change.sentence and one.index < change.index
            for one in scope.here.mentions
        )
    if not opens or not change.base:
        return None
    found = [
        breakdown.total
        for breakdown in breakdowns.breakdowns(scope)
        if breakdown.total is not None
        and breakdown.total.sentence < change.sentence
        and breakdown.total.depth == 0
    ]
    return found[0] if found else None


def _of_last_passage(scope: Scope, change: Mention) -> Mention | None:
    """The last amount of the paragraph before, where this one opens with the change."""
    if not scope.earlier or change.index or change.position > 40 or not scope.earlier[-1].mentions:
        return None
    last = scope.earlier[-1]
    amounts = [one for one in last.mentions if scopes.is_amount(one) and _measures(change, one)]
    return amounts[0] if len(amounts) == 1 else None


def _of_own_line(
    scope: Scope, change: Mention, nearest: Mention, candidates: list[Mention]
) -> Mention | None:
    """
    The whole rather than its last part, where a sentence about parts has ended before the change.
    """
    if nearest.sentence == change.sentence or "其中" not in scope.here.pattern[: change.position]:
        return nearest
    start = scope.here.pattern.rfind("其中", 0, nearest.position)
    opener = next((one for one in candidates if one.position < start and one.depth == 0), None)
    if opener is None or opener.sentence != nearest.sentence:
        opener = next((one for one in candidates if one.position < start), None)
        between = scope.here.pattern[start : change.position].count("。")
        return opener if opener is not None and between == 1 else nearest
    return opener


_GENERIC_END = re.compile(r"(?:人口|人数|支出|收入|经费|资金|费用|总额|户数)\Z")


def _whole_speaks(named: str, nearest: Mention) -> bool:
    """Whether a longer name may still mean the nearest amount: they share half their signs."""
    short, own = (_GENERIC_END.sub("", name) for name in (named, nearest.subject))
    if short and own and not set(short) & set(own):
        return False  # 城镇人口 and 乡村人口 share only what all of them are called
    signs = set(named)
    common = len(signs & set(nearest.subject))
    if len(named) == _ABBREVIATION and len(nearest.subject) == _ABBREVIATION and common < len(signs):
        return False  # 受案 and 结案
    return common * 2 >= len(signs)


def _measures(change: Mention, one: Mention) -> bool:
    if change.figure.kind is FigureKind.PERCENT:
        return True
    return scopes.same_measure(change, one)


def _base_of(change: Mention, one: Mention) -> bool:
    """Whether an amount is what the change is compared with rather than what changed."""
    if not change.base:
        return False
    budget = bases.BUDGET.search(change.base) is not None and not LAST_YEAR.search(change.base)
    return budget and re.search(r"预算|计划", one.lead) is not None and bases.FINAL.search(one.lead) is None


def prior(scope: Scope, change: Mention, current: Mention | None) -> Mention | None:
    """The figure of the year or budget compared with, where it is printed."""
    if current is None:
        return bases.prior_inside(scope, change)
    found = (
        _prior_behind(scope, change, current)
        or _prior_before(scope, change, current)
        or _prior_in_bracket(scope, change, current)
        or bases.prior_told_last(scope, change, current)
    )
    if found is not None:
        return found
    year = base_year(scope, change)
    if year is not None:
        return _of_year(scope, change, current, year)
    if change.base and bases.BUDGET.search(change.base) and not LAST_YEAR.search(change.base):
        return _budget(scope, change, current)
    return None


def _prior_behind(scope: Scope, change: Mention, current: Mention) -> Mention | None:
    """The prior year told between the amount and its change: 8.36万元，上年10.12万元，减少…."""
    for one in scope.back(change):
        if one.sentence < change.sentence - 1:
            return None
        if one.index <= current.index or not scopes.is_amount(one):
            continue
        if _own(scope, current) and _years_apart(current, one):
            return one
        if one.prior and scopes.same_measure(one, current):
            return one
    return None


def _prior_in_bracket(scope: Scope, change: Mention, current: Mention) -> Mention | None:
    """增长12.31%（上年32.5亿元）, （2023年为32.5亿元）: the year before in the bracket behind its change."""
    here = scope.here.mentions
    following = here[change.index + 1 : change.index + 2] if _own(scope, change) else []
    for one in following:
        opens = scope.here.pattern[change.position + 1 : change.position + 2] == "（"
        inside = opens and one.depth == change.depth + 1 and scopes.is_amount(one)
        named = one.year is not None and YEAR in one.lead and on_last_year(change)
        before = named and (current.year is None or _years_apart(current, one))
        if inside and (one.prior or before) and scopes.same_measure(one, current):
            return one
    return None


def _prior_before(scope: Scope, change: Mention, current: Mention) -> Mention | None:
    """The prior amount right before the amount: from … to …, 年初预算…，调整为…."""
    if current.index == 0 or not _own(scope, current):
        return None
    before = scope.here.mentions[current.index - 1]
    if not scopes.is_amount(before) or not scopes.same_measure(before, current):
        return None
    together = before.sentence == current.sentence
    if before.prior and together and before.depth == current.depth:
        return before
    if bases.is_final_less_budget(change, before, current):
        return before
    if on_last_year(change) and _years_apart(current, before):
        return before
    moved = RAISED_TO.search(current.lead)
    if together and not change.base and (moved or ADJUSTED.search(current.lead)):
        return before
    return before if moved and RAISED_FROM.search(before.lead) else None


def on_last_year(change: Mention) -> bool:
    """Whether a change names no base, or just the year before: 同比下降, 比上年增加."""
    base = change.base
    return not base or (_PLAIN_LAST_YEAR.match(base) is not None)


_PLAIN_LAST_YEAR = re.compile(r"(?:同比|(?:与|比|较|同)(?:上一?年度?|去年)(?:同期)?(?:相比|的)?)\Z")


def both_on_last_year(one: Mention, other: Mention) -> bool:
    """较上年同期增收1,735万元，同比增长6.2%: two changes on the year before, each in its words."""
    return all(_PLAIN_LAST_YEAR.match(change.base) is not None for change in (one, other))


def _own(scope: Scope, mention: Mention) -> bool:
    here = scope.here.mentions
    return mention.index < len(here) and here[mention.index] is mention


def base_year(scope: Scope, change: Mention) -> int | None:
    """The year named in 比2023年…, if a year is named."""
    if YEAR not in change.base:
        return None
    place = scope.here.pattern.rfind(YEAR, 0, change.position)
    offset = scope.here.offset(place)
    found = next((date for date in scope.here.dates if date.start == offset), None)
    if found is None or not str(found.value)[:4].isdigit():
        return None
    return int(str(found.value)[:4])


_PLAIN_SUBJECT = re.compile(
    r"(?:预算|执行|决算|安排|支出|收入|当年|全年|实际|数|总额|合计|三公经费|经费|资金|为|总计|\ue006)*\Z"
)


def _of_year(scope: Scope, change: Mention, current: Mention, year: int) -> Mention | None:
    """The amount of the year compared with, if it is of the same thing."""
    budget = "预算" in change.base and "执行" not in change.base
    for one in scope.back(change):
        if (
            one is current
            or not scopes.is_amount(one)
            or one.year != year
            or not scopes.same_measure(one, current)
        ):
            continue
        if budget and "预算" not in one.lead:
            continue
        near = (
            one.sentence >= change.sentence - 1 and YEAR in one.lead and one.sentence >= current.sentence - 1
        )
        if (near and _PLAIN_SUBJECT.match(one.subject)) or scopes.alike(one.subject, current.subject):
            return one
    return None


def _budget(scope: Scope, change: Mention, current: Mention) -> Mention | None:
    """The budget of the very amount: nearest before it, with nothing of its parts in between."""
    for one in scope.back(change):
        if one.segment < current.segment or one.sentence < change.sentence:
            return None
        if one is not current and scopes.is_amount(one) and re.search(r"预算|计划", one.lead):
            return one if scopes.same_measure(one, current) and one.index < current.index else None
    return None
