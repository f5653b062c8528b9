"""
Signing in and out, and changing a password.
"""

from __future__ import annotations

from typing import Final, cast

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hengji.web.accounts.access import Guard, actor_of, guarded
from hengji.web.accounts.models import Membership, User
from hengji.web.records import chaining

PUBLIC: Final = Guard(room="public")
SIGNED_IN: Final = Guard(room="signed_in")


class SignInForm(AuthenticationForm):
    """User name and password; a wrong name and a wrong password read alike."""

    error_messages = {  # noqa: RUF012 - Django's attribute
        "invalid_login": "用户名或密码不正确。",
        "inactive": "用户名或密码不正确。",
    }
    username = forms.CharField(
        label="用户名", max_length=40, widget=forms.TextInput({"autofocus": True, "autocomplete": "username"})
    )


@guarded(PUBLIC)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; failures and successes are recorded."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request, request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            user = form.get_user()
            login(request, user)
            with transaction.atomic():
                chaining.write(_chain(user), "accounts.signed_in", actor_of(request))
            return redirect(_next(request))
        if getattr(request, "axes_locked_out", False):
            return render(request, "accounts/locked.html", status=429)
        _record_failure(request)
    status = 401 if request.method == "POST" else 200
    context = {"form": form, "next": _next(request), **_demonstration()}
    return render(request, "accounts/sign_in.html", context, status=status)


@guarded(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here and on the server."""
    if isinstance(request.user, User):
        with transaction.atomic():
            chaining.write(_chain(request.user), "accounts.signed_out", actor_of(request))
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@guarded(SIGNED_IN)
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions end."""
    user = cast("User", request.user)
    form = PasswordChangeForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            changed = form.save()
            changed.must_change_password = False
            changed.save(update_fields=["must_change_password"])
            chaining.write(_chain(changed), "accounts.password_changed", actor_of(request))
        update_session_auth_hash(request, changed)
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form})


def _demonstration() -> dict[str, object]:
    """The accounts of the invented city, shown in the demonstration only."""
    if not settings.DEMO:
        return {}
    members = Membership.objects.filter(ended_at=None).select_related("user", "organisation")
    return {
        "demo_accounts": members.filter(user__username__in=settings.DEMO_ACCOUNTS).order_by("pk"),
        "demo_password": settings.DEMO_PASSWORD,
    }


def _record_failure(request: HttpRequest) -> None:
    """A failed attempt, under the account it was for, if there is one; never the password."""
    username = str(request.POST.get("username", ""))[:40]
    user = User.objects.filter(username=username).first()
    if user is not None:
        with transaction.atomic():
            chaining.write(_chain(user), "accounts.sign_in_failed", actor_of(request), username=username)


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: only inside the platform."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return "/"


def _chain(user: User) -> str:
    return f"user:{user.pk}"
