"""
Reading one variant in a process of its own, and judging what came of it.

The file is made in one process and read in another, so that what it took to make is not counted to
the reading.  The words it should give are only looked at once time and memory are taken.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.hostile.making import Fate, Variant
from hengji.cli import terminal
from hengji.documents import readers
from hengji.domain.problem import UnreadableDocument

MOST_SECONDS = 15.0
MOST_MEGABYTES = 512
_PATIENCE = 60
_KILOBYTES = 1024


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


def judged(variant: Variant, path: Path) -> Outcome:
    """Read the variant, which lies at `path`, here and now; time and memory are the process's own."""
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
    made = _in_process(lambda: _laid(make(), folder))
    if isinstance(made, str):
        raise RuntimeError(  # noqa: TRY004 - a process that ended, no wrong argument
            f"a variant could not be made: {made}"
        )
    path, words = folder / str(made["name"]), folder / "words"
    try:
        found = _in_process(lambda: asdict(judged(_lazy(made, words), path)))
    finally:
        path.unlink()
        words.unlink(missing_ok=True)
    if not isinstance(found, dict):
        return Outcome(read=False, fault=found)
    outcome = Outcome(**found)
    if outcome.fault:
        return outcome
    over = (
        "超过 15 秒"
        if outcome.processor_seconds > MOST_SECONDS
        else "超过 512 MB"
        if outcome.megabytes > MOST_MEGABYTES
        else ""
    )
    return Outcome(**{**asdict(outcome), "fault": over})


def _laid(variant: Variant, folder: Path) -> dict[str, object]:
    (folder / variant.name).write_bytes(variant.content)
    if variant.words is not None:
        (folder / "words").write_text(variant.words, "utf-8", "surrogatepass", newline="")
    return {"name": variant.name, "fate": variant.fate.value, "told": variant.told}


class _Lazily(Variant):
    """A variant whose words wait on the disk until they are asked for."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> object:
        held = super().__getattribute__(name)
        if name == "words" and held is not None:
            return Path(held).read_bytes().decode("utf-8", "surrogatepass")
        return held


def _lazy(made: dict[str, object], words: Path) -> Variant:
    return _Lazily(
        content=b"",
        name=str(made["name"]),
        words=str(words) if words.exists() else None,
        fate=Fate(made["fate"]),
        told=str(made["told"]),
    )


def _in_process(work: Callable[[], dict[str, object]]) -> dict[str, object] | str:
    """What the work gives, or how its process ended instead."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        code = 1
        try:
            with os.fdopen(writing, "w", encoding="utf-8") as out:
                json.dump(work(), out)
            code = 0
        except BaseException as error:  # noqa: BLE001 - told by the exit of this process
            print(f"{type(error).__name__}: {error}"[:500], file=sys.stderr)
        finally:
            os._exit(code)
    os.close(writing)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(_PATIENCE)
    with os.fdopen(reading, encoding="utf-8") as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    signal.alarm(0)
    if os.WIFSIGNALED(status):
        return f"进程被信号 {os.WTERMSIG(status)} 终止"
    if os.WEXITSTATUS(status):
        return "读取程序自身出错"
    answered: dict[str, object] = json.loads(text)
    return answered
