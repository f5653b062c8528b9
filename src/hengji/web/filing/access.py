"""
Who may do what with a filing: the one table, and the one filter that lists what a person may see.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from hengji.web.accounts import access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.accounts.roles import Relation, Role, Standing
from hengji.web.filing import workflow
from hengji.web.filing.models import EDITABLE, Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.records.actor import Actor


class FilingAction(StrEnum):
    """What can be asked of a filing besides the moves of the workflow."""

    VIEW = "view"
    """What was submitted, and how far it is."""
    VIEW_DRAFT = "view_draft"
    EDIT = "edit"
    """Fields, imports, evidence, explanations."""
    EXPORT = "export"
    VIEW_LOG = "view_log"
    COMMENT = "comment"
    SCORE = "score"
    """核定得分 and waivers."""
    ANSWER = "answer"
    """The unit's answers to comments."""
    ASSIGN = "assign"
    CLAIM = "claim"
    """A reviewer takes it on, or lets it go again."""
    EXAMINE = "examine"
    """The reviewer's page: risk, confirmed points, comments not yet sent."""
    READ_DELIBERATION = "read_deliberation"
    """What the authority has written and not sent: comments, draft opinions, confirmed points."""
    READ_OPINIONS = "read_opinions"
    """What reviewers sent to the unit, and what changed since."""
    CONSOLIDATE = "consolidate"
    """Take the sums of the units below over into the department's draft."""


Action = FilingAction | Move


def _set(*pairs: tuple[Role, Relation]) -> frozenset[Standing]:
    return frozenset(Standing(role=role, relation=relation) for role, relation in pairs)


_ALL: Final = frozenset(FilingStatus)
ISSUED: Final = frozenset(
    {
        FilingStatus.SUBMITTED,
        FilingStatus.IN_REVIEW,
        FilingStatus.RETURNED,
        FilingStatus.ACCEPTED,
        FilingStatus.PUBLISHED,
    }
)
"""States in which something stands submitted; before, a draft is its unit's own affair."""

