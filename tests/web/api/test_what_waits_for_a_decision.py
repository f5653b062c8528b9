"""What reviewers have not decided yet is told to the unit no earlier by the interface than on the pages."""

from __future__ import annotations

from collections.abc import Callable

from hengji.web.filing import telling
from hengji.web.filing.models import FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.review import commenting
from hengji.web.review.commenting import Anchor
from tests.web.api.conftest import Caller
from tests.web.conftest import City, actor

SECTION = "第三部分的措辞"


def test_the_log_of_the_interface_keeps_what_waits(city: City, caller: Callable[..., Caller]) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer, clerk = city.people["reviewer"], city.preparer(city.department)
    commenting.comment(filing.pk, reviewer, actor(reviewer), Anchor(section=SECTION), "请核实")

    def told(user: object) -> list[str]:
        answer = caller(user).get(f"/filings/{filing.pk}/log").json()
        return [each["text"] for each in answer["items"]]

    assert any(SECTION in words for words in told(reviewer))
    assert not any(SECTION in words for words in told(clerk))
    assert telling.UNTOLD in told(clerk), "the event stands in its place all the same"
    city.move(city.fresh(filing), Move.RETURN, reviewer)
    assert any(SECTION in words for words in told(clerk))
