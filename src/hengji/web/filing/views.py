"""
The pages of a filing.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hengji.web.accounts.access import Guard, Refused, Verdict, actor_of, guarded
from hengji.web.accounts.models import Organisation
from hengji.web.campaigns import access as campaign_access
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import access, attachments, drafts, forms, moving, proving, showing, telling, workflow
from hengji.web.filing.access import FilingAction
from hengji.web.filing.guarding import on_filing, person, unauthenticated
from hengji.web.filing.models import Attachment, Filing
from hengji.web.filing.steps import STEPS, step_of
from hengji.web.filing.workflow import Condition, Move
from hengji.web.records.actor import Actor
from hengji.web.records.models import Event

_MOST_EVENTS: Final = 500


@guarded(Guard(room="campaign", action="view"))
@require_POST
def begin(request: HttpRequest, campaign_id: int, organisation_id: int) -> HttpResponseBase:
    """Open the organisation's filing, making it where there is none."""
    if not request.user.is_authenticated:
        return unauthenticated(request)
    campaign = Campaign.objects.filter(pk=campaign_id).first()
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if campaign is None or organisation is None:
        raise Http404
    campaign_access.require(request.user, CampaignAction.VIEW, campaign)
    filing = drafts.begin(campaign, organisation, person(request), actor_of(request))
    return redirect("filing", filing.pk)


