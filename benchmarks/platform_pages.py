"""
Who reads what while the clerks work, and what a page asks of the database in a small and in a large city.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.platform_city import Loaded
from benchmarks.platform_clerks import Clerk
from benchmarks.platform_ledger import Ledger
from benchmarks.platform_traffic import Request, handing_over, page, submitting
from benchmarks.platform_traffic import working as clerk_works
from tests.web.conftest import City

READERS_EVERY = 4.0
"""Seconds that each reviewer looks at a page."""
MOVES_PER_SECOND = 5


def working(clerks: list[Clerk], ledger: Ledger, asked: argparse.Namespace) -> list[Request]:
    """Every clerk, their first saves spread over the interval."""
    return [
        request
        for number, clerk in enumerate(clerks)
        for request in clerk_works(
            clerk, ledger, first=number * asked.every / len(clerks), seconds=asked.seconds, every=asked.every
        )
    ]


def reading(city: Loaded, seconds: float) -> list[Request]:
    """Each reviewer opens a page every four seconds; the administrator and two of the public do so too."""
    requests = []
    readers = [*city.reviewers, city.administrator]
    for number, cookie in enumerate(readers):
        pages, due = _authority(city, number), number * READERS_EVERY / len(readers)
        while due < seconds:
            name, path = next(pages)
            requests.append(page(due, path, cookie, name))
            due += READERS_EVERY
    public, due = _public(city), 0.0
    while due < seconds:
        name, path = next(public)
        requests.append(page(due, path, "", name))
        due += 0.5
    return requests


def _authority(city: Loaded, number: int) -> Iterator[tuple[str, str]]:
    at = number * 7
    while True:
        filing = city.under_review[at % len(city.under_review)]
        pages = (
            ("review queue", "/review"),
            ("review of a filing", f"/filings/{filing}/review"),
            ("review queue, searched", "/review?state=all&words=部门00&page=2"),
            ("home of a reviewer", "/"),
            ("submitted version", f"/filings/{filing}/revisions/1"),
            ("progress of a notice", f"/campaigns/{city.campaign}/progress"),
            ("dashboards (with charts)", "/dashboards"),
            ("notices", "/campaigns"),
            ("a notice", f"/campaigns/{city.campaign}"),
            ("log of a filing", f"/filings/{filing}/log"),
        )
        yield _quoted(pages[at % len(pages)])
        at += 1


def _public(city: Loaded) -> Iterator[tuple[str, str]]:
    at = 0
    while True:
        slug = city.published[at % len(city.published)]
        pages = (
            ("public list", "/public"),
            ("public report", f"/public/reports/{slug}"),
            ("public search", "/public?words=示例"),
            ("public form", f"/public/reports/{slug}/form"),
            ("public data", "/public/data"),
            ("public comparison", "/public/compare"),
        )
        yield _quoted(pages[at % len(pages)])
        at += 1


def _quoted(named: tuple[str, str]) -> tuple[str, str]:
    from urllib.parse import quote

    return named[0], quote(named[1], safe="/?&=")


def moving(city: Loaded, clerks: list[Clerk], ledger: Ledger) -> list[Request]:
    """All hand over, then all submit, five a second, while the same pages are read."""
    first = {clerk.place.filing: clerk for clerk in reversed(clerks)}
    requests = [
        handing_over(first[place.filing], number / MOVES_PER_SECOND)
        for number, place in enumerate(city.places)
    ]
    begun = len(city.places) / MOVES_PER_SECOND + 3
    for number, place in enumerate(city.places):
        due = begun + number / MOVES_PER_SECOND
        requests += submitting(place.filing, place.officer, ledger, due, number)
    return requests + reading(city, begun * 2)


def queries(city: City) -> dict[str, int]:
    """How many queries each list asks now."""
    browser = {name: Client() for name in ("reviewer", "administrator")}
    for name, client in browser.items():
        client.force_login(city.people[name], backend="hengji.web.accounts.backends.MembershipBackend")
    asked = {
        "review queue": ("reviewer", "/review"),
        "review queue, all states": ("reviewer", "/review?state=all"),
        "home of a reviewer": ("reviewer", "/"),
        "a notice": ("administrator", f"/campaigns/{city.campaign.pk}"),
        "progress of a notice": ("administrator", f"/campaigns/{city.campaign.pk}/progress"),
        "notices": ("administrator", "/campaigns"),
        "dashboards": ("administrator", "/dashboards"),
        "public list": ("reviewer", "/public"),
    }
    counted = {}
    for name, (who, address) in asked.items():
        browser[who].get(address)
        with CaptureQueriesContext(connection) as made:
            browser[who].get(address)
        counted[name] = len(made)
    return counted
