"""
Writing an event: in the transaction of the change it tells of, at the end of its object's chain.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from django.db import connection

from hengji.web.records import texts
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import ALGORITHM, LEAF, Plain, canonical, sm3, text
from hengji.web.records.clock import database_now
from hengji.web.records.models import Chain, Event


def write(
    chain: str, event_type: str, actor: Actor, *, at: datetime | None = None, **payload: Plain
) -> Event:
    """
    Append an event to a chain.

    `at` is the database's clock where the caller has not asked it already.  Raises `KeyError` for a
    type that has no text, `ValueError` for a payload that its text does not expect, and
    `RuntimeError` outside a transaction: an event without its change would be a lie.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its change")
    texts.check(event_type, payload)
    head = _locked(chain)
    event = Event(
        chain=chain,
        sequence=head.length + 1,
        type=event_type,
        at=at or database_now(),
        user_id=actor.user_id,
        actor=actor.name[:80],
        role=actor.role,
        organisation=actor.organisation[:120],
        address=actor.address,
        request_id=actor.request_id,
        payload=text(payload),
        algorithm=ALGORITHM,
        previous=head.digest,
        digest="",
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    head.length, head.digest = event.sequence, event.digest
    head.save(update_fields=["length", "digest"])
    return event


def _locked(chain: str) -> Chain:
    head = Chain.objects.select_for_update().filter(key=chain).first()
    if head is None:
        Chain.objects.get_or_create(key=chain)
        head = Chain.objects.select_for_update().get(key=chain)
    return head


def digest_of(event: Event) -> str:
    """The digest that an event's own columns ask for."""
    return sm3(
        LEAF
        + canonical(
            {
                "algorithm": event.algorithm,
                "chain": event.chain,
                "sequence": event.sequence,
                "type": event.type,
                "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "user_id": event.user_id,
                "actor": event.actor,
                "role": event.role,
                "organisation": event.organisation,
                "address": event.address,
                "request_id": event.request_id,
                "payload": event.payload,
                "previous": event.previous,
            }
        )
    )


def payload_of(event: Event) -> dict[str, Plain]:
    """What an event tells, as values."""
    values: dict[str, Plain] = json.loads(event.payload)
    return values
