"""
Issuing, recognising and revoking tokens.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from hengji.web.accounts import access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.accounts.roles import Role
from hengji.web.api.models import ApiToken
from hengji.web.api.scopes import Scope
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now

PREFIX: Final = "hj_"
LONGEST_DAYS: Final = 365
MOST_TOKENS: Final = 20
_USED_EVERY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A token as it is shown, once."""

    token: ApiToken
    secret: str


def digest_of(secret: str) -> str:
    """What is kept of a token; it is long and random, so a plain digest is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def issue(user: User, actor: Actor, *, title: str, scopes: Iterable[str], days: int) -> Issued:
    """A new token; raises `Refused` for a use or an age that there is not."""
    wanted = [scope for scope in Scope if scope.value in set(scopes)]
    title = "".join(sign for sign in title if sign.isprintable()).strip()[:60]
    if not title:
        raise Refused(Verdict.CONFLICT, "请写明令牌的用途。")
    if not wanted:
        raise Refused(Verdict.CONFLICT, "请至少选择一项权限。")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(Verdict.CONFLICT, f"有效期须为 1 至 {LONGEST_DAYS} 天。")
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        now = database_now()
        if live(user).count() >= MOST_TOKENS:
            raise Refused(Verdict.CONFLICT, f"每人最多 {MOST_TOKENS} 个有效令牌，请先撤销不用的。")
        token = ApiToken.objects.create(
            user=user,
            title=title,
            start=secret[:8],
            digest=digest_of(secret),
            scopes=" ".join(scope.value for scope in wanted),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        chaining.write(
            f"user:{user.pk}",
            "accounts.token_issued",
            actor,
            at=now,
            user=user.display_name,
            title=title,
            token=token.pk,
            scopes=token.scopes,
        )
    return Issued(token=token, secret=secret)


def live(user: User) -> QuerySet[ApiToken]:
    """The tokens of a person that work now."""
    return ApiToken.objects.filter(user=user, revoked_at=None, expires_at__gt=database_now())


def visible_to(user: User) -> QuerySet[ApiToken]:
    """One's own; a system administrator sees all."""
    tokens = ApiToken.objects.select_related("user")
    is_administrator = Role.SYSTEM_ADMINISTRATOR in access.roles_of(user)
    return tokens if is_administrator else tokens.filter(user=user)


def revoke(user: User, actor: Actor, token_id: int) -> ApiToken:
    """End a token at once; raises `Refused` where the person does not see it."""
    with transaction.atomic():
        token = visible_to(user).filter(pk=token_id).first()
        if token is None:
            raise Refused(Verdict.NOT_FOUND, access.NOT_FOUND)
        if token.revoked_at is None:
            token.revoked_at = database_now()
            token.save(update_fields=["revoked_at"])
            chaining.write(
                f"user:{token.user_id}",
                "accounts.token_revoked",
                actor,
                at=token.revoked_at,
                title=token.title,
                token=token.pk,
            )
    return token


def recognised(secret: str) -> ApiToken | None:
    """The token with that secret, if it works and its person may sign in; remembers that it was used."""
    token = ApiToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if token is None or token.revoked_at is not None or not token.user.is_active:
        return None
    now = database_now()
    if now >= token.expires_at:
        return None
    if token.last_used_at is None or now - token.last_used_at > _USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def scopes_of(token: ApiToken) -> frozenset[str]:
    """What it may be used for."""
    return frozenset(token.scopes.split())
