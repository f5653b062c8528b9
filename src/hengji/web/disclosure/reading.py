"""
What the public asks for: search, one report, its versions.  Only what is published is ever found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.http import Http404, QueryDict

from hengji.web.disclosure.models import Publication, PublicVersion, Withdrawal

Object = Mapping[str, Any]

SORTS: Final = {
    "unit": ("单位", ("-fiscal_year", "unit_code")),
    "new": ("最新公开", ("-published_at", "unit_code")),
    "score": ("核定得分从高到低", ("-confirmed_points", "unit_code")),
    "rate": ("预算执行率从低到高", ("execution_rate", "unit_code")),
    "executed": ("支出从大到小", ("-executed", "unit_code")),
}
_LONGEST_WORDS: Final = 60
_SHORTEST: Final = 2
"""A single sign stands in every report; only names are searched for it."""
_CHUNK: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for; a value that makes no sense asks for nothing."""

    words: str = ""
    department: str = ""
    year: int | None = None
    grade: str = ""
    sort: str = "unit"

    @property
    def is_open(self) -> bool:
        """Whether nothing in particular is asked."""
        return self == Wanted(sort=self.sort)


def wanted(query: QueryDict) -> Wanted:
    """The search of an address."""
    year, sort = query.get("year", ""), query.get("sort", "")
    return Wanted(
        words=query.get("q", "").strip().replace("\x00", "")[:_LONGEST_WORDS],
        department=query.get("department", "").replace("\x00", "")[:40],
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,  # noqa: PLR2004 - 2024
        grade=query.get("grade", "").replace("\x00", "")[:20],
        sort=sort if sort in SORTS else "unit",
    )


def public() -> QuerySet[Publication]:
    """What may be read now; the words of the reports stay behind until somebody asks for them."""
    return Publication.objects.filter(withdrawn_at=None).defer("words")


def search(asked: Wanted) -> QuerySet[Publication]:
    """The reports somebody looks for."""
    found = public().defer(None) if asked.words else public()
    for word in asked.words.split():
        named = Q(unit_name__icontains=word) | Q(department_name__icontains=word)
        named |= Q(unit_code__startswith=word)
        found = found.filter(named | Q(words__icontains=word) if len(word) >= _SHORTEST else named)
    if asked.department:
        found = found.filter(department_code=asked.department)
    if asked.year is not None:
        found = found.filter(fiscal_year=asked.year)
    if asked.grade:
        found = found.filter(grade=asked.grade)
    return found.order_by(*SORTS[asked.sort][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen."""

    years: tuple[int, ...]
    departments: tuple[tuple[str, str], ...]
    grades: tuple[str, ...]


def choices() -> Choices:
    """Everything that is published, as choices; three queries."""
    years = public().order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    departments = (
        public().order_by("department_code").values_list("department_code", "department_name").distinct()
    )
    grades = set(public().exclude(grade="").order_by("grade").values_list("grade", flat=True).distinct())
    order = ("优", "良", "中", "差")
    return Choices(
        years=tuple(years),
        departments=tuple(dict(departments).items()),
        grades=(*(grade for grade in order if grade in grades), *sorted(grades - set(order))),
    )


def publication(slug: str) -> Publication:
    """The report of that address, public or taken down; raises `Http404` where there never was one."""
    found = Publication.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def version_of(found: Publication, number: int | None = None) -> PublicVersion:
    """One version of a report, the present one where none is named."""
    asked = found.version if number is None else number
    version = PublicVersion.objects.filter(publication=found, number=asked).first()
    if version is None:
        raise Http404
    return version


def facts_of(version: PublicVersion) -> Object:
    """What a version says."""
    said: Object = json.loads(version.facts)
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A line of a report's history."""

    at: datetime
    what: str
    number: int
    reason: str = ""
    corrections: tuple[Object, ...] = ()


def history(found: Publication) -> list[Step]:
    """Published, taken down with the reason, published again with what changed: the newest first."""
    steps = list(_steps(found))
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _steps(found: Publication) -> Iterator[Step]:
    for version in found.versions.only("number", "corrections", "published_at", "publication"):
        what = "公开" if version.number == 1 else "更正后公开"
        changed = tuple(json.loads(version.corrections))
        yield Step(at=version.published_at, what=what, number=version.number, corrections=changed)
    for withdrawal in Withdrawal.objects.filter(publication=found):
        yield Step(at=withdrawal.at, what="撤下", number=withdrawal.version, reason=withdrawal.reason)


def with_facts(found: QuerySet[Publication]) -> Iterator[tuple[Publication, Object]]:
    """Each report with what its present version says, a few at a time so that a province fits into memory."""
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        versions = (
            PublicVersion.objects.filter(
                publication__in=keys[start : start + _CHUNK], number=F("publication__version")
            )
            .select_related("publication")
            .defer("shown", "corrections", "publication__words")
        )
        by_key = {version.publication_id: version for version in versions}
        for key in keys[start : start + _CHUNK]:
            if key in by_key:
                yield by_key[key].publication, facts_of(by_key[key])
