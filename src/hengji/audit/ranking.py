"""
The order of findings, and which of them share a cause.

A later rule that meets the same cause names the earlier one, so that a reader mends it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hengji.audit import registry
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, then in the order of the document, then by code; causes named."""
    in_code_order = sorted(findings, key=lambda finding: finding.rule)
    named = [_with_cause(finding, in_code_order) for finding in in_code_order]
    return tuple(sorted(named, key=_position))


def same_place(first: Place | None, second: Place | None) -> bool:
    """
    Whether two findings stand at the same words, cell or row.

    >>> same_place(Place(sheet="A", cell="B2"), Place(sheet="A", cell="B2"))
    True
    >>> same_place(Place(start=0, end=4), Place(start=3, end=9))
    True
    """
    if first is None or second is None:
        return False
    if first == second:
        return True
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    return first.start < second.end and second.start < first.end


def _with_cause(finding: Finding, others: list[Finding]) -> Finding:
    if finding.caused_by is not None:
        return finding
    rule = registry.rule(finding.rule)
    for other in others:
        here = other.rule in rule.follows and same_place(other.place, finding.place)
        if here or other.rule in rule.follows_anywhere:
            words = f"{finding.message}与{other.rule}同因，一并改正。"
            return replace(finding, caused_by=other.rule, message=words)
    return finding


def _position(finding: Finding) -> tuple[int, bool, int, str]:
    start = None if finding.place is None else finding.place.start
    return _RANK[finding.severity], start is None, start or 0, finding.rule
