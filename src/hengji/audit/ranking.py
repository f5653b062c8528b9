"""
The order of findings, and which of them share a cause.

A later rule that meets the same cause names the earlier one, so that a reader mends it once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from hengji.audit import registry
from hengji.audit.rule import Family
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
_WEIGHT = {Family.CM: 1, Family.WD: 2}
"""What the figures themselves give away comes first, then what is missing, then how it is written."""
_UNWRITTEN = frozenset(("WD01", "WD02"))
"""A form's instructions and blanks stand where something is missing."""
_NEIGHBOURS = 8
"""Earlier spans to look at for one that reaches over a later start; findings of a rule hardly nest."""


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """
    Errors first, of one severity substance before form, then in the order of the document; causes named.

    A reviewer begins with full marks beside an unspent budget, not with the numbering of a heading.
    """
    in_code_order = sorted(findings, key=lambda finding: finding.rule)
    known = _Index(in_code_order)
    named = [_with_cause(finding, known) for finding in in_code_order]
    return tuple(sorted(named, key=_position))


def same_place(first: Place | None, second: Place | None) -> bool:
    """
    Whether two findings stand at the same words, cell or row.

    >>> same_place(Place(sheet="A", cell="B2"), Place(sheet="A", cell="B2"))
    True
    >>> same_place(Place(start=0, end=4), Place(start=3, end=9))
    True
    >>> same_place(None, Place(start=3, end=9)), same_place(Place(sheet="A"), Place(sheet="B"))
    (False, False)
    """
    if first is None or second is None:
        return False
    if first == second:
        return True
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    return first.start < second.end and second.start < first.end


class _Index:
    """Places of findings by rule, so that a long document is ranked in linear time."""

    def __init__(self, findings: list[Finding]) -> None:
        places: dict[str, list[Place]] = defaultdict(list)
        for finding in findings:
            if finding.place is not None:
                places[finding.rule].append(finding.place)
        self.rules = {finding.rule for finding in findings}
        self._exact = {rule: set(found) for rule, found in places.items()}
        self._spans = {
            rule: sorted((place for place in found if place.start is not None), key=_start)
            for rule, found in places.items()
        }

    def has(self, rule: str, place: Place | None) -> bool:
        """Whether the rule has a finding at the same place."""
        if place is None:
            return False
        if place in self._exact.get(rule, ()):
            return True
        spans = self._spans.get(rule, [])
        if place.end is None:
            return False
        last = bisect_left(spans, place.end, key=_start)
        return any(same_place(span, place) for span in spans[max(last - _NEIGHBOURS, 0) : last])


def _start(place: Place) -> int:
    return place.start or 0


def _with_cause(finding: Finding, known: _Index) -> Finding:
    rule = registry.rule(finding.rule)
    here = [code for code in rule.follows if known.has(code, finding.place)]
    cause = finding.caused_by or min(
        [*here, *(code for code in rule.follows_anywhere if code in known.rules)], default=None
    )
    if cause is None:
        return finding
    return replace(finding, caused_by=cause, message=f"{finding.message}与{cause}同因，一并改正。")


def _position(finding: Finding) -> tuple[int, int, bool, int, str]:
    start = None if finding.place is None else finding.place.start
    family = Family.CM if finding.rule in _UNWRITTEN else registry.rule(finding.rule).family
    weight = _WEIGHT.get(family, 0)
    return _RANK[finding.severity], weight, start is None, start or 0, finding.rule
