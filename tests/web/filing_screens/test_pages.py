"""The pages of a filing: light, no more queries for many rows than for few, saying what the engines say."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hengji.web.filing import drafts, evaluating
from hengji.web.filing.drafts import Change
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.steps import STEPS
from hengji.web.filing.workflow import Move
from tests.web.conftest import City, actor

MOST_BYTES = 200_000
MANY_INDICATORS = 60
SCRIPT = {"HTTP_ACCEPT": "application/json"}


def save(city: City, filing: Filing, **values: str) -> None:
    """Type answers; in names `__` stands for a slash."""
    user = city.preparer(filing.organisation)
    versions = {path: field.version for path, field in drafts.fields_of(filing).items()}
    changes = [
        Change(path=path.replace("__", "/"), value=value, base=versions.get(path.replace("__", "/"), 0))
        for path, value in values.items()
    ]
    drafts.save(filing.pk, user, actor(user), changes, known_version=filing.version)


def with_many_rows(city: City, filing: Filing) -> None:
    """As many indicators as the largest department has."""
    rows = {}
    for number in range(1, MANY_INDICATORS + 1):
        row = f"indicators__{900_000 + number * 100:06d}"
        rows |= {
            f"{row}__code": f"x{number}",
            f"{row}__dimension": "产出指标",
            f"{row}__category": "数量指标",
            f"{row}__title": f"第{number}项工作完成数",
            f"{row}__direction": "≥",
            f"{row}__target": "10",
            f"{row}__unit": "项",
            f"{row}__actual": "10",
            f"{row}__deviation_explanation": "按计划完成，没有偏差。" * 3,
        }
    save(city, filing, **rows)


def queries_of(client: Client, address: str, **options: str) -> int:
    """How many questions a page asks of the database."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address, **options).status_code == 200
    return len(asked)


@pytest.mark.parametrize("slug", [step.slug for step in STEPS])
def test_a_step_is_light_and_asks_no_more_for_many_rows(
    city: City, filing: Filing, clerk: Client, slug: str
) -> None:
    address = f"/filings/{filing.pk}/steps/{slug}"
    clerk.get(address)
    few = queries_of(clerk, address)
    with_many_rows(city, filing)
    assert queries_of(clerk, address) == few
    page = clerk.get(address)
    assert len(page.content) <= MOST_BYTES
    assert b"<script>" not in page.content
    assert b"style=" not in page.content
    assert b" onclick=" not in page.content


def test_the_panel_asks_no_more_for_many_rows(city: City, filing: Filing, clerk: Client) -> None:
    address = f"/filings/{filing.pk}/panel"
    clerk.get(address, **SCRIPT)
    few = queries_of(clerk, address, **SCRIPT)
    with_many_rows(city, filing)
    assert queries_of(clerk, address, **SCRIPT) == few


def test_the_panel_says_what_the_engines_say(filing: Filing, clerk: Client) -> None:
    content = clerk.get(f"/filings/{filing.pk}/panel", **SCRIPT).json()
    checked = evaluating.check_draft(filing)
    assert checked.evaluation is not None
    assert f'data-total="{checked.evaluation.scorecard.computed_score}"' in content["html"]
    for doubt in checked.doubts:
        assert doubt.finding.title in content["html"]
    assert content["version"] == checked.version


def test_an_entry_that_is_no_number_is_said_at_its_cell(city: City, filing: Filing, clerk: Client) -> None:
    save(city, filing, ledger__total__executed_amount="很多")
    content = clerk.get(f"/filings/{filing.pk}/panel", **SCRIPT).json()
    note = content["cells"]["ledger/total/executed_amount"]
    assert note["tier"] == "blocks"
    assert "很多" in note["words"]
    assert f"/filings/{filing.pk}/steps/money#ledger%2Ftotal%2Fexecuted_amount" in content["html"]


def test_computed_cells_are_those_of_the_workbook(city: City, filing: Filing, clerk: Client) -> None:
    save(
        city,
        filing,
        ledger__total__initial_budget_amount="100",
        ledger__total__adjustment_amount="20",
        ledger__total__adjusted_budget_amount="120",
        ledger__total__executed_amount="90",
        ledger__total__prior_executed_amount="",
    )
    computed = clerk.get(f"/filings/{filing.pk}/panel", **SCRIPT).json()["computed"]
    assert computed["ledger/total/execution_rate"] == "75.00%"
    assert computed["ledger/total/budget_check"] == "相符"
    assert "ledger/total/change_rate" not in computed, "a blank prior year is not zero"
    assert any(path.startswith("indicators/") and path.endswith("/completion_rate") for path in computed)


