"""
Real threads on real PostgreSQL: what two people do at once.

Each race is run many times from a barrier; each comes with a planted defect that it must catch, or its
"nothing was lost" would prove nothing.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.signals import request_started
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from hengji.web.accounts.access import Refused
from hengji.web.campaigns import services as campaigns
from hengji.web.campaigns.deadlines import in_time
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import drafts, moving
from hengji.web.filing.drafts import Change
from hengji.web.filing.models import DraftField, Filing, FilingStatus, Revision
from hengji.web.filing.workflow import Move
from hengji.web.records.clock import database_now
from hengji.web.records.models import Event
from hengji.web.records.verification import verify
from tests.web.conftest import City, actor
from tests.web.racing import ON_POSTGRES, at_once, no_locks

pytestmark = ON_POSTGRES
ROUNDS = 12
MANDATE, TOTAL = "organisation/mandate/answer", "ledger/total/executed_amount"


@pytest.fixture
def city(committed_city: City) -> City:
    """Threads with connections of their own see it."""
    return committed_city


def submit(city: City, filing: Filing, key: str) -> Callable[[], object]:
    who = city.officer(city.department)
    return lambda: moving.perform(filing.pk, Move.SUBMIT, who, actor(who), idempotency_key=key)


def save(city: City, filing: Filing, path: str, value: str) -> Callable[[], object]:
    who = city.preparer(city.department)
    change = Change(path=path, value=value, base=0)
    return lambda: drafts.save(filing.pk, who, actor(who), [change], known_version=0)


def fresh_filing(city: City, number: int, state: FilingStatus) -> Filing:
    """Another filing of the same department: in a campaign of its own."""
    campaign = Campaign.objects.get(pk=city.campaign.pk)
    campaign.pk, campaign.title, campaign._state.adding = None, f"{campaign.title} {number}", True
    campaign.status = "draft"
    campaign.save()
    who = actor(city.people["administrator"])
    campaigns.enrol(campaign, [city.department], who)
    city.campaign = campaigns.open_campaign(campaign, who)
    return (
        city.bring_to(state, city.department)
        if state is not FilingStatus.DRAFT
        else city.begin(city.department, filled=False)
    )


def test_a_double_click_submits_once(city: City) -> None:
    for number in range(ROUNDS):
        filing = fresh_filing(city, number, FilingStatus.AWAITING_CONFIRMATION)
        outcomes = at_once(*[submit(city, filing, "one press")] * 4)
        receipts = {
            outcome.revision.receipt
            for outcome in outcomes
            if isinstance(outcome, moving.Moved) and outcome.revision
        }
        assert len(receipts) == 1
        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
        assert Revision.objects.filter(filing=filing).count() == 1
        assert Event.objects.filter(chain=filing.chain, type="filing.submitted").count() == 1
    assert not verify().faults


def test_two_people_with_two_keys_submit_once(city: City) -> None:
    for number in range(ROUNDS):
        filing = fresh_filing(city, number, FilingStatus.AWAITING_CONFIRMATION)
        outcomes = at_once(*[submit(city, filing, f"press {press}") for press in range(3)])
        assert sum(isinstance(outcome, moving.Moved) for outcome in outcomes) == 1
        assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 2
        assert Revision.objects.filter(filing=filing).count() == 1


def test_without_the_lock_the_double_click_is_not_clean(city: City) -> None:
    filing = fresh_filing(city, 0, FilingStatus.AWAITING_CONFIRMATION)
    with no_locks():
        outcomes = at_once(*[submit(city, filing, f"press {press}") for press in range(3)])
    clean = sum(isinstance(outcome, moving.Moved) for outcome in outcomes) == 1 and all(
        isinstance(outcome, moving.Moved | Refused) for outcome in outcomes
    )
    assert not clean, "the planted defect went unseen, so the test above is worthless"
    assert Revision.objects.filter(filing=filing).count() <= 1, "the constraint is the last line"


def test_two_clerks_in_different_fields_lose_nothing(city: City) -> None:
    filing = fresh_filing(city, 0, FilingStatus.DRAFT)
    for number in range(ROUNDS):
        paths = [f"projects/{number:06d}{letter}/title" for letter in "abcd"]
        outcomes = at_once(*[save(city, filing, path, path) for path in paths])
        assert all(isinstance(outcome, drafts.Saved) and not outcome.conflicts for outcome in outcomes)
    kept = DraftField.objects.filter(filing=filing, path__startswith="projects/")
    assert kept.count() == 4 * ROUNDS
    versions = [event.sequence for event in Event.objects.filter(chain=filing.chain, type="filing.saved")]
    assert len(versions) == 4 * ROUNDS
    assert len(set(kept.values_list("version", flat=True))) == 4 * ROUNDS, (
        "every save has a version of its own"
    )


def test_two_clerks_in_one_field_meet(city: City) -> None:
    for number in range(ROUNDS):
        filing = fresh_filing(city, number, FilingStatus.DRAFT)
        outcomes = at_once(save(city, filing, MANDATE, "甲"), save(city, filing, MANDATE, "乙"))
        saved = [outcome for outcome in outcomes if isinstance(outcome, drafts.Saved)]
        assert len(saved) == 2, outcomes
        lost = [outcome for outcome in saved if outcome.conflicts]
        assert len(lost) == 1, "exactly one is told of the other"
        conflict = lost[0].conflicts[0]
        assert {conflict.value, conflict.yours} == {"甲", "乙"}, "and both values are there"


def test_without_the_lock_a_clerk_is_overwritten(city: City) -> None:
    filing = fresh_filing(city, 0, FilingStatus.DRAFT)
    with no_locks():
        outcomes = at_once(save(city, filing, MANDATE, "甲"), save(city, filing, MANDATE, "乙"))
    told = [one for one in outcomes if isinstance(one, drafts.Saved) and one.conflicts]
    assert len(told) != 1, "the planted defect went unseen, so the test above is worthless"


def test_a_save_and_a_hand_over_never_cross(city: City) -> None:
    for number in range(ROUNDS):
        filing = fresh_filing(city, number, FilingStatus.DRAFT)
        filing = city.begin(city.department)
        city.explain_all(filing)
        who = city.preparer(city.department)
        base = DraftField.objects.get(filing=filing, path=MANDATE).version
        change = Change(path=MANDATE, value="改", base=base)
        saved, moved = at_once(
            lambda: drafts.save(filing.pk, who, actor(who), [change], known_version=0),  # noqa: B023
            lambda: moving.perform(filing.pk, Move.HAND_OVER, who, actor(who)),  # noqa: B023
        )
        state = city.fresh(filing).state
        if isinstance(moved, moving.Moved) and isinstance(saved, drafts.Saved):
            # The save came first and the check had seen it, or the move would have been refused.
            assert state is FilingStatus.AWAITING_CONFIRMATION
            events = list(
                Event.objects.filter(chain=filing.chain)
                .order_by("-sequence")
                .values_list("type", flat=True)[:2]
            )
            assert events == ["filing.handed_over", "filing.saved"]
        else:
            assert isinstance(saved, Refused) or isinstance(moved, Refused), (saved, moved)


def test_a_submission_and_a_review_never_cross(city: City) -> None:
    for number in range(ROUNDS):
        filing = fresh_filing(city, number, FilingStatus.SUBMITTED)
        officer, reviewer = city.officer(city.department), city.people["reviewer"]
        outcomes = at_once(
            lambda: moving.perform(filing.pk, Move.WITHDRAW, officer, actor(officer)),  # noqa: B023
            lambda: moving.perform(filing.pk, Move.BEGIN_REVIEW, reviewer, actor(reviewer)),  # noqa: B023
        )
        assert sum(isinstance(outcome, moving.Moved) for outcome in outcomes) == 1, outcomes
        assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1, outcomes


def test_at_the_deadline_every_submission_is_judged_by_the_databases_clock(city: City) -> None:
    verdicts = set()
    for number in range(ROUNDS):
        filing = fresh_filing(city, number, FilingStatus.AWAITING_CONFIRMATION)
        deadline = database_now() + timedelta(milliseconds=40 + 15 * number)
        Campaign.objects.filter(pk=filing.campaign_id).update(deadline_at=deadline)
        outcomes = at_once(*[submit(city, filing, f"press {press}") for press in range(2)])
        revision = Revision.objects.filter(filing=filing).first()
        verdicts.add(revision is not None)
        if revision is None:
            assert all(isinstance(outcome, Refused) for outcome in outcomes)
            assert city.fresh(filing).state is FilingStatus.AWAITING_CONFIRMATION, "and nothing is lost"
        else:
            assert in_time(revision.received_at, deadline)
            assert sum(isinstance(outcome, moving.Moved) for outcome in outcomes) == 1
    assert verdicts, "at least one verdict was reached"


def test_without_the_guard_a_late_submission_is_accepted(city: City) -> None:
    filing = fresh_filing(city, 0, FilingStatus.AWAITING_CONFIRMATION)
    Campaign.objects.filter(pk=filing.campaign_id).update(deadline_at=database_now())
    assert isinstance(at_once(submit(city, filing, "late"))[0], Refused)
    with patch.dict(
        moving.GUARDS, {workflow_condition: lambda _asked: None for workflow_condition in moving.GUARDS}
    ):
        assert isinstance(at_once(submit(city, filing, "late"))[0], moving.Moved)


def test_two_clerks_who_begin_at_once_get_one_filing(city: City) -> None:
    for number in range(ROUNDS):
        campaign = Campaign.objects.get(pk=city.campaign.pk)
        campaign.pk, campaign.title, campaign._state.adding = None, f"并发 {number}", True
        campaign.status = "draft"
        campaign.save()
        who = actor(city.people["administrator"])
        campaigns.enrol(campaign, [city.department], who)
        opened = campaigns.open_campaign(campaign, who)
        preparer = actor(city.preparer(city.department))
        outcomes = at_once(*[lambda: drafts.create(opened, city.department, preparer)] * 3)  # noqa: B023
        assert {outcome.pk for outcome in outcomes if isinstance(outcome, Filing)} == set(
            Filing.objects.filter(campaign=opened).values_list("pk", flat=True)
        )
        assert all(isinstance(outcome, Filing) for outcome in outcomes), outcomes
    assert not verify().faults


def test_a_line_cut_at_the_commit_and_a_second_press_give_one_receipt(city: City) -> None:
    """Nobody can know whether it was kept; the same key again tells."""
    filing = fresh_filing(city, 0, FilingStatus.AWAITING_CONFIRMATION)
    press, receipts = submit(city, filing, "one press"), []
    real = BaseDatabaseWrapper.commit

    def cut(self: BaseDatabaseWrapper) -> None:
        real(self)
        raise OperationalError("the line broke after COMMIT had been sent")

    with patch.object(BaseDatabaseWrapper, "commit", cut):
        assert isinstance(at_once(press)[0], OperationalError)
    for _ in range(2):
        moved = at_once(press)[0]
        assert isinstance(moved, moving.Moved), moved
        assert moved.revision is not None
        receipts.append(moved.revision.receipt)
    assert receipts == list(Revision.objects.filter(filing=filing).values_list("receipt", flat=True)) * 2
    assert Event.objects.filter(chain=filing.chain, type="filing.submitted").count() == 1


def test_a_save_that_waits_too_long_for_a_lock_is_told_so_and_keeps_the_page_alive(city: City) -> None:
    filing, who = fresh_filing(city, 0, FilingStatus.DRAFT), city.preparer(city.department)
    held, done = threading.Event(), threading.Event()

    def rogue() -> None:
        with transaction.atomic():
            drafts.locked(filing.pk)
            held.set()
            done.wait(20)

    def patient() -> int:
        held.wait(10)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 100")
            browser = Client(raise_request_exception=False)
            browser.force_login(who, backend="hengji.web.accounts.backends.MembershipBackend")
            body = json.dumps({"known": 0, "changes": [{"path": MANDATE, "value": "甲"}]})
            address = f"/filings/{filing.pk}/fields/save"
            return browser.post(address, body, content_type="application/json").status_code
        finally:
            done.set()

    assert at_once(rogue, patient)[1] == 503
    assert isinstance(at_once(save(city, filing, MANDATE, "甲"))[0], drafts.Saved), "afterwards all is well"


def test_a_connection_that_the_server_ended_is_made_anew(city: City) -> None:
    filing = fresh_filing(city, 0, FilingStatus.DRAFT)

    def after_the_end() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            mine = cursor.fetchone()[0]
        return ended(mine)

    def ended(number: int) -> object:
        at_once(lambda: connection.cursor().execute("SELECT pg_terminate_backend(%s)", [number]))
        with suppress(DatabaseError):
            save(city, filing, MANDATE, "甲")()
        request_started.send(sender=None)  # what Django does between two requests
        connection.close_if_unusable_or_obsolete()
        return save(city, filing, MANDATE, "乙")()

    assert isinstance(at_once(after_the_end)[0], drafts.Saved)
