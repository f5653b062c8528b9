"""
The door of every view on a filing: signed in, the filing found, the action allowed; then the view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from hengji.web.accounts.access import Guard, guarded
from hengji.web.accounts.models import User
from hengji.web.filing import access
from hengji.web.filing.access import Action
from hengji.web.filing.models import Filing
from hengji.web.records.actor import Actor

_P = ParamSpec("_P")
FilingView = Callable[Concatenate[HttpRequest, Filing, Actor, _P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, int, _P], HttpResponseBase]


def on_filing(action: Action) -> Callable[[FilingView[_P]], View[_P]]:
    """
    Make a view of `(request, filing, actor, …)` into one of `(request, filing_id, …)`.

    The address names the filing as `filing_id`.  Nothing of the view runs before access was decided.
    """

    def made(view: FilingView[_P]) -> View[_P]:
        @wraps(view)
        def guarded_view(
            request: HttpRequest, filing_id: int, *args: _P.args, **kwargs: _P.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return unauthenticated(request)
            filing = access.found(request.user, filing_id, action)
            return view(request, filing, access.acting(request, action, filing), *args, **kwargs)

        marked = guarded(Guard(room="filing", action=action.value))(guarded_view)
        return cast("View[_P]", marked)

    return made


def unauthenticated(request: HttpRequest) -> HttpResponseBase:
    """A page is sent to sign in and comes back; a script is told."""
    if request.method != "GET" or "application/json" in request.headers.get("Accept", ""):
        words = "登录已失效。填写的内容仍在页面上，请在新窗口登录后继续。"
        content = {"error": {"code": 401, "message": words}}
        return JsonResponse(content, status=401, json_dumps_params={"ensure_ascii": False})
    return redirect_to_login(request.get_full_path())


def person(request: HttpRequest) -> User:
    """The user of a guarded request."""
    return cast("User", request.user)
