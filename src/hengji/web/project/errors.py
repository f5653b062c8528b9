"""
Refusals and errors as pages in Chinese, or as objects for scripts.
"""

from __future__ import annotations

import errno
import sys
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from hengji.web.accounts.access import Refused

_TITLES: Final = {
    400: "请求不完整",
    403: "没有权限",
    404: "没有找到",
    409: "现在不能进行",
    429: "请稍候",
    500: "系统出错",
    503: "暂时不能使用",
}
_RETRY_AFTER: Final = 5
"""Seconds; the page's own script tries again sooner and then more and more slowly."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_DATABASE: Final = (
    "数据库正忙或正在恢复，这一次没有办成；已显示保存时间的内容都在。"
    "填报页会自动重试；提交、审核等操作请稍后刷新再看，重复按同一次提交不会重复。"
)
_NO_ROOM: Final = (
    "服务器存储空间已满，这一次没有保存；已保存的内容都在。请告知系统管理员，腾出空间后再试，不必重启。"
)
_WORDS: Final = {
    400: "浏览器送来的请求无法理解，请返回上一页重试。",
    403: "您的角色不能进行这项操作。",
    404: "没有找到您要的内容；它可能不存在，或不属于您的单位。",
    500: "系统出错，已经记录。您填写的内容以页面显示的保存时间为准；请稍后重试。",
}

_WRITTEN: Final = ("text", "note", "reason")
"""Fields of forms in which somebody writes sentences."""


def wants_object(request: HttpRequest) -> bool:
    """Whether a script asks: it gets an object, never a page."""
    return request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", "")


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The answer to a refusal."""
    return answer(request, refused.verdict.value, refused.message, refused.details)


def answer(
    request: HttpRequest, status: int, message: str = "", details: dict[str, object] | None = None
) -> HttpResponse:
    """A page or an object for a status."""
    words = message or _WORDS.get(status, "")
    if status == HTTPStatus.NOT_FOUND and request.path.startswith("/public") and not message:
        words = "没有这份公开报告；地址可能写错了，请从公开报告的列表里查找。"
    number = getattr(request, "request_id", "")
    if wants_object(request):
        content = {"error": {"code": status, "message": words, "request": number, **(details or {})}}
        return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    context = {
        "title": _TITLES.get(status, "出错了"),
        "message": words,
        "status": status,
        "number": number,
        "back": _back(request),
        "written": _written(request) if status == HTTPStatus.CONFLICT else [],
    }
    return render(request, "error.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The page of ours from which the request came; empty for any other."""
    came_from = request.headers.get("Referer", "")
    try:
        host = request.get_host()
    except DisallowedHost:
        return ""  # that is what is being refused
    if request.method != "POST" or not url_has_allowed_host_and_scheme(
        came_from, {host}, require_https=request.is_secure()
    ):
        return ""
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _written(request: HttpRequest) -> list[str]:
    """What somebody wrote in words and would lose with the page, as such pages are not kept by browsers."""
    if request.method != "POST":
        return []
    return [words for name in _WRITTEN if (words := request.POST.get(name, "").strip())]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; never says which addresses there are."""
    return answer(request, 404)


def failure(request: HttpRequest) -> HttpResponse:
    """
    500; the reason is in the log under the request's number, never on the page.

    A database that is away, busy or full and a full disk are nobody's mistake and pass: 503, and what to do.
    """
    reason = sys.exc_info()[1]
    if isinstance(reason, OperationalError | InterfaceError):
        return _unavailable(request, _NO_DATABASE)
    if isinstance(reason, OSError) and reason.errno in _FULL:
        return _unavailable(request, _NO_ROOM)
    return answer(request, 500)


def _unavailable(request: HttpRequest, words: str) -> HttpResponse:
    """503, written without asking the database for anything, who is signed in included."""
    number = getattr(request, "request_id", "")
    if wants_object(request):
        content = {"error": {"code": 503, "message": words, "request": number}}
        response: HttpResponse = JsonResponse(content, status=503, json_dumps_params={"ensure_ascii": False})
    else:
        context = {"title": _TITLES[503], "message": words, "number": number}
        response = HttpResponse(render_to_string("error.html", context), status=503)
    response["Retry-After"] = str(_RETRY_AFTER)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token does not fit."""
    return answer(request, 403, "页面已经过期，请刷新后重试。")
