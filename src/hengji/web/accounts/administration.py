"""
Keeping organisations, accounts and roles: each function is one transaction with its event.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import Membership, Organisation, User, YearGrant
from hengji.web.accounts.roles import Role
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Signs that cannot be taken for one another on paper."""
_LENGTH: Final = 16


def chain_of(user: User) -> str:
    """The key of an account's chain of events."""
    return f"user:{user.pk}"


def _refused(error: ValidationError) -> Refused:
    return Refused(Verdict.CONFLICT, "；".join(error.messages))


@transaction.atomic
def add_organisation(organisation: Organisation, actor: Actor) -> Organisation:
    """Keep a new organisation; raises `Refused` where its code is taken or it stands under nobody it may."""
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise _refused(error) from None
    organisation.save(force_insert=True)
    chaining.write(
        f"organisation:{organisation.pk}",
        "accounts.organisation_created",
        actor,
        name=organisation.name,
        code=organisation.code,
        kind=organisation.kind,
    )
    return organisation


@transaction.atomic
def rename_organisation(number: int, name: str, short_name: str, actor: Actor) -> Organisation:
    """Give an organisation another name; its code and what it filed stay."""
    organisation = Organisation.objects.select_for_update().filter(pk=number).first()
    if organisation is None or not name.strip():
        raise Refused(Verdict.CONFLICT, "请填写单位名称。")
    earlier = organisation.name
    organisation.name, organisation.short_name = name.strip()[:120], short_name.strip()[:60]
    organisation.save(update_fields=["name", "short_name"])
    chaining.write(
        f"organisation:{organisation.pk}",
        "accounts.organisation_renamed",
        actor,
        earlier=earlier,
        name=organisation.name,
    )
    return organisation


@transaction.atomic
def add_user(username: str, display_name: str, actor: Actor) -> tuple[User, str]:
    """A new account with a password to be handed over and changed at once; shown this one time."""
    username, display_name = username.strip(), display_name.strip()
    if not username or not display_name:
        raise Refused(Verdict.CONFLICT, "请填写用户名和姓名。")
    password = new_password()
    user = User(username=username, display_name=display_name, must_change_password=True)
    user.set_password(password)
    try:
        user.full_clean()
        with transaction.atomic():
            user.save()
    except ValidationError as error:
        raise _refused(error) from None
    except IntegrityError:
        raise Refused(Verdict.CONFLICT, "用户名已经有人使用。") from None
    chaining.write(chain_of(user), "accounts.user_created", actor, user=user.display_name, username=username)
    return user, password


def new_password() -> str:
    """A random password that can be read off paper."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


@transaction.atomic
def reset_password(number: int, actor: Actor) -> tuple[User, str]:
    """A fresh password for somebody who lost theirs; their sessions end."""
    user, password = _user(number), new_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    chaining.write(chain_of(user), "accounts.password_reset", actor, user=user.display_name)
    return user, password


@transaction.atomic
def set_active(number: int, actor: Actor, *, active: bool) -> User:
    """Close or open an account; nobody closes their own."""
    user = _user(number)
    if user.pk == actor.user_id:
        raise Refused(Verdict.CONFLICT, "不能停用自己的账户。")
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])
        event = "accounts.user_enabled" if active else "accounts.user_disabled"
        chaining.write(chain_of(user), event, actor, user=user.display_name)
    return user


@transaction.atomic
def grant(number: int, organisation: int, role: str, actor: Actor, years: Collection[int] = ()) -> Membership:
    """Give somebody a role in an organisation; an auditor's comes with the years that may be seen."""
    user, where = _user(number), Organisation.objects.filter(pk=organisation).first()
    if where is None or role not in set(Role):
        raise Refused(Verdict.CONFLICT, "请选择单位和角色。")
    if role == Role.AUDITOR and not years:
        raise Refused(Verdict.CONFLICT, "审计监督须写明可查看的年度。")
    if Membership.objects.filter(user=user, organisation=where, role=role, ended_at=None).exists():
        raise Refused(Verdict.CONFLICT, "该账户已经有这个角色。")
    membership = Membership(user=user, organisation=where, role=role)
    try:
        membership.full_clean()
    except ValidationError as error:
        raise _refused(error) from None
    membership.save()
    if role == Role.AUDITOR:
        YearGrant.objects.bulk_create(
            YearGrant(membership=membership, fiscal_year=year) for year in sorted(set(years))
        )
    chaining.write(
        chain_of(user),
        "accounts.membership_granted",
        actor,
        user=user.display_name,
        role=membership.get_role_display(),
        organisation=where.name,
        years=sorted(set(years)) if role == Role.AUDITOR else [],
    )
    return membership


@transaction.atomic
def end(membership: int, actor: Actor) -> Membership:
    """Take a role away; that it was held stays known."""
    held = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "organisation")
        .filter(pk=membership, ended_at=None)
        .first()
    )
    if held is None:
        raise Refused(Verdict.CONFLICT, "这个角色已经撤销。")
    if held.user_id == actor.user_id:
        raise Refused(Verdict.CONFLICT, "不能撤销自己的角色。")
    held.ended_at = database_now()
    held.save(update_fields=["ended_at"])
    chaining.write(
        chain_of(held.user),
        "accounts.membership_ended",
        actor,
        user=held.user.display_name,
        role=held.get_role_display(),
        organisation=held.organisation.name,
    )
    return held


def _user(number: int) -> User:
    user = User.objects.select_for_update().filter(pk=number).first()
    if user is None:
        raise Refused(Verdict.CONFLICT, "没有这个账户。")
    return user
