"""
The interface put together, and its description.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ninja import NinjaAPI

from hengji import __version__
from hengji.web.api import catalogue, engines, examples, filings, gate
from hengji.web.api.scopes import PUBLIC, TITLES, Scope

ROOT: Final = "/api/v1"

api: Final = NinjaAPI(
    title="衡绩接口",
    version=__version__,
    description=(
        "金额、分值、比率一律为十进制文本，金额以元为单位；时间为 ISO 8601。"
        '拒绝一律为 {"error": {"code", "message", "request"}}。'
        "令牌在登录后的“接口令牌”页签发，放在 Authorization: Bearer 之后。"
        f"{gate.limits()}"
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="hengji-api",
)
api.add_router("", catalogue.router)
api.add_router("/filings", filings.router)
api.add_router("", engines.router)
gate.refuse_in_chinese(api)


@lru_cache(maxsize=1)
def description() -> Mapping[str, Any]:
    """The OpenAPI description of all of it, parameters and examples in Chinese."""
    made: dict[str, Any] = json.loads(json.dumps(dict(api.get_openapi_schema(path_prefix=f"{ROOT}/"))))
    for methods in made["paths"].values():
        for said in methods.values():
            for parameter in said.get("parameters", ()):
                parameter["description"] = examples.meaning(parameter["name"])
            answers = said["responses"]["200"].get("content", {})
            for content in answers.values():
                content["example"] = examples.of(said["operationId"]).get("answer")
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An address as the page of the description shows it."""

    method: str
    path: str
    summary: str
    scope: str
    parameters: tuple[tuple[str, str], ...]
    """Each with what it means."""
    example: str
    """A call, as somebody types it."""
    answer: str
    """What it answers, shortened."""


def lines() -> Iterator[tuple[str, list[Line]]]:
    """The addresses by subject."""
    grouped: dict[str, list[Line]] = {}
    for path, methods in description()["paths"].items():
        for method, said in methods.items():
            scope = said.get("x-scope", PUBLIC)
            grouped.setdefault(said["tags"][0], []).append(
                Line(
                    method=method.upper(),
                    path=path,
                    summary=said.get("description", ""),
                    scope="" if scope == PUBLIC else f"{TITLES[Scope(scope)]}（{scope}）",
                    parameters=tuple(_parameters(said)),
                    example=examples.command(said["operationId"], ROOT, needs_token=scope != PUBLIC),
                    answer=_answer(examples.of(said["operationId"]).get("answer")),
                )
            )
    yield from grouped.items()


def _answer(example: object) -> str:
    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False, indent=1)


def _parameters(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for each in said.get("parameters", ()):
        yield each["name"], each["description"]
    for kind, body in said.get("requestBody", {}).get("content", {}).items():
        schema = body["schema"]
        if "$ref" in schema:
            schema = description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        names = "、".join(schema.get("properties", {}))
        yield names, "表单" if kind.startswith("multipart") else "JSON"
