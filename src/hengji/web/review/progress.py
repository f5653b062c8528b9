"""
How far everybody is in a notice: one line an organisation, and the counts.

The same number of queries however many organisations file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.core.paginator import Paginator

from hengji.web.accounts.models import Organisation
from hengji.web.campaigns.deadlines import in_words
from hengji.web.campaigns.models import Campaign, Enrolment, Extension
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.records.clock import database_now

PAGE: Final = 100
NOT_BEGUN: Final = "not_begun"
OVERDUE: Final = "overdue"
_WITH_UNIT: Final = frozenset({FilingStatus.DRAFT, FilingStatus.AWAITING_CONFIRMATION, FilingStatus.RETURNED})
_DONE: Final = frozenset({FilingStatus.ACCEPTED, FilingStatus.PUBLISHED})
TITLES: Final[Mapping[str, str]] = {
    NOT_BEGUN: "未开始",
    **{state.value: state.label for state in FilingStatus},
    OVERDUE: "逾期",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One organisation's state in a notice."""

    organisation: Organisation
    filing: Filing | None
    due: datetime
    is_extended: bool
    is_overdue: bool

    @property
    def state(self) -> str:
        """The filing's status, or `not_begun`."""
        return NOT_BEGUN if self.filing is None else self.filing.status

    @property
    def title(self) -> str:
        """In words."""
        return TITLES[self.state]

    @property
    def due_words(self) -> str:
        """The deadline as notices put it."""
        return in_words(self.due)

    @property
    def may_be_extended(self) -> bool:
        """Whether more time could still serve it: what is accepted or public needs none."""
        return self.filing is None or self.filing.state not in _DONE

    @property
    def claimed_points(self) -> Decimal | None:
        """自评得分, once submitted."""
        return None if self.filing is None else self.filing.claimed_points

    @property
    def computed_points(self) -> Decimal | None:
        """系统计算得分, once submitted."""
        return None if self.filing is None else self.filing.computed_points


def standings(campaign: Campaign, now: datetime | None = None) -> list[Standing]:
    """Everybody named, in the order of their codes; three queries and the clock."""
    now = now or database_now()
    enrolments = Enrolment.objects.filter(campaign=campaign).select_related("organisation__parent")
    filings = {filing.organisation_id: filing for filing in Filing.objects.filter(campaign=campaign)}
    # The latest grant comes last and stays.
    extended = dict(
        Extension.objects.filter(campaign=campaign)
        .order_by("granted_at", "pk")
        .values_list("organisation", "deadline_at")
    )
    made = []
    for enrolment in enrolments.order_by("organisation__code"):
        filing = filings.get(enrolment.organisation_id)
        if filing is not None:
            # Both are here already; reading them once more for each filing doubled the page's time.
            filing.organisation, filing.campaign = enrolment.organisation, campaign
        due = extended.get(enrolment.organisation_id, campaign.deadline_at)
        if filing is not None and filing.resubmit_by is not None:
            due = max(due, filing.resubmit_by)
        made.append(
            Standing(
                organisation=enrolment.organisation,
                filing=filing,
                due=due,
                is_extended=enrolment.organisation_id in extended,
                is_overdue=due <= now and (filing is None or filing.state in _WITH_UNIT),
            )
        )
    return made


def counts(found: Iterable[Standing]) -> dict[str, int]:
    """How many stand where, in the order of the workflow; the overdue counted beside."""
    made = dict.fromkeys(TITLES, 0)
    for one in found:
        made[one.state] += 1
        made[OVERDUE] += one.is_overdue
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One number of the overview."""

    state: str
    title: str
    count: int


def overview_counts(found: Iterable[Standing]) -> list[Count]:
    """The counts with their titles."""
    return [Count(state=name, title=TITLES[name], count=number) for name, number in counts(found).items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A page of the table with the counts of the whole."""

    rows: Sequence[Standing]
    counts: Sequence[Count]
    total: int
    submitted: int
    shown: int
    number: int
    pages: int


def overview(campaign: Campaign, state: str = "", page: int = 1, words: str = "") -> Overview:
    """The table of a notice, narrowed to a state (or the overdue) and to words of the name or the code."""
    everybody = standings(campaign)
    chosen = [
        one
        for one in everybody
        if (not state or one.state == state or (state == OVERDUE and one.is_overdue))
        and (not words or words in one.organisation.name or one.organisation.code.startswith(words))
    ]
    paginator = Paginator(chosen, PAGE)
    current = paginator.get_page(page)
    numbers = counts(everybody)
    waiting = numbers[NOT_BEGUN] + sum(numbers[each.value] for each in _WITH_UNIT)
    return Overview(
        rows=list(current.object_list),
        counts=overview_counts(everybody),
        total=len(everybody),
        submitted=len(everybody) - waiting,
        shown=len(chosen),
        number=current.number,
        pages=paginator.num_pages,
    )
