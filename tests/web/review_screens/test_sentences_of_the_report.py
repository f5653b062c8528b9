"""Opinions at the very sentence of the composed report: where they hang, who sees them, what they become."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import User
from hengji.web.filing.models import Filing, FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.review import anchoring, commenting, differences, reporting
from hengji.web.review.anchoring import Fate
from hengji.web.review.commenting import Anchor, latest_of
from hengji.web.review.differences import Outcome
from hengji.web.review.models import ReviewComment
from hengji.web.review.opened import open_revision
from hengji.web.review.reporting import Paragraph, Part, Passage, Report
from tests.web.conftest import City, actor
from tests.web.review_screens.test_a_day_of_review import _resubmit

Browser = Callable[[User], Client]
PATH = "narratives/budget_execution/answer"
WORDS = "支出按批复的预算办理。各科室按季度核对进度。进度偏慢的项目由承办科室说明原因。"


def _report(filing: Filing) -> Report:
    found = reporting.of_revision(latest_of(filing))
    assert found is not None
    return found


def _passage(report: Report, words: str) -> Passage:
    return next(one for one in report.passages() if words in one.text)


def _comment(city: City, filing: Filing, words: str, text: str = "请核实") -> ReviewComment:
    reviewer = city.people["reviewer"]
    one = _passage(_report(filing), words)
    anchor = Anchor(report_start=one.start, report_end=one.end)
    return commenting.comment(filing.pk, reviewer, actor(reviewer), anchor, text)


def _in_review(city: City) -> Filing:
    filing = _resubmit(city, city.begin(city.department), {PATH: WORDS})
    return city.move(filing, Move.BEGIN_REVIEW, city.people["reviewer"])


def test_every_sentence_stands_where_the_report_says(city: City) -> None:
    report = _report(_in_review(city))
    for one in report.passages():
        assert report.text[one.start : one.end] == one.text
    for paragraph in report.paragraphs():
        inside = "".join(one.text for one in paragraph.passages)
        assert inside in report.text, "a paragraph is cut into sentences without a loss"


def test_a_copied_sentence_comes_from_its_answer_and_a_figure_from_its_cell(city: City) -> None:
    report = _report(_in_review(city))
    assert _passage(report, "各科室按季度核对进度").sources == (PATH,)
    rates = [one for one in report.passages() if "ledger/total/executed_amount" in one.sources]
    assert rates, "the executed amount is said in the report and leads to its cell"


def test_the_opinion_keeps_the_words_the_heading_and_the_answer(city: City) -> None:
    made = _comment(city, _in_review(city), "各科室按季度核对进度")
    assert made.quote == "各科室按季度核对进度。"
    assert "预算执行" in made.section
    assert (made.path, made.paths) == (PATH, (PATH,))
    assert WORDS[made.start : made.end] == made.quote, "the place within the answer too"


def test_an_opinion_never_reaches_over_a_paragraph_or_hangs_on_nothing(city: City) -> None:
    filing = _in_review(city)
    reviewer = city.people["reviewer"]
    length = len(_report(filing).text)
    for start, end in ((0, length), (length + 5, length + 9), (3, 3), (9, 2)):
        with pytest.raises(Refused):
            commenting.comment(
                filing.pk, reviewer, actor(reviewer), Anchor(report_start=start, report_end=end), "请核实"
            )
    assert not filing.comments.exists()


def test_same_changed_and_vanished_are_told_apart_in_the_next_version(city: City) -> None:
    filing = _in_review(city)
    for words in ("支出按批复", "各科室按季度", "进度偏慢的项目"):
        _comment(city, filing, words)
    filing = city.move(city.fresh(filing), Move.RETURN, city.people["reviewer"])
    later = "支出按批复的预算办理。各科室按月核对进度，并通报结果。"
    filing = _resubmit(city, filing, {PATH: later})
    first, second = (
        open_revision(one)
        for one in filing.revisions.select_related("filing__campaign", "filing__organisation")
    )
    found = differences.between(first, second, filing.comments.order_by("pk"))
    assert [one.outcome for one in found.comments] == [
        Outcome.UNCHANGED,
        Outcome.REWRITTEN,
        Outcome.VANISHED,
    ]
    assert found.comments[1].after == "各科室按月核对进度，并通报结果。"
    assert [one.asks_for_a_look for one in found.comments] == [True, False, True]


def test_a_figure_that_was_corrected_is_a_changed_sentence(city: City) -> None:
    filing = _in_review(city)
    report = _report(filing)
    one = next(
        one
        for one in report.passages()
        if one.sources[:1] == ("conclusion/claimed_score/answer",) and not one.is_cell
    )
    made = _comment(city, filing, one.text)
    filing = city.move(city.fresh(filing), Move.RETURN, city.people["reviewer"])
    filing = _resubmit(city, filing, {"conclusion/claimed_score/answer": "98.43"})
    found = anchoring.follow(made.quote, made.section, _report(filing), report)
    assert found.fate is Fate.CHANGED
    assert "98.43" in found.text


def test_the_clerk_sees_it_at_the_sentence_and_at_the_answer_once_it_is_sent(
    city: City, signed_in: Browser
) -> None:
    filing = _in_review(city)
    reviewer, clerk = signed_in(city.people["reviewer"]), signed_in(city.preparer(city.department))
    here = f"/filings/{filing.pk}/report/1"
    page = reviewer.get(here).content.decode()
    at = re.search(r'href="\?at=(\d+)-(\d+)#comment-form">各科室按季度核对进度', page)
    assert at is not None, "each sentence is a link, also without a script"
    asked = reviewer.get(f"{here}?at={at[1]}-{at[2]}").content.decode()
    assert "预算编制及执行情况·预算执行情况" in html.unescape(asked) or "预算执行" in asked
    posted = reviewer.post(
        f"/filings/{filing.pk}/review/comments",
        {"report_start": at[1], "report_end": at[2], "text": "与台账不符"},
        follow=True,
    )
    assert "与台账不符" in posted.content.decode()
    assert posted.redirect_chain[-1][0].startswith(here)
    assert "与台账不符" not in clerk.get(here).content.decode(), "not sent yet"
    city.move(city.fresh(filing), Move.RETURN, city.people["reviewer"])
    assert "与台账不符" in clerk.get(here).content.decode()
    draft = clerk.get(f"/filings/{filing.pk}/report").content.decode()
    assert "原句未动" in draft
    assert f"/filings/{filing.pk}/steps/narrative#" in draft, "the way to the answer"
    panel = clerk.get(f"/filings/{filing.pk}/panel").json()
    assert panel["cells"][PATH]["words"].startswith("审核意见：与台账不符")
    assert f"{here}#comment-" in panel["html"]


def test_an_opinion_taken_back_before_it_was_sent_is_not_shown_to_the_clerk(
    city: City, signed_in: Browser
) -> None:
    filing = _in_review(city)
    reviewer = city.people["reviewer"]
    made = _comment(city, filing, "各科室按季度", "写错了的意见")
    commenting.drop(filing.pk, reviewer, actor(reviewer), made.pk)
    filing = city.move(city.fresh(filing), Move.RETURN, reviewer)
    clerk = signed_in(city.preparer(city.department))
    for address in ("panel", "report", "report/1", "opinions"):
        assert "写错了的意见" not in clerk.get(f"/filings/{filing.pk}/{address}").content.decode()


def test_a_report_of_a_version_that_is_not_there_is_not_found(city: City, signed_in: Browser) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    assert signed_in(city.people["reviewer"]).get(f"/filings/{filing.pk}/report/7").status_code == 404


def _made(*paragraphs: tuple[str, str]) -> Report:
    """A report of the paragraphs given, each a heading with one sentence."""
    parts, at = [], 0
    for section, text in paragraphs:
        one = Passage(text=text, start=at, end=at + len(text), section=section, sources=())
        parts.append(Part(paragraph=Paragraph(kind="text", passages=(one,))))
        at += len(text) + 1
    return Report(text="\n".join(text for _, text in paragraphs), parts=tuple(parts))


def test_a_sentence_under_another_heading_has_moved() -> None:
    found = anchoring.follow(
        "全年举办培训四十二场。", "二、绩效", _made(("一、概况", "全年举办培训四十二场。"))
    )
    assert (found.fate, found.section) == (Fate.MOVED, "一、概况")


def test_a_heading_that_only_took_another_number_is_the_same() -> None:
    found = anchoring.follow("已整改。", "（三）问题", _made(("（四）问题", "已整改。")))
    assert found.fate is Fate.SAME


def test_short_words_elsewhere_are_another_statement() -> None:
    assert anchoring.follow("100", "二、表", _made(("一、概况", "共100场。"))).fate is Fate.VANISHED


@given(st.text("甲乙丙丁0一。", min_size=1, max_size=20), st.text("甲乙丙丁0一。", max_size=20))
def test_words_that_stand_where_they_stood_are_never_called_gone(quote: str, after: str) -> None:
    report = _made(("一、概况", f"{after}{quote}"))
    assert anchoring.follow(quote, "一、概况", report).fate is Fate.SAME
