"""A small city to test in: one authority, two departments, one unit below, an overseer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from hengji import standards, workbook
from hengji.documents import readers
from hengji.web.accounts.models import Membership, Organisation, User, YearGrant
from hengji.web.accounts.roles import Kind, Role
from hengji.web.campaigns import services as campaigns
from hengji.web.campaigns.models import Campaign
from hengji.web.disclosure import drawing
from hengji.web.filing import drafts, evaluating, explaining, moving
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now
from hengji.workbook import answers

EXAMPLE = (
    Path(__file__).parents[2] / "src" / "hengji" / "cli" / "examples" / "jiangmen-womens-federation-2024.xlsx"
)
STANDARD = "cn-440700.department-overall.2024"
_NUMBERS = count(1)
PASSWORD = "a password for tests"  # noqa: S105


@cache
def example_answers() -> dict[str, str]:
    """A whole, sound form."""
    standard = standards.load(STANDARD)
    return answers.answers_of(workbook.read(readers.read(EXAMPLE), standards.load), standard)


def actor(user: User, role: Role | None = None) -> Actor:
    return Actor(name=user.display_name, user_id=user.pk, role="" if role is None else role.value)


@dataclass(slots=True, kw_only=True)
class City:
    """Everybody in it."""

    authority: Organisation
    department: Organisation
    sibling: Organisation
    unit: Organisation
    oversight: Organisation
    campaign: Campaign
    people: dict[str, User] = field(default_factory=dict)

    def begin(self, organisation: Organisation, *, filled: bool = True) -> Filing:
        """A filing in draft, by the preparer of the organisation."""
        filing = drafts.create(self.campaign, organisation, actor(self.preparer(organisation)))
        if filled:
            values = example_answers() | {"organisation/name/answer": organisation.name}
            drafts.replace(
                filing.pk, self.preparer(organisation), actor(self.preparer(organisation)), values, "示例"
            )
        return self.fresh(filing)

    def explain_all(self, filing: Filing) -> None:
        """An explanation for every finding that asks for one."""
        user = self.preparer(filing.organisation)
        for doubt in evaluating.check_draft(filing).doubts:
            if doubt.is_open:
                explaining.explain(filing, user, actor(user), doubt.identity, "已核对，情况属实。")

    def preparer(self, organisation: Organisation) -> User:
        return self.people[f"preparer@{organisation.code}"]

    def officer(self, organisation: Organisation) -> User:
        return self.people[f"responsible_officer@{organisation.code}"]

    @staticmethod
    def fresh(filing: Filing) -> Filing:
        return Filing.objects.select_related("campaign", "organisation").get(pk=filing.pk)

    def move(self, filing: Filing, move: Move, who: User, note: str = "请更正", key: str = "") -> Filing:
        moving.perform(
            filing.pk, move, who, actor(who), note=note, idempotency_key=key or f"{move}-{filing.version}"
        )
        return self.fresh(filing)

    def bring_to(self, state: FilingStatus, organisation: Organisation) -> Filing:
        """A filing of the organisation that has come as far as `state`, by the moves of the table."""
        filing = self.begin(organisation)
        if state is FilingStatus.DRAFT:
            return filing
        self.explain_all(filing)
        own = {Move.HAND_OVER: self.preparer(organisation), Move.SUBMIT: self.officer(organisation)}
        reviewer, administrator = self.people["reviewer"], self.people["administrator"]
        path = [Move.HAND_OVER, Move.SUBMIT]
        if organisation.kind == Kind.SUBORDINATE_UNIT:
            path.append(Move.ENDORSE)
            own[Move.ENDORSE] = self.people[f"supervising_reviewer@{self.department.code}"]
        path += [
            Move.BEGIN_REVIEW,
            Move.RETURN if state is FilingStatus.RETURNED else Move.ACCEPT,
            Move.PUBLISH,
        ]
        for move in path:
            if filing.state is state and move is not Move.ENDORSE:
                return filing
            who = own.get(move, administrator if move is Move.PUBLISH else reviewer)
            filing = self.move(filing, move, who)
        return filing


def build_city(prefix: str = "", deadline: datetime | None = None) -> City:
    """A city of its own; codes and user names begin with `prefix`."""

    def organisation(code: str, name: str, kind: Kind, parent: Organisation | None = None) -> Organisation:
        made = Organisation(
            code=prefix + code,
            name=name,
            kind=kind,
            parent=parent,
            jurisdiction_code="440700",
            jurisdiction_name="江门市",
            invented=True,
        )
        made.full_clean()
        made.save()
        return made

    authority = organisation("100", "示例市财政局", Kind.FINANCE_AUTHORITY)
    department = organisation("201", "示例市文化局", Kind.DEPARTMENT)
    sibling = organisation("202", "示例市体育局", Kind.DEPARTMENT)
    unit = organisation("201001", "示例市图书馆", Kind.SUBORDINATE_UNIT, department)
    oversight = organisation("900", "示例市审计局", Kind.OVERSIGHT)
    standard = standards.load(STANDARD)
    people: dict[str, User] = {}

    def person(key: str, where: Organisation, role: Role, *years: int) -> None:
        user = User.objects.create_user(f"{prefix}{key}", f"{role.label}（{where.name}）", PASSWORD)
        membership = Membership(user=user, organisation=where, role=role)
        membership.full_clean()
        membership.save()
        YearGrant.objects.bulk_create(YearGrant(membership=membership, fiscal_year=year) for year in years)
        people[key.replace(f"@{prefix}", "@")] = user
        people[key] = user

    person("administrator", authority, Role.PERFORMANCE_ADMINISTRATOR)
    person("reviewer", authority, Role.FINANCE_REVIEWER)
    person("system", authority, Role.SYSTEM_ADMINISTRATOR)
    person("auditor", oversight, Role.AUDITOR, 2024)
    person("auditor-of-another-year", oversight, Role.AUDITOR, 2019)
    for where in (department, sibling, unit):
        person(f"preparer@{where.code}", where, Role.PREPARER)
        person(f"responsible_officer@{where.code}", where, Role.RESPONSIBLE_OFFICER)
        if where.kind == Kind.DEPARTMENT:
            person(f"supervising_reviewer@{where.code}", where, Role.SUPERVISING_REVIEWER)
    people["nobody"] = User.objects.create_user(f"{prefix}nobody", "没有角色的人", PASSWORD)
    campaign = campaigns.create(
        title="关于开展2024年度市级财政资金绩效自评工作的通知",
        notice_number="示财绩〔2025〕1号",
        fiscal_year=2024,
        standard_id=STANDARD,
        edition_hash=standard.edition_hash,
        outline_id=standard.outline or "",
        deadline_at=deadline or database_now() + timedelta(days=30),
        actor=actor(people["administrator"]),
    )
    campaigns.enrol(campaign, [department, sibling, unit], actor(people["administrator"]))
    campaign = campaigns.open_campaign(campaign, actor(people["administrator"]))
    return City(
        authority=authority,
        department=department,
        sibling=sibling,
        unit=unit,
        oversight=oversight,
        campaign=campaign,
        people=people,
    )


@pytest.fixture(autouse=True)
def nothing_drawn_before() -> None:
    """No test sees the charts that another one drew."""
    drawing.forget()


@pytest.fixture
def city(db: None) -> City:  # noqa: ARG001
    """A city that vanishes with the test."""
    return build_city()


@pytest.fixture(scope="session")
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """A test database whose rows are really committed; made here where no other test asked for one."""
    with django_db_blocker.unblock():
        if Filing._meta.db_table in connection.introspection.table_names():
            yield
            return
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed_city(committed: None, django_db_blocker: DjangoDbBlocker) -> Iterator[City]:  # noqa: ARG001
    """A city under codes of its own; events cannot be deleted, so it stays."""
    with django_db_blocker.unblock():
        yield build_city(prefix=f"r{next(_NUMBERS)}-")
        connection.close()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser with somebody signed in."""

    def browser(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="hengji.web.accounts.backends.MembershipBackend")
        return client

    return browser
