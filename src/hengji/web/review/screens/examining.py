"""
The review page of one filing, and what a reviewer does on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hengji.domain.standard import grade_of
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.asking import posted, whole
from hengji.web.accounts.models import User
from hengji.web.filing import access, conversion, moving
from hengji.web.filing.access import FilingAction
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.labels import Labels
from hengji.web.filing.models import Filing, FilingStatus, Revision
from hengji.web.filing.workflow import Move
from hengji.web.records.actor import Actor
from hengji.web.review import assessing, commenting, deciding, opinions, rescoring, worksheet
from hengji.web.review.commenting import Anchor, latest_of
from hengji.web.review.models import Assignment, ConfirmedScore, ReturnOpinion, ReviewComment, RiskAssessment
from hengji.web.review.opened import Opened, open_revision
from hengji.web.review.rescoring import Given
from hengji.web.review.worksheet import Material

_ACTIONS: Final = (
    FilingAction.COMMENT,
    FilingAction.SCORE,
    FilingAction.CLAIM,
    FilingAction.ASSIGN,
    FilingAction.VIEW_LOG,
    Move.BEGIN_REVIEW,
    Move.ENDORSE,
    Move.RETURN,
    Move.RETURN_TO_UNIT,
    Move.ACCEPT,
    Move.REOPEN,
    Move.PUBLISH,
    Move.UNPUBLISH,
)


@on_filing(FilingAction.EXAMINE)
@require_GET
def examine(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """Claim on the left; computed value, evidence and last year on the right."""
    return _page(request, filing)


def _page(
    request: HttpRequest, filing: Filing, typed: Iterable[Given] = (), status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page; `typed` are points that were refused, shown again to be put right."""
    user = person(request)
    revision = latest_of(filing)
    opened = open_revision(revision)
    earlier = assessing.last_year_of(revision)
    before = None if earlier is None else open_revision(earlier)
    sees_all = access.may(user, FilingAction.READ_DELIBERATION, filing)
    confirmed = {one.criterion: one for one in revision.confirmed.all()} if sees_all else {}
    shown = confirmed | {each.criterion: _unsaved(each) for each in typed if each.points.strip()}
    comments = [
        one
        for one in filing.comments.select_related("revision")
        if sees_all or one.issued_at is not None or one.made_by_id == user.pk
    ]
    labels = Labels(filing.campaign, opened.content)
    waivers = rescoring.waivers_for(user, filing)
    waived = {one.finding: one for one in waivers}
    sections = worksheet.sections(
        Material(opened=opened, before=before, comments=comments, confirmed=shown, labels=labels)
    )
    can = {action.value: access.may(user, action, filing) for action in _ACTIONS}
    if not sees_all and (filing.endorsed_at is not None or filing.state is not FilingStatus.SUBMITTED):
        can[FilingAction.COMMENT.value] = False
    context = {
        "filing": filing,
        "sees_all": sees_all,
        "revision": revision,
        "is_taken_back": access.seen_state(filing) is FilingStatus.RETURNED and filing.submitted_at is None,
        "is_corrected": filing.state is FilingStatus.AWAITING_CONFIRMATION,
        "revisions": filing.revisions.order_by("-number").values_list("number", flat=True),
        "opened": opened,
        "before": before,
        "sections": sections,
        "comments": [(one, _where(one.path, one.section, labels)) for one in worksheet.live(comments)],
        "findings": [
            (found, waived.get(found.identity), str(labels.of(found.path)) if found.path else found.place)
            for found in opened.findings
        ],
        "waivers": waivers,
        "risk": _risk(revision),
        "assignment": Assignment.objects.filter(filing=filing).select_related("reviewer").first(),
        "reviewers": deciding.reviewers() if can[FilingAction.ASSIGN] else [],
        "opinion": _opinion(revision, opened, comments, set(waived), sees_all=sees_all),
        "can": can,
        **_totals(opened, revision, {code: one.points for code, one in confirmed.items()}),
        **_anchor(request, opened, labels),
    }
    return render(request, "authority/examine.html", context, status=status)


def _unsaved(given: Given) -> ConfirmedScore:
    return ConfirmedScore(
        criterion=given.criterion, points=given.points[:20], reason=given.reason, scored_by_name="尚未保存"
    )


def _where(path: str, section: str, labels: Labels) -> str:
    return str(labels.of(path)) if path else section or "全文"


