"""
The opinion that goes with a decision: drafted from findings and comments, written by the reviewer.

Every line says where, what is wrong, by which clause, and what to do; the reviewer changes what he likes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.filing import access, conversion, drafts
from hengji.web.filing.access import FilingAction
from hengji.web.filing.labels import Labels
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now
from hengji.web.review.commenting import latest_of, require_turn
from hengji.web.review.models import CommentStatus, ReturnOpinion, ReviewComment
from hengji.web.review.opened import IssuedFinding, Opened

LONGEST: Final = 10_000
_OPENING: Final = "经审核，请就下列问题逐条更正或说明后重新提交："


def draft(opened: Opened, comments: Iterable[ReviewComment], waived: Iterable[str] = ()) -> str:
    """
    The draft: errors and warnings that are not waived, then the reviewer's own comments.

    A finding that a comment was drafted from speaks through the comment only.
    """
    labels = Labels(opened.revision.filing.campaign, opened.content)
    live = [one for one in comments if one.status in {CommentStatus.OPEN, CommentStatus.ANSWERED}]
    silent = set(waived) | {one.finding for one in live if one.finding}
    lines = [_of_comment(one, labels) for one in live]
    lines += [
        _of_finding(found, labels)
        for found in opened.findings
        if found.severity in {"error", "warning"} and found.identity not in silent
    ]
    if not lines:
        return ""
    return "\n".join([_OPENING, *(f"{number}．{line}" for number, line in enumerate(lines, start=1))])


def _of_finding(found: IssuedFinding, labels: Labels) -> str:
    where = str(labels.of(found.path)) if found.path else found.place
    words = [f"【{where}】" if where else "", _ended(found.message)]
    if found.explanation:
        words.append(f"单位说明：“{found.explanation[:120].rstrip('。')}”。")
    if found.basis:
        words.append(f"依据：{_ended(found.basis)}")
    if found.suggestion:
        words.append(
            f"请{_ended(found.suggestion)}" if not found.suggestion.startswith("请") else found.suggestion
        )
    return "".join(words)


def _of_comment(comment: ReviewComment, labels: Labels) -> str:
    where = str(labels.of(comment.path)) if comment.path else comment.section
    words = [f"【{where}】" if where else ""]
    if comment.quote and (comment.start is not None or comment.is_on_report):
        words.append(f"“{comment.quote[:80]}”：")
    words.append(_ended(comment.text))
    if comment.basis:
        words.append(f"依据：{_ended(comment.basis)}")
    return "".join(words)


def _ended(words: str) -> str:
    """
    Words that end like a sentence.

    >>> _ended("合计不符"), _ended("合计不符。")
    ('合计不符。', '合计不符。')
    """
    return words if words.endswith(("。", "！", "？", "；")) else f"{words}。"


def save(filing_id: int, user: User, actor: Actor, text: str) -> ReturnOpinion:
    """Keep the reviewer's draft of the opinion on the latest revision."""
    text = sound(text)
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.COMMENT, filing)
        require_turn(user, filing)
        revision = latest_of(filing)
        kept, _ = ReturnOpinion.objects.update_or_create(
            revision=revision,
            defaults={"text": text, "saved_by_name": actor.name, "saved_at": database_now()},
        )
    return kept


def sound(text: str) -> str:
    """An opinion without what cannot be printed; raises `Refused` where it is too long."""
    text = conversion.clean(text).strip()
    if len(text) > LONGEST:
        raise Refused(Verdict.CONFLICT, f"审核意见不能超过 {LONGEST} 字。")
    return text
