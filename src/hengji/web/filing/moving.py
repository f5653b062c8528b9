"""
Moving a filing through the workflow: one row of the table, one transaction, one event.

What takes time (checking the draft) is done before the lock is taken; under the lock the version says
whether it is still true.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.accounts.roles import Kind
from hengji.web.campaigns.deadlines import SHANGHAI, deadline_for, end_of, in_time, in_words
from hengji.web.campaigns.models import CampaignStatus
from hengji.web.filing import access, drafts, evaluating, issuing, workflow
from hengji.web.filing.evaluating import Checked
from hengji.web.filing.models import Filing, Revision
from hengji.web.filing.workflow import Condition, Move, Transition
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import Plain
from hengji.web.records.clock import database_now

Effect = Callable[[Filing, Actor, datetime, str], Mapping[str, Plain]]
"""Done under the lock, in the move's transaction: filing, actor, instant, note → what the event adds."""
Companion = Callable[[Filing], Effect]
"""Prepared before the lock, from the filing as it is then."""
COMPANIONS: Final[dict[Move, Companion]] = {}
"""What the rooms above do together with a move (the public page with 公开); they enter it at start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a guard may look at."""

    filing: Filing
    checked: Checked | None
    note: str
    received_at: datetime
    effect: Effect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A filing after its move; `revision` where one was issued."""

    filing: Filing
    revision: Revision | None = None


def perform(
    filing_id: int,
    move: Move,
    user: User,
    actor: Actor,
    *,
    version: int | None = None,
    note: str = "",
    idempotency_key: str = "",
) -> Moved:
    """
    Do one move; raises `Refused` with the reason in Chinese.

    `version` is the one that the person saw; another one under the lock means that somebody worked
    meanwhile.  A submission needs an `idempotency_key`: the same one again gives the same receipt.
    """
    checked = _checked(filing_id, move, user)
    effect = _prepared(filing_id, move, user)
    with transaction.atomic():
        received_at = database_now()
        filing = drafts.locked(filing_id)
        held = access.standings(user, filing)
        if move is Move.SUBMIT:
            earlier = _earlier(filing, user, idempotency_key)
            if earlier is not None:
                return Moved(filing=filing, revision=earlier)
        access.require(user, move, filing)
        row = workflow.row_for(move, filing.state, was_returned=filing.was_returned)
        if row is None or not row.who & held:
            raise Refused(Verdict.FORBIDDEN, standing_access.FORBIDDEN)
        if (version is not None and version != filing.version) or (
            checked is not None and checked.version != filing.version
        ):
            raise Refused(
                Verdict.CONFLICT,
                "其他人刚刚保存或处理过这份材料，请刷新后再看。",
                {"version": filing.version},
            )
        asked = Asked(
            filing=filing, checked=checked, note=note.strip(), received_at=received_at, effect=effect
        )
        for condition in row.conditions:
            GUARDS[condition](asked)
        return _moved(row, asked, actor, user, idempotency_key)


def _checked(filing_id: int, move: Move, user: User) -> Checked | None:
    """The check of the draft where the move asks for it and the person may see it."""
    if not any(Condition.NOTHING_BLOCKS in row.conditions for row in workflow.rows_of(move)):
        return None
    filing = Filing.objects.select_related("campaign", "organisation").filter(pk=filing_id).first()
    if filing is None or not access.may(user, move, filing):
        return None
    return evaluating.check_draft(filing, has_sources=False)


def _prepared(filing_id: int, move: Move, user: User) -> Effect | None:
    """What a room above does with this move, made ready where the person may move it at all."""
    if move not in COMPANIONS:
        return None
    filing = Filing.objects.select_related("campaign", "organisation").filter(pk=filing_id).first()
    if filing is None or not access.may(user, move, filing):
        return None
    return COMPANIONS[move](filing)


def _earlier(filing: Filing, user: User, key: str) -> Revision | None:
    """What the same press of the button issued already."""
    if not access.standings(user, filing) & access.rule_of(Move.SUBMIT).who:
        return None
    if not key:
        raise Refused(Verdict.CONFLICT, "提交请求不完整，请刷新页面后再试。")
    return filing.revisions.filter(idempotency_key=key).first()


def _moved(row: Transition, asked: Asked, actor: Actor, user: User, key: str) -> Moved:
    filing, revision = asked.filing, None
    payload: dict[str, Plain] = {"source": row.source.value, "target": row.target.value}
    if Condition.NOTE in row.conditions:
        payload["note"] = asked.note
    if row.move is Move.SUBMIT and asked.checked is not None:
        revision = issuing.issue(
            filing, asked.checked, user, received_at=asked.received_at, deadline_at=due(filing), key=key
        )
        payload |= {
            "receipt": revision.receipt,
            "number": revision.number,
            "digest": revision.content_digest,
            "deadline": in_words(revision.deadline_at),
        }
    if asked.effect is not None:
        payload |= asked.effect(filing, actor, asked.received_at, asked.note)
    _mark(row, filing, asked.received_at)
    filing.status = row.target
    filing.version += 1
    filing.save()
    chaining.write(filing.chain, row.event, actor, at=asked.received_at, version=filing.version, **payload)
    return Moved(filing=filing, revision=revision)


def _mark(row: Transition, filing: Filing, at: datetime) -> None:
    """The instants and limits that a move sets or clears."""
    if row.move is Move.SUBMIT:
        filing.submitted_at = at
    elif row.move is Move.WITHDRAW:
        # The end of the time for corrections stays: withdrawing neither lengthens nor shortens it.
        filing.submitted_at = filing.endorsed_at = None
        filing.computed_points = filing.claimed_points = None
        filing.grade = ""
    elif row.move is Move.ENDORSE:
        filing.endorsed_at = at
    elif row.move in {Move.RETURN, Move.RETURN_TO_UNIT}:
        filing.endorsed_at = None
        last_day = (at.astimezone(SHANGHAI) + timedelta(days=filing.campaign.rectification_days)).date()
        filing.resubmit_by = end_of(last_day)
    elif row.move is Move.PUBLISH:
        filing.published_at = at
    elif row.move is Move.UNPUBLISH:
        filing.published_at = None


def due(filing: Filing) -> datetime:
    """The deadline in force for a filing: that of its return, where it was returned, if later."""
    deadline = deadline_for(filing.campaign, filing.organisation)
    return deadline if filing.resubmit_by is None else max(deadline, filing.resubmit_by)


def _needs_note(asked: Asked) -> None:
    if not asked.note:
        raise Refused(Verdict.CONFLICT, "请写明理由或意见。")


def _in_time(asked: Asked) -> None:
    filing, deadline = asked.filing, due(asked.filing)
    if filing.resubmit_by is None and filing.campaign.status != CampaignStatus.OPEN:
        raise Refused(Verdict.CONFLICT, "自评通知已关闭，不能再提交；材料已保存为草稿。")
    if not in_time(asked.received_at, deadline):
        raise Refused(
            Verdict.CONFLICT,
            f"提交截止时间为{in_words(deadline)}，已经超过，未能提交；材料仍完整保存，可向财政部门申请延期。",
            {"deadline": deadline.isoformat(), "received_at": asked.received_at.isoformat()},
        )


def _can_return_in_time(asked: Asked) -> None:
    filing, deadline = asked.filing, due(asked.filing)
    is_closed = filing.resubmit_by is None and filing.campaign.status != CampaignStatus.OPEN
    if is_closed or not in_time(asked.received_at, deadline):
        why = "自评通知已关闭" if is_closed else f"提交截止时间{in_words(deadline)}已过"
        raise Refused(
            Verdict.CONFLICT,
            f"{why}，撤回后将不能再提交，所以未予撤回；需要更正的，请与审核员联系，由其退回修改。",
        )


def _nothing_blocks(asked: Asked) -> None:
    checked = asked.checked
    if checked is None or checked.evaluation is None:
        raise Refused(Verdict.CONFLICT, "部门名称没有填写，无法校验。")
    if checked.blocking:
        raise Refused(
            Verdict.CONFLICT,
            f"还有 {checked.blocking} 处阻断问题，请先更正（见“校验与得分”）。",
            {"blocking": checked.blocking},
        )


def _all_explained(asked: Asked) -> None:
    checked = asked.checked
    if checked is not None and checked.unexplained:
        raise Refused(
            Verdict.CONFLICT,
            f"还有 {checked.unexplained} 处问题须更正或说明（见“校验与得分”）。",
            {"unexplained": checked.unexplained},
        )


def _is_subordinate(asked: Asked) -> None:
    if asked.filing.organisation.kind != Kind.SUBORDINATE_UNIT:
        raise Refused(Verdict.CONFLICT, "只有下属单位的材料由主管部门初审。")


def _not_endorsed(asked: Asked) -> None:
    if asked.filing.endorsed_at is not None:
        raise Refused(Verdict.CONFLICT, "这份材料已经初审通过。")


def _first_review_done(asked: Asked) -> None:
    if asked.filing.organisation.kind == Kind.SUBORDINATE_UNIT and asked.filing.endorsed_at is None:
        raise Refused(Verdict.CONFLICT, "主管部门尚未初审通过。")


GUARDS: Final[Mapping[Condition, Callable[[Asked], None]]] = {
    Condition.NOTE: _needs_note,
    Condition.IN_TIME: _in_time,
    Condition.CAN_RETURN_IN_TIME: _can_return_in_time,
    Condition.NOTHING_BLOCKS: _nothing_blocks,
    Condition.ALL_EXPLAINED: _all_explained,
    Condition.IS_SUBORDINATE: _is_subordinate,
    Condition.NOT_ENDORSED: _not_endorsed,
    Condition.FIRST_REVIEW_DONE: _first_review_done,
}
"""What each condition asks; each raises `Refused` where it does not hold."""
