"""A caller with a token."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from hengji.web.accounts.models import User
from hengji.web.api import tokens
from hengji.web.api.scopes import Scope
from tests.web.conftest import actor


@dataclass(frozen=True, slots=True)
class Caller:
    """A program with a token; it keeps no cookies."""

    secret: str

    def get(self, address: str) -> HttpResponse:
        return Client().get(f"/api/v1{address}", headers={"Authorization": f"Bearer {self.secret}"})  # type: ignore[return-value]

    def post(self, address: str, body: object = None, **headers: str) -> HttpResponse:
        sent = {
            "Authorization": f"Bearer {self.secret}",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        return Client().post(  # type: ignore[return-value]
            f"/api/v1{address}", json.dumps(body or {}), content_type="application/json", headers=sent
        )

    def upload(self, address: str, name: str, content: bytes, **fields: str) -> HttpResponse:
        from django.core.files.uploadedfile import SimpleUploadedFile

        sent = {"file": SimpleUploadedFile(name, content), **fields}
        return Client().post(f"/api/v1{address}", sent, headers={"Authorization": f"Bearer {self.secret}"})  # type: ignore[return-value]


@pytest.fixture
def caller() -> Callable[..., Caller]:
    """A caller for somebody, with all scopes or some."""

    def made(user: User, *scopes: Scope, days: int = 1) -> Caller:
        wanted = [scope.value for scope in scopes or tuple(Scope)]
        return Caller(tokens.issue(user, actor(user), title="测试", scopes=wanted, days=days).secret)

    return made