def _risk(revision: Revision) -> dict[str, Any] | None:
    kept = RiskAssessment.objects.filter(revision=revision).first()
    return None if kept is None else {"kept": kept, "reasons": json.loads(kept.reasons)}


def _opinion(
    revision: Revision,
    opened: Opened,
    comments: Sequence[ReviewComment],
    waived: set[str],
    *,
    sees_all: bool,
) -> dict[str, Any]:
    """The opinion that was saved, else a fresh draft; with the draft to begin again from."""
    kept = ReturnOpinion.objects.filter(revision=revision).first()
    if kept is not None and not sees_all and revision.filing.endorsed_at is not None and not kept.issued_at:
        kept = None
    current = [one for one in comments if one.revision_id == revision.pk]
    drafted = opinions.draft(opened, current, waived)
    return {"kept": kept, "text": drafted if kept is None else kept.text, "draft": drafted}


def _totals(opened: Opened, revision: Revision, confirmed: Mapping[str, Decimal]) -> dict[str, Any]:
    """The three totals with their grades; the last one while nothing is open."""
    total = rescoring.confirmed_total(opened, confirmed)
    standard = conversion.standard_of(revision.filing.campaign)
    return {
        "confirmed_total": total,
        "confirmed_grade": None if total is None else grade_of(total, standard.grades),
        "confirmed_count": len(confirmed),
    }


def _anchor(request: HttpRequest, opened: Opened, labels: Labels) -> dict[str, Any]:
    """Where the next opinion will hang, as the address says: what works without a script."""
    path = request.GET.get("path", "")
    start, end = whole(request.GET.get("start")), whole(request.GET.get("end"))
    finding = next((one for one in opened.findings if one.identity == request.GET.get("finding", "-")), None)
    if finding is not None:
        path = finding.path or ""
    value = opened.content.get(path, "")
    if start is None or end is None or not 0 <= start < end <= len(value):
        start = end = None
    quote = value[:80] if start is None else value[start:end]
    where = str(labels.of(path)) if path in opened.content or finding is not None else ""
    return {
        "anchor": {
            "path": path if path in opened.content or finding is not None else "",
            "start": start,
            "end": end,
            "quote": quote,
            "where": where or (finding.place if finding is not None else ""),
            "finding": "" if finding is None else finding.identity,
            "words": "" if finding is None else _suggested(finding.message, finding.suggestion),
        }
    }


def _suggested(message: str, suggestion: str) -> str:
    return message if not suggestion else f"{message}请{suggestion.removeprefix('请')}"


def _back(filing: Filing, part: str = "") -> HttpResponse:
    return redirect(reverse("review-filing", args=(filing.pk,)) + (f"#{part}" if part else ""))


