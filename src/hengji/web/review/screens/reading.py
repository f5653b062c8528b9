"""
The composed report on the screen, with every opinion at its sentence: for the reviewer and for the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.filing import access, panels
from hengji.web.filing.access import FilingAction
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.labels import Labels
from hengji.web.filing.models import Filing, FilingStatus, Revision
from hengji.web.records.actor import Actor
from hengji.web.review import anchoring, reporting, worksheet
from hengji.web.review.anchoring import Fate, Found
from hengji.web.review.models import ReviewComment
from hengji.web.review.opened import open_revision
from hengji.web.review.reporting import Passage, Report

_AT: Final = re.compile(r"(\d{1,8})-(\d{1,8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An answer from which a sentence came; `href` where the person may see the form."""

    path: str
    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """An opinion beside the report, numbered in reading order."""

    number: int
    comment: ReviewComment
    found: Found
    origins: tuple[Origin, ...]
    is_earlier: bool
    """Made on an earlier version than the one that is shown."""

    @property
    def at(self) -> int | None:
        """Where the sentence begins in the report that is shown."""
        return self.found.passages[0].start if self.found.passages else None


@on_filing(FilingAction.READ_OPINIONS)
@require_GET
def submitted(request: HttpRequest, filing: Filing, _actor: Actor, number: int) -> HttpResponse:
    """The report of one revision; a reviewer whose turn it is comments at a sentence."""
    revision = filing.revisions.filter(number=number).first()
    if revision is None:
        raise Http404
    revision.filing = filing
    report = reporting.of_revision(revision)
    return _page(request, filing, report, revision)


@on_filing(FilingAction.VIEW_DRAFT)
@require_GET
def draft(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """The report that the draft would give now, with the opinions that were sent on what was submitted."""
    return _page(request, filing, reporting.of_draft(filing), None)


def _page(
    request: HttpRequest, filing: Filing, report: Report | None, revision: Revision | None
) -> HttpResponse:
    numbers = list(filing.revisions.order_by("number").values_list("number", flat=True))
    is_latest = revision is not None and revision.number == numbers[-1]
    remarks = [] if report is None else _remarks(request, filing, report, revision)
    notes: dict[int, list[Remark]] = {}
    for one in remarks:
        for passage in one.found.passages:
            notes.setdefault(passage.start, []).append(one)
    can_comment = is_latest and _may_comment(request, filing)
    context = {
        "filing": filing,
        "revision": revision,
        "numbers": numbers,
        "report": report,
        "remarks": [one for one in remarks if one.found.passages],
        "gone": [one for one in remarks if not one.found.passages],
        "notes": notes,
        "can_comment": can_comment,
        "anchor": _anchor(request, filing, report) if can_comment and report is not None else None,
        "may_examine": access.may(person(request), FilingAction.EXAMINE, filing),
        "may_draft": access.may(person(request), FilingAction.VIEW_DRAFT, filing),
    }
    return render(request, "authority/report.html", context)


def _may_comment(request: HttpRequest, filing: Filing) -> bool:
    user = person(request)
    if not access.may(user, FilingAction.COMMENT, filing):
        return False
    if access.may(user, FilingAction.READ_DELIBERATION, filing):
        return True
    return filing.endorsed_at is None and filing.state is FilingStatus.SUBMITTED


def _remarks(
    request: HttpRequest, filing: Filing, report: Report, revision: Revision | None
) -> Sequence[Remark]:
    """The opinions on sentences that the person may read, those of earlier versions followed to this one."""
    user = person(request)
    sees_all = access.may(user, FilingAction.READ_DELIBERATION, filing)
    found = [
        (one, _found(one, report, revision))
        for one in worksheet.live(filing.comments.exclude(report_start=None).select_related("revision"))
        if (sees_all or one.issued_at is not None or one.made_by_id == user.pk)
        and (revision is None or one.revision.number <= revision.number)
    ]
    end = len(report.text)
    found.sort(key=lambda pair: (pair[1].passages[0].start if pair[1].passages else end, pair[0].pk))
    return [
        Remark(
            number=number,
            comment=one,
            found=place,
            origins=tuple(_origins(request, filing, one.paths)),
            is_earlier=revision is None or one.revision_id != revision.pk,
        )
        for number, (one, place) in enumerate(found, start=1)
    ]


def _found(comment: ReviewComment, report: Report, revision: Revision | None) -> Found:
    start, end = comment.report_start or 0, comment.report_end or 0
    if revision is not None and comment.revision_id == revision.pk:
        touched = report.touched(start, end)
        if "".join(one.text for one in touched).strip() == comment.quote:
            return Found(fate=Fate.SAME, passages=touched)
    earlier = reporting.of_revision(comment.revision)
    return anchoring.follow(comment.quote, comment.section, report, earlier)


def _origins(request: HttpRequest, filing: Filing, paths: Sequence[str]) -> Iterator[Origin]:
    """In words, and where the form may be opened, with the way to the cell."""
    if not paths:
        return
    may_open = access.may(person(request), FilingAction.VIEW_DRAFT, filing)
    labels = Labels(filing.campaign, _content(filing))
    for path in paths:
        href = panels.href(filing, path) if may_open else ""
        yield Origin(path=path, title=str(labels.of(path)), href=href)


def _content(filing: Filing) -> Mapping[str, str]:
    revision = filing.revisions.order_by("-number").first()
    if revision is None:
        return {}
    revision.filing = filing
    return open_revision(revision).content


def _anchor(request: HttpRequest, filing: Filing, report: Report) -> Mapping[str, object]:
    """Where the next opinion will hang, as the address says: what works without a script."""
    said = _AT.fullmatch(request.GET.get("at", ""))
    touched: tuple[Passage, ...] = report.touched(int(said[1]), int(said[2])) if said else ()
    sources = tuple(dict.fromkeys(path for one in touched for path in one.sources))
    return {
        "start": touched[0].start if touched else "",
        "end": touched[-1].end if touched else "",
        "quote": "".join(one.text for one in touched),
        "section": touched[0].section if touched else "",
        "origins": list(_origins(request, filing, sources)),
    }
