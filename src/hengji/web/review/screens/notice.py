"""
The page of one notice: its terms, how far everybody is, and what the administrator does with it.
"""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Verdict
from hengji.web.accounts.roles import Role
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.guarding import on_campaign
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import access
from hengji.web.filing.models import Filing
from hengji.web.records.actor import Actor

_SEE_ALL: Final = frozenset({Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER, Role.AUDITOR})


@on_campaign(CampaignAction.VIEW)
@require_GET
def notice(request: HttpRequest, campaign: Campaign, _actor: Actor) -> HttpResponse:
    """The authority and auditors see every organisation, others their own and the units below."""
    enrolments = campaign.enrolments.select_related("organisation").order_by("organisation__code")
    if not standing_access.roles_of(request.user) & _SEE_ALL:
        mine = [held.organisation_id for held in standing_access.held_by(request.user)]
        enrolments = enrolments.filter(Q(organisation__in=mine) | Q(organisation__parent__in=mine))
    filings = {
        filing.organisation_id: filing
        for filing in Filing.objects.filter(campaign=campaign).select_related("campaign", "organisation")
    }
    shown = access.visible_to(request.user).filter(campaign=campaign).values_list("pk", flat=True)
    context = {
        "campaign": campaign,
        "rows": [(one.organisation, filings.get(one.organisation_id)) for one in enrolments],
        "shown": set(shown),
        "extensions": campaign.extensions.select_related("organisation").order_by("-granted_at"),
        "can": {
            action.value: campaign_access.decide(request.user, action, campaign) is Verdict.ALLOWED
            for action in CampaignAction
        },
    }
    return render(request, "campaigns/campaign.html", context)
