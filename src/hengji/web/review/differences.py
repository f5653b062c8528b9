"""
What changed from one revision to the next, and what that says about each opinion and finding.

A sentence that a reviewer objected to can be rewritten, explained, or simply taken out; only the last
looks like an answer and is none, so it is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from hengji.web.filing.labels import Label, Labels
from hengji.web.review import anchoring, reporting, sentences
from hengji.web.review.anchoring import Fate
from hengji.web.review.models import CommentStatus, ReviewComment
from hengji.web.review.opened import IssuedFinding, Opened, figure
from hengji.web.review.sentences import Change, Piece

_PROSE: Final = "narratives/"
_LONG: Final = 60
"""Prose, and from this length on any answer, is compared by sentences."""


class Outcome(StrEnum):
    """What became of an opinion."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    REWRITTEN = "rewritten"
    VANISHED = "vanished"
    CLEARED = "cleared"
    STILL_THERE = "still_there"
    NOWHERE = "nowhere"


OUTCOME_TITLES: Final = {
    Outcome.UNCHANGED: "未改动",
    Outcome.MOVED: "原句移到别处",
    Outcome.CHANGED: "已更改",
    Outcome.REWRITTEN: "已改写",
    Outcome.VANISHED: "仅删去",
    Outcome.CLEARED: "问题已消除",
    Outcome.STILL_THERE: "问题仍在",
    Outcome.NOWHERE: "针对全文",
}


_OUTCOMES: Final = {
    Fate.SAME: Outcome.UNCHANGED,
    Fate.MOVED: Outcome.MOVED,
    Fate.CHANGED: Outcome.REWRITTEN,
    Fate.VANISHED: Outcome.VANISHED,
}
"""What the fate of a sentence of the report means for the opinion on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """An answer that differs; `pieces` where it is long."""

    path: str
    label: Label
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()

    @property
    def was(self) -> str:
        """The earlier answer as it is shown."""
        return self.label.shown(self.before)

    @property
    def is_now(self) -> str:
        """The later answer as it is shown."""
        return self.label.shown(self.after)

    @property
    def is_long(self) -> bool:
        """Whether it is shown sentence by sentence."""
        return bool(self.pieces)

    @property
    def vanished(self) -> int:
        """How many sentences are gone without a successor."""
        return sum(piece.change is Change.VANISHED for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """An opinion on the earlier revision with what became of it."""

    comment: ReviewComment
    outcome: Outcome
    before: str = ""
    after: str = ""
    where: str = ""

    @property
    def outcome_title(self) -> str:
        """In words."""
        return OUTCOME_TITLES[self.outcome]

    @property
    def is_answered(self) -> bool:
        """Whether the unit said something or truly changed the place."""
        return bool(self.comment.answer) or self.outcome in {
            Outcome.CHANGED,
            Outcome.REWRITTEN,
            Outcome.CLEARED,
        }

    @property
    def asks_for_a_look(self) -> bool:
        """The words vanished, or nothing happened, and nobody said why."""
        return not self.is_answered and self.comment.status != CommentStatus.SETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """A leaf whose computed points differ."""

    title: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything between two revisions."""

    fields: tuple[FieldChange, ...]
    comments: tuple[Followed, ...]
    cleared: tuple[IssuedFinding, ...]
    remaining: tuple[IssuedFinding, ...]
    fresh: tuple[IssuedFinding, ...]
    scores: tuple[ScoreChange, ...]

    @property
    def answered(self) -> int:
        """How many opinions were answered or acted upon."""
        return sum(each.is_answered for each in self.comments)

    @property
    def unanswered(self) -> int:
        """How many were not."""
        return len(self.comments) - self.answered

    @property
    def vanished(self) -> int:
        """How many sentences merely vanished."""
        return sum(each.vanished for each in self.fields)


