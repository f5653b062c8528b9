"""
Auditing a document: every statement judged once, every rule for texts, and for the forms in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hengji.audit import filings, ranking, reading, registry, statements
from hengji.audit.judging import judge
from hengji.audit.rule import DocumentCase, FilingCase, Kind
from hengji.domain.document import Document
from hengji.domain.finding import Finding
from hengji.domain.judgement import Judgement
from hengji.domain.outline import Outline
from hengji.domain.scorecard import Scorecard
from hengji.domain.source import Place
from hengji.domain.standard import NATIONAL_GRADES, Standard


def audit_document(
    document: Document,
    *,
    standard: Standard | None = None,
    outline: Outline | None = None,
    scorecard: Scorecard | None = None,
    other_units: Sequence[str] = (),
) -> tuple[list[Judgement], list[Finding]]:
    """
    The verdict on every statement, and all findings, errors first.

    `outline` demands its sections; `scorecard` is that of the partial filing in the document's
    forms, where it could be scored; `other_units` are names that must not occur.
    """
    grades = NATIONAL_GRADES if standard is None else standard.grades
    judgements = [judge(statement, grades) for statement in document.statements]
    case = DocumentCase(
        document=document,
        judgements=tuple(judgements),
        standard=standard,
        outline=outline,
        other_units=tuple(other_units),
    )
    found = _text_findings(case)
    if document.filing is not None:
        form = FilingCase(filing=document.filing, scorecard=scorecard, standard=standard, text=case)
        asked = (_quoted(case, _placed(case, finding)) for finding in filings.check_filing(form, Kind.FORM))
        found += [finding for finding in asked if not _told(finding, found)]
    return judgements, list(ranking.ranked(found))


def _text_findings(case: DocumentCase) -> list[Finding]:
    jurisdiction = None if case.standard is None else case.standard.jurisdiction_code
    edition = None if case.standard is None else case.standard.id
    found = [
        finding
        for rule in registry.rules_for(Kind.DOCUMENT, jurisdiction=jurisdiction, edition=edition)
        if rule.check_document is not None
        for finding in rule.check_document(rule, case)
    ]
    return [_quoted(case, finding) for finding in _with_shared_causes(case, found)]


def _placed(case: DocumentCase, finding: Finding) -> Finding:
    """The finding with the table, page or section of its span, where a form knows the span alone."""
    place = finding.place
    if (
        place is None
        or place.start is None
        or place.end is None
        or place != Place(start=place.start, end=place.end)
    ):
        return finding
    return replace(finding, place=reading.place(case, place.start, place.end))


def _quoted(case: DocumentCase, finding: Finding) -> Finding:
    """The finding with the very words of its span."""
    place = finding.place
    if place is None or place.start is None or place.end is None or place.start == place.end:
        return finding
    return replace(finding, quote=case.text[place.start : place.end])


def _with_shared_causes(case: DocumentCase, found: list[Finding]) -> list[Finding]:
    """Findings on statements that fail for a figure already told name the rule that told it."""
    causes = statements.shared_causes(case)
    rules = {
        (finding.place.start, finding.place.end): finding.rule
        for finding in found
        if finding.place is not None and finding.place.start is not None
    }
    named = []
    for finding in found:
        span = None if finding.place is None else (finding.place.start, finding.place.end)
        earlier = causes.get(span) if span is not None and None not in span else None  # type: ignore[arg-type]  # None was ruled out
        cause = rules.get(earlier) if earlier is not None else None
        named.append(replace(finding, caused_by=cause) if cause is not None else finding)
    return named


def _told(finding: Finding, found: list[Finding]) -> bool:
    """Whether the text's own statements already told this: the same figures at the same place."""
    return any(
        finding.stated is not None
        and (finding.stated, finding.computed) == (other.stated, other.computed)
        and ranking.same_place(finding.place, other.place)
        for other in found
    )