_UNIT: Final = _set(
    (Role.PREPARER, Relation.OWN),
    (Role.RESPONSIBLE_OFFICER, Relation.OWN),
    (Role.SUPERVISING_REVIEWER, Relation.OWN),
)
_ABOVE: Final = _set((Role.SUPERVISING_REVIEWER, Relation.SUPERVISOR))
_AUTHORITY: Final = _set(
    (Role.FINANCE_REVIEWER, Relation.AUTHORITY), (Role.PERFORMANCE_ADMINISTRATOR, Relation.AUTHORITY)
)
_AUDITOR: Final = _set((Role.AUDITOR, Relation.GRANTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who may do it, and in which states."""

    who: frozenset[Standing]
    when: frozenset[FilingStatus]


SIGHT: Final[Mapping[FilingStatus, frozenset[Standing]]] = {
    state: _UNIT | _AUDITOR | (_ABOVE | _AUTHORITY if state in ISSUED else frozenset())
    for state in FilingStatus
}
"""Who knows that a filing exists, by its state as others see it; to all others it does not."""

RULES: Final[Mapping[FilingAction, Rule]] = {
    FilingAction.VIEW: Rule(who=_UNIT | _ABOVE | _AUTHORITY | _AUDITOR, when=_ALL),
    FilingAction.VIEW_DRAFT: Rule(who=_UNIT | _AUDITOR, when=_ALL),
    FilingAction.EDIT: Rule(who=_set((Role.PREPARER, Relation.OWN)), when=EDITABLE),
    FilingAction.EXPORT: Rule(who=_UNIT | _ABOVE | _AUTHORITY | _AUDITOR, when=_ALL),
    FilingAction.VIEW_LOG: Rule(who=_UNIT | _AUTHORITY | _AUDITOR, when=_ALL),
    FilingAction.COMMENT: Rule(
        who=_ABOVE | _set((Role.FINANCE_REVIEWER, Relation.AUTHORITY)),
        when=frozenset({FilingStatus.SUBMITTED, FilingStatus.IN_REVIEW}),
    ),
    FilingAction.SCORE: Rule(
        who=_set((Role.FINANCE_REVIEWER, Relation.AUTHORITY)), when=frozenset({FilingStatus.IN_REVIEW})
    ),
    FilingAction.ANSWER: Rule(
        who=_set((Role.PREPARER, Relation.OWN)), when=frozenset({FilingStatus.RETURNED, FilingStatus.DRAFT})
    ),
    FilingAction.ASSIGN: Rule(
        who=_set((Role.PERFORMANCE_ADMINISTRATOR, Relation.AUTHORITY)),
        when=frozenset({FilingStatus.SUBMITTED, FilingStatus.IN_REVIEW}),
    ),
    FilingAction.CLAIM: Rule(
        who=_set((Role.FINANCE_REVIEWER, Relation.AUTHORITY)),
        when=frozenset({FilingStatus.SUBMITTED, FilingStatus.IN_REVIEW}),
    ),
    FilingAction.EXAMINE: Rule(who=_ABOVE | _AUTHORITY | _AUDITOR, when=ISSUED),
    FilingAction.READ_DELIBERATION: Rule(who=_AUTHORITY | _AUDITOR, when=_ALL),
    FilingAction.READ_OPINIONS: Rule(who=_UNIT | _ABOVE | _AUTHORITY | _AUDITOR, when=_ALL),
    FilingAction.CONSOLIDATE: Rule(
        who=_set((Role.SUPERVISING_REVIEWER, Relation.OWN), (Role.PREPARER, Relation.OWN)), when=EDITABLE
    ),
}


def rule_of(action: Action) -> Rule:
    """The rule of an action; a move's comes from the workflow."""
    if isinstance(action, FilingAction):
        return RULES[action]
    rows = workflow.rows_of(action)
    return Rule(
        who=frozenset(standing for row in rows for standing in row.who),
        when=frozenset(row.source for row in rows),
    )


def seen_state(filing: Filing) -> FilingStatus:
    """How far it is for others: a correction that waits for its officer still counts as returned."""
    is_correction = filing.state is FilingStatus.AWAITING_CONFIRMATION and filing.was_returned
    return FilingStatus.RETURNED if is_correction else filing.state


def seen_in(states: Collection[FilingStatus]) -> Q:
    """`seen_state`, said to the database."""
    wanted = Q(status__in=states)
    if FilingStatus.RETURNED in states:
        wanted |= Q(status=FilingStatus.AWAITING_CONFIRMATION, resubmit_by__isnull=False)
    return wanted


def standings(user: User | AnonymousUser, filing: Filing) -> frozenset[Standing]:
    """What a person is to a filing."""
    return access.standings(user, filing.organisation, filing.campaign.fiscal_year)


def decide(user: User | AnonymousUser, action: Action, filing: Filing) -> Verdict:
    """The verdict on one action on one filing."""
    rule, seen = rule_of(action), seen_state(filing)
    return access.decide(
        standings(user, filing),
        may_see=SIGHT[seen],
        may_do=rule.who,
        possible_now=(seen if action is FilingAction.EXAMINE else filing.state) in rule.when,
    )


def may(user: User | AnonymousUser, action: Action, filing: Filing) -> bool:
    """Whether it is allowed now: what a screen asks before it shows a button."""
    return decide(user, action, filing) is Verdict.ALLOWED


def require(user: User | AnonymousUser, action: Action, filing: Filing) -> None:
    """Raise unless allowed."""
    refuse(decide(user, action, filing), filing)


def refuse(verdict: Verdict, filing: Filing) -> None:
    """Raise what a verdict means; nothing where it allows."""
    if verdict is Verdict.NOT_FOUND:
        raise Refused(verdict, access.NOT_FOUND)
    if verdict is Verdict.FORBIDDEN:
        raise Refused(verdict, access.FORBIDDEN)
    if verdict is Verdict.CONFLICT:
        raise Refused(verdict, f"材料目前为“{filing.get_status_display()}”，不能进行这项操作；请刷新后再看。")


def found(user: User | AnonymousUser, filing_id: int, action: Action) -> Filing:
    """The filing of that number, if the person may do this to it; raises `Refused` otherwise."""
    filing = Filing.objects.select_related("campaign", "organisation").filter(pk=filing_id).first()
    if filing is None:
        raise Refused(Verdict.NOT_FOUND, access.NOT_FOUND)
    require(user, action, filing)
    return filing


def visible_to(user: User | AnonymousUser) -> QuerySet[Filing]:
    """The filings a person may see: `SIGHT`, said to the database."""
    wanted = Q(pk__in=())
    for held in access.held_by(user):
        for relation, where in _relations(held).items():
            standing = Standing(role=held.role, relation=relation)
            states = [state for state, seers in SIGHT.items() if standing in seers]
            if states:
                wanted |= where & seen_in(states)
    return Filing.objects.filter(wanted).select_related("campaign", "organisation")


def _relations(held: access.Held) -> Mapping[Relation, Q]:
    from hengji.web.accounts.roles import Kind

    own = Q(organisation=held.organisation_id)
    below = Q(organisation__parent=held.organisation_id)
    relations = {Relation.OWN: own, Relation.SUPERVISOR: below}
    if held.organisation_kind is Kind.FINANCE_AUTHORITY:
        relations[Relation.AUTHORITY] = ~own & ~below
    elif held.role is Role.AUDITOR:
        relations[Relation.GRANTED] = Q(campaign__fiscal_year__in=held.years)
    return relations


def acting(request: HttpRequest, action: Action, filing: Filing) -> Actor:
    """The person of a request, in the role by which they may do this."""
    if not isinstance(request.user, (User, AnonymousUser)):
        raise TypeError(type(request.user))
    return access.actor_of(request, rule_of(action).who, standings(request.user, filing))