@on_filing(FilingAction.COMMENT)
@require_POST
def comment(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Leave an opinion: `text`, and `path`, `start`, `end`, `section` or `finding` for its place."""
    anchor = Anchor(
        path=request.POST.get("path", ""),
        start=posted(request, "start"),
        end=posted(request, "end"),
        section=request.POST.get("section", ""),
        finding=request.POST.get("finding", ""),
        report_start=posted(request, "report_start"),
        report_end=posted(request, "report_end"),
    )
    made = commenting.comment(filing.pk, person(request), actor, anchor, request.POST.get("text", ""))
    messages.success(request, f"已记下对“{made.subject}”的意见，退回或通过时一并发给单位。")
    if made.is_on_report:
        here = reverse("review-report", args=(filing.pk, made.revision.number))
        return redirect(f"{here}#comment-{made.pk}")
    return _back(filing, f"comment-{made.pk}")


@on_filing(FilingAction.COMMENT)
@require_POST
def drop_comment(request: HttpRequest, filing: Filing, actor: Actor, comment_id: int) -> HttpResponse:
    """Take an unsent opinion back."""
    commenting.drop(filing.pk, person(request), actor, comment_id)
    messages.success(request, "意见已撤销。")
    return _back(filing, "comments")


@on_filing(FilingAction.COMMENT)
@require_POST
def settle_comment(request: HttpRequest, filing: Filing, actor: Actor, comment_id: int) -> HttpResponse:
    """Say that an opinion was met."""
    commenting.settle(filing.pk, person(request), actor, comment_id)
    messages.success(request, "意见已标为落实。")
    return _back(filing, "comments")


@on_filing(FilingAction.SCORE)
@require_POST
def score(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Confirm the points of a section: `points-CODE` and `reason-CODE` of each criterion."""
    given = [
        Given(
            criterion=name.removeprefix("points-"),
            points=str(value),
            reason=request.POST.get(f"reason-{name.removeprefix('points-')}", ""),
        )
        for name, value in request.POST.items()
        if name.startswith("points-")
    ]
    try:
        changed = rescoring.score(filing.pk, person(request), actor, given)
    except Refused as refused:
        if refused.verdict is not Verdict.CONFLICT or not access.may(
            person(request), FilingAction.SCORE, filing
        ):
            raise
        messages.error(request, f"{refused.message}没有保存，已填的核定分仍在下面，请改正后再保存。")
        return _page(request, filing, given, HTTPStatus.CONFLICT)
    if changed:
        messages.success(request, f"已核定 {changed} 项。自评得分和计算得分保持不变。")
    else:
        messages.info(request, "核定分没有变化。")
    return _back(filing, request.POST.get("section", "")[:80])


@on_filing(FilingAction.SCORE)
@require_POST
def waive(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Set a rule aside for one finding: `finding`, `reason`."""
    waiver = rescoring.waive(
        filing.pk,
        person(request),
        actor,
        request.POST.get("finding", ""),
        request.POST.get("reason", ""),
    )
    messages.success(request, f"已豁免规则 {waiver.rule}，理由将随报告公开。")
    return _back(filing, "findings")


@on_filing(FilingAction.SCORE)
@require_POST
def withdraw_waiver(request: HttpRequest, filing: Filing, actor: Actor, waiver_id: int) -> HttpResponse:
    """Take a waiver back: `reason`."""
    reason = request.POST.get("reason", "")
    rescoring.withdraw_waiver(filing.pk, person(request), actor, waiver_id, reason)
    messages.success(request, "豁免已撤销。")
    return _back(filing, "findings")


@on_filing(FilingAction.COMMENT)
@require_POST
def opinion(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Keep the opinion, or return the filing with it: `text`, `version`, `do`."""
    text, user = request.POST.get("text", ""), person(request)
    if request.POST.get("do") == "return":
        deciding.give_back(filing.pk, user, actor, text=text, version=posted(request, "version"))
        messages.success(request, f"已退回{filing.organisation.called}修改，意见已发出。")
        return redirect("review-queue")
    opinions.save(filing.pk, user, actor, text)
    messages.success(request, "审核意见已保存，尚未发出。")
    return _back(filing, "opinion")


@on_filing(Move.BEGIN_REVIEW)
@require_POST
def begin(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Begin; from now on the unit cannot withdraw."""
    moving.perform(filing.pk, Move.BEGIN_REVIEW, person(request), actor, version=posted(request, "version"))
    return _back(filing)


@on_filing(Move.ENDORSE)
@require_POST
def endorse(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """The first review by the department above is passed."""
    moving.perform(filing.pk, Move.ENDORSE, person(request), actor, version=posted(request, "version"))
    messages.success(request, f"{filing.organisation.called}初审通过，转财政部门审核。")
    return redirect("review-queue")


@on_filing(Move.ACCEPT)
@require_POST
def accept(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Accept it."""
    moving.perform(filing.pk, Move.ACCEPT, person(request), actor, version=posted(request, "version"))
    messages.success(request, f"{filing.organisation.called}审核通过。")
    return redirect("review-queue")


@on_filing(FilingAction.CLAIM)
@require_POST
def claim(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Take it on."""
    deciding.claim(filing.pk, person(request), actor)
    messages.success(request, f"已认领{filing.organisation.called}的材料。")
    return _back(filing)


@on_filing(FilingAction.CLAIM)
@require_POST
def release(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Let it go again."""
    deciding.release(filing.pk, person(request), actor)
    messages.success(request, "已取消认领。")
    return _back(filing)


@on_filing(FilingAction.ASSIGN)
@require_POST
def assign(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Give it to a reviewer: `reviewer`."""
    user: User = person(request)
    made = deciding.assign(filing.pk, user, actor, posted(request, "reviewer") or 0)
    messages.success(request, f"已分配给{made.reviewer.display_name}。")
    return _back(filing)
