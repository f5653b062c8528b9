"""
Issuing a revision: what was submitted, written once, with all that judged it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from hengji import __version__
from hengji.documents.writers import json as machine
from hengji.web.accounts.models import User
from hengji.web.filing.evaluating import Checked
from hengji.web.filing.models import Filing, FindingExplanation, Revision
from hengji.web.records.canonical import ALGORITHM, Plain, canonical, sm3, text

Keeper = Callable[[Revision, Checked], None]
"""Keeps something beside a revision, in the transaction that issues it."""
KEEPERS: Final[list[Keeper]] = []
"""What the rooms above keep of every revision; they enter it at start."""


def issue(
    filing: Filing, checked: Checked, user: User, *, received_at: datetime, deadline_at: datetime, key: str
) -> Revision:
    """
    The next revision of a locked filing from a check of its present version; marks the filing's figures.
    """
    evaluation = checked.evaluation
    if evaluation is None:
        raise ValueError("there is nothing to issue")
    number = filing.revisions.count() + 1
    digest = sm3(canonical(checked.content))
    revision = Revision(
        filing=filing,
        number=number,
        content=text(checked.content),
        content_digest=digest,
        digest_algorithm=ALGORITHM,
        evidence=text(evidence_of(filing)),
        explanations=text(_explanations(filing)),
        standard_id=evaluation.standard.id,
        edition_hash=evaluation.standard.edition_hash,
        engine_version=__version__,
        evaluation=machine.text(evaluation.as_object()),
        submitted_by=user,
        submitted_by_name=user.display_name,
        received_at=received_at,
        deadline_at=deadline_at,
        receipt=_receipt(filing, number, digest),
        idempotency_key=key,
    )
    revision.save(force_insert=True)
    for keep in KEEPERS:
        keep(revision, checked)
    card = evaluation.scorecard
    filing.computed_points = card.computed_score
    filing.claimed_points = card.claimed_score
    filing.grade = "" if card.computed_grade is None else card.computed_grade.title
    return revision


def _receipt(filing: Filing, number: int, digest: str) -> str:
    """Year, organisation, version, and eight signs that bind it to this filing and this content."""
    bound = sm3(canonical([filing.chain, number, digest]))[:8].upper()
    return f"{filing.campaign.fiscal_year}-{filing.organisation.code[:20]}-{number:02d}-{bound}"


def evidence_of(filing: Filing) -> list[dict[str, Plain]]:
    """The attachments of a draft as a revision keeps them."""
    return [
        {
            "id": str(each.pk),
            "name": each.name,
            "size": each.size,
            "digest": each.digest,
            "algorithm": each.digest_algorithm,
            "proves": each.proves,
            "note": each.note,
        }
        for each in filing.attachments.filter(removed_at=None).order_by("uploaded_at", "pk")
    ]


def _explanations(filing: Filing) -> list[dict[str, Plain]]:
    return [
        {
            "finding": each.finding,
            "rule": each.rule,
            "title": each.title,
            "figures": each.figures,
            "text": each.text,
            "by": each.explained_by,
        }
        for each in FindingExplanation.objects.filter(filing=filing).order_by("rule", "finding")
    ]
