"""
The database's clock: the one clock by which deadlines are judged and events are dated.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import connection

_PRETENDED: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def database_now() -> datetime:
    """
    The instant, as the database knows it now; not when its transaction began.
    """
    pretended = _PRETENDED.get()
    if pretended is not None:
        return pretended
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
            return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now.astimezone(UTC)


@contextmanager
def pretend(instant: datetime) -> Iterator[None]:
    """
    Let it be another instant for the code inside: for the demonstration's past and for tests.

    No request can reach this; it holds in the calling thread only.
    """
    token = _PRETENDED.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _PRETENDED.reset(token)
