"""
The log in words, for whoever reads it: what reviewers have not decided yet is told to the unit later.

Every event stays in its place with its number and digest, so nobody misses one; only its sentence waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from hengji.web.accounts.models import User
from hengji.web.filing import access
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import Filing
from hengji.web.records import chaining, texts
from hengji.web.records.models import Event

_DECISIONS: Final = ("filing.returned", "filing.accepted")
_DELIBERATION: Final = "review."
UNTOLD: Final = "审核过程（作出决定后可见）"


def lines(filing: Filing, user: User, events: Iterable[Event]) -> list[tuple[Event, str]]:
    """Each event with its sentence."""
    tell = teller(filing, user)
    return [(event, tell(event)) for event in events]


def teller(filing: Filing, user: User) -> Callable[[Event], str]:
    """What gives an event's sentence for a person; the same on pages and in the interface."""
    decided = _last_decision(filing) if not access.may(user, FilingAction.READ_DELIBERATION, filing) else None

    def tell(event: Event) -> str:
        waits = decided is not None and event.type.startswith(_DELIBERATION) and event.sequence > decided
        return UNTOLD if waits else texts.sentence(event.type, chaining.payload_of(event))

    return tell


def decided_at(filing: Filing) -> datetime | None:
    """When the unit was last told a decision; `None` before the first."""
    found = _decision(filing)
    return None if found is None else found.at


def _last_decision(filing: Filing) -> int:
    """The number of the last event that told the unit something; 0 for none."""
    found = _decision(filing)
    return 0 if found is None else found.sequence


def _decision(filing: Filing) -> Event | None:
    return Event.objects.filter(chain=filing.chain, type__in=_DECISIONS).order_by("-sequence").first()
