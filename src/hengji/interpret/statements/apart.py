"""
What was saved and what is left, told apart from what it was saved or left of.

    采购预算规模227.9万元，其中…。实际采购规模205.4万元，其中…。节约资金22.5万元，节约率为9.87%。

Between the three stand other amounts, so the two that they are the difference of are those that bear
the words of a budget and of its spending, and that give it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import balances, breakdowns, families

_MONEY = FigureKind.MONEY

_SAVED = re.compile(r"(?:共|累计)?(?:节约|节支|节省)(?:财政|预算|采购)*(?:资金|金额|支出)?(?:为|达|约)?\Z")
_PAID = re.compile(r"实际|中标|成交|采购(?:总?金额|规模)|支付|审定|结算")
_LEFT = re.compile(r"^(?:年末|期末|累计)?(?:结余|滚存结余|结转|结转结余)(?:资金)?(?:为)?\Z")
_CAME_IN = re.compile(r"收入|下达|安排|筹集|到位")
_SPENT = re.compile(r"支出|支付|使用")


def differences(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The savings and remainders of a passage that nothing nearer explains."""
    pattern = scope.here.pattern
    if "差" in pattern:
        yield from _gaps(scope)
    claims = {one.claim.start for one in known if one.claim is not None}
    if "节" in pattern:
        yield from _savings(scope, claims)
        yield from _saving_rates(scope, claims)
    if "加上" in pattern:
        yield from _increased(scope, claims)
    if ("结" in pattern and "上年" in pattern) or "年初" in pattern:
        yield from _left(scope, claims)


_GAP = re.compile(r"^(?:，)?(?:两者|二者)?(?:差值|差额|相差|差异)(?:为|是)?\Z")


def _gaps(scope: Scope) -> Iterator[Statement]:
    """支出2.05万元，年初预算为2.95万元，差值为0.9万元: the more less the less."""
    for one in scope.here.mentions[2:]:
        pair = balances.two_before(scope, one) if _GAP.match(one.lead) and scopes.is_amount(one) else None
        if pair is not None:
            more, less = sorted(pair, key=lambda other: -other.value)
            operands: list[tuple[str, Mention | Figure]] = [("part", more), ("minus", less)]
            yield scope.statement(StatementType.SUM_OF_PARTS, one, operands, recipe="balance")


def _savings(scope: Scope, claims: set[int]) -> Iterator[Statement]:
    for one in scope.here.mentions[2:]:
        if one.figure.kind is not _MONEY or one.figure.start in claims or not _SAVED.search(one.lead):
            continue
        pair = _inside(scope, one) or _pair(scope, one)
        if pair is not None:
            whole, paid = pair
            operands: list[tuple[str, Mention | Figure]] = [("part", whole), ("minus", paid)]
            yield scope.statement(StatementType.SUM_OF_PARTS, one, operands, recipe="balance")
            yield from balances.saved_share(scope, one, whole)


_DEAL = re.compile(r"(?:交易|成交|中标|实际(?:政府)?采购)[^，。；]{0,4}\Z")


def _saving_rates(scope: Scope, claims: set[int]) -> Iterator[Statement]:
    """交易金额6581万元，节约资金514万元，节约率7.24%: of what was paid and saved, if one of the rates is."""
    found: list[tuple[Mention, Mention, Mention]] = []
    for rate in scope.here.mentions[2:]:
        saved = scope.here.mentions[rate.index - 1]
        if rate.figure.start in claims or not balances.SAVING_RATE.search(rate.lead):
            continue
        if saved.sentence != rate.sentence or not _SAVED_ANY.match(saved.lead):
            continue
        own = [
            one
            for one in scope.here.mentions[: saved.index]
            if one.sentence == saved.sentence and one.segment == saved.segment
        ]
        deals = [one for one in own if _DEAL.search(one.lead) and scopes.same_measure(one, saved)]
        if deals and not any(balances.PRICED.search(one.lead) for one in own):
            found.append((rate, saved, deals[-1]))
    if any(_saves(*one) for one in found):
        for rate, saved, paid in found:
            operands: list[tuple[str, Mention | Figure]]
            operands = [("part", saved), ("whole", paid), ("whole", saved)]
            yield scope.statement(StatementType.SHARE, rate, operands, subject=saved.named)


