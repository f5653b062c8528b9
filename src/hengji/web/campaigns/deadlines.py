"""
Deadlines: which one holds for an organisation, and whether an instant is in time.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hengji.web.accounts.models import Organisation
from hengji.web.campaigns.models import Campaign, Extension

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


def end_of(day: date) -> datetime:
    """
    The exclusive end of a last day, as notices mean 截至4月30日.

    >>> end_of(date(2025, 4, 30)).isoformat()
    '2025-05-01T00:00:00+08:00'
    """
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=SHANGHAI)


def deadline_for(campaign: Campaign, organisation: Organisation) -> datetime:
    """The deadline that holds for an organisation: its latest extension, else the notice's."""
    extension = (
        Extension.objects.filter(campaign=campaign, organisation=organisation)
        .order_by("-granted_at", "-pk")
        .first()
    )
    return campaign.deadline_at if extension is None else extension.deadline_at


def in_time(received_at: datetime, deadline_at: datetime) -> bool:
    """
    Whether what arrived at an instant is in time; the deadline itself is too late.

    >>> in_time(end_of(date(2025, 4, 30)), end_of(date(2025, 4, 30)))
    False
    """
    return received_at < deadline_at


def in_words(deadline_at: datetime) -> str:
    """
    A deadline as an official reads it.

    >>> in_words(end_of(date(2025, 4, 30)))
    '2025年4月30日24时'
    """
    local = deadline_at.astimezone(SHANGHAI)
    if local.time() == time():
        day = local.date() - timedelta(days=1)
        return f"{day.year}年{day.month}月{day.day}日24时"
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
