"""
Bringing in what there is already: a filled workbook, last year's filing, an old report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hengji import standards
from hengji.documents.writers import xlsx
from hengji.domain.filing import Filing as DomainFiling
from hengji.domain.standard import Standard
from hengji.web.filing import access, attachments, carrying, conversion, drafts
from hengji.web.filing.access import FilingAction
from hengji.web.filing.drafts import Change
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.models import Filing
from hengji.web.records import chaining
from hengji.web.records.actor import Actor

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@on_filing(FilingAction.EDIT)
@require_GET
def bring(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """The ways in, with what last year's filing would give."""
    there = conversion.content_of(filing)
    carried = carrying.carried(filing, there)
    context = {
        "filing": filing,
        "earlier": carrying.last_year(filing),
        "carried": len(carried),
        "questions": carrying.questions(filing),
        "filled": len(there),
    }
    return render(request, "filing/bring.html", context)


@on_filing(FilingAction.EDIT)
@require_POST
def take_last_year(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """Fill blank answers from last year's filing; nothing that was typed is touched."""
    versions = {path: field.version for path, field in drafts.fields_of(filing).items()}
    carried = carrying.carried(filing, conversion.content_of(filing))
    changes = [Change(path=path, value=value, base=versions.get(path, 0)) for path, value in carried.items()]
    if changes:
        drafts.save(filing.pk, person(request), actor, changes, known_version=filing.version)
        messages.success(request, f"已从上年材料带入 {len(changes)} 项，请逐项核对。")
    else:
        messages.info(request, "没有可以带入的内容：上年材料中可沿用的各项，本年都已填写。")
    return redirect("filing-step", filing.pk, "basics")


@on_filing(FilingAction.EXPORT)
@require_GET
def workbook_file(request: HttpRequest, filing: Filing, actor: Actor) -> HttpResponse:
    """
    The filing workbook: empty (`?empty=1`), with the draft, or with what was submitted last where the
    draft is not the person's to see.
    """
    standard = conversion.standard_of(filing.campaign)
    year = filing.campaign.fiscal_year
    taken = None
    if not request.GET.get("empty"):
        taken = conversion.taken(_visible_content(request, filing), filing.campaign).filing
    content = (
        _blank(standard.id, standard.edition_hash, year) if taken is None else _bytes(standard, year, taken)
    )
    title = "空白填报表" if taken is None else "填报表"
    with transaction.atomic():
        chaining.write(filing.chain, "filing.exported", actor, title=title)
    name = attachments.shown_name(f"{filing.organisation.called}{year}年度{title}.xlsx")
    response = HttpResponse(content, content_type=_XLSX)
    response.headers["Content-Disposition"] = _disposition(name)
    return response


@lru_cache(maxsize=8)
def _blank(standard_id: str, _edition_hash: str, year: int) -> bytes:
    """The empty workbook of an edition and a year: the same for every department, so written once."""
    return _bytes(standards.load(standard_id), year, None)


def _bytes(standard: Standard, year: int, filled: DomainFiling | None) -> bytes:
    return xlsx.book_bytes(conversion.book_of(standard, year, filled))


def _visible_content(request: HttpRequest, filing: Filing) -> Mapping[str, str]:
    if access.may(person(request), FilingAction.VIEW_DRAFT, filing):
        return conversion.content_of(filing)
    revision = carrying.latest(filing)
    if revision is None:
        raise Http404
    content: Mapping[str, str] = json.loads(revision.content)
    return content


def _disposition(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
