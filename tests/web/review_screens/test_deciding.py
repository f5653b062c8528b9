"""Three scores never replace one another; waivers, opinions and claims leave their trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client

from hengji.web.accounts.access import Refused, Verdict
from hengji.web.accounts.models import Membership, User
from hengji.web.accounts.roles import Role
from hengji.web.filing import drafts
from hengji.web.filing.models import FilingStatus, Revision
from hengji.web.filing.workflow import Move
from hengji.web.records.models import Event
from hengji.web.review import commenting, deciding, opinions, rescoring
from hengji.web.review.commenting import Anchor, latest_of
from hengji.web.review.models import ConfirmedScore, ReturnOpinion, ReviewComment, Waiver
from hengji.web.review.opened import open_revision
from hengji.web.review.rescoring import Given
from tests.web.conftest import PASSWORD, City, actor
from tests.web.review_screens.test_a_day_of_review import _resubmit


def _second_reviewer(city: City) -> User:
    user = User.objects.create_user("second", "另一审核员", PASSWORD)
    Membership.objects.create(user=user, organisation=city.authority, role=Role.FINANCE_REVIEWER)
    return user


def test_a_confirmed_score_changes_neither_the_claim_nor_the_computed_score(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer, before = city.people["reviewer"], latest_of(filing)
    given = [Given(criterion="I09", points="2", reason="验收表只列6个中心")]
    assert rescoring.score(filing.pk, reviewer, actor(reviewer), given) == 1
    after = latest_of(city.fresh(filing))
    assert (after.evaluation, after.content) == (before.evaluation, before.content)
    fresh = city.fresh(filing)
    assert (fresh.claimed_points, fresh.computed_points) == (Decimal(100), Decimal("98.43"))
    confirmed = dict(after.confirmed.values_list("criterion", "points"))
    assert rescoring.confirmed_total(open_revision(after), confirmed) == Decimal("97.80")


def test_changing_ones_mind_is_told_in_the_log_with_both_values(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = city.people["reviewer"]
    for points in ("2", "2", "1.5"):
        given = [Given(criterion="I09", points=points, reason="核减")]
        rescoring.score(filing.pk, reviewer, actor(reviewer), given)
    told = [
        (json.loads(event.payload)["earlier"], json.loads(event.payload)["points"])
        for event in Event.objects.filter(chain=filing.chain, type="review.scored").order_by("sequence")
    ]
    assert told == [(None, "2"), ("2.00", "1.5")]


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ("2", ""),
        ("3.01", "多"),
        ("-1", "少"),
        ("2.555", "细"),
        ("两分", "字"),
        ("NaN", "无"),
        ("Infinity", "大"),
    ],
)
def test_points_outside_the_criterion_or_without_a_reason_are_refused_and_nothing_is_kept(
    city: City, points: str, reason: str
) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = city.people["reviewer"]
    given = [
        Given(criterion="I10", points="2", reason="核减"),
        Given(criterion="I09", points=points, reason=reason),
    ]
    with pytest.raises(Refused):
        rescoring.score(filing.pk, reviewer, actor(reviewer), given)
    assert not ConfirmedScore.objects.exists()
    assert not Event.objects.filter(type="review.scored").exists()


def test_refused_points_stand_on_the_page_again_beside_what_is_wrong(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    typed = {"points-I10": "2", "reason-I10": "台账缺两个月", "points-I09": "99", "reason-I09": "笔误"}
    answer = signed_in(city.people["reviewer"]).post(f"/filings/{filing.pk}/review/scores", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "核定分须在" in page
    assert all(f'value="{value}"' in page for value in typed.values()), "nothing must be typed twice"
    assert "尚未保存" in page
    assert not ConfirmedScore.objects.exists()


def test_a_waiver_says_who_when_which_rule_and_why_and_can_be_taken_back_but_not_hidden(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = city.people["reviewer"]
    found = open_revision(latest_of(filing)).findings[0]
    with pytest.raises(Refused):
        rescoring.waive(filing.pk, reviewer, actor(reviewer), found.identity, " ")
    waiver = rescoring.waive(filing.pk, reviewer, actor(reviewer), found.identity, "上级另有规定")
    assert (waiver.rule, waiver.granted_by_name, waiver.reason) == (
        found.rule,
        reviewer.display_name,
        "上级另有规定",
    )
    with pytest.raises(Refused, match="已经豁免"):
        rescoring.waive(filing.pk, reviewer, actor(reviewer), found.identity, "再来一次")
    assert found.message not in opinions.draft(open_revision(latest_of(filing)), [], {found.identity})
    rescoring.withdraw_waiver(filing.pk, reviewer, actor(reviewer), waiver.pk, "依据不足")
    assert not Waiver.objects.exists()
    types = list(
        Event.objects.filter(chain=filing.chain, type__startswith="review.waive")
        .order_by("sequence")
        .values_list("type", flat=True)
    )
    assert types == ["review.waived", "review.waiver_withdrawn"]


def test_the_draft_of_an_opinion_says_where_what_by_which_clause_and_what_to_do(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    text = opinions.draft(open_revision(latest_of(filing)), [])
    assert "1．【自评说明·自评得分】自评得分100分" in text
    assert "依据：《财政部关于中央部门项目支出绩效自评工作的通知（要点）》" in text
    assert "请按逐项计算的结果改正总分" in text
    assert "已核对，情况属实" in text, "what the unit said stands beside it"


def test_a_finding_that_became_a_comment_is_not_said_twice(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer, opened = city.people["reviewer"], open_revision(latest_of(filing))
    found = next(one for one in opened.findings if one.rule == "AR10")
    anchor = Anchor(path=found.path or "", finding=found.identity)
    made = commenting.comment(filing.pk, reviewer, actor(reviewer), anchor, "总分请改")
    text = opinions.draft(opened, [made])
    assert "总分请改" in text
    assert found.message not in text
    assert made.basis == found.basis


def test_comments_reach_the_unit_with_the_decision_whichever_door_it_takes(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = city.people["reviewer"]
    sent = commenting.comment(filing.pk, reviewer, actor(reviewer), Anchor(), "总体偏虚")
    dropped = commenting.comment(filing.pk, reviewer, actor(reviewer), Anchor(), "写错了")
    commenting.drop(filing.pk, reviewer, actor(reviewer), dropped.pk)
    city.move(city.fresh(filing), Move.RETURN, reviewer, note="请更正")
    issued = ReviewComment.objects.in_bulk([sent.pk, dropped.pk])
    assert issued[sent.pk].issued_at is not None
    assert issued[dropped.pk].issued_at is None
    assert ReturnOpinion.objects.get(revision__filing=filing).text == "请更正"


def test_acceptance_waits_for_points_where_none_could_be_computed(city: City) -> None:
    filing = city.begin(city.department)
    clerk = city.preparer(city.department)
    path = "assessments/disclosure/kept_available/met"
    field = filing.fields.get(path=path)
    change = drafts.Change(path=path, value="", base=field.version)
    drafts.save(filing.pk, clerk, actor(clerk), [change], known_version=filing.version)
    filing = city.fresh(filing)
    city.explain_all(filing)
    filing = city.move(city.fresh(filing), Move.HAND_OVER, clerk)
    filing = city.move(filing, Move.SUBMIT, city.officer(city.department))
    reviewer = city.people["reviewer"]
    filing = city.move(filing, Move.BEGIN_REVIEW, reviewer)
    if filing.computed_points is not None:
        pytest.fail("the example decides this criterion although an answer is missing")
    with pytest.raises(Refused, match="没有核定分数"):
        city.move(filing, Move.ACCEPT, reviewer)
    given = [Given(criterion="disclosure", points="3", reason="网站可查")]
    rescoring.score(filing.pk, reviewer, actor(reviewer), given)
    assert city.move(city.fresh(filing), Move.ACCEPT, reviewer).state is FilingStatus.ACCEPTED


def test_what_one_reviewer_claimed_another_cannot_and_the_administrator_can_give_away(city: City) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    first, second = city.people["reviewer"], _second_reviewer(city)
    deciding.claim(filing.pk, first, actor(first))
    deciding.claim(filing.pk, first, actor(first))
    with pytest.raises(Refused) as refused:
        deciding.claim(filing.pk, second, actor(second))
    assert refused.value.verdict is Verdict.CONFLICT
    with pytest.raises(Refused):
        deciding.release(filing.pk, second, actor(second))
    administrator = city.people["administrator"]
    made = deciding.assign(filing.pk, administrator, actor(administrator), second.pk)
    assert made.reviewer == second
    with pytest.raises(Refused):
        deciding.assign(filing.pk, administrator, actor(administrator), administrator.pk)
    deciding.release(filing.pk, second, actor(second))
    assert Event.objects.filter(chain=filing.chain, type__startswith="review.").count() == 3


def test_a_refused_move_keeps_nothing_of_what_goes_with_it(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = city.people["reviewer"]
    commenting.comment(filing.pk, reviewer, actor(reviewer), Anchor(), "总体偏虚")
    with pytest.raises(Refused), transaction.atomic():
        deciding.give_back(filing.pk, reviewer, actor(reviewer), text="退", version=filing.version - 5)
    assert not ReviewComment.objects.exclude(issued_at=None).exists()
    assert not ReturnOpinion.objects.exists()
    assert Revision.objects.filter(filing=filing).count() == 1


def test_the_unit_learns_of_deliberation_only_with_the_decision(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer, clerk = city.people["reviewer"], signed_in(city.preparer(city.department))
    given = [Given(criterion="I09", points="2", reason="核减")]
    rescoring.score(filing.pk, reviewer, actor(reviewer), given)
    commenting.comment(filing.pk, reviewer, actor(reviewer), Anchor(section="履职效能"), "总体偏虚")
    for page in ("log", "record"):
        log = clerk.get(f"/filings/{filing.pk}/{page}").content.decode()
        assert "审核过程（作出决定后可见）" in log
        assert "核定“建成镇" not in log
        inside = signed_in(reviewer).get(f"/filings/{filing.pk}/{page}").content.decode()
        assert "核定“建成镇" in inside
    found = open_revision(latest_of(filing)).findings[0]
    rescoring.waive(filing.pk, reviewer, actor(reviewer), found.identity, "上级另有规定")
    assert "上级另有规定" not in clerk.get(f"/filings/{filing.pk}/opinions").content.decode()
    assert "上级另有规定" in signed_in(reviewer).get(f"/filings/{filing.pk}/opinions").content.decode()
    city.move(city.fresh(filing), Move.RETURN, reviewer)
    assert "上级另有规定" in clerk.get(f"/filings/{filing.pk}/opinions").content.decode()
    log = clerk.get(f"/filings/{filing.pk}/record").content.decode()
    assert "核定“建成镇" in log
    assert "审核过程（作出决定后可见）" not in log


def test_the_log_is_taken_away_as_a_file_that_tells_no_more_than_its_page(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer, clerk = city.people["reviewer"], city.preparer(city.department)
    rescoring.score(filing.pk, reviewer, actor(reviewer), [Given(criterion="I09", points="2", reason="核减")])
    kept = {}
    for user in (reviewer, clerk):
        answer = signed_in(user).get(f"/filings/{filing.pk}/record?as=csv")
        assert answer["Content-Disposition"].endswith('.csv"')
        kept[user.pk] = answer.content.decode("utf-8-sig")
    last = Event.objects.filter(chain=filing.chain).order_by("-sequence")[0]
    assert all(text.splitlines()[-1].endswith(f"{last.previous},{last.digest}") for text in kept.values())
    assert "核定“建成镇" in kept[reviewer.pk]
    assert "核定“建成镇" not in kept[clerk.pk]


def test_the_department_above_speaks_until_it_has_passed_the_filing_and_sees_no_deliberation(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    filing = _resubmit(city, city.begin(city.unit), {})
    supervisor = city.people[f"supervising_reviewer@{city.department.code}"]
    commenting.comment(filing.pk, supervisor, actor(supervisor), Anchor(), "初审意见")
    filing = city.move(city.fresh(filing), Move.ENDORSE, supervisor)
    filing = city.move(filing, Move.BEGIN_REVIEW, city.people["reviewer"])
    reviewer = city.people["reviewer"]
    commenting.comment(filing.pk, reviewer, actor(reviewer), Anchor(), "财政内部意见")
    opinions.save(filing.pk, reviewer, actor(reviewer), "拟退回，尚未决定")
    with pytest.raises(Refused, match="已转财政部门审核"):
        opinions.save(filing.pk, supervisor, actor(supervisor), "改写")
    page = signed_in(supervisor).get(f"/filings/{filing.pk}/review").content.decode()
    assert "初审意见" in page
    assert "财政内部意见" not in page
    assert "拟退回，尚未决定" not in page
