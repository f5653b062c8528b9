"""
What needs no token: standards and published reports; and the notices that a person may see.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from hengji import standards
from hengji.domain.standard import Standard
from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.api import gate
from hengji.web.api.endpoints import Page, endpoint, part
from hengji.web.api.scopes import Scope
from hengji.web.campaigns import access
from hengji.web.campaigns.models import Campaign

router = Router(tags=["标准和通知"])


class Edition(Schema):
    """An edition of a standard."""

    id: str
    title: str
    full_marks: str | None
    illustrative: bool
    edition_hash: str
    years: str
    basis: str


class EditionText(Edition):
    """An edition in words."""

    text: str


class Editions(Schema):
    """All editions."""

    count: int
    items: list[Edition]


class CampaignItem(Schema):
    """A yearly notice."""

    id: int
    title: str
    notice_number: str
    fiscal_year: str
    standard: str
    edition_hash: str
    deadline_at: datetime
    status: str


class Campaigns(Schema):
    """A part of the notices."""

    count: int
    items: list[CampaignItem]


def _edition(one: Standard) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "full_marks": None if one.full_marks is None else f"{one.full_marks:f}",
        "illustrative": one.illustrative,
        "edition_hash": one.edition_hash,
        "years": one.years,
        "basis": str(one.basis),
    }


@endpoint(router, "GET", "/standards", name="standards", scope=None, response=Editions)
def list_standards(request: HttpRequest) -> Mapping[str, object]:
    """全部评分标准版本。"""
    found = [_edition(one) for one in standards.available()]
    return {"count": len(found), "items": found}


@endpoint(router, "GET", "/standards/{standard_id}", name="standard", scope=None, response=EditionText)
def standard(request: HttpRequest, standard_id: str) -> Mapping[str, object]:
    """一个评分标准版本，附逐项说明。"""
    found = next((one for one in standards.available() if one.id == standard_id), None)
    if found is None:
        raise Http404
    return _edition(found) | {"text": standards.describe(found)}


def _campaign(one: Campaign) -> dict[str, object]:
    return {
        "id": one.pk,
        "title": one.title,
        "notice_number": one.notice_number,
        "fiscal_year": str(one.fiscal_year),
        "standard": one.standard_id,
        "edition_hash": one.edition_hash,
        "deadline_at": one.deadline_at,
        "status": one.status,
    }


@endpoint(router, "GET", "/campaigns", name="campaigns", scope=Scope.CAMPAIGNS_READ, response=Campaigns)
def campaigns(request: HttpRequest, page: Query[Page]) -> Mapping[str, object]:
    """本人可见的自评通知。"""
    return part(access.visible_to(gate.person(request)), page, _campaign)


@endpoint(
    router,
    "GET",
    "/campaigns/{int:campaign_id}",
    name="campaign",
    scope=Scope.CAMPAIGNS_READ,
    response=CampaignItem,
)
def campaign(request: HttpRequest, campaign_id: int) -> Mapping[str, object]:
    """一份自评通知。"""
    found = access.visible_to(gate.person(request)).filter(pk=campaign_id).first()
    if found is None:
        raise Refused(Verdict.NOT_FOUND, standing_access.NOT_FOUND)
    return _campaign(found)
