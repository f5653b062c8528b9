"""
The process that reckons scorecards, one after the other: `python -m hengji.web.filing.reckoner`.

It is asked by the server's processes only, which have decided on access before: its socket lies in a
folder that is open to nobody else.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Final

from hengji.web.filing import reckoning
from hengji.web.jobs import orphans, starting

_LOG: Final = logging.getLogger("hengji.reckoner")
_WAITING: Final = 128
_LINE_SECONDS: Final = 5.0


def serve(door: socket.socket) -> None:
    """Answer whoever asks, until the process ends; a connection that the database dropped is replaced."""
    from django.db import close_old_connections

    while True:
        line, _ = door.accept()
        with line, suppress(OSError):
            line.settimeout(_LINE_SECONDS)
            with line.makefile("rb") as coming:
                question = coming.readline(64)
            close_old_connections()
            line.sendall(answered(question))


def answered(question: bytes) -> bytes:
    """The whole answer to a question; nothing where it cannot be given, and the asker does it alone."""
    from hengji.web.filing import panels
    from hengji.web.filing.models import Filing

    try:
        filing_id, may_edit = (int(word) for word in question.split())
        filing = Filing.objects.select_related("campaign", "organisation").get(pk=filing_id)
        return reckoning.closed(panels.reckoned(filing, may_edit=bool(may_edit)).content)
    except Exception:  # noqa: BLE001 - one broken draft must not stop the others; the asker meets it too and tells
        _LOG.exception("no scorecard for %r", question)
        return b""


def open_door(place: str) -> socket.socket:
    """The socket, open to this account only."""
    Path(place).unlink(missing_ok=True)
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        door.bind(place)
    finally:
        os.umask(before)
    door.listen(_WAITING)
    return door


def main() -> None:
    """Set Django up and reckon."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.web.project.settings")
    django.setup()
    starting.make_ready()
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    orphans.end_with_server()
    serve(open_door(os.environ[reckoning.PLACE]))


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """Nothing that is in hand is lost: it is reckoned again by whoever asked."""
    sys.exit(0)


if __name__ == "__main__":
    main()
