"""
Changing a notice before it is issued, and who must file.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import Organisation
from hengji.web.accounts.roles import Kind
from hengji.web.campaigns import services
from hengji.web.campaigns.deadlines import in_words
from hengji.web.campaigns.models import Campaign, CampaignStatus
from hengji.web.records import chaining
from hengji.web.records.actor import Actor

_TITLES: Final = {
    "title": "名称",
    "notice_number": "文号",
    "fiscal_year": "年度",
    "standard_id": "评分标准",
    "edition_hash": "评分标准校验码",
    "outline_id": "提纲",
    "deadline_at": "截止时间",
    "rectification_days": "退回后修改天数",
}
FILERS: Final = (Kind.DEPARTMENT, Kind.SUBORDINATE_UNIT)


@transaction.atomic
def change(campaign: Campaign, terms: dict[str, Any], actor: Actor, *, version: int) -> Campaign:
    """Write other terms into a notice in draft; raises `Refused` where somebody else did so meanwhile."""
    held = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if held.status != CampaignStatus.DRAFT or held.version != version:
        raise Refused(Verdict.CONFLICT, "通知已经发布，或其他人刚刚修改过，请刷新后再看。")
    changed = {name: value for name, value in terms.items() if getattr(held, name) != value}
    if not changed:
        return held
    for name, value in changed.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    words = "；".join(f"{_TITLES[name]}改为“{_shown(value)}”" for name, value in changed.items())
    chaining.write(held.chain, "campaign.changed", actor, changes=words, version=held.version)
    return held


def _shown(value: object) -> str:
    return in_words(value) if isinstance(value, datetime) else str(value)


def candidates(campaign: Campaign, words: str = "") -> QuerySet[Organisation]:
    """The departments and units that are not yet named, by name or code, in the order of their codes."""
    found = Organisation.objects.filter(kind__in=FILERS).exclude(enrolments__campaign=campaign)
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(code__startswith=words) | Q(parent__name__icontains=words)
        )
    return found.select_related("parent").order_by("code")


def enrol(campaign: Campaign, numbers: Collection[int], actor: Actor) -> int:
    """Name the organisations of those numbers; gives how many are new."""
    chosen = Organisation.objects.filter(pk__in=numbers, kind__in=FILERS).order_by("code")
    return services.enrol(campaign, chosen, actor)


def enrol_all(campaign: Campaign, words: str, actor: Actor) -> int:
    """Name everybody of whom the list tells, on whatever page; gives how many are new."""
    return services.enrol(campaign, candidates(campaign, words), actor)
