"""What changed from one revision to the next, and whether a sentence was answered or merely taken out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import User
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.review import commenting, differences, sentences
from hengji.web.review.commenting import Anchor, latest_of
from hengji.web.review.differences import Outcome
from hengji.web.review.opened import open_revision
from hengji.web.review.sentences import Change
from tests.web.conftest import City, actor
from tests.web.review_screens.test_a_day_of_review import _resubmit

TEXT = st.text("甲乙丙丁一二三。；！\n 0", max_size=60)
PATH = "narratives/budget_execution/answer"
WORDS = (
    "支出按批复的预算办理。各科室按季度核对进度。年末没有突击花钱的情况。进度偏慢的项目由承办科室说明原因。"
)


@given(TEXT)
def test_sentences_are_cut_from_the_text_itself(text: str) -> None:
    found = sentences.split(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert "".join(one.text for one in found).replace(" ", "") == "".join(text.split()).replace(" ", "")


@given(TEXT, TEXT)
def test_no_sentence_of_either_version_is_lost(before: str, after: str) -> None:
    pieces = sentences.compare(before, after)
    old = sorted(one.text for one in sentences.split(before))
    assert sorted(piece.before for piece in pieces if piece.before) == old
    told = {piece.after for piece in pieces if piece.after}
    assert {one.text for one in sentences.split(after)} == told


@given(TEXT)
def test_the_same_text_has_no_change(text: str) -> None:
    assert all(piece.change is Change.KEPT for piece in sentences.compare(text, text))


def test_a_sentence_that_moved_is_kept() -> None:
    pieces = sentences.compare("先做甲。再做乙。后做丙。", "再做乙。后做丙。先做甲。")
    assert {piece.change for piece in pieces} == {Change.KEPT}


def _returned(city: City, *anchors: tuple[str, str]) -> Filing:
    """A filing returned with one comment on each of the words given with their path."""
    reviewer = city.people["reviewer"]
    filing = _resubmit(city, city.begin(city.department), {PATH: WORDS})
    filing = city.move(filing, Move.BEGIN_REVIEW, reviewer)
    content = open_revision(latest_of(filing)).content
    for path, words in anchors:
        start = content[path].index(words) if words else None
        anchor = Anchor(path=path, start=start, end=None if start is None else start + len(words))
        commenting.comment(filing.pk, reviewer, actor(reviewer), anchor, "请核实")
    return city.move(city.fresh(filing), Move.RETURN, reviewer)


def _outcomes(filing: Filing) -> list[Outcome]:
    first, second = (
        open_revision(one)
        for one in filing.revisions.select_related("filing__campaign", "filing__organisation")
    )
    found = differences.between(first, second, filing.comments.order_by("pk"))
    return [one.outcome for one in found.comments]


def test_kept_rewritten_and_merely_taken_out_are_three_things(city: City) -> None:
    kept, rewritten, gone = (part + "。" for part in WORDS.split("。")[:3])
    filing = _returned(city, (PATH, kept), (PATH, rewritten), (PATH, gone))
    changed = WORDS.replace(rewritten, rewritten.replace("。", "，并已逐笔复核。")).replace(gone, "")
    filing = _resubmit(city, filing, {PATH: changed})
    assert _outcomes(filing) == [Outcome.UNCHANGED, Outcome.REWRITTEN, Outcome.VANISHED]


def test_a_cell_left_alone_changed_or_emptied_is_told_too(city: City) -> None:
    prior = "ledger/total/prior_executed_amount"
    reason = "assessments/disclosure/reason"
    total = "ledger/total/executed_amount"
    filing = _returned(city, (total, ""), (prior, ""), (reason, ""))
    filing = _resubmit(city, filing, {prior: "29681698.80", reason: ""})
    assert _outcomes(filing) == [Outcome.UNCHANGED, Outcome.CHANGED, Outcome.VANISHED]


def test_amounts_that_differ_are_shown_with_their_thousands(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    prior = "ledger/total/prior_executed_amount"
    filing = _returned(city, (prior, ""))
    filing = _resubmit(city, filing, {prior: "29681698.80"})
    page = signed_in(city.people["reviewer"]).get(f"/filings/{filing.pk}/differences/1/2").content.decode()
    assert page.count("29,681,698.80") == 2, "as an answer and at the opinion"
    assert "29681698.80" not in page


def test_a_finding_is_cleared_or_still_there(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = city.people["reviewer"]
    found = {one.rule: one for one in open_revision(latest_of(filing)).findings}
    for rule in ("AR10", "CO02"):
        anchor = Anchor(path=found[rule].path or "", finding=found[rule].identity)
        commenting.comment(filing.pk, reviewer, actor(reviewer), anchor, found[rule].message)
    filing = city.move(city.fresh(filing), Move.RETURN, reviewer)
    filing = _resubmit(city, filing, {"conclusion/claimed_score/answer": "98.43"})
    assert _outcomes(filing) == [Outcome.CLEARED, Outcome.STILL_THERE]


def test_an_opinion_is_hung_only_on_words_that_are_there(city: City) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = city.people["reviewer"]
    for anchor in (
        Anchor(path=PATH, start=0, end=10_000),
        Anchor(path=PATH, start=5, end=5),
        Anchor(path="ledger/total/no_such_column"),
        Anchor(start=0, end=3),
        Anchor(finding="0" * 64),
    ):
        with pytest.raises(Refused):
            commenting.comment(filing.pk, reviewer, actor(reviewer), anchor, "请核实")
    assert not filing.comments.exists()
