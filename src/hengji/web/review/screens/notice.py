"""
The page of one notice: its terms, how far everybody is, and what the administrator does with it.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Verdict
from hengji.web.accounts.roles import Role
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.deadlines import in_words
from hengji.web.campaigns.guarding import on_campaign
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import access
from hengji.web.records.actor import Actor
from hengji.web.review import progress

_SEE_ALL: Final = frozenset({Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER, Role.AUDITOR})


@on_campaign(CampaignAction.VIEW)
@require_GET
def notice(request: HttpRequest, campaign: Campaign, _actor: Actor) -> HttpResponse:
    """The authority and auditors see the counts of all, others their own and the units below."""
    everybody = progress.standings(campaign)
    sees_all = bool(standing_access.roles_of(request.user) & _SEE_ALL)
    mine = {held.organisation_id for held in standing_access.held_by(request.user)}
    rows = (
        []
        if sees_all
        else [one for one in everybody if {one.organisation.pk, one.organisation.parent_id} & mine]
    )
    shown = access.visible_to(request.user).filter(campaign=campaign).values_list("pk", flat=True)
    chosen = next(
        (one for one in everybody if str(one.organisation.pk) == request.GET.get("organisation")), None
    )
    context = {
        "campaign": campaign,
        "rows": rows,
        "shown": set(shown),
        "counts": progress.overview_counts(everybody) if sees_all else [],
        "enrolled": len(everybody),
        "chosen": chosen,
        "deadline": in_words(campaign.deadline_at),
        "extensions": campaign.extensions.select_related("organisation").order_by("-granted_at"),
        "can": {
            action.value: campaign_access.decide(request.user, action, campaign) is Verdict.ALLOWED
            for action in CampaignAction
        },
    }
    return render(request, "campaigns/campaign.html", context)
