"""
Further measures told in the total's own words and, under the same words, in each of its parts.

    完成交易114项，交易金额101132.92万元，节约资金2784.26万元。其中：市级49项，…，节约资金528.43万元；县级65项，….

Where one measure of a list adds up, its items are all of it, and so every other measure adds up too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, families, unmarked

_COUNT, _MONEY = FigureKind.COUNT, FigureKind.MONEY
_AMOUNT, _CHANGE = Part.AMOUNT, Part.CHANGE

_FILLING = re.compile(
    r"完成|实现|合计|累计|总计|总共|共|建设|资金|金额|总额|额|总数|数量|数|为|达到|达|约|总|人民币"
)
_DEALS = re.compile(r"^.*(?:交易|成交|中标)\Z")
_COMPARED = re.compile(r"同比|环比|比|较|上年|去年")
_FROM = re.compile(r"^(?:从[^，。；：]{2,14}看|按[^，。；：]{2,14}(?:分|划分|分类|统计|看))[，：]")
_LONGEST = 6
_FEWEST = 2


def beside(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The sums of the measures that stand beside one that adds up, as far as `known` does not hold them."""
    claims = {one.claim.start for one in known if one.claim is not None}
    for total_, parts in [*_lists(scope)]:
        inner = {one.index for one in parts}
        ends = [*(one.index for one in parts[1:]), _end(scope, parts[-1])]
        items = [scope.here.mentions[one.index : end] for one, end in zip(parts, ends, strict=True)]
        for whole in scope.here.mentions[total_.index + 1 : parts[0].index]:
            if whole.index in inner or whole.figure.start in claims or whole.sentence != total_.sentence:
                continue
            told = _sum(scope, whole, items, some=True)
            if told is not None:
                claims.add(whole.figure.start)
                yield told
    yield from _looked_at(scope)


def _lists(scope: Scope) -> Iterator[tuple[Mention, list[Mention]]]:
    """The lists that add up and whose parts stand in items of their own."""
    for breakdown in breakdowns.breakdowns(scope):
        total_, parts = breakdown.total, breakdown.parts
        if total_ is None or len(parts) < _FEWEST or total_.index + 1 >= parts[0].index:
            continue
        if len({(one.sentence, one.segment) for one in parts}) < len(parts):
            continue
        if families.sums_up(parts, total_):
            yield total_, parts


def _end(scope: Scope, last: Mention) -> int:
    """The mention behind the item of the last part."""
    for one in scope.here.mentions[last.index + 1 :]:
        if one.sentence != last.sentence or one.segment != last.segment:
            return one.index
    return len(scope.here.mentions)


def _sum(scope: Scope, whole: Mention, items: list[list[Mention]], *, some: bool) -> Statement | None:
    """The sum of what the items tell under the words of the whole; of `some` of them if it adds up."""
    word = _word(whole)
    if not word or not _measures(whole):
        return None
    parts = [
        [one for one in item if _measures(one) and scopes.same_measure(one, whole) and _word(one) == word]
        for item in items
    ]
    kept = [found[0] for found in parts if len(found) == 1]
    every = len(kept) == len(items)
    if len(kept) < _FEWEST or not ((every and some) or families.sums_up(kept, whole)):
        return None
    operands: list[tuple[str, Mention | Figure]] = [("part", one) for one in kept]
    return scope.statement(StatementType.SUM_OF_PARTS, whole, operands, complete=every)


def _measures(one: Mention) -> bool:
    """An amount, or savings and gains, which are told like changes."""
    if one.figure.kind not in {_MONEY, _COUNT} or one.prior or one.base:
        return False
    return one.part is _AMOUNT or (one.part is _CHANGE and not _COMPARED.search(one.lead))


def _word(one: Mention) -> str:
    """What an amount measures, without what fills its words: 节约建设资金 and 节约金额 are both 节约."""
    word = _FILLING.sub("", one.lead)
    if _DEALS.match(word) and one.figure.kind is _MONEY:
        return "交易"
    return word if len(word) <= _LONGEST else ""


def _looked_at(scope: Scope) -> Iterator[Statement]:
    """交易577项，交易额212亿元。 / 从地区分布看，市级410项，…: the totals of the paragraph before."""
    if not scope.earlier:
        return
    pattern = scope.here.pattern
    if pattern.startswith(_LOOKS) or any(words in pattern for words in _LOOKS_LATER):
        yield from _divided_before(scope)
    if not _FROM.match(scope.here.pattern):
        return
    items: dict[tuple[int, int], list[Mention]] = {}
    for one in scope.here.mentions:
        items.setdefault((one.sentence, one.segment), []).append(one)
    if len(items) < _FEWEST:
        return
    for whole in scope.earlier[-1].mentions:
        if whole.depth or whole.sentence or not _measures(whole):
            continue
        told = _sum(scope, whole, [*items.values()], some=False) or _counted(scope, whole, [*items.values()])
        if told is not None:
            yield told


_LOOKS = ("从", "按", "分")
_LOOKS_LATER = ("。从", "。按", "。分")
"""What the words of a division begin with: most paragraphs have none."""
_DIVIDED = re.compile(
    r"(?:^|。)(?:从[^，。；：]{2,12}看|按[^，。；：]{2,12}(?:分|划分|分类|统计|看)|分[^，。；：]{2,8}看)[，：]"
)
_PARAGRAPHS_BACK = 3
_SURE = 20
"""How much more a whole is than all its figures leave open, where words say that it is divided."""


def _divided_before(scope: Scope) -> Iterator[Statement]:
    """从区域看，城区发生131起，…；乡镇发生131起，…: what each item tells first, of a whole told before."""
    for match in _DIVIDED.finditer(scope.here.pattern):
        behind = [one for one in scope.here.mentions if one.position >= match.end() and not one.depth]
        firsts: dict[int, Mention] = {}
        for one in behind:
            if one.sentence == behind[0].sentence and _measures(one):
                firsts.setdefault(one.segment, one)
        parts = list(firsts.values())
        if len(parts) < _FEWEST or not all(scopes.same_measure(parts[0], one) for one in parts):
            continue
        for passage in list(reversed(scope.earlier))[:_PARAGRAPHS_BACK]:
            whole = next((one for one in passage.mentions if _is_sum(one, parts)), None)
            if whole is not None:
                yield scope.statement(StatementType.SUM_OF_PARTS, whole, [("part", one) for one in parts])
                break


def _is_sum(whole: Mention, parts: list[Mention]) -> bool:
    alike = _measures(whole) and not whole.depth and scopes.same_measure(whole, parts[0])
    return alike and unmarked.precise(parts, whole, _SURE) and families.sums_up(parts, whole)


def _counted(scope: Scope, whole: Mention, items: list[list[Mention]]) -> Statement | None:
    """The counts of the items, one in each, whatever their words."""
    if whole.figure.kind is not _COUNT:
        return None
    parts = [[one for one in item if _measures(one) and scopes.same_measure(one, whole)] for item in items]
    if any(len(found) != 1 for found in parts):
        return None
    kept = [found[0] for found in parts]
    operands: list[tuple[str, Mention | Figure]] = [("part", one) for one in kept]
    adds_up = families.sums_up(kept, whole)
    return scope.statement(StatementType.SUM_OF_PARTS, whole, operands) if adds_up else None
