# ruff: noqa: S608, SLF001 - rows are copied by the database itself, under our own names
"""
The city that is loaded: a thousand departments, filings in every state, sessions of their people.

One filing of each state comes there by the moves of the workflow; the others are its rows once more, under
other names, so that the city stands in half a minute and the lists are as long as in earnest.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from benchmarks.platform_clerks import Place, Seen
from hengji.web.accounts.models import Membership, Organisation, User
from hengji.web.accounts.roles import Kind, Role
from hengji.web.campaigns import services as campaigns
from hengji.web.disclosure.models import Publication
from hengji.web.filing.models import DraftField, Filing, FilingStatus, FindingExplanation, Revision
from hengji.web.review.models import Assignment, ReviewComment, RiskAssessment
from tests.web.conftest import City, actor, build_city

SHARES = {
    FilingStatus.SUBMITTED: 40,
    FilingStatus.IN_REVIEW: 10,
    FilingStatus.RETURNED: 10,
    FilingStatus.ACCEPTED: 7,
}
"""In percent of the departments; the rest are being filed, published or not begun."""
PUBLISHED, REVIEWERS = 20, 12
TOGETHER = 12
"""Of every so many filings one has two clerks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What the generator must know."""

    campaign: int
    reviewers: list[str]
    administrator: str
    places: list[Place]
    under_review: list[int]
    """Filings that reviewers open."""
    published: list[str]
    rows: dict[str, int] = field(default_factory=dict)
    """How many filings stand in which state."""


def cookie(user: User) -> str:
    """The header that a browser of that person sends."""
    client = Client()
    client.force_login(user, backend="hengji.web.accounts.backends.MembershipBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def count() -> int:
    """How many filings there are."""
    return Filing.objects.count()


def begin() -> City:
    """A city in which each state has one filing."""
    city = build_city()
    for number, state in enumerate([*SHARES, *[FilingStatus.PUBLISHED] * PUBLISHED]):
        organisation = _organisations(city, number, 1)[0]
        _people(city, organisation)
        city.bring_to(state, organisation)
    return city


def grow(city: City, departments: int, filing: int) -> Loaded:
    """As many departments as wanted, `filing` of them with a whole draft in hand."""
    made = _organisations(city, 100, departments)
    model = city.begin(city.department)
    city.explain_all(model)
    places = [
        _place(city, each, number) for number, each in enumerate(_copies(city.fresh(model), made[:filing]))
    ]
    left = made[filing:]
    for state, share in SHARES.items():
        source = Filing.objects.filter(campaign=city.campaign, status=state).earliest("pk")
        some, left = left[: departments * share // 100], left[departments * share // 100 :]
        _reviewed(city, _copies(source, some))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    under = Filing.objects.filter(status__in=(FilingStatus.SUBMITTED, FilingStatus.IN_REVIEW))
    reviewers = [city.people["reviewer"]]
    for number in range(1, REVIEWERS):
        reviewers.append(User.objects.create_user(f"reviewer{number}", f"审核员{number}"))
        Membership.objects.create(user=reviewers[-1], organisation=city.authority, role=Role.FINANCE_REVIEWER)
    return Loaded(
        campaign=city.campaign.pk,
        reviewers=[cookie(user) for user in reviewers],
        administrator=cookie(city.people["administrator"]),
        places=places,
        under_review=list(under.order_by("pk").values_list("pk", flat=True)[:100]),
        published=list(Publication.objects.values_list("slug", flat=True)),
        rows={state.label: Filing.objects.filter(status=state).count() for state in FilingStatus},
    )


def _organisations(city: City, first: int, count: int) -> list[Organisation]:
    made = Organisation.objects.bulk_create(
        Organisation(
            code=f"5{number:04d}", name=f"示例部门{number:04d}", kind=Kind.DEPARTMENT, invented=True,
            jurisdiction_code="440700", jurisdiction_name="江门市",
        )
        for number in range(first, first + count)
    )  # fmt: skip
    campaigns.enrol(city.campaign, made, actor(city.people["administrator"]))
    return made


def _people(city: City, organisation: Organisation) -> None:
    for role in (Role.PREPARER, Role.RESPONSIBLE_OFFICER):
        key = f"{role.value}@{organisation.code}"
        city.people[key] = User.objects.create_user(key, str(role.label))
        Membership.objects.create(user=city.people[key], organisation=organisation, role=role)


def _place(city: City, filing: Filing, number: int) -> Place:
    organisation = filing.organisation
    _people(city, organisation)
    clerks = [cookie(city.preparer(organisation))]
    if number % TOGETHER == 0:
        second = User.objects.create_user(f"second@{organisation.code}", "填报人乙")
        Membership.objects.create(user=second, organisation=organisation, role=Role.PREPARER)
        clerks.append(cookie(second))
    fields = DraftField.objects.filter(filing=filing).values_list("path", "value", "version")
    return Place(
        filing=filing.pk,
        version=filing.version,
        fields={path: Seen(value=value, version=version) for path, value, version in fields},
        clerks=clerks,
        officer=cookie(city.officer(organisation)),
    )


def _copies(source: Filing, organisations: list[Organisation]) -> list[Filing]:
    """The same filing once more for each organisation, with its draft, its revision and its risk."""
    made = [Filing(organisation=each) for each in organisations]
    for one in made:
        for each in Filing._meta.concrete_fields:
            if each.column not in {"id", "organisation_id"}:
                setattr(one, each.attname, getattr(source, each.attname))
    Filing.objects.bulk_create(made)
    numbers = [one.pk for one in made]
    name = "CASE WHEN s.path = 'organisation/name/answer' THEN o.name ELSE s.value END"
    of = f"s.filing_id = {source.pk} AND n.id = ANY(%s)"
    _insert(DraftField, of, numbers, {"filing_id": "n.id", "value": name})
    _insert(FindingExplanation, of, numbers, {"filing_id": "n.id"})
    _insert(Revision, of, numbers, {"filing_id": "n.id", "receipt": "'copy-' || n.id"})
    mine = (
        f"s.revision_id IN (SELECT id FROM filing_revision WHERE filing_id = {source.pk}) AND n.id = ANY(%s)"
    )
    revision = "(SELECT id FROM filing_revision WHERE filing_id = n.id)"
    _insert(RiskAssessment, mine, numbers, {"revision_id": revision, "points": "s.points + n.id %% 40"})
    return made


def _insert(model: type[Model], where: str, numbers: list[int], replaced: dict[str, str]) -> None:
    """Rows of a table again, for other filings; in the database, so that it takes no time."""
    columns = [each.column for each in model._meta.concrete_fields if each.column != "id"]
    chosen = [replaced.get(column, f's."{column}"') for column in columns]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(chosen)} FROM {table} s, "
            f"filing_filing n JOIN accounts_organisation o ON o.id = n.organisation_id WHERE {where}",
            [numbers],
        )


def _reviewed(city: City, filings: list[Filing]) -> None:
    """Comments on all, a reviewer for every third."""
    latest = dict(Revision.objects.filter(filing__in=filings).values_list("filing", "pk"))
    ReviewComment.objects.bulk_create(
        ReviewComment(
            filing=one, revision_id=latest[one.pk], path="ledger/total/executed_amount",
            text=f"请核实第{number}处数据的来源", made_by_name="审核员", made_at=timezone.now(),
        )
        for one in filings
        for number in range(3)
    )  # fmt: skip
    Assignment.objects.bulk_create(
        Assignment(filing=one, reviewer=city.people["reviewer"], assigned_at=timezone.now())
        for one in filings[::3]
    )
