"""Bringing in: last year's filing, last year's questions, an old report; taking out the workbook."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hengji import standards, workbook
from hengji.documents import readers
from hengji.web.campaigns import services as campaigns
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import drafts
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.jobs import queue
from hengji.web.jobs.models import JobState
from hengji.web.records.clock import database_now
from hengji.web.review.models import ReturnOpinion
from tests.web.conftest import STANDARD, City, actor

SCRIPT = {"HTTP_ACCEPT": "application/json"}
REPORT = """示例市文化局2024年部门整体支出绩效自评报告

一、部门基本情况
（一）部门职能
示例市文化局是负责公共文化服务的部门。
（四）部门整体支出情况（以决算数为统计口径）
2024年支出12,345,678.90元，比上年度减少345,678.90元，减少2.72%，减少的主要原因：项目减少。
二、绩效自评情况
（一）自评结论
2024年部门整体支出绩效自评得分98分，等级为优。
4.预算执行情况
2024年度支出预算12,500,000.00元，其中人员经费8,000,000.00元，占比64.00%；\
公用经费1,500,000.00元，占比12.00%；项目支出3,000,000.00元，占比24.00%。
"""


def next_year(city: City) -> Campaign:
    """The notice of the year after."""
    standard = standards.load(STANDARD)
    who = actor(city.people["administrator"])
    campaign = campaigns.create(
        title="关于开展2025年度市级财政资金绩效自评工作的通知",
        notice_number="示财绩〔2026〕1号",
        fiscal_year=2025,
        standard_id=STANDARD,
        edition_hash=standard.edition_hash,
        outline_id=standard.outline or "",
        deadline_at=database_now().replace(year=database_now().year + 1),
        actor=who,
    )
    campaigns.enrol(campaign, [city.department], who)
    return campaigns.open_campaign(campaign, who)


@pytest.fixture
def new_draft(city: City) -> Filing:
    """This year's draft of a department that submitted last year, with a problem stated."""
    earlier = city.begin(city.department)
    user = city.preparer(city.department)
    values = {
        "problems/000100/problem": "部分项目支付偏慢",
        "problems/000100/measure": "按月通报支付进度",
        "declared/problems/answer": "有",
    }
    versions = {path: field.version for path, field in drafts.fields_of(earlier).items()}
    changes = [
        drafts.Change(path=path, value=value, base=versions.get(path, 0)) for path, value in values.items()
    ]
    drafts.save(earlier.pk, user, actor(user), changes, known_version=0)
    earlier = city.fresh(earlier)
    city.explain_all(earlier)
    earlier = city.move(earlier, Move.HAND_OVER, user)
    earlier = city.move(earlier, Move.SUBMIT, city.officer(city.department))
    revision, at = earlier.revisions.get(), earlier.submitted_at
    for text, issued_at, status in (
        ("绩效目标偏低，请说明", at, "answered"),
        ("只供内部参考的话", None, "open"),
        ("写错又撤销的话", at, "dropped"),
    ):
        earlier.comments.create(
            revision=revision,
            text=text,
            status=status,
            made_by_name="审核员",
            made_at=at,
            issued_at=issued_at,
        )
    ReturnOpinion.objects.create(
        revision=revision,
        text="经审核，请逐条更正：\n1．【指标】绩效目标偏低，请说明。\n2．【预算与决算】请补充调整的依据。",
        saved_by_name="审核员",
        saved_at=at,
        issued_at=at,
    )
    return drafts.create(next_year(city), city.department, actor(user))


def content_of(filing: Filing) -> dict[str, str]:
    return {path: field.value for path, field in drafts.fields_of(filing).items() if field.value}


def test_last_years_opinions_and_problems_arrive_as_rows_to_be_answered(new_draft: Filing) -> None:
    content = content_of(new_draft)
    found = {value for path, value in content.items() if path.startswith("corrective_actions/")}
    assert {"绩效目标偏低，请说明", "部分项目支付偏慢", "按月通报支付进度"} <= found
    assert content["declared/corrective_actions/answer"] == "有"
    assert "【预算与决算】请补充调整的依据。" in found, "a point of the return that is no comment"
    assert not [words for words in found if "经审核" in words or words.startswith("【指标】")], (
        "nothing twice"
    )


def test_what_reviewers_kept_or_took_back_never_reaches_the_unit(new_draft: Filing) -> None:
    told = "".join(content_of(new_draft).values())
    assert "只供内部参考的话" not in told
    assert "写错又撤销的话" not in told


def test_last_year_fills_blanks_and_touches_nothing_typed(
    city: City, new_draft: Filing, signed_in: Callable[..., Client]
) -> None:
    user = city.preparer(city.department)
    typed = drafts.Change(path="organisation/mandate/answer", value="今年的职能", base=0)
    drafts.save(new_draft.pk, user, actor(user), [typed], known_version=0)
    client = signed_in(user)
    assert client.get(f"/filings/{new_draft.pk}/bring").status_code == 200
    client.post(f"/filings/{new_draft.pk}/bring/last-year")
    earlier = Filing.objects.get(organisation=city.department, campaign=city.campaign)
    last = json.loads(earlier.revisions.get().content)
    now = content_of(new_draft)
    assert now["organisation/mandate/answer"] == "今年的职能"
    assert now["ledger/total/prior_executed_amount"] == last["ledger/total/executed_amount"]
    assert "ledger/total/executed_amount" not in now
    titles = {path: value for path, value in now.items() if path.startswith("indicators/")}
    assert any(path.endswith("/title") for path in titles)
    assert not any(path.endswith(("/actual", "/target")) for path in titles), (
        "a year's promise is of that year"
    )


