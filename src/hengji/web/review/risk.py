"""
How much a filing asks to be looked at: a sum of factors, each with its evidence, weights as data.

The formula and its reasons stand in `risk.yaml`; a reviewer sees both beside the points.  Nothing here
is learnt or hidden, and no factor counts what cannot be pointed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml


class Level(StrEnum):
    """Where the points lie."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


LEVEL_TITLES: Final = {Level.HIGH: "高", Level.MEDIUM: "中", Level.LOW: "低"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One line of the formula."""

    id: str
    title: str
    unit: str
    over: Decimal
    each: Decimal
    most: Decimal
    why: str

    def points(self, measure: Decimal) -> Decimal:
        """What a measured value adds."""
        beyond = max(Decimal(0), measure - self.over)
        return min(self.most, self.each * beyond).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def arithmetic(self) -> str:
        """The line in words, for the page that explains the formula."""
        beyond = f"（测得值－{self.over}）" if self.over else "测得值"
        return f"{self.each}×{beyond}，最多 {self.most} 分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One edition of the whole."""

    edition: str
    full: Decimal
    levels: Mapping[Level, Decimal]
    unsuspicious_below: Decimal
    factors: tuple[Factor, ...]

    def level(self, points: Decimal) -> Level:
        """The level of a sum."""
        for level in (Level.HIGH, Level.MEDIUM):
            if points >= self.levels[level]:
                return level
        return Level.LOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A factor's value in one filing, and what shows it."""

    value: Decimal
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A factor that added points."""

    factor: str
    title: str
    points: Decimal
    measure: Decimal
    unit: str
    evidence: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """In a few words, for the queue."""
        return f"{self.title} {self.measure.normalize():f}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The sum with its reasons, the weightiest first."""

    formula: str
    points: Decimal
    level: Level
    unsuspicious: bool
    reasons: tuple[Reason, ...] = field(default_factory=tuple)


BARRED: Final = frozenset({"errors", "undecidable", "claimed_gap"})
"""Whatever the sum: a filing in which one of these was measured is looked at by itself."""


@cache
def formula() -> Formula:
    """The edition in force."""
    source = resources.files("hengji.web.review").joinpath("risk.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - makes text and nothing else
    return Formula(
        edition=loaded["edition"],
        full=Decimal(loaded["full"]),
        levels={Level(name): Decimal(least) for name, least in loaded["levels"].items()},
        unsuspicious_below=Decimal(loaded["unsuspicious_below"]),
        factors=tuple(
            Factor(
                id=name,
                title=line["title"],
                unit=line["unit"],
                over=Decimal(line["over"]),
                each=Decimal(line["each"]),
                most=Decimal(line["most"]),
                why=line["why"],
            )
            for name, line in loaded["factors"].items()
        ),
    )


def assess(measured: Mapping[str, Measured], by: Formula | None = None) -> Risk:
    """
    The risk of what was measured, by factor; a factor that could not be measured adds nothing.

    Raises `KeyError` for a measure that the formula does not know.
    """
    by = by or formula()
    known = {factor.id: factor for factor in by.factors}
    reasons = []
    for name, found in measured.items():
        factor = known[name]
        points = factor.points(found.value)
        if points:
            reasons.append(
                Reason(
                    factor=name,
                    title=factor.title,
                    points=points,
                    measure=found.value,
                    unit=factor.unit,
                    evidence=found.evidence,
                )
            )
    reasons.sort(key=lambda reason: (-reason.points, reason.factor))
    points = min(by.full, sum((reason.points for reason in reasons), Decimal(0)))
    return Risk(
        formula=by.edition,
        points=points,
        level=by.level(points),
        unsuspicious=points < by.unsuspicious_below and not any(each.factor in BARRED for each in reasons),
        reasons=tuple(reasons),
    )
