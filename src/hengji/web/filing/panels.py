"""
The scorecard and the findings as pages show them: beside the form, and whole on the step 校验与得分.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET

from hengji.domain.scorecard import Score
from hengji.web.filing import access, computing, conversion, evaluating, reckoning
from hengji.web.filing.access import FilingAction
from hengji.web.filing.endpoints import answer
from hengji.web.filing.evaluating import Checked, UnreadableEntry
from hengji.web.filing.findings import Doubt, Tier
from hengji.web.filing.guarding import on_filing, person
from hengji.web.filing.models import EDITABLE, Filing, FilingStatus
from hengji.web.filing.steps import step_at
from hengji.web.records.actor import Actor

_TURN: Final = threading.Lock()
"""Scorecards of one process are computed in turn: together they end no sooner, and saves would wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """A finding with the address of its cell."""

    doubt: Doubt
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointedEntry:
    """An unreadable entry with the address of its cell."""

    entry: UnreadableEntry
    href: str


@on_filing(FilingAction.VIEW_DRAFT)
@require_GET
def panel(request: HttpRequest, filing: Filing, _actor: Actor) -> HttpResponse:
    """
    What stands beside the form: `html`, notes by cell (`cells`), and the words of computed cells.
    """
    may_edit = access.may(person(request), FilingAction.EDIT, filing)
    content = reckoning.asked(filing.pk, may_edit=may_edit)
    if content is not None:
        return HttpResponse(content, content_type="application/json")
    with _TURN:
        return reckoned(filing, may_edit=may_edit)


def reckoned(filing: Filing, *, may_edit: bool) -> JsonResponse:
    """The panel of a draft as it stands; access was decided by the caller."""
    checked = evaluating.check_draft(filing, has_sources=False)
    html = render_to_string("filing/panel.html", context_of(filing, checked) | {"can_edit": may_edit})
    standard = conversion.standard_of(filing.campaign)
    return answer(
        {
            "version": checked.version,
            "html": html,
            "cells": _remarked(filing) | notes(checked),
            "computed": computing.computed_cells(checked.taken, checked.content, standard),
        }
    )


def context_of(filing: Filing, checked: Checked) -> dict[str, object]:
    """What the templates of a check need."""
    card = None if checked.evaluation is None else checked.evaluation.scorecard
    order = list(Tier)
    doubts = sorted(checked.doubts, key=lambda doubt: (not doubt.is_open, order.index(doubt.tier)))
    return {
        "filing": filing,
        "checked": checked,
        "card": card,
        "notices": sum(doubt.tier is Tier.NOTICE for doubt in doubts),
        "unreadable": [PointedEntry(entry=each, href=href(filing, each.path)) for each in checked.unreadable],
        "doubts": [Pointed(doubt=doubt, href=href(filing, doubt.path)) for doubt in doubts],
        "comments": [
            {
                "comment": comment,
                "href": href(filing, comment.path or None),
                "revision": comment.revision.number,
            }
            for comment in _unanswered(filing)
        ],
        "scores": [] if card is None else list(_lines(filing, checked, card.scores, 0)),
    }


def _is_returned(filing: Filing) -> bool:
    """Whether opinions of the review wait for the unit; before it is returned they are the reviewer's own."""
    return filing.resubmit_by is not None and filing.state in EDITABLE | {FilingStatus.AWAITING_CONFIRMATION}


def _unanswered(filing: Filing) -> list[Any]:
    """Opinions that were sent to the unit and wait for its answer."""
    if not _is_returned(filing):
        return []
    sent = filing.comments.exclude(issued_at=None).filter(status="open")
    return list(sent.select_related("revision"))


def _remarked(filing: Filing) -> dict[str, dict[str, str]]:
    """What the review says at each cell."""
    made: dict[str, dict[str, str]] = {}
    for comment in _unanswered(filing):
        for path in comment.paths:
            words = f"审核意见：{comment.text}"
            made[path] = {
                "tier": "review",
                "words": f"{made[path]['words']} {words}" if path in made else words,
            }
    return made


def checked_context(filing: Filing) -> Mapping[str, object]:
    """The step 校验与得分."""
    return context_of(filing, evaluating.check_draft(filing, has_sources=False))


def notes(checked: Checked) -> dict[str, dict[str, str]]:
    """What is to be said at each cell; the gravest where there is more than one."""
    made: dict[str, dict[str, str]] = {}
    for doubt in checked.doubts:
        if doubt.path and (doubt.is_open or not doubt.explanation):
            words = f"{doubt.tier_title}：{doubt.finding.message}"
            if doubt.tier is Tier.BLOCKS or doubt.path not in made:
                made[doubt.path] = {"tier": doubt.tier.value, "words": words}
    for each in checked.unreadable:
        if each.path:
            made[each.path] = {
                "tier": Tier.BLOCKS.value,
                "words": f"{each.problem.found}；{each.problem.expected}。{each.problem.remedy}",
            }
    return made


def href(filing: Filing, path: str | None) -> str:
    """The address of a cell; empty where there is none."""
    step = step_at(path, filing)
    if step is None or path is None:
        return ""
    return f"{reverse('filing-step', args=(filing.pk, step.slug))}#{quote(path, safe='')}"


def _lines(
    filing: Filing, checked: Checked, scores: tuple[Score, ...], depth: int
) -> Iterator[tuple[Score, int, str]]:
    for score in scores:
        yield score, min(depth, 3), href(filing, checked.taken.path(score.place))
        yield from _lines(filing, checked, score.parts, depth + 1)
