"""
The ledger of the load: silent about a sound platform, loud about each planted defect.

Without these the "nothing lost, nothing doubled" of `docs/benchmarks/platform.md` would prove nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import pytest
from django.http import HttpResponse
from django.test import Client

from benchmarks.platform_clerks import Clerk, Place, Seen, clerks_of
from benchmarks.platform_ledger import Ledger, Press, Typed
from hengji.web.accounts.models import User
from hengji.web.filing import drafts, endpoints, moving
from hengji.web.filing.drafts import Change
from hengji.web.filing.models import DraftField, Filing, FilingStatus
from hengji.web.records import chaining
from tests.web.conftest import City

SignIn = Callable[[User], Client]
SAVES = 12


class Office:
    """Two clerks at one draft and their officer, in front of a ledger."""

    def __init__(self, city: City, signed_in: SignIn) -> None:
        filing = city.begin(city.department)
        city.explain_all(filing)
        self.filing = city.fresh(filing)
        kept = DraftField.objects.filter(filing=filing).values_list("path", "value", "version")
        fields = {path: Seen(value=value, version=version) for path, value, version in kept}
        place = Place(
            filing=filing.pk, version=self.filing.version, fields=fields, clerks=["one", "two"], officer=""
        )
        self.clerks = clerks_of([place])
        self.clerk, self.officer = (
            signed_in(person(city.department)) for person in (city.preparer, city.officer)
        )
        self.ledger = Ledger()

    def save(self, clerk: Clerk, changes: Sequence[Typed]) -> None:
        """As the page does, and what came back into the ledger."""
        done = self.clerk.post(clerk.address, clerk.body(changes), content_type="application/json")
        if done.status_code in {200, 409}:
            clerk.took(changes, json.loads(done.content), self.ledger)

    def work(self) -> None:
        """Both save in turn; the second often where the first just was."""
        for _ in range(SAVES):
            for clerk in self.clerks:
                self.save(clerk, clerk.type())

    def submit(self, *keys: str) -> list[HttpResponse]:
        """The clerk hands over, the officer presses once for each key."""
        address = f"/filings/{self.filing.pk}/moves"
        assert self.clerk.post(f"{address}/hand_over").status_code == 302
        answers = [self.officer.post(f"{address}/submit", {"key": key}) for key in keys]
        for done in answers:
            self.ledger.pressed(
                Press(
                    filing=self.filing.pk, status=done.status_code, receipt=done.headers.get("Location", "")
                )
            )
        return [HttpResponse(status=done.status_code) for done in answers]

    def faults(self) -> set[str]:
        """The kinds of faults that the ledger names."""
        return {fault.partition(":")[0] for fault in self.ledger.faults()}


@pytest.fixture
def office(city: City, signed_in: SignIn) -> Office:
    return Office(city, signed_in)


def test_a_sound_platform_has_no_faults(office: Office) -> None:
    office.work()
    assert office.ledger.conflicts, "the clerks must meet, or the test shows nothing"
    office.submit("one press", "one press")
    assert office.ledger.faults() == []
    assert len(office.ledger.writes) > SAVES


def test_a_save_sent_again_after_a_lost_line_is_kept_once(office: Office) -> None:
    clerk = office.clerks[0]
    changes = clerk.type()
    office.clerk.post(clerk.address, clerk.body(changes), content_type="application/json")  # nobody heard
    office.save(clerk, changes)
    assert office.ledger.faults() == []


def test_a_missing_version_check_is_seen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(*, path: str, value: str, base: int) -> Change:
        return Change(path=path, value=value, base=base + 1_000_000)

    monkeypatch.setattr(endpoints, "Change", blind)
    office.work()
    assert "overwritten" in office.faults()


def test_an_acknowledged_save_that_was_not_written_is_seen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = drafts.write, [0]

    def forgetful(filing: Filing, values: Mapping[str, str], *rest: object, **more: object) -> None:
        calls[0] += 1
        if calls[0] > SAVES:
            filing.version += 1
            filing.save(update_fields=["version"])
        else:
            real(filing, values, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(drafts, "write", forgetful)
    office.work()
    assert "lost" in office.faults()


def test_a_save_without_its_event_is_seen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chaining, "write", lambda *_args, **_payload: None)
    office.save(office.clerks[0], office.clerks[0].type())
    assert office.faults() == {"lost"}


def test_a_save_done_twice_is_seen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    real = drafts.save

    def twice(filing_id: int, *who: object, known_version: int) -> drafts.Saved:
        user, actor, changes = who
        more = [Change(path=each.path, value=f"{each.value}。", base=each.base) for each in changes]  # type: ignore[attr-defined]
        done = real(filing_id, user, actor, more, known_version=known_version)  # type: ignore[arg-type]
        again = [
            Change(path=each.path, value=each.value, base=done.version)
            for each in changes  # type: ignore[attr-defined]
        ]
        return real(filing_id, user, actor, again, known_version=known_version)  # type: ignore[arg-type]

    monkeypatch.setattr(drafts, "save", twice)
    office.save(office.clerks[0], office.clerks[0].type())
    assert "doubled" in office.faults()


def test_a_missing_idempotency_key_is_seen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "_earlier", lambda *_: None)
    first, second = office.submit("one press", "one press")
    assert (first.status_code, second.status_code) == (302, 409)
    assert office.faults() == {"receipts"}


def test_a_submission_of_an_older_draft_is_seen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from hengji.web.filing import conversion

    old = conversion.content_of(office.filing)
    office.work()
    monkeypatch.setattr(conversion, "content_of", lambda _filing: old)
    office.submit("one press")
    assert Filing.objects.get(pk=office.filing.pk).state is FilingStatus.SUBMITTED
    assert office.faults() == {"lost"}
