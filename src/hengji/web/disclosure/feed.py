"""
The feed: what was published, corrected and taken down, the newest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from hengji.web.disclosure.models import Publication, PublicVersion, Withdrawal

_MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened in public."""

    publication: Publication
    number: int
    what: str
    words: str
    at: datetime


def atom(request: HttpRequest) -> str:
    """The feed as Atom."""
    feed = Atom1Feed(
        title="部门整体支出绩效自评公开",
        link=request.build_absolute_uri(reverse("public-index")),
        feed_url=request.build_absolute_uri(reverse("public-feed")),
        description="新公开、更正和撤下的自评报告",
        language="zh-CN",
    )
    for entry in entries():
        one = entry.publication
        link = request.build_absolute_uri(reverse("public-report", args=(one.slug,)))
        feed.add_item(
            title=f"{entry.what}：{one.title}{'（示例）' if one.invented else ''}",
            link=link,
            description=entry.words,
            unique_id=f"{link}#{entry.number}-{entry.at.timestamp():.0f}",
            pubdate=entry.at,
            updateddate=entry.at,
        )
    return feed.writeString("utf-8")


def entries() -> list[Entry]:
    """The latest; two queries."""
    return sorted(_entries(), key=lambda entry: entry.at, reverse=True)[:_MOST]


def _entries() -> Iterator[Entry]:
    versions = PublicVersion.objects.select_related("publication").defer("facts", "shown", "corrections")
    for version in versions.order_by("-published_at")[:_MOST]:
        one, what = version.publication, "公开" if version.number == 1 else "更正"
        words = f"{one.unit_name}{one.fiscal_year}年度，第{version.number}版"
        if one.is_public and version.number == one.version:
            words += f"，自评{_points(one.claimed_points)}，核定{_points(one.confirmed_points)}"
        yield Entry(publication=one, number=version.number, what=what, words=words, at=version.published_at)
    for withdrawal in Withdrawal.objects.select_related("publication").order_by("-at")[:_MOST]:
        one = withdrawal.publication
        yield Entry(
            publication=one,
            number=withdrawal.version,
            what="撤下",
            words=f"理由：{withdrawal.reason}",
            at=withdrawal.at,
        )


def _points(value: object) -> str:
    return "未定" if value is None else f"{value:.2f}分"
