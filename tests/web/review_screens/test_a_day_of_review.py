"""A reviewer's day through the browser's door: claim, look, comment, confirm, return, compare, accept."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.test import Client

from hengji.web.accounts.models import User
from hengji.web.filing import drafts
from hengji.web.filing.drafts import Change
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.records.models import Event
from hengji.web.records.verification import verify
from hengji.web.review.commenting import latest_of
from hengji.web.review.models import ReviewComment
from hengji.web.review.opened import open_revision
from tests.web.conftest import City, actor

Browser = Callable[[User], Client]
NARRATIVE = "narratives/budget_execution/answer"


def _post(client: Client, address: str, **fields: object) -> str:
    response = client.post(address, fields, follow=True)
    assert response.status_code == 200, (address, response.content.decode()[:2000])
    return response.content.decode()


def _resubmit(city: City, filing: Filing, changes: dict[str, str]) -> Filing:
    user = city.preparer(filing.organisation)
    there = {field.path: field.version for field in filing.fields.filter(path__in=changes)}
    drafts.save(
        filing.pk,
        user,
        actor(user),
        [Change(path=path, value=value, base=there.get(path, 0)) for path, value in changes.items()],
        known_version=0,
    )
    city.explain_all(city.fresh(filing))
    filing = city.move(city.fresh(filing), Move.HAND_OVER, user)
    return city.move(filing, Move.SUBMIT, city.officer(filing.organisation))


def test_a_filing_is_claimed_commented_returned_answered_compared_and_accepted(
    city: City, signed_in: Browser
) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    reviewer, clerk = signed_in(city.people["reviewer"]), signed_in(city.preparer(city.department))
    here = f"/filings/{filing.pk}/review"

    queue = reviewer.get("/review").content.decode()
    assert city.department.name in queue
    assert "自评高于计算" in queue
    assert "认领" in _post(reviewer, f"{here}/claim")
    _post(reviewer, f"{here}/begin", version=filing.version)
    page = reviewer.get(here).content.decode()
    assert "98.43" in page
    assert "7÷8＝87.50%" in page, "the arithmetic of a computed value is shown"

    words = open_revision(latest_of(filing)).content[NARRATIVE]
    sentence = words.split("。")[0] + "。"
    _post(reviewer, f"{here}/comments", path=NARRATIVE, start=0, end=len(sentence), text="与决算报表不符")
    _post(reviewer, f"{here}/comments", path="ledger/total/executed_amount", text="请核对执行数")
    _post(
        reviewer,
        f"{here}/scores",
        **{"points-I09": "2", "reason-I09": "验收表只列6个中心"},
    )
    page = reviewer.get(here).content.decode()
    assert "97.80" in page, "98.43 − 2.63 + 2 is the confirmed total"
    assert "98.43" in page, "the computed score stays"

    assert "与决算报表不符" not in clerk.get(f"/filings/{filing.pk}/opinions").content.decode()
    _post(
        reviewer,
        f"{here}/opinion",
        text="请逐条更正。",
        do="return",
        version=city.fresh(filing).version,
    )
    assert city.fresh(filing).state is FilingStatus.RETURNED
    seen = clerk.get(f"/filings/{filing.pk}/opinions").content.decode()
    assert "与决算报表不符" in seen
    assert "请逐条更正。" in seen

    first, second = ReviewComment.objects.order_by("pk")
    _post(clerk, f"/filings/{filing.pk}/opinions/{second.pk}/answer", text="已核对，数字无误")
    _resubmit(city, city.fresh(filing), {NARRATIVE: words.replace(sentence, "")})

    page = reviewer.get(f"/filings/{filing.pk}/differences/1/2").content.decode()
    assert "仅删去" in page, "a sentence that merely vanished is no answer"
    assert "已核对，数字无误" in page
    _post(reviewer, f"{here}/begin", version=city.fresh(filing).version)
    _post(reviewer, f"{here}/comments/{first.pk}/settle")
    _post(reviewer, f"{here}/accept", version=city.fresh(filing).version)
    assert city.fresh(filing).state is FilingStatus.ACCEPTED

    accepted = Event.objects.get(chain=filing.chain, type="filing.accepted")
    assert json.loads(accepted.payload)["confirmed"] == "98.43"
    assert not verify().faults


def test_batch_acceptance_lists_first_and_leaves_out_what_changed_meanwhile(
    city: City, signed_in: Browser
) -> None:
    honest = {"conclusion/claimed_score/answer": "98.43"}
    filings = []
    for organisation in (city.department, city.sibling):
        filing = city.bring_to(FilingStatus.RETURNED, organisation)
        filings.append(_resubmit(city, filing, honest))
    reviewer = signed_in(city.people["reviewer"])
    listed = reviewer.get("/review/batch", {"filing": [one.pk for one in filings]}).content.decode()
    assert all(one.organisation.name in listed for one in filings)
    first, second = filings
    page = _post(
        reviewer,
        "/review/batch/accept",
        filing=[first.pk, second.pk],
        **{f"version-{first.pk}": first.version, f"version-{second.pk}": second.version - 1},
    )
    assert city.fresh(first).state is FilingStatus.ACCEPTED
    assert city.fresh(second).state is FilingStatus.SUBMITTED
    assert "列出之后有人处理过" in page


def test_a_suspicious_filing_is_never_accepted_in_a_batch(city: City, signed_in: Browser) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    reviewer = signed_in(city.people["reviewer"])
    page = _post(
        reviewer,
        "/review/batch/accept",
        filing=[filing.pk],
        **{f"version-{filing.pk}": filing.version},
    )
    assert city.fresh(filing).state is FilingStatus.SUBMITTED
    assert "须逐份审核" in page
