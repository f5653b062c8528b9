"""
The outline that a report must follow, as an authority's notice prescribes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hengji.domain.source import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineSection:
    """
    A section the report must have.

    `content` names what `compose` writes there (see `compose.sections`); `synonyms` are other
    headings under which published reports give the same section.
    """

    code: str
    title: str
    content: str = ""
    required: bool = True
    synonyms: tuple[str, ...] = ()
    guidance: str = ""
    sections: tuple[OutlineSection, ...] = ()

    def walk(self) -> Iterator[OutlineSection]:
        """The section and all below it, in order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A report outline with its source."""

    id: str
    title: str
    report_title: str
    """With {unit} and {year} to be filled in, and {project} where one project is evaluated."""
    basis: Citation
    sections: tuple[OutlineSection, ...]
    opening: str = ""
    cover: tuple[str, ...] = ()

    def walk(self) -> Iterator[OutlineSection]:
        """All sections, in order."""
        for section in self.sections:
            yield from section.walk()
