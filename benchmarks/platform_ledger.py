"""
The ledger: every write that the platform acknowledged, kept by who asked for it and compared afterwards.

What counts as a fault: an acknowledged write whose value, version or event is not there; one event for two
writes or two for one; a field overwritten by somebody who had not seen it; a press of the button that got no
receipt or another one than its twin; a submission that lacks what was saved before it; a broken chain.
"""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from hengji.web.filing.models import DraftField, Revision
from hengji.web.records.canonical import canonical, sm3
from hengji.web.records.models import Event
from hengji.web.records.verification import verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a save sends of one answer; `base` is the version over which it was written."""

    path: str
    value: str
    base: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(Typed):
    """One answer that the platform said it kept."""

    filing: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """One press of 提交 that was answered: where to, which is the address of the receipt."""

    filing: int
    status: int
    receipt: str


@dataclass(slots=True, kw_only=True)
class Ledger:
    """What the people outside were told."""

    writes: list[Write] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    conflicts: int = 0
    unheard: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    """Filing and paths of saves whose answer never came: they may be there or not, and both is right."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledged(self, write: Write) -> None:
        """A write came back as saved."""
        with self._lock:
            self.writes.append(write)

    def met(self, conflicts: int) -> None:
        """Somebody was shown what another person had written meanwhile."""
        with self._lock:
            self.conflicts += conflicts

    def cut(self, filing: int, paths: Iterable[str]) -> None:
        """A save was sent and its line lost."""
        with self._lock:
            self.unheard.append((filing, frozenset(paths)))

    def pressed(self, press: Press) -> None:
        """The button was answered."""
        with self._lock:
            self.presses.append(press)

    def faults(self) -> list[str]:
        """All that the database says otherwise; empty where nothing was lost, doubled or overwritten."""
        filings = {each.filing for each in (*self.writes, *self.presses)}
        found = list(self._writes())
        for number in sorted(filings):
            unheard = [paths for filing, paths in self.unheard if filing == number]
            found += _events_of(number, [each for each in self.writes if each.filing == number], unheard)
        found += self._submissions()
        return [*found, *(f"chain: {fault}" for fault in verify().faults)]

    def _writes(self) -> Iterable[str]:
        by_field: dict[tuple[int, str], dict[int, Write]] = defaultdict(dict)
        for each in self.writes:
            earlier = by_field[each.filing, each.path].setdefault(each.version, each)
            if earlier.value != each.value:
                yield f"doubled: {each.filing} {each.path} has two values at version {each.version}"
        kept = {
            (number, path): (value, version)
            for number, path, value, version in DraftField.objects.filter(
                filing__in={number for number, _ in by_field}
            ).values_list("filing", "path", "value", "version")
        }
        for place, versions in by_field.items():
            ordered = [versions[version] for version in sorted(versions)]
            for before, after in pairwise(ordered):
                if after.base < before.version:
                    yield f"overwritten: {place} version {before.version} by one who knew {after.base}"
            if kept.get(place) != (ordered[-1].value, ordered[-1].version):
                yield f"lost: {place} version {ordered[-1].version}"

    def _submissions(self) -> Iterable[str]:
        receipts: dict[int, set[str]] = defaultdict(set)
        for press in self.presses:
            receipts[press.filing].add(press.receipt if press.status == 302 else f"none: {press.status}")
        events = Counter(
            Event.objects.filter(
                chain__in=[f"filing:{number}" for number in receipts], type="filing.submitted"
            ).values_list("chain", flat=True)
        )
        last = {(each.filing, each.path): each for each in sorted(self.writes, key=lambda one: one.version)}
        for number, told in sorted(receipts.items()):
            revisions = list(Revision.objects.filter(filing=number))
            if len(told) != 1 or any(one.startswith("none") for one in told):
                yield f"receipts: {number} was told {sorted(told)}"
            if len(revisions) != 1 or events[f"filing:{number}"] != 1:
                yield (
                    f"{'doubled' if len(revisions) > 1 else 'lost'}: {number} has {len(revisions)} revisions"
                    f" and {events[f'filing:{number}']} events"
                )
            for revision in revisions:
                content = json.loads(revision.content)
                for (filing, path), write in last.items():
                    if filing == number and content.get(path, "") != write.value:
                        yield f"lost: {number} was submitted without {path} version {write.version}"


def _events_of(number: int, writes: Iterable[Write], unheard: list[frozenset[str]]) -> Iterable[str]:
    told: dict[int, dict[str, str]] = defaultdict(dict)
    for each in writes:
        told[each.version][each.path] = each.value
    events: dict[int, Mapping[str, object]] = {}
    for payload in Event.objects.filter(chain=f"filing:{number}", type="filing.saved").values_list(
        "payload", flat=True
    ):
        saved = json.loads(payload)
        if saved["version"] in events:
            yield f"doubled: {number} has two saves of version {saved['version']}"
        events[saved["version"]] = saved
    for version, values in told.items():
        event = events.pop(version, None)
        if event is None:
            yield f"lost: {number} has no event for version {version}"
        elif event["digest"] != sm3(canonical(values)) and not _half_heard(event, values, unheard):
            yield f"changed: {number} version {version} is not what was sent"
    for version, event in events.items():
        if _half_heard(event, {}, unheard):
            continue
        yield f"doubled: {number} has a save of version {version} that nobody was told of"


def _half_heard(event: Mapping[str, object], told: Mapping[str, str], unheard: list[frozenset[str]]) -> bool:
    """Whether it is a save whose line was cut; when it was sent again, others had written over some of it."""
    listed = event["paths"]
    paths = set(listed) if isinstance(listed, list) else set()
    match = next((each for each in unheard if each >= paths > told.keys()), None)
    if match is None:
        return False
    unheard.remove(match)
    return True
