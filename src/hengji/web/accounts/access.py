"""
How access is decided: standings, a rule, a verdict.

Each room has one table of rules for its kind of object and asks here.  Who may not see an object is
told that there is none; who may see it but not do this, that it is not theirs to do; who may, but not
now, why not now.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeVar

from django.contrib.auth.models import AnonymousUser

from hengji.web.accounts.models import Membership, Organisation, User, YearGrant
from hengji.web.accounts.roles import Kind, Relation, Role, Standing
from hengji.web.records.actor import Actor

if TYPE_CHECKING:
    from django.http import HttpRequest

_View = TypeVar("_View", bound=Callable[..., object])


class Verdict(Enum):
    """What came of asking, with the status that a browser is answered."""

    ALLOWED = 200
    NOT_FOUND = 404
    FORBIDDEN = 403
    CONFLICT = 409


class Refused(Exception):  # noqa: N818 - it is a refusal, not an error
    """Somebody asked for what they may not have; `message` says so in Chinese."""

    def __init__(self, verdict: Verdict, message: str, details: dict[str, object] | None = None) -> None:
        super().__init__(message)
        self.verdict = verdict
        self.message = message
        self.details = details or {}


NOT_FOUND: Final = "没有找到您要的内容；它可能不存在，或不属于您的单位。"
FORBIDDEN: Final = "您的角色不能进行这项操作。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A membership as access needs it."""

    role: Role
    organisation_id: int
    organisation_kind: Kind
    organisation_name: str
    years: frozenset[int] = field(default_factory=frozenset)


def held_by(user: User | AnonymousUser) -> tuple[Held, ...]:
    """The memberships that a person holds now; two queries, once a request (kept on the user)."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    kept: tuple[Held, ...] | None = getattr(user, "_held", None)
    if kept is None:
        kept = tuple(_read(user))
        user._held = kept  # type: ignore[attr-defined]  # noqa: SLF001 - our own cache on our own model
    return kept


def _read(user: User) -> Iterator[Held]:
    members = list(Membership.objects.filter(user=user, ended_at=None).select_related("organisation"))
    years: dict[int, set[int]] = {}
    if any(member.role == Role.AUDITOR for member in members):
        for grant in YearGrant.objects.filter(membership__in=members):
            years.setdefault(grant.membership_id, set()).add(grant.fiscal_year)
    for member in members:
        yield Held(
            role=Role(member.role),
            organisation_id=member.organisation_id,
            organisation_kind=Kind(member.organisation.kind),
            organisation_name=member.organisation.name,
            years=frozenset(years.get(member.pk, ())),
        )


def standings(
    user: User | AnonymousUser, organisation: Organisation, fiscal_year: int
) -> frozenset[Standing]:
    """What a person is to an organisation's affairs of a year."""
    return frozenset(
        Standing(role=held.role, relation=_relation(held, organisation, fiscal_year))
        for held in held_by(user)
    )


def _relation(held: Held, organisation: Organisation, fiscal_year: int) -> Relation:
    if held.organisation_id == organisation.pk:
        return Relation.OWN
    if held.organisation_id == organisation.parent_id:
        return Relation.SUPERVISOR
    if held.organisation_kind is Kind.FINANCE_AUTHORITY:
        return Relation.AUTHORITY
    if held.role is Role.AUDITOR and fiscal_year in held.years:
        return Relation.GRANTED
    return Relation.OTHER


def roles_of(user: User | AnonymousUser) -> frozenset[Role]:
    """Every role a person holds."""
    return frozenset(held.role for held in held_by(user))


def organisations_of(user: User | AnonymousUser, roles: Collection[Role]) -> frozenset[int]:
    """Where a person holds one of those roles."""
    return frozenset(held.organisation_id for held in held_by(user) if held.role in roles)


def require_role(user: User | AnonymousUser, *roles: Role) -> None:
    """Raise where the person holds none of the roles."""
    if not roles_of(user) & set(roles):
        raise Refused(Verdict.FORBIDDEN, FORBIDDEN)


def decide(
    held: Iterable[Standing],
    *,
    may_see: Collection[Standing],
    may_do: Collection[Standing],
    possible_now: bool,
) -> Verdict:
    """
    The verdict on one action on one object.

    >>> own = Standing(role=Role.PREPARER, relation=Relation.OWN)
    >>> decide([own], may_see=[own], may_do=[], possible_now=True)
    <Verdict.FORBIDDEN: 403>
    """
    mine = frozenset(held)
    if not mine & frozenset(may_see):
        return Verdict.NOT_FOUND
    if not mine & frozenset(may_do):
        return Verdict.FORBIDDEN
    return Verdict.ALLOWED if possible_now else Verdict.CONFLICT


def actor_of(request: HttpRequest, may_do: Collection[Standing] = (), held: Iterable[Standing] = ()) -> Actor:
    """The person of a request, in the role that lets them act (the first one where any does)."""
    user = request.user
    if not isinstance(user, User):
        return Actor(name="未登录", address=_address(request), request_id=_number(request))
    acting = {standing.role for standing in held if standing in frozenset(may_do)}
    mine = held_by(user)
    chosen = next((one for one in mine if one.role in acting), mine[0] if mine else None)
    return Actor(
        name=user.display_name,
        user_id=user.pk,
        role="" if chosen is None else chosen.role.value,
        organisation="" if chosen is None else chosen.organisation_name,
        address=_address(request),
        request_id=_number(request),
    )


def _address(request: HttpRequest) -> str:
    return str(getattr(request, "client_address", ""))


def _number(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What a view asks before it does anything; every view carries one, and a test walks them all."""

    room: str
    """public, signed_in, role, campaign or filing: which table decides."""
    action: str = ""
    roles: frozenset[Role] = frozenset()


def guarded(guard: Guard) -> Callable[[_View], _View]:
    """Write a view's guard on it, for the one place that asks it."""

    def marked(view: _View) -> _View:
        view.guard = guard  # type: ignore[attr-defined]  # ours
        return view

    return marked
