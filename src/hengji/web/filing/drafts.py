"""
Saving a draft: fields, never the whole form.

Each change names the version of its field that the person saw.  A field that somebody else wrote since
is not overwritten: it comes back with both values, and all other fields of the same save are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import Organisation, User
from hengji.web.accounts.roles import Role
from hengji.web.campaigns.models import Campaign, CampaignStatus
from hengji.web.filing import access, carrying, conversion
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import DraftField, Filing
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import canonical, sm3
from hengji.web.records.clock import database_now

MOST_CHANGES: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One typed answer; `base` is the version of the field that the person saw, 0 for none."""

    path: str
    value: str
    base: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A field as somebody else left it; in a conflict, with what was typed here."""

    path: str
    value: str
    version: int
    saved_by: str
    saved_at: datetime
    yours: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What came of a save."""

    version: int
    saved: Mapping[str, int]
    """Path → new version."""
    conflicts: tuple[Other, ...]
    others: tuple[Other, ...]
    """What was saved elsewhere since the version that the page knew."""


@transaction.atomic
def begin(campaign: Campaign, organisation: Organisation, user: User, actor: Actor) -> Filing:
    """The organisation's filing in a campaign, made at its first opening; raises `Refused`."""
    filing = Filing.objects.filter(campaign=campaign, organisation=organisation).first()
    if filing is not None:
        access.require(user, FilingAction.VIEW_DRAFT, filing)
        return filing
    if organisation.pk not in standing_access.organisations_of(user, {Role.PREPARER}):
        raise Refused(Verdict.NOT_FOUND, standing_access.NOT_FOUND)
    if campaign.status != CampaignStatus.OPEN:
        raise Refused(Verdict.CONFLICT, "自评通知不在填报期内。")
    if not campaign.enrolments.filter(organisation=organisation).exists():
        raise Refused(Verdict.CONFLICT, "本单位不在本次须填报单位之中。")
    return create(campaign, organisation, actor)


@transaction.atomic
def create(campaign: Campaign, organisation: Organisation, actor: Actor) -> Filing:
    """A new filing with what the platform knows already; the one there is, where two clerks meet."""
    filing, is_new = Filing.objects.get_or_create(campaign=campaign, organisation=organisation)
    if is_new:
        write(filing, conversion.prefilled(filing) | carrying.rectification(filing), actor)
        chaining.write(
            filing.chain, "filing.created", actor, organisation=organisation.name, campaign=campaign.title
        )
    return filing


@transaction.atomic
def save(filing_id: int, user: User, actor: Actor, changes: Sequence[Change], *, known_version: int) -> Saved:
    """Save what was typed; `known_version` is the version of the whole that the page last heard of."""
    filing = locked(filing_id)
    access.require(user, FilingAction.EDIT, filing)
    _check(changes, filing)
    paths = {change.path for change in changes}
    # One look for both: what is to be written, and what the page has not heard of.
    found = list(filing.fields.filter(Q(path__in=paths) | Q(version__gt=known_version)).order_by("path"))
    there = {field.path: field for field in found if field.path in paths}
    conflicts, accepted = [], {}
    for change in changes:
        value, field = conversion.clean(change.value), there.get(change.path)
        if field is None:
            if value or change.base:
                accepted[change.path] = value
        elif field.value != value:
            if field.version > change.base:
                conflicts.append(_other(field, yours=value))
            else:
                accepted[change.path] = value
    others = tuple(
        _other(field) for field in found if field.version > known_version and field.path not in accepted
    )
    if accepted:
        now = write(filing, accepted, actor, there=there)
        chaining.write(
            filing.chain,
            "filing.saved",
            actor,
            at=now,
            count=len(accepted),
            paths=sorted(accepted),
            version=filing.version,
            digest=sm3(canonical(accepted)),
        )
    return Saved(
        version=filing.version,
        saved=dict.fromkeys(accepted, filing.version)
        | {
            change.path: there[change.path].version
            for change in changes
            if change.path in there and there[change.path].value == conversion.clean(change.value)
        },
        conflicts=tuple(conflicts),
        others=others,
    )


