"""
Changes on the prior year or on the budget: amounts and rates with their direction word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import ChangeDirection, Operand, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import YEAR, Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import sums

_BUDGET_BASE = re.compile(r"预算|计划|目标")
_FINAL_BASE = re.compile(r"决算|执行|实际|支出")
_LAST_YEAR = re.compile(r"上一?年|去年|同期|往年|\ue006")
_RAISED_TO = re.compile(
    r"(?:变|变化|增|减|升|降|提高|上升|下降|增加|减少|增长|调整|追加|调增|调减|压减|扩大)(?:至|到|为)(?:\ue006度?的?)?\Z"
)
_RAISED_FROM = re.compile(r"(?:从|由)[^，。；]{0,16}\Z")
_ADJUSTED = re.compile(r"调整|追加|调增|调减|中期|年中")
_GENERIC = re.compile(r"(?:各|均|总体|共|合计|总额|总数|数|支出总额|净|同口径|其中|\ue006)*\Z")
_UNCHANGED = re.compile(
    r"(?:(?:与|和|比|较|同)(?P<base>[^，。；、]{1,18}?))?(?:相比)?(?:基本)?(?:持平|一致|相等|没有变化|无变化|零增长|零增减)"
)
_VERBAL = re.compile(
    r"(?P<one>决算|预算|执行|支出)(?:数|额)?(?P<how>小于|大于|等于|低于|高于|少于|多于|与|超过)(?P<other>[^，。；的]{0,6}?(?:预算|决算)(?:数|额)?)(?P<same>基本持平|持平|一致|相等)?"
)


def changes(scope: Scope) -> Iterator[Statement]:
    """The changes claimed in a passage, in figures and in words."""
    mentions = scope.here.mentions
    for mention in mentions:
        if mention.part is Part.CHANGE:
            rate = _paired(mentions, mention)
            if _is_claim(scope, mention, rate):
                yield from _amount(scope, mention, rate)
        elif mention.part is Part.RATE and not _has_amount(mentions, mention):
            yield from _rate(scope, mention, None)
    yield from _unchanged(scope)
    yield from _final_against_budget(scope)


def _paired(mentions: list[Mention], amount: Mention) -> Mention | None:
    """The rate right behind an amount of change, in the same sentence and bracket."""
    following = mentions[amount.index + 1] if amount.index + 1 < len(mentions) else None
    if following is None or following.sentence != amount.sentence or following.segment != amount.segment:
        return None
    near = following.bracket == amount.bracket or following.depth == amount.depth + 1
    if following.part is Part.RATE and near and following.clause - amount.clause <= 2:  # noqa: PLR2004
        return following if not following.base or following.base == amount.base else None
    return None


def _has_amount(mentions: list[Mention], rate: Mention) -> bool:
    before = mentions[rate.index - 1] if rate.index else None
    return before is not None and before.part is Part.CHANGE and _paired(mentions, before) is rate


def _is_claim(scope: Scope, change: Mention, rate: Mention | None) -> bool:
    """Whether an amount of change is measured against something, not just 新增."""
    if change.base or rate is not None:
        return True
    pattern = scope.here.pattern
    start = max(pattern.rfind(stop, 0, change.position) for stop in "。；")
    sentence = pattern[max(start, change.position - 90) : change.position]
    if words.COMPARED.search(sentence) or words.PRIOR.search(sentence):
        return True
    before = next(scope.back(change), None)
    return (
        before is not None
        and (before.prior or _ADJUSTED.search(before.lead) is not None)
        and (before.sentence == change.sentence)
    )


def _amount(scope: Scope, change: Mention, rate: Mention | None) -> Iterator[Statement]:
    if change.figure.kind is FigureKind.PERCENTAGE_POINT:
        yield from _points(scope, change)
        return
    current = _current(scope, change)
    prior = _prior(scope, change, current)
    operands: list[tuple[str, Mention | Figure]] = []
    if current is not None:
        operands.append(("current", current))
    if prior is not None:
        operands.append(("prior", prior))
    elif rate is not None:
        operands.append(("rate", rate))
    yield scope.statement(StatementType.CHANGE_AMOUNT, change, operands, direction=change.direction)
    if rate is not None:
        yield from _rate(scope, rate, change)


def _points(scope: Scope, change: Mention) -> Iterator[Statement]:
    """办结率95.47%，上年为83.22%，提高12.25个百分点."""
    percents = [
        one
        for one in scope.back(change)
        if one.figure.kind is FigureKind.PERCENT
        and one.sentence == change.sentence
        and one.part is not Part.RATE
    ]
    operands: list[tuple[str, Mention | Figure]] = []
    current = next((one for one in percents if not one.prior), None)
    if current is not None:
        operands.append(("current", current))
    prior = next(
        (one for one in percents if one.prior and (current is None or one.index > current.index)), None
    )
    if prior is not None:
        operands.append(("prior", prior))
    yield scope.statement(StatementType.CHANGE_AMOUNT, change, operands, direction=change.direction)


def _rate(scope: Scope, rate: Mention, amount: Mention | None) -> Iterator[Statement]:
    if rate.figure.kind is not FigureKind.PERCENT or _share_of_growth(rate):
        return
    change = amount if amount is not None else rate
    current = _current(scope, change)
    prior = _prior(scope, change, current)
    operands: list[tuple[str, Mention | Figure]] = []
    if current is not None:
        operands.append(("current", current))
    if prior is not None:
        operands.append(("prior", prior))
    elif amount is not None:
        operands.append(("amount", amount))
    if amount is None and prior is None:
        moved = _moved(scope, rate)
        if moved:
            operands = moved
    direction = rate.direction
    if amount is None and not operands and not rate.base:
        return
    yield scope.statement(StatementType.CHANGE_RATE, rate, operands, direction=direction)


def _moved(scope: Scope, rate: Mention) -> list[tuple[str, Mention | Figure]]:
    """下降5%，由420万元降至399万元: both years behind the rate."""
    following = scope.here.mentions[rate.index + 1 : rate.index + 3]
    if len(following) < 2 or following[1].sentence != rate.sentence or following[1].segment != rate.segment:  # noqa: PLR2004
        return []
    first, second = following
    told = _RAISED_FROM.search(first.lead) and _RAISED_TO.search(second.lead)
    if not told or not scopes.same_measure(first, second):
        return []
    return [("current", second), ("prior", first)]


def _share_of_growth(rate: Mention) -> bool:
    return rate.after.startswith(("以上", "左右", "目标"))


def _current(scope: Scope, change: Mention) -> Mention | None:
    """What changed: the amount that the change names, else the amount right before it."""
    named = "" if _GENERIC.match(change.subject) else change.subject
    candidates = [
        one
        for one in scope.back(change)
        if scopes.is_amount(one) and not one.prior and _measures(change, one) and one.depth <= change.depth
    ]
    candidates = [one for one in candidates if not _base_of(change, one)]
    if named:
        for one in candidates:
            if one.sentence >= change.sentence - 3 and scopes.alike(named, one.subject):
                return one
        for one in _earlier(scope):
            if (
                scopes.is_amount(one)
                and not one.prior
                and _measures(change, one)
                and scopes.alike(named, one.subject)
            ):
                return one
        if not candidates or candidates[0].sentence < change.sentence - 1:
            return None
        nearest = candidates[0]
        return nearest if _whole_speaks(named, nearest) else None
    topic = _topic(scope, change)
    if topic is not None:
        return topic if _measures(change, topic) else None
    if not candidates:
        return _of_last_passage(scope, change)
    nearest = candidates[0]
    if nearest.sentence < change.sentence - 1:
        return None
    if not change.base and len(candidates) > 1 and _years_apart(candidates[1], nearest):
        return candidates[1]  # 2024年支出A，2023年支出B，增加…
    return _of_own_line(scope, change, nearest, candidates)


def _earlier(scope: Scope) -> list[Mention]:
    """The mentions of the last paragraph before this one that has any, nearest first."""
    return list(reversed(scope.earlier[-1].mentions)) if scope.earlier else []


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
        for breakdown in sums.breakdowns(scope)
        if breakdown.total is not None
        and breakdown.total.sentence < change.sentence
        and breakdown.total.depth == 0
    ]
    return found[0] if found else None


def _of_last_passage(scope: Scope, change: Mention) -> Mention | None:
    """The last amount of the paragraph before, where this one opens with the change."""
    if not scope.earlier or change.index or change.position > 40 or not scope.earlier[-1].mentions:  # noqa: PLR2004
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


def _whole_speaks(named: str, nearest: Mention) -> bool:
    """Whether a longer name may still mean the nearest amount: they share half their signs."""
    signs = set(named)
    return len(signs & set(nearest.subject)) * 2 >= len(signs)


def _measures(change: Mention, one: Mention) -> bool:
    if change.figure.kind is FigureKind.PERCENT:
        return True
    return scopes.same_measure(change, one)


def _base_of(change: Mention, one: Mention) -> bool:
    """Whether an amount is what the change is compared with rather than what changed."""
    if not change.base:
        return False
    budget = _BUDGET_BASE.search(change.base) is not None and not _LAST_YEAR.search(change.base)
    return budget and re.search(r"预算|计划", one.lead) is not None and _FINAL_BASE.search(one.lead) is None


def _prior(scope: Scope, change: Mention, current: Mention | None) -> Mention | None:
    """The figure of the year or budget compared with, where it is printed."""
    if current is None:
        return None
    for one in scope.back(change):
        if one.sentence < change.sentence - 1:
            break
        if (
            one.index > current.index
            and _own(scope, current)
            and scopes.is_amount(one)
            and _years_apart(current, one)
        ):
            return one
        if (
            one.prior
            and scopes.is_amount(one)
            and scopes.same_measure(one, current)
            and one.index > current.index
        ):
            return one
    before = scope.here.mentions[current.index - 1] if 0 < current.index < len(scope.here.mentions) else None
    if (
        before is not None
        and _own(scope, current)
        and scopes.is_amount(before)
        and scopes.same_measure(before, current)
    ):
        if before.prior and before.sentence == current.sentence and before.depth == current.depth:
            return before
        moved = _RAISED_TO.search(current.lead) or _ADJUSTED.search(current.lead)
        if moved and not change.base and before.sentence == current.sentence:
            return before
        if _RAISED_FROM.search(before.lead) and _RAISED_TO.search(current.lead):
            return before
    year = _base_year(scope, change)
    if year is not None:
        return _of_year(scope, change, current, year)
    if change.base and _BUDGET_BASE.search(change.base) and not _LAST_YEAR.search(change.base):
        return _budget(scope, change, current)
    return None


def _own(scope: Scope, mention: Mention) -> bool:
    return scope.here.mentions[mention.index] is mention


def _base_year(scope: Scope, change: Mention) -> int | None:
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


def _unchanged(scope: Scope) -> Iterator[Statement]:
    """与上年持平 and the like: a claim in words."""
    pattern = scope.here.pattern
    if "持平" not in pattern and "一致" not in pattern and "变化" not in pattern and "零增" not in pattern:
        return
    for match in _UNCHANGED.finditer(pattern):
        base = match["base"] or ""
        if not base and "持平" not in match[0] and "零增" not in match[0]:
            continue
        if base and not (_LAST_YEAR.search(base) or "预算" in base or "决算" in base):
            continue
        if (
            re.search(r"(?:决算|预算)数?$", pattern[max(0, match.start() - 4) : match.start()])
            and "预算" in base
        ):
            continue
        current = _before(scope, match.start())
        if current is None:
            continue
        operands = [Operand(figure=current.figure, role="current")]
        prior = _prior_of_words(scope, current, base)
        if prior is not None:
            operands.append(Operand(figure=prior.figure, role="prior"))
        start, end = scope.here.offset(match.start()), scope.here.offset(match.end() - 1) + 1
        yield Statement(
            type=StatementType.CHANGE_AMOUNT, quote=scope.text[start:end], start=start, end=end, claim=None,
            operands=tuple(operands), direction=ChangeDirection.UNCHANGED, stated_text="持平",
            subject=current.subject,
        )  # fmt: skip


def _before(scope: Scope, position: int) -> Mention | None:
    """The nearest amount before a place in the same sentence, or the sentence before in the same clause run."""
    nearest = None
    for one in scope.here.mentions:
        if one.position >= position:
            break
        if scopes.is_amount(one) and not one.prior:
            nearest = one
    if nearest is None or scope.here.pattern[nearest.position : position].count("。") > 1:
        return None
    if "；" in scope.here.pattern[nearest.position : position]:
        return None
    return nearest


def _prior_of_words(scope: Scope, current: Mention, base: str) -> Mention | None:
    del base
    following = scope.here.mentions[current.index - 1] if current.index else None
    if following is not None and following.prior and following.sentence == current.sentence:
        return following
    return None


def _final_against_budget(scope: Scope) -> Iterator[Statement]:
    """决算数小于预算数: held against the two figures before it."""
    pattern = scope.here.pattern
    if "决算" not in pattern:
        return
    for match in _VERBAL.finditer(pattern):
        how = match["how"]
        if how == "与" and not match["same"]:
            continue
        if ("决算" in match["one"]) == ("决算" in match["other"]) and "执行" not in match["one"]:
            continue
        pair = _pair_before(scope, match.start(), match["other"])
        if pair is None:
            continue
        budget, final = pair
        if match["one"] == "预算":
            budget, final = final, budget
        direction = ChangeDirection.UNCHANGED
        if how in {"大于", "高于", "多于", "超过"}:
            direction = ChangeDirection.INCREASE
        elif how in {"小于", "低于", "少于"}:
            direction = ChangeDirection.DECREASE
        if how == "与" and "基本" in (match["same"] or "") and budget.value != final.value:
            continue
        start, end = scope.here.offset(match.start()), scope.here.offset(match.end() - 1) + 1
        yield Statement(
            type=StatementType.CHANGE_AMOUNT, quote=scope.text[start:end], start=start, end=end, claim=None,
            operands=(Operand(figure=final.figure, role="current"), Operand(figure=budget.figure, role="prior")),
            direction=direction, stated_text=match[0], subject=final.subject, recipe="final_against_budget",
        )  # fmt: skip


def _pair_before(scope: Scope, position: int, named: str) -> tuple[Mention, Mention] | None:
    """The budget and the final account printed nearest before, in the same item."""
    final = budget = None
    here = [one for one in scope.here.mentions if one.position < position]
    if not here and scope.earlier and position < 4:  # noqa: PLR2004 - the sentence opens its paragraph
        here, position = scope.earlier[-1].mentions, len(scope.earlier[-1].pattern)
        pattern = scope.earlier[-1].pattern
    else:
        pattern = scope.here.pattern
    whole_year = "全年" in named or "调整" in named
    for one in reversed(here):
        if not scopes.is_amount(one) or pattern[one.position : position].count("。") > 1:
            continue
        if final is None and re.search(r"决算|执行", one.lead):
            final = one
        elif final is not None and "预算" in one.lead and scopes.same_measure(one, final):
            if whole_year and not re.search(r"全年|调整", one.lead):
                continue
            budget = one
            break
    if (
        final is None
        or budget is None
        or budget.sentence != final.sentence
        or budget.segment != final.segment
    ):
        return None
    return budget, final
