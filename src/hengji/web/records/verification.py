"""
Checking chains: every event follows from the one before it, and the last one is the head.

A plain chain does not notice that its end was cut off or that it was hashed anew from some place on.
Anchors do: heads that were written down elsewhere earlier, which the chain must still contain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hengji.web.records.canonical import ALGORITHM
from hengji.web.records.chaining import digest_of
from hengji.web.records.models import Chain, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A chain's head as it was once."""

    chain: str
    length: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The first thing that is wrong with a chain, in Chinese, and where."""

    chain: str
    sequence: int
    row: int | None
    what: str

    def __str__(self) -> str:
        row = "" if self.row is None else f"（记录 {self.row}）"
        return f"{self.chain} 第 {self.sequence} 条{row}：{self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was checked and what was found."""

    chains: int
    events: int
    faults: tuple[Fault, ...]


def anchors() -> Iterator[Anchor]:
    """Every head as it stands now, to be kept outside the database."""
    for head in Chain.objects.order_by("key").iterator():
        yield Anchor(chain=head.key, length=head.length, digest=head.digest)


def anchor_lines() -> Iterator[str]:
    """The anchors as JSON Lines."""
    for anchor in anchors():
        yield json.dumps(
            {"chain": anchor.chain, "length": anchor.length, "digest": anchor.digest}, ensure_ascii=False
        )


def read_anchors(lines: Iterable[str]) -> tuple[Anchor, ...]:
    """Anchors from JSON Lines; raises `ValueError` where a line is none."""
    read = []
    for line in lines:
        if line.strip():
            value = json.loads(line)
            read.append(
                Anchor(chain=str(value["chain"]), length=int(value["length"]), digest=str(value["digest"]))
            )
    return tuple(read)


def verify(kept: Iterable[Anchor] = ()) -> Outcome:
    """Check every chain; the first fault of each is told."""
    wanted: dict[str, list[Anchor]] = {}
    for anchor in kept:
        wanted.setdefault(anchor.chain, []).append(anchor)
    heads = {head.key: head for head in Chain.objects.all()}
    faults: list[Fault] = []
    events = 0
    seen: set[str] = set()
    for chain, members in _by_chain(Event.objects.order_by("chain", "sequence", "pk").iterator()):
        seen.add(chain)
        events += len(members)
        fault = _first_fault(chain, members, heads.get(chain), wanted.get(chain, ()))
        if fault is not None:
            faults.append(fault)
    for chain in sorted((heads.keys() | wanted.keys()) - seen):
        fault = _first_fault(chain, [], heads.get(chain), wanted.get(chain, ()))
        if fault is not None:
            faults.append(fault)
    return Outcome(chains=len(heads.keys() | seen), events=events, faults=tuple(faults))


def faults_of(chains: Iterable[str]) -> dict[str, Fault]:
    """The first fault of each of some chains that has one; two queries however many chains."""
    wanted = set(chains)
    heads = {head.key: head for head in Chain.objects.filter(key__in=wanted)}
    events = Event.objects.filter(chain__in=wanted).order_by("chain", "sequence", "pk")
    members = dict(_by_chain(events.iterator()))
    found = {chain: _first_fault(chain, members.get(chain, []), heads.get(chain), ()) for chain in wanted}
    return {
        chain: fault
        for chain, fault in found.items()
        if fault is not None and (chain in heads or chain in members)
    }


def _by_chain(events: Iterator[Event]) -> Iterator[tuple[str, list[Event]]]:
    members: list[Event] = []
    for event in events:
        if members and members[0].chain != event.chain:
            yield members[0].chain, members
            members = []
        members.append(event)
    if members:
        yield members[0].chain, members


def _first_fault(
    chain: str, members: list[Event], head: Chain | None, kept: Iterable[Anchor]
) -> Fault | None:
    digests: dict[int, str] = {}
    previous = ""
    for expected, event in enumerate(members, start=1):
        what = _wrong_with(event, expected, previous)
        if what is not None:
            return Fault(chain=chain, sequence=expected, row=event.pk, what=what)
        digests[expected] = previous = event.digest
    for anchor in sorted(kept, key=lambda each: each.length):
        if anchor.length and digests.get(anchor.length) != anchor.digest:
            what = "此前留存的链尾不在链中：记录被截断或整段改写"
            return Fault(chain=chain, sequence=anchor.length, row=None, what=what)
    if head is None or (head.length, head.digest) != (len(members), previous):
        what = "链尾与末条记录不符：末尾的记录被删除，或有记录未经本系统写入"
        return Fault(chain=chain, sequence=len(members) + 1, row=None, what=what)
    return None


def _wrong_with(event: Event, expected: int, previous: str) -> str | None:
    if event.sequence != expected:
        return f"序号应为 {expected}，实为 {event.sequence}：有记录被删除、插入或调换"
    if event.algorithm != ALGORITHM:
        return f"算法“{event.algorithm}”不认识"
    if event.previous != previous:
        return "前一条的校验值不符：有记录被删除、插入或调换"
    if event.digest != digest_of(event):
        return "内容与校验值不符：记录被改动"
    return None


def figures(outcome: Outcome) -> Mapping[str, int]:
    """The outcome in numbers, for machines."""
    return {"chains": outcome.chains, "events": outcome.events, "faults": len(outcome.faults)}