def write(
    filing: Filing,
    values: Mapping[str, str],
    actor: Actor,
    *,
    there: Mapping[str, DraftField] | None = None,
) -> datetime:
    """
    Write fields of a locked filing under its next version; gives the instant.

    The caller has asked for access and tells why.
    """
    if there is None:
        there = {field.path: field for field in filing.fields.filter(path__in=list(values))}
    now = database_now()
    filing.version += 1
    filing.save(update_fields=["version"])
    fresh, changed = [], []
    for path, value in values.items():
        field = there.get(path)
        if field is None:
            field = DraftField(filing=filing, path=path)
            fresh.append(field)
        else:
            changed.append(field)
        field.value, field.version = value, filing.version
        field.saved_by, field.saved_at = actor.name, now
    DraftField.objects.bulk_create(fresh, batch_size=500)
    DraftField.objects.bulk_update(changed, ["value", "version", "saved_by", "saved_at"], batch_size=200)
    return now


@transaction.atomic
def replace(filing_id: int, user: User, actor: Actor, values: Mapping[str, str], source: str) -> int:
    """
    Take over a whole form from elsewhere: its answers replace what the draft has; gives how many changed.

    What the draft has and the other form leaves blank is blanked too, except what the platform filled in.
    """
    filing = locked(filing_id)
    access.require(user, FilingAction.EDIT, filing)
    there = {field.path: field for field in filing.fields.all()}
    wanted = dict.fromkeys(there, "") | conversion.prefilled(filing) | dict(values)
    changed = {
        path: value for path, value in wanted.items() if value != (there[path].value if path in there else "")
    }
    if changed:
        write(filing, changed, actor, there=there)
    chaining.write(
        filing.chain,
        "filing.imported",
        actor,
        source=source[:200],
        count=len(changed),
        paths=sorted(changed),
        digest=sm3(canonical(changed)),
        version=filing.version,
    )
    return len(changed)


def locked(filing_id: int) -> Filing:
    """
    The filing under its lock; every writer of a filing begins here, so they queue and none is lost.
    """
    filing = (
        Filing.objects.select_for_update(of=("self",))
        .select_related("campaign", "organisation")
        .filter(pk=filing_id)
        .first()
    )
    if filing is None:
        raise Refused(Verdict.NOT_FOUND, standing_access.NOT_FOUND)
    return filing


def fields_of(filing: Filing, tables: Collection[str] = (), *, since: int = 0) -> dict[str, Other]:
    """The fields of a draft by path, of some tables or of all; those saved after a version."""
    fields = filing.fields.filter(version__gt=since).order_by("path")
    return {
        field.path: _other(field) for field in fields if not tables or field.path.partition("/")[0] in tables
    }


def _check(changes: Sequence[Change], filing: Filing) -> None:
    if len(changes) > MOST_CHANGES:
        raise Refused(Verdict.CONFLICT, f"一次保存不能超过 {MOST_CHANGES} 项，请分几次粘贴。")
    standard = conversion.standard_of(filing.campaign)
    for change in changes:
        if not conversion.is_path(change.path, standard):
            raise Refused(Verdict.CONFLICT, "填报表里没有这一项，页面可能已经过期；请刷新。")
        if len(change.value) > conversion.LONGEST_VALUE:
            raise Refused(
                Verdict.CONFLICT,
                f"一项内容不能超过 {conversion.LONGEST_VALUE} 字，未保存；请缩短，或作为佐证材料上传。",
                {"path": change.path},
            )


def _other(field: DraftField, *, yours: str | None = None) -> Other:
    return Other(
        path=field.path,
        value=field.value,
        version=field.version,
        saved_by=field.saved_by,
        saved_at=field.saved_at,
        yours=yours,
    )
