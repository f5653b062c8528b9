"""
What every template may rely on.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from hengji.web.accounts import access
from hengji.web.accounts.models import User
from hengji.web.accounts.roles import Role


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Who is there, in which roles, and whether this is the demonstration."""
    user = getattr(request, "user", None)
    held = access.held_by(user) if isinstance(user, (User, AnonymousUser)) else ()
    return {
        "is_demo": settings.DEMO,
        "held": held,
        "held_roles": {one.role.value for one in held},
        "sees_notices": any(one.role is not Role.SYSTEM_ADMINISTRATOR for one in held),
        "request_id": getattr(request, "request_id", ""),
    }
