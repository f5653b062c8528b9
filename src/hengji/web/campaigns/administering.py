"""
The administrator's pages of notices: a new one, its terms, who must file.
"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hengji.web.accounts.access import Guard, actor_of, guarded, require_role
from hengji.web.accounts.asking import numbers, page_of, posted, words
from hengji.web.accounts.roles import Role
from hengji.web.campaigns import drafting, services
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.forms import CampaignForm
from hengji.web.campaigns.guarding import on_campaign
from hengji.web.campaigns.models import Campaign
from hengji.web.records.actor import Actor

_PAGE: Final = 100
_ADMINISTRATOR: Final = Role.PERFORMANCE_ADMINISTRATOR


@guarded(Guard(room="role", roles=frozenset({_ADMINISTRATOR})))
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new notice, in draft."""
    require_role(request.user, _ADMINISTRATOR)
    earlier = Campaign.objects.order_by("-fiscal_year", "-pk").first()
    form = CampaignForm(request.POST) if request.method == "POST" else CampaignForm.after(earlier)
    if request.method == "POST" and form.is_valid():
        campaign = services.create(**form.terms(), actor=actor_of(request))
        messages.success(request, "通知已拟定；请选定须填报单位，然后发布。")
        return redirect("campaign-enrol", campaign.pk)
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/edit.html", {"form": form, "campaign": None}, status=status)


@on_campaign(CampaignAction.CHANGE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, campaign: Campaign, actor: Actor) -> HttpResponse:
    """Other terms, until it is issued."""
    form = CampaignForm(request.POST) if request.method == "POST" else CampaignForm.of(campaign)
    if request.method == "POST" and form.is_valid():
        version = posted(request, "version")
        drafting.change(campaign, form.terms(), actor, version=-1 if version is None else version)
        messages.success(request, "通知已修改。")
        return redirect("campaign", campaign.pk)
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/edit.html", {"form": form, "campaign": campaign}, status=status)


@on_campaign(CampaignAction.ENROL)
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest, campaign: Campaign, actor: Actor) -> HttpResponse:
    """Who must file: `organisation`…, or all that the list tells of (`do` is all, `words`)."""
    if request.method == "POST":
        sought = words(request.POST, "words")
        if request.POST.get("do") == "all":
            added = drafting.enrol_all(campaign, sought, actor)
        else:
            added = drafting.enrol(campaign, numbers(request.POST, "organisation"), actor)
        if added:
            messages.success(request, f"已增加 {added} 家须填报单位。")
        else:
            messages.warning(request, "没有增加：请先勾选单位。")
        return redirect("campaign-enrol", campaign.pk)
    sought = words(request.GET, "words")
    enrolled = campaign.enrolments.select_related("organisation").order_by("organisation__code")
    context = {
        "campaign": campaign,
        "words": sought,
        "page": Paginator(drafting.candidates(campaign, sought), _PAGE).get_page(page_of(request)),
        "enrolled": enrolled[:_PAGE],
        "enrolled_count": enrolled.count(),
        "exemptible": enrolled.exclude(organisation__filings__campaign=campaign),
    }
    return render(request, "campaigns/enrol.html", context)
