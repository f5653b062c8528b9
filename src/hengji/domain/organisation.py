"""
Who files and who is responsible.
"""

from __future__ import annotations

from dataclasses import dataclass

from hengji.domain.source import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """An administrative division by its GB/T 2260 code, such as 440700 江门市."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A department with its subordinate units; people are named only where the form asks."""

    name: str
    short_name: str | None = None
    jurisdiction: Jurisdiction | None = None
    finance_authority: str | None = None
    mandate: str | None = None
    """部门职能, in the department's own words."""
    subordinate_units: tuple[str, ...] = ()
    preparer: str | None = None
    reviewer: str | None = None
    responsible_officer: str | None = None
    place: Place | None = None

    @property
    def called(self) -> str:
        """How running text calls it."""
        return self.short_name or self.name
