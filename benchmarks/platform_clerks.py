"""
Clerks as the platform sees them: each has a page with the versions it knows, types, and saves what changed.

A clerk names the version of each field that stands on the page, as the page's script does, takes over what
others wrote, and writes again over a conflict once both values were seen.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks.platform_ledger import Ledger, Typed, Write

SENTENCES = (
    "已按月核对台账，相关数据与决算报表一致。",
    "年内召开两次专题会，对进度较慢的项目逐项督办。",
    "资料由业务科室提供，经办公室复核后填写。",
    "下一步将完善项目库，做好事前评估。",
)
TEXTS = (
    "narratives/overall_work/answer",
    "narratives/budget_execution/answer",
    "narratives/performance_management/answer",
    "narratives/disclosure/answer",
    "narratives/budget_preparation/answer",
    "organisation/mandate/answer",
    "assessments/goal_setting/reason",
    "assessments/disclosure/reason",
    *(f"indicators/{number:04d}00/evidence" for number in range(1, 25)),
)
AMOUNT = "management/management.operating_amount/value"
AMOUNTS = ("421873.25", "421873.2", "421,873.25")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A field as it stands on somebody's page."""

    value: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A draft and the cookies of its people."""

    filing: int
    version: int
    fields: Mapping[str, Seen]
    clerks: Sequence[str]
    officer: str


@dataclass(slots=True, kw_only=True)
class Clerk:
    """One person at one page; `number` seeds what they type."""

    place: Place
    number: int
    cookie: str
    known: int = 0
    fields: dict[str, Seen] = field(default_factory=dict)
    saves: int = 0
    last: str = ""
    """The path of the last save: where a colleague may meet them."""
    colleague: Clerk | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Read the page."""
        self.fields, self.known = dict(self.place.fields), self.place.version

    @property
    def address(self) -> str:
        """Where the page saves."""
        return f"/filings/{self.place.filing}/fields/save"

    def type(self) -> list[Typed]:
        """One to three changes: mostly words, sometimes an amount or a new row."""
        with self.lock:
            self.saves += 1
            chance = random.Random(self.number * 1000 + self.saves)  # noqa: S311 - what is typed is no secret
            paths = chance.sample(TEXTS, chance.choice((1, 1, 2, 3)))
            if self.colleague is not None and self.colleague.last and self.saves % 2:
                paths[0] = self.colleague.last
            changes = [self._more(path) for path in dict.fromkeys(paths)]
            if self.saves % 4 == 0:
                changes.append(self._typed(AMOUNT, chance.choice(AMOUNTS)))
            if self.saves % 5 == 0:
                row = f"{self.saves:04d}50{'ab'[self.number % 2]}"
                changes.append(self._typed(f"illustrations/{row}/illustration", "数据由办公室于年终核对。"))
            self.last = changes[0].path
        return changes

    def _more(self, path: str) -> Typed:
        before = self.fields.get(path, Seen(value="", version=0)).value[:400].split("（第")[0]
        sentence = SENTENCES[(self.number + self.saves) % len(SENTENCES)]
        return self._typed(path, f"{before}（第{self.number}-{self.saves}稿）{sentence}")

    def _typed(self, path: str, value: str) -> Typed:
        known = self.fields.get(path)
        return Typed(path=path, value=value, base=0 if known is None else known.version)

    def body(self, changes: Sequence[Typed]) -> str:
        """As the page's script sends it."""
        listed = [{"path": each.path, "value": each.value, "base": each.base} for each in changes]
        return json.dumps({"known": self.known, "changes": listed})

    def took(self, changes: Sequence[Typed], content: Mapping[str, Any], ledger: Ledger) -> None:
        """The answer to a save: what was acknowledged goes into the ledger, the rest onto the page."""
        with self.lock:
            for each in changes:
                if each.path in content["saved"]:
                    version = content["saved"][each.path]
                    self.fields[each.path] = Seen(value=each.value, version=version)
                    if version == each.base:
                        continue  # it stood there already: nothing was written
                    ledger.acknowledged(
                        Write(
                            filing=self.place.filing, path=each.path, value=each.value,
                            version=version, base=each.base,
                        )
                    )  # fmt: skip
            for each in (*content["others"], *content["conflicts"]):
                self.fields[each["path"]] = Seen(value=each["value"], version=each["version"])
            ledger.met(len(content["conflicts"]))
            self.known = content["version"]


def clerks_of(places: Sequence[Place]) -> list[Clerk]:
    """Everybody at work; where a filing has two clerks, the second looks where the first was."""
    made: list[Clerk] = []
    for place in places:
        first = Clerk(place=place, number=len(made) + 1, cookie=place.clerks[0])
        made.append(first)
        made += [
            Clerk(place=place, number=len(made) + 1, cookie=each, colleague=first)
            for each in place.clerks[1:]
        ]
    return made


def again(changes: Sequence[Typed], clerk: Clerk) -> list[Typed]:
    """The same words over what is on the page now: what a person does who saw both values."""
    with clerk.lock:
        return [
            replace(each, base=clerk.fields[each.path].version) if each.path in clerk.fields else each
            for each in changes
        ]
