"""
Every address × person × own or other organisation × state has one expected verdict, and gives it.

The expectations stand in `tests/cases/web/access.yaml`, written independently of the code's tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
import yaml
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hengji.web.accounts.access import Guard, Verdict
from hengji.web.accounts.models import Organisation, User
from hengji.web.filing import access
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from tests.web.conftest import City

CASES: dict[str, Any] = yaml.load(
    (Path(__file__).parents[2] / "cases" / "web" / "access.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)
ACTIONS = [*FilingAction, *Move]
CORRECTED = "corrected"
"""Awaiting confirmation after a return."""
STATES = [*(state.value for state in FilingStatus), CORRECTED]
ANONYMOUS = "anonymous"
INSIDE = {"filing_id", "campaign_id", "organisation_id", "slug", "name"}
"""Parts of an address that the test can fill with something that is there; behind others there is nothing."""


def _addresses(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _addresses(each)
        else:
            yield each


ROUTES = {str(route.name): route for route in _addresses(get_resolver())}


def _asked(route: URLPattern) -> str:
    guard = getattr(route.callback, "guard", None)
    assert isinstance(guard, Guard), f"{route.name} has no guard"
    if guard.room == "role":
        return " ".join(["role", *sorted(role.value for role in guard.roles)])
    return f"{guard.room} {guard.action}".strip()


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert ROUTES.keys() == CASES["routes"].keys()


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_an_address_asks_what_its_row_says(name: str) -> None:
    assert _asked(ROUTES[name]) == CASES["routes"][name]["asks"]


def test_every_action_has_a_row_and_every_row_an_action() -> None:
    assert {action.value for action in ACTIONS} == CASES["actions"].keys()


def _people(names: list[str]) -> frozenset[str]:
    return frozenset(person for name in names for person in CASES["groups"][name])


def expected(standing: str, state: str, action: str) -> Verdict:
    """What the cases say."""
    rule = CASES["actions"][action]
    if standing not in _people(CASES["sight"][state]):
        return Verdict.NOT_FOUND
    if standing not in _people(rule["who"]):
        return Verdict.FORBIDDEN
    return Verdict.ALLOWED if rule["when"] == ["all"] or state in rule["when"] else Verdict.CONFLICT


def brought(city: City, state: str, filer: Organisation) -> Filing:
    """A filing in that state."""
    if state != CORRECTED:
        return city.bring_to(FilingStatus(state), filer)
    filing = city.bring_to(FilingStatus.RETURNED, filer)
    return city.move(filing, Move.HAND_OVER, city.preparer(filer))


def people_of(city: City, filer: Organisation) -> Iterator[tuple[str, User | AnonymousUser, str]]:
    """Everybody, with what they are to a filing of `filer` in 2024."""
    yield ANONYMOUS, AnonymousUser(), "nobody"
    for name, user in city.people.items():
        role, _, code = name.partition("@")
        if role in {"administrator", "reviewer", "system"}:
            called = {"administrator": "performance_administrator", "reviewer": "finance_reviewer"}
            yield name, user, f"authority.{called.get(role, 'system_administrator')}"
        elif role == "auditor":
            yield name, user, "granted.auditor"
        elif code == filer.code:
            yield name, user, f"own.{role}"
        elif filer.parent is not None and code == filer.parent.code:
            yield name, user, f"supervisor.{role}"
        else:
            yield name, user, f"other.{role}"


@pytest.mark.parametrize("filer", ["department", "unit"])
@pytest.mark.parametrize("state", STATES)
def test_every_cell_of_the_table(city: City, state: str, filer: str) -> None:
    filing = brought(city, state, getattr(city, filer))
    cells = 0
    for name, user, standing in people_of(city, filing.organisation):
        for action in ACTIONS:
            verdict = access.decide(user, action, filing)
            assert verdict is expected(standing, state, action.value), (name, action)
            cells += 1
        is_listed = access.visible_to(user).filter(pk=filing.pk).exists()
        seen = expected(standing, state, "view") is not Verdict.NOT_FOUND
        assert is_listed == seen, (name, "the list and the table disagree")
    assert cells == len(ACTIONS) * (1 + len(city.people))


def _address(route: URLPattern, filing: Filing, move: Move | None) -> str:
    values: dict[str, object] = {}
    for name, converter in route.pattern.converters.items():
        if name == "filing_id":
            values[name] = filing.pk
        elif name == "name" and move is not None:
            values[name] = move.value
        elif name == "slug":
            values[name] = "basics"
        else:
            values[name] = uuid4() if type(converter).__name__ == "UUIDConverter" else 1
    return reverse(str(route.name), kwargs=values)


def _status(client: Client, method: str, address: str) -> int:
    """The status of a request whose traces are taken back at once."""
    with transaction.atomic():
        mark = transaction.savepoint()
        response: HttpResponseBase = (
            client.get(address, headers={"Accept": "application/json"})
            if method == "GET"
            else client.post(address, headers={"Accept": "application/json"})
        )
        transaction.savepoint_rollback(mark)
    if response.status_code == 302 and "/sign-in" in response.headers["Location"]:
        return 401
    return response.status_code


def _fits(status: int, verdict: Verdict, *, is_anonymous: bool, reaches_inside: bool) -> bool:
    if is_anonymous:
        return status == 401
    if verdict is not Verdict.ALLOWED:
        return status == verdict.value
    # Allowed, though the empty request itself may be refused, or what it names inside is not there.
    return status < 400 or status in {409, 422} or (status == 404 and reaches_inside)


FILING_ROUTES = [name for name, row in CASES["routes"].items() if row["asks"].startswith("filing ")]


@pytest.mark.parametrize("filer", ["department", "unit"])
@pytest.mark.parametrize("state", STATES)
def test_every_address_answers_everybody_as_the_table_says(
    city: City, state: str, filer: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL")
    filing = brought(city, state, getattr(city, filer))
    wrong = []
    for name, user, standing in people_of(city, filing.organisation):
        if filer == "unit" and not standing.startswith(("own.", "supervisor.")):
            continue  # what others are to a unit below they are to a department too, and are asked there
        client = Client()
        if isinstance(user, User):
            client.force_login(user, backend="hengji.web.accounts.backends.MembershipBackend")
        for route in FILING_ROUTES:
            row = CASES["routes"][route]
            moves: list[Move | None] = list(Move) if row["asks"] == "filing move" else [None]
            for move in moves:
                action = move.value if move is not None else row["asks"].removeprefix("filing ")
                verdict = expected(standing, state, action)
                address = _address(ROUTES[route], filing, move)
                status = _status(client, row["method"], address)
                reaches_inside = "may_be_absent" in row or bool(
                    ROUTES[route].pattern.converters.keys() - INSIDE
                )
                if not _fits(status, verdict, is_anonymous=name == ANONYMOUS, reaches_inside=reaches_inside):
                    wrong.append((name, row["method"], address, verdict.name, status))
    assert not wrong


def test_the_walk_catches_a_rule_that_was_loosened(city: City) -> None:
    filing = city.bring_to(FilingStatus.DRAFT, city.department)
    stranger = city.preparer(city.sibling)
    client = Client()
    client.force_login(stranger, backend="hengji.web.accounts.backends.MembershipBackend")
    address = reverse("filing-fields", args=(filing.pk,))
    assert _status(client, "GET", address) == 404
    with patch.object(access, "decide", lambda *_: Verdict.ALLOWED):
        assert _status(client, "GET", address) == 200, "the planted defect went unseen"


@pytest.mark.parametrize("name", [n for n, row in CASES["routes"].items() if row["asks"].startswith("role ")])
def test_an_address_for_roles_is_for_those_roles(city: City, name: str) -> None:
    row = CASES["routes"][name]
    allowed = set(row["asks"].split()[1:])
    address = reverse(name, kwargs=dict.fromkeys(ROUTES[name].pattern.converters, 1))
    for _, user, standing in people_of(city, city.department):
        client = Client()
        if isinstance(user, User):
            client.force_login(user, backend="hengji.web.accounts.backends.MembershipBackend")
        status = _status(client, row["method"], address)
        role = standing.partition(".")[2]
        if user == city.people["auditor-of-another-year"]:
            role = "auditor"
        if not isinstance(user, User):
            assert status == 401, standing
        elif role in allowed:
            assert status < 400 or status in {409, 422}, (standing, status)
        else:
            assert status == 403, (standing, status)


@pytest.mark.parametrize("name", [n for n, row in CASES["routes"].items() if row["asks"] == "signed_in"])
def test_an_address_for_accounts_asks_for_one(city: City, name: str) -> None:
    assert _status(Client(), "GET", reverse(name)) == 401
    for user in city.people.values():
        client = Client()
        client.force_login(user, backend="hengji.web.accounts.backends.MembershipBackend")
        assert _status(client, "GET", reverse(name)) == 200


def _without_tokens(response: HttpResponse) -> bytes:
    return re.sub(rb'(content|value)="[A-Za-z0-9]{64}"', b"", response.content)


def test_somebody_elses_filing_and_none_at_all_answer_alike(city: City) -> None:
    filing = city.begin(city.department)
    client = Client()
    client.force_login(city.preparer(city.sibling), backend="hengji.web.accounts.backends.MembershipBackend")
    foreign, missing = (
        client.get(reverse("filing", args=(number,)), headers={"X-Request-Id": "same-request"})
        for number in (filing.pk, filing.pk + 1000)
    )
    assert foreign.status_code == missing.status_code == 404
    assert _without_tokens(foreign) == _without_tokens(missing)


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(city: City) -> None:
    filing = city.begin(city.department)
    client = Client()
    preparer = city.preparer(city.department)
    client.force_login(preparer, backend="hengji.web.accounts.backends.MembershipBackend")
    address = reverse("filing-fields", args=(filing.pk,))
    assert client.get(address).status_code == 200
    preparer.memberships.update(ended_at=filing.created_at)
    assert client.get(address).status_code == 404
    User.objects.filter(pk=preparer.pk).update(is_active=False)
    assert client.get(address).status_code == 302
