"""
The city that is loaded: many departments, some with a whole draft, and sessions of their people.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from hengji.web.accounts.models import Membership, Organisation, User
from hengji.web.accounts.roles import Kind, Role
from hengji.web.campaigns import services as campaigns
from hengji.web.filing.models import Filing
from hengji.web.filing.workflow import Move
from tests.web.conftest import City, actor, build_city


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A draft and the cookies of its people."""

    filing: int
    version: int
    """Of the field that is saved."""
    known: int
    """Of the draft: what a browser that has just read it names."""
    clerk: str
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What the generator must know."""

    city: City
    campaign: int
    reviewer: str
    places: list[Place]

    def hand_over(self) -> None:
        """Every draft to its officer."""
        for place in self.places:
            filing = Filing.objects.select_related("campaign", "organisation").get(pk=place.filing)
            self.city.explain_all(filing)
            self.city.move(
                self.city.fresh(filing),
                Move.HAND_OVER,
                self.city.preparer(filing.organisation),
                key=f"h{filing.pk}",
            )

    def submitted(self) -> list[int]:
        """How many versions each has."""
        return [Filing.objects.get(pk=place.filing).revisions.count() for place in self.places]


def _cookie(user: User) -> str:
    client = Client()
    client.force_login(user, backend="hengji.web.accounts.backends.MembershipBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def build(departments: int, filing: int) -> Loaded:
    """A city of so many departments, of which some have a whole draft."""
    city = build_city()
    made = Organisation.objects.bulk_create(
        Organisation(
            code=f"5{number:04d}", name=f"示例部门{number:04d}", kind=Kind.DEPARTMENT, invented=True,
            jurisdiction_code="440700", jurisdiction_name="江门市",
        )
        for number in range(departments)
    )  # fmt: skip
    campaigns.enrol(city.campaign, made, actor(city.people["administrator"]))
    places = []
    for organisation in made[:filing]:
        for role in (Role.PREPARER, Role.RESPONSIBLE_OFFICER):
            key = f"{role.value}@{organisation.code}"
            city.people[key] = User.objects.create_user(key, str(role.label))
            Membership.objects.create(user=city.people[key], organisation=organisation, role=role)
        draft = city.begin(organisation)
        places.append(
            Place(
                filing=draft.pk,
                known=draft.version,
                version=draft.fields.get(path="narratives/overall_work/answer").version,
                clerk=_cookie(city.preparer(organisation)),
                officer=_cookie(city.officer(organisation)),
            )
        )
    return Loaded(
        city=city, campaign=city.campaign.pk, reviewer=_cookie(city.people["reviewer"]), places=places
    )
