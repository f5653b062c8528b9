"""
Findings as the unit meets them: which tier, at which answer, explained or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hengji.domain.finding import Finding, Severity
from hengji.web.filing.models import FindingExplanation
from hengji.web.records.canonical import canonical, sm3


class Tier(StrEnum):
    """What a finding does to a submission."""

    BLOCKS = "blocks"
    EXPLAIN = "explain"
    NOTICE = "notice"


TIERS: Final = {
    Severity.ERROR: Tier.BLOCKS,
    Severity.WARNING: Tier.EXPLAIN,
    Severity.NOTICE: Tier.NOTICE,
}
TIER_TITLES: Final = {Tier.BLOCKS: "阻断", Tier.EXPLAIN: "须说明", Tier.NOTICE: "提示"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A finding with its answer's path and what the unit said to it."""

    finding: Finding
    identity: str
    tier: Tier
    path: str | None
    explanation: str | None = None
    is_stale: bool = False
    """The explanation was given for other figures."""

    @property
    def tier_title(self) -> str:
        """阻断, 须说明 or 提示."""
        return TIER_TITLES[self.tier]

    @property
    def is_open(self) -> bool:
        """Whether it keeps the filing from being submitted."""
        return self.tier is Tier.BLOCKS or (self.tier is Tier.EXPLAIN and not self.explanation)


def identity(finding: Finding, path: str | None) -> str:
    """
    What makes a finding the same one in the next version: its rule and where it is, never its figures.
    """
    place = finding.place
    where = path or (None if place is None else place.section or place.sheet) or finding.title
    return sm3(canonical([finding.rule, where]))


def figures(finding: Finding) -> str:
    """The figures that an explanation was given for."""
    return "|".join("" if value is None else str(value) for value in (finding.stated, finding.computed))[:200]


def doubts(
    found: Iterable[Finding], paths: Mapping[int, str | None], said: Iterable[FindingExplanation]
) -> tuple[Doubt, ...]:
    """Every finding with its tier and explanation; `paths` by the finding's number."""
    explained = {each.finding: each for each in said}
    made = []
    for number, finding in enumerate(found):
        key = identity(finding, paths.get(number))
        explanation = explained.get(key)
        made.append(
            Doubt(
                finding=finding,
                identity=key,
                tier=TIERS[finding.severity],
                path=paths.get(number),
                explanation=None if explanation is None else explanation.text,
                is_stale=explanation is not None and explanation.figures != figures(finding),
            )
        )
    return tuple(made)
