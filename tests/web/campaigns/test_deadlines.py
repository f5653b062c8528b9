"""A deadline is an instant with an exclusive end, and the database's clock judges it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.web.accounts.access import Refused
from hengji.web.campaigns import services
from hengji.web.campaigns.deadlines import deadline_for, end_of, in_time, in_words
from hengji.web.campaigns.models import Campaign
from hengji.web.filing import moving
from hengji.web.filing.models import FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.records.clock import database_now, pretend
from tests.web.conftest import City, actor

STEPS = (
    timedelta(0),
    timedelta(microseconds=1),
    timedelta(milliseconds=1),
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=8),
    timedelta(days=1),
)


@given(
    day=st.dates(date(1986, 1, 2), date(2100, 1, 1)),
    step=st.sampled_from(STEPS),
    late=st.booleans(),
    zone=st.sampled_from([timezone(timedelta(hours=hours)) for hours in (-5, 0, 8)]),
)
def test_the_verdict_is_the_same_in_every_time_zone(
    day: date, step: timedelta, late: bool, zone: timezone
) -> None:
    deadline = end_of(day)
    received = (deadline + step if late else deadline - step).astimezone(zone)
    assert in_time(received, deadline.astimezone(UTC)) == (not late and step > timedelta(0))


def test_a_last_day_ends_at_midnight_in_shanghai() -> None:
    assert end_of(date(2025, 4, 30)) == datetime(2025, 4, 30, 16, tzinfo=UTC)
    assert in_words(end_of(date(2024, 12, 31))) == "2024年12月31日24时"


@pytest.mark.parametrize(("offset", "accepted"), [(-1, True), (0, False), (1, False)])
def test_a_submission_at_the_edge(city: City, offset: int, accepted: bool) -> None:
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    who = city.officer(city.department)
    with pretend(city.campaign.deadline_at + timedelta(microseconds=offset)):
        if accepted:
            assert city.move(filing, Move.SUBMIT, who).state is FilingStatus.SUBMITTED
        else:
            with pytest.raises(Refused, match="仍完整保存"):
                city.move(filing, Move.SUBMIT, who)
            assert city.fresh(filing).state is FilingStatus.AWAITING_CONFIRMATION


def test_a_retry_after_midnight_gives_the_receipt_of_before(city: City) -> None:
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    who = city.officer(city.department)
    first = moving.perform(filing.pk, Move.SUBMIT, who, actor(who), idempotency_key="k")
    with pretend(city.campaign.deadline_at + timedelta(hours=1)):
        again = moving.perform(filing.pk, Move.SUBMIT, who, actor(who), idempotency_key="k")
    assert again.revision == first.revision


def test_an_extension_holds_for_one_organisation_and_needs_a_reason(city: City) -> None:
    administrator = actor(city.people["administrator"])
    later = city.campaign.deadline_at + timedelta(days=5)
    with pytest.raises(Refused, match="理由"):
        services.extend(city.campaign, city.department, later, "  ", administrator)
    services.extend(city.campaign, city.department, later, "系统停机", administrator)
    assert deadline_for(city.campaign, city.department) == later
    assert deadline_for(city.campaign, city.sibling) == city.campaign.deadline_at
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    with pretend(city.campaign.deadline_at + timedelta(days=1)):
        assert city.move(filing, Move.SUBMIT, city.officer(city.department)).state is FilingStatus.SUBMITTED


def test_an_extension_into_the_past_is_refused(city: City) -> None:
    with pytest.raises(Refused, match="过去"):
        services.extend(
            city.campaign,
            city.department,
            database_now() - timedelta(days=1),
            "理由",
            actor(city.people["administrator"]),
        )


def test_an_extension_never_shortens_the_time_in_force(city: City) -> None:
    administrator = actor(city.people["administrator"])
    notice, longer = city.campaign.deadline_at, city.campaign.deadline_at + timedelta(days=20)
    with pytest.raises(Refused, match="不能缩短"):
        services.extend(city.campaign, city.department, notice, "早于通知", administrator)
    services.extend(city.campaign, city.department, longer, "系统停机", administrator)
    with pytest.raises(Refused, match="不能缩短"):
        services.extend(city.campaign, city.department, notice + timedelta(days=5), "早于上次", administrator)
    assert deadline_for(city.campaign, city.department) == longer


def test_after_a_return_the_days_of_the_notice_count_from_the_return(city: City) -> None:
    filing = city.bring_to(FilingStatus.RETURNED, city.department)
    assert filing.resubmit_by is not None
    days = (filing.resubmit_by - database_now()).days
    assert days == city.campaign.rectification_days
    Campaign.objects.filter(pk=city.campaign.pk).update(deadline_at=database_now())
    city.explain_all(city.fresh(filing))
    filing = city.move(city.fresh(filing), Move.HAND_OVER, city.preparer(city.department))
    assert city.move(filing, Move.SUBMIT, city.officer(city.department)).state is FilingStatus.SUBMITTED


def test_after_closing_nothing_new_is_submitted(city: City) -> None:
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    services.close(city.campaign, actor(city.people["administrator"]))
    with pytest.raises(Refused, match="关闭"):
        city.move(filing, Move.SUBMIT, city.officer(city.department))
