"""
Opinions at the very cell or sentence, the unit's answers, and whether they were met.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.filing import access, conversion, drafts
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import Filing, FilingStatus, Revision
from hengji.web.records import chaining
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now
from hengji.web.review import reporting
from hengji.web.review.models import CommentStatus, ReviewComment
from hengji.web.review.opened import open_revision

LONGEST: Final = 2_000
_UNSETTLED: Final = (CommentStatus.OPEN, CommentStatus.ANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where an opinion hangs: an answer of the form, words within it, a section, or the whole."""

    path: str = ""
    start: int | None = None
    end: int | None = None
    section: str = ""
    finding: str = ""
    """The identity of the finding it is drafted from."""
    report_start: int | None = None
    report_end: int | None = None
    """A stretch of the composed report's text; it is widened to whole sentences."""


def comment(filing_id: int, user: User, actor: Actor, anchor: Anchor, words: str) -> ReviewComment:
    """
    Leave an opinion on the latest revision; raises `Refused` where the anchor is not in it.

    It is the reviewer's own until a decision sends it to the unit.
    """
    words = _sound(words)
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.COMMENT, filing)
        require_turn(user, filing)
        revision = latest_of(filing)
        hung = _hung(revision, anchor)
        finding = _finding(revision, anchor.finding)
        made = ReviewComment.objects.create(
            filing=filing,
            revision=revision,
            path=hung.path,
            start=hung.start,
            end=hung.end,
            report_start=hung.report_start,
            report_end=hung.report_end,
            sources="\n".join(hung.sources),
            section=hung.section[:120],
            quote=hung.quote,
            rule="" if finding is None else finding[0],
            finding=anchor.finding,
            basis="" if finding is None else finding[1][:300],
            text=words,
            made_by=user,
            made_by_name=user.display_name,
            made_at=database_now(),
        )
        chaining.write(
            filing.chain,
            "review.commented",
            actor,
            subject=made.subject,
            comment=made.pk,
            revision=revision.number,
            path=made.path,
            section=made.section,
            quote=made.quote,
            text=words,
        )
    return made


def require_turn(user: User, filing: Filing) -> None:
    """
    Raise where it is not the person's turn: the department above speaks until it has passed the filing.
    """
    if access.may(user, FilingAction.READ_DELIBERATION, filing):
        return
    if filing.endorsed_at is not None or filing.state is not FilingStatus.SUBMITTED:
        raise Refused(Verdict.CONFLICT, "材料已转财政部门审核，初审意见不能再修改。")


def _sound(words: str) -> str:
    words = conversion.clean(words).strip()
    if not words:
        raise Refused(Verdict.CONFLICT, "请写明意见。")
    if len(words) > LONGEST:
        raise Refused(Verdict.CONFLICT, f"一条意见不能超过 {LONGEST} 字。")
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hung:
    """An anchor as the revision bears it out."""

    path: str = ""
    start: int | None = None
    end: int | None = None
    report_start: int | None = None
    report_end: int | None = None
    sources: tuple[str, ...] = ()
    section: str = ""
    quote: str = ""


def _hung(revision: Revision, anchor: Anchor) -> _Hung:
    if anchor.report_start is not None or anchor.report_end is not None:
        return _on_report(revision, anchor.report_start or 0, anchor.report_end or 0)
    return _Hung(
        path=anchor.path,
        start=anchor.start,
        end=anchor.end,
        section=conversion.clean(anchor.section),
        quote=_quoted(revision, anchor),
    )


def _on_report(revision: Revision, start: int, end: int) -> _Hung:
    """Whole sentences of the composed report, and the answers that they came from."""
    report = reporting.of_revision(revision)
    touched = () if report is None else report.touched(start, end)
    if not touched:
        raise Refused(Verdict.CONFLICT, "选中的文字不在这一版报告的同一段里，请刷新页面后重新选择。")
    quote = "".join(one.text for one in touched).strip()
    if not quote:
        raise Refused(Verdict.CONFLICT, "选中的地方没有文字，请重新选择。")
    sources = tuple(dict.fromkeys(path for one in touched for path in one.sources))
    path = sources[0] if sources else ""
    at = open_revision(revision).content.get(path, "").find(quote) if path else -1
    return _Hung(
        path=path,
        start=at if at >= 0 else None,
        end=at + len(quote) if at >= 0 else None,
        report_start=touched[0].start,
        report_end=touched[-1].end,
        sources=sources,
        section=touched[0].section,
        quote=quote,
    )