def test_the_workbook_goes_out_and_reads_back_as_the_same_filing(
    filing: Filing, clerk: Client, tmp_path: Path
) -> None:
    answer = clerk.get(f"/filings/{filing.pk}/workbook")
    path = tmp_path / "form.xlsx"
    path.write_bytes(answer.content)
    cover = "".join(str(cell.value) for row in openpyxl.load_workbook(path)["封面"] for cell in row)
    assert "导入已有材料" in cover
    assert "hengji evaluate" not in cover, "who fills it in has the platform and no command line"
    read = workbook.read(readers.read(path), standards.load)
    assert read.organisation.name == filing.organisation.name
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"].lower()


def test_a_reviewer_gets_the_workbook_of_what_was_submitted_not_of_the_draft(
    city: City, signed_in: Callable[..., Client], tmp_path: Path
) -> None:
    filing = city.bring_to(FilingStatus.RETURNED, city.department)
    user = city.preparer(city.department)
    change = drafts.Change(
        path="organisation/short_name/answer",
        value="还没提交的简称",
        base=drafts.fields_of(filing)["organisation/short_name/answer"].version,
    )
    drafts.save(filing.pk, user, actor(user), [change], known_version=0)
    answer = signed_in(city.people["reviewer"]).get(f"/filings/{filing.pk}/workbook")
    path = tmp_path / "form.xlsx"
    path.write_bytes(answer.content)
    assert workbook.read(readers.read(path), standards.load).organisation.short_name != "还没提交的简称"


def run_jobs() -> None:
    """Do what waits, as the worker does."""
    while (job := queue.claim("tests")) is not None:
        queue.run(job, "tests")


def test_an_old_report_proposes_with_its_words_and_nothing_is_taken_by_itself(
    filing: Filing, clerk: Client
) -> None:
    before = content_of(filing)
    file = SimpleUploadedFile("旧报告.txt", REPORT.encode(), content_type="text/plain")
    job = clerk.post(f"/filings/{filing.pk}/proposals", {"file": file}, **SCRIPT).json()
    run_jobs()
    done = clerk.get(job["href"], **SCRIPT).json()
    assert done["state"] == JobState.DONE, done["message"]
    proposals = {one["path"]: one for one in done["result"]["proposals"]}
    assert content_of(filing) == before
    spent = proposals["ledger/total/executed_amount"]
    assert "12,345,678.90元" in spent["quote"]
    position = [one["path"] for one in done["result"]["proposals"]].index("ledger/total/executed_amount")
    page = clerk.get(done["result"]["href"]).content.decode()
    assert "12,345,678.90元" in page
    assert not re.search(r'<th scope="row">[a-z_]+/', page), "fields are named in words"
    clerk.post(done["result"]["href"], {"take": [position]})
    after = content_of(filing)
    assert after["ledger/total/executed_amount"] == spent["value"]
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {"ledger/total/executed_amount"}, "one by one"


def test_a_workbook_with_wrong_entries_is_refused_whole_with_every_cell_named(
    filing: Filing, clerk: Client
) -> None:
    book = clerk.get(f"/filings/{filing.pk}/workbook").content
    before = content_of(filing)
    spoiled = _spoiled(book, "预算与决算", "不少")
    file = SimpleUploadedFile("填报表.xlsx", spoiled)
    job = clerk.post(f"/filings/{filing.pk}/imports", {"file": file}, **SCRIPT).json()
    run_jobs()
    failed = clerk.get(job["href"], **SCRIPT).json()
    assert failed["state"] == JobState.FAILED
    problems = [one for one in failed["result"]["problems"] if "预算与决算!" in one]
    assert len(problems) > 1, "every cell, not the first one"
    assert content_of(filing) == before
    assert not list(Path(settings.OUTPUT_FOLDER).glob(f"{UUID(job['id']).hex}*")), "nothing is left behind"


def _spoiled(book: bytes, sheet: str, words: str) -> bytes:
    """The workbook with words for every amount of a sheet."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    for row in opened[sheet].iter_rows(min_row=6):
        for cell in row:
            if isinstance(cell.value, (int, float)):
                cell.value = words
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def test_the_form_comes_back_as_it_went_out(filing: Filing, clerk: Client) -> None:
    book = clerk.get(f"/filings/{filing.pk}/workbook").content
    job = clerk.post(
        f"/filings/{filing.pk}/imports", {"file": SimpleUploadedFile("填报表.xlsx", book)}, **SCRIPT
    ).json()
    run_jobs()
    done = clerk.get(job["href"], **SCRIPT).json()
    assert done["state"] == JobState.DONE, done["message"]
    assert done["result"]["count"] == 0, "the same answers came back"
