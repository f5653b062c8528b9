"""
The home page of each role, and what a watcher of the server asks.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Guard, guarded
from hengji.web.accounts.models import Organisation
from hengji.web.accounts.roles import Role
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.deadlines import deadline_for, in_words
from hengji.web.campaigns.models import Campaign, CampaignStatus, Enrolment
from hengji.web.filing import access, moving
from hengji.web.filing.models import Filing, FilingStatus

_ABOVE = frozenset({Role.FINANCE_REVIEWER, Role.PERFORMANCE_ADMINISTRATOR, Role.SUPERVISING_REVIEWER})
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
        context["waiting"] = (
            access.visible_to(request.user)
            .filter(status__in=(FilingStatus.SUBMITTED, FilingStatus.IN_REVIEW))
            .order_by("submitted_at")[:50]
        )
    if roles & {Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER, Role.AUDITOR}:
        context["campaigns"] = campaign_access.visible_to(request.user)
    if Role.AUDITOR in roles:
        context["granted"] = access.visible_to(request.user).order_by(
            "-campaign__fiscal_year", "organisation__code"
        )[:100]
    return render(request, "home.html", context)


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
            )
        )
    return tasks
