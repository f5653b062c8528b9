"""
The worker beside the server: `python -m hengji.web.jobs.worker`.
"""

from __future__ import annotations

import importlib
import logging
import os
import secrets
import signal
import threading
import time
from types import FrameType
from typing import Final

from hengji.web.jobs import orphans

_LOG: Final = logging.getLogger("hengji.jobs")
_IDLE_SECONDS: Final = 0.5
_SWEEP_SECONDS: Final = 5.0
_BEHIND: Final = 5
"""Reports may take a little longer; pages may not."""


class Worker:
    """Takes one job after another until it is told to stop."""

    def __init__(self) -> None:
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.stopping = threading.Event()

    def work(self, *, once: bool = False) -> int:
        """Work until stopped, or (`once`) until the queue is empty; gives how many jobs were taken."""
        from hengji.web.jobs import queue

        for module in queue.task_modules():
            importlib.import_module(module)
        done, swept = 0, 0.0
        while not self.stopping.is_set():
            if time.monotonic() - swept > _SWEEP_SECONDS or once:
                queue.requeue_expired()
                swept = time.monotonic()
            if self.work_one():
                done += 1
            elif once:
                break
            else:
                self.stopping.wait(_IDLE_SECONDS)
        return done

    def work_one(self) -> bool:
        """Take and do one job; gives whether there was one."""
        from hengji.web.jobs import queue

        job = queue.claim(self.name)
        if job is None:
            return False
        ended = threading.Event()
        keeper = threading.Thread(target=self._vouch, args=(job, ended), daemon=True)
        keeper.start()
        try:
            queue.run(job, self.name)
        except Exception:  # noqa: BLE001 - one broken job must not stop the others; it was told and is logged
            _LOG.exception("job %s failed", job.pk)
        finally:
            ended.set()
            keeper.join()
        return True

    def _vouch(self, job: object, ended: threading.Event) -> None:
        from django.db import connection

        from hengji.web.jobs import queue
        from hengji.web.jobs.models import Job

        try:
            while isinstance(job, Job) and not ended.wait(queue.LEASE.total_seconds() / 4):
                queue.renew(job, self.name)
        except queue.LeaseLost:
            _LOG.warning("job lost to another worker")
        finally:
            connection.close()

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Finish the job in hand, then leave."""
        self.stopping.set()


def main() -> None:
    """Set Django up and work."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengji.web.project.settings")
    django.setup()
    os.nice(_BEHIND)
    worker = Worker()
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    orphans.end_with_server()
    worker.work()


if __name__ == "__main__":
    main()