@on_filing(FilingAction.VIEW)
@require_GET
def filing(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """The draft to those who write it, what was submitted to the others."""
    if access.may(person(request), FilingAction.VIEW_DRAFT, filing):
        waits_for_me = access.may(person(request), workflow.Move.SUBMIT, filing)
        return redirect("filing-step", filing.pk, "submit" if waits_for_me else STEPS[0].slug)
    latest = filing.revisions.order_by("-number").first()
    if latest is None:
        raise Http404
    return redirect("filing-revision", filing.pk, latest.number)


@on_filing(FilingAction.VIEW_DRAFT)
@require_GET
def step(request: HttpRequest, filing: Filing, _actor: Actor, slug: str) -> HttpResponse:
    """One step of the draft."""
    return _step(request, filing, slug)


def _step(
    request: HttpRequest, filing: Filing, slug: str, *, note: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page of a step; `note` is what was written for a move that was refused."""
    chosen = step_of(slug)
    if chosen is None:
        raise Http404
    user = person(request)
    position = STEPS.index(chosen)
    sheets: tuple[forms.BoxSheet, ...] = ()
    if chosen.sheets:
        tables = {
            grid.id
            for sheet in forms.sheets_of(filing.campaign)
            if sheet.title in chosen.sheets
            for grid in sheet.grids
        }
        sheets = forms.boxes(filing.campaign, chosen.sheets, drafts.fields_of(filing, tables))
    context = {
        "filing": filing,
        "steps": STEPS,
        "step": chosen,
        "next_step": STEPS[position + 1] if position + 1 < len(STEPS) else None,
        "sheets": sheets,
        "can_edit": access.may(user, FilingAction.EDIT, filing),
        "moves": moves_for(request, filing),
        "deadline": moving.due(filing),
        "note": note,
        **showing.context_of(slug, filing),
    }
    return render(request, chosen.template, context, status=status)


def moves_for(request: HttpRequest, filing: Filing) -> list[workflow.Transition]:
    """The buttons that somebody sees; the conditions speak when they are pressed."""
    held = access.standings(person(request), filing)
    rows = workflow.open_to(held, filing.state, was_returned=filing.was_returned)
    subordinate = {Condition.IS_SUBORDINATE, Condition.NOT_ENDORSED}
    is_done = filing.organisation.parent_id is None or filing.endorsed_at is not None
    return [row for row in rows if not (is_done and subordinate & set(row.conditions))]


@on_filing(FilingAction.VIEW)
@require_GET
def revision(request: HttpRequest, filing: Filing, _actor: Actor, number: int) -> HttpResponse:
    """What was submitted, read only."""
    found = filing.revisions.filter(number=number).first()
    if found is None:
        raise Http404
    content = json.loads(found.content)
    fields = {
        path: drafts.Other(
            path=path,
            value=value,
            version=found.number,
            saved_by=found.submitted_by_name,
            saved_at=found.received_at,
        )
        for path, value in content.items()
    }
    titles = tuple(sheet.title for sheet in forms.sheets_of(filing.campaign))
    context = {
        "filing": filing,
        "revision": found,
        "sheets": forms.boxes(filing.campaign, titles, fields),
        "evaluation": json.loads(found.evaluation),
        "evidence": json.loads(found.evidence),
        "explanations": json.loads(found.explanations),
        "moves": moves_for(request, filing),
        "can_edit": False,
    }
    return render(request, "filing/revision.html", context)


@on_filing(FilingAction.VIEW_LOG)
@require_GET
def log(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """Who did what, the latest first."""
    events = Event.objects.filter(chain=filing.chain).order_by("-sequence")[:_MOST_EVENTS]
    lines = telling.lines(filing, person(request), events)
    return render(request, "filing/log.html", {"filing": filing, "lines": lines})


@guarded(Guard(room="filing", action="move"))
def move(request: HttpRequest, filing_id: int, name: str) -> HttpResponseBase:
    """
    Press one of the buttons: access, state, guards and event are the workflow's affair.

    Who writes the draft reads why it is not possible on the page of the buttons, as it is now.
    """
    if not request.user.is_authenticated:
        return unauthenticated(request)
    if request.method != "POST" or name not in {each.value for each in Move}:
        raise Http404
    chosen = Move(name)
    user = person(request)
    filing = Filing.objects.select_related("campaign", "organisation").filter(pk=filing_id).first()
    if filing is None:
        access.found(user, filing_id, chosen)
        raise Http404
    note = request.POST.get("note", "")
    try:
        moved = moving.perform(
            filing_id,
            chosen,
            user,
            access.acting(request, chosen, filing),
            version=_number(request.POST.get("version")),
            note=note,
            idempotency_key=request.POST.get("key", "")[:64],
        )
    except Refused as refused:
        filing.refresh_from_db()
        is_script = "application/json" in request.headers.get("Accept", "")
        is_here = access.may(user, FilingAction.VIEW_DRAFT, filing)
        if refused.verdict is not Verdict.CONFLICT or is_script or not is_here:
            raise
        messages.error(request, refused.message)
        return _step(request, filing, "submit", note=note, status=HTTPStatus.CONFLICT)
    if moved.revision is not None:
        messages.success(request, "已提交，请保存或打印回执。")
        return redirect("filing-receipt", filing_id, moved.revision.number)
    messages.success(request, f"办理成功，材料现为“{moved.filing.get_status_display()}”。")
    if access.may(user, FilingAction.VIEW, moved.filing):
        target = (
            reverse("filing-step", args=(filing_id, "submit"))
            if access.may(user, FilingAction.VIEW_DRAFT, moved.filing)
            else reverse("filing", args=(filing_id,))
        )
        return redirect(target)
    return redirect("home")


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isdigit() else None


@on_filing(FilingAction.EDIT)
@require_POST
def add_attachment(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Take files in, each by itself: one that is refused does not keep the others out."""
    files = request.FILES.getlist("files")
    for file in files:
        made = attachments.add(
            filing,
            person(request),
            actor,
            file,
            proves=request.POST.get("proves", ""),
            note=request.POST.get("note", ""),
        )
        proving.name_in_form(filing, person(request), actor, made)
        messages.success(request, f"已上传“{made.name}”。")
    if not files:
        messages.error(request, "请先选择文件。")
    return redirect("filing-step", filing.pk, "evidence")


@on_filing(FilingAction.EDIT)
@require_POST
def remove_attachment(request: HttpRequest, filing: Filing, actor: Actor, attachment: str) -> HttpResponse:
    """Take a file out of the draft."""
    found = _attachment(filing, attachment)
    attachments.remove(filing, person(request), actor, found.pk)
    messages.success(request, f"已移除“{found.name}”。")
    return redirect("filing-step", filing.pk, "evidence")


@on_filing(FilingAction.VIEW)
@require_GET
def attachment(request: HttpRequest, filing: Filing, actor: Actor, attachment: str) -> HttpResponseBase:
    """Serve a file: as a download, never shown, whatever it is."""
    found = _attachment(filing, attachment)
    is_own = access.may(person(request), FilingAction.VIEW_DRAFT, filing)
    was_issued = any(str(found.pk) in revision.evidence for revision in filing.revisions.all())
    if not is_own and not was_issued:
        raise Http404
    attachments.note_download(filing, found, actor)
    response = FileResponse(
        attachments.path_of(found).open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = "sandbox"
    return response


def _attachment(filing: Filing, number: str) -> Attachment:
    found = filing.attachments.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
