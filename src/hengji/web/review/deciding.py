"""
Taking a filing on, and deciding on it: every move goes through the workflow's own service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from hengji.web.accounts.access import Refused, Verdict, held_by
from hengji.web.accounts.models import Membership, User
from hengji.web.accounts.roles import Kind, Role
from hengji.web.filing import access, drafts, moving
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import Plain
from hengji.web.records.clock import database_now
from hengji.web.review import opinions
from hengji.web.review.commenting import latest_of
from hengji.web.review.models import Assignment, CommentStatus, ReturnOpinion, ReviewComment
from hengji.web.review.opened import open_revision
from hengji.web.review.rescoring import confirmed_total

MOST_TOGETHER: Final = 50


def claim(filing_id: int, user: User, actor: Actor) -> Assignment:
    """Take a filing on; the first one has it, a second is told who."""
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.CLAIM, filing)
        held = Assignment.objects.select_related("reviewer").filter(filing=filing).first()
        if held is not None:
            if held.reviewer_id == user.pk:
                return held
            raise Refused(Verdict.CONFLICT, f"{held.reviewer.display_name}已经认领这份材料。")
        return _assigned(filing, user, actor)


def assign(filing_id: int, user: User, actor: Actor, reviewer_id: int) -> Assignment:
    """Give a filing to a reviewer of the authority, whoever has it now."""
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.ASSIGN, filing)
        member = (
            Membership.objects.filter(
                user=reviewer_id, role=Role.FINANCE_REVIEWER, ended_at=None, user__is_active=True
            )
            .select_related("user")
            .first()
        )
        if member is None:
            raise Refused(Verdict.CONFLICT, "请选择一名财政审核员。")
        Assignment.objects.filter(filing=filing).delete()
        return _assigned(filing, member.user, actor)


def _assigned(filing: Filing, reviewer: User, actor: Actor) -> Assignment:
    made = Assignment.objects.create(filing=filing, reviewer=reviewer, assigned_at=database_now())
    chaining.write(
        filing.chain, "review.assigned", actor, reviewer=reviewer.display_name, reviewer_id=reviewer.pk
    )
    return made


def release(filing_id: int, user: User, actor: Actor) -> None:
    """Let a filing go again that one has taken on."""
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.CLAIM, filing)
        gone, _ = Assignment.objects.filter(filing=filing, reviewer=user).delete()
        if not gone:
            raise Refused(Verdict.CONFLICT, "这份材料不是您认领的。")
        chaining.write(filing.chain, "review.released", actor)


def give_back(filing_id: int, user: User, actor: Actor, *, text: str, version: int | None) -> Filing:
    """
    Return it with the opinion; the comments not yet sent go with it.

    The finance reviewer returns what is in review, the department above what it has not passed yet.
    """
    filing = access.found(user, filing_id, FilingAction.COMMENT)
    move = Move.RETURN if filing.state is FilingStatus.IN_REVIEW else Move.RETURN_TO_UNIT
    return moving.perform(filing_id, move, user, actor, version=version, note=opinions.sound(text)).filing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """A filing of a batch, at the version that the list showed."""

    filing_id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of one of them; `refused` says why not."""

    filing: Filing
    refused: str = ""


def accept_together(user: User, actor: Actor, ticked: Sequence[Ticked]) -> list[Done]:
    """
    Accept what was looked through in a list, each in its own transaction.

    One that is suspicious, has an open comment, or changed since the list was shown is left where it
    is, and the others go on.
    """
    if len(ticked) > MOST_TOGETHER:
        raise Refused(Verdict.CONFLICT, f"一次最多批量通过 {MOST_TOGETHER} 份。")
    found = access.visible_to(user).in_bulk([one.filing_id for one in ticked])
    done = []
    for one in ticked:
        filing = found.get(one.filing_id)
        if filing is None:
            continue
        try:
            done.append(Done(filing=_accepted(one, user, actor)))
        except Refused as refused:
            done.append(Done(filing=filing, refused=refused.message))
    return done


def _accepted(one: Ticked, user: User, actor: Actor) -> Filing:
    with transaction.atomic():
        filing = drafts.locked(one.filing_id)
        if filing.version != one.version:
            raise Refused(Verdict.CONFLICT, "列出之后有人处理过，请重新查看。")
        barred = why_not_together(filing)
        if barred:
            raise Refused(Verdict.CONFLICT, barred)
        version = one.version
        if filing.state is FilingStatus.SUBMITTED:
            moved = moving.perform(one.filing_id, Move.BEGIN_REVIEW, user, actor, version=version)
            version = moved.filing.version
        return moving.perform(one.filing_id, Move.ACCEPT, user, actor, version=version).filing


def why_not_together(filing: Filing) -> str:
    """Why a filing has to be looked at by itself; empty where it has not."""
    if filing.state not in {FilingStatus.SUBMITTED, FilingStatus.IN_REVIEW}:
        return f"材料为“{filing.get_status_display()}”。"
    if filing.organisation.kind == Kind.SUBORDINATE_UNIT and filing.endorsed_at is None:
        return "主管部门尚未初审通过。"
    revision = latest_of(filing)
    kept = getattr(revision, "risk", None)
    if kept is None or not kept.unsuspicious:
        return "有风险提示，须逐份审核。"
    if filing.comments.filter(status__in=(CommentStatus.OPEN, CommentStatus.ANSWERED)).exists():
        return "还有未了结的审核意见。"
    return ""


def with_return(_filing: Filing) -> moving.Effect:
    """What goes along with a return, whichever way it is done: the opinion and the comments not yet sent."""

    def send(filing: Filing, actor: Actor, at: datetime, note: str) -> Mapping[str, Plain]:
        ReturnOpinion.objects.update_or_create(
            revision=latest_of(filing),
            defaults={"text": note, "saved_by_name": actor.name, "saved_at": at, "issued_at": at},
        )
        return {"comments": _send_comments(filing, at)}

    return send


def with_acceptance(_filing: Filing) -> moving.Effect:
    """What acceptance asks, whichever way it is done: points for every criterion; comments are sent."""

    def send(filing: Filing, _actor: Actor, at: datetime, _note: str) -> Mapping[str, Plain]:
        revision = latest_of(filing)
        confirmed = dict(revision.confirmed.values_list("criterion", "points"))
        total = confirmed_total(open_revision(revision), confirmed)
        if total is None:
            raise Refused(Verdict.CONFLICT, "还有无法计算的指标没有核定分数，核定后才能通过。")
        return {
            "comments": _send_comments(filing, at),
            "confirmed": f"{total:f}",
            "revision": revision.number,
        }

    return send


def _send_comments(filing: Filing, at: datetime) -> int:
    unsent = ReviewComment.objects.filter(filing=filing, issued_at=None)
    return unsent.filter(status__in=(CommentStatus.OPEN, CommentStatus.ANSWERED)).update(issued_at=at)


def reviewers() -> list[User]:
    """The finance reviewers to whom a filing can be given."""
    members = Membership.objects.filter(role=Role.FINANCE_REVIEWER, ended_at=None, user__is_active=True)
    return [member.user for member in members.select_related("user").order_by("user__display_name")]


def is_reviewer(user: User) -> bool:
    """Whether the person reviews for the authority."""
    return any(held.role is Role.FINANCE_REVIEWER for held in held_by(user))
