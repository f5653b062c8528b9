"""
What the authority does with a notice; each function is one transaction with its event.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import Organisation, User
from hengji.web.campaigns.deadlines import deadline_for, in_words
from hengji.web.campaigns.models import Campaign, CampaignStatus, Enrolment, Extension
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now


@transaction.atomic
def create(
    *,
    title: str,
    notice_number: str,
    fiscal_year: int,
    standard_id: str,
    edition_hash: str,
    outline_id: str,
    deadline_at: datetime,
    actor: Actor,
    rectification_days: int = 10,
) -> Campaign:
    """A notice in draft; nobody outside the authority sees it yet."""
    campaign = Campaign.objects.create(
        title=title,
        notice_number=notice_number,
        fiscal_year=fiscal_year,
        standard_id=standard_id,
        edition_hash=edition_hash,
        outline_id=outline_id,
        deadline_at=deadline_at,
        rectification_days=rectification_days,
        created_by_id=actor.user_id,
    )
    chaining.write(
        campaign.chain,
        "campaign.created",
        actor,
        title=title,
        number=notice_number,
        fiscal_year=fiscal_year,
        standard=standard_id,
        edition_hash=edition_hash,
        deadline=in_words(deadline_at),
    )
    return campaign


@transaction.atomic
def enrol(campaign: Campaign, organisations: Iterable[Organisation], actor: Actor) -> int:
    """Name who must file; those already named stay. Gives how many are new."""
    locked = _locked(campaign, CampaignStatus.DRAFT, CampaignStatus.OPEN)
    known = set(locked.enrolments.values_list("organisation_id", flat=True))
    fresh = [one for one in organisations if one.pk not in known]
    Enrolment.objects.bulk_create(Enrolment(campaign=locked, organisation=one) for one in fresh)
    for one in fresh:
        chaining.write(
            locked.chain, "campaign.enrolled", actor, organisation=one.name, organisation_code=one.code
        )
    return len(fresh)


@transaction.atomic
def exempt(campaign: Campaign, organisation: Organisation, reason: str, actor: Actor) -> None:
    """
    Ask nothing of an organisation that was named; the reason is kept for ever.

    Raises `Refused` where it has begun to file: what it wrote is not taken from it.
    """
    locked = _locked(campaign, CampaignStatus.DRAFT, CampaignStatus.OPEN)
    if not reason.strip():
        raise Refused(Verdict.CONFLICT, "免除填报须写明理由。")
    if organisation.filings.filter(campaign=locked).exists():
        raise Refused(Verdict.CONFLICT, f"{organisation.called}已经开始填报，不能再免除。")
    removed, _ = locked.enrolments.filter(organisation=organisation).delete()
    if not removed:
        raise Refused(Verdict.CONFLICT, f"{organisation.called}不在本次须填报单位之中。")
    chaining.write(
        locked.chain,
        "campaign.exempted",
        actor,
        organisation=organisation.name,
        organisation_code=organisation.code,
        reason=reason.strip(),
    )


@transaction.atomic
def open_campaign(campaign: Campaign, actor: Actor) -> Campaign:
    """Issue the notice; raises `Refused` where nobody is named."""
    locked = _locked(campaign, CampaignStatus.DRAFT)
    count = locked.enrolments.count()
    if not count:
        raise Refused(Verdict.CONFLICT, "还没有选定须填报的单位。")
    locked.status, locked.opened_at = CampaignStatus.OPEN, database_now()
    locked.version += 1
    locked.save()
    chaining.write(locked.chain, "campaign.opened", actor, count=count, deadline=in_words(locked.deadline_at))
    return locked


@transaction.atomic
def extend(
    campaign: Campaign, organisation: Organisation, deadline_at: datetime, reason: str, actor: Actor
) -> Extension:
    """Give one organisation more time; the reason is kept for ever."""
    locked = _locked(campaign, CampaignStatus.OPEN)
    if not reason.strip():
        raise Refused(Verdict.CONFLICT, "延长期限须写明理由。")
    if not locked.enrolments.filter(organisation=organisation).exists():
        raise Refused(Verdict.CONFLICT, f"{organisation.name}不在本次须填报单位之中。")
    now = database_now()
    if deadline_at <= now:
        raise Refused(Verdict.CONFLICT, "新的期限已经过去，请重新选择。")
    current = deadline_for(locked, organisation)
    if deadline_at <= current:
        raise Refused(
            Verdict.CONFLICT, f"现期限为{in_words(current)}，新的期限须晚于它；期限只能延长，不能缩短。"
        )
    extension = Extension.objects.create(
        campaign=locked,
        organisation=organisation,
        deadline_at=deadline_at,
        reason=reason.strip(),
        granted_by_id=actor.user_id,
        granted_at=now,
    )
    chaining.write(
        locked.chain,
        "campaign.extended",
        actor,
        at=now,
        organisation=organisation.name,
        organisation_code=organisation.code,
        deadline=in_words(deadline_at),
        reason=extension.reason,
    )
    return extension


@transaction.atomic
def close(campaign: Campaign, actor: Actor) -> Campaign:
    """End the filing; nothing can be submitted after it, whatever extensions say."""
    locked = _locked(campaign, CampaignStatus.OPEN)
    locked.status, locked.closed_at = CampaignStatus.CLOSED, database_now()
    locked.version += 1
    locked.save()
    chaining.write(locked.chain, "campaign.closed", actor)
    return locked


@transaction.atomic
def reopen(campaign: Campaign, reason: str, actor: Actor) -> Campaign:
    """Open a closed notice again, with the reason."""
    locked = _locked(campaign, CampaignStatus.CLOSED)
    if not reason.strip():
        raise Refused(Verdict.CONFLICT, "重新开放须写明理由。")
    locked.status, locked.closed_at = CampaignStatus.OPEN, None
    locked.version += 1
    locked.save()
    chaining.write(locked.chain, "campaign.reopened", actor, reason=reason.strip())
    return locked


def account(user: User, role: str, organisation: str) -> Actor:
    """A user as the actor of an event outside any request, such as the demonstration's past."""
    return Actor(name=user.display_name, user_id=user.pk, role=role, organisation=organisation)


def _locked(campaign: Campaign, *expected: CampaignStatus) -> Campaign:
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.status not in expected:
        raise Refused(
            Verdict.CONFLICT, f"通知目前为“{locked.get_status_display()}”，不能进行这项操作；请刷新后再看。"
        )
    return locked
