"""`hengji records` from the outside: the chains of a folder are checked, the first bad row is named."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

HENGJI = Path(sys.executable).parent / "hengji"
_BUILD = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.db import transaction
from hengji.web.records import chaining
from hengji.web.records.actor import SYSTEM
with transaction.atomic():
    for number in range(6):
        chaining.write("filing:1", "filing.saved", SYSTEM, count=number)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _BUILD],
        env=_environment() | {"HENGJI_HOME": str(tmp_path), "HENGJI_SECRET_KEY": "x" * 60},
        check=True,
    )
    return tmp_path


def _environment() -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HENGJI_")}
    return clean | {"DJANGO_SETTINGS_MODULE": "hengji.web.project.settings"}


def records(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [HENGJI, "records", *arguments], env=_environment(), capture_output=True, text=True, check=False
    )


def tamper(home: Path, *statements: str) -> None:
    with sqlite3.connect(home / "hengji.sqlite3") as base:
        for verb in ("update", "delete"):
            base.execute(f"DROP TRIGGER records_event_no_{verb}")
        for statement in statements:
            base.execute(statement)


def test_a_clean_log_is_clean(home: Path) -> None:
    done = records("verify", "--home", str(home))
    assert (done.returncode, done.stdout) == (0, "核验 1 条链、6 条记录，0 处不符。\n")


def test_a_changed_row_is_named_and_the_code_is_one(home: Path) -> None:
    tamper(home, "UPDATE records_event SET actor = '某人' WHERE sequence = 3")
    done = records("verify", "--home", str(home))
    assert done.returncode == 1
    assert "filing:1 第 3 条（记录 3）：内容与校验值不符" in done.stdout


def test_a_truncation_that_mends_the_head_is_seen_with_the_anchors(home: Path, tmp_path: Path) -> None:
    kept = tmp_path / "anchors.jsonl"
    kept.write_text(records("anchor", "--home", str(home)).stdout, encoding="utf-8")
    tamper(
        home,
        "DELETE FROM records_event WHERE sequence > 4",
        "UPDATE records_chain SET length = 4, digest = (SELECT digest FROM records_event WHERE sequence = 4)",
    )
    assert records("verify", "--home", str(home)).returncode == 0
    done = records("verify", "--home", str(home), "--anchors", str(kept))
    assert (done.returncode, "截断" in done.stdout) == (1, True)


def test_a_file_that_holds_no_anchors_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("[]\n", encoding="utf-8")
    done = records("verify", "--home", str(home), "--anchors", str(tmp_path / "other.txt"))
    assert done.returncode == 2
