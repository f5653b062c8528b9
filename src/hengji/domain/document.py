"""
What a text says: its outline, figures, statements and claims.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from hengji.domain.extract import Extract
from hengji.domain.figure import Figure
from hengji.domain.filing import Filing
from hengji.domain.source import Place
from hengji.domain.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with the text below it up to the next heading of its level or higher."""

    number: str
    """As printed, such as （2） or 3、."""
    title: str
    level: int
    start: int
    end: int
    body_start: int
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A recognised form (项目支出绩效自评表 …) with the table it stands in."""

    layout: str
    title: str
    table_index: int
    place: Place
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Field name → span in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document, interpreted; `filing` is as much of a filing as its forms allow."""

    extract: Extract
    title: str | None
    unit_name: str | None
    fiscal_year: int | None
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    forms: tuple[Form, ...] = ()
    claimed_score: Decimal | None = None
    claimed_score_place: Place | None = None
    claimed_grade: str | None = None
    filing: Filing | None = None
