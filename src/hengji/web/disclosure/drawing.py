"""
The charts of a year as they were drawn last: kept for a moment, drawn anew as soon as anything was moved.

With a thousand departments the drawing takes some forty milliseconds of the processor, and the leading
officials of a bureau all open the same page.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Max, Sum
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from hengji.web.accounts.access import Held, held_by
from hengji.web.accounts.models import User
from hengji.web.disclosure import dashboards
from hengji.web.disclosure.models import Publication
from hengji.web.filing import access
from hengji.web.records.clock import database_now

KEPT: Final = 20.0
"""Seconds; the page says at which instant its figures were read."""
_MOST: Final = 8

_Key = tuple[tuple[Held, ...], int, tuple[object, ...]]
_kept: Final[dict[_Key, tuple[float, Drawn]]] = {}
_turn: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Every chart of a year with its table, as HTML."""

    html: SafeString
    as_of: datetime


def drawn(user: User, year: int) -> Drawn:
    """The charts for whoever holds the same roles as this person."""
    key = (held_by(user), year, _stamp(user, year))
    with _turn:  # who opens the page at the same instant waits for the first one's drawing
        there = _kept.get(key)
        if there is not None and time.monotonic() - there[0] < KEPT:
            return there[1]
        as_of = database_now()
        context = {"charts": dashboards.charts_of(user, year), "year": year}
        html = mark_safe(render_to_string("disclosure/charts.html", context))  # noqa: S308 - escaped by the template
        made = Drawn(html=html, as_of=as_of)
        for old in sorted(_kept, key=lambda each: _kept[each][0])[: max(0, len(_kept) + 1 - _MOST)]:
            del _kept[old]
        _kept[key] = (time.monotonic(), made)
    return made


def forget() -> None:
    """Keep nothing."""
    with _turn:
        _kept.clear()


def count() -> int:
    """How many drawings are kept."""
    return len(_kept)


def _stamp(user: User, year: int) -> tuple[object, ...]:
    """What changes with every move of a filing of the year and with every publication."""
    filings = access.visible_to(user).filter(campaign__fiscal_year=year, submitted_at__isnull=False)
    found = filings.aggregate(Count("pk"), Max("submitted_at"), Sum("version"))
    public = Publication.objects.aggregate(Count("pk"), Max("pk"), Count("withdrawn_at"))
    return (*found.values(), *public.values())
