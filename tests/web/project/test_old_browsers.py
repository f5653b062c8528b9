"""Our styles and scripts ask for nothing that the browsers of offices do not have; the list is data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

import hengji.web

WEB: Final = Path(hengji.web.__file__).parent
LISTED: Final[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "web" / "browser_features.yaml").read_text("utf-8")
)
COMMENT: Final = re.compile(r"/\*.*?\*/|(?m:^\s*//.*$)", re.DOTALL)
DOCUMENT: Final = Path(__file__).parents[3] / "docs" / "how-to" / "run-the-platform.md"


def too_new(kind: str, text: str) -> Iterator[str]:
    """What a text asks for that the floor has not and cannot do without."""
    bare = COMMENT.sub("", text)
    for feature in LISTED[kind]:
        if feature["since"] > LISTED["floor"] and "harmless" not in feature:
            found = re.search(feature["pattern"], bare)
            if found is not None:
                yield f"{feature['name']} (Chromium {feature['since']}): {found.group()!r}"


@pytest.mark.parametrize("kind", ["css", "js"])
def test_no_file_asks_for_more_than_the_floor(kind: str) -> None:
    files = sorted(WEB.glob(f"*/static/**/*.{kind}"))
    assert len(files) >= 3
    wrong = {str(file.relative_to(WEB)): list(too_new(kind, file.read_text("utf-8"))) for file in files}
    assert not {name: found for name, found in wrong.items() if found}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("css", ".a:has(b) { color: red; }"),
        ("css", "p { color: oklch(50% 0.1 20); }"),
        ("css", ".a {\n  & .b { color: red; }\n}"),
        ("css", "@media (width >= 600px) { p { margin: 0; } }"),
        ("js", "const last = rows.at(-1);"),
        ("js", "const copy = structuredClone(row);"),
        ("js", "if (Object.hasOwn(a, 'b')) go();"),
    ],
)
def test_what_is_too_new_is_noticed(kind: str, text: str) -> None:
    assert list(too_new(kind, text))


def test_a_comment_asks_for_nothing() -> None:
    assert not list(too_new("css", "/* never :has( */ p { margin: 0; }"))


def test_the_floor_is_told_to_who_runs_it() -> None:
    assert f"Chromium {LISTED['floor']}" in DOCUMENT.read_text("utf-8")
