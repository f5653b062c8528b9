"""
What the description says beside the shapes: the meaning of parameters, an example of each address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

Object = Mapping[str, Any]


@cache
def _all() -> Object:
    source = resources.files("hengji.web.api").joinpath("examples.yaml").read_text("utf-8")
    loaded: Object = yaml.safe_load(source)
    return loaded


def meaning(parameter: str) -> str:
    """What a parameter means, in Chinese; empty where nobody said."""
    found: str = _all()["parameters"].get(parameter, "")
    return found


def of(operation: str) -> Object:
    """The example of an address by its operation: `call`, `body` or `file`, `answer`."""
    found: Object = _all()["operations"].get(operation, {})
    return found


def command(operation: str, root: str, *, needs_token: bool) -> str:
    """The example as somebody types it."""
    told = of(operation)
    method, _, address = told["call"].partition(" ")
    parts = ["curl"]
    if needs_token:
        parts.append('-H "Authorization: Bearer $TOKEN"')
    if operation == "filing_move":
        parts.append('-H "Idempotency-Key: 20261108-1"')
    if "file" in told:
        parts.append(f"-F file=@{told['file']}")
    elif method == "POST":
        body = json.dumps(told["body"], ensure_ascii=False)
        parts.append(f"-H 'Content-Type: application/json' -d '{body}'")
    return " ".join((*parts, f"'{root}{address}'"))
