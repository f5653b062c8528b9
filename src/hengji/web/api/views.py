"""
The description for people and programs, and the page on which a person keeps tokens.
"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hengji.web.accounts.access import Guard, actor_of, guarded
from hengji.web.api import gate, site, tokens
from hengji.web.api.scopes import TITLES
from hengji.web.records.clock import database_now

_USUAL_DAYS: Final = 90
_DAYS_DIGITS: Final = 4
"""What is longer is no number of days."""
_AGES: Final = (7, 30, 90, 180, 365)


@guarded(Guard(room="public"))
@require_GET
def openapi(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    return JsonResponse(site.description(), json_dumps_params={"ensure_ascii": False})


@guarded(Guard(room="public"))
@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page; drawn here, since the usual viewers fetch scripts from elsewhere."""
    return render(
        request, "api/docs.html", {"groups": list(site.lines()), "root": site.ROOT, "limits": gate.limits()}
    )


@guarded(Guard(room="signed_in"))
@login_required
@require_http_methods(["GET", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """One's tokens; a new one is shown once, on the answer to the form."""
    user = gate.person(request)
    issued = None
    if request.method == "POST":
        days = request.POST.get("days", "")
        issued = tokens.issue(
            user,
            actor_of(request),
            title=request.POST.get("title", ""),
            scopes=request.POST.getlist("scope"),
            days=int(days) if days.isascii() and days.isdigit() and len(days) <= _DAYS_DIGITS else 0,
        )
    context = {
        "tokens": tokens.visible_to(user),
        "issued": issued,
        "scopes": [(scope.value, title) for scope, title in TITLES.items()],
        "titles": {scope.value: title for scope, title in TITLES.items()},
        "ages": _AGES,
        "usual": _USUAL_DAYS,
        "now": database_now(),
    }
    return render(request, "api/tokens.html", context)


@guarded(Guard(room="own_token"))
@login_required
@require_POST
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a token."""
    token = tokens.revoke(gate.person(request), actor_of(request), token_id)
    messages.success(request, f"已撤销令牌“{token.title}”。")
    return redirect("tokens")
