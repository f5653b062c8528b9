"""
Reading in a child process that may not take more than its share.

A file that may grow is read by another Python with hard limits on memory, time and files, without
network, without our environment, and with one folder to write to (`seclusion`).  The extract comes
back as JSON, not as a pickle: a child that was taken over must not reach us.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import json
import operator
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from hengji.documents.readers.container import refused
from hengji.domain.extract import Cell, Extract, Paragraph, Table
from hengji.domain.problem import UnreadableDocument
from hengji.domain.source import Place

_SIMPLER: Final = "请删去与填报无关的内容，或另存为新文件后再试"
_LATER: Final = "电脑正忙时请稍后再试；仍然如此，请删去与填报无关的内容，或另存为新文件后再试"
_KEPT: Final = (
    "PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ",
    "SYSTEMROOT",
)  # fmt: skip
_OPEN_AND_SAVE: Final = (
    "请用 WPS、Excel 或 Word 打开核对，另存为新格式的文件（docx、xlsx）或重新导出 PDF 后再试；"
    "打不开就重新下载"
)
_TRAP, _BUS = 5, 7
"""Numbers of signals that not every system names."""
_BROKEN: Final = frozenset({signal.SIGABRT, signal.SIGSEGV, signal.SIGILL, signal.SIGFPE, _TRAP, _BUS})
_ANSWER: Final = "answer"
_READ: Final = 0
_REFUSED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may take: bytes of address space, seconds by the wall and of the processor."""

    memory_bytes: int = 512 * 1024 * 1024
    wall_seconds: float = 15.0
    processor_seconds: int = 12


def read_in_child(path: Path, limits: Limits | None = None) -> Extract:
    """
    The extract of a file, read within limits; raises `UnreadableDocument` where they are met.

    A failure of the reader itself is raised as `RuntimeError` with the child's own words.
    """
    limits = Limits() if limits is None else limits
    command = [
        sys.executable, "-P", "-m", "hengji.documents.readers.confined",
        str(limits.memory_bytes), str(limits.processor_seconds), str(path.absolute()), str(path),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="hengji-reading-") as folder:
        code, words = _run(command, Path(folder), limits)
        with (Path(folder) / _ANSWER).open("rb") as answer:
            if code == _READ:
                with _no_search_for_cycles():
                    return told(answer)
            if code == _REFUSED:
                raise UnreadableDocument(str(json.loads(answer.read())))
    if "File too large" in words:
        raise refused("读出的内容过大", _SIMPLER)
    megabytes = limits.memory_bytes // 1024 // 1024
    if code < 0 and -code in _BROKEN and "memory allocation" not in words:
        # A compiled reader met what it cannot take, and ended itself; why, it does not say.
        raise refused(f"读到中途停下，内容已损坏，或展开后超过 {megabytes} MB 内存", _OPEN_AND_SAVE)
    if code < 0 or "MemoryError" in words or "bad_alloc" in words:
        raise refused(f"读取所需超过 {megabytes} MB 内存或 {limits.processor_seconds} 秒", _SIMPLER)
    raise RuntimeError(f"the reader failed in its child:\n{words}")


def _run(command: list[str], folder: Path, limits: Limits) -> tuple[int, str]:
    """
    Exit code and complaints of the child; raises `UnreadableDocument` where it takes too long.

    It answers into files, which its limits bound; a pipe would take whatever it cared to say.
    """
    answer, complaint = folder / _ANSWER, folder / "complaint"
    with (
        answer.open("wb") as out,
        complaint.open("wb") as err,
        subprocess.Popen(  # noqa: S603 - our own module; the path is an argument, not a command
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=folder,
            env=environment(folder),
            start_new_session=True,
        ) as child,
    ):
        try:
            code = child.wait(limits.wall_seconds)
        except subprocess.TimeoutExpired as error:
            raise refused(f"读取超过 {limits.wall_seconds:g} 秒", _LATER) from error
        finally:
            _end_group(child)
    return code, complaint.read_bytes().decode("utf-8", "replace")


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A million cells, none of which refers back, would be searched for cycles again and again."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _end_group(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    elif child.poll() is None:
        child.kill()


def environment(folder: Path) -> dict[str, str]:
    """What the child knows of the world: where programs and modules are, and its folder as home."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }


def tell(extract: Extract) -> Iterator[bytes]:
    """An extract in lines of JSON: all but its blocks, then block by block; there may be a million."""
    for value in (replace(extract, blocks=()), *extract.blocks):
        yield json.dumps(encoded(value), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def told(lines: Iterable[bytes]) -> Extract:
    """
    The extract that was told in those lines.

    Names of styles and numbers come again and again, so one of each stands for all.
    """
    known: dict[object, object] = {}
    extract, *found = (decoded(json.loads(line), known) for line in lines)
    blocks = tuple(block for block in found if isinstance(block, Paragraph | Table))
    if not isinstance(extract, Extract) or len(blocks) != len(found):
        raise TypeError("the child gave no extract")
    return replace(extract, blocks=blocks)


def encoded(value: object) -> object:
    """
    An extract as what JSON can hold; `decoded` gives it back.

    Lists begin with a word that says what they are: there may be a million of them.

    >>> decoded(encoded(Place(page=3)), {}) == Place(page=3)
    True
    >>> decoded(encoded((Decimal("0.10"), None, "字", {"a": "b"})), {})
    (Decimal('0.10'), None, '字', {'a': 'b'})
    """
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, tuple | list):
        return ["tuple", *map(encoded, value)]
    values = _VALUES.get(type(value))
    if values is not None:
        return [type(value).__name__, *map(encoded, values(value))]
    if isinstance(value, Decimal):
        return ["Decimal", str(value)]
    if isinstance(value, dict):
        return ["dict", *([key, encoded(held)] for key, held in value.items())]
    raise TypeError(f"an extract holds no {type(value).__name__}")


def decoded(value: object, known: dict[object, object]) -> object:
    """What `encoded` was given; words and numbers that are `known` are not made again."""
    if not isinstance(value, list):
        return known.setdefault(value, value) if type(value) in _SHARED else value
    kind, *held = value
    if kind == "Decimal":
        return Decimal(held[0])
    if kind == "dict":
        return {key: decoded(item, known) for key, item in held}
    items = (decoded(item, known) for item in held)
    return tuple(items) if kind == "tuple" else _CLASSES[kind](**dict(zip(_NAMES[kind], items, strict=True)))


_SHARED: Final = frozenset({str, int})
"""No truth values: they would be taken for the numbers that they equal."""


_CLASSES: Final[dict[str, type[Any]]] = {
    kind.__name__: kind for kind in (Extract, Paragraph, Table, Cell, Place)
}
_NAMES: Final = {
    name: tuple(field.name for field in dataclasses.fields(kind)) for name, kind in _CLASSES.items()
}
_VALUES: Final = {kind: operator.attrgetter(*_NAMES[name]) for name, kind in _CLASSES.items()}
