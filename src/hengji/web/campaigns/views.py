"""
The list of notices, and what the authority does with one.

The page of one stands in `review`, which knows the filings in it.
"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hengji.web.accounts.access import Guard, Refused, Verdict, guarded
from hengji.web.accounts.asking import posted, words
from hengji.web.accounts.models import Organisation
from hengji.web.campaigns import access, services
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.deadlines import end_of
from hengji.web.campaigns.guarding import on_campaign
from hengji.web.campaigns.models import Campaign
from hengji.web.records.actor import Actor


@guarded(Guard(room="signed_in"))
@login_required
@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    """The notices that a person may see."""
    return render(request, "campaigns/list.html", {"campaigns": access.visible_to(request.user)})


@on_campaign(CampaignAction.OPEN)
@require_POST
def open_campaign(request: HttpRequest, campaign: Campaign, actor: Actor) -> HttpResponse:
    """Issue it."""
    services.open_campaign(campaign, actor)
    messages.success(request, "通知已发布。")
    return redirect("campaign", campaign.pk)


@on_campaign(CampaignAction.ENROL)
@require_POST
def exempt(request: HttpRequest, campaign: Campaign, actor: Actor) -> HttpResponse:
    """Ask nothing of an organisation named by mistake: `organisation`, `reason`."""
    organisation = Organisation.objects.filter(pk=posted(request, "organisation") or 0).first()
    if organisation is None:
        raise Refused(Verdict.CONFLICT, "请选择要免除填报的单位。")
    services.exempt(campaign, organisation, words(request.POST, "reason"), actor)
    messages.success(request, f"{organisation.called}不再须填报，理由已记入记录。")
    return redirect("campaign-enrol", campaign.pk)


@on_campaign(CampaignAction.EXTEND)
@require_POST
def extend(request: HttpRequest, campaign: Campaign, actor: Actor) -> HttpResponse:
    """More time for one organisation: `organisation`, `last_day`, `reason`."""
    organisation = Organisation.objects.filter(pk=posted(request, "organisation") or 0).first()
    try:
        last_day = date.fromisoformat(request.POST.get("last_day", ""))
    except ValueError:
        last_day = None
    if organisation is None or last_day is None:
        raise Refused(Verdict.CONFLICT, "请选择单位，并填写新的最后一日（如 2025-05-10）。")
    services.extend(campaign, organisation, end_of(last_day), words(request.POST, "reason"), actor)
    messages.success(request, f"已为{organisation.called}延长期限。")
    return redirect("campaign", campaign.pk)


@on_campaign(CampaignAction.CLOSE)
@require_POST
def close(request: HttpRequest, campaign: Campaign, actor: Actor) -> HttpResponse:
    """End the filing."""
    services.close(campaign, actor)
    messages.success(request, "通知已关闭。")
    return redirect("campaign", campaign.pk)


@on_campaign(CampaignAction.REOPEN)
@require_POST
def reopen(request: HttpRequest, campaign: Campaign, actor: Actor) -> HttpResponse:
    """Open it again, with the reason."""
    services.reopen(campaign, words(request.POST, "reason"), actor)
    messages.success(request, "通知已重新开放。")
    return redirect("campaign", campaign.pk)
