"""
What all judges share: operands by their roles, and the step from intervals to a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from hengji.audit import phrasing
from hengji.domain.figure import Figure, asserted_sum
from hengji.domain.finding import Verdict
from hengji.domain.interval import Interval
from hengji.domain.judgement import Judgement
from hengji.domain.money import rounded
from hengji.domain.stated import PERCENT, POINTS, YUAN, Modifier
from hengji.domain.statement import Statement

_EXACT = Modifier.EXACT
_FAILS, _HOLDS = Verdict.FAILS, Verdict.HOLDS

RATE_PLACES = 6
"""A computed quotient is kept to this many places."""
_ZEROS = {str(zero): zero for zero in (Decimal(0).scaleb(-places) for places in range(RATE_PLACES + 1))}


class Undecidable(Exception):  # noqa: N818 - it is an answer, not an error
    """The document does not decide the statement; caught by `judge`, never seen outside."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @staticmethod
    def stated(claim: Figure) -> Decimal | None:
        """The claimed number, `None` for what is no number."""
        return None if isinstance(claim.value, str) else claim.value


class Term(NamedTuple):
    """A number with the interval it asserts and its words as printed."""

    value: Decimal
    interval: Interval
    quote: str
    unit: str

    def __neg__(self) -> Term:
        return self._replace(value=-self.value, interval=-self.interval)


@dataclass(frozen=True, slots=True)
class Working:
    """Writes the arithmetic of a judgement: its left side, then what was computed, printed like the claim."""

    left: str | Callable[[Statement], str]

    def __call__(self, judgement: Judgement) -> str:
        """The arithmetic in words."""
        statement, value = judgement.statement, judgement.computed
        words = self.left if isinstance(self.left, str) else self.left(statement)
        assert value is not None  # noqa: S101 - only what was computed is written so
        return f"{words}＝{phrasing.like(value, shown(statement))}"


def term(figure: Figure) -> Term:
    """A figure as a term; undecidable where it is no number."""
    interval = interval_of(figure)
    assert isinstance(figure.value, Decimal)  # noqa: S101 - what has an interval is a number
    return Term(figure.value, interval, quote(figure), figure.unit)


def interval_of(figure: Figure) -> Interval:
    """What a figure asserts; undecidable where it is no number."""
    interval = figure.interval
    if interval is None:
        raise Undecidable(f"“{quote(figure)}”读不成一个数")
    return interval


def sum_of(numbers: Iterable[Figure]) -> Interval:
    """What figures that are numbers assert together."""
    interval = asserted_sum(numbers)
    assert interval is not None  # noqa: S101 - `figures` lets no other through
    return interval


def figures(statement: Statement, role: str) -> list[Figure]:
    """The operands of a role; undecidable where one of them is no number."""
    found = [operand.figure for operand in statement.operands if operand.role == role]
    for figure in found:
        if isinstance(figure.value, str):
            interval_of(figure)
    return found


def terms(statement: Statement, *roles: str) -> list[Term]:
    """The operands of those roles, as terms."""
    return [term(operand.figure) for operand in statement.operands if operand.role in roles]


def needed(statement: Statement, role: str, title: str) -> Term:
    """The operands of a role added up; undecidable, naming it, where there is none."""
    found = terms(statement, role)
    if not found:
        raise Undecidable(f"文中没有印出{title}")
    return added(found)


def added(parts: Iterable[Term]) -> Term:
    """Several terms as one, their words joined."""
    first, *rest = parts
    if not rest:
        return first
    value, interval, words = first.value, first.interval, first.quote
    for part in rest:
        value, interval, words = value + part.value, interval + part.interval, f"{words}＋{part.quote}"
    return Term(value=value, interval=interval, quote=f"（{words}）", unit=first.unit)


def claimed(statement: Statement) -> Figure:
    """The claimed figure; undecidable where nothing is claimed in figures."""
    claim = statement.claim
    if claim is None:
        raise Undecidable("没有印出可核对的数")
    if isinstance(claim.value, str):
        interval_of(claim)
    return claim


def same_kind(terms_: Iterable[Term | Figure]) -> None:
    """Undecidable where money, percentages and counts are mixed; an unprinted unit fits all."""
    units = {item.unit for item in terms_ if item.unit}
    if len(units) > 1 and len({kind(unit) for unit in units}) > 1:
        raise Undecidable("各数的单位不同类，无法相比")


def kind(unit: str) -> str:
    """
    What a unit measures: money, percent or a count.

    >>> kind("CNY"), kind("百分点"), kind("人次")
    ('money', 'percent', 'count')
    """
    if unit == YUAN:
        return "money"
    return "percent" if unit in {PERCENT, POINTS} else "count"


