"""
Changes on the prior year or on the budget: amounts and rates with their direction word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import ChangeDirection, Operand, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import (
    balances,
    bases,
    beyond,
    bracketed,
    breakdowns,
    compared,
    part_changes,
    recalled,
    respectively,
    unchanged,
)

_NUMBER, _PERCENT, _PERCENTAGE_POINT = FigureKind.NUMBER, FigureKind.PERCENT, FigureKind.PERCENTAGE_POINT
_CHANGE, _RATE = Part.CHANGE, Part.RATE


def changes(scope: Scope) -> Iterator[Statement]:
    """The changes claimed in a passage, in figures and in words."""
    mentions = scope.here.mentions
    in_turn = respectively.respectively(scope) | bracketed.bracketed(scope)
    for mention in mentions:
        if mention.index in in_turn:
            told = in_turn[mention.index]
            if told is not None:
                yield told
        elif mention.part is _CHANGE:
            rate = _paired(mentions, mention) or _directed(mentions, mention)
            if _is_claim(scope, mention, rate):
                yield from _amount(scope, mention, rate)
        elif mention.part is _RATE and not _has_amount(mentions, mention):
            yield from _lone_rate(scope, mention)
    yield from beyond.beyond(scope)
    yield from unchanged.unchanged(scope)
    yield from unchanged.final_against_budget(scope)


def _paired(mentions: list[Mention], amount: Mention) -> Mention | None:
    """The rate right behind an amount of change, in the same sentence and bracket."""
    following = mentions[amount.index + 1] if amount.index + 1 < len(mentions) else None
    if following is None or following.sentence != amount.sentence or following.segment != amount.segment:
        return None
    near = following.bracket == amount.bracket or following.depth == amount.depth + 1
    if following.part is _RATE and near and following.clause - amount.clause <= 2:
        alike = not following.base or following.base == amount.base
        alike = alike or (_GAINED.match(amount.lead) is not None and compared.on_last_year(following))
        return following if alike or compared.both_on_last_year(following, amount) else None
    return None


_GAINED = re.compile(r"^(?:增收|增支|减收|减支)\Z")
"""A change on the year before, though no word says so: 减收329万元，同比下降21.9%."""
_MORE = re.compile(
    r"(?:净|共|，|即|同比)*(?:增收|增支|增加额?|增长额?|减收|减支|减少额?|下降额?)(?:了|额|为)?\Z"
)


def _amount_behind(scope: Scope, rate: Mention) -> Mention | None:
    """同比增长9.1%，（同比）增收8,300万元: the amount of a change whose rate was told first."""
    for following in scope.here.mentions[rate.index + 1 : rate.index + 2]:
        alike = not following.base or following.base == rate.base
        own = following.part is _CHANGE and alike and following.clause == rate.clause + 1
        if own and _MORE.match(following.lead) and following.direction is rate.direction:
            current = compared.current(scope, rate)
            sure = rate.base or (current is not None and recalled.implied(following, current, rate))
            if current is not None and sure and scopes.same_measure(current, following):
                return replace(following, base=rate.base, subject=rate.subject)
    return None


_EITHER_WAY = re.compile(r"(?:变动|变化|增减|升降)(?:幅度|率|比例|比率)(?:为|达|约)?\Z")


def _directed(mentions: list[Mention], amount: Mention) -> Mention | None:
    """较上年增加967万元，变动幅度为6.90%: a rate that takes its direction from the amount before it."""
    following = mentions[amount.index + 1] if amount.index + 1 < len(mentions) else None
    if following is None or following.sentence != amount.sentence or following.clause - amount.clause > 1:
        return None
    if following.figure.kind is not _PERCENT or not _EITHER_WAY.match(following.lead):
        return None
    return replace(following, part=_RATE, direction=amount.direction, base=amount.base)


def _has_amount(mentions: list[Mention], rate: Mention) -> bool:
    before = mentions[rate.index - 1] if rate.index else None
    return before is not None and before.part is _CHANGE and _paired(mentions, before) is rate


def _is_claim(scope: Scope, change: Mention, rate: Mention | None) -> bool:
    """Whether an amount of change is measured against something, not just 新增."""
    if balances.is_saved(scope, change) or _YEARLY.search(change.lead):
        return False
    if change.base or rate is not None:
        return True
    pattern = scope.here.pattern
    start = max(pattern.rfind(stop, 0, change.position) for stop in "。；")
    sentence = pattern[max(start, change.position - 90) : change.position]
    if words.COMPARED.search(sentence) or words.PRIOR.search(sentence):
        return True
    before = next(scope.back(change), None)
    if before is None or before.sentence != change.sentence:
        return False
    return (
        before.prior
        or bases.from_budget_to_final(scope, change)
        or compared.ADJUSTED.search(before.lead) is not None
        or compared.RAISED_TO.search(before.lead) is not None
    )


def _amount(scope: Scope, change: Mention, rate: Mention | None) -> Iterator[Statement]:
    if change.figure.kind is _PERCENTAGE_POINT:
        yield from _points(scope, change)
        return
    current, prior = _compared(scope, change, rate)
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
    else:
        yield from _unsigned(scope, change, current)
    if rate is not None and change.value and rate.direction is not change.direction:
        yield _contrary(scope, change, rate)


def _compared(scope: Scope, change: Mention, rate: Mention | None) -> tuple[Mention | None, Mention | None]:
    """The amounts of now and of then, in this paragraph or recalled from those before."""
    current = compared.current(scope, change)
    if change.part is _CHANGE:
        if current is None:
            current = recalled.current(scope, change, rate)
        elif rate is not None and not change.subject and not recalled.implied(change, current, rate):
            current = _divided(scope, change, current, rate) or current
    inside = bases.prior_inside(scope, change)
    if inside is not None:
        return bases.current_beside(scope, change, current, inside), inside
    prior = compared.prior(scope, change, current)
    if prior is None and current is not None and change.part is _CHANGE:
        prior = recalled.prior(scope, change, current, rate)
    return current, prior


def _divided(scope: Scope, change: Mention, part: Mention, rate: Mention) -> Mention | None:
    """总预算4,471万元，含甲250万元；比上年增加755万元，增长20.32%: the total, if its rate says so."""
    for breakdown in breakdowns.breakdowns(scope):
        whole = breakdown.total
        if whole is not None and any(one is part for one in breakdown.parts):
            return (
                whole
                if scopes.same_measure(whole, change) and recalled.implied(change, whole, rate)
                else None
            )
    return None


def _unsigned(scope: Scope, change: Mention, current: Mention | None) -> Iterator[Statement]:
    """增加1193.20万元，增长13.95。 or 增加378.19万元，增加45.49万元: a rate that lost its sign."""
    following = scope.here.mentions[change.index + 1 : change.index + 2]
    if not following or current is None or current.value <= change.value:
        return
    rate = following[0]
    own = rate.part is _CHANGE and not rate.base and _WORD_ALONE.match(rate.lead) is not None
    if not own or rate.clause != change.clause + 1 or rate.direction is not change.direction:
        return
    falls = change.direction is ChangeDirection.DECREASE
    prior = current.value + change.value if falls else current.value - change.value
    expected = change.value / prior * 100
    bare = rate.figure.kind is _NUMBER
    printed = rate.value if bare else rate.value / _WAN
    if not (bare or rate.figure.quote.endswith("万元")) or abs(printed - expected) > expected / 20:
        return
    operands: list[tuple[str, Mention | Figure]] = [("current", current), ("amount", change)]
    claim = replace(rate, figure=rate.figure._replace(kind=_PERCENT, unit="%")) if bare else rate
    yield scope.statement(StatementType.CHANGE_RATE, claim, operands, direction=rate.direction)


_WORD_ALONE = re.compile(r"(?:增长|增加|上升|提高|下降|减少|降低|增幅|降幅)(?:率|幅度)?(?:为|了|达)?\Z")
_WAN = 10_000


def _contrary(scope: Scope, change: Mention, rate: Mention) -> Statement:
    """增加0.04万元（下降2.91%）: the direction of the rate, held against the amount beside it."""
    start, end = scope.start_of(rate), rate.figure.end
    return Statement(
        type=StatementType.CHANGE_AMOUNT,
        quote=scope.text[start:end],
        start=start,
        end=end,
        claim=None,
        operands=(
            Operand(figure=change.figure, role="decrease" if change.direction == "decrease" else "increase"),
        ),
        direction=rate.direction,
        stated_text=scope.text[start:end],
        subject=change.named,
        recipe="direction",
    )


def _points(scope: Scope, change: Mention) -> Iterator[Statement]:
    """办结率95.47%，上年为83.22%，提高12.25个百分点."""
    percents = [
        one
        for one in scope.back(change)
        if one.figure.kind is _PERCENT and one.sentence == change.sentence and one.part is not _RATE
    ]
    operands: list[tuple[str, Mention | Figure]] = []
    current = next((one for one in percents if not one.prior), None)
    if current is not None:
        operands.append(("current", current))
    prior = next(
        (one for one in percents if one.prior and (current is None or one.index > current.index)), None
    )
    if prior is None and current is not None and compared.RAISED_TO.search(current.lead):
        prior = next(
            (
                one
                for one in percents
                if one.index == current.index - 1 and (one.prior or compared.RAISED_FROM.search(one.lead))
            ),
            None,
        )
    if prior is not None:
        operands.append(("prior", prior))
    yield scope.statement(StatementType.CHANGE_AMOUNT, change, operands, direction=change.direction)


def _lone_rate(scope: Scope, rate: Mention) -> Iterator[Statement]:
    """A rate without an amount of change before it."""
    kept = bases.cost_below_budget(scope, rate) or beyond.bound_beside(scope, rate)
    if kept is None:
        yield from _rate(scope, rate, _amount_behind(scope, rate))
    else:
        operands: list[tuple[str, Mention | Figure]] = [("current", kept[0]), ("prior", kept[1])]
        yield scope.statement(StatementType.CHANGE_RATE, rate, operands, direction=rate.direction)


def _rate(scope: Scope, rate: Mention, amount: Mention | None) -> Iterator[Statement]:
    if rate.figure.kind is not _PERCENT or _share_of_growth(rate) or _YEARLY.search(rate.lead):
        return
    if balances.SAVING_RATE.search(rate.lead):
        return
    change = amount if amount is not None else rate
    current, prior = _compared(scope, change, None if amount is None else rate)
    if _at_constant_prices(rate, current):
        return
    operands: list[tuple[str, Mention | Figure]] = []
    if (
        amount is not None
        and prior is not None
        and prior.figure.start < scope.here.start
        and scopes.gives(amount, prior, rate)
    ):
        operands.append(("amount", amount))  # the rate of the change as printed, right or wrong
    elif current is not None:
        operands.append(("current", current))
    if prior is not None:
        operands.append(("prior", prior))
    if amount is not None and (prior is None or current is None):
        operands.append(("amount", amount))
    if amount is None and prior is None:
        moved = _moved(scope, rate)
        operands = moved or part_changes.rate_by_parts(scope, rate, current) or operands
    direction = rate.direction
    if amount is None and not operands and not rate.base:
        return
    yield scope.statement(StatementType.CHANGE_RATE, rate, operands, direction=direction)


def _moved(scope: Scope, rate: Mention) -> list[tuple[str, Mention | Figure]]:
    """下降5%，由420万元降至399万元: both years behind the rate."""
    following = scope.here.mentions[rate.index + 1 : rate.index + 3]
    if len(following) < 2 or following[1].sentence != rate.sentence or following[1].segment != rate.segment:
        return []
    first, second = following
    told = compared.RAISED_FROM.search(first.lead) and compared.RAISED_TO.search(second.lead)
    if not told or not scopes.same_measure(first, second) or first.figure.kind is _PERCENT:
        return []
    moved = _FROM.match(first.lead)
    own = "" if moved is None else words.subject(moved["own"])
    if own and not scopes.alike(own, rate.subject):
        return []  # 能耗下降5%，用水量由420万吨降至399万吨: another thing's years
    return [("current", second), ("prior", first)]


_FROM = re.compile(r"(?P<own>[^，。；]*)(?:从|由)[^，。；从由]{0,16}\Z")
_YEARLY = re.compile(r"年均(?:增|降|下|上|提|减|复合)|年平均|平均每年|每年平均|复合增")
_REAL = re.compile(r"生产总值|增加值|GDP|可比价|不变价")


def _at_constant_prices(rate: Mention, current: Mention | None) -> bool:
    """生产总值由9,000亿元增加到12,000亿元，增长28%: growth that no two printed amounts give."""
    return any(one is not None and _REAL.search(one.lead) for one in (rate, current))


def _share_of_growth(rate: Mention) -> bool:
    return rate.after.startswith(("以上", "左右", "目标"))
