"""
What the sheet computes by itself: one arithmetic, as a formula and as the value beside it.

Office programs show a formula's stored value until they recalculate; some never do.  So each
computation knows both, and neither treats a blank as zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hengji.domain.interval import WORKING_DIGITS

Reference = tuple[str, str]
"""Row key and field; an empty key means the same row."""
Addresses = Callable[[Reference], str]
Values = Callable[[Reference], Decimal | None]

AGREES = "相符"
DIFFERS = "相差 "
_ROUNDING_PLACES = 6
_PATTERN = "#,##0.00####"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """(sum of `over`, less `less`) ÷ `under`; blank where anything is blank or the divisor zero."""

    over: Reference
    under: Reference
    less: Reference | None = None

    def formula(self, at: Addresses) -> str:
        """As the sheet computes it."""
        over, under = at(self.over), at(self.under)
        top = over if self.less is None else f"({over}-{at(self.less)})"
        counted = ",".join(dict.fromkeys(at(each) for each in self._inputs()))
        return f'=IF(COUNT({counted})<{len(counted.split(","))},"",IF({under}=0,"",{top}/{under}))'

    def value(self, of: Values) -> Decimal | str:
        """As we compute it; blank text where the sheet shows nothing."""
        numbers = [of(each) for each in self._inputs()]
        over, under = numbers[0], numbers[1]
        if over is None or not under or any(number is None for number in numbers):
            return ""
        less = of(self.less) if self.less is not None else None
        with localcontext() as context:
            context.prec = WORKING_DIGITS
            return _fifteen_digits((over - (less or 0)) / under)

    def _inputs(self) -> tuple[Reference, ...]:
        return (self.over, self.under) if self.less is None else (self.over, self.under, self.less)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`whole` less `part`; blank where either is."""

    whole: Reference
    part: Reference

    def formula(self, at: Addresses) -> str:
        """As the sheet computes it."""
        whole, part = at(self.whole), at(self.part)
        # Binary subtraction leaves dust behind the fen.
        return f'=IF(COUNT({whole},{part})<2,"",ROUND({whole}-{part},{_ROUNDING_PLACES}))'

    def value(self, of: Values) -> Decimal | str:
        """As we compute it."""
        whole, part = of(self.whole), of(self.part)
        return "" if whole is None or part is None else whole - part


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Whether the parts make up the whole, said in words; blank until there is enough to tell."""

    parts: tuple[Reference, ...]
    whole: Reference
    all_needed: bool

    def formula(self, at: Addresses) -> str:
        """As the sheet computes it."""
        parts, whole = ",".join(map(at, self.parts)), at(self.whole)
        missing = f"COUNT({parts})<{len(self.parts)}" if self.all_needed else f"COUNT({parts})=0"
        gap = f"SUM({parts})-{whole}"
        return (
            f'=IF(OR(COUNT({whole})=0,{missing}),"",IF(ROUND({gap},{_ROUNDING_PLACES})=0,'
            f'"{AGREES}","{DIFFERS}"&TEXT({gap},"{_PATTERN}")))'
        )

    def value(self, of: Values) -> Decimal | str:
        """As we compute it."""
        parts = [number for part in self.parts if (number := of(part)) is not None]
        whole = of(self.whole)
        if whole is None or not parts or (self.all_needed and len(parts) < len(self.parts)):
            return ""
        gap = round(sum(parts, Decimal(0)) - whole, _ROUNDING_PLACES)
        if not gap:
            return AGREES
        gap = gap.normalize()
        exponent = gap.as_tuple().exponent
        places = max(2, -exponent) if isinstance(exponent, int) else 2
        return f"{DIFFERS}{gap:,.{places}f}"


Computation = Ratio | Difference | Agreement


def same_row(field: str) -> Reference:
    """A field of the row itself."""
    return ("", field)


def numbers(rows: Mapping[str, Mapping[str, object]], row: Mapping[str, object]) -> Values:
    """How a computation finds its inputs: in the row itself, or in the fixed row of that key."""

    def of(reference: Reference) -> Decimal | None:
        key, field = reference
        value = (rows.get(key, {}) if key else row).get(field)
        return Decimal(value) if isinstance(value, (Decimal, int)) else None

    return of


def _fifteen_digits(value: Decimal) -> Decimal:
    """As many digits as a sheet keeps."""
    with localcontext() as context:
        context.prec = 15
        return +value
