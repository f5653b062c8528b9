"""
A slip of the pen: two figures that differ by one wrong digit, or by two neighbours swapped.

Figures of one name that are far apart may be two facts; figures that are all but the same, digit by
digit, are one fact, copied wrongly once.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hengji.domain.figure import Figure
from hengji.domain.stated import YUAN, Modifier

_EXACT = Modifier.EXACT

FEWEST = 3
FEW = 4
MANY = 5
"""So many digits must be printed before their likeness says anything."""
_FEN = Decimal("0.01")
_SWAPPED = 2


def slip(one: Figure, other: Figure, *, digits: int = FEW) -> bool:
    """
    Whether two figures are the same but for one digit or two swapped ones, at the coarser precision.
    """
    return len(_wrong(one, other, digits)) == 1 or swapped(one, other, digits=digits)


def of_rate(over: Figure, under: Figure, told: Figure, *, times: int = 100) -> bool:
    """
    Whether a printed rate or average is what two figures give but for one wrong digit or two swapped ones.
    """
    first, second = over.value, under.value
    if isinstance(first, str) or isinstance(second, str) or not second:
        return False
    return slip(told, told._replace(value=first / second * times), digits=FEWEST)


def swapped(one: Figure, other: Figure, *, digits: int = FEW) -> bool:
    """Whether two figures are the same but for two neighbouring digits that changed places."""
    wrong = _wrong(one, other, digits)
    if len(wrong) != _SWAPPED or wrong[1][0] != wrong[0][0] + 1:
        return False
    (_, left), (_, right) = wrong
    return left == right[::-1]


def _wrong(one: Figure, other: Figure, least: int) -> list[tuple[int, tuple[str, str]]]:
    """The places at which the digits of two figures differ; none where they cannot be compared."""
    if isinstance(one.value, str) or isinstance(other.value, str) or one.unit != other.unit:
        return []
    if one.modifier is not _EXACT or other.modifier is not _EXACT:
        return []
    step = max(_step(one), _step(other))
    first, second = _digits(one.value, step), _digits(other.value, step)
    if len(first) != len(second) or len(first) < least:
        return []
    return [(place, pair) for place, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]


def _step(figure: Figure) -> Decimal:
    if figure.step is not None:
        return figure.step
    return _FEN if figure.unit == YUAN else Decimal(1)


def _digits(value: Decimal, step: Decimal) -> str:
    return str((abs(value) / step).quantize(Decimal(1), ROUND_HALF_UP))
