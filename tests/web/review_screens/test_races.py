"""Two reviewers at once, on real PostgreSQL: one claims, one decides, and nothing is done twice."""

from __future__ import annotations

import pytest

from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import Membership, User
from hengji.web.accounts.roles import Role
from hengji.web.filing.models import FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.records.models import Event
from hengji.web.review import deciding
from hengji.web.review.models import Assignment
from tests.web.conftest import PASSWORD, City, actor
from tests.web.racing import ON_POSTGRES, at_once, no_locks

pytestmark = ON_POSTGRES
ROUNDS = 8


@pytest.fixture
def city(committed_city: City) -> City:
    """Threads with connections of their own see it."""
    return committed_city


def _second(city: City) -> User:
    user = User.objects.create_user(f"{city.department.code}-second", "另一审核员", PASSWORD)
    Membership.objects.create(user=user, organisation=city.authority, role=Role.FINANCE_REVIEWER)
    return user


def _claims(city: City, second: User) -> list[list[object]]:
    first = city.people["reviewer"]
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    rounds = []
    for _ in range(ROUNDS):
        Assignment.objects.filter(filing=filing).delete()
        rounds.append(
            at_once(
                lambda: deciding.claim(filing.pk, first, actor(first)),
                lambda: deciding.claim(filing.pk, second, actor(second)),
            )
        )
    return rounds


def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told(city: City) -> None:
    rounds = _claims(city, _second(city))
    for outcomes in rounds:
        refused = [one for one in outcomes if isinstance(one, Refused)]
        assert len(refused) == 1, outcomes
        assert "已经认领" in refused[0].message


def test_without_the_lock_the_race_of_claims_is_seen(city: City) -> None:
    with no_locks():
        rounds = _claims(city, _second(city))
    assert any(not any(isinstance(one, Refused) for one in outcomes) for outcomes in rounds), (
        "the planted defect went unseen"
    )


def test_accepting_and_returning_at_once_is_one_decision(city: City) -> None:
    reviewer, second = city.people["reviewer"], _second(city)
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    filing = city.move(filing, Move.BEGIN_REVIEW, reviewer)
    outcomes = at_once(
        lambda: deciding.give_back(filing.pk, reviewer, actor(reviewer), text="退", version=filing.version),
        lambda: city.move(filing, Move.ACCEPT, second),
    )
    assert sum(isinstance(one, Refused) for one in outcomes) == 1, outcomes
    decided = Event.objects.filter(chain=filing.chain, type__in=("filing.returned", "filing.accepted"))
    assert decided.count() == 1


def test_a_batch_pressed_twice_accepts_once(city: City) -> None:
    reviewer = city.people["reviewer"]
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    filing.revisions.get().risk.__class__.objects.filter(revision__filing=filing).update(unsuspicious=True)
    ticked = [deciding.Ticked(filing_id=filing.pk, version=filing.version)]
    outcomes = at_once(
        *(lambda: deciding.accept_together(reviewer, actor(reviewer), ticked) for _ in range(2))
    )
    refusals = [one.refused for done in outcomes for one in done]  # type: ignore[attr-defined]
    assert sorted(map(bool, refusals)) == [False, True]
    assert Event.objects.filter(chain=filing.chain, type="filing.accepted").count() == 1