def _quoted(revision: Revision, anchor: Anchor) -> str:
    """The words an anchor is about, taken from the revision and never from the browser."""
    if not anchor.path:
        if anchor.start is not None or anchor.end is not None:
            raise Refused(Verdict.CONFLICT, "选中的文字没有所在的填报项，请重新选择。")
        return ""
    if not conversion.is_path(anchor.path, conversion.standard_of(revision.filing.campaign)):
        raise Refused(Verdict.CONFLICT, "填报表里没有这一项，请刷新页面。")
    value = open_revision(revision).content.get(anchor.path, "")
    if anchor.start is None or anchor.end is None:
        return value[:200]
    if not 0 <= anchor.start < anchor.end <= len(value):
        raise Refused(Verdict.CONFLICT, "选中的文字不在这一版里，请刷新页面后重新选择。")
    return value[anchor.start : anchor.end]


def _finding(revision: Revision, identity: str) -> tuple[str, str] | None:
    if not identity:
        return None
    for found in open_revision(revision).findings:
        if found.identity == identity:
            return found.rule, found.basis
    raise Refused(Verdict.CONFLICT, "这一版没有这个问题，请刷新页面。")


def drop(filing_id: int, user: User, actor: Actor, comment_id: int) -> ReviewComment:
    """Take back an opinion that has not been sent yet; it stays in the log."""
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.COMMENT, filing)
        require_turn(user, filing)
        found = _comment(filing, comment_id)
        if found.issued_at is not None or found.status == CommentStatus.DROPPED:
            raise Refused(Verdict.CONFLICT, "这条意见已经发出或撤销。")
        found.status = CommentStatus.DROPPED
        found.save(update_fields=["status"])
        chaining.write(filing.chain, "review.comment_dropped", actor, subject=found.subject, comment=found.pk)
    return found


def settle(filing_id: int, user: User, actor: Actor, comment_id: int) -> ReviewComment:
    """Say that an opinion was met."""
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.COMMENT, filing)
        require_turn(user, filing)
        found = _comment(filing, comment_id)
        if found.status not in _UNSETTLED:
            raise Refused(Verdict.CONFLICT, "这条意见已经了结。")
        found.status = CommentStatus.SETTLED
        found.save(update_fields=["status"])
        chaining.write(filing.chain, "review.comment_settled", actor, subject=found.subject, comment=found.pk)
    return found


def answer(filing_id: int, user: User, actor: Actor, comment_id: int, words: str) -> ReviewComment:
    """The unit's answer to an opinion that was sent to it; a later answer replaces an earlier one."""
    words = conversion.clean(words).strip()
    if not words or len(words) > LONGEST:
        raise Refused(Verdict.CONFLICT, f"请写明答复，不超过 {LONGEST} 字。")
    with transaction.atomic():
        filing = drafts.locked(filing_id)
        access.require(user, FilingAction.ANSWER, filing)
        found = _comment(filing, comment_id)
        if found.issued_at is None:
            raise Refused(Verdict.NOT_FOUND, standing_access.NOT_FOUND)
        if found.status not in _UNSETTLED:
            raise Refused(Verdict.CONFLICT, "这条意见已经了结，不必再答复。")
        found.answer, found.answered_by_name = words, user.display_name
        found.answered_at, found.status = database_now(), CommentStatus.ANSWERED
        found.save(update_fields=["answer", "answered_by_name", "answered_at", "status"])
        chaining.write(
            filing.chain,
            "review.comment_answered",
            actor,
            subject=found.subject,
            comment=found.pk,
            text=words,
        )
    return found


def latest_of(filing: Filing) -> Revision:
    """The latest revision; raises `Refused` where nothing was submitted yet."""
    revision = (
        filing.revisions.select_related("filing__campaign", "filing__organisation")
        .order_by("-number")
        .first()
    )
    if revision is None:
        raise Refused(Verdict.NOT_FOUND, standing_access.NOT_FOUND)
    return revision


def _comment(filing: Filing, comment_id: int) -> ReviewComment:
    found = ReviewComment.objects.filter(filing=filing, pk=comment_id).first()
    if found is None:
        raise Refused(Verdict.NOT_FOUND, standing_access.NOT_FOUND)
    return found
