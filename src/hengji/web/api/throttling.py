"""
How often somebody may ask, counted in the database: the same for every server process and after a restart.

Two periods are kept.  The one before counts by the part of it that still lies within the last period, so
that nobody can ask twice as often around the turn.
"""

from __future__ import annotations

import time
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F

from hengji.web.api.models import RequestCount

_KEPT: Final = 3_600
"""Seconds after which a count says nothing any more."""
_SWEEP_EVERY: Final = 100
"""New callers between two sweeps."""
_ATTEMPTS: Final = 5


def wait_of(who: str, most: int, seconds: int) -> float:
    """
    Count a request of somebody who may make `most` in so many seconds: 0, or how long they must wait.

    A refused request does not count.  Safe with any number of processes: each change names what it saw.
    """
    for _ in range(_ATTEMPTS):
        now = time.time()
        since = int(now // seconds) * seconds
        left = 1 - (now - since) / seconds
        row = RequestCount.objects.filter(who=who).first()
        if row is None:
            if _begin(who, since):
                return 0
            continue
        mine = RequestCount.objects.filter(pk=row.pk, since=row.since)
        if row.since != since:
            before = row.count if row.since == since - seconds else 0
            allowed = before * left + 1 <= most
            if mine.update(since=since, count=int(allowed), before=before):
                return 0 if allowed else seconds * left
        elif mine.filter(count__lte=int(most - row.before * left) - 1).update(count=F("count") + 1):
            return 0
        else:
            return max(1, seconds * left)
    return 1


def _begin(who: str, since: int) -> bool:
    try:
        with transaction.atomic():
            made = RequestCount.objects.create(who=who, since=since, count=1)
    except IntegrityError:
        return False  # another process was first
    if made.pk % _SWEEP_EVERY == 0:
        RequestCount.objects.filter(since__lt=since - _KEPT).delete()
    return True
