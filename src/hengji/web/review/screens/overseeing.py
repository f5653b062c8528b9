"""
Progress of a notice, samples, consolidation, and what overseers read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hengji.web.accounts.access import Guard, Verdict, guarded, held_by, require_role
from hengji.web.accounts.asking import page_of, posted, words
from hengji.web.accounts.models import Organisation, User
from hengji.web.accounts.roles import Role
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.deadlines import in_words
from hengji.web.campaigns.guarding import on_campaign
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import access, telling
from hengji.web.filing.access import FilingAction
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.models import Filing
from hengji.web.records.actor import Actor
from hengji.web.records.models import Chain, Event
from hengji.web.records.verification import faults_of
from hengji.web.review import consolidating, consolidation, progress, queue, record_file, risk, sampling
from hengji.web.review.models import Sample

_PAGE: Final = 50
_LEVELS: Final = tuple(
    risk.LEVEL_TITLES[level] for level in (risk.Level.HIGH, risk.Level.MEDIUM, risk.Level.LOW)
)
_OVERSEERS: Final = frozenset({Role.AUDITOR, Role.PERFORMANCE_ADMINISTRATOR})


@on_campaign(CampaignAction.PROGRESS)
@require_GET
def progress_of(request: HttpRequest, campaign: Campaign, _actor: Actor) -> HttpResponse:
    """Who is how far, how many stand where, who is late."""
    state = request.GET.get("state", "")
    state = state if state in progress.TITLES else ""
    allowed = {
        action.value: campaign_access.decide(request.user, action, campaign) is Verdict.ALLOWED
        for action in CampaignAction
    }
    context = {
        "campaign": campaign,
        "overview": progress.overview(campaign, state, page_of(request), words(request.GET, "words")),
        "state": state,
        "words": words(request.GET, "words"),
        "deadline": in_words(campaign.deadline_at),
        "can": allowed,
        "seen": set(access.visible_to(request.user).filter(campaign=campaign).values_list("pk", flat=True)),
    }
    return render(request, "authority/progress.html", context)


@on_campaign(CampaignAction.PROGRESS)
@require_GET
def samples(request: HttpRequest, campaign: Campaign, _actor: Actor) -> HttpResponse:
    """Every draw of a notice, with what is needed to repeat it."""
    kept = list(campaign.samples.order_by("-drawn_at", "-pk"))
    codes = {code for one in kept for code in json.loads(one.drawn)}
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    context = {
        "campaign": campaign,
        "samples": [_sample(one, names) for one in kept],
        "stratifiers": sampling.STRATIFIERS.items(),
        "method": sampling.METHOD,
        "can_draw": campaign_access.decide(request.user, CampaignAction.SAMPLE, campaign) is Verdict.ALLOWED,
    }
    return render(request, "authority/samples.html", context)


def _rank(stratum: Mapping[str, Any]) -> int:
    """Levels from high to low; other strata as they were drawn."""
    return _LEVELS.index(stratum["name"]) if stratum["name"] in _LEVELS else len(_LEVELS)


def _sample(sample: Sample, names: Mapping[str, str]) -> dict[str, object]:
    kept, codes = json.loads(sample.strata), json.loads(sample.drawn)
    return {
        "sample": sample,
        "by": sampling.STRATIFIERS.get(kept["by"], kept["by"]),
        "wanted": kept["wanted"],
        "strata": sorted(kept["strata"], key=_rank),
        "drawn": [(code, names.get(code, "")) for code in codes],
        "repeats": list(sampling.repeat(sample)) == codes,
    }


@on_campaign(CampaignAction.SAMPLE)
@require_POST
def draw(request: HttpRequest, campaign: Campaign, actor: Actor) -> HttpResponse:
    """Draw one: `by`, `wanted`, `seed`."""
    sample = sampling.take(
        campaign,
        cast("User", request.user),
        actor,
        by=request.POST.get("by", ""),
        wanted=posted(request, "wanted") or 0,
        seed=request.POST.get("seed", ""),
    )
    messages.success(request, f"已抽取，种子 {sample.seed}。")
    return redirect("campaign-samples", campaign.pk)


@on_filing(FilingAction.VIEW_DRAFT)
@require_GET
def consolidate(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """The units below in one table, beside what the department's draft says."""
    if not filing.organisation.units.exists():
        raise Http404
    table = consolidating.table_of(filing)
    context = {
        "filing": filing,
        "table": table,
        "basis": consolidation.BASIS,
        "columns": len(table.members) + 9,
        "can_take": access.may(person(request), FilingAction.CONSOLIDATE, filing),
    }
    return render(request, "authority/consolidation.html", context)


@on_filing(FilingAction.CONSOLIDATE)
@require_POST
def take_over(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Keep the own level (`own-KEY`…); unless `do` is save, write the ticked totals (`line`…) over."""
    own = {
        name.removeprefix("own-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("own-")
    }
    version = posted(request, "version")
    version = -1 if version is None else version
    if request.POST.get("do") == "save":
        kept = consolidating.save_own(filing.pk, person(request), actor, own, version=version)
        messages.success(request, f"已保存本级数 {kept} 项。")
        return redirect("review-consolidation", filing.pk)
    changed = consolidating.take_over(
        filing.pk,
        person(request),
        actor,
        request.POST.getlist("line"),
        version=version,
        own=own,
    )
    messages.success(request, f"已将 {changed} 项合计写入本部门草稿。")
    return redirect("review-consolidation", filing.pk)


@guarded(Guard(room="role", roles=_OVERSEERS))
@login_required
@require_GET
def oversight(request: HttpRequest) -> HttpResponse:
    """The filings of the granted years, each with whether its record is whole."""
    require_role(request.user, *_OVERSEERS)
    found = access.visible_to(request.user).order_by("-campaign__fiscal_year", "organisation__code")
    wanted = queue.wanted_from(request.GET.dict())
    if wanted.year is not None:
        found = found.filter(campaign__fiscal_year=wanted.year)
    if wanted.words:
        found = found.filter(organisation__name__icontains=wanted.words)
    page = Paginator(found, _PAGE).get_page(page_of(request))
    listed = list(page.object_list)
    chains = [filing.chain for filing in listed]
    faults = faults_of(chains)
    heads = {head.key: head for head in Chain.objects.filter(key__in=chains)}
    years = sorted({year for held in held_by(request.user) for year in held.years}, reverse=True)
    context = {
        "page": page,
        "rows": [(one, heads.get(one.chain), faults.get(one.chain)) for one in listed],
        "faults": len(faults),
        "wanted": wanted,
        "years": years or queue.years(request.user),
    }
    return render(request, "authority/oversight.html", context)


@on_filing(FilingAction.VIEW_LOG)
@require_GET
def record(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """The whole log of a filing with the digest of each entry, and whether it holds; `as=csv`: a file."""
    events = Event.objects.filter(chain=filing.chain).order_by("sequence")
    if request.GET.get("as") == "csv":
        content = record_file.written(telling.lines(filing, person(request), events))
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="record-{filing.pk}.csv"'
        return response
    page = Paginator(events, 200).get_page(page_of(request))
    context = {
        "filing": filing,
        "page": page,
        "lines": telling.lines(filing, person(request), page.object_list),
        "fault": faults_of([filing.chain]).get(filing.chain),
        "head": Chain.objects.filter(key=filing.chain).first(),
        "may_examine": access.may(person(request), FilingAction.EXAMINE, filing),
    }
    return render(request, "authority/record.html", context)
