"""What the races share: real threads on real PostgreSQL, let go at once, and the defect to plant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connections
from django.db.models.query import QuerySet

from hengji.web.filing import drafts
from hengji.web.filing.models import Filing

ON_POSTGRES = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="races need PostgreSQL: python scripts/with_postgres.py -- pytest tests/web (./test does)",
)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all at the same instant, each in a thread with a connection of its own; what came of each."""
    barrier, outcomes = threading.Barrier(len(acts)), [object()] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            connections["default"].ensure_connection()
            barrier.wait(10)
            outcomes[number] = act()
        except Exception as error:  # noqa: BLE001 - what came of it is what the test looks at
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


@contextmanager
def no_locks() -> Iterator[None]:
    """The planted defect: nobody takes a row lock, and everybody is slow between reading and writing."""
    real = drafts.locked

    def unlocked(filing_id: int) -> Filing:
        filing = real(filing_id)
        threading.Event().wait(0.05)
        return filing

    with (
        patch.object(QuerySet, "select_for_update", lambda self, **_options: self),
        patch.object(drafts, "locked", unlocked),
    ):
        yield
