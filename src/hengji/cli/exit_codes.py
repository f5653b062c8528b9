"""
Exit codes, the same for every command (DESIGN.md §4).
"""

from __future__ import annotations

from collections.abc import Iterable

from hengji.domain.finding import Finding, Severity

CLEAN = 0
"""Nothing found, or warnings and notices only."""
ERRORS_FOUND = 1
"""At least one finding of severity error."""
FAILED = 2
"""Could not run, or not wholly."""


def of_findings(findings: Iterable[Finding]) -> int:
    """The exit code that a list of findings asks for."""
    return ERRORS_FOUND if any(one.severity is Severity.ERROR for one in findings) else CLEAN
