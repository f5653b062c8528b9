"""
Asking the worker for something, watching it, fetching what it wrote.
"""

from __future__ import annotations

import json
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.filing import access, tasks
from hengji.web.filing.access import FilingAction
from hengji.web.filing.endpoints import answer
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.models import Filing
from hengji.web.jobs.models import Job, JobState
from hengji.web.records import chaining
from hengji.web.records.actor import Actor


@on_filing(FilingAction.EXPORT)
@require_POST
def export(request: HttpRequest, filing: Filing, actor: Actor) -> JsonResponse:
    """Ask for the report and its package: of `revision`, else of the draft where it may be seen."""
    given = request.POST.get("revision", "")
    number = int(given) if given.isdigit() else None
    if number is None and not access.may(person(request), FilingAction.VIEW_DRAFT, filing):
        number = filing.revisions.count() or None
    if number is not None and not filing.revisions.filter(number=number).exists():
        raise Http404
    with transaction.atomic():
        job = tasks.export(filing, person(request), revision=number)
        title = "草稿的报告和全部材料" if number is None else f"第{number}版的报告和全部材料"
        chaining.write(filing.chain, "filing.exported", actor, title=title, job=str(job.pk))
    return answer(job_object(filing, job), status=202)


@on_filing(FilingAction.EDIT)
@require_POST
def take_in(request: HttpRequest, filing: Filing, actor: Actor) -> JsonResponse:
    """Take a filled workbook over into the draft; it is read in a limited child."""
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise Refused(Verdict.CONFLICT, "请先选择填好的填报表。")
    if file.size > settings.ATTACHMENT_MOST_BYTES:
        raise Refused(Verdict.CONFLICT, "文件太大，不是填报表。")
    with transaction.atomic():
        job = tasks.take_in(filing, person(request), actor, name=file.name or "", content=file.read())
    return answer(job_object(filing, job), status=202)


@on_filing(FilingAction.VIEW)
@require_GET
def job(request: HttpRequest, filing: Filing, _actor: Actor, number: UUID) -> JsonResponse:
    """How far it is."""
    return answer(job_object(filing, _own(request, filing, number)))


@on_filing(FilingAction.EXPORT)
@require_GET
def job_file(
    request: HttpRequest, filing: Filing, _actor: Actor, number: UUID, position: int
) -> HttpResponseBase:
    """A file that it wrote, as a download."""
    found = _own(request, filing, number)
    files = json.loads(found.result)["files"] if found.state == JobState.DONE and found.result else []
    if found.task != tasks.EXPORT or not 0 <= position < len(files):
        raise Http404
    name = files[position]["name"]
    path = tasks.folder_of(found) / name
    if not path.is_file():
        raise Http404
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["Content-Security-Policy"] = "sandbox"
    return response


def _own(request: HttpRequest, filing: Filing, number: UUID) -> Job:
    """The job, if it is of this filing and this person asked for it."""
    found = Job.objects.filter(pk=number, subject=filing.chain, asked_by=person(request)).first()
    if found is None:
        raise Http404
    return found


def job_object(filing: Filing, job: Job) -> dict[str, object]:
    """A job as scripts get it."""
    result = json.loads(job.result) if job.result else {}
    files = result.get("files", []) if isinstance(result, dict) else []
    return {
        "id": str(job.pk),
        "state": job.state,
        "state_title": job.get_state_display(),
        "percent": job.percent,
        "message": job.message,
        "href": reverse("filing-job", args=(filing.pk, job.pk)),
        "files": [
            {
                "title": one["title"],
                "name": one["name"],
                "href": reverse("filing-job-file", args=(filing.pk, job.pk, position)),
            }
            for position, one in enumerate(files)
        ],
        "result": result,
    }
