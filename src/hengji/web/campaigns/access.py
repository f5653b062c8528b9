"""
Who may do what with a notice: one table, one filter.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from hengji.web.accounts import access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.accounts.roles import Role
from hengji.web.campaigns.models import Campaign, CampaignStatus


class CampaignAction(StrEnum):
    """What can be asked of a notice."""

    VIEW = "view"
    CHANGE = "change"
    OPEN = "open"
    ENROL = "enrol"
    EXTEND = "extend"
    CLOSE = "close"
    REOPEN = "reopen"
    SAMPLE = "sample"
    PROGRESS = "progress"
    """Everybody's progress, and the samples drawn."""


_ALL: Final = frozenset(CampaignStatus)
_ADMINISTRATOR: Final = frozenset({Role.PERFORMANCE_ADMINISTRATOR})

RULES: Final[Mapping[CampaignAction, tuple[frozenset[Role], frozenset[CampaignStatus]]]] = {
    CampaignAction.VIEW: (frozenset(Role) - {Role.SYSTEM_ADMINISTRATOR}, _ALL),
    CampaignAction.CHANGE: (_ADMINISTRATOR, frozenset({CampaignStatus.DRAFT})),
    CampaignAction.OPEN: (_ADMINISTRATOR, frozenset({CampaignStatus.DRAFT})),
    CampaignAction.ENROL: (_ADMINISTRATOR, frozenset({CampaignStatus.DRAFT, CampaignStatus.OPEN})),
    CampaignAction.EXTEND: (_ADMINISTRATOR, frozenset({CampaignStatus.OPEN})),
    CampaignAction.CLOSE: (_ADMINISTRATOR, frozenset({CampaignStatus.OPEN})),
    CampaignAction.REOPEN: (_ADMINISTRATOR, frozenset({CampaignStatus.CLOSED})),
    CampaignAction.SAMPLE: (
        frozenset({Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER}),
        frozenset({CampaignStatus.OPEN, CampaignStatus.CLOSED}),
    ),
    CampaignAction.PROGRESS: (
        frozenset({Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER, Role.AUDITOR}),
        _ALL,
    ),
}
"""Action → who may, and while the notice is how far."""


def visible_to(user: User | AnonymousUser) -> QuerySet[Campaign]:
    """
    The notices a person may see.

    The authority sees all, an auditor those of the years granted, others those in which they or
    the units below them file, once opened.
    """
    roles = access.roles_of(user)
    campaigns = Campaign.objects.all()
    if roles & {Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER}:
        return campaigns
    wanted = Q(pk__in=())
    for held in access.held_by(user):
        if held.role is Role.AUDITOR:
            wanted |= Q(fiscal_year__in=held.years)
        elif held.role is not Role.SYSTEM_ADMINISTRATOR:
            mine = Q(enrolments__organisation=held.organisation_id)
            below = Q(enrolments__organisation__parent=held.organisation_id)
            wanted |= ~Q(status=CampaignStatus.DRAFT) & (mine | below)
    return campaigns.filter(wanted).distinct()


def decide(user: User | AnonymousUser, action: CampaignAction, campaign: Campaign) -> Verdict:
    """The verdict on one action."""
    who, when = RULES[action]
    if not visible_to(user).filter(pk=campaign.pk).exists():
        return Verdict.NOT_FOUND
    if not access.roles_of(user) & who:
        return Verdict.FORBIDDEN
    return Verdict.ALLOWED if CampaignStatus(campaign.status) in when else Verdict.CONFLICT


def require(user: User | AnonymousUser, action: CampaignAction, campaign: Campaign) -> None:
    """Raise unless allowed."""
    verdict = decide(user, action, campaign)
    if verdict is Verdict.NOT_FOUND:
        raise Refused(verdict, access.NOT_FOUND)
    if verdict is Verdict.FORBIDDEN:
        raise Refused(verdict, access.FORBIDDEN)
    if verdict is Verdict.CONFLICT:
        raise Refused(verdict, f"通知目前为“{campaign.get_status_display()}”，不能进行这项操作。")
