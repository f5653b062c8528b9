"""
An old report → proposals: what it says for answers of the form, each with its quote, to be taken one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hengji.documents.readers import read_in_child
from hengji.domain.document import Document
from hengji.domain.facts import TOPIC_TITLES, Topic
from hengji.domain.filing import NARRATIVE_TITLES
from hengji.domain.filing import Filing as DomainFiling
from hengji.domain.problem import InputError
from hengji.pipeline import audit
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.filing import attachments, computing, conversion, drafts, forms
from hengji.web.filing.access import FilingAction
from hengji.web.filing.drafts import Change
from hengji.web.filing.endpoints import answer
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.job_views import job_object
from hengji.web.filing.labels import Labels
from hengji.web.filing.models import Filing
from hengji.web.jobs import queue
from hengji.web.jobs.models import Job, JobState
from hengji.web.jobs.queue import Running, TaskRefused
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import Plain
from hengji.workbook import answers

TASK: Final = "filing.propose"
LEDGER_SHEET: Final = TOPIC_TITLES[Topic.LEDGER]
_EXECUTED: Final = re.compile(r"ledger/([a-z_]+)/executed_amount")
_AROUND: Final = 60
_SENTENCE_ENDS: Final = "。；！\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a report says for one answer."""

    path: str
    value: str
    quote: str
    place: str

    def plain(self) -> dict[str, Plain]:
        """As a job's result keeps it."""
        return {"path": self.path, "value": self.value, "quote": self.quote, "place": self.place}


def proposals(document: Document, filing: Filing) -> Iterator[Proposal]:
    """
    What a report of this year or of the year before says for answers of the form.

    Of last year's report only names and executed amounts are proposed: the latter as 上年执行数.
    """
    year = filing.campaign.fiscal_year
    said = document.fiscal_year or year
    found = {} if document.filing is None else _answers(document.filing, filing)
    for path, value in sorted(found.items()):
        line = _EXECUTED.fullmatch(path)
        target = path
        if said == year - 1 and line is not None:
            target = f"ledger/{line[1]}/prior_executed_amount"
        elif said != year and not path.startswith("organisation/"):
            continue
        quote, place = _where(document, path, value)
        yield Proposal(path=target, value=value, quote=quote, place=place)
    if said == year:
        yield from _narratives(document)


def _answers(said: DomainFiling, filing: Filing) -> Mapping[str, str]:
    """The answers that a report gives, its amounts in the unit in which the draft's ledger is written."""
    standard = conversion.standard_of(filing.campaign)
    ledger = next(sheet for sheet in forms.sheets_of(filing.campaign) if sheet.title == LEDGER_SHEET)
    unit = computing.unit_of(ledger, conversion.content_of(filing))
    found = answers.answers_of(said, standard, unit=unit)
    return {path: value for path, value in found.items() if f"/{answers.UNIT_FIELD}" not in path}


def _narratives(document: Document) -> Iterator[Proposal]:
    """Sections with the title of a part of the form, as they are written."""
    titles = {title: section for section, title in NARRATIVE_TITLES.items()}
    for section in document.sections:
        name = titles.get(section.title.strip().removesuffix("情况")) or titles.get(section.title.strip())
        words = document.extract.text[section.body_start : section.end].strip()
        if name is not None and words and len(words) <= conversion.LONGEST_VALUE:
            path = f"narratives/{name.value}/answer"
            yield Proposal(
                path=path, value=words, quote=words[:_AROUND] + "…", place=f"{section.number}{section.title}"
            )


def _where(document: Document, path: str, value: str) -> tuple[str, str]:
    """The sentence that says it, and its section."""
    text = document.extract.text
    quote = _quote(document, path) or value
    at = text.find(quote)
    if at < 0:
        return "", ""
    start = max(text.rfind(end, 0, at) for end in _SENTENCE_ENDS) + 1
    ends = [found for end in _SENTENCE_ENDS if (found := text.find(end, at + len(quote))) >= 0]
    end = min(ends, default=len(text))
    start, end = max(start, at - _AROUND), min(end, at + len(quote) + _AROUND)
    inside = [one for one in document.sections if one.start <= at < one.end]
    deepest = max(inside, key=lambda one: one.level, default=None)
    return text[start:end].strip(), "" if deepest is None else f"{deepest.number}{deepest.title}"


