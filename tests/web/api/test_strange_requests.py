"""Nothing that a program can send makes the interface or a public page fail."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from hengji.web.filing.models import FilingStatus
from tests.web.api.conftest import Caller
from tests.web.conftest import City

STRANGE = (
    "",
    "0",
    "-1",
    "1e3",
    "9" * 30,
    "2147483648",
    "\x00",
    "'",
    "＝1+1",
    "../..",
    "null",
    "甲" * 3000,
    "\ud83d",
)
PAGES = (
    "/public?q={0}&year={0}&department={0}&grade={0}&sort={0}&page={0}",
    "/public/compare?r={0}&r={0}x",
    "/public/data/reports.csv?q={0}&year={0}&department={0}&grade={0}",
    "/public/reports/{0}",
    "/public/reports/2024-201/versions/{0}",
    "/public/data/{0}.{0}",
)


def _quoted(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"))


def _requests(described: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            asked = [one["name"] for one in said.get("parameters", ()) if one["in"] == "query"]
            for value in map(_quoted, STRANGE):
                query = "&".join(f"{name}={value}" for name in asked)
                yield method.upper(), re.sub(r"\{\w+\}", value, path) + (f"?{query}" if query else "")
                for name in asked:
                    yield method.upper(), f"{path}?{name}={value}"


BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"changes": 3}',
    b'{"changes": [{"path": "\\u0000", "value": "\\ud800"}]}',
)


@pytest.fixture
def program(city: City, caller: Callable[..., Caller]) -> Caller:
    city.bring_to(FilingStatus.PUBLISHED, city.department)
    city.begin(city.sibling)
    return caller(city.preparer(city.sibling))


def test_strange_addresses_and_parameters_are_answered(
    program: Caller, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hengji.web.api import gate

    for throttle in (gate.READING, gate.WORKING, gate.OPEN):
        monkeypatch.setattr(throttle, "num_requests", 1_000_000)
    client.raise_request_exception = False
    bearer = {"Authorization": f"Bearer {program.secret}"}
    failed = []
    for method, address in _requests(client.get("/api/v1/openapi.json").json()):
        response = client.generic(method, address, b"{}", "application/json", headers=bearer)
        if response.status_code >= 500:
            failed.append((method, address[:120], response.status_code))
    assert not failed


def test_strange_bodies_are_answered(program: Caller, client: Client) -> None:
    client.raise_request_exception = False
    bearer = {"Authorization": f"Bearer {program.secret}"}
    for path, body in product(("/filings/2/fields/save", "/filings/2/moves/hand_over", "/audit"), BODIES):
        for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
            response = client.generic("POST", f"/api/v1{path}", body, kind, headers=bearer)
            assert response.status_code < 500, (path, body, kind)
            if response.status_code >= 400:
                assert json.loads(response.content)["error"]["code"] == response.status_code


@pytest.mark.usefixtures("program")
def test_strange_public_addresses_are_answered(client: Client) -> None:
    client.raise_request_exception = False
    for page, value in product(PAGES, STRANGE):
        response = client.get(page.format(_quoted(value)))
        assert response.status_code < 500, (page, value[:40])
        if response.streaming:
            response.getvalue()