def test_everything_asked_by_a_step_can_be_saved_under_its_path(filing: Filing, clerk: Client) -> None:
    page = clerk.get(f"/filings/{filing.pk}/steps/money").content.decode()
    for said in ('data-table="ledger"', 'data-row="total"', 'data-field="initial_budget_amount"'):
        assert said in page
    answer = clerk.post(
        f"/filings/{filing.pk}/fields/save",
        json.dumps(
            {"known": 0, "changes": [{"path": "projects/000900ab/title", "value": "新项目", "base": 0}]}
        ),
        content_type="application/json",
        **SCRIPT,
    )
    assert answer.status_code == 200
    assert "新项目" in clerk.get(f"/filings/{filing.pk}/steps/money").content.decode()


def test_an_answer_that_is_no_option_is_shown_not_dropped(city: City, filing: Filing, clerk: Client) -> None:
    save(city, filing, conclusion__claimed_grade__answer="优秀")
    page = clerk.get(f"/filings/{filing.pk}/steps/narrative").content.decode()
    assert "优秀（不是选项）" in page, "the row's own list of grades"


def test_a_file_names_itself_in_the_row_that_it_proves(filing: Filing, clerk: Client) -> None:
    path = next(path for path in drafts.fields_of(filing) if path.startswith("indicators/"))
    row = path.rpartition("/")[0]
    file = SimpleUploadedFile("签到表.pdf", b"%PDF-1.7 test", content_type="application/pdf")
    clerk.post(f"/filings/{filing.pk}/attachments", {"files": [file], "proves": row})
    field = drafts.fields_of(filing)[f"{row}/evidence"]
    assert "签到表" in field.value.splitlines()
    assert filing.attachments.get().proves == row
    page = clerk.get(f"/filings/{filing.pk}/steps/evidence").content.decode()
    assert "签到表.pdf" in page


def test_a_receipt_has_number_time_and_digest(city: City, signed_in: Callable[..., Client]) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    revision = filing.revisions.get()
    officer = signed_in(city.officer(city.department))
    page = officer.get(f"/filings/{filing.pk}/revisions/1/receipt").content.decode()
    assert revision.receipt in page
    assert revision.content_digest in page
    assert "截止时间" in page


def test_submitting_leads_to_the_receipt(city: City, signed_in: Callable[..., Client]) -> None:
    filing = city.begin(city.department)
    city.explain_all(filing)
    filing = city.move(city.fresh(filing), Move.HAND_OVER, city.preparer(city.department))
    officer = signed_in(city.officer(city.department))
    answer = officer.post(
        f"/filings/{filing.pk}/moves/submit", {"version": filing.version, "key": "pressed-once"}
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/filings/{filing.pk}/revisions/1/receipt"


def test_who_cannot_hand_over_reads_why_on_the_page_of_the_button(
    city: City, signed_in: Callable[..., Client]
) -> None:
    filing = city.begin(city.department)
    clerk = signed_in(city.preparer(city.department))
    refused = clerk.post(f"/filings/{filing.pk}/moves/hand_over", {"version": filing.version})
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "处问题须更正或说明" in page
    assert f'action="/filings/{filing.pk}/moves/hand_over"' in page, "the button stands there still"
    assert "steps-title" in page, "and so do the steps"


def test_a_reason_written_for_a_refused_move_is_not_lost(
    city: City, signed_in: Callable[..., Client]
) -> None:
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    officer = signed_in(city.officer(city.department))
    stale = {"version": filing.version - 1, "note": "请补充上年数"}
    refused = officer.post(f"/filings/{filing.pk}/moves/send_back", stale)
    assert refused.status_code == 409
    assert 'value="请补充上年数"' in refused.content.decode()
    as_object = {"Accept": "application/json"}
    told = officer.post(f"/filings/{filing.pk}/moves/send_back", stale, headers=as_object)
    assert told.json()["error"]["code"] == 409, "a script gets an object"


def test_opinions_of_the_review_stand_beside_the_form_once_it_is_returned(
    city: City, signed_in: Callable[..., Client]
) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = city.people["reviewer"]
    filing.comments.create(
        revision=filing.revisions.get(),
        path="ledger/total/executed_amount",
        text="请核对全年执行数",
        made_by_name=reviewer.display_name,
        made_at=filing.submitted_at,
    )
    clerk = signed_in(city.preparer(city.department))
    address = f"/filings/{filing.pk}/panel"
    assert "请核对全年执行数" not in clerk.get(address, **SCRIPT).json()["html"]
    city.move(filing, Move.RETURN, reviewer)
    assert "请核对全年执行数" in clerk.get(address, **SCRIPT).json()["html"]
