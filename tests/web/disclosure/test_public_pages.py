"""What a stranger reads, and what nobody does."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from types import SimpleNamespace
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from hengji.domain.standard import Standard
from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import Organisation
from hengji.web.disclosure import publishing
from hengji.web.disclosure.models import Publication, PublicVersion, Withdrawal
from hengji.web.filing import drafts
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.records.actor import Actor
from hengji.web.records.clock import database_now
from hengji.web.records.models import AppendOnlyError, Event
from tests.web.conftest import City, actor

Reader = Callable[[str], str]


def _actor(city: City) -> Actor:
    return actor(city.preparer(city.department))


def test_a_published_report_says_how_much_what_was_promised_and_what_is_not_said(
    published: Publication, page: Reader
) -> None:
    read = page(f"/public/reports/{published.slug}")
    for words in (
        "28,771,611.60",
        "98.39%",
        "宣传宣讲活动",
        "≥",
        "没有说什么",
        "支出没有按人员经费",
        "核定得分",
    ):
        assert words in read
    assert len(read.encode()) <= 200 * 1024


def test_every_linked_figure_leads_to_a_cell_of_the_form(published: Publication, page: Reader) -> None:
    read = page(f"/public/reports/{published.slug}")
    form = page(f"/public/reports/{published.slug}/form")
    cells = set(re.findall(r'id="(c\d+)"', form))
    leading = set(re.findall(rf'href="/public/reports/{published.slug}/form#(c\d+)"', read))
    assert len(leading) > 100
    assert leading <= cells
    assert len(form.encode()) <= 200 * 1024


def test_the_amount_spent_leads_to_the_cell_where_it_was_filled_in(
    published: Publication, page: Reader
) -> None:
    read = page(f"/public/reports/{published.slug}")
    form = page(f"/public/reports/{published.slug}/form")
    anchor = re.search(r'form#(c\d+)"[^>]*>28,771,611\.60<', read)
    assert anchor is not None
    assert f'id="{anchor.group(1)}" class="number">28,771,611.6' in form


def test_drafts_and_accepted_reports_are_not_public(city: City, client: Client) -> None:
    city.bring_to(FilingStatus.ACCEPTED, city.department)
    assert client.get("/public/reports/2024-201").status_code == 404
    assert city.department.name not in client.get("/public").content.decode()


def test_who_filled_in_checked_and_signed_is_not_published(city: City, client: Client) -> None:
    filing = city.begin(city.department)
    user = city.preparer(city.department)
    names = {"preparer": "欧阳不公开", "reviewer": "司马不公开", "responsible_officer": "诸葛不公开"}
    content = dict(filing.fields.values_list("path", "value"))
    content |= {f"responsibility/{key}/answer": name for key, name in names.items()}
    drafts.replace(filing.pk, user, _actor(city), content, "测试")
    _publish(city, filing)
    for address in ("", "/form", ".json"):
        read = client.get(f"/public/reports/2024-201{address}").content.decode()
        assert "不公开" not in read.replace("填报人、审核人和负责人不公开", "")


def _publish(city: City, filing: Filing) -> Filing:
    city.explain_all(filing)
    own = {Move.HAND_OVER: city.preparer(city.department), Move.SUBMIT: city.officer(city.department)}
    for move in (Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.ACCEPT, Move.PUBLISH):
        who = city.people["administrator" if move is Move.PUBLISH else "reviewer"]
        filing = city.move(filing, move, own.get(move, who))
    return filing


@pytest.mark.parametrize(
    "personal",
    ["联系人：张三，电话：13800138000", "身份证号110101199003077571", "经办人：李四，联系电话：0750-3123456"],
)
def test_a_report_with_personal_data_is_refused_with_the_place(city: City, personal: str) -> None:
    filing = city.begin(city.department)
    path = "narratives/overall_work/answer"
    content = dict(filing.fields.values_list("path", "value"))
    assert path in content
    content[path] += personal
    drafts.replace(filing.pk, city.preparer(city.department), _actor(city), content, "测试")
    with pytest.raises(Refused) as refusal:
        _publish(city, filing)
    assert "个人信息" in refusal.value.message
    assert refusal.value.details["personal"]
    assert City.fresh(filing).state is FilingStatus.ACCEPTED
    assert not Publication.objects.exists()


def test_publishing_and_its_event_are_one_transaction(published: Publication) -> None:
    event = Event.objects.get(chain=published.filing.chain, type="filing.published")
    payload = json.loads(event.payload)
    version = PublicVersion.objects.get()
    assert payload["slug"] == published.slug
    assert payload["public_digest"] == version.digest


def test_a_public_version_is_never_changed(published: Publication) -> None:
    version = PublicVersion.objects.get(publication=published)
    with pytest.raises(AppendOnlyError):
        version.save()
    with pytest.raises(AppendOnlyError):
        version.delete()
    with pytest.raises(AppendOnlyError):
        PublicVersion.objects.filter(publication=published).update(facts="{}")


def test_what_is_taken_down_is_gone_and_says_why(city: City, published: Publication, client: Client) -> None:
    city.move(
        published.filing, Move.UNPUBLISH, city.people["administrator"], note="支出合计有误，更正后再公开"
    )
    gone = client.get(f"/public/reports/{published.slug}")
    assert gone.status_code == 410
    assert "支出合计有误" in gone.content.decode()
    assert "28,771,611.60" not in gone.content.decode()
    for address in ("/form", ".json", "/versions/1", "/versions/1/form"):
        assert client.get(f"/public/reports/{published.slug}{address}").status_code == 410
    assert published.unit_name not in client.get("/public").content.decode()
    assert published.unit_name not in client.get("/public/data/reports.csv").getvalue().decode()  # type: ignore[attr-defined]


def test_a_reason_for_taking_down_names_no_person(city: City, published: Publication) -> None:
    with pytest.raises(Refused):
        city.move(published.filing, Move.UNPUBLISH, city.people["administrator"], note="请电13800138000张三")
    assert not Withdrawal.objects.exists()


def test_a_correction_shows_each_changed_figure_and_keeps_the_earlier_version(
    city: City, published: Publication, page: Reader
) -> None:
    administrator, reviewer = city.people["administrator"], city.people["reviewer"]
    filing = city.move(published.filing, Move.UNPUBLISH, administrator, note="上年执行数有误")
    filing = city.move(filing, Move.REOPEN, administrator)
    filing = city.move(filing, Move.RETURN, reviewer)
    content = dict(filing.fields.values_list("path", "value"))
    content["ledger/total/prior_executed_amount"] = "29681690.00"
    drafts.replace(filing.pk, city.preparer(city.department), _actor(city), content, "测试")
    _publish(city, City.fresh(filing))
    read = page(f"/public/reports/{published.slug}")
    for words in ("更正后公开", "上年执行数有误", "29681698.79", "29681690", "支出合计·上年执行数"):
        assert words in read
    assert "29,681,698.79" in page(f"/public/reports/{published.slug}/versions/1")
    assert "已更正" in page("/public")


def test_search_finds_by_name_year_department_and_grade(published: Publication, page: Reader) -> None:
    name = published.unit_name
    for query in ("q=文化", "year=2024", f"department={published.department_code}", "grade=优", "q=201"):
        assert name in page(f"/public?{query}").partition("<tbody>")[2], query
    for query in ("q=水利", "year=2019", "department=999", "grade=差", "q=%27%20OR%201=1", "year=abcd&q=无"):
        assert name not in page(f"/public?{query}").partition("<tbody>")[2], query


def test_the_feed_and_the_sitemap_are_well_formed(published: Publication, page: Reader) -> None:
    feed = ET.fromstring(page("/public/feed.atom"))  # noqa: S314 - our own
    assert [entry.findtext("{*}title") for entry in feed.findall("{*}entry")] == [
        f"公开：{published.title}（示例）"
    ]
    sitemap = ET.fromstring(page("/public/sitemap.xml"))  # noqa: S314 - our own
    assert any(published.slug in (each.text or "") for each in sitemap.iter())


@pytest.mark.usefixtures("published")
def test_open_data_has_exactly_the_documented_fields(client: Client) -> None:
    schema = client.get("/public/data/schema.json").json()
    for dataset in schema["datasets"]:
        lines = client.get(f"/public/data/{dataset['name']}.csv").getvalue().decode()  # type: ignore[attr-defined]
        assert lines.startswith("\ufeff")
        rows = list(csv.DictReader(io.StringIO(lines.removeprefix("\ufeff"))))
        objects = json.loads(client.get(f"/public/data/{dataset['name']}.json").getvalue())["rows"]  # type: ignore[attr-defined]
        assert len(rows) == len(objects) > 0, dataset["name"]
        for row, plain in zip(rows, objects, strict=True):
            assert list(row) == [field["title"] for field in dataset["fields"]]
            assert list(plain) == [field["name"] for field in dataset["fields"]]
            assert not any(isinstance(value, float) for value in plain.values())


def test_no_cell_of_open_data_is_a_formula(city: City, client: Client) -> None:
    filing = city.begin(city.department)
    content = dict(filing.fields.values_list("path", "value"))
    title = next(path for path in content if re.fullmatch(r"indicators/\w+/title", path))
    content[title] = '=HYPERLINK("http://evil")'
    drafts.replace(filing.pk, city.preparer(city.department), _actor(city), content, "测试")
    _publish(city, filing)
    lines = client.get("/public/data/indicators.csv").getvalue().decode()  # type: ignore[attr-defined]
    cells = [cell for row in csv.reader(io.StringIO(lines)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_the_number_of_queries_does_not_grow_with_reports(city: City, client: Client) -> None:
    addresses = ("/public", "/public/reports/2024-201", "/public/feed.atom", "/public/data/reports.csv")
    addresses += ("/public/compare?r=2024-201&r=2024-202", "/public/sitemap.xml")
    city.bring_to(FilingStatus.PUBLISHED, city.department)
    counts = [_queries(client, address) for address in addresses]
    city.bring_to(FilingStatus.PUBLISHED, city.sibling)
    city.bring_to(FilingStatus.PUBLISHED, city.unit)
    assert counts == [_queries(client, address) for address in addresses]
    assert max(counts) <= 8


def _queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        assert response.status_code == 200
        response.getvalue() if response.streaming else response.content
    return len(queries)


def test_reports_stand_side_by_side(city: City, published: Publication, page: Reader) -> None:
    city.bring_to(FilingStatus.PUBLISHED, city.sibling)
    read = page(f"/public/compare?r={published.slug}&r=2024-202&r=nothing&r=%00")
    assert published.unit_name in read
    assert city.sibling.name in read
    assert "全年执行数" in read


def test_public_pages_may_be_kept_for_a_minute_and_set_no_cookie(
    published: Publication, client: Client
) -> None:
    response = client.get(f"/public/reports/{published.slug}")
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert " style=" not in response.content.decode()


def test_waivers_are_published_with_who_when_and_why(city: City, client: Client) -> None:
    from hengji.web.filing import evaluating
    from hengji.web.review.models import Waiver

    filing = city.bring_to(FilingStatus.ACCEPTED, city.department)
    revision = filing.revisions.get()
    doubt = evaluating.check_revision(revision).doubts[0]
    Waiver.objects.create(
        filing=filing,
        rule=doubt.finding.rule,
        finding=doubt.identity,
        title=doubt.finding.title,
        reason="口径不同，经核实同意",
        granted_by_name="审核员",
        granted_at=database_now(),
    )
    city.move(filing, Move.PUBLISH, city.people["administrator"])
    read = client.get("/public/reports/2024-201").content.decode()
    assert "豁免 1 项" in read
    assert "口径不同，经核实同意" in read
    assert "审核员" in read


def test_what_was_prepared_before_somebody_else_acted_is_not_published(city: City) -> None:
    filing = city.bring_to(FilingStatus.ACCEPTED, city.department)
    effect = publishing.prepare(filing)
    city.move(filing, Move.REOPEN, city.people["administrator"])
    with pytest.raises(Refused):
        effect(City.fresh(filing), actor(city.people["administrator"]), database_now(), "")
    assert not Publication.objects.exists()


def test_a_score_that_another_engine_gives_is_not_published_as_the_one_issued(city: City) -> None:
    filing = city.bring_to(FilingStatus.ACCEPTED, city.department)
    issued = json.loads(filing.revisions.get().evaluation) | {"low": "12.00"}
    with (
        patch.object(publishing, "json", SimpleNamespace(loads=lambda _: issued)),
        pytest.raises(Refused, match=r"12\.00"),
    ):
        publishing.prepare(filing)


@pytest.mark.usefixtures("published")
def test_search_finds_words_of_the_report_and_shows_where(page: Reader) -> None:
    found = page("/public?q=巾帼普法")
    assert "2024-201" in found
    assert "<mark>巾帼普法</mark>" in found
    assert "2024-201" not in page("/public?q=巾帼普法 高速公路").partition("<tbody>")[2]


def test_the_page_begins_with_what_matters_in_one_paragraph(published: Publication, page: Reader) -> None:
    read = page(f"/public/reports/{published.slug}")
    (lead,) = re.findall(r'<p class="lead">([^<]+)</p>', read)
    assert lead.startswith("全年预算2,924.23万元，支出2,877.16万元，执行率98.39%；")
    assert "项没有说明" in lead
    assert f'content="{published.title}：{lead}"' in read


def test_an_invented_report_of_a_real_unit_says_so_wherever_it_shows(city: City, client: Client) -> None:
    filing = city.begin(city.department)
    Organisation.objects.filter(pk=city.department.pk).update(invented=False)
    Filing.objects.filter(pk=filing.pk).update(invented=True)
    _publish(city, City.fresh(filing))
    read = client.get("/public/reports/2024-201").content.decode()
    assert "是真实单位，但本年度这份报告的全部内容为演示虚构" in read
    for address in ("/public", "/public/compare?r=2024-201", "/public/reports/2024-201/form"):
        assert '<span class="badge">示例</span>' in client.get(address).content.decode(), address
    assert "（示例）" in client.get("/public/feed.atom").content.decode()
    assert client.get("/public/reports/2024-201.json").json()["invented"] is True
    assert client.get("/api/v1/reports").json()["items"][0]["invented"] is True
    rows = json.loads(client.get("/public/data/reports.json").getvalue())["rows"]  # type: ignore[attr-defined]
    assert [row["invented"] for row in rows] == [True]


def test_a_standard_borrowed_from_another_year_is_called_so(city: City, client: Client) -> None:
    filing = city.begin(city.department)
    with patch.object(Standard, "applies_in", lambda _standard, _year: False):
        _publish(city, filing)
    assert "是为演示借用的" in client.get("/public/reports/2024-201").content.decode()
    compared = client.get("/public/compare?department=201").content.decode()
    assert "借用标准" in compared


def test_a_department_is_compared_over_its_years_without_ticking(city: City, page: Reader) -> None:
    city.bring_to(FilingStatus.PUBLISHED, city.department)
    assert "2024年度" in page("/public/compare?department=201")
    assert "一个部门的各年度" in page("/public/compare?department=999")
