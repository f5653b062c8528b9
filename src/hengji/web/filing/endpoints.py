"""
What the pages' scripts ask of a filing: save fields, check, explain.  JSON in, JSON out.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.filing import drafts, evaluating, explaining, moving
from hengji.web.filing.access import FilingAction
from hengji.web.filing.drafts import Change, Other
from hengji.web.filing.evaluating import Checked
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.models import Filing
from hengji.web.filing.steps import step_at
from hengji.web.records.actor import Actor

MALFORMED = "页面送来的内容不完整，未保存；请刷新后重试。"


@on_filing(FilingAction.EDIT)
@require_POST
def save_fields(request: HttpRequest, filing: Filing, actor: Actor) -> JsonResponse:
    """
    Save fields: `{"known": 12, "changes": [{"path": …, "value": …, "base": 7}]}`.

    200 where all were kept, 409 with `conflicts` where somebody else had written one meanwhile; in
    both, `saved` gives the new version of each kept field and `others` what changed elsewhere.
    """
    known, changes = _changes(request)
    outcome = drafts.save(filing.pk, person(request), actor, changes, known_version=known)
    return answer(
        {
            "version": outcome.version,
            "saved": outcome.saved,
            "conflicts": [other(each) for each in outcome.conflicts],
            "others": [other(each) for each in outcome.others],
        },
        status=409 if outcome.conflicts else 200,
    )


@on_filing(FilingAction.VIEW_DRAFT)
@require_GET
def fields(request: HttpRequest, filing: Filing, _actor: Actor) -> JsonResponse:
    """All fields, or with `?since=` those that were saved after a version."""
    since = request.GET.get("since", "")
    after = int(since) if since.isdigit() else 0
    # Most who ask have heard of the latest save already; the filing itself says so.
    kept = drafts.fields_of(filing, since=after) if after < filing.version else {}
    return answer({"version": filing.version, "fields": [other(each) for each in kept.values()]})


@on_filing(FilingAction.VIEW_DRAFT)
@require_http_methods(["GET"])
def check(_request: HttpRequest, filing: Filing, _actor: Actor) -> JsonResponse:
    """The draft's scorecard and findings, as the pipeline gives them, with the step of each."""
    return answer(checked_object(filing, evaluating.check_draft(filing, has_sources=False)))


@on_filing(FilingAction.EDIT)
@require_POST
def explain(request: HttpRequest, filing: Filing, actor: Actor) -> JsonResponse:
    """Say something to a finding: `{"finding": identity, "text": …}`."""
    given = _object(request)
    explaining.explain(
        filing, person(request), actor, str(given.get("finding", "")), str(given.get("text", ""))
    )
    filing.refresh_from_db()
    return answer({"version": filing.version})


def checked_object(filing: Filing, checked: Checked) -> dict[str, object]:
    """A check as scripts get it."""
    evaluation = checked.evaluation
    return {
        "version": checked.version,
        "deadline": moving.due(filing),
        "is_ready": checked.is_ready,
        "blocking": checked.blocking,
        "unexplained": checked.unexplained,
        "unreadable": [
            {
                "path": each.path,
                "href": _href(filing, each.path),
                "message": str(each.problem),
                "found": each.problem.found,
                "remedy": each.problem.remedy,
            }
            for each in checked.unreadable
        ],
        "findings": [
            {
                "identity": doubt.identity,
                "tier": doubt.tier.value,
                "tier_title": doubt.tier_title,
                "rule": doubt.finding.rule,
                "title": doubt.finding.title,
                "message": doubt.finding.message,
                "suggestion": doubt.finding.suggestion,
                "basis": "" if doubt.finding.basis is None else str(doubt.finding.basis),
                "path": doubt.path,
                "href": _href(filing, doubt.path),
                "explanation": doubt.explanation,
                "is_stale": doubt.is_stale,
            }
            for doubt in checked.doubts
        ],
        "evaluation": None if evaluation is None else evaluation.as_object(),
    }


def _href(filing: Filing, path: str | None) -> str | None:
    step = step_at(path, filing)
    return None if step is None else f"{reverse('filing-step', args=(filing.pk, step.slug))}#{path}"


def other(field: Other) -> dict[str, object]:
    """A field as scripts get it."""
    return {name: value for name, value in dataclasses.asdict(field).items() if value is not None}


def answer(content: Mapping[str, object], *, status: int = 200) -> JsonResponse:
    """An object in readable Chinese; amounts and points are text, as everywhere."""
    return JsonResponse(
        content,
        status=status,
        json_dumps_params={"ensure_ascii": False, "default": _plain},
        encoder=json.JSONEncoder,
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(type(value))


def _object(request: HttpRequest) -> dict[str, object]:
    try:
        given = json.loads(request.body)
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise Refused(Verdict.CONFLICT, MALFORMED)
    return given


def _changes(request: HttpRequest) -> tuple[int, list[Change]]:
    given = _object(request)
    known, listed = given.get("known", 0), given.get("changes")
    if not isinstance(known, int) or not isinstance(listed, list):
        raise Refused(Verdict.CONFLICT, MALFORMED)
    changes: dict[str, Change] = {}
    for each in listed:
        path, value, base = (
            (each.get("path"), each.get("value"), each.get("base", 0))
            if isinstance(each, dict)
            else (None, None, None)
        )
        if not isinstance(path, str) or not isinstance(value, str) or not isinstance(base, int):
            raise Refused(Verdict.CONFLICT, MALFORMED)
        changes[path] = Change(path=path, value=value, base=base)
    return known, list(changes.values())
