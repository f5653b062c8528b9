"""The workflow is its table, cell by cell."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import User
from hengji.web.filing import access, evaluating, moving, workflow
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import TRANSITIONS, Condition, Move
from hengji.web.records import texts
from hengji.web.records.clock import database_now
from hengji.web.records.models import Event
from hengji.web.records.verification import verify
from tests.web.conftest import City, actor


def test_every_row_has_somebody_an_event_with_a_text_and_known_guards() -> None:
    for row in TRANSITIONS:
        assert row.who
        assert row.title
        assert row.event in texts.sentences()
        assert all(condition in moving.GUARDS for condition in row.conditions)


def test_a_move_from_a_state_is_one_row_for_what_was_returned_and_one_for_what_was_not() -> None:
    cells = [
        (row.move, row.source, was_returned)
        for row in TRANSITIONS
        for was_returned in (False, True)
        if row.after_return in {None, was_returned}
    ]
    assert len(cells) == len(set(cells))


def test_every_state_can_be_reached_and_left() -> None:
    reached = {FilingStatus.DRAFT} | {row.target for row in TRANSITIONS}
    assert reached == set(FilingStatus)
    assert {row.source for row in TRANSITIONS} == set(FilingStatus)


def test_every_move_has_a_row() -> None:
    assert {row.move for row in TRANSITIONS} == set(Move)


def test_what_the_table_requires_has_a_gap_for_it_in_its_event() -> None:
    for row in TRANSITIONS:
        assert ("note" in texts.gaps(row.event)) == (Condition.NOTE in row.conditions)


@pytest.mark.parametrize("state", list(FilingStatus), ids=str)
def test_every_cell_of_moves_and_people_does_what_the_table_says(city: City, state: FilingStatus) -> None:
    filing = city.bring_to(state, city.department)
    for name, user in city.people.items():
        for move in Move:
            expected = access.decide(user, move, filing)
            row = workflow.row_for(move, state, was_returned=filing.was_returned)
            if row is not None and row.who & access.standings(user, filing):
                assert expected is Verdict.ALLOWED, (name, move)
                continue
            with pytest.raises(Refused) as refused:
                moving.perform(filing.pk, move, user, actor(user), note="理由", idempotency_key="k")
            assert refused.value.verdict is expected is not Verdict.ALLOWED, (name, move)
            assert city.fresh(filing).version == filing.version, "a refusal leaves no trace"


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.source}-{row.move}-{row.target}")
def test_a_move_changes_the_state_and_writes_one_event(city: City, row: workflow.Transition) -> None:
    organisation = city.unit if row.move in {Move.ENDORSE, Move.RETURN_TO_UNIT} else city.department
    filing = city.begin(organisation)
    if row.after_return:
        filing = _brought(city, filing, FilingStatus.RETURNED)
    if row.source is not FilingStatus.DRAFT:
        filing = _brought(city, filing, row.source)
    else:
        city.explain_all(filing)
    who = _somebody(city, filing, row)
    before = Event.objects.filter(chain=filing.chain).count()
    moved = city.move(city.fresh(filing), row.move, who)
    assert moved.state is row.target
    events = Event.objects.filter(chain=filing.chain).order_by("sequence")[before:]
    assert [event.type for event in events] == [row.event]
    assert json.loads(events[0].payload)["target"] == row.target.value
    assert not verify().faults


def _brought(city: City, filing: Filing, state: FilingStatus) -> Filing:
    organisation = filing.organisation
    Filing.objects.filter(pk=filing.pk)
    steps = {
        FilingStatus.AWAITING_CONFIRMATION: [Move.HAND_OVER],
        FilingStatus.SUBMITTED: [Move.HAND_OVER, Move.SUBMIT],
        FilingStatus.IN_REVIEW: [Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW],
        FilingStatus.RETURNED: [Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.RETURN],
        FilingStatus.ACCEPTED: [Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.ACCEPT],
        FilingStatus.PUBLISHED: [Move.HAND_OVER, Move.SUBMIT, Move.BEGIN_REVIEW, Move.ACCEPT, Move.PUBLISH],
    }[state]
    city.explain_all(filing)
    for move in steps:
        row = workflow.row_for(move, city.fresh(filing).state, was_returned=filing.was_returned)
        assert row is not None
        filing = city.move(city.fresh(filing), move, _somebody(city, filing, row))
    assert filing.organisation == organisation
    return filing


def _somebody(city: City, filing: Filing, row: workflow.Transition) -> User:
    return next(user for user in city.people.values() if row.who & access.standings(user, filing))


def test_a_reason_must_be_written_where_the_table_asks_for_one(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    with pytest.raises(Refused, match="写明"):
        city.move(filing, Move.RETURN, city.people["reviewer"], note="  ")
    assert city.fresh(filing).state is FilingStatus.IN_REVIEW


def test_an_unexplained_warning_keeps_it_back_and_an_explanation_lets_it_go(city: City) -> None:
    filing = city.begin(city.department)
    assert evaluating.check_draft(filing).unexplained
    with pytest.raises(Refused, match="说明"):
        city.move(filing, Move.HAND_OVER, city.preparer(city.department))
    city.explain_all(filing)
    assert city.move(filing, Move.HAND_OVER, city.preparer(city.department)).state is (
        FilingStatus.AWAITING_CONFIRMATION
    )


def test_a_blank_draft_is_kept_back(city: City) -> None:
    filing = city.begin(city.department, filled=False)
    with pytest.raises(Refused):
        city.move(filing, Move.HAND_OVER, city.preparer(city.department))


def test_the_unit_below_waits_for_the_department_above(city: City) -> None:
    filing = city.begin(city.unit)
    city.explain_all(filing)
    filing = city.move(filing, Move.HAND_OVER, city.preparer(city.unit))
    filing = city.move(city.fresh(filing), Move.SUBMIT, city.officer(city.unit))
    with pytest.raises(Refused, match="初审"):
        city.move(filing, Move.BEGIN_REVIEW, city.people["reviewer"])
    above = city.people[f"supervising_reviewer@{city.department.code}"]
    filing = city.move(filing, Move.ENDORSE, above)
    with pytest.raises(Refused, match="已经初审"):
        city.move(filing, Move.ENDORSE, above)
    assert city.move(filing, Move.BEGIN_REVIEW, city.people["reviewer"]).state is FilingStatus.IN_REVIEW


def test_a_department_is_not_endorsed_by_itself(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    above = city.people[f"supervising_reviewer@{city.department.code}"]
    with pytest.raises(Refused) as refused:
        city.move(filing, Move.ENDORSE, above)
    assert refused.value.verdict is Verdict.FORBIDDEN


def test_a_revision_keeps_what_it_was_judged_by(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    revision = filing.revisions.get()
    assert revision.edition_hash == city.campaign.edition_hash
    assert json.loads(revision.evaluation)["computed_score"] == str(filing.computed_points)
    assert revision.receipt.startswith(f"2024-{city.department.code}-01-")
    assert evaluating.check_revision(revision).evaluation is not None
    assert json.loads(revision.explanations)


def test_the_same_press_of_the_button_gives_the_same_receipt(city: City) -> None:
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    who = city.officer(city.department)
    first = moving.perform(filing.pk, Move.SUBMIT, who, actor(who), idempotency_key="one")
    again = moving.perform(filing.pk, Move.SUBMIT, who, actor(who), idempotency_key="one")
    assert first.revision is not None
    assert again.revision == first.revision
    assert city.fresh(filing).revisions.count() == 1
    with pytest.raises(Refused) as refused:
        moving.perform(filing.pk, Move.SUBMIT, who, actor(who), idempotency_key="two")
    assert refused.value.verdict is Verdict.CONFLICT


def test_somebody_who_saw_an_older_version_is_told_so(city: City) -> None:
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    who = city.officer(city.department)
    with pytest.raises(Refused, match="刚刚"):
        moving.perform(
            filing.pk, Move.SUBMIT, who, actor(who), version=filing.version - 1, idempotency_key="k"
        )


def _pass_deadline(filing: Filing) -> None:
    filing.campaign.deadline_at = database_now() - timedelta(days=1)
    filing.campaign.save(update_fields=["deadline_at"])


def test_what_could_not_be_submitted_again_is_not_withdrawn(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    _pass_deadline(filing)
    with pytest.raises(Refused, match="撤回后将不能再提交") as refused:
        city.move(city.fresh(filing), Move.WITHDRAW, city.officer(city.department))
    assert refused.value.verdict is Verdict.CONFLICT
    assert city.fresh(filing).state is FilingStatus.SUBMITTED


def test_a_resubmission_that_is_withdrawn_has_the_time_that_the_return_gave(city: City) -> None:
    filing = city.bring_to(FilingStatus.RETURNED, city.department)
    given = filing.resubmit_by
    _pass_deadline(filing)
    filing = city.move(city.fresh(filing), Move.HAND_OVER, city.preparer(city.department))
    filing = city.move(filing, Move.SUBMIT, city.officer(city.department))
    filing = city.move(filing, Move.WITHDRAW, city.officer(city.department))
    assert (filing.resubmit_by, moving.due(filing)) == (given, given)
    filing = city.move(filing, Move.HAND_OVER, city.preparer(city.department), key="again-1")
    filing = city.move(filing, Move.SUBMIT, city.officer(city.department), key="again-2")
    assert filing.state is FilingStatus.SUBMITTED


@pytest.mark.parametrize("back", [Move.TAKE_BACK, Move.SEND_BACK, Move.WITHDRAW], ids=str)
def test_what_was_returned_stays_returned_however_it_comes_back_to_the_unit(city: City, back: Move) -> None:
    filing = city.bring_to(FilingStatus.RETURNED, city.department)
    given = filing.resubmit_by
    filing = city.move(filing, Move.HAND_OVER, city.preparer(city.department))
    if back is Move.WITHDRAW:
        filing = city.move(filing, Move.SUBMIT, city.officer(city.department), key="second")
    row = workflow.row_for(back, filing.state, was_returned=True)
    assert row is not None
    filing = city.move(filing, back, _somebody(city, filing, row))
    assert filing.state is FilingStatus.RETURNED
    assert filing.resubmit_by == given, "no move of the unit lengthens the time of a return"
    assert filing in access.visible_to(city.people["reviewer"]), "the authority sees that it was returned"
    assert access.may(city.preparer(city.department), access.FilingAction.EDIT, filing)


def test_what_was_never_returned_comes_back_as_a_draft_that_the_authority_does_not_see(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    filing = city.move(filing, Move.WITHDRAW, city.officer(city.department))
    assert filing.state is FilingStatus.DRAFT
    assert filing not in access.visible_to(city.people["reviewer"])


def test_a_withdrawn_filing_shows_no_score_of_what_was_withdrawn(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    assert filing.computed_points is not None
    filing = city.move(filing, Move.WITHDRAW, city.officer(city.department))
    assert (filing.submitted_at, filing.computed_points, filing.claimed_points, filing.grade) == (
        None,
        None,
        None,
        "",
    )
