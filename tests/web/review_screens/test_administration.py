"""The year begins: a notice is drafted, changed, issued; accounts are opened and closed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from django.test import Client

from hengji import standards
from hengji.web.accounts.models import Membership, Organisation, User
from hengji.web.accounts.roles import Kind, Role
from hengji.web.campaigns.deadlines import in_words
from hengji.web.campaigns.models import Campaign, CampaignStatus
from hengji.web.filing.models import FilingStatus
from hengji.web.records.models import Event
from tests.web.conftest import STANDARD, City

Browser = Callable[[User], Client]
TERMS = {
    "title": "关于开展2024年度补充自评的通知",
    "notice_number": "示财绩〔2025〕2号",
    "fiscal_year": "2024",
    "standard_id": STANDARD,
    "outline_id": "",
    "last_day": "2099-04-30",
    "rectification_days": "15",
}


def test_a_notice_is_drafted_named_issued_extended_and_closed(city: City, signed_in: Browser) -> None:
    administrator = signed_in(city.people["administrator"])
    answer = administrator.post("/campaigns/new", TERMS, follow=True)
    campaign = Campaign.objects.get(title=TERMS["title"])
    assert answer.redirect_chain[-1][0] == f"/campaigns/{campaign.pk}/enrol"
    assert campaign.edition_hash == standards.load(STANDARD).edition_hash
    assert in_words(campaign.deadline_at) == "2099年4月30日24时"

    here = f"/campaigns/{campaign.pk}"
    changed = TERMS | {"rectification_days": "20", "version": str(campaign.version)}
    administrator.post(f"{here}/change", changed)
    stale = administrator.post(f"{here}/change", changed | {"rectification_days": "30"})
    assert stale.status_code == 409, "somebody else changed it meanwhile"
    campaign.refresh_from_db()
    assert campaign.rectification_days == 20

    assert administrator.post(f"{here}/open").status_code == 409, "nobody has been named"
    administrator.post(f"{here}/enrol", {"organisation": [city.department.pk, city.sibling.pk]})
    administrator.post(f"{here}/open")
    campaign.refresh_from_db()
    assert campaign.status == CampaignStatus.OPEN
    page = administrator.get(f"{here}?organisation={city.sibling.pk}").content.decode()
    assert city.sibling.name in page
    assert standards.load(STANDARD).title in page
    extension = {"organisation": city.sibling.pk, "last_day": "2099-05-10", "reason": "机构改革"}
    administrator.post(f"{here}/extend", extension)
    progress = administrator.get(f"{here}/progress").content.decode()
    assert "2099年5月10日24时" in progress
    assert "已延期" in progress
    administrator.post(f"{here}/close")
    types = Event.objects.filter(chain=campaign.chain).order_by("sequence").values_list("type", flat=True)
    assert list(types) == [
        "campaign.created",
        "campaign.changed",
        "campaign.enrolled",
        "campaign.enrolled",
        "campaign.opened",
        "campaign.extended",
        "campaign.closed",
    ]


def test_who_was_named_by_mistake_is_exempted_with_a_reason_until_something_is_filed(
    city: City, signed_in: Browser
) -> None:
    administrator = signed_in(city.people["administrator"])
    administrator.post("/campaigns/new", TERMS)
    campaign = Campaign.objects.get(title=TERMS["title"])
    here = f"/campaigns/{campaign.pk}"
    nobody = administrator.post(f"{here}/enrol", {"do": "ticked"}, follow=True).content.decode()
    assert "没有增加：请先勾选单位" in nobody
    administrator.post(f"{here}/enrol", {"organisation": [city.department.pk, city.sibling.pk]})
    mistake = {"organisation": city.sibling.pk, "reason": "不使用财政资金"}
    assert administrator.post(f"{here}/exempt", mistake | {"reason": " "}).status_code == 409
    assert campaign.enrolments.count() == 2
    administrator.post(f"{here}/exempt", mistake)
    assert [one.organisation for one in campaign.enrolments.all()] == [city.department]
    assert administrator.post(f"{here}/exempt", mistake).status_code == 409, "it is named no longer"
    last = Event.objects.filter(chain=campaign.chain).order_by("-sequence")[0]
    assert (last.type, "不使用财政资金" in last.payload) == ("campaign.exempted", True)

    begun = city.begin(city.department)
    there = f"/campaigns/{begun.campaign_id}"
    told = {"organisation": city.department.pk, "reason": "不再要求"}
    assert administrator.post(f"{there}/exempt", told).status_code == 409, (
        "what it wrote is not taken from it"
    )
    assert begun.campaign.enrolments.filter(organisation=city.department).exists()


def test_a_form_that_is_not_right_says_so_and_keeps_nothing(city: City, signed_in: Browser) -> None:
    administrator = signed_in(city.people["administrator"])
    for wrong in ({"last_day": "4月30日"}, {"standard_id": "no-such"}, {"title": ""}, {"fiscal_year": "24"}):
        answer = administrator.post("/campaigns/new", TERMS | wrong)
        assert answer.status_code == 422
        assert "errorlist" in answer.content.decode()
    assert Campaign.objects.count() == 1


def test_an_account_is_opened_given_a_role_and_closed(city: City, signed_in: Browser) -> None:
    system = signed_in(city.people["system"])
    page = system.post("/users/add", {"username": "xinren", "display_name": "新人"}).content.decode()
    found = re.search(r"<code>(\S+)</code>", page)
    assert found is not None
    user = User.objects.get(username="xinren")
    assert user.check_password(found.group(1))
    assert user.must_change_password
    role = {"code": city.department.code, "role": "preparer"}
    assert system.post(f"/users/{user.pk}/roles", role, follow=True).status_code == 200
    held = Membership.objects.get(user=user)
    assert system.post(f"/users/{user.pk}/roles", role).status_code == 409, "it is held already"
    wrong = {"code": city.department.code, "role": "finance_reviewer"}
    assert system.post(f"/users/{user.pk}/roles", wrong).status_code == 409, "a department reviews nobody"
    system.post(f"/roles/{held.pk}/end")
    assert not Membership.objects.filter(user=user, ended_at=None).exists()
    system.post(f"/users/{user.pk}/active", {"active": "0"})
    user.refresh_from_db()
    assert not user.is_active
    types = Event.objects.filter(chain=f"user:{user.pk}").values_list("type", flat=True)
    assert len(types) == 4
    payloads = " ".join(Event.objects.values_list("payload", flat=True))
    assert found.group(1) not in payloads, "a password is in no record"


def test_nobody_closes_their_own_account_or_takes_their_own_role(city: City, signed_in: Browser) -> None:
    me = city.people["system"]
    system = signed_in(me)
    assert system.post(f"/users/{me.pk}/active", {"active": "0"}).status_code == 409
    mine = Membership.objects.get(user=me)
    assert system.post(f"/roles/{mine.pk}/end").status_code == 409


def test_an_auditors_role_names_its_years(city: City, signed_in: Browser) -> None:
    system = signed_in(city.people["system"])
    user = User.objects.create_user("shenji2", "审计二", None)
    role = {"code": city.oversight.code, "role": "auditor"}
    assert system.post(f"/users/{user.pk}/roles", role).status_code == 409
    system.post(f"/users/{user.pk}/roles", role | {"years": "2023、2024"})
    held = Membership.objects.get(user=user)
    assert sorted(held.years.values_list("fiscal_year", flat=True)) == [2023, 2024]
    event = Event.objects.get(chain=f"user:{user.pk}")
    assert json.loads(event.payload)["years"] == [2023, 2024]


def test_an_organisation_is_added_under_its_department_and_renamed(city: City, signed_in: Browser) -> None:
    system = signed_in(city.people["system"])
    given = {"code": "201002", "name": "示例市博物馆", "kind": "subordinate_unit"}
    assert system.post("/organisations/add", given).status_code == 409, "it must stand under a department"
    system.post("/organisations/add", given | {"parent": city.department.pk})
    made = Organisation.objects.get(code="201002")
    assert made.parent == city.department
    system.post(f"/organisations/{made.pk}/rename", {"name": "示例市博物院", "short_name": ""})
    made.refresh_from_db()
    assert made.name == "示例市博物院"
    assert Event.objects.filter(chain=f"organisation:{made.pk}").count() == 2


def test_who_must_file_is_sought_paged_and_added_all_at_once(city: City, signed_in: Browser) -> None:
    administrator = signed_in(city.people["administrator"])
    administrator.post("/campaigns/new", TERMS)
    campaign = Campaign.objects.get(title=TERMS["title"])
    Organisation.objects.bulk_create(
        Organisation(code=f"3{number:03d}", name=f"示例第{number}局", kind=Kind.DEPARTMENT)
        for number in range(150)
    )
    here = f"/campaigns/{campaign.pk}/enrol"
    page = administrator.get(here).content.decode()
    assert page.count('name="organisation"') == 100
    assert "第 1 / 2 页" in page
    found = administrator.get(here, {"words": "示例第14"}).content.decode()
    assert found.count('name="organisation"') == 11, "14 and 140 to 149"
    administrator.post(here, {"words": "示例第14", "do": "all"})
    assert campaign.enrolments.count() == 11
    administrator.post(here, {"do": "all"})
    assert campaign.enrolments.count() == 150 + 3
    assert "所有部门和下属单位都已选定" in administrator.get(here).content.decode()


def test_progress_is_sought_by_name_and_code(city: City, signed_in: Browser) -> None:
    administrator = signed_in(city.people["administrator"])
    here = f"/campaigns/{city.campaign.pk}/progress"
    for words in (city.sibling.name, city.sibling.code):
        page = administrator.get(here, {"words": words}).content.decode()
        assert city.sibling.name in page
        assert city.unit.name not in page


def test_a_person_with_two_roles_has_every_way_once_and_none_that_leads_nowhere(
    city: City, signed_in: Browser
) -> None:
    both = city.people["reviewer"]
    Membership.objects.create(user=both, organisation=city.authority, role=Role.PERFORMANCE_ADMINISTRATOR)
    page = signed_in(both).get("/").content.decode()
    nav = page[page.index("main-nav") : page.index("</nav>")]
    ways = re.findall(r'href="([^"]+)"', nav)
    assert len(ways) == len(set(ways))
    system = signed_in(city.people["system"]).get("/").content.decode()
    assert "自评通知" not in system, "whoever keeps the accounts has no notices"


def test_nobody_is_offered_the_review_of_their_own_organisation(city: City, signed_in: Browser) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    city.bring_to(FilingStatus.SUBMITTED, city.unit)
    supervisor = signed_in(city.people[f"supervising_reviewer@{city.department.code}"])
    for address in ("/", "/review"):
        page = supervisor.get(address).content.decode()
        for way in set(re.findall(r'href="(/filings/\d+/review)"', page)):
            assert supervisor.get(way).status_code == 200, (address, way)


def test_what_waits_to_be_published_is_published_where_the_desk_leads(city: City, signed_in: Browser) -> None:
    filing = city.bring_to(FilingStatus.ACCEPTED, city.department)
    administrator = signed_in(city.people["administrator"])
    assert f"/filings/{filing.pk}/review" in administrator.get("/").content.decode()
    page = administrator.get(f"/filings/{filing.pk}/review").content.decode()
    assert f"/filings/{filing.pk}/moves/publish" in page
    assert "重新审核" in page
    reviewer = signed_in(city.people["reviewer"]).get(f"/filings/{filing.pk}/review").content.decode()
    assert "/moves/publish" not in reviewer, "only the administrator publishes"


def test_the_officer_opens_what_waits_for_confirmation_where_it_is_confirmed(
    city: City, signed_in: Browser
) -> None:
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    opened = signed_in(city.officer(city.department)).get(f"/filings/{filing.pk}", follow=True)
    assert "确认并提交" in opened.content.decode()
    clerk = signed_in(city.preparer(city.department)).get(f"/filings/{filing.pk}")
    assert clerk["Location"].endswith("/steps/basics")
