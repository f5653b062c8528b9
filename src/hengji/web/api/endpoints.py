"""
How an address is declared: its scope, its throttle and its name are said once, where it is defined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern
from ninja import NinjaAPI, Router, Schema
from pydantic import Field

from hengji.web.accounts.access import Guard
from hengji.web.api import gate
from hengji.web.api.scopes import PUBLIC, Scope

_P = ParamSpec("_P")
_R = TypeVar("_R")
_NOT_ALLOWED: Final = 405
_FIRST_WORDS: Final = re.compile("[，。；：]")

ASKED: Final[dict[str, str]] = {}
"""The scope of each address by its name, or `public`."""


class ErrorBody(Schema):
    """Why not, in Chinese; `request` is the number under which the server's log has it."""

    code: int
    message: str
    request: str


class Error(Schema):
    """Every refusal."""

    error: ErrorBody


class Page(Schema):
    """Which part of a list."""

    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)


def endpoint(
    router: Router,
    method: str,
    path: str,
    *,
    name: str,
    scope: Scope | None,
    response: Any,  # noqa: ANN401 - whatever ninja takes
    heavy: bool = False,
    refusals: tuple[int, ...] = (401, 403, 404, 422, 429),
) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Declare an address; without a `scope` it is for everybody."""
    url_name = f"api-{name}"
    ASKED[url_name] = PUBLIC if scope is None else scope.value
    usual = gate.OPEN if scope is None else gate.READING
    codes = [code for code in refusals if scope is not None or code not in {401, 403}]

    def declare(view: Callable[_P, _R]) -> Callable[_P, _R]:
        declared: Callable[[Callable[_P, _R]], Callable[_P, _R]] = router.api_operation(
            [method],
            path,
            url_name=url_name,
            operation_id=name.replace("-", "_"),
            summary=summary(view.__doc__ or ""),
            auth=None if scope is None else gate.TokenAuth(scope),
            throttle=[gate.WORKING if heavy else usual],
            response={200: response, **dict.fromkeys(codes, Error)},
            openapi_extra={"x-scope": ASKED[url_name]},
        )
        return declared(view)

    return declare


def summary(said: str) -> str:
    """
    The first words of what an address says about itself.

    >>> summary("计分：上传填好的工作簿，得到每一分的理由。"), summary("一份材料，含现行截止时间。")
    ('计分', '一份材料')
    """
    return _FIRST_WORDS.split(said.strip(), maxsplit=1)[0]


def addresses(api: NinjaAPI) -> list[URLPattern]:
    """The patterns of an interface, each view with its guard, wrong methods refused in our form."""
    patterns = [each for each in api.urls[0] if isinstance(each, URLPattern)]
    made = []
    for pattern in patterns:
        if str(pattern.name) in ASKED:
            pattern.callback = _guarded(pattern.callback, ASKED[str(pattern.name)])
            made.append(pattern)
    return made


def _guarded(view: Callable[..., HttpResponseBase], asked: str) -> Callable[..., HttpResponseBase]:
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != _NOT_ALLOWED:
            return response
        refusal = gate.answer(request, _NOT_ALLOWED)
        refusal["Allow"] = response["Allow"]
        return refusal

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is looked at
    answered.guard = (  # type: ignore[attr-defined]  # ours
        Guard(room="public") if asked == PUBLIC else Guard(room="token", action=asked)
    )
    return answered


def part(items: Any, page: Page, made: Callable[[Any], Mapping[str, object]]) -> dict[str, object]:  # noqa: ANN401 - a query of any model
    """A part of a query with the count of all."""
    found = items[page.offset : page.offset + page.limit]
    return {"count": items.count(), "items": [made(one) for one in found]}
