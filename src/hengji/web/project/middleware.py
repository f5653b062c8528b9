"""
What every request passes through: its number, the session's age, no copies left behind, refusals as pages.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from hengji.web.accounts.access import Refused
from hengji.web.project import errors

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_GIVEN: Final = re.compile(r"[A-Za-z0-9-]{8,40}")
_LAST_SEEN: Final = "last_seen"
_SIGNED_IN: Final = "signed_in"
_TOUCH_EVERY: Final = 60
"""Seconds between writes of the session, so that autosave does not write it each time."""


def client_address(request: HttpRequest) -> str:
    """The address a request came from, behind as many proxies of ours as the settings say."""
    hops: int = settings.AXES_IPWARE_PROXY_COUNT or 0
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if hops and len(forwarded) >= hops and forwarded[-hops]:
        return str(forwarded[-hops])[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


_WITH_FIRST_PASSWORD: Final = frozenset({"/password", "/sign-out", "/healthz", "/readyz"})
"""All that somebody may do who still has the password that another person gave them."""


class RequestIdMiddleware:
    """Every request has a number that its events, its log lines and its answer carry."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Number the request."""
        given = request.headers.get("X-Request-Id", "")
        number = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        request.request_id = number  # type: ignore[attr-defined]  # ours
        request.client_address = client_address(request)  # type: ignore[attr-defined]  # ours
        response = self.get_response(request)
        response["X-Request-Id"] = number
        return response


class SessionAgeMiddleware:
    """A session ends after idleness, and in any case after its whole age."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End what is too old; remember that it was used."""
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.get(_SIGNED_IN)
            seen = request.session.get(_LAST_SEEN, began)
            if began is None:
                request.session[_SIGNED_IN] = request.session[_LAST_SEEN] = now
            elif (
                now - began > settings.SESSION_COOKIE_AGE
                or now - (seen or began) > settings.SESSION_IDLE_SECONDS
            ):
                logout(request)
            elif now - (seen or began) > _TOUCH_EVERY:
                request.session[_LAST_SEEN] = now
        if getattr(request.user, "must_change_password", False) and request.path not in _WITH_FIRST_PASSWORD:
            return redirect("change-password")
        return self.get_response(request)


class NoStoreMiddleware:
    """What a signed-in person saw is kept by no cache and no browser's history."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Forbid keeping."""
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


class RefusalMiddleware:
    """A refusal raised anywhere below becomes a page or, for scripts, an object in Chinese."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; refusals come back through `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; any other exception is a bug and stays one."""
        return errors.refusal(request, exception) if isinstance(exception, Refused) else None
