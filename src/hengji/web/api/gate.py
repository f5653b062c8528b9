"""
The gate of every address: a token with the scope, not too often; refusals are objects in Chinese.
"""

from __future__ import annotations

import threading
from http import HTTPStatus
from typing import Final, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from hengji.documents.writers import json as machine
from hengji.domain.problem import InputError
from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.api import throttling, tokens
from hengji.web.api.models import ApiToken
from hengji.web.api.scopes import TITLES, Scope

_PERIOD: Final = 60
"""Seconds in which requests are counted."""
_WORDS: Final = {
    400: "请求无法理解。",
    401: "没有令牌，或令牌无效、已过期、已撤销。请在“接口令牌”页签发，放在 Authorization: Bearer 之后。",
    404: "没有找到您要的内容；它可能不存在，或不属于您的单位。",
    405: "这个地址不接受这种请求方法。",
    422: "请求的内容有误。",
    429: "请求太频繁，请稍候再试。",
}


class TokenAuth(HttpBearer):
    """A token in the header, with the scope of the address; no cookie opens the interface."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Act as the person of the token; raises `Refused` where its scopes do not reach."""
        found = tokens.recognised(token)
        if found is None:
            return None
        if self.scope.value not in tokens.scopes_of(found):
            raise Refused(Verdict.FORBIDDEN, f"令牌没有“{TITLES[self.scope]}”（{self.scope}）的权限。")
        request.user = found.user
        return found


class _ByToken(BaseThrottle):
    """So many requests a minute for a token, or for an address without one; counted for all processes."""

    def __init__(self, name: str, most: int) -> None:
        self.name, self.num_requests = name, most
        self._told = threading.local()  # one object serves all threads; Ninja asks for the wait afterwards

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether it may pass."""
        token = getattr(request, "auth", None)
        who = f"t{token.pk}" if isinstance(token, ApiToken) else getattr(request, "client_address", "")
        self._told.wait = throttling.wait_of(f"{self.name}-{who}"[:80], self.num_requests, _PERIOD)
        return not self._told.wait

    def wait(self) -> float | None:
        """Seconds until it is worth asking again."""
        wait: float = self._told.wait
        return wait


READING: Final = _ByToken("read", 600)
WORKING: Final = _ByToken("engine", 30)
"""Reading strangers' files takes time."""
OPEN: Final = _ByToken("open", 240)


def limits() -> str:
    """How often one may ask, in words; from the very numbers that are counted by."""
    read, work, free = (one.num_requests for one in (READING, WORKING, OPEN))
    return (
        f"每个令牌每分钟至多 {read} 次，其中计分、审核、识别和导出至多 {work} 次；"
        f"不带令牌的，每个网络地址每分钟至多 {free} 次。"
        "超过时返回 429，Retry-After 写明等待的秒数。"
    )


def refuse_in_chinese(api: NinjaAPI) -> None:
    """Give every refusal one form: `{"error": {"code", "message", "request"}}`."""
    api.add_exception_handler(Refused, lambda request, error: refused(request, cast("Refused", error)))
    api.add_exception_handler(Http404, lambda request, _: answer(request, 404))
    api.add_exception_handler(AuthenticationError, lambda request, _: answer(request, 401))
    api.add_exception_handler(HttpError, lambda request, error: _http(request, cast("HttpError", error)))
    api.add_exception_handler(
        ValidationError, lambda request, error: _invalid(request, cast("ValidationError", error))
    )
    api.add_exception_handler(
        InputError, lambda request, error: unreadable(request, cast("InputError", error))
    )


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """What the access tables or a service refused."""
    return answer(request, error.verdict.value, error.message, error.details)


def unreadable(request: HttpRequest, error: InputError) -> HttpResponse:
    """A file or an edition that cannot be used, with every problem, as on the command line."""
    details = {**(machine.error_object(error) or {})}
    details["kind"] = details.pop("code", "")
    return answer(request, 422, str(details.pop("message", "")), details)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    response = answer(request, error.status_code)
    wait = getattr(error, "wait", None)
    if wait is not None:
        response["Retry-After"] = str(max(1, int(wait)))
    return response


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = [".".join(str(part) for part in each.get("loc", ())) for each in error.errors]
    return answer(request, 422, f"参数有误：{'、'.join(dict.fromkeys(where))}。", {"fields": where})


def answer(
    request: HttpRequest, status: int, message: str = "", details: dict[str, object] | None = None
) -> HttpResponse:
    """A refusal as an object."""
    error = {
        "code": status,
        "message": message or _WORDS.get(status, _WORDS[400]),
        "request": getattr(request, "request_id", ""),
        **(details or {}),
    }
    response = JsonResponse({"error": error}, status=status, json_dumps_params={"ensure_ascii": False})
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def person(request: HttpRequest) -> User:
    """The person that a token acts for."""
    if not isinstance(request.user, User):
        raise Refused(Verdict.FORBIDDEN, standing_access.FORBIDDEN)
    return request.user
