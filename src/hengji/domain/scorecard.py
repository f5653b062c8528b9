"""
The result of scoring, with the reason for every point.

The calculation records its own explanation while it runs; printing it is another room's work.
Leaves — criteria, indicators, caps and cuts — always sum to the total.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hengji.domain.source import Citation, Confidence, Place
from hengji.domain.standard import GradeBand


class ScoreVerdict(StrEnum):
    """Whether the filing decides the points."""

    SCORED = "scored"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A figure that entered the arithmetic: what it is, its value and unit, and its place."""

    name: str
    value: str
    unit: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingInput:
    """A figure that would be needed, and where to put it (in words, for the clerk)."""

    name: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """
    The points of one criterion, indicator, cap or cut, and of its parts.

    `points` is `None` where undecidable; then `low` and `high` are the worst and the best it
    could be.  Where decided, `low == points == high`.  A cap or cut has negative points and
    `full_marks` zero.
    """

    code: str
    title: str
    full_marks: Decimal
    points: Decimal | None
    low: Decimal
    high: Decimal
    verdict: ScoreVerdict
    method: str = ""
    """The method in words (Chinese), empty for a sum of parts."""
    inputs: tuple[Input, ...] = ()
    missing: tuple[MissingInput, ...] = ()
    arithmetic: str = ""
    """The arithmetic written out, such as 28,771,611.60÷29,242,314.38＝98.39%；10×98.39%＝9.84."""
    reason: str = ""
    """Why these points and not full marks, in a sentence."""
    basis: Citation | None = None
    marks_confidence: Confidence = Confidence.SEEN
    method_confidence: Confidence = Confidence.SEEN
    claimed_points: Decimal | None = None
    judged: bool = False
    """A person's judgement, not a computation, gave these points."""
    illustrative: bool = False
    evidence: tuple[str, ...] = ()
    place: Place | None = None
    parts: tuple[Score, ...] = ()

    def leaves(self) -> Iterator[Score]:
        """The scores that are not sums of others, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    @property
    def lost(self) -> Decimal:
        """Points short of full marks at best."""
        return self.full_marks - self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeGap:
    """What keeps the unit from the next grade: how many points, and where they can be found."""

    band: GradeBand
    points_needed: Decimal
    sources: tuple[tuple[str, Decimal], ...]
    """Titles of leaves with the points still to be had there, largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """One filing judged by one edition."""

    standard_id: str
    standard_title: str
    edition_hash: str
    engine_version: str
    illustrative: bool
    notes: tuple[str, ...]
    unit_name: str
    fiscal_year: int
    full_marks: Decimal
    scores: tuple[Score, ...]
    """Top-level criteria, then caps and cuts."""
    computed_score: Decimal | None
    low: Decimal
    high: Decimal
    computed_grade: GradeBand | None
    """`None` where the interval from worst to best crosses a grade."""
    lowest_grade: GradeBand
    highest_grade: GradeBand
    next_grade: GradeGap | None
    claimed_score: Decimal | None = None
    claimed_grade: str | None = None

    def leaves(self) -> Iterator[Score]:
        """Every score that is not a sum of others."""
        for score in self.scores:
            yield from score.leaves()

    def find(self, code: str) -> Score | None:
        """The score of that code, at any depth."""
        pending = list(self.scores)
        while pending:
            score = pending.pop()
            if score.code == code:
                return score
            pending.extend(score.parts)
        return None
