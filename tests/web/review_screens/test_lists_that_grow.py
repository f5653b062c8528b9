"""A page costs the same number of queries with two rows and with many, and stays small."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hengji.web.accounts.models import Organisation, User
from hengji.web.accounts.roles import Kind
from hengji.web.campaigns.models import Enrolment, Extension
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.records.models import Event
from hengji.web.review import progress, sampling
from hengji.web.review.commenting import latest_of
from hengji.web.review.models import Assignment, ReviewComment, RiskAssessment
from tests.web.conftest import City, actor

Browser = Callable[[User], Client]
LARGEST = 200_000
MANY = 15


def _multiply(city: City, filing: Filing) -> None:
    """As many more filings as that one, with their revisions and risks."""
    revision = latest_of(filing)
    RiskAssessment.objects.filter(revision=revision).update(level="low", unsuspicious=True)
    for number in range(MANY):
        organisation = Organisation.objects.create(
            code=f"5{number:03d}", name=f"示例单位{number}", kind=Kind.DEPARTMENT, invented=True
        )
        Enrolment.objects.create(campaign=city.campaign, organisation=organisation)
        other = Filing.objects.create(
            campaign=city.campaign,
            organisation=organisation,
            status=FilingStatus.SUBMITTED,
            submitted_at=timezone.now(),
            claimed_points=100,
            computed_points=98,
        )
        revision.pk, revision.filing, revision.receipt = None, other, f"r{number}"
        revision._state.adding = True
        revision.save(force_insert=True)
        RiskAssessment.objects.filter(revision=revision).update(level="low", unsuspicious=True)
        Assignment.objects.create(filing=other, reviewer=city.people["reviewer"], assigned_at=timezone.now())
        ReviewComment.objects.create(
            filing=other, revision=revision, text="请核实", made_by_name="甲", made_at=timezone.now()
        )
        Extension.objects.create(
            campaign=city.campaign,
            organisation=organisation,
            deadline_at=timezone.now(),
            reason="理由",
            granted_at=timezone.now(),
        )


PAGES = {
    "queue": ("reviewer", "/review"),
    "queue of everything": ("reviewer", "/review?state=all&year=2024&level=low&words=示例"),
    "progress": ("administrator", "/campaigns/{campaign}/progress"),
    "the overdue": ("administrator", "/campaigns/{campaign}/progress?state=overdue"),
    "notice": ("administrator", "/campaigns/{campaign}"),
    "samples": ("reviewer", "/campaigns/{campaign}/samples"),
    "oversight": ("auditor", "/oversight"),
    "organisations": ("system", "/organisations"),
    "users": ("system", "/users"),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_number_of_queries_does_not_grow_with_the_rows(city: City, signed_in: Browser, name: str) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    reviewer = city.people["reviewer"]
    RiskAssessment.objects.update(level="low", unsuspicious=True)
    sampling.take(city.campaign, reviewer, actor(reviewer), by="risk", wanted=1)
    who, address = PAGES[name]
    address = address.format(campaign=city.campaign.pk)
    client = signed_in(city.people[who])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert client.get(address).status_code == 200
    _multiply(city, filing)
    for _ in range(3):
        sampling.take(city.campaign, reviewer, actor(reviewer), by="risk", wanted=9)
    for number in range(MANY):
        User.objects.create_user(f"user{number}", f"人员{number}", None)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address)
    assert len(many) == len(few), "\n".join(query["sql"][:160] for query in many)
    assert len(page.content) <= LARGEST


def test_the_review_page_costs_the_same_with_many_comments(city: City, signed_in: Browser) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    client = signed_in(city.people["reviewer"])
    address = f"/filings/{filing.pk}/review"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    revision = latest_of(filing)
    for number in range(MANY):
        ReviewComment.objects.create(
            filing=filing,
            revision=revision,
            path="ledger/total/executed_amount",
            text=f"请核实{number}",
            made_by_name="甲",
            made_at=timezone.now(),
        )
    with CaptureQueriesContext(connection) as many:
        page = client.get(address)
    assert len(many) == len(few)
    assert len(page.content) <= LARGEST


def test_the_counts_of_a_notice_add_up_to_everybody(city: City) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    city.bring_to(FilingStatus.RETURNED, city.sibling)
    everybody = progress.standings(city.campaign)
    counts = progress.counts(everybody)
    assert counts.pop(progress.OVERDUE) == 0
    assert sum(counts.values()) == len(everybody) == 3
    assert {name for name, count in counts.items() if count} == {"not_begun", "submitted", "returned"}


def test_who_is_late_is_judged_by_the_deadline_that_holds_for_them(city: City) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    Extension.objects.create(
        campaign=city.campaign,
        organisation=city.unit,
        deadline_at=city.campaign.deadline_at.replace(year=city.campaign.deadline_at.year + 1),
        reason="系统故障",
        granted_at=timezone.now(),
    )
    late = {
        one.organisation.code
        for one in progress.standings(city.campaign, now=city.campaign.deadline_at)
        if one.is_overdue
    }
    assert late == {city.sibling.code}, "the submitted and the extended are not late; the end is exclusive"


def test_an_overseer_sees_that_a_record_was_touched_and_where(city: City, signed_in: Browser) -> None:
    filing = city.bring_to(FilingStatus.ACCEPTED, city.department)
    client = signed_in(city.people["auditor"])
    page = client.get("/oversight").content.decode()
    assert "记录链均完整" in page
    third = Event.objects.get(chain=filing.chain, sequence=3)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER records_event_no_update")
        else:
            cursor.execute("DROP TRIGGER records_event_rows ON records_event")
        cursor.execute("UPDATE records_event SET actor = '别人' WHERE id = %s", [third.pk])
    page = client.get("/oversight").content.decode()
    assert "不完整" in page
    assert "第 3 条：内容与校验值不符" in page
    assert "第 3 条" in client.get(f"/filings/{filing.pk}/record").content.decode()


def test_an_overseer_of_another_year_sees_nothing(city: City, signed_in: Browser) -> None:
    filing = city.bring_to(FilingStatus.ACCEPTED, city.department)
    client = signed_in(city.people["auditor-of-another-year"])
    assert city.department.name not in client.get("/oversight").content.decode()
    assert client.get(f"/filings/{filing.pk}/record").status_code == 404
    assert client.get(f"/filings/{filing.pk}/review").status_code == 404
