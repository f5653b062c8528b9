"""
Bands of a number line: does a list of them cover it, and do any two overlap?

Every band has at most two ends, so it is enough to try the ends themselves, the points between
neighbouring ends and one point beyond each side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

ENDS = ("at_least", "above", "at_most", "below")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Numbers between two ends, each closed (`at_…`), open or absent."""

    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    below: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """
        Does the value lie in the band?

        >>> Band(at_least=Decimal(60), below=Decimal(80)).holds(Decimal(80))
        False
        """
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends that are given."""
        given = (self.at_least, self.above, self.at_most, self.below)
        return tuple(end for end in given if end is not None)

    def __str__(self) -> str:
        """
        The band in signs.

        >>> str(Band(above=Decimal("0.1"), at_most=Decimal("0.2")))
        '>0.1 且 ≤0.2'
        """
        signs = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<"}
        given = {sign: getattr(self, end) for end, sign in signs.items()}
        words = [f"{sign}{value}" for sign, value in given.items() if value is not None]
        return " 且 ".join(words) or "其他"


def trials(bands: Sequence[Band]) -> list[Decimal]:
    """Values of which one lies in every region that the bands' ends cut out."""
    ends = sorted({end for band in bands for end in band.ends})
    if not ends:
        return [Decimal(0)]
    between = [(low + high) / 2 for low, high in pairwise(ends)]
    return sorted({ends[0] - 1, *ends, *between, ends[-1] + 1})


def uncovered(bands: Sequence[Band]) -> list[Decimal]:
    """
    Values that no band holds, one for each gap.

    >>> uncovered([Band(at_least=Decimal(1)), Band(below=Decimal("0.5"))])
    [Decimal('0.5'), Decimal('0.75')]
    """
    return [value for value in trials(bands) if not any(band.holds(value) for band in bands)]


def gaps_between(bands: Sequence[Band]) -> list[Decimal]:
    """
    Values that no band holds though bands lie on both sides of them.

    >>> gaps_between([Band(below=Decimal("0.6")), Band(above=Decimal("0.6"), at_most=Decimal("0.8"))])
    [Decimal('0.6')]
    """
    held = [value for value in trials(bands) if any(band.holds(value) for band in bands)]
    return [value for value in uncovered(bands) if held and held[0] < value < held[-1]]


def never_first(bands: Sequence[Band]) -> list[int]:
    """
    Positions of bands that no value reaches because earlier ones hold it already.

    >>> never_first([Band(at_most=Decimal(1)), Band(at_most=Decimal("0.5"))])
    [1]
    """
    reached = set()
    for value in trials(bands):
        for position, band in enumerate(bands):
            if band.holds(value):
                reached.add(position)
                break
    return [position for position in range(len(bands)) if position not in reached]


def overlapping(bands: Sequence[Band]) -> list[tuple[int, int, Decimal]]:
    """
    Pairs of bands with a value that both hold.

    >>> overlapping([Band(at_least=Decimal(80)), Band(at_least=Decimal(60), at_most=Decimal(80))])
    [(0, 1, Decimal('80'))]
    """
    found: dict[tuple[int, int], Decimal] = {}
    for value in trials(bands):
        holding = [position for position, band in enumerate(bands) if band.holds(value)]
        for first, second in pairwise(holding):
            found.setdefault((first, second), value)
    return [(first, second, value) for (first, second), value in found.items()]
