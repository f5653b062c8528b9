"""
Publish: what must not stand in a text for the public.
"""

from __future__ import annotations

from hengji import audit, interpret
from hengji.domain.extract import Extract, Paragraph
from hengji.domain.finding import Finding
from hengji.domain.source import Place

PERSONAL = frozenset({"DI02"})
"""The disclosure rules that speak of persons; the others ask for more to be said, not less."""


def personal_records(text: str) -> tuple[Finding, ...]:
    """
    Identity numbers, private phones, and persons beside a phone, by the audit's own rule.

    >>> [finding.quote for finding in personal_records("联系人：张三，电话：13800138000")]
    ['13800138000']
    >>> personal_records("办公电话：0750-1234567")
    ()
    """
    _, findings = audit.audit_document(interpret.interpret(_extract(text)))
    return tuple(finding for finding in findings if finding.rule in PERSONAL)


def _extract(text: str) -> Extract:
    """The text as a reader would give it: a paragraph a line."""
    blocks: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            place = Place(paragraph=len(blocks) + 1, start=start, end=end)
            blocks.append(Paragraph(start=start, end=end, place=place))
        start = end + 1
    return Extract(file="", format="txt", text=text, blocks=tuple(blocks))
