"""
A process that shuts itself in before it opens a stranger's file.

Three locks, each taken where the system has it: limits on memory, processor time, file size and
open files (POSIX); a network of its own with nothing in it (Linux namespaces, or Landlock's
refusal of TCP where a container forbids namespaces); and no writing anywhere but in its own
folder (Landlock, Linux 5.13 and later).  None can be undone from inside.  Reading stays free:
fonts, libraries and the file itself lie all over the system.  `seclude` says which locks took.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final

FILE_BYTES: Final = 256 * 1024 * 1024
"""The largest file that may be written: the extract itself, or what LibreOffice converts."""
OPEN_FILES: Final = 256

_NEW_NETWORK: Final = 0x40000000
_NEW_USER: Final = 0x10000000
_NO_NEW_PRIVILEGES: Final = 38
_NOT_DUMPABLE: Final = 4
_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Numbers of the Landlock calls, the same on every architecture of today."""
_BENEATH: Final = 1
_WRITING: Final = (1 << 1) | sum(1 << bit for bit in range(4, 13))
"""Writing to a file; removing and making files, folders, links, sockets, devices."""
_REFER: Final = 1 << 13
_TRUNCATE: Final = 1 << 14
_TCP: Final = 0b11
_SCOPES: Final = 0b11
"""Sockets without a name in the file system, and signals, to processes outside."""
_WRITABLE_DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/shm")  # noqa: S108 - a rule's path, no file of ours


_SOCKETS: Final = 1 << 9 | 1 << 5
"""Making a socket, and removing one again."""
_SOCKETS_AT: Final = "/tmp"  # noqa: S108 - LibreOffice lays its socket there, whatever TMPDIR says


class Lock(StrEnum):
    """What a process has shut."""

    LIMITS = "limits"
    NETWORK = "network"
    WRITING = "writing"


def seclude(
    folder: Path, *, memory_bytes: int, processor_seconds: int, for_office: bool = False
) -> frozenset[Lock]:
    """
    Shut this process in, for good; `folder` stays writable.  Gives the locks that took.

    `for_office` leaves LibreOffice the one thing it needs outside: its socket in /tmp.
    """
    taken = set()
    if os.name == "posix":
        _limit(memory_bytes, processor_seconds)
        taken.add(Lock.LIMITS)
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
        if library.unshare(_NEW_NETWORK) == 0 or library.unshare(_NEW_USER | _NEW_NETWORK) == 0:
            taken.add(Lock.NETWORK)
        taken |= _landlock(library, folder, for_office=for_office)
    return frozenset(taken)


def _limit(memory_bytes: int, processor_seconds: int) -> None:
    import resource

    for kind, soft, hard in (
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_CPU, processor_seconds, processor_seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, FILE_BYTES, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
    ):
        resource.setrlimit(kind, (soft, hard))


def _landlock(library: ctypes.CDLL, folder: Path, *, for_office: bool) -> set[Lock]:
    """Writing allowed below the folder only, and no TCP where this kernel's Landlock knows it."""
    version = library.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return set()
    rights = _WRITING | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    knows_tcp, knows_scopes = version >= 4, version >= 6
    asked = struct.pack("<QQQ", rights, _TCP if knows_tcp else 0, _SCOPES if knows_scopes else 0)
    asked = asked[: 24 if knows_scopes else 16 if knows_tcp else 8]
    rules = library.syscall(_CREATE, asked, ctypes.c_size_t(len(asked)), ctypes.c_uint32(0))
    if rules < 0:
        return set()
    try:
        for path in (os.fspath(folder), *_WRITABLE_DEVICES):
            _allow(library, rules, path, rights)
        if for_office:
            _allow(library, rules, _SOCKETS_AT, _SOCKETS)
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        if library.syscall(_RESTRICT, rules, ctypes.c_uint32(0)) != 0:
            return set()
    finally:
        os.close(rules)
    return {Lock.WRITING, Lock.NETWORK} if knows_tcp else {Lock.WRITING}


def _allow(library: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    """Let one path be written to; a device that this system lacks stays shut."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        allowed = rights if os.path.isdir(path) else rights & ((1 << 1) | _TRUNCATE)  # noqa: PTH112 - a path of ours
        rule = struct.pack("<Qi", allowed, opened)
        library.syscall(_ADD, rules, _BENEATH, rule, ctypes.c_uint32(0))
    finally:
        os.close(opened)
