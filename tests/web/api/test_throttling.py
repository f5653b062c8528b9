"""Requests are counted once for all server processes, without a gap at the turn of the minute."""

from __future__ import annotations

import pytest

from hengji.web.api import throttling
from hengji.web.api.models import RequestCount

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


class Clock:
    """The time that the counting sees."""

    def __init__(self, now: float) -> None:
        self.now = now

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(6_000.0)
    monkeypatch.setattr(throttling, "time", made)
    return made


def allowed(times: int, who: str = "甲") -> int:
    return sum(throttling.wait_of(who, 10, 60) == 0 for _ in range(times))


def test_as_many_as_allowed_pass_and_the_next_is_told_how_long_to_wait(clock: Clock) -> None:
    assert allowed(12) == 10
    clock.now += 15
    assert throttling.wait_of("甲", 10, 60) == 45


def test_one_callers_haste_stops_no_other() -> None:
    assert allowed(12) == 10
    assert allowed(3, "乙") == 3


def test_a_full_minute_before_counts_by_the_part_that_is_still_near(clock: Clock) -> None:
    clock.now += 59
    assert allowed(10) == 10
    clock.now += 2
    assert allowed(5) == 0, "two seconds later nothing is free yet"
    clock.now += 29
    assert allowed(10) == 5, "half a minute on, half is"


def test_after_a_pause_everything_is_free_again(clock: Clock) -> None:
    assert allowed(10) == 10
    clock.now += 180
    assert allowed(10) == 10


def test_the_count_is_in_the_database_where_every_process_sees_it() -> None:
    allowed(4)
    RequestCount.objects.filter(who="甲").update(count=10)  # as another process would
    assert throttling.wait_of("甲", 10, 60) > 0


def test_a_process_that_comes_between_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process read is old by the time it writes: the write names what it saw and is done again."""
    allowed(9)
    real = RequestCount.objects.filter
    seen: list[str] = []

    def filtered(*args: object, **wanted: object) -> object:
        if "pk" in wanted and not seen:
            seen.append("once")
            real(who="甲").update(count=10)
        return real(*args, **wanted)

    monkeypatch.setattr(RequestCount.objects, "filter", filtered)
    assert throttling.wait_of("甲", 10, 60) > 0
