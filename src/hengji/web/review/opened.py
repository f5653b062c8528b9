"""
A revision opened for reading: what the unit answered, what was computed, what it gave as evidence.

Everything is as it was issued; only the way from a cell of the form back to its answer is found anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hengji.domain.filing import Filing as DomainFiling
from hengji.web.filing import conversion
from hengji.web.filing.models import Revision
from hengji.web.records.canonical import canonical, sm3
from hengji.workbook.answers import TakenAnswers

Object = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedFinding:
    """A finding as it was issued, with the answer it is about."""

    identity: str
    """The same as `filing.findings.identity` gives."""
    rule: str
    severity: str
    title: str
    message: str
    place: str
    path: str | None
    quote: str
    basis: str
    suggestion: str
    figures: str
    explanation: str = ""
    is_stale: bool = False
    """The explanation was given for other figures."""

    @property
    def severity_title(self) -> str:
        """错误, 警示 or 提示."""
        return {"error": "错误", "warning": "警示"}.get(self.severity, "提示")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A revision with its columns read."""

    revision: Revision
    content: Mapping[str, str]
    evaluation: Object
    evidence: tuple[Object, ...]
    findings: tuple[IssuedFinding, ...]
    paths: Mapping[str, str]
    """`sheet!cell` → path of the answer."""
    filing: DomainFiling | None

    @property
    def claimed_score(self) -> Decimal | None:
        """自评得分."""
        return figure(self.evaluation["claimed_score"])

    @property
    def full_marks(self) -> Decimal:
        """Of the edition."""
        return Decimal(self.evaluation["full_marks"])

    def leaves(self) -> Iterator[Object]:
        """The scores that are not sums of others, caps and cuts among them."""
        for score in self.evaluation["criteria"]:
            yield from leaves_of(score)


def open_revision(revision: Revision) -> Opened:
    """Read a revision; its filing and campaign should come with it."""
    content: dict[str, str] = json.loads(revision.content)
    evaluation: dict[str, Any] = json.loads(revision.evaluation)
    taken = conversion.taken(content, revision.filing.campaign)
    paths = _paths(taken)
    said = {each["finding"]: each for each in json.loads(revision.explanations)}
    return Opened(
        revision=revision,
        content=content,
        evaluation=evaluation,
        evidence=tuple(json.loads(revision.evidence)),
        findings=tuple(_finding(each, paths, said) for each in evaluation["findings"]),
        paths=paths,
        filing=taken.filing,
    )


def leaves_of(score: Object) -> Iterator[Object]:
    """The score itself, or what it is the sum of."""
    if not score["criteria"]:
        yield score
    for part in score["criteria"]:
        yield from leaves_of(part)


def figure(written: str | None) -> Decimal | None:
    """A decimal of an object."""
    return None if written is None else Decimal(written)


def _paths(taken: TakenAnswers) -> Mapping[str, str]:
    return {f"{sheet}!{cell}": path for (sheet, cell), path in taken.paths.items()}


def _finding(issued: Object, paths: Mapping[str, str], said: Mapping[str, Object]) -> IssuedFinding:
    place = issued["place"] or ""
    path = paths.get(place)
    identity = sm3(canonical([issued["rule"], path or _where(place) or issued["title"]]))
    explained = said.get(identity, {})
    figures = "|".join("" if issued[name] is None else str(issued[name]) for name in ("stated", "computed"))
    return IssuedFinding(
        identity=identity,
        rule=issued["rule"],
        severity=issued["severity"],
        title=issued["title"],
        message=issued["message"],
        place=place,
        path=path,
        quote=issued["quote"] or "",
        basis=issued["basis"] or "",
        suggestion=issued["suggestion"] or "",
        figures=figures[:200],
        explanation=explained.get("text", ""),
        is_stale=bool(explained) and explained.get("figures", "") != figures[:200],
    )


def _where(place: str) -> str:
    """The sheet of a place that has no answer of its own, as the identity of a finding takes it."""
    return place.partition("!")[0]