def between(before: Opened, after: Opened, comments: Iterable[ReviewComment]) -> Difference:
    """The difference of two revisions of one filing; `comments` are those on the earlier one."""
    known, now = (
        {each.identity: each for each in before.findings},
        {each.identity: each for each in after.findings},
    )
    labels = Labels(after.revision.filing.campaign, dict(before.content) | dict(after.content))
    return Difference(
        fields=tuple(field_changes(before.content, after.content, labels)),
        comments=tuple(_followed(each, before, after, now, labels) for each in comments),
        cleared=tuple(each for key, each in known.items() if key not in now),
        remaining=tuple(each for key, each in now.items() if key in known),
        fresh=tuple(each for key, each in now.items() if key not in known),
        scores=tuple(_score_changes(before, after)),
    )


def field_changes(
    before: Mapping[str, str], after: Mapping[str, str], labels: Labels
) -> Iterator[FieldChange]:
    """Every answer that differs, in the order of their paths."""
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path, ""), after.get(path, "")
        if old == new:
            continue
        is_long = path.startswith(_PROSE) or max(len(old), len(new)) >= _LONG
        yield FieldChange(
            path=path,
            label=labels.of(path),
            before=old,
            after=new,
            pieces=sentences.compare(old, new) if is_long else (),
        )


def _followed(
    comment: ReviewComment,
    before: Opened,
    after: Opened,
    now: Mapping[str, IssuedFinding],
    labels: Labels,
) -> Followed:
    if comment.is_on_report:
        return _followed_sentence(comment, before, after)
    label = labels.of(comment.path)
    where = str(label) if comment.path else comment.section or "全文"
    old, new = before.content.get(comment.path, ""), after.content.get(comment.path, "")
    if comment.path and comment.start is not None and comment.end is not None:
        return _followed_words(comment, old, new, where)
    if comment.finding:
        outcome = Outcome.STILL_THERE if comment.finding in now else Outcome.CLEARED
        return Followed(
            comment=comment, outcome=outcome, before=label.shown(old), after=label.shown(new), where=where
        )
    if not comment.path:
        return Followed(comment=comment, outcome=Outcome.NOWHERE, where=where)
    outcome = Outcome.CHANGED if new else Outcome.VANISHED
    if old == new:
        outcome = Outcome.UNCHANGED
    return Followed(
        comment=comment, outcome=outcome, before=label.shown(old), after=label.shown(new), where=where
    )


def _followed_sentence(comment: ReviewComment, before: Opened, after: Opened) -> Followed:
    """What became of a sentence of the composed report."""
    later = reporting.of_revision(after.revision)
    where = f"报告 {comment.section}"
    if later is None:
        return Followed(comment=comment, outcome=Outcome.VANISHED, before=comment.quote, where=where)
    found = anchoring.follow(comment.quote, comment.section, later, reporting.of_revision(before.revision))
    if found.fate is Fate.MOVED:
        where = f"{where}，现在{found.section}"
    return Followed(
        comment=comment, outcome=_OUTCOMES[found.fate], before=comment.quote, after=found.text, where=where
    )


def _followed_words(comment: ReviewComment, old: str, new: str, where: str) -> Followed:
    """What became of the sentences that a quote touches."""
    if comment.quote and comment.quote in new:
        return Followed(
            comment=comment,
            outcome=Outcome.UNCHANGED,
            before=comment.quote,
            after=comment.quote,
            where=where,
        )
    start, end = comment.start or 0, comment.end or 0
    touched = [
        piece
        for piece in sentences.compare(old, new)
        if piece.before and piece.start < end and start < piece.end
    ]
    rewritten = [piece for piece in touched if piece.change is Change.REWRITTEN]
    return Followed(
        comment=comment,
        outcome=Outcome.REWRITTEN if rewritten else Outcome.VANISHED,
        before="".join(piece.before for piece in touched) or comment.quote,
        after="".join(piece.after for piece in rewritten),
        where=where,
    )


def _score_changes(before: Opened, after: Opened) -> Iterator[ScoreChange]:
    old = {leaf["code"]: leaf for leaf in before.leaves()}
    new = {leaf["code"]: leaf for leaf in after.leaves()}
    for code in new.keys() | old.keys():
        points = [figure(leaves[code]["points"]) if code in leaves else None for leaves in (old, new)]
        if points[0] != points[1]:
            title = (new.get(code) or old[code])["title"]
            yield ScoreChange(title=title, before=points[0], after=points[1])
