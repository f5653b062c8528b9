"""
Lists without numbers: a total whose paragraph ends in 其中：, and a paragraph of its own for every part.

    基本支出预算881,300.39元，同比减少…。其中：
    工资福利支出预算716,052.51元，占基本支出预算81.25%…
    商品和服务支出预算165,247.88元，占基本支出预算18.75%…

Nothing tells where such a list ends but what follows it, so its parts are held against the total only
where they meet it, where their shares make up the whole, or where their names do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.domain.figure import FigureKind
from hengji.domain.interval import Interval
from hengji.domain.stated import can_sum_to
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part, Passage
from hengji.interpret.statements import families

_OPENS = "其中："
"""Behind a comma or a stop."""
_NAME = re.compile(r"(?:支出|预算|经费|收入|费|拨款|资金|补助)(?:预算|决算|支出)*(?:为|数)*\Z")
_MOST = 12
_FEWEST = 2


class Sublists:
    """Follows the paragraphs of a document and gives each list when it is over."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._claim: Mention | None = None
        self._items: list[Passage] = []
        self._firsts: list[Mention] = []

    def feed(self, passage: Passage) -> Iterator[Statement]:
        """Take the next paragraph; give the list that it ends."""
        if self._claim is not None:
            first = _first(passage, self._claim, 0)
            if first is not None and passage.enumerator is None and len(self._items) < _MOST:
                self._items.append(passage)
                self._firsts.append(first)
                return
            if not passage.mentions and passage.enumerator is None and self._items:
                return  # what is paid from a part, told at length
            yield from self.finish()
        self._announce(passage)

    def finish(self) -> Iterator[Statement]:
        """The list that the end of the document ends."""
        claim, items, firsts = self._claim, self._items, self._firsts
        self._claim, self._items, self._firsts = None, [], []
        if claim is None or not items:
            return
        parts = firsts
        if len(items) < _FEWEST:
            parts = [
                one
                for one in items[0].mentions
                if one.sentence == firsts[0].sentence and scopes.is_amount(one) and not one.depth
            ]
        if len(parts) < _FEWEST or not all(scopes.same_measure(claim, one) for one in parts):
            return
        complete = families.whole_family(parts) or _whole_by_shares(items, firsts)
        if complete or families.sums_up(parts, claim):
            yield Statement(
                type=StatementType.SUM_OF_PARTS,
                quote=self._text[claim.figure.start : claim.figure.end],
                start=claim.figure.start,
                end=claim.figure.end,
                claim=claim.figure,
                operands=tuple(Operand(figure=one.figure, role="part") for one in parts),
                subject=claim.named,
                complete=complete,
                recipe="items",
            )

    def _announce(self, passage: Passage) -> None:
        """Begin a list, where a paragraph ends with its announcement or with its first item."""
        if _OPENS not in passage.pattern:
            return
        end = max(passage.pattern.rfind(stop + _OPENS) for stop in "，。") + 1 + len(_OPENS)
        if end == len(_OPENS):
            return
        before = [one for one in passage.mentions if one.position < end and scopes.is_amount(one)]
        whole = [one for one in before if one.sentence == before[-1].sentence and not one.depth]
        if len(whole) != 1 or whole[0].prior or whole[0].figure.kind is not FigureKind.MONEY:
            return
        if end == len(passage.pattern):
            self._claim = whole[0]
            return
        first = _first(passage, whole[0], end)
        inside = [one for one in passage.mentions if one.position >= end and scopes.is_amount(one)]
        if first is not None and len(inside) == 1:
            self._claim, self._items, self._firsts = whole[0], [passage], [first]


def _first(passage: Passage, claim: Mention, start: int) -> Mention | None:
    """The amount that an item begins with: 工资福利支出预算716,052.51元."""
    first = next((one for one in passage.mentions if one.position >= start), None)
    begins = first is not None and first.position - len(first.lead) == start
    if first is None or not begins or first.prior or not scopes.is_amount(first):
        return None
    return first if scopes.same_measure(first, claim) and _NAME.search(first.lead) else None


def _whole_by_shares(items: list[Passage], firsts: list[Mention]) -> bool:
    """Whether every item tells its share and the shares make up the whole."""
    shares = []
    for item, first in zip(items, firsts, strict=True):
        following = item.mentions[first.index + 1 : first.index + 2]
        if not following or not following[0].lead.startswith("占") or following[0].part is Part.AMOUNT:
            return False
        shares.append(following[0].figure.stated())
    return len(shares) > 1 and can_sum_to(shares, Interval.exactly(Decimal(100)))
