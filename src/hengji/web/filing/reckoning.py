"""
Asking the process that reckons scorecards, so that a save never waits for one.

A scorecard takes the processor for tens of milliseconds, and in the process that does it nothing else runs
meanwhile.  Where no such process is (tests, a server of another kind) or it does not answer, the asker
reckons by itself: nothing depends on it but the time that others wait.
"""

from __future__ import annotations

import os
import socket
from typing import Final

PLACE: Final = "HENGJI_RECKONER"
"""The socket's path, set by `hengji serve` for the processes it starts."""
WAIT: Final = 20.0
"""Seconds after which the asker does it alone."""
_HEAD: Final = 12


def asked(filing_id: int, *, may_edit: bool) -> bytes | None:
    """The answer of `panels.panel` to whoever may or may not edit; `None` where nobody reckons."""
    place = os.environ.get(PLACE, "")
    if not place or not hasattr(socket, "AF_UNIX"):
        return None
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(WAIT)
            line.connect(place)
            line.sendall(f"{filing_id} {int(may_edit)}\n".encode())
            with line.makefile("rb") as coming:
                return opened(coming.read())
    except OSError:
        return None


def closed(content: bytes) -> bytes:
    """An answer with its length before it."""
    return f"{len(content):0{_HEAD}d}".encode() + content


def opened(sent: bytes) -> bytes | None:
    """
    What was sent, if all of it came.

    >>> opened(closed(b"{}")), opened(closed(b"{}")[:-1]), opened(b"")
    (b'{}', None, None)
    """
    head, content = sent[:_HEAD], sent[_HEAD:]
    is_whole = len(head) == _HEAD and head.isdigit() and int(head) == len(content)
    return content if is_whole else None