def quote(figure: Figure) -> str:
    """The figure as printed, without the blanks and line breaks that a page put in."""
    return "".join(figure.quote.split())


def truncated(figure: Figure, value: Decimal) -> Interval | None:
    """The interval of a figure whose last place was cut off instead of rounded."""
    if figure.step is None or figure.modifier is not _EXACT:
        return None
    if value < 0:
        return Interval(low=value - figure.step, high=value, low_open=True)
    return Interval(low=value, high=value + figure.step, high_open=True)


def quotient(over: Term, under: Term) -> tuple[Decimal, Interval]:
    """Value and interval of a division; undecidable where the divisor may be zero."""
    interval = over.interval.divided_by(under.interval)
    if interval is None or under.value == 0:
        raise Undecidable(f"除数{under.quote}可能为零或没有界限，无法计算")
    return over.value / under.value, interval


def over_nothing(statement: Statement, over: Term, under: Interval, reason: str) -> Judgement | None:
    """
    The verdict on a rate whose divisor is zero, give or take its rounding.

    Whatever stands within that rounding, the rate would be at least `over ÷ under.high`; a smaller
    printed one (增长100%, 完成年初预算的95%) contradicts the figures beside it.  `None` where the
    divisor is not zero, or the printed rate is as large as that.
    """
    claim, least = statement.claim, over.interval.low
    if claim is None or claim.interval is None or claim.interval.high is None:
        return None
    if (
        under.low is None
        or under.high is None
        or not under.contains(Decimal(0))
        or least is None
        or least <= 0
    ):
        return None
    scale = Decimal(100) if claim.unit in {PERCENT, POINTS} else Decimal(1)
    smallest = None if under.high == 0 else least / under.high * scale
    if smallest is not None and claim.interval.high >= smallest:
        return None
    return Judgement(
        statement=statement,
        verdict=_FAILS,
        stated=term(claim).value,
        computed=None,
        difference=None,
        reason=reason,
        working=f"{over.quote}÷0",
    )


def shown(statement: Statement) -> Figure:
    """The figure in whose unit results are printed; undecidable where nothing is claimed in figures."""
    return phrasing.model(claimed(statement), (operand.figure for operand in statement.operands))


def settle(
    statement: Statement,
    *,
    computed: Interval,
    value: Decimal,
    arithmetic: str | Callable[[Statement], str],
    claim: Interval | None = None,
    magnitude: Callable[[Decimal], Decimal] = lambda number: number,
) -> Judgement:
    """
    The verdict of a claimed figure against what was computed.

    `claim` replaces the interval that the figure asserts (a stated whole is exact); `magnitude`
    turns the printed number into the one to compare (减少 −5 means 5).  `arithmetic` is the left side
    in words, or what writes it of the statement.
    """
    figure = claimed(statement)
    interval, printed = interval_of(figure), figure.value
    assert isinstance(printed, Decimal)  # noqa: S101 - what has an interval is a number
    stated = magnitude(printed)
    asserted = interval if stated == printed else -interval
    value = _shortened(value)
    verdict, reason = _HOLDS, "相符。"
    if (claim or asserted).meets(computed):
        if stated != value:
            reason = "相差在四舍五入的误差之内。" if figure.modifier is _EXACT else "在所称范围之内。"
    elif claim is None and (cut := truncated(figure, stated)) is not None and cut.meets(computed):
        reason = "末位是舍去而不是四舍五入，仍算相符。"
    else:
        verdict = _FAILS
        reason = _failure(figure, stated - value, shown(statement))
    difference = stated - value
    if not difference:
        # Most statements hold to the digit: one number then stands for both, and one zero for all.
        value = stated if value.compare_total(stated) == 0 else value
        difference = _ZEROS.get(str(difference), difference)
    return Judgement(
        statement=statement,
        verdict=verdict,
        stated=stated,
        computed=value,
        difference=difference,
        reason=reason,
        working=Working(arithmetic),
    )


def _failure(figure: Figure, difference: Decimal, model: Figure) -> str:
    side = "多" if difference > 0 else "少"
    told = f"文中印为{quote(figure)}，{side}{phrasing.apart(difference, model)}"
    # Whole things are counted, not rounded; 3.2万户 is.
    return f"{told}。" if figure.step is None else f"{told}，超出四舍五入的误差。"


def _shortened(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    long = isinstance(exponent, int) and -exponent > RATE_PLACES
    return rounded(value, RATE_PLACES).normalize() if long else value
