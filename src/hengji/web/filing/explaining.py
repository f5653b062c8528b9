"""
What a unit says to a finding.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.filing import access, conversion, drafts, evaluating, findings
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import Filing, FindingExplanation
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now

LONGEST: Final = 2_000


def explain(filing: Filing, user: User, actor: Actor, identity: str, words: str) -> FindingExplanation | None:
    """
    Say something to a finding that the draft has now; blank words take the explanation back.

    Raises `Refused` where the draft has no such finding or the words are too long.
    """
    access.require(user, FilingAction.EDIT, filing)
    words = conversion.clean(words).strip()
    if len(words) > LONGEST:
        raise Refused(Verdict.CONFLICT, f"说明不能超过 {LONGEST} 字。")
    doubts = {doubt.identity: doubt for doubt in evaluating.check_draft(filing, has_sources=False).doubts}
    doubt = doubts.get(identity)
    if doubt is None:
        raise Refused(Verdict.CONFLICT, "这个问题已经不存在，请刷新。")
    return record(filing, user, actor, doubt, words)


def record(
    filing: Filing, user: User, actor: Actor, doubt: findings.Doubt, words: str
) -> FindingExplanation | None:
    """Keep what is said to a finding that was just seen."""
    with transaction.atomic():
        held = drafts.locked(filing.pk)
        access.require(user, FilingAction.EDIT, held)
        held.version += 1
        held.save(update_fields=["version"])
        explanation = None
        if words:
            explanation, _ = FindingExplanation.objects.update_or_create(
                filing=held,
                finding=doubt.identity,
                defaults={
                    "rule": doubt.finding.rule,
                    "title": doubt.finding.title[:200],
                    "figures": findings.figures(doubt.finding),
                    "text": words,
                    "version": held.version,
                    "explained_by": user.display_name,
                    "explained_at": database_now(),
                },
            )
        else:
            FindingExplanation.objects.filter(filing=held, finding=doubt.identity).delete()
        chaining.write(
            held.chain,
            "filing.explained",
            actor,
            title=doubt.finding.title,
            rule=doubt.finding.rule,
            finding=doubt.identity,
            text=words,
            version=held.version,
        )
    return explanation
