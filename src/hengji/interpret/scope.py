"""
The words around a mention: its paragraph, and the paragraphs of its section before it.

Looking back is bounded, so that a long document is read in linear time.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN
from hengji.domain.statement import ChangeDirection, Operand, Statement, StatementType
from hengji.interpret.clauses import SIGNS, Mention, Part, Passage

_COUNT, _NUMBER, _PERIOD = FigureKind.COUNT, FigureKind.NUMBER, FigureKind.PERIOD
_AMOUNT = Part.AMOUNT

if TYPE_CHECKING:
    from hengji.interpret.statements.breakdowns import Breakdown

HUNDRED = Decimal(100)
_FARTHEST = 60
"""How many mentions before a figure its operands are looked for."""
_PASSAGES = 12


@dataclass(slots=True)
class Scope:
    """Where one is: the text, this passage and the ones before it in the same section."""

    text: str
    here: Passage
    earlier: deque[Passage] = field(default_factory=lambda: deque(maxlen=_PASSAGES))
    found: list[Breakdown] | None = None
    """The totals of this passage with their parts, once they were looked for."""
    parts: frozenset[int] | None = None
    """The mentions that are parts of them, by identity."""

    def back(self, mention: Mention, *, farther: bool = False) -> Iterator[Mention]:
        """The mentions before one, nearest first; `farther` goes on into earlier paragraphs."""
        left = _FARTHEST
        for other in reversed(self.here.mentions[: mention.index]):
            yield other
            left -= 1
            if left <= 0:
                return
        if not farther:
            return
        for passage in reversed(self.earlier):
            for other in reversed(passage.mentions):
                yield other
                left -= 1
                if left <= 0:
                    return

    def told_before(self, like: Mention) -> Iterator[tuple[Passage, Mention]]:
        """The amounts of earlier paragraphs that measure as one does, the nearest paragraph first."""
        for passage in reversed(self.earlier):
            for one in passage.mentions:
                if is_amount(one) and same_measure(one, like):
                    yield passage, one

    def statement(
        self,
        type_: StatementType,
        mention: Mention,
        operands: Sequence[tuple[str, Mention | Figure]],
        *,
        direction: ChangeDirection | None = None,
        complete: bool = True,
        recipe: str = "",
        stated_text: str | None = None,
        subject: str = "",
    ) -> Statement:
        """A statement whose claim is the figure of a mention of this passage."""
        start = self.start_of(mention)
        end = mention.figure.end
        return Statement(
            type=type_,
            quote=self.text[start:end],
            start=start,
            end=end,
            claim=mention.figure,
            operands=tuple(
                Operand(one.figure if isinstance(one, Mention) else one, role) for role, one in operands
            ),
            direction=direction,
            stated_text=stated_text,
            subject=subject or mention.named,
            complete=complete,
            recipe=recipe,
        )

    def period_before(self, mention: Mention) -> Figure | None:
        """The period right before an amount (4年共计…), as a factor without unit."""
        place = self.here.pattern.rfind(SIGNS[_PERIOD], 0, mention.position)
        return self.here.periods.get(self.here.offset(place)) if place >= 0 else None

    def start_of(self, mention: Mention) -> int:
        """Where the words of a mention begin in the text."""
        if mention.figure.start < self.here.start:
            return mention.figure.start  # told in a paragraph before
        return min(self.here.offset(mention.position - len(mention.lead)), mention.figure.start)


def same_measure(one: Mention, other: Mention) -> bool:
    """Whether two figures measure alike: both money, or both with the same classifier."""
    first, second = one.figure, other.figure
    if first.kind is second.kind and first.unit == second.unit:
        return True
    if _money(first) and _money(second):
        return True
    if _COUNT in {first.kind, second.kind} or first.kind is second.kind is _NUMBER:
        return _unit(first) == _unit(second)
    return first.kind is second.kind and first.unit == second.unit


def gives(over: Mention, under: Mention, told: Mention, *, times: Decimal = HUNDRED) -> bool:
    """Whether a rate (or an average, `times` one) is what two figures give, within what all three assert."""
    first, second, rate = over.figure.interval, under.figure.interval, told.figure.interval
    quotient = None if first is None or second is None else first.divided_by(second)
    return quotient is not None and rate is not None and quotient.scaled(times).meets(rate)


def grows_by(then: Mention, now: Mention, rate: Mention) -> bool:
    """Whether a rate of change, in its direction, is what two amounts give, within what all three assert."""
    over, under, told = now.figure.interval, then.figure.interval, rate.figure.interval
    if over is None or under is None or told is None or not then.value:
        return False
    moved = under - over if rate.direction is ChangeDirection.DECREASE else over - under
    quotient = moved.divided_by(under)
    return quotient is not None and quotient.scaled(HUNDRED).meets(told)


def _money(figure: Figure) -> bool:
    # The unit first: it settles nearly all, and this is asked for every pair of figures.
    unit = figure.unit
    if unit:
        return unit == YUAN
    return figure.kind is _COUNT and figure.quote.rstrip()[-1:] in "万亿萬億"


_SAME_UNITS = {"名": "人", "位": "人", "輛": "辆", "場": "场", "人次": "人次", "场次": "场"}


def _unit(figure: Figure) -> str:
    return _SAME_UNITS.get(figure.unit, figure.unit)


def is_amount(mention: Mention) -> bool:
    """Whether a mention is an amount itself, not a change, a share or a score."""
    return mention.part is _AMOUNT and mention.figure.kind in _AMOUNTS


def is_base_of_rate(mention: Mention) -> bool:
    """Whether an amount stands inside the words of a rate: 完成全年预算5.3万元的38.1%."""
    return mention.after.startswith("的") and _OF_RATE.match(mention.after) is not None


_OF_RATE = re.compile(f"的(?:比例|比重|比率)?(?:为|约|近)?{SIGNS[FigureKind.PERCENT]}")
_AMOUNTS = frozenset({FigureKind.MONEY, FigureKind.COUNT, FigureKind.SCORE})


def alike(subject: str, other: str) -> bool:
    """
    Whether two subjects name the same thing, conservatively: one inside the other, or a long common end.

    >>> alike("公务接待费", "公务接待"), alike("人员经费", "公用经费")
    (True, False)
    """
    if len(subject) < 2 or len(other) < 2:
        return False
    if subject in other or other in subject or subject[-6:] == other[-6:]:
        return True
    shorter, longer = sorted((subject, other), key=len)
    return len(shorter) >= _SURE and within(shorter, longer)


_SURE = 5


def within(shorter: str, longer: str) -> bool:
    """Whether the signs of one name come in the other in order: 公务用车运行 in 公务用车购置及运行费."""
    rest = iter(longer)
    return all(sign in rest for sign in shorter)
