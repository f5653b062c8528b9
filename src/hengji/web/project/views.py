"""
The home page of each role, and what a watcher of the server asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Guard, guarded
from hengji.web.accounts.models import Membership, Organisation, User
from hengji.web.accounts.roles import Role
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.deadlines import deadline_for, in_words
from hengji.web.campaigns.models import Campaign, CampaignStatus, Enrolment
from hengji.web.filing import access, moving
from hengji.web.filing.models import EDITABLE, Filing, FilingStatus
from hengji.web.review import queue

_ABOVE = frozenset({Role.FINANCE_REVIEWER, Role.PERFORMANCE_ADMINISTRATOR, Role.SUPERVISING_REVIEWER})
_ROWS = 50
_SHOWN = 20
"""How many of what waits stand on the home page; the queue has them all."""
_UNIT = frozenset({Role.PREPARER, Role.RESPONSIBLE_OFFICER})


@guarded(Guard(room="public"))
@require_GET
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the server answers at all."""
    return JsonResponse({"status": "ok"})


@guarded(Guard(room="public"))
@require_GET
def readyz(_request: HttpRequest) -> HttpResponse:
    """Whether it can work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTask:
    """What an organisation of the person's must file, and how far it is."""

    campaign: Campaign
    organisation: Organisation
    filing: Filing | None
    deadline: str
    may_consolidate: bool
    """Whether there are units below whose figures go into the draft."""


@guarded(Guard(room="signed_in"))
@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do for the person who is there, by what they are."""
    roles = standing_access.roles_of(request.user)
    context: dict[str, object] = {"roles": roles}
    if roles & (_UNIT | {Role.SUPERVISING_REVIEWER}):
        context["own"] = _own(request)
    if roles & _ABOVE:
        found = _waiting(request)
        context["waiting"] = queue.rows(found[:_SHOWN])
        context["waiting_more"] = max(0, found.count() - _SHOWN)
    if Role.PERFORMANCE_ADMINISTRATOR in roles:
        accepted = access.visible_to(request.user).filter(status=FilingStatus.ACCEPTED)
        context["accepted"] = accepted.order_by("-campaign__fiscal_year", "organisation__code")[:_ROWS]
    if Role.SYSTEM_ADMINISTRATOR in roles:
        context["kept"] = _kept()
    if roles & {Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER, Role.AUDITOR}:
        context["campaigns"] = campaign_access.visible_to(request.user)
    if Role.AUDITOR in roles:
        context["granted"] = access.visible_to(request.user).order_by(
            "-campaign__fiscal_year", "organisation__code"
        )[:100]
    return render(request, "home.html", context)


def _waiting(request: HttpRequest) -> QuerySet[Filing]:
    """What the person may look through now, the riskiest first: all for the authority, else units below."""
    found = queue.filings(request.user, queue.Wanted())
    if standing_access.roles_of(request.user) & (_ABOVE - {Role.SUPERVISING_REVIEWER}):
        return found
    above = standing_access.organisations_of(request.user, {Role.SUPERVISING_REVIEWER})
    return found.filter(
        status=FilingStatus.SUBMITTED, organisation__parent__in=above, endorsed_at__isnull=True
    )


def _kept() -> dict[str, int]:
    """How many organisations and accounts there are, and how many people cannot sign in yet."""
    people = User.objects.filter(is_active=True)
    return {
        "organisations": Organisation.objects.count(),
        "users": people.count(),
        "without_role": people.exclude(
            pk__in=Membership.objects.filter(ended_at=None).values("user")
        ).count(),
    }


def _own(request: HttpRequest) -> list[OwnTask]:
    mine = standing_access.organisations_of(request.user, _UNIT | {Role.SUPERVISING_REVIEWER})
    enrolments = (
        Enrolment.objects.filter(organisation__in=mine)
        .exclude(campaign__status=CampaignStatus.DRAFT)
        .select_related("campaign", "organisation")
        .order_by("-campaign__fiscal_year", "organisation__code")
    )
    filings = {
        (filing.campaign_id, filing.organisation_id): filing
        for filing in Filing.objects.filter(organisation__in=mine).select_related("campaign", "organisation")
    }
    with_units = set(
        Organisation.objects.filter(parent__in=mine).order_by().values_list("parent", flat=True).distinct()
    )
    tasks = []
    for enrolment in enrolments:
        filing = filings.get((enrolment.campaign_id, enrolment.organisation_id))
        due = (
            deadline_for(enrolment.campaign, enrolment.organisation) if filing is None else moving.due(filing)
        )
        tasks.append(
            OwnTask(
                campaign=enrolment.campaign,
                organisation=enrolment.organisation,
                filing=filing,
                deadline=in_words(due),
                may_consolidate=filing is not None
                and filing.state in EDITABLE
                and enrolment.organisation_id in with_units,
            )
        )
    return tasks
