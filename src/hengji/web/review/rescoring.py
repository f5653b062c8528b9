"""
核定得分 beside the self-score, and waivers.  Neither ever changes what the unit claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from django.db import transaction

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.filing import access, conversion, drafts, telling
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import Filing
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now
from hengji.web.review.commenting import latest_of
from hengji.web.review.models import ConfirmedScore, Waiver
from hengji.web.review.opened import Opened, figure, open_revision

_LONGEST: Final = 1_000
_PLACES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a reviewer typed for one criterion; blank points leave it as it is."""

    criterion: str
    points: str
    reason: str = ""


def points_from(typed: str, full_marks: Decimal) -> Decimal:
    """
    The points somebody typed; raises `Refused` unless they lie within the criterion.

    >>> points_from(" 9.5 ", Decimal(10))
    Decimal('9.5')
    """
    try:
        points = Decimal(typed.strip().replace("，", ",").replace("．", "."))
    except InvalidOperation:
        raise Refused(Verdict.CONFLICT, f"“{typed[:20]}”不是分数。") from None
    exponent = points.as_tuple().exponent
    low, high = sorted((Decimal(0), full_marks))
    if not isinstance(exponent, int) or not low <= points <= high:
        raise Refused(Verdict.CONFLICT, f"核定分须在 {low:f} 至 {high:f} 之间。")
    if -exponent > _PLACES:
        raise Refused(Verdict.CONFLICT, "核定分最多两位小数。")
    return points


def score(filing_id: int, user: User, actor: Actor, given: list[Given]) -> int:
    """
    Confirm points of the latest revision, all or none; gives how many changed.

    Points that depart from the computed ones, or stand where none could be computed, need a reason.
    """
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.SCORE, filing)
        revision = latest_of(filing)
        leaves = {leaf["code"]: leaf for leaf in open_revision(revision).leaves()}
        kept = {each.criterion: each for each in revision.confirmed.all()}
        now, changed = database_now(), 0
        for each in given:
            leaf = leaves.get(each.criterion)
            if leaf is None:
                raise Refused(Verdict.CONFLICT, "评分标准里没有这一项，请刷新页面。")
            if not each.points.strip():
                continue
            points = points_from(each.points, Decimal(leaf["full_marks"]))
            reason = conversion.clean(each.reason).strip()[:_LONGEST]
            computed = figure(leaf["points"])
            if points != computed and not reason:
                raise Refused(Verdict.CONFLICT, f"“{leaf['title']}”核定分与计算得分不同，须写明理由。")
            earlier = kept.get(each.criterion)
            if earlier is not None and (earlier.points, earlier.reason) == (points, reason):
                continue
            if earlier is None and points == computed and not reason:
                continue
            ConfirmedScore.objects.update_or_create(
                revision=revision,
                criterion=each.criterion,
                defaults={
                    "points": points,
                    "reason": reason,
                    "scored_by_name": user.display_name,
                    "scored_at": now,
                },
            )
            chaining.write(
                filing.chain,
                "review.scored",
                actor,
                at=now,
                criterion=leaf["title"],
                code=each.criterion,
                points=f"{points:f}",
                computed=leaf["points"],
                earlier=None if earlier is None else f"{earlier.points:f}",
                reason=reason,
                revision=revision.number,
            )
            changed += 1
    return changed


def confirmed_total(opened: Opened, confirmed: Mapping[str, Decimal]) -> Decimal | None:
    """
    核定总分 of a revision: see `total_of`.
    """
    return total_of(((leaf["code"], figure(leaf["points"])) for leaf in opened.leaves()), confirmed)


def total_of(
    computed: Iterable[tuple[str, Decimal | None]], confirmed: Mapping[str, Decimal]
) -> Decimal | None:
    """
    The confirmed points of each criterion, else its computed ones; `None` while one has neither.

    >>> total_of([("a", Decimal("9.84")), ("b", None)], {"b": Decimal(3)})
    Decimal('12.84')
    """
    total = Decimal(0)
    for code, own in computed:
        points = confirmed.get(code, own)
        if points is None:
            return None
        total += points
    return total


def waive(filing_id: int, user: User, actor: Actor, finding: str, reason: str) -> Waiver:
    """Set a rule aside for one finding of this filing; published with the report."""
    reason = conversion.clean(reason).strip()
    if not reason or len(reason) > _LONGEST:
        raise Refused(Verdict.CONFLICT, f"豁免须写明理由，不超过 {_LONGEST} 字；理由随报告公开。")
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.SCORE, filing)
        found = {each.identity: each for each in open_revision(latest_of(filing)).findings}.get(finding)
        if found is None:
            raise Refused(Verdict.CONFLICT, "这一版没有这个问题，请刷新页面。")
        if Waiver.objects.filter(filing=filing, finding=finding).exists():
            raise Refused(Verdict.CONFLICT, "这个问题已经豁免。")
        waiver = Waiver.objects.create(
            filing=filing,
            rule=found.rule,
            finding=finding,
            title=found.title[:200],
            reason=reason,
            granted_by_name=user.display_name,
            granted_at=database_now(),
        )
        chaining.write(
            filing.chain,
            "review.waived",
            actor,
            rule=found.rule,
            title=found.title,
            finding=finding,
            reason=reason,
        )
    return waiver


def waivers_for(user: User, filing: Filing) -> list[Waiver]:
    """The waivers that somebody may know of: the unit and those above it, once a decision told them."""
    found = filing.waivers.order_by("pk")
    if not access.may(user, FilingAction.READ_DELIBERATION, filing):
        told_at = telling.decided_at(filing)
        found = found.none() if told_at is None else found.filter(granted_at__lte=told_at)
    return list(found)


def withdraw_waiver(filing_id: int, user: User, actor: Actor, waiver_id: int, reason: str) -> None:
    """Take a waiver back, with the reason; both stay in the log."""
    reason = conversion.clean(reason).strip()[:_LONGEST]
    if not reason:
        raise Refused(Verdict.CONFLICT, "撤销豁免须写明理由。")
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.SCORE, filing)
        waiver = Waiver.objects.filter(filing=filing, pk=waiver_id).first()
        if waiver is None:
            raise Refused(Verdict.NOT_FOUND, standing_access.NOT_FOUND)
        chaining.write(
            filing.chain,
            "review.waiver_withdrawn",
            actor,
            rule=waiver.rule,
            finding=waiver.finding,
            reason=reason,
        )
        waiver.delete()
