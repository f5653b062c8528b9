"""
What became of opinions: the unit's page with its answers, and the difference of two revisions.
"""

from __future__ import annotations

from itertools import pairwise

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hengji.web.filing import access
from hengji.web.filing.access import FilingAction
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.labels import Labels
from hengji.web.filing.models import Filing, Revision
from hengji.web.records.actor import Actor
from hengji.web.review import commenting, differences, rescoring
from hengji.web.review.models import CommentStatus, ReturnOpinion
from hengji.web.review.opened import open_revision


@on_filing(FilingAction.READ_OPINIONS)
@require_GET
def opinions(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """What was sent to the unit, with room for its answers."""
    user = person(request)
    issued = filing.comments.exclude(issued_at=None).exclude(status=CommentStatus.DROPPED)
    revision = filing.revisions.order_by("-number").first()
    content = {} if revision is None else open_revision(_with_filing(filing, revision.number)).content
    labels = Labels(filing.campaign, content)
    numbers = list(filing.revisions.order_by("number").values_list("number", flat=True))
    context = {
        "filing": filing,
        "comments": [
            (one, str(labels.of(one.path)) if one.path else one.section or "全文")
            for one in issued.select_related("revision").order_by("-revision__number", "pk")
        ],
        "opinions": ReturnOpinion.objects.filter(revision__filing=filing)
        .exclude(issued_at=None)
        .select_related("revision")
        .order_by("-revision__number"),
        "pairs": list(pairwise(numbers))[::-1],
        "can_answer": access.may(user, FilingAction.ANSWER, filing),
        "can_edit": access.may(user, FilingAction.EDIT, filing),
        "may_examine": access.may(user, FilingAction.EXAMINE, filing),
        "waivers": rescoring.waivers_for(user, filing),
    }
    return render(request, "authority/opinions.html", context)


@on_filing(FilingAction.ANSWER)
@require_POST
def answer(request: HttpRequest, filing: Filing, actor: Actor, comment_id: int) -> HttpResponse:
    """The unit's answer: `text`."""
    commenting.answer(filing.pk, person(request), actor, comment_id, request.POST.get("text", ""))
    messages.success(request, "答复已保存，重新提交后审核员可见。")
    return redirect(reverse("review-opinions", args=(filing.pk,)) + f"#comment-{comment_id}")


@on_filing(FilingAction.READ_OPINIONS)
@require_GET
def difference(request: HttpRequest, filing: Filing, _actor: Actor, earlier: int, later: int) -> HttpResponse:
    """Two revisions against each other: opinions, findings, answers, sentences, points."""
    if earlier >= later:
        raise Http404
    before, after = (
        open_revision(_with_filing(filing, earlier)),
        open_revision(_with_filing(filing, later)),
    )
    comments = filing.comments.filter(revision=before.revision).exclude(status=CommentStatus.DROPPED)
    if not access.may(person(request), FilingAction.READ_DELIBERATION, filing):
        comments = comments.exclude(issued_at=None)
    found = differences.between(before, after, list(comments))
    context = {
        "filing": filing,
        "before": before.revision,
        "after": after.revision,
        "difference": found,
        "may_examine": access.may(person(request), FilingAction.EXAMINE, filing),
        "can_settle": access.may(person(request), FilingAction.COMMENT, filing),
        "totals": [
            (title, before.evaluation[key], after.evaluation[key])
            for title, key in (("自评得分", "claimed_score"), ("计算得分", "computed_score"))
        ],
    }
    return render(request, "authority/difference.html", context)


def _with_filing(filing: Filing, number: int) -> Revision:
    found = filing.revisions.filter(number=number).first()
    if found is None:
        raise Http404
    found.filing = filing
    return found
