"""
Published reports over the wire: what the public pages show, without a token.

It stands here because only `project` knows both the interface and the public room.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from hengji.web.api import gate, site
from hengji.web.api.endpoints import Page, addresses, endpoint, part
from hengji.web.disclosure import reading
from hengji.web.disclosure.models import Publication

router = Router(tags=["公开报告"])
_GONE = 410


class ReportItem(Schema):
    """A published report."""

    report: str
    unit_code: str
    unit_name: str
    department_code: str
    department_name: str
    fiscal_year: str
    invented: bool
    version: int
    published_at: datetime
    adjusted_budget: str | None
    executed: str | None
    execution_rate: str | None
    full_marks: str
    claimed: str | None
    computed: str | None
    confirmed: str | None
    grade: str
    findings: int
    waivers: int
    unsaid: int


class Reports(Schema):
    """A part of the published reports."""

    count: int
    items: list[ReportItem]


class Report(Schema):
    """A report whole: see `/public/data/schema.json` for what its fields mean."""

    report: str
    version: int
    published_at: datetime
    digest: str
    facts: dict[str, object]
    corrections: list[dict[str, object]]


class Search(Page):
    """Which reports."""

    q: str = ""
    department: str = ""
    year: int | None = Field(None, ge=1900, le=2999)
    grade: str = ""


@endpoint(router, "GET", "", name="reports", scope=None, response=Reports)
def reports(request: HttpRequest, wanted: Query[Search]) -> Mapping[str, object]:
    """公开的报告；可按名称、部门、年度、等级查找。"""
    asked = reading.Wanted(
        words=wanted.q.replace("\x00", "")[:60],
        department=wanted.department.replace("\x00", "")[:40],
        year=wanted.year,
        grade=wanted.grade.replace("\x00", "")[:20],
    )
    return part(reading.search(asked), wanted, _item)


def _item(one: Publication) -> dict[str, object]:
    names = ("unit_code", "unit_name", "department_code", "department_name", "invented", "version")
    counts = ("published_at", "grade", "findings", "waivers", "unsaid")
    return {
        "report": one.slug,
        "fiscal_year": str(one.fiscal_year),
        **{name: getattr(one, name) for name in (*names, *counts)},
        **{name: _text(getattr(one, name)) for name in ("adjusted_budget", "executed", "execution_rate")},
        "full_marks": f"{one.full_marks:f}",
        "claimed": _text(one.claimed_points),
        "computed": _text(one.computed_points),
        "confirmed": _text(one.confirmed_points),
    }


def _text(value: object) -> str | None:
    return None if value is None else f"{value:f}"


@endpoint(router, "GET", "/{slug:slug}", name="report", scope=None, response=Report)
def report(request: HttpRequest, slug: str) -> HttpResponse | Mapping[str, object]:
    """一份公开报告的全部数据和更正。"""
    found = reading.publication(slug)
    if not found.is_public:
        withdrawal = found.withdrawals.order_by("-at").first()
        return gate.answer(request, _GONE, f"该报告已撤下：{'' if withdrawal is None else withdrawal.reason}")
    version = reading.version_of(found)
    return {
        "report": found.slug,
        "version": version.number,
        "published_at": version.published_at,
        "digest": version.digest,
        "facts": reading.facts_of(version),
        "corrections": json.loads(version.corrections),
    }


site.api.add_router("/reports", router)

urlpatterns: Final = addresses(site.api)
"""Every address of the interface, the published reports among them."""
