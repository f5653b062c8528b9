"""
Lists over paragraphs: a total or a count that ends in 其中： or 如下：, and the numbered items below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret import outline
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part, Passage
from hengji.interpret.statements import families

_COUNT, _MONEY = FigureKind.COUNT, FigureKind.MONEY
_CHANGE = Part.CHANGE

_OPENS = re.compile(r"(?:其中|如下|内容如下|分别为|包括|具体为|以下方面|明细如下|分别是|构成)[：:]?$")
_ENUMERATOR = re.compile(
    r"^(?:(?P<chinese>[一二三四五六七八九十]{1,3})、|[（(](?P<round>[一二三四五六七八九十]{1,3})[）)]|[（(](?P<arabic>[0-9]{1,2})[）)]|(?P<half>[0-9]{1,2})[）)]|(?P<plain>[0-9]{1,2})[.．、])"
)
_COUNTED = frozenset({"个", "项", "点", "条", "方面", "类", "大类"})
_PAIRED = ("年初预算", "全年预算", "支出决算")
_SPENT = "支出决算"
_CLASSES = re.compile(r"（[类款项]）")
_MOST = 60
_FEWEST = 2
_MANY = 10
"""Fewer add up by chance."""


@dataclass(slots=True)
class _Open:
    """A list that has been announced and whose items are coming in."""

    opener: Passage
    claims: list[Mention]
    counts: list[Mention]
    complete: bool
    silent: bool = False
    """Whether no word announces it."""
    scheme: str = ""
    items: list[Passage] = field(default_factory=list)


class Lists:
    """Follows the paragraphs of a document and gives each list when it is over."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[_Open] = []
        self._last: Passage | None = None

    def feed(self, passage: Passage) -> Iterator[Statement]:
        """Take the next paragraph; give what lists it ends."""
        scheme, ordinal = self._numbered(passage)
        while self._open:
            top = self._open[-1]
            if scheme and not top.scheme and ordinal == 1:
                top.scheme = scheme
            if scheme and scheme == top.scheme and ordinal == len(top.items) + 1 and len(top.items) < _MOST:
                top.items.append(passage)
                break
            if not scheme and top.items and not _opens(passage):
                break  # a paragraph more of the same item
            if (
                scheme
                and top.items
                and scheme != top.scheme
                and ordinal == 1
                and _rank(scheme) > _rank(top.scheme)
            ):
                break  # a list inside an item
            if scheme and scheme == top.scheme and ordinal > len(top.items) + 1:
                top.complete = False  # 4、… 11、…: items between them are lost
            yield from self._close(self._open.pop())
        opened = self._announced(passage)
        if opened is not None:
            self._open.append(opened)
        if passage.mentions:
            self._last = passage

    def finish(self) -> Iterator[Statement]:
        """The lists that the end of the document ends: an extract may break off inside one."""
        while self._open:
            last = self._open.pop()
            last.complete = False
            yield from self._close(last)

    def _numbered(self, passage: Passage) -> tuple[str, int]:
        head = self._text[passage.start : passage.start + 24].lstrip()
        match = _ENUMERATOR.match(head)
        if match is None or match.lastgroup is None:
            return "", 0
        return match.lastgroup, outline.ordinal(match[match.lastgroup])

    def _announced(self, passage: Passage) -> _Open | None:
        """What a paragraph announces, if it ends with the words of a list."""
        if not _opens(passage):
            return self._silent(passage)
        sentence = max(passage.pattern.rfind("。", 0, len(passage.pattern) - 6), -1)
        claims = [
            one
            for one in passage.mentions
            if scopes.is_amount(one) and one.depth == 0 and not one.prior and one.figure.kind is _MONEY
        ]
        if claims:
            last = claims[-1].sentence
            claims = [one for one in claims if one.sentence == last]
        own = bool(claims)
        if not claims and self._last is not None and "内容如下" in passage.pattern:
            name = re.sub(r"主要内容如下.*$", "", passage.pattern)
            claims = [
                one for one in self._last.mentions if scopes.is_amount(one) and name and name in one.lead
            ][:1]
        counts = [
            one
            for one in passage.mentions
            if one.figure.kind is _COUNT and one.figure.unit in _COUNTED and one.position > sentence
        ]
        return _Open(passage, claims, counts[-1:], complete=own)

    def _silent(self, passage: Passage) -> _Open | None:
        """总收入21.27亿元，…, with items below it that nothing announces: heeded where they add up."""
        first = passage.mentions[0] if passage.mentions else None
        if first is None or first.sentence or not scopes.is_amount(first) or first.prior:
            return None
        if first.figure.kind is _MONEY:
            return _Open(passage, [first], [], complete=False, silent=True)
        counts = [
            one
            for one in passage.mentions
            if one.figure.kind is _COUNT and not one.sentence and scopes.is_amount(one)
        ]
        counts = [one for one in counts if not one.prior and one.depth == 0 and one.value >= _MANY]
        return _Open(passage, counts, [], complete=False, silent=True) if counts else None

    def _close(self, found: _Open) -> Iterator[Statement]:
        if len(found.items) < _FEWEST:
            return
        counted = found.silent and found.claims[0].figure.kind is _COUNT
        if counted and len(found.items) <= _FEWEST:
            return  # two counts add up by chance
        for claim in found.claims if counted else self._totals(found.claims):
            parts = [
                self._part(item, claim, several=len(found.claims) > 1 and not counted) for item in found.items
            ]
            if any(part is None for part in parts):
                continue
            kept = [part for part in parts if part is not None]
            yield from self._sum(claim, kept, found)
            yield from self._changes(claim, kept, found)
        for count in found.counts:
            yield self._count(count, found.items)

    def _totals(self, claims: list[Mention]) -> list[Mention]:
        named = [one for one in claims if any(name in one.lead for name in _PAIRED)]
        return named if len(named) > 1 else claims[-1:]

    def _part(self, item: Passage, claim: Mention, *, several: bool) -> Mention | None:
        name = next((name for name in _PAIRED if name in claim.lead), None) if several else None
        amounts = [
            one
            for one in item.mentions
            if scopes.is_amount(one) and not one.depth and scopes.same_measure(one, claim)
        ]
        if name is not None:
            return next((one for one in amounts if name in one.lead), None)
        spent = next((one for one in amounts if _SPENT in one.lead), None)
        planned = "预算" in claim.lead and "预算财政" not in claim.lead
        return spent if spent is not None and not planned else next(iter(amounts), None)

    def _sum(self, claim: Mention, parts: list[Mention], found: _Open) -> Iterator[Statement]:
        budgeted = all(_CLASSES.search(self._text[item.start : item.start + 120]) for item in found.items)
        family = families.named_whole([part.subject for part in parts])
        holds = families.sums_up(parts, claim)
        if not (holds or budgeted or family) or (found.silent and not holds):
            return
        start = claim.figure.start
        yield Statement(
            type=StatementType.SUM_OF_PARTS,
            quote=self._text[start : claim.figure.end],
            start=start,
            end=claim.figure.end,
            claim=claim.figure,
            operands=tuple(Operand(figure=part.figure, role="part") for part in parts),
            subject=claim.named,
            complete=family or (budgeted and found.complete),
            recipe="numbered_items",
        )

    def _changes(self, claim: Mention, parts: list[Mention], found: _Open) -> Iterator[Statement]:
        """The change of the total against those of its items, where they add up to it."""
        change = _change_behind(found.opener, claim)
        if change is None:
            return
        changes = [
            one for item, part in zip(found.items, parts, strict=True) if (one := _change_behind(item, part))
        ]
        signed = sum(one.value if one.direction == "increase" else -one.value for one in changes)
        stated = change.value if change.direction == "increase" else -change.value
        if not changes or signed != stated:
            return
        figure = change.figure
        yield Statement(
            type=StatementType.CHANGE_AMOUNT,
            quote=figure.quote,
            start=figure.start,
            end=figure.end,
            claim=figure,
            operands=tuple(
                Operand(figure=one.figure, role="decrease" if one.direction == "decrease" else "increase")
                for one in changes
            ),
            direction=change.direction,
            subject=claim.named,
            recipe="changes_of_parts",
        )

    def _count(self, count: Mention, items: list[Passage]) -> Statement:
        figures = [
            count.figure._replace(
                quote=self._text[item.start : item.start + 3],
                start=item.start,
                end=min(item.start + 3, item.end),
                kind=FigureKind.ENUMERATOR,
                value=self._text[item.start : item.start + 3],
                unit="",
                step=None,
            )
            for item in items
        ]
        return Statement(
            type=StatementType.COUNT_OF_LIST,
            quote=count.figure.quote,
            start=count.figure.start,
            end=count.figure.end,
            claim=count.figure,
            operands=tuple(Operand(figure=figure, role="item") for figure in figures),
            subject=count.named,
            recipe="numbered_items",
        )


def _opens(passage: Passage) -> bool:
    return _OPENS.search(passage.pattern[-12:]) is not None


def _change_behind(passage: Passage, amount: Mention) -> Mention | None:
    """The change printed right behind an amount of a paragraph."""
    if amount.index + 1 >= len(passage.mentions) or passage.mentions[amount.index] is not amount:
        return None
    following = passage.mentions[amount.index + 1]
    near = following.part is _CHANGE and following.sentence <= amount.sentence + 1
    return following if near and scopes.same_measure(following, amount) else None


def _rank(scheme: str) -> int:
    return ("chinese", "round", "plain", "arabic", "half").index(scheme) if scheme else -1
