"""
`python -m benchmarks.faults`: the program runs, and the N-th system call that writes fails, for every N.

`strace` fails the calls of the running command itself: write, fsync, rename, with a full disk or a
broken one, first the first, then the second, until the command meets none.  After each run every
result is the old file or a whole new one, nothing lies beside it, the original is untouched, the
exit code says 2 and a sentence says why; a run without a failure then succeeds.
"""

# ruff: noqa: E501 - rows of tables as they are printed

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.hostile.making import paragraphs, word, zipped
from benchmarks.table import write_page
from hengji.cli.demo import EXAMPLE

_RENAMES: Final = "rename,renameat,renameat2"
_CALLS: Final = (("write", "ENOSPC"), ("write", "EIO"), ("fsync", "EIO"), (_RENAMES, "ENOSPC"))
_NOTHING: Final = ', "", 0)'
_MOST: Final = 400
_TEXT: Final = (
    "2024年度自评报告",
    "一、预算执行",
    "本年支出合计100.00万元，其中基本支出60.00万元，项目支出39.00万元。",
)


@dataclass(slots=True, kw_only=True)
class Flow:
    """A command that writes, and what its results must be."""

    title: str
    arguments: Callable[[Path], list[str]]
    results: Callable[[Path], Path]
    """The folder of the results."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What the failures of one call did to one flow."""

    points: int = 0
    faults: list[str] = field(default_factory=list)


def _source(folder: Path) -> Path:
    path = folder / "报告.docx"
    if not path.exists():
        path.write_bytes(zipped(word(paragraphs(_TEXT))))
    return path


FLOWS: Final = (
    Flow(
        title="hengji evaluate",
        arguments=lambda folder: ["evaluate", str(EXAMPLE), "--out", str(folder / "out"), "--no-pdf"],
        results=lambda folder: folder / "out",
    ),
    Flow(
        title="hengji audit --annotate",
        arguments=lambda folder: ["audit", str(_source(folder)), "--annotate", str(folder / "out")],
        results=lambda folder: folder / "out",
    ),
    Flow(
        title="hengji audit --json",
        arguments=lambda folder: ["audit", str(_source(folder)), "--json"],
        results=lambda folder: folder / "out",
    ),
    Flow(
        title="hengji workbook new",
        arguments=lambda folder: [
            "workbook", "new", "--standard", "cn-440700.department-overall.2024", "--year", "2024", "--out", str(folder / "out" / "空白表.xlsx"),
        ],
        results=lambda folder: folder / "out",
    ),
)  # fmt: skip


def measured(flow: Flow, call: str, code: str) -> Tally:
    """Fail that call in that flow at every place where it is made."""
    tally = Tally()
    for number in range(1, _MOST):
        with tempfile.TemporaryDirectory(prefix="hengji-faults-") as name:
            folder = Path(name)
            (folder / "out").mkdir()
            done, injected = _run(flow.arguments(folder), folder, call, code, number)
            if not injected:
                if done.returncode == 2:
                    tally.faults.append(f"{call} {number}: 没有失败却说失败")
                return tally
            if _NOTHING in injected:
                continue  # Python asks whether a stream takes anything at all; nothing is lost
            tally.points += 1
            fault = _fault(flow, folder, done)
            if fault:
                tally.faults.append(f"{call}={code} {number}: {fault}")
    return tally


def _run(
    arguments: list[str], folder: Path, call: str, code: str, number: int
) -> tuple[subprocess.CompletedProcess[str], str]:
    log = folder / "calls"
    strace = shutil.which("strace")
    if strace is None:
        raise SystemExit("strace is not installed")
    command = [
        strace, "-f", "-qq", "-o", str(log), "-e", f"trace={call}", "-e", f"inject={call}:error={code}:when={number}",
        sys.executable, "-c", "from hengji.cli.main import main; main()", *arguments,
    ]  # fmt: skip
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    [failed] = [line for line in log.read_text("utf-8", "replace").splitlines() if "(INJECTED)" in line] or [
        ""
    ]
    log.unlink()
    return done, failed


def _fault(flow: Flow, folder: Path, done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode != 2:
        return f"退出码 {done.returncode}"
    if "Traceback" in done.stderr:
        return "打印了程序内部的错误"
    if "请" not in done.stdout + done.stderr and done.stderr.strip():
        return f"没有说该怎么办：{done.stderr[:80]}"
    source = folder / "报告.docx"
    if source.exists() and source.read_bytes() != zipped(word(paragraphs(_TEXT))):
        return "原文件变了"
    for path in flow.results(folder).rglob("*"):
        if path.name.startswith("."):
            return f"留下了 {path.name}"
        if path.is_file() and not _is_whole(path):
            return f"{path.name} 不完整"
    return ""


def _is_whole(path: Path) -> bool:
    content = path.read_bytes()
    if path.suffix in {".docx", ".xlsx"}:
        return zipfile.is_zipfile(path) and zipfile.ZipFile(path).testzip() is None
    if path.suffix == ".html":
        return content.rstrip().endswith(b"</html>")
    return (
        all(json.loads(line) for line in content.splitlines())
        if path.suffix == ".jsonl"
        else bool(json.loads(content))
    )


def main() -> int:
    """Run every flow against every call, print and write the table."""
    lines = [
        "Each command runs under `strace`, which fails the N-th call that writes, for N = 1, 2, 3 … until the command makes no such call any more",
        "(disk full, or broken).  After each of these runs every result must be a whole file, nothing may lie beside it, the original must be",
        "untouched, the exit code must be 2, and a Chinese sentence must say why and what to do.",
        "",
        "| 命令 | 失败的系统调用 | 失败点 | 不合格 |",
        "| --- | --- | ---: | ---: |",
    ]
    bad = 0
    for flow in FLOWS:
        for call, code in _CALLS:
            tally = measured(flow, call, code)
            bad += len(tally.faults)
            row = f"| `{flow.title}` | {call}（{code}） | {tally.points} | {len(tally.faults)} |"
            print(row, *tally.faults, sep="\n  ", flush=True)
            lines.append(row)
    write_page("faults", "The N-th failing write", lines)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
