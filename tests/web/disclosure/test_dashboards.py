"""The bureau's charts: each with its table and its downloads, for those who may see the filings in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hengji.web.accounts.models import User
from hengji.web.disclosure import dashboards, drawing
from hengji.web.disclosure.models import RevisionFigures
from hengji.web.filing.models import FilingStatus
from tests.web.conftest import City

Browser = Callable[[User], Client]


def _rows(client: Client, name: str) -> list[list[str]]:
    content = client.get(f"/dashboards/download?chart={name}&as=csv").content.decode()
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))


def test_the_table_of_scores_shows_where_a_claim_is_above_the_figures(city: City, signed_in: Browser) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    rows = _rows(signed_in(city.people["administrator"]), "scatter")
    assert rows[1:] == [[city.department.name, "98.39", "100.00", "98.43", "1.57"]]


def test_progress_counts_who_has_submitted_against_who_must(city: City, signed_in: Browser) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    city.begin(city.sibling)
    (row,) = _rows(signed_in(city.people["administrator"]), "progress")[1:]
    assert row[1:] == ["1", "1", "3"]


def test_grades_are_claimed_computed_and_confirmed_apart(city: City, signed_in: Browser) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    city.bring_to(FilingStatus.PUBLISHED, city.sibling)
    assert _rows(signed_in(city.people["reviewer"]), "grades")[1] == ["优", "2", "2", "1"]


@pytest.mark.parametrize("name", sorted(dashboards.CHARTS))
def test_a_saved_picture_needs_nothing_from_elsewhere(city: City, signed_in: Browser, name: str) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    picture = signed_in(city.people["administrator"]).get(f"/dashboards/download?chart={name}&as=svg").content
    drawn = ET.fromstring(picture)  # noqa: S314 - our own
    assert drawn.findtext("{*}title")
    assert b"<script" not in picture
    assert b"style=" not in picture
    assert b"class=" not in picture
    assert not [one for one in drawn.iter() for key in one.attrib if key.endswith("src")]


def test_an_auditor_sees_only_the_years_granted(city: City, signed_in: Browser) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    assert city.department.name in signed_in(city.people["auditor"]).get("/dashboards").content.decode()
    other = signed_in(city.people["auditor-of-another-year"])
    assert city.department.name not in other.get("/dashboards?year=2024").content.decode()


def test_amounts_are_kept_when_a_revision_is_issued(city: City) -> None:
    revision = city.bring_to(FilingStatus.SUBMITTED, city.department).revisions.get()
    kept = RevisionFigures.objects.get()
    assert (kept.revision, str(kept.execution_rate)) == (revision, "98.39")


def test_amounts_of_older_revisions_are_read_once(city: City, signed_in: Browser) -> None:
    browser = signed_in(city.people["administrator"])
    for organisation in (city.department, city.sibling):
        city.bring_to(FilingStatus.SUBMITTED, organisation)
    issued = set(RevisionFigures.objects.values_list())
    RevisionFigures.objects.all().delete()
    browser.get("/dashboards")
    assert set(RevisionFigures.objects.values_list()) == issued
    with CaptureQueriesContext(connection) as few:
        browser.get("/dashboards")
    city.bring_to(FilingStatus.SUBMITTED, city.unit)
    browser.get("/dashboards")
    with CaptureQueriesContext(connection) as more:
        browser.get("/dashboards")
    assert len(more) <= len(few)


@pytest.mark.parametrize("query", ["chart=nothing", "as=exe", "chart=../x"])
def test_there_are_no_other_charts(city: City, signed_in: Browser, query: str) -> None:
    assert signed_in(city.people["administrator"]).get(f"/dashboards/download?{query}").status_code == 404


def test_charts_are_drawn_once_for_all_of_one_role_until_something_is_moved(
    city: City, signed_in: Browser
) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    administrator = city.people["administrator"]
    first = drawing.drawn(administrator, 2024)
    assert drawing.drawn(administrator, 2024) is first
    assert first.html in signed_in(administrator).get("/dashboards").content.decode()
    assert "数据截至" in signed_in(administrator).get("/dashboards").content.decode()
    city.bring_to(FilingStatus.SUBMITTED, city.sibling)
    second = drawing.drawn(administrator, 2024)
    assert city.sibling.name in second.html
    assert second.as_of > first.as_of


def test_nobody_is_shown_what_was_drawn_for_another_role(city: City) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    drawing.drawn(city.people["administrator"], 2024)
    other = drawing.drawn(city.people["auditor-of-another-year"], 2024)
    assert city.department.name not in other.html


def test_no_more_is_kept_than_for_a_few_roles_and_years(city: City) -> None:
    for year in range(2000, 2020):
        drawing.drawn(city.people["administrator"], year)
    kept = drawing.drawn(city.people["administrator"], 2019)
    assert drawing.drawn(city.people["administrator"], 2019) is kept
    assert drawing.count() <= 8
