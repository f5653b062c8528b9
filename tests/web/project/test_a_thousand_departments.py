"""A province of departments: no page outgrows an office line, no chart becomes a blot."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import pytest
from django.test import Client
from django.utils import timezone

from hengji.web.accounts.models import Membership, Organisation, User
from hengji.web.accounts.roles import Kind, Role
from hengji.web.campaigns.models import Enrolment
from hengji.web.disclosure import charts
from hengji.web.disclosure.models import Publication, PublicVersion, RevisionFigures
from hengji.web.filing.models import Filing, FilingStatus, Revision
from hengji.web.review.models import RiskAssessment
from tests.web.conftest import City

MANY: Final = 1_000
LARGEST: Final = 200 * 1024
CHARTS: Final = 160 * 1024
_DRAWN: Final = re.compile(r"<svg .*?</svg>", re.DOTALL)

PAGES: Final = {
    "the list": ("", "/public"),
    "a search": ("", "/public?q=示例&sort=score"),
    "comparing": ("", "/public/compare"),
    "open data": ("", "/public/data"),
    "the interface": ("", "/api/v1/docs"),
    "home of the administrator": ("administrator", "/"),
    "home of the reviewer": ("reviewer", "/"),
    "home of the auditor": ("auditor", "/"),
    "home of the system's keeper": ("system", "/"),
    "charts": ("administrator", "/dashboards"),
    "notices": ("administrator", "/campaigns"),
    "a notice": ("administrator", "/campaigns/{campaign}"),
    "progress": ("administrator", "/campaigns/{campaign}/progress"),
    "samples": ("reviewer", "/campaigns/{campaign}/samples"),
    "who must file": ("administrator", "/campaigns/{campaign}/enrol"),
    "the queue": ("reviewer", "/review"),
    "oversight": ("auditor", "/oversight"),
    "organisations": ("system", "/organisations"),
    "accounts": ("system", "/users"),
}


def _multiply(city: City) -> None:
    """A thousand departments, each with an account, a submission, its risk and a public report."""
    first = city.bring_to(FilingStatus.PUBLISHED, city.department)
    (revision,) = first.revisions.all()
    now, state = timezone.now(), FilingStatus
    names = [(f"6{number:04d}", f"示例市第{number}号部门") for number in range(MANY)]
    organisations = Organisation.objects.bulk_create(
        Organisation(code=code, name=name, kind=Kind.DEPARTMENT, invented=True) for code, name in names
    )
    Enrolment.objects.bulk_create(
        Enrolment(campaign=city.campaign, organisation=each) for each in organisations
    )
    users = User.objects.bulk_create(
        User(username=f"u{code}", display_name=f"填报人{code}") for code, _ in names
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=each, role=Role.PREPARER)
        for user, each in zip(users, organisations, strict=True)
    )
    filings = Filing.objects.bulk_create(
        Filing(
            campaign=city.campaign,
            organisation=each,
            status=(state.SUBMITTED, state.IN_REVIEW, state.PUBLISHED)[number % 3],
            submitted_at=now,
            claimed_points=100 - number % 7,
            computed_points=100 - number % 40,
            grade="优",
        )
        for number, each in enumerate(organisations)
    )
    copied = ("content", "content_digest", "digest_algorithm", "evidence", "explanations", "standard_id")
    copied += ("edition_hash", "engine_version", "evaluation", "received_at", "deadline_at")
    revisions = Revision.objects.bulk_create(
        Revision(
            filing=each,
            number=1,
            receipt=f"r{each.pk}",
            idempotency_key="k",
            submitted_by_name="甲",
            **{name: getattr(revision, name) for name in copied} | {"content": "{}", "evaluation": "{}"},
        )
        for each in filings
    )
    RevisionFigures.objects.bulk_create(
        RevisionFigures(revision=each, execution_rate=Decimal(60 + number % 40))
        for number, each in enumerate(revisions)
    )
    reasons = revision.risk.reasons
    RiskAssessment.objects.bulk_create(
        RiskAssessment(
            revision=each,
            formula=revision.risk.formula,
            points=9,
            level="low",
            unsuspicious=True,
            reasons=reasons,
        )
        for each in revisions
    )
    _publish(filings, revisions)


def _publish(filings: list[Filing], revisions: list[Revision]) -> None:
    one = Publication.objects.get()
    version = PublicVersion.objects.get()
    published = Publication.objects.bulk_create(
        Publication(
            filing=each,
            slug=f"2024-{each.organisation.code}",
            unit_code=each.organisation.code,
            unit_name=each.organisation.name,
            department_code=each.organisation.code,
            department_name=each.organisation.name,
            invented=True,
            fiscal_year=2024,
            version=1,
            first_published_at=one.first_published_at,
            published_at=one.published_at,
            full_marks=100,
            confirmed_points=90,
            grade="优",
            words=one.words,
        )
        for each in filings
    )
    PublicVersion.objects.bulk_create(
        PublicVersion(
            publication=each,
            number=1,
            revision=revision,
            facts=version.facts,
            shown="{}",
            digest=version.digest,
            digest_algorithm=version.digest_algorithm,
            corrections="[]",
            published_at=version.published_at,
        )
        for each, revision in zip(published, revisions, strict=True)
    )


def test_no_page_outgrows_an_office_line(city: City, signed_in: Callable[[User], Client]) -> None:
    _multiply(city)
    heavy = {}
    for name, (who, address) in PAGES.items():
        client = signed_in(city.people[who]) if who else Client()
        answer = client.get(address.format(campaign=city.campaign.pk))
        assert answer.status_code == 200, name
        drawn = "".join(_DRAWN.findall(answer.content.decode()))
        weight = len(answer.content) - len(drawn.encode())
        if weight > LARGEST or len(drawn.encode()) > CHARTS:
            heavy[name] = (weight, len(drawn.encode()))
    assert not heavy


def _mark(number: int) -> charts.Mark:
    return charts.Mark(
        name=f"第{number}号部门",
        filing_id=number,
        rate=Decimal(60 + number % 41),
        computed=Decimal(60 + number % 40),
        claimed=Decimal(100),
    )


@pytest.mark.parametrize("count", [0, 1, 12, MANY])
def test_scores_against_execution_can_be_drawn_of_none_one_and_very_many(count: int) -> None:
    drawn = charts.scatter([_mark(number) for number in range(count)], "/filings/{}".format)
    assert len(drawn.encode()) <= CHARTS
    assert drawn.count("<a ") == (count if count <= charts.MOST_NAMED else 40)
    assert drawn.count("<circle") >= count


@pytest.mark.parametrize("count", [0, 1, 12, MANY])
def test_years_are_drawn_of_those_that_changed_most(count: int) -> None:
    courses = [
        charts.Course(name=f"第{number}号部门", scores=(Decimal(80), Decimal(80 + number % 20)))
        for number in range(count)
    ]
    drawn = charts.years([2023, 2024], courses)
    assert drawn.count("<polyline") == min(count, charts.MOST_LINES)
    high = re.search(r'viewBox="0 0 720 (\d+)"', drawn)
    assert high is not None
    assert int(high[1]) <= 1_200
    if count > charts.MOST_LINES:
        assert "第19号部门" in drawn, "nineteen points of change are shown"
        assert "第20号部门" not in drawn, "no change is not"


@pytest.mark.parametrize("count", [0, 1, MANY])
def test_progress_says_each_day_to_pointer_and_keyboard(count: int) -> None:
    from datetime import date

    day = date(2025, 4, 1)
    drawn = charts.progress(
        [(day, count)] if count else [], max(count, 1), date(2025, 4, 30), date(2025, 4, 10)
    )
    assert drawn.count('tabindex="0"') == bool(count)
    assert (f"2025-04-01：累计 {count} 家" in drawn) == bool(count)
