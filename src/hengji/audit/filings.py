"""
Auditing a filing: every rule of its scope, the findings ranked, shared causes named.
"""

from __future__ import annotations

from hengji.audit import ranking, registry
from hengji.audit.rule import FilingCase, Kind
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding
from hengji.domain.scorecard import Scorecard
from hengji.domain.standard import Standard


def audit_filing(
    filing: Filing, scorecard: Scorecard | None, standard: Standard | None
) -> tuple[Finding, ...]:
    """
    All findings on a whole filing, errors first.

    Without a scorecard or standard the rules that need one stay silent.
    """
    case = FilingCase(filing=filing, scorecard=scorecard, standard=standard)
    return ranking.ranked(check_filing(case, Kind.FILING))


def check_filing(case: FilingCase, kind: Kind) -> list[Finding]:
    """The findings of every rule for filings of this kind, in the order of codes."""
    return [
        finding
        for rule in registry.rules_for(kind, jurisdiction=_jurisdiction(case), edition=_edition(case))
        if rule.check_filing is not None
        for finding in rule.check_filing(rule, case)
    ]


def _jurisdiction(case: FilingCase) -> str | None:
    if case.standard is not None and case.standard.jurisdiction_code:
        return case.standard.jurisdiction_code
    jurisdiction = case.filing.organisation.jurisdiction
    return None if jurisdiction is None else jurisdiction.code


def _edition(case: FilingCase) -> str | None:
    return case.filing.standard_id if case.standard is None else case.standard.id
