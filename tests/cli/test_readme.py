"""The README's commands do what it says, in order, in an empty folder."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

ROOT = Path(__file__).parents[2]
HENGJI = Path(sys.executable).parent / "hengji"
READMES = ("README.md", "README.zh-CN.md", "docs/tutorial.md", "docs/tutorial.zh-CN.md")


def commands(page: str) -> list[list[str]]:
    """The `./run …` lines of the page's shell blocks."""
    text = (ROOT / page).read_text("utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("./run")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder in which an authority's table already lies."""
    book = xlsxwriter.Workbook(tmp_path / "TABLE.xlsx")
    sheet = book.add_worksheet("评分表")
    rows = (
        ("一级指标", "二级指标", "分值", "评分标准"),
        ("投入", "预算编制", 40, "编制完整得满分"),
        ("产出", "完成情况", 60, "按完成率计分"),
    )
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    (tmp_path / "out").mkdir()
    return tmp_path


@pytest.mark.parametrize("page", READMES)
def test_every_command_of_the_page_runs(page: str, folder: Path) -> None:
    told = commands(page)
    assert told
    for arguments in told:
        done = subprocess.run(  # noqa: S603 - our own command
            [HENGJI, *(arguments or ["demo"])],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        # An empty workbook lacks what only a clerk knows; the page says "once the workbook is filled in".
        expected = 2 if arguments[:1] == ["evaluate"] else 0
        assert done.returncode == expected, (arguments, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr


def test_both_readmes_show_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md")


def test_every_file_a_readme_points_to_exists() -> None:
    for page in READMES:
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text("utf-8")):
            assert ((ROOT / page).parent / target).exists(), f"{page} → {target}"


def test_the_two_commands_need_only_sh_and_python() -> None:
    sh = shutil.which("dash") or shutil.which("sh")
    assert sh
    for name in ("run", "test", "scripts/setup.sh", "scripts/check.sh"):
        subprocess.run([sh, "-n", str(ROOT / name)], check=True)  # noqa: S603 - a syntax check of our own scripts


@pytest.mark.parametrize(("english", "chinese"), [READMES[:2], READMES[2:]])
def test_twins_tell_the_same_commands(english: str, chinese: str) -> None:
    assert commands(english) == commands(chinese)
