"""
The step 报告与提交, and the receipt of a submission.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.campaigns.deadlines import SHANGHAI, in_words
from hengji.web.filing import access, evaluating, moving, panels
from hengji.web.filing.access import FilingAction
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.models import Filing
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now


def submission(filing: Filing) -> Mapping[str, object]:
    """What stands in the way, how long there is, and what was submitted so far."""
    due = moving.due(filing)
    left = due.astimezone(SHANGHAI) - database_now().astimezone(SHANGHAI)
    return {
        **panels.context_of(filing, evaluating.check_draft(filing)),
        "revisions": filing.revisions.order_by("-number"),
        "due_words": in_words(due),
        "days_left": left.days,
    }


@on_filing(FilingAction.VIEW)
@require_GET
def receipt(request: HttpRequest, filing: Filing, _actor: Actor, number: int) -> HttpResponse:
    """Number, time and digest of one submission, to be printed."""
    revision = filing.revisions.filter(number=number).first()
    if revision is None:
        raise Http404
    context = {
        "filing": filing,
        "revision": revision,
        "evaluation": json.loads(revision.evaluation),
        "due_words": in_words(revision.deadline_at),
        "may_open": access.may(person(request), FilingAction.VIEW_DRAFT, filing),
    }
    return render(request, "filing/receipt.html", context)
