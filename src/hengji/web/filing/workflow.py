"""
The workflow: one table of (action, from, to, who, guards, event).

Whatever is not in the table is refused.  Everything else asks this table: the services that move a
filing, the buttons on the screens, the permission table, the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hengji.web.accounts.roles import Relation, Role, Standing
from hengji.web.filing.models import FilingStatus


class Move(StrEnum):
    """What moves a filing on."""

    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"
    SEND_BACK = "send_back"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ENDORSE = "endorse"
    RETURN_TO_UNIT = "return_to_unit"
    BEGIN_REVIEW = "begin_review"
    RETURN = "return"
    ACCEPT = "accept"
    REOPEN = "reopen"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"


class Condition(StrEnum):
    """A guard: what must hold besides role and state."""

    NOTE = "note"
    """A reason is written."""
    IN_TIME = "in_time"
    """The deadline in force has not passed, by the database's clock; the notice is open."""
    CAN_RETURN_IN_TIME = "can_return_in_time"
    """It could still be submitted again: who withdraws too late would be left with nothing filed."""
    NOTHING_BLOCKS = "nothing_blocks"
    """Every entry can be read and no finding blocks."""
    ALL_EXPLAINED = "all_explained"
    """Every finding that asks for an explanation has one."""
    IS_SUBORDINATE = "is_subordinate"
    NOT_ENDORSED = "not_endorsed"
    FIRST_REVIEW_DONE = "first_review_done"
    """The department above has passed it, or there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A row of the table."""

    move: Move
    title: str
    """On the button."""
    source: FilingStatus
    target: FilingStatus
    who: frozenset[Standing]
    conditions: tuple[Condition, ...]
    event: str
    after_return: bool | None = None
    """Only for what was (or was not yet) returned by a review; `None` where that makes no difference."""


def _who(role: Role, relation: Relation) -> frozenset[Standing]:
    return frozenset({Standing(role=role, relation=relation)})


_PREPARER: Final = _who(Role.PREPARER, Relation.OWN)
_OFFICER: Final = _who(Role.RESPONSIBLE_OFFICER, Relation.OWN)
_SUPERVISOR: Final = _who(Role.SUPERVISING_REVIEWER, Relation.SUPERVISOR)
_REVIEWER: Final = _who(Role.FINANCE_REVIEWER, Relation.AUTHORITY)
_ADMINISTRATOR: Final = _who(Role.PERFORMANCE_ADMINISTRATOR, Relation.AUTHORITY)

_S: Final = FilingStatus
_C: Final = Condition


def _row(
    move: Move,
    title: str,
    source: FilingStatus,
    target: FilingStatus,
    who: frozenset[Standing],
    event: str,
    *conditions: Condition,
    after_return: bool | None = None,
) -> Transition:
    return Transition(
        move=move,
        title=title,
        source=source,
        target=target,
        who=who,
        conditions=conditions,
        event=event,
        after_return=after_return,
    )


_READY: Final = (_C.NOTHING_BLOCKS, _C.ALL_EXPLAINED)

# fmt: off
TRANSITIONS: Final = (
    _row(Move.HAND_OVER, "送负责人确认", _S.DRAFT, _S.AWAITING_CONFIRMATION, _PREPARER, "filing.handed_over", *_READY),
    _row(Move.HAND_OVER, "送负责人确认", _S.RETURNED, _S.AWAITING_CONFIRMATION, _PREPARER, "filing.handed_over", *_READY),
    _row(Move.TAKE_BACK, "收回修改", _S.AWAITING_CONFIRMATION, _S.DRAFT, _PREPARER, "filing.taken_back", after_return=False),
    _row(Move.TAKE_BACK, "收回修改", _S.AWAITING_CONFIRMATION, _S.RETURNED, _PREPARER, "filing.taken_back", after_return=True),
    _row(Move.SEND_BACK, "退回填报人修改", _S.AWAITING_CONFIRMATION, _S.DRAFT, _OFFICER, "filing.sent_back", _C.NOTE, after_return=False),
    _row(Move.SEND_BACK, "退回填报人修改", _S.AWAITING_CONFIRMATION, _S.RETURNED, _OFFICER, "filing.sent_back", _C.NOTE, after_return=True),
    _row(Move.SUBMIT, "确认并提交", _S.AWAITING_CONFIRMATION, _S.SUBMITTED, _OFFICER, "filing.submitted", _C.IN_TIME, *_READY),
    _row(Move.WITHDRAW, "撤回", _S.SUBMITTED, _S.DRAFT, _OFFICER, "filing.withdrawn", _C.CAN_RETURN_IN_TIME, after_return=False),
    _row(Move.WITHDRAW, "撤回", _S.SUBMITTED, _S.RETURNED, _OFFICER, "filing.withdrawn", _C.CAN_RETURN_IN_TIME, after_return=True),
    _row(Move.ENDORSE, "初审通过", _S.SUBMITTED, _S.SUBMITTED, _SUPERVISOR, "filing.endorsed", _C.IS_SUBORDINATE, _C.NOT_ENDORSED),
    _row(Move.RETURN_TO_UNIT, "初审退回", _S.SUBMITTED, _S.RETURNED, _SUPERVISOR, "filing.returned", _C.IS_SUBORDINATE, _C.NOT_ENDORSED, _C.NOTE),
    _row(Move.BEGIN_REVIEW, "开始审核", _S.SUBMITTED, _S.IN_REVIEW, _REVIEWER, "filing.review_begun", _C.FIRST_REVIEW_DONE),
    _row(Move.RETURN, "退回修改", _S.IN_REVIEW, _S.RETURNED, _REVIEWER, "filing.returned", _C.NOTE),
    _row(Move.ACCEPT, "审核通过", _S.IN_REVIEW, _S.ACCEPTED, _REVIEWER, "filing.accepted"),
    _row(Move.REOPEN, "重新审核", _S.ACCEPTED, _S.IN_REVIEW, _ADMINISTRATOR, "filing.reopened", _C.NOTE),
    _row(Move.PUBLISH, "公开", _S.ACCEPTED, _S.PUBLISHED, _ADMINISTRATOR, "filing.published"),
    _row(Move.UNPUBLISH, "撤下公开", _S.PUBLISHED, _S.ACCEPTED, _ADMINISTRATOR, "filing.unpublished", _C.NOTE),
)
# fmt: on


def rows_of(move: Move) -> tuple[Transition, ...]:
    """Every row of a move."""
    return tuple(row for row in TRANSITIONS if row.move is move)


def row_for(move: Move, state: FilingStatus, *, was_returned: bool) -> Transition | None:
    """
    The row of a move from a state; `None` where the table has none.

    `was_returned`: a review returned it before, so that what comes back to the unit stands as returned.
    """
    return next((row for row in rows_of(move) if row.source is state and _fits(row, was_returned)), None)


def open_to(held: Iterable[Standing], state: FilingStatus, *, was_returned: bool) -> Iterator[Transition]:
    """The rows that somebody with those standings may take from a state, conditions aside."""
    mine = frozenset(held)
    return (row for row in TRANSITIONS if row.source is state and row.who & mine and _fits(row, was_returned))


def _fits(row: Transition, was_returned: bool) -> bool:
    return row.after_return is None or row.after_return is was_returned