def _quote(document: Document, path: str) -> str:
    """As the report prints it, where the figure remembers."""
    if document.filing is None:
        return ""
    table, _, rest = path.partition("/")
    if table == "ledger" and not rest.startswith("-/"):
        line, _, column = rest.partition("/")
        stated = document.filing.fact(f"ledger.{line}.{column}")
        return "" if stated is None or stated.quote is None else stated.quote
    if path == "conclusion/claimed_score/answer" and document.filing.claimed_score is not None:
        return document.filing.claimed_score.quote or ""
    return ""


@on_filing(FilingAction.EDIT)
@require_POST
def propose(request: HttpRequest, filing: Filing, _actor: Actor) -> JsonResponse:
    """Take a report in to be read; nothing of it enters the draft by itself."""
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise Refused(Verdict.CONFLICT, "请先选择报告文件。")
    if file.size > settings.ATTACHMENT_MOST_BYTES:
        raise Refused(Verdict.CONFLICT, "文件太大，不能读取。")
    with transaction.atomic():
        name = attachments.shown_name(file.name or "")
        job = queue.enqueue(
            TASK, subject=filing.chain, asked_by_id=person(request).pk, filing=filing.pk, name=name
        )
        attachments.store(_upload(job), file.read())
    return answer(job_object(filing, job), status=202)


def _upload(job: Job) -> Path:
    return Path(settings.OUTPUT_FOLDER) / f"{job.pk.hex}.upload"


@queue.task(TASK)
def run(running: Running) -> Plain:
    """Read the report in a limited child, interpret it, keep what it proposes."""
    number = str(running.arguments["filing"])
    filing = Filing.objects.select_related("campaign", "organisation").get(pk=number)
    path = _upload(running.job)
    running.progress(10, "读取报告")
    try:
        document = audit.audit(path, read=read_in_child).document
    except InputError as wrong:
        raise TaskRefused(wrong.message) from wrong
    running.progress(80, "查找可用内容")
    found: list[Plain] = [one.plain() for one in proposals(document, filing)]
    path.unlink(missing_ok=True)
    return {
        "href": reverse("filing-proposals", args=(filing.pk, running.job.pk)),
        "name": str(running.arguments["name"]),
        "title": document.title or "",
        "unit": document.unit_name or "",
        "year": document.fiscal_year,
        "proposals": found,
    }


@on_filing(FilingAction.EDIT)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, filing: Filing, actor: Actor, number: UUID) -> HttpResponse:
    """The proposals beside what the draft says; those chosen are taken over."""
    job = Job.objects.filter(
        pk=number, task=TASK, subject=filing.chain, asked_by=person(request), state=JobState.DONE
    ).first()
    if job is None:
        raise Http404
    result = json.loads(job.result)
    fields = drafts.fields_of(filing)
    if request.method == "POST":
        chosen = {int(one) for one in request.POST.getlist("take") if one.isdigit()}
        changes = [
            Change(path=one["path"], value=one["value"], base=_version(fields, one["path"]))
            for position, one in enumerate(result["proposals"])
            if position in chosen
        ]
        if changes:
            drafts.save(filing.pk, person(request), actor, changes, known_version=filing.version)
            messages.success(request, f"已采用 {len(changes)} 项，可继续选择。")
        return redirect("filing-proposals", filing.pk, number)
    labels = forms.labels(filing.campaign)
    content = {path: field.value for path, field in fields.items()}
    proposed = {one["path"]: one["value"] for one in result["proposals"]}
    names = Labels(filing.campaign, content | proposed)
    rows = [
        {
            **one,
            "position": position,
            "label": labels.get(one["path"]) or str(names.of(one["path"])),
            "now": fields[one["path"]].value if one["path"] in fields else "",
        }
        for position, one in enumerate(result["proposals"])
    ]
    context = {"filing": filing, "result": result, "rows": rows, "number": number}
    return render(request, "filing/proposals.html", context)


def _version(fields: Mapping[str, drafts.Other], path: str) -> int:
    return fields[path].version if path in fields else 0
