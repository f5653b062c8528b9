"""
The authority's yardstick: an edition of a scoring standard as dated, cited data.

A `Standard` says how many points there are and by which method each is earned; the methods
themselves are code (`scoring.methods`).  Every number carries its citation and how it came to
be known; points that nobody saw in a source are `None`, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from hengji.domain.source import Citation, Confidence

Parameter = object
"""A parameter of a method: Decimal, str, bool, tuple of these, or a mapping of these."""


class Spending(StrEnum):
    """What is evaluated."""

    DEPARTMENT = "department"
    PROJECT = "project"
    EARMARKED = "earmarked"
    TRANSFER = "transfer"


class Grade(StrEnum):
    """绩效等级; titles differ by place and stand in the edition."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    LOW = "low"
    """Only in older five-step scales."""
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBand:
    """A grade from `at_least` points (closed) up to the next band (open)."""

    grade: Grade
    title: str
    at_least: Decimal


NATIONAL_GRADES = (
    GradeBand(grade=Grade.EXCELLENT, title="优", at_least=Decimal(90)),
    GradeBand(grade=Grade.GOOD, title="良", at_least=Decimal(80)),
    GradeBand(grade=Grade.FAIR, title="中", at_least=Decimal(60)),
    GradeBand(grade=Grade.POOR, title="差", at_least=Decimal(0)),
)
"""90/80/60, used where no edition says otherwise."""


def grade_of(points: Decimal, grades: tuple[GradeBand, ...] = NATIONAL_GRADES) -> GradeBand:
    """
    The grade of a rounded total; bands stand from best to worst.

    >>> grade_of(Decimal("89.99")).title, grade_of(Decimal(90)).title
    ('良', '优')
    """
    for band in grades:
        if points >= band.at_least:
            return band
    raise ValueError(f"no grade reaches down to {points}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """Where and how points are rounded: each leaf once, half up, unless the edition says otherwise."""

    places: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """
    评价指标: one yardstick, with its parts.

    A leaf names a `method` of `scoring.methods` and its parameters; a parent's marks are the sum
    of its parts.  `full_marks` is `None` in a framework that demands weights.
    """

    code: str
    title: str
    full_marks: Decimal | None = None
    method: str | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    criteria: tuple[Criterion, ...] = ()
    basis: Citation | None = None
    marks_confidence: Confidence = Confidence.SEEN
    method_confidence: Confidence = Confidence.SEEN
    guidance: str = ""
    """评分说明 in words, for the person who fills it in."""
    evidence: tuple[str, ...] = ()
    """佐证材料 usually asked for."""

    def leaves(self) -> Iterator[Criterion]:
        """The criteria that are scored themselves, in printed order."""
        if not self.criteria:
            yield self
        for child in self.criteria:
            yield from child.leaves()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A cap or cut applied to the total after all criteria: a leaf of its own with its sign."""

    code: str
    title: str
    method: str
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    basis: Citation | None = None
    confidence: Confidence = Confidence.SEEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """One issued edition, as loaded from its file."""

    id: str
    title: str
    spending: Spending
    jurisdiction_code: str | None
    jurisdiction_name: str
    first_fiscal_year: int | None
    last_fiscal_year: int | None
    basis: Citation
    confirmed_on: date
    criteria: tuple[Criterion, ...]
    full_marks: Decimal | None
    grades: tuple[GradeBand, ...] = NATIONAL_GRADES
    grades_basis: Citation | None = None
    rounding: Rounding = field(default_factory=Rounding)
    adjustments: tuple[Adjustment, ...] = ()
    illustrative: bool = False
    """The points were not seen in a source; every output says so."""
    notes: tuple[str, ...] = ()
    """What a reader of any output must know, such as which wording is only recalled."""
    outline: str | None = None
    """Id of the report outline that goes with it."""
    edition_hash: str = ""
    """SHA-256 of the file and of what it extends, in hexadecimal."""
    demands_weights: bool = False
    """A framework: it cannot score until an authority adds weights."""

    def leaves(self) -> Iterator[Criterion]:
        """All scored criteria in printed order."""
        for criterion in self.criteria:
            yield from criterion.leaves()

    def applies_in(self, fiscal_year: int) -> bool:
        """Whether filings of that year are to be scored by it; an end that is not given is open."""
        first, last = self.first_fiscal_year, self.last_fiscal_year
        return (first is None or first <= fiscal_year) and (last is None or fiscal_year <= last)

    @property
    def years(self) -> str:
        """The years it applies in, as a sentence has them: 2020年度, 2019—2022年度, 2024年度起."""
        first, last = self.first_fiscal_year, self.last_fiscal_year
        if first is None or last is None:
            return "各年度" if first is last else f"{first}年度起" if last is None else f"{last}年度及以前"
        return f"{first}年度" if first == last else f"{first}—{last}年度"
