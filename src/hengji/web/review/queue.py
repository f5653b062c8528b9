"""
The reviewers' queue: what stands submitted, the riskiest first, with the reasons.

A page costs the same number of queries however many filings there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from hengji.web.accounts.access import held_by
from hengji.web.accounts.asking import sound, whole
from hengji.web.accounts.models import User
from hengji.web.accounts.roles import Kind
from hengji.web.filing import access
from hengji.web.filing.models import Filing, FilingStatus, Revision
from hengji.web.review.models import Assignment, CommentStatus, RiskAssessment, Sample
from hengji.web.review.risk import Level

PAGE: Final = 50
SHOWN_REASONS: Final = 3

WAITING: Final = (FilingStatus.SUBMITTED, FilingStatus.IN_REVIEW)
STATES: Final = {
    "waiting": ("待审核", WAITING),
    "returned": ("已退回", (FilingStatus.RETURNED,)),
    "done": ("已通过", (FilingStatus.ACCEPTED, FilingStatus.PUBLISHED)),
    "all": (
        "全部",
        (*WAITING, FilingStatus.RETURNED, FilingStatus.ACCEPTED, FilingStatus.PUBLISHED),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the queue is narrowed to."""

    state: str = "waiting"
    year: int | None = None
    level: str = ""
    who: str = ""
    """mine, free or nothing."""
    words: str = ""
    sample: int | None = None

    @property
    def query(self) -> str:
        """As the rest of an address, for the next page."""
        from django.utils.http import urlencode

        pairs = {
            "state": self.state,
            "year": self.year,
            "level": self.level,
            "who": self.who,
            "words": self.words,
            "sample": self.sample,
        }
        return urlencode({name: value for name, value in pairs.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the queue."""

    filing: Filing
    points: Decimal | None
    level: str
    unsuspicious: bool
    reasons: Sequence[dict[str, Any]]
    more: int
    """How many reasons are not shown."""
    reviewer: str
    revision_id: int | None
    revision_number: int
    open_comments: int

    @property
    def awaits_first_review(self) -> bool:
        """Whether the department above has not passed it yet."""
        filing = self.filing
        return (
            filing.organisation.kind == Kind.SUBORDINATE_UNIT
            and filing.state is FilingStatus.SUBMITTED
            and filing.endorsed_at is None
        )

    @property
    def is_tickable(self) -> bool:
        """Whether it may be accepted together with others."""
        return self.unsuspicious and self.filing.state in WAITING and not self.awaits_first_review


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the queue."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int

    @property
    def previous(self) -> int | None:
        """The number of the page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after."""
        return self.number + 1 if self.number < self.pages else None


def wanted_from(given: dict[str, str]) -> Wanted:
    """What an address asks for; what cannot be understood is left out."""
    state, level, who = given.get("state", ""), given.get("level", ""), given.get("who", "")
    return Wanted(
        state=state if state in STATES else "waiting",
        year=whole(given.get("year")),
        level=level if level in set(Level) else "",
        who=who if who in {"mine", "free"} else "",
        words=sound(given.get("words", ""))[:40],
        sample=whole(given.get("sample")),
    )


def filings(user: User | AnonymousUser, wanted: Wanted) -> QuerySet[Filing]:
    """What the person may see of what is wanted, the riskiest first, of equals the oldest."""
    latest = Revision.objects.filter(filing=OuterRef("pk")).order_by("-number")
    own = {held.organisation_id for held in held_by(user)}
    found = (
        # What one's own organisation files is reviewed by others.
        access.visible_to(user)
        .exclude(organisation__in=own)
        .filter(access.seen_in(STATES[wanted.state][1]))
        .annotate(
            latest_id=Subquery(latest.values("pk")[:1]),
            risk_points=Subquery(latest.values("risk__points")[:1]),
            risk_level=Subquery(latest.values("risk__level")[:1]),
        )
    )
    if wanted.year is not None:
        found = found.filter(campaign__fiscal_year=wanted.year)
    if wanted.level:
        found = found.filter(risk_level=wanted.level)
    if wanted.who == "mine":
        found = found.filter(assignment__reviewer=user.pk)
    elif wanted.who == "free":
        found = found.filter(assignment=None)
    if wanted.words:
        found = found.filter(
            Q(organisation__name__icontains=wanted.words) | Q(organisation__code__startswith=wanted.words)
        )
    if wanted.sample is not None:
        sample = Sample.objects.filter(pk=wanted.sample).first()
        codes = [] if sample is None else json.loads(sample.drawn)
        campaign_id = None if sample is None else sample.campaign_id
        found = found.filter(campaign=campaign_id, organisation__code__in=codes)
    return found.order_by(F("risk_points").desc(nulls_last=True), "submitted_at", "pk")


def page(user: User | AnonymousUser, wanted: Wanted, number: int = 1) -> Page:
    """One page of the queue."""
    paginator = Paginator(filings(user, wanted), PAGE)
    chosen = paginator.get_page(number)
    return Page(
        rows=rows(list(chosen.object_list)),
        number=chosen.number,
        pages=paginator.num_pages,
        total=paginator.count,
    )


def rows(found: Iterable[Filing]) -> list[Row]:
    """The lines of some filings, in their order; four queries."""
    listed = list(found)
    numbers = [filing.pk for filing in listed]
    risks = {
        kept.revision_id: kept
        for kept in RiskAssessment.objects.filter(revision__in=[_latest(filing) for filing in listed])
    }
    reviewers = dict(
        Assignment.objects.filter(filing__in=numbers).values_list("filing", "reviewer__display_name")
    )
    revisions = dict(
        Revision.objects.filter(filing__in=numbers).order_by("number").values_list("filing", "number")
    )
    comments = dict(
        Filing.objects.filter(pk__in=numbers)
        .annotate(
            unsettled=Count(
                "comments",
                filter=Q(comments__status__in=(CommentStatus.OPEN, CommentStatus.ANSWERED)),
            )
        )
        .values_list("pk", "unsettled")
    )
    return [
        _row(
            filing,
            risks.get(_latest(filing) or 0),
            reviewers.get(filing.pk, ""),
            revisions.get(filing.pk, 0),
            comments.get(filing.pk, 0),
        )
        for filing in listed
    ]


def _latest(filing: Filing) -> int | None:
    """The number of its latest revision, as `filings` wrote it beside."""
    latest: int | None = getattr(filing, "latest_id", None)
    return latest


def _row(
    filing: Filing, kept: RiskAssessment | None, reviewer: str, revision_number: int, comments: int
) -> Row:
    reasons = [] if kept is None else json.loads(kept.reasons)
    return Row(
        filing=filing,
        points=None if kept is None else kept.points,
        level="" if kept is None else kept.level,
        unsuspicious=kept is not None and kept.unsuspicious,
        reasons=reasons[:SHOWN_REASONS],
        more=max(0, len(reasons) - SHOWN_REASONS),
        reviewer=reviewer,
        revision_id=_latest(filing),
        revision_number=revision_number,
        open_comments=comments,
    )


def years(user: User | AnonymousUser) -> list[int]:
    """The years of which the person sees filings, the newest first."""
    found = access.visible_to(user).order_by("-campaign__fiscal_year")
    return list(found.values_list("campaign__fiscal_year", flat=True).distinct())
