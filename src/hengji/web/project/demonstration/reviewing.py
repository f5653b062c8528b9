"""
What the reviewers of the demonstration did besides the usual way: opinions at the very words, answers,
confirmed scores, waivers, a correction of what was already public.  Told in `reviews.yaml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from hengji.web.accounts.models import User
from hengji.web.filing import drafts
from hengji.web.filing.models import Filing
from hengji.web.records.actor import Actor
from hengji.web.review import commenting, rescoring
from hengji.web.review.commenting import Anchor
from hengji.web.review.models import ReviewComment
from hengji.web.review.opened import open_revision

Object = Mapping[str, Any]
_NOTHING: Final[Object] = {}


@cache
def _all() -> Object:
    source = resources.files("hengji.web.project.demonstration").joinpath("reviews.yaml").read_text("utf-8")
    loaded: Object = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - makes text and nothing else
    return loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """What happened to one filing; every part may be empty."""

    told: Object

    @property
    def opinion(self) -> str:
        """Why it was returned."""
        return str(self.told.get("opinion", ""))

    @property
    def withdrawal(self) -> str:
        """Why it was taken down again; empty where it never was."""
        return str(self.told.get("withdrawal", ""))

    @property
    def changes(self) -> Mapping[str, str]:
        """What the unit typed before it submitted again; empty where it did not."""
        changes: Mapping[str, str] = self.told.get("changes", _NOTHING)
        return changes

    @property
    def comments(self) -> Sequence[Object]:
        """The reviewer's opinions."""
        comments: Sequence[Object] = self.told.get("comments", ())
        return comments


def episode(code: str, year: int) -> Episode:
    """What is told of a unit's filing of a year."""
    return Episode(told=_all().get(f"{code}/{year}", _NOTHING))


def examine(filing: Filing, told: Episode, reviewer: User, actor: Actor) -> None:
    """The reviewer leaves opinions, confirms points and sets rules aside."""
    content = open_revision(commenting.latest_of(filing)).content
    for each in told.comments:
        anchor = _anchor(content, each)
        commenting.comment(filing.pk, reviewer, actor, anchor, each["text"])
    given = [rescoring.Given(**each) for each in told.told.get("scores", ())]
    if given:
        rescoring.score(filing.pk, reviewer, actor, given)
    for each in told.told.get("waivers", ()):
        findings = open_revision(commenting.latest_of(filing)).findings
        found = next(one for one in findings if one.rule == each["rule"])
        rescoring.waive(filing.pk, reviewer, actor, found.identity, each["reason"])


def _anchor(content: Mapping[str, str], each: Object) -> Anchor:
    path, quote = each["path"], each.get("quote", "")
    if not quote:
        return Anchor(path=path)
    start = content[path].index(quote)
    return Anchor(path=path, start=start, end=start + len(quote))


def reply(filing: Filing, told: Episode, preparer: User, actor: Actor) -> None:
    """The unit answers and changes its draft."""
    written = {each["text"]: each["answer"] for each in told.comments if each.get("answer")}
    for comment in ReviewComment.objects.filter(filing=filing, issued_at__isnull=False):
        if comment.text in written:
            commenting.answer(filing.pk, preparer, actor, comment.pk, written[comment.text])
    drafts.write(drafts.locked(filing.pk), dict(told.changes), actor)


def settle(filing: Filing, reviewer: User, actor: Actor) -> None:
    """The reviewer says that what was answered is met."""
    for comment in ReviewComment.objects.filter(filing=filing, status="answered"):
        commenting.settle(filing.pk, reviewer, actor, comment.pk)
