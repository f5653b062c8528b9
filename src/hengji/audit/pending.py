"""
What a composed report had to leave open, as findings.
"""

from __future__ import annotations

from collections.abc import Iterable

from hengji.domain.finding import Finding
from hengji.domain.scorecard import MissingInput


def pending_findings(pending: Iterable[MissingInput]) -> tuple[Finding, ...]:
    """One finding (CM01) for each fact that a composed report shows as 【待填】, each once."""
    from hengji.audit.rules.completeness import cm01_pending_places

    return cm01_pending_places.pending_places(pending)
