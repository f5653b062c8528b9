"""
Reading one variant in a process of its own, and judging what came of it.

The file is made in one process and read in another, so that what it took to make is not counted to
the reading.  The words it should give are only looked at once time and memory are taken.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import time
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.hostile.making import Fate, Variant
from hengji.cli import terminal
from hengji.documents import readers
from hengji.domain.problem import UnreadableDocument

MOST_SECONDS = 15.0
MOST_MEGABYTES = 512
_PATIENCE = 60
_KILOBYTES = 1024

Given = TypeVar("Given")

_HERE: Final = multiprocessing.get_context("fork")
"""Processes that take over all that this one holds: a variant is made by a function without a name."""
_APART: Final = multiprocessing.get_context("forkserver")
"""Processes that hold nothing but the reader: their memory is the reading's own."""
_APART.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a variant: read, refused, or what is wrong with either."""

    read: bool
    fault: str = ""
    """Empty where it was refused clearly or read in full, within the limits."""
    said: str = ""
    """The refusal, or the notes of the reading."""
    seconds: float = 0.0
    """By the wall."""
    processor_seconds: float = 0.0
    """Of the reader and its child: what a busy machine does not change."""
    megabytes: float = 0.0
    """The most that the process of the reader, or its child, held: Python and all that it imports too."""


def judged(variant: Variant, path: Path, words: Path | None = None) -> Outcome:
    """
    Read the variant, which lies at `path`, here and now; time and memory are the process's own.

    `words` is a file with the words that it should give, where they are not to be held meanwhile.
    """
    started, worked = time.monotonic(), _processor_seconds()
    refusal, text, notes = None, "", ()
    try:
        extract = readers.read(path)
        text, notes = extract.text, extract.notes
    except UnreadableDocument as error:
        refusal = error
    seconds = time.monotonic() - started
    processor_seconds = _processor_seconds() - worked
    megabytes = _peak_megabytes()
    said = "；".join(notes) if refusal is None else refusal.message
    if words is not None:
        variant = replace(variant, words=words.read_bytes().decode("utf-8", "surrogatepass"))
    fault = (
        _fault_of_words(variant, text, said) if refusal is None else _fault_of_refusal(variant, refusal, path)
    )
    return Outcome(
        read=refusal is None,
        fault=fault,
        said=said,
        seconds=seconds,
        processor_seconds=processor_seconds,
        megabytes=megabytes,
    )


def _processor_seconds() -> float:
    """What this process and those it waited for have worked."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def _peak_megabytes() -> float:
    """The most that this process, or one that it started, held at a time."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) / _KILOBYTES


def _fault_of_words(variant: Variant, text: str, notes: str) -> str:
    if variant.fate is Fate.REFUSED:
        return "该拒绝而读了"
    if variant.told not in notes:
        return "没有注明"
    if variant.fate is Fate.TOLD:
        return ""
    wanted, got = (_comparable(one, variant.name) for one in (variant.words or "", text))
    if got == wanted:
        return ""
    return f"读出的文字不同（{len(got)} 字，应为 {len(wanted)} 字）"


def _comparable(text: str, name: str) -> str:
    """Words as they are held against each other: a PDF has no blanks or line ends of its own."""
    return "".join(text.split()) if name.endswith(".pdf") else text.strip("\n")


def _fault_of_refusal(variant: Variant, refusal: UnreadableDocument, path: Path) -> str:
    """What the refusal lacks: its reason, the remedy, the name of the file on the screen."""
    if variant.fate is Fate.READ:
        return "该读而拒绝"
    if variant.told not in refusal.message:
        return f"没有说“{variant.told}”"
    if "请" not in refusal.message or not refusal.message.endswith("。"):
        return "没有说该怎么办"
    screen = io.StringIO()
    with redirect_stderr(screen):
        terminal.show_input_error(refusal, file=str(path))
    return "" if path.name in screen.getvalue().replace("\n", "") else "屏幕上没有文件名"


def run(make: Callable[[], Variant], folder: Path) -> Outcome:
    """Make a variant and read it, each in a process of its own, within limits of time and memory."""
    made = _in_process(_HERE, lambda: _laid(make(), folder))
    if isinstance(made, str):
        raise RuntimeError(  # noqa: TRY004 - a process that ended, no wrong argument
            f"a variant could not be made: {made}"
        )
    path, words = folder / made.name, folder / "words"
    try:
        found = _in_process(_APART, judged, made, path, words if words.exists() else None)
    finally:
        path.unlink()
        words.unlink(missing_ok=True)
    if isinstance(found, str):
        return Outcome(read=False, fault=found)
    if found.fault:
        return found
    if found.processor_seconds > MOST_SECONDS:
        return replace(found, fault=f"超过 {MOST_SECONDS:g} 秒")
    if found.megabytes > MOST_MEGABYTES:
        return replace(found, fault=f"超过 {MOST_MEGABYTES} MB")
    return found


def _laid(variant: Variant, folder: Path) -> Variant:
    """The variant without its content and words, which are laid on the disk."""
    (folder / variant.name).write_bytes(variant.content)
    if variant.words is not None:
        (folder / "words").write_text(variant.words, "utf-8", "surrogatepass", newline="")
    return replace(variant, content=b"", words=None)


def _in_process(processes: BaseContext, work: Callable[..., Given], *arguments: object) -> Given | str:
    """What the work gives, or how its process ended instead."""
    here, there = processes.Pipe(duplex=False)
    child = processes.Process(target=_answer, args=(there, work, arguments))  # type: ignore[attr-defined]
    child.start()
    there.close()
    given: list[Given] = []
    with here:
        if not here.poll(_PATIENCE):
            child.kill()
        with suppress(EOFError):  # said by its exit
            given.append(here.recv())
    child.join()
    if child.exitcode < 0:
        return f"进程被信号 {-child.exitcode} 终止"
    return given[0] if given else "读取程序自身出错"


def _answer(there: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    there.send(work(*arguments))
