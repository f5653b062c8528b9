"""The house keeps its own habits."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts)
"""Migrations are written by Django, in its own words."""
DJANGO_NAMES = {"process_view", "process_exception", "process_response"}
"""Methods that Django calls by these very names."""
BANNED_WORDS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "handler",
    "process",
    "data",
    "info",
}
LONGEST = 400


def _tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    if listing.returncode != 0:
        pytest.skip("not a git checkout, so the tracked files cannot be listed")
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name]


def _identifier_words(name: str) -> set[str]:
    return set(re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().split("_"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_idea_lives_in_it_and_can_be_held_in_the_head(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module begins with a docstring"
    assert len(text.splitlines()) <= LONGEST, "a file past 400 lines is asked to divide"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_names_avoid_words_that_say_nothing(path: Path) -> None:
    names = {path.stem} | {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }
    assert not {name for name in names - DJANGO_NAMES if _identifier_words(name) & BANNED_WORDS}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_binary_float_enters_the_engines(path: Path) -> None:
    room = path.relative_to(ROOT / "src" / "hengji").parts[0]
    if room not in {"domain", "scoring", "audit", "compose", "figures", "workbook", "standards", "interpret"}:
        return
    floats = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    # Row heights and column widths of a sheet are lengths on paper, no figures.
    if room == "workbook" or path.name in {"sheet.py", "score_sheet.py", "score_pages.py"}:
        return
    assert not floats, "figures are Decimal; a float literal has no place here"


def test_no_tracked_file_names_a_place_on_somebodys_machine() -> None:
    found = []
    paths = re.compile(r"/(?:home|Users|root|work)/[A-Za-z.]")
    for path in _tracked():
        if path.suffix in {".xlsx", ".png", ".docx", ".pdf"} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if paths.search(line) and path != Path(__file__):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert not found


def test_the_search_for_machine_paths_would_find_one() -> None:
    assert re.search(r"/(?:home|Users|root|work)/[A-Za-z.]", "see /" + "home/someone/file")


def test_every_room_says_what_belongs_in_it() -> None:
    rooms = [path for path in SOURCES if path.name == "__init__.py" and path.parent.parent.name == "hengji"]
    short = [
        path.parent.name
        for path in rooms
        if len(ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "") < 60
    ]
    assert not short


POSSESSIVE_GROUP = re.compile(r"\)(?:[?*+]|\{[0-9,]+\})\+")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_pattern_repeats_a_group_possessively(path: Path) -> None:
    """Python before 3.11.5, Debian 12's too, gives up such a group too early; `(?>…)` is right in all."""
    found = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and POSSESSIVE_GROUP.search(node.value)
    ]
    assert not found


def test_the_search_for_possessive_groups_would_find_one() -> None:
    assert POSSESSIVE_GROUP.search(r"(?:[,，][0-9]{3})*+")
    assert not POSSESSIVE_GROUP.search(r"(?>(?:[,，][0-9]{3})*)[0-9]*+")


def unread(source: str) -> list[str]:
    """Private names at the top of a module that nothing in it reads, and so nothing at all."""
    tree = ast.parse(source)
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.decorator_list:
            names.append(node.name)
    read = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    return [name for name in names if name.startswith("_") and not name.startswith("__") and name not in read]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_private_name_is_read_in_its_module(path: Path) -> None:
    assert unread(path.read_text("utf-8")) == []


def test_the_search_for_names_that_nobody_reads_would_find_one() -> None:
    assert unread("_A = 1\n_B: int = 2\ndef _c() -> int:\n    return _A\n") == ["_B", "_c"]


EXCUSE = re.compile(r"# (?:noqa|type: ignore|pragma:)")
EXCUSED = re.compile(r"# (?:noqa: [A-Z0-9, ]+? - |type: ignore\[[a-z-]+\]  # |pragma: no cover - )\S")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_check_is_never_switched_off_without_words(path: Path) -> None:
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    assert [number for number, line in lines if EXCUSE.search(line) and not EXCUSED.search(line)] == []


def test_the_search_for_bare_excuses_would_find_one() -> None:
    assert not EXCUSED.search("x = 1  # noqa: F841")
    assert not EXCUSED.search("x = y  # type: ignore[attr-defined]")
    assert EXCUSED.search("x = y  # type: ignore[attr-defined]  # ours")
