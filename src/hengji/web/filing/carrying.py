"""
Last year's filing → this year's draft: what stays true, last year's amounts, and what must be answered.

Only blank answers are filled; what somebody has typed this year always stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hengji.web.filing import conversion
from hengji.web.filing.models import Filing, Revision

_LEDGER_UNIT: Final = "ledger/-/money_unit"
_EXECUTED: Final = re.compile(r"ledger/([a-z_]+)/executed_amount")
_KEPT: Final = re.compile(
    r"organisation/[a-z_]+/answer|responsibility/[a-z_]+/answer"
    r"|indicators/[0-9a-z]+/(code|dimension|category|title|direction|unit|weight)"
)
"""Names, duties and the frame of the indicators stay true; targets, results and words of a year do not."""
_PROBLEM: Final = re.compile(r"problems/([0-9a-z]+)/problem")
_POINT: Final = re.compile(r"^\d{1,3}[.．、]", re.MULTILINE)
"""The number of a point in an opinion."""
_ENDS: Final = " 。；\n"
_ROW_STEP: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What last year left to be answered; `source` says where it comes from."""

    finding: str
    action: str
    source: str


def last_year(filing: Filing) -> Filing | None:
    """The organisation's filing of the year before, if it submitted one."""
    return (
        Filing.objects.filter(
            organisation=filing.organisation_id,
            campaign__fiscal_year=filing.campaign.fiscal_year - 1,
            revisions__isnull=False,
        )
        .select_related("campaign", "organisation")
        .order_by("-pk")
        .first()
    )


def latest(filing: Filing) -> Revision | None:
    """What it submitted last."""
    return filing.revisions.order_by("-number").first()


def questions(filing: Filing) -> tuple[Question, ...]:
    """What last year's review and last year's report left to be answered, each once."""
    earlier = last_year(filing)
    revision = None if earlier is None else latest(earlier)
    if earlier is None or revision is None:
        return ()
    year = earlier.campaign.fiscal_year
    # What the reviewers kept for themselves or took back was never said to the unit.
    sent = earlier.comments.exclude(issued_at=None).exclude(status="dropped").order_by("made_at", "pk")
    comments = [
        Question(finding=comment.text, action=comment.answer, source=f"{year}年度审核意见")
        for comment in sent
    ]
    content: Mapping[str, str] = json.loads(revision.content)
    returned = _returned(earlier, [comment.finding for comment in comments])
    told = (*comments, *returned, *_stated(content, year))
    found = {one.finding: one for one in told if one.finding.strip()}
    return tuple(found.values())


def _returned(earlier: Filing, said: Collection[str]) -> Iterator[Question]:
    """The points of the opinions with which it was returned, but for those that stand as comments too."""
    opinions = earlier.revisions.exclude(opinion=None).exclude(opinion__issued_at=None).order_by("number")
    for text in opinions.values_list("opinion__text", flat=True):
        points = _POINT.split(text)
        # What stands before the first number is the form of address.
        for point in points[1:] if len(points) > 1 else points:
            words = " ".join(point.split())
            if words and not any(one.strip(_ENDS) in words for one in said):
                yield Question(finding=words, action="", source=f"{earlier.campaign.fiscal_year}年度退回意见")


def _stated(content: Mapping[str, str], year: int) -> Iterator[Question]:
    for path in sorted(content):
        row = _PROBLEM.fullmatch(path)
        if row is not None:
            measure = content.get(f"problems/{row[1]}/measure", "")
            yield Question(finding=content[path], action=measure, source=f"{year}年度自评报告所列问题")


def rectification(filing: Filing) -> dict[str, str]:
    """Last year's questions as rows of 上年度自评或重点评价整改情况, to be answered."""
    values: dict[str, str] = {}
    for number, question in enumerate(questions(filing), start=1):
        row = f"corrective_actions/{number * _ROW_STEP:06d}"
        values[f"{row}/finding"] = question.finding
        if question.action:
            values[f"{row}/action"] = question.action
    if values:
        values["declared/corrective_actions/answer"] = "有"
    return values


def carried(filing: Filing, there: Mapping[str, str]) -> dict[str, str]:
    """
    What last year's filing can give to a draft that has `there`; blank where there was none.
    """
    earlier = last_year(filing)
    revision = None if earlier is None else latest(earlier)
    if revision is None:
        return {}
    content: Mapping[str, str] = json.loads(revision.content)
    values = {path: value for path, value in content.items() if _KEPT.fullmatch(path)}
    values.update(_prior_amounts(content, there))
    if not any(path.startswith("corrective_actions/") and value for path, value in there.items()):
        values.update(rectification(filing))
    standard = conversion.standard_of(filing.campaign)
    has_indicators = any(path.startswith("indicators/") and value for path, value in there.items())
    return {
        path: value
        for path, value in values.items()
        if value
        and not there.get(path)
        and conversion.is_path(path, standard)
        and not (has_indicators and path.startswith("indicators/"))
    }


def _prior_amounts(content: Mapping[str, str], there: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Last year's executed amounts, unless this year's sheet is already written in another unit."""
    unit = content.get(_LEDGER_UNIT, "")
    begun = any(value for path, value in there.items() if path.startswith("ledger/") and path != _LEDGER_UNIT)
    if begun and there.get(_LEDGER_UNIT, "") != unit:
        return
    for path, value in content.items():
        line = _EXECUTED.fullmatch(path)
        if line is not None:
            yield f"ledger/{line[1]}/prior_executed_amount", value
    if unit and not begun:
        yield _LEDGER_UNIT, unit
