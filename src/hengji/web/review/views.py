"""
The authority's queue, and one notice with who filed how far.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Guard, Verdict, guarded, require_role
from hengji.web.accounts.roles import Role
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.guarding import on_campaign
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import access
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.records.actor import Actor

_REVIEWERS = frozenset({Role.FINANCE_REVIEWER, Role.SUPERVISING_REVIEWER, Role.PERFORMANCE_ADMINISTRATOR})


@guarded(Guard(room="role", roles=_REVIEWERS))
@login_required
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a reviewer, the oldest first."""
    require_role(request.user, *_REVIEWERS)
    waiting = (
        access.visible_to(request.user)
        .filter(status__in=(FilingStatus.SUBMITTED, FilingStatus.IN_REVIEW))
        .order_by("submitted_at")
    )
    return render(request, "review/queue.html", {"filings": waiting})


@on_campaign(CampaignAction.VIEW)
@require_GET
def campaign(request: HttpRequest, campaign: Campaign, _actor: Actor) -> HttpResponse:
    """One notice: its terms, and how far everybody is whose progress concerns the person."""
    sees_all = standing_access.roles_of(request.user) & {
        Role.PERFORMANCE_ADMINISTRATOR,
        Role.FINANCE_REVIEWER,
        Role.AUDITOR,
    }
    enrolments = campaign.enrolments.select_related("organisation").order_by("organisation__code")
    if not sees_all:
        mine = {held.organisation_id for held in standing_access.held_by(request.user)}
        enrolments = enrolments.filter(organisation__in=mine) | enrolments.filter(
            organisation__parent__in=mine
        )
    filings = {
        filing.organisation_id: filing
        for filing in Filing.objects.filter(campaign=campaign).select_related("campaign", "organisation")
    }
    shown = access.visible_to(request.user).filter(campaign=campaign).values_list("pk", flat=True)
    rows = [(one.organisation, filings.get(one.organisation_id)) for one in enrolments]
    context = {
        "campaign": campaign,
        "rows": rows,
        "shown": set(shown),
        "extensions": campaign.extensions.select_related("organisation").order_by("-granted_at"),
        "can": {
            action.value: campaign_access.decide(request.user, action, campaign) is Verdict.ALLOWED
            for action in CampaignAction
        },
    }
    return render(request, "campaigns/campaign.html", context)
