"""
Signing in by user name; an unknown name takes as long as a wrong password.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from hengji.web.accounts.models import User


class MembershipBackend(BaseBackend):
    """Passwords only: what a person may do is decided by `access`, never by Django's permissions."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        username: str | None = None,
        password: str | None = None,
        **_credentials: Any,  # noqa: ANN401 - Django's signature
    ) -> User | None:
        """The user of that name and password, if active."""
        if not username or password is None:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            User(username=username).set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, while active."""
        return User.objects.filter(pk=user_id, is_active=True).first()
