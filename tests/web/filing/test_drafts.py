"""A draft is saved by field: nothing typed is lost, nothing of others overwritten."""

from __future__ import annotations

import pytest

from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import User
from hengji.web.filing import drafts, evaluating, explaining
from hengji.web.filing.drafts import Change, Saved
from hengji.web.filing.models import DraftField, Filing, FilingStatus
from tests.web.conftest import City, actor

MANDATE = "organisation/mandate/answer"
TOTAL = "ledger/total/executed_amount"


@pytest.fixture
def filing(city: City) -> Filing:
    return city.begin(city.department, filled=False)


def save(city: City, filing: Filing, *changes: Change, known: int = 0, user: User | None = None) -> Saved:
    who = user or city.preparer(city.department)
    return drafts.save(filing.pk, who, actor(who), changes, known_version=known)


def test_what_the_platform_knows_is_filled_in(filing: Filing) -> None:
    fields = drafts.fields_of(filing)
    assert fields["organisation/name/answer"].value == "示例市文化局"
    assert fields["organisation/subordinate_units/answer"].value == "示例市图书馆"
    assert fields["notice/notice_number/answer"].value == "示财绩〔2025〕1号"


def test_a_save_gives_the_new_version_of_each_field(city: City, filing: Filing) -> None:
    saved = save(city, filing, Change(path=MANDATE, value="甲"), Change(path=TOTAL, value="1.00"))
    assert saved.saved == {MANDATE: saved.version, TOTAL: saved.version}
    assert not saved.conflicts


def test_two_clerks_in_different_fields_keep_both(city: City, filing: Filing) -> None:
    save(city, filing, Change(path=MANDATE, value="甲"), known=filing.version)
    second = save(city, filing, Change(path=TOTAL, value="1.00"), known=filing.version)
    assert [other.path for other in second.others] == [MANDATE], "and the second is told of the first"
    assert {DraftField.objects.get(filing=filing, path=path).value for path in (MANDATE, TOTAL)} == {
        "甲",
        "1.00",
    }


def test_two_clerks_in_one_field_meet_and_the_rest_is_kept(city: City, filing: Filing) -> None:
    first = save(city, filing, Change(path=MANDATE, value="甲"))
    second = save(city, filing, Change(path=MANDATE, value="乙"), Change(path=TOTAL, value="2.00"))
    assert [(one.value, one.yours, one.version) for one in second.conflicts] == [("甲", "乙", first.version)]
    assert TOTAL in second.saved
    third = save(city, filing, Change(path=MANDATE, value="乙", base=first.version))
    assert not third.conflicts, "who has seen the other's value may decide for his own"


def test_the_same_value_from_two_sides_is_no_conflict(city: City, filing: Filing) -> None:
    save(city, filing, Change(path=MANDATE, value="甲"))
    again = save(city, filing, Change(path=MANDATE, value="甲"))
    assert not again.conflicts
    assert MANDATE in again.saved


def test_a_blanked_field_stays_known_so_that_a_late_save_meets_it(city: City, filing: Filing) -> None:
    first = save(city, filing, Change(path=MANDATE, value="甲"))
    save(city, filing, Change(path=MANDATE, value="", base=first.version))
    late = save(city, filing, Change(path=MANDATE, value="丙", base=first.version))
    assert [one.value for one in late.conflicts] == [""]


def test_nothing_to_save_makes_no_version_and_no_event(city: City, filing: Filing) -> None:
    before = city.fresh(filing).version
    save(city, filing, Change(path=MANDATE, value=""))
    assert city.fresh(filing).version == before


@pytest.mark.parametrize(
    "path",
    [
        "nonsense",
        "ledger/total/nonsense",
        "ledger/nowhere/executed_amount",
        "indicators/../title",
        "indicators/A/title",
    ],
)
def test_an_answer_that_the_form_does_not_ask_is_refused(city: City, filing: Filing, path: str) -> None:
    with pytest.raises(Refused):
        save(city, filing, Change(path=path, value="x"))


def test_what_no_document_can_hold_is_taken_out_at_the_door(city: City, filing: Filing) -> None:
    save(city, filing, Change(path=MANDATE, value="甲\x00\x0b乙\ud800\ufffe\r\n丙"))
    assert DraftField.objects.get(filing=filing, path=MANDATE).value == "甲乙\n丙"


def test_an_answer_that_is_too_long_is_refused_not_cut(city: City, filing: Filing) -> None:
    with pytest.raises(Refused, match="未保存"):
        save(city, filing, Change(path=MANDATE, value="长" * 20_001))


def test_a_draft_that_waits_for_confirmation_cannot_be_written(city: City) -> None:
    filing = city.bring_to(FilingStatus.AWAITING_CONFIRMATION, city.department)
    with pytest.raises(Refused, match="待确认"):
        save(city, filing, Change(path=MANDATE, value="甲"))


def test_checks_never_keep_a_save_back(city: City, filing: Filing) -> None:
    save(city, filing, Change(path=TOTAL, value="不是数"))
    checked = evaluating.check_draft(city.fresh(filing))
    assert [entry.path for entry in checked.unreadable] == [TOTAL]
    assert checked.blocking


def test_an_explanation_stays_with_its_finding_when_the_figures_change(city: City) -> None:
    filing = city.begin(city.department)
    user = city.preparer(city.department)
    doubt = next(each for each in evaluating.check_draft(filing).doubts if each.is_open and each.path)
    explaining.explain(filing, user, actor(user), doubt.identity, "自评得分按集体讨论确定。")
    path = doubt.path or ""
    version = DraftField.objects.get(filing=filing, path=path).version
    save(city, filing, Change(path=path, value="99.5", base=version))
    again = next(
        each for each in evaluating.check_draft(city.fresh(filing)).doubts if each.identity == doubt.identity
    )
    assert again.explanation == "自评得分按集体讨论确定。"
    assert again.is_stale, "and the clerk is asked whether it still fits"
    assert not again.is_open


def test_a_save_asks_the_database_the_same_number_of_times_whatever_it_holds(
    city: City, filing: Filing, django_assert_max_num_queries: object
) -> None:
    many = [Change(path=f"projects/{row:06d}/title", value=str(row)) for row in range(100, 30_000, 100)]
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        save(city, filing, *many)
