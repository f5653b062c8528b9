"""
Filings over the wire: the services and the access table of the screens, nothing besides.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, Query, Router

from hengji.documents.writers import xlsx
from hengji.domain.problem import InputError
from hengji.pipeline import evaluate
from hengji.web.api import gate
from hengji.web.api.endpoints import Page, endpoint, part
from hengji.web.api.engines import Evaluation, line
from hengji.web.api.filing_shapes import (
    Changes,
    DraftFields,
    Events,
    FilingItem,
    Filings,
    MoveBody,
    Moved,
    RevisionDetail,
    Revisions,
    Saved,
    Wanted,
)
from hengji.web.api.scopes import Scope
from hengji.web.filing import access, conversion, drafts, moving, telling
from hengji.web.filing.access import FilingAction
from hengji.web.filing.drafts import Change
from hengji.web.filing.endpoints import other
from hengji.web.filing.models import Filing, Revision
from hengji.web.filing.workflow import Move
from hengji.web.records.models import Event

router = Router(tags=["填报"])


def _item(one: Filing) -> dict[str, object]:
    return {
        "id": one.pk,
        "organisation_code": one.organisation.code,
        "organisation_name": one.organisation.name,
        "campaign": one.campaign_id,
        "fiscal_year": str(one.campaign.fiscal_year),
        "status": one.status,
        "status_title": one.get_status_display(),
        "version": one.version,
        "claimed_score": None if one.claimed_points is None else f"{one.claimed_points:f}",
        "computed_score": None if one.computed_points is None else f"{one.computed_points:f}",
        "grade": one.grade,
        "invented": one.is_example,
        "submitted_at": one.submitted_at,
        "deadline_at": None,
    }


@endpoint(router, "GET", "", name="filings", scope=Scope.FILINGS_READ, response=Filings)
def filings(request: HttpRequest, wanted: Query[Wanted]) -> Mapping[str, object]:
    """本人可见的材料；可按通知、年度、状态筛选。"""
    found = access.visible_to(gate.person(request))
    if wanted.campaign is not None:
        found = found.filter(campaign=wanted.campaign)
    if wanted.fiscal_year is not None:
        found = found.filter(campaign__fiscal_year=wanted.fiscal_year)
    if wanted.status is not None:
        found = found.filter(status=wanted.status.value)
    return part(found.order_by("-campaign__fiscal_year", "organisation__code", "pk"), wanted, _item)


@endpoint(router, "GET", "/{int:filing_id}", name="filing", scope=Scope.FILINGS_READ, response=FilingItem)
def filing(request: HttpRequest, filing_id: int) -> Mapping[str, object]:
    """一份材料，含现行截止时间。"""
    found = access.found(gate.person(request), filing_id, FilingAction.VIEW)
    return _item(found) | {"deadline_at": moving.due(found)}


@endpoint(
    router,
    "GET",
    "/{int:filing_id}/fields",
    name="filing-fields",
    scope=Scope.FILINGS_READ,
    response=DraftFields,
)
def fields(request: HttpRequest, filing_id: int, since: int = 0) -> Mapping[str, object]:
    """草稿的各项填写内容，或某一版本之后保存的。"""
    found = access.found(gate.person(request), filing_id, FilingAction.VIEW_DRAFT)
    kept = [each for each in drafts.fields_of(found).values() if each.version > since]
    return {"version": found.version, "fields": [other(each) for each in kept]}


@endpoint(
    router,
    "POST",
    "/{int:filing_id}/fields/save",
    name="filing-save",
    scope=Scope.FILINGS_WRITE,
    response=Saved,
    refusals=(401, 403, 404, 409, 422, 429),
)
def save(request: HttpRequest, filing_id: int, given: Changes) -> HttpResponse | Mapping[str, object]:
    """保存若干项；别人已改过的不覆盖，以 409 连同双方的内容返回，其余照常保存。"""
    user = gate.person(request)
    found = access.found(user, filing_id, FilingAction.EDIT)
    actor = access.acting(request, FilingAction.EDIT, found)
    changes = [Change(path=each.path, value=each.value, base=each.base) for each in given.changes]
    outcome = drafts.save(filing_id, user, actor, changes, known_version=given.known)
    saved: dict[str, object] = {
        "version": outcome.version,
        "saved": outcome.saved,
        "conflicts": [other(each) for each in outcome.conflicts],
        "others": [other(each) for each in outcome.others],
    }
    if outcome.conflicts:
        plain = json.loads(json.dumps(saved, default=str))
        return gate.answer(request, 409, "有几项已被其他人修改，没有覆盖。", plain)
    return saved


@endpoint(
    router,
    "GET",
    "/{int:filing_id}/evaluation",
    name="filing-evaluation",
    scope=Scope.FILINGS_READ,
    response=Evaluation,
    heavy=True,
)
def evaluation(request: HttpRequest, filing_id: int) -> HttpResponse:
    """草稿的得分和核对结果：与对 workbook 所得工作簿运行 hengji evaluate --json 相同。"""
    found = access.found(gate.person(request), filing_id, FilingAction.VIEW_DRAFT)
    with tempfile.TemporaryDirectory(prefix="hengji-api-") as folder:
        path = Path(folder) / "filing.xlsx"
        path.write_bytes(_workbook(found))
        evaluated = evaluate.evaluate(path)
    return line(evaluated.as_object() | {"file": ""})


@endpoint(
    router,
    "GET",
    "/{int:filing_id}/workbook",
    name="filing-workbook",
    scope=Scope.FILINGS_READ,
    response=bytes,
    heavy=True,
)
def workbook_file(request: HttpRequest, filing_id: int) -> HttpResponse:
    """草稿的填报工作簿（xlsx），可离线计算和修改。"""
    user = gate.person(request)
    access.found(user, filing_id, FilingAction.EXPORT)
    found = access.found(user, filing_id, FilingAction.VIEW_DRAFT)
    response = HttpResponse(
        _workbook(found), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="filing-{filing_id}.xlsx"'
    return response


def _workbook(found: Filing) -> bytes:
    """The workbook of a draft; raises `InputError` where there is not even a name."""
    taken = conversion.taken(conversion.content_of(found), found.campaign)
    if taken.problems or taken.filing is None:
        raise InputError("草稿还有读不出的内容，不能计算。", taken.problems)
    standard = conversion.standard_of(found.campaign)
    return xlsx.book_bytes(conversion.book_of(standard, found.campaign.fiscal_year, taken.filing))


def _revision(one: Revision) -> dict[str, object]:
    return {
        "number": one.number,
        "receipt": one.receipt,
        "received_at": one.received_at,
        "deadline_at": one.deadline_at,
        "standard": one.standard_id,
        "edition_hash": one.edition_hash,
        "engine_version": one.engine_version,
        "content_digest": one.content_digest,
        "digest_algorithm": one.digest_algorithm,
    }


@endpoint(
    router,
    "GET",
    "/{int:filing_id}/revisions",
    name="filing-revisions",
    scope=Scope.FILINGS_READ,
    response=Revisions,
)
def revisions(request: HttpRequest, filing_id: int) -> Mapping[str, object]:
    """提交过的各版。"""
    found = access.found(gate.person(request), filing_id, FilingAction.VIEW)
    kept = [
        _revision(one) for one in found.revisions.defer("content", "evaluation", "evidence", "explanations")
    ]
    return {"count": len(kept), "items": kept}


@endpoint(
    router,
    "GET",
    "/{int:filing_id}/revisions/{int:number}",
    name="filing-revision",
    scope=Scope.FILINGS_READ,
    response=RevisionDetail,
)
def revision(request: HttpRequest, filing_id: int, number: int) -> Mapping[str, object]:
    """提交时的内容、佐证材料清单、说明和得分，永不改变。"""
    found = access.found(gate.person(request), filing_id, FilingAction.VIEW)
    one = found.revisions.filter(number=number).first()
    if one is None:
        raise Http404
    return _revision(one) | {
        "content": json.loads(one.content),
        "evidence": json.loads(one.evidence),
        "explanations": json.loads(one.explanations),
        "evaluation": json.loads(one.evaluation),
    }


@endpoint(
    router,
    "POST",
    "/{int:filing_id}/moves/{name}",
    name="filing-move",
    scope=Scope.FILINGS_MOVE,
    response=Moved,
    refusals=(401, 403, 404, 409, 422, 429),
)
def move(
    request: HttpRequest,
    filing_id: int,
    name: Move,
    given: MoveBody,
    idempotency_key: str = Header("", alias="Idempotency-Key"),  # type: ignore[type-arg]  # Ninja types its parameters as aliases
) -> Mapping[str, object]:
    """办理：按工作流程表；提交须带 Idempotency-Key，重复发送得到同一回执。"""
    user = gate.person(request)
    found = Filing.objects.select_related("campaign", "organisation").filter(pk=filing_id).first()
    if found is None:
        found = access.found(user, filing_id, name)
    moved = moving.perform(
        filing_id,
        name,
        user,
        access.acting(request, name, found),
        version=given.version,
        note=given.note,
        idempotency_key=idempotency_key[:64],
    )
    issued = moved.revision
    return {
        "status": moved.filing.status,
        "version": moved.filing.version,
        "receipt": None if issued is None else issued.receipt,
        "received_at": None if issued is None else issued.received_at,
    }


@endpoint(router, "GET", "/{int:filing_id}/log", name="filing-log", scope=Scope.FILINGS_READ, response=Events)
def log(request: HttpRequest, filing_id: int, page: Query[Page]) -> Mapping[str, object]:
    """办理记录，新的在前。"""
    user = gate.person(request)
    found = access.found(user, filing_id, FilingAction.VIEW_LOG)
    tell = telling.teller(found, user)

    def event(one: Event) -> dict[str, object]:
        return {
            "sequence": one.sequence,
            "at": one.at,
            "type": one.type,
            "text": tell(one),
            "actor": one.actor,
            "role": one.role,
            "digest": one.digest,
        }

    return part(Event.objects.filter(chain=found.chain).order_by("-sequence"), page, event)
