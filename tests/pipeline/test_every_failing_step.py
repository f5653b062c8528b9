"""
The first step of writing fails, then the second, and so on until none is left to fail.

Whatever fails, each result is the old file or the new one, whole; nothing else lies beside it; the
original is untouched; the person is told; and the next attempt succeeds.  `benchmarks.faults` does the
same to the program as it runs, by failing the system's own calls.
"""

from __future__ import annotations

import errno
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.hostile.making import paragraphs, word, zipped
from hengji import standards
from hengji.documents import readers
from hengji.documents.writers import files
from hengji.domain.problem import InputError
from hengji.pipeline import evaluate as evaluating
from hengji.pipeline import standards as keeping
from hengji.pipeline import workbook
from hengji.pipeline.annotate import Annotations
from hengji.pipeline.audit import audit

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = next((REPOSITORY / "src/hengji/cli/examples").rglob("*.xlsx"))
OLD = b"an earlier result"


class Failing:
    """Steps of the file system, of which the one of that number fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int, code: int) -> None:
        self.number, self.code = number, code
        self.steps: list[str] = []
        for owner, name in (
            (tempfile, "mkstemp"), (os, "fsync"), (Path, "chmod"), (Path, "replace"), (Path, "mkdir"),
        ):  # fmt: skip
            monkeypatch.setattr(owner, name, self._step(name, getattr(owner, name)))
        opened = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda *args, **kwargs: _Slow(opened(*args, **kwargs), self))

    @property
    def happened(self) -> bool:
        return len(self.steps) >= self.number

    def step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self.number:
            raise OSError(self.code, os.strerror(self.code))

    def _step(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def tried(*args: Any, **kwargs: Any) -> object:
            self.step(name)
            return real(*args, **kwargs)

        return tried


class _Slow(io.RawIOBase):
    """A file that takes half of what it is given before it fails."""

    def __init__(self, real: Any, failing: Failing) -> None:
        self._real, self._failing = real, failing

    def write(self, content: Any) -> int:
        self._real.write(content[: len(content) // 2])
        self._failing.step("write")
        self._real.write(content[len(content) // 2 :])
        return len(content)

    def flush(self) -> None:
        if not self._real.closed:
            self._real.flush()

    def fileno(self) -> int:
        return int(self._real.fileno())

    def close(self) -> None:
        self._real.close()
        super().close()


def failures(monkeypatch: pytest.MonkeyPatch) -> Iterator[Failing]:
    """One attempt after another, each failing one step later, until an attempt meets no failure."""
    number = 0
    while True:
        number += 1
        with monkeypatch.context() as patch:
            failing = Failing(patch, number, (errno.ENOSPC, errno.EIO)[number % 2])
            yield failing
        if not failing.happened:
            return
        assert number < 200, "the loop ends"


def told(message: str) -> bool:
    return ("磁盘已满" in message or "磁盘读写出错" in message) and "请" in message


def failing_message(write: Callable[[Path], object], target: Path) -> str:
    """What the person is told where the writing fails; empty where it succeeds."""
    try:
        write(target)
    except InputError as error:
        return error.message if told(error.message) else pytest.fail(error.message)
    return ""


def leftovers(folder: Path) -> list[str]:
    return [one.name for one in folder.rglob(".*")]


def test_every_failing_step_of_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "result.bin"
    seen = set()
    for failing in failures(monkeypatch):
        target.write_bytes(OLD)
        try:
            files.write_whole(target, b"new" * 1000)
        except OSError:
            assert failing.happened
        assert target.read_bytes() in {OLD, b"new" * 1000}
        assert list(tmp_path.iterdir()) == [target]
        seen |= set(failing.steps)
    assert target.read_bytes() == b"new" * 1000
    assert seen == {"mkstemp", "write", "fsync", "chmod", "replace"}


def test_every_failing_step_of_an_evaluation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluation = evaluating.evaluate(EXAMPLE)
    good = evaluating.write(evaluation, tmp_path / "good", pdf=False)
    assert good.error is None
    folder = tmp_path / "out"
    folder.mkdir()
    names = [one.path.name for one in good.written]
    for name in names:
        (folder / name).write_bytes(OLD)
    whole = {name: (tmp_path / "good" / name).read_bytes() for name in names}
    attempts = 0
    for failing in failures(monkeypatch):
        done = evaluating.write(evaluation, folder, pdf=False)
        attempts += 1
        assert (done.error is None) == (not failing.happened)
        if done.error is not None:
            assert told(done.error.message)
            json.dumps(done.as_object(), default=str)
        assert sorted(one.name for one in folder.iterdir()) == sorted(names), "nothing else lies there"
        for name in names[:-1]:
            assert (folder / name).read_bytes() in {OLD, whole[name]}
        newest = (folder / names[-1]).read_bytes()
        assert newest == OLD or json.loads(newest), "a machine reads it whole or not at all"
    assert attempts > 4 * 5


def test_every_failing_step_of_annotating(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "报告.docx"
    text = ["一、收支情况", "2024年支出100万元，其中：基本支出60万元，项目支出41万元。", "自评得分１０５分。"]
    source.write_bytes(zipped(word(paragraphs(text))))
    original = source.read_bytes()
    audited = audit(source)
    attempts = 0
    for failing in failures(monkeypatch):
        folder = tmp_path / f"out{failing.number}"
        attempts += 1
        messages, lists = [], ()
        try:
            desk = Annotations(folder, [source])
            done = desk.put(audited, source)
            if done.error is not None:
                messages.append(done.error.message)
            lists = desk.finish()
        except InputError as error:
            messages.append(error.message)
        assert bool(messages) == failing.happened
        assert all(told(one) for one in messages)
        assert source.read_bytes() == original
        assert leftovers(tmp_path) == []
        for page in folder.glob("*.html"):
            assert page.read_text("utf-8").rstrip().endswith("</html>")
        for copy in folder.glob("*.docx"):
            assert readers.read(copy).text == audited.document.extract.text
        for path in lists:
            if path.suffix == ".jsonl":
                found = [json.loads(one) for one in path.read_text("utf-8").splitlines()]
                assert len(found) == len(audited.findings) + bool(messages), "a failure has a line of its own"
    assert attempts > 4 * 5


@pytest.mark.parametrize(
    "write",
    [
        lambda out: keeping.keep("id: x\n", out),
        lambda out: workbook.new("cn-440700.department-overall.2024", 2024, out),
    ],
    ids=["an edition", "an empty workbook"],
)
def test_every_failing_step_of_a_file_asked_for_by_name(
    write: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "result"
    assert standards.load("cn-440700.department-overall.2024")
    for failing in failures(monkeypatch):
        before = target.read_bytes() if target.exists() else None
        if not failing_message(write, target):
            continue
        assert failing.happened
        assert leftovers(tmp_path) == []
        assert not target.exists() or target.read_bytes() == before or failing.steps[-1] == "fsync"
    assert target.exists()


def test_a_writer_that_does_not_clean_up_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)
    left = 0
    for _ in failures(monkeypatch):
        try:
            files.write_whole(tmp_path / "result.bin", b"new")
        except OSError:
            left = max(left, len(leftovers(tmp_path)))
    assert left > 0


def test_a_writer_that_writes_in_place_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "result.bin"

    def in_place(path: Path, content: bytes) -> None:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as file:
            file.write(content)

    torn = False
    for _ in failures(monkeypatch):
        target.write_bytes(OLD)
        try:
            in_place(target, b"new" * 1000)
        except OSError:
            torn |= target.read_bytes() not in {OLD, b"new" * 1000}
    assert torn
