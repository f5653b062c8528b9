"""What no browser sends by itself: zero bytes, huge numbers, half characters; refused, never a crash."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from hengji.web.accounts.models import User
from hengji.web.filing.models import FilingStatus
from hengji.web.review.models import ReviewComment
from tests.web.conftest import City

Browser = Callable[[User], Client]
STRANGE = ["甲\x00乙", "9" * 40, "-1", "１２", "' OR 1=1 --", "<script>alert(1)</script>", "𠮷" * 3000]
HUGE = 10**25

READ = {
    "reviewer": [
        "/review?words={0}&year={0}&page={0}&sample={0}&level={0}",
        "/review/batch?filing={0}",
        "/filings/{filing}/review?path={0}&start={0}&end={0}&finding={0}",
        "/filings/{filing}/differences/1/{huge}",
        "/filings/{huge}/review",
        "/campaigns/{huge}/progress",
        "/campaigns/{campaign}/progress?state={0}&page={0}",
    ],
    "administrator": ["/campaigns/{campaign}?organisation={0}", "/oversight?words={0}&year={0}&page={0}"],
    "system": ["/users?words={0}&page={0}", "/organisations?words={0}&page={0}"],
}
WRITTEN = {
    "reviewer": [
        ("/filings/{filing}/review/comments", ("text", "path", "start", "end", "section", "finding")),
        ("/filings/{filing}/review/scores", ("points-I09", "reason-I09", "points-nothing")),
        ("/filings/{filing}/review/waivers", ("finding", "reason")),
        ("/filings/{filing}/review/waivers/{huge}/withdraw", ("reason",)),
        ("/filings/{filing}/review/opinion", ("text", "version")),
        ("/filings/{filing}/review/comments/{huge}/settle", ()),
        ("/filings/{filing}/review/accept", ("version",)),
        ("/review/batch/accept", ("filing", "version-1")),
        ("/campaigns/{campaign}/samples/draw", ("by", "wanted", "seed")),
    ],
    "administrator": [
        ("/filings/{filing}/review/assign", ("reviewer",)),
        ("/campaigns/new", ("title", "fiscal_year", "standard_id", "last_day", "rectification_days")),
        ("/campaigns/{campaign}/enrol", ("organisation",)),
        ("/campaigns/{campaign}/extend", ("organisation", "last_day", "reason")),
    ],
    "system": [
        ("/users/add", ("username", "display_name")),
        ("/users/{huge}/password", ()),
        ("/users/{person}/roles", ("code", "role", "years")),
        ("/roles/{huge}/end", ()),
        ("/organisations/add", ("code", "name", "short_name", "kind", "parent")),
        ("/organisations/{huge}/rename", ("name", "short_name")),
        ("/organisations/{person}/rename", ("name", "short_name")),
    ],
}


def _names(city: City, filing: int) -> dict[str, object]:
    return {
        "filing": filing,
        "campaign": city.campaign.pk,
        "huge": HUGE,
        "person": city.people["nobody"].pk,
    }


@pytest.mark.parametrize("who", READ)
def test_strange_addresses_are_answered(city: City, signed_in: Browser, who: str) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    client = signed_in(city.people[who])
    for address in READ[who]:
        for strange in STRANGE:
            path, _, query = address.format("{0}", **_names(city, filing.pk)).partition("?")
            fields = dict(part.split("=") for part in query.split("&")) if query else {}
            answer = client.get(path, dict.fromkeys(fields, strange))
            assert answer.status_code in {200, 302, 404, 409}, (address, strange)
            assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("who", WRITTEN)
def test_strange_forms_are_refused_or_kept_clean(city: City, signed_in: Browser, who: str) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    client = signed_in(city.people[who])
    for address, fields in WRITTEN[who]:
        for strange in STRANGE:
            path = address.format(**_names(city, filing.pk))
            answer = client.post(path, dict.fromkeys(fields, strange))
            assert answer.status_code in {200, 302, 404, 409, 422}, (address, strange[:20])
    for comment in ReviewComment.objects.all():
        assert "\x00" not in comment.text + comment.section
    page = signed_in(city.people["reviewer"]).get(f"/filings/{filing.pk}/review")
    assert b"<script>alert" not in page.content