_SAVED_ANY = re.compile(r"^(?:共|累计)?(?:节约|节支|节省)[^，。；]{0,6}\Z")


def _saves(rate: Mention, saved: Mention, paid: Mention) -> bool:
    """Whether a rate is the share of what was saved in what would have been paid."""
    first, second, told = saved.figure.interval, paid.figure.interval, rate.figure.interval
    quotient = None if first is None or second is None else first.divided_by(first + second)
    return quotient is not None and told is not None and quotient.scaled(scopes.HUNDRED).meets(told)


def _inside(scope: Scope, one: Mention) -> tuple[Mention, Mention] | None:
    """采购总金额684.6万元，比预算的713.7万元节约资金29.1万元: the budget inside the words of the savings."""
    paid, whole = scope.here.mentions[one.index - 2 : one.index]
    told = (
        whole.lead.startswith(("比", "较"))
        and balances.PRICED.search(whole.lead)
        and whole.clause == one.clause
    )
    alike = all(scopes.same_measure(other, one) for other in (whole, paid))
    return (whole, paid) if told and alike and scopes.is_amount(paid) else None


def _pair(scope: Scope, one: Mention) -> tuple[Mention, Mention] | None:
    before = [
        other
        for other in scope.here.mentions[: one.index]
        if scopes.is_amount(other)
        and scopes.same_measure(other, one)
        and not breakdowns.is_part(scope, other)
    ]
    wholes = [other for other in before if balances.PRICED.search(other.lead)]
    paids = [other for other in before if _PAID.search(other.lead)]
    for whole in reversed(wholes):
        for paid in reversed(paids):
            if paid is not whole and families.sums_up([paid, one], whole):
                return whole, paid
    return None


_ADDS = re.compile(r"^加上")
_SENTENCES_BACK = 5
_RESULT = re.compile(r"(?:收入|支出|资金|财力|金额|总额)(?:总量|合计|总计)?(?:为|共计?|达到?)?\Z")


def _increased(scope: Scope, claims: set[int]) -> Iterator[Statement]:
    """本级收入44.5亿元，…。加上转移支付收入1.4亿元，基金收入为45.9亿元: what gives it with what was added."""
    for one in scope.here.mentions[1:]:
        added = scope.here.mentions[one.index - 1]
        if one.figure.start in claims or not _RESULT.search(one.lead) or not _ADDS.match(added.lead):
            continue
        if added.sentence != one.sentence or not scopes.same_measure(added, one):
            continue
        opens = not added.index and not added.sentence and scope.earlier
        before = scope.earlier[-1].mentions if opens else scope.here.mentions[: added.index]
        for base in reversed(before):
            near = opens or base.sentence >= one.sentence - _SENTENCES_BACK
            alike = scopes.is_amount(base) and scopes.same_measure(base, one)
            if near and alike and families.sums_up([base, added], one):
                yield scope.statement(StatementType.SUM_OF_PARTS, one, [("part", base), ("part", added)])
                break


def _left(scope: Scope, claims: set[int]) -> Iterator[Statement]:
    """总收入267万元，上年结转172万元，总支出405万元，结余33万元: what there was, less what was spent."""
    for one in scope.here.mentions[3:]:
        if one.figure.start in claims or not _LEFT.match(one.lead) or not scopes.is_amount(one):
            continue
        came, carried, spent = scope.here.mentions[one.index - 3 : one.index]
        if not (
            _CAME_IN.search(came.lead) and balances.CARRIED.search(carried.lead) and _SPENT.search(spent.lead)
        ):
            continue
        alike = all(scopes.same_measure(other, one) for other in (came, carried, spent))
        if alike and came.sentence == one.sentence and _SPENT.search(came.lead) is None:
            operands: list[tuple[str, Mention | Figure]]
            operands = [("part", came), ("part", carried), ("minus", spent)]
            yield scope.statement(StatementType.SUM_OF_PARTS, one, operands, recipe="balance")
