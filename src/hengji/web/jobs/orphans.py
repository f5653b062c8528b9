"""
No process of ours outlives the one that `hengji serve` is: else a killed server would keep its port.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Final

SERVER: Final = "HENGJI_SERVER_PROCESS"
"""Set by `serve` for the processes it starts: its own number."""
_LOOK_EVERY: Final = 1.0
_GRACE: Final = 20.0


def end_with_server() -> None:
    """End this process, what is in hand first, once the server that started it is gone; else nothing."""
    server = os.environ.get(SERVER, "")
    if server.isdigit():
        threading.Thread(target=_watch, args=(int(server),), daemon=True).start()


def _watch(server: int) -> None:
    while os.getppid() == server:
        time.sleep(_LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)
