"""
Scorecards that another process reckons: the same answer, and none lost where that process is not well.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from hengji.web.filing import reckoner, reckoning
from tests.web.conftest import City


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A socket's path, known to the askers."""
    place = tmp_path_factory.mktemp("r") / "door"
    monkeypatch.setenv(reckoning.PLACE, str(place))
    yield place
    place.unlink(missing_ok=True)


def _answering(place: Path, answer: bytes) -> threading.Thread:
    door = reckoner.open_door(str(place))

    def once() -> None:
        with door:
            line, _ = door.accept()
            with line:
                line.recv(64)
                line.sendall(answer)

    answering = threading.Thread(target=once, daemon=True)
    answering.start()
    return answering


def _browser(city: City) -> Client:
    client = Client()
    client.force_login(
        city.preparer(city.department), backend="hengji.web.accounts.backends.MembershipBackend"
    )
    return client


def _panel(city: City) -> dict[str, object]:
    filing = city.begin(city.department)
    answer = _browser(city).get(f"/filings/{filing.pk}/panel")
    assert answer.status_code == 200
    content: dict[str, object] = answer.json()
    return content


@pytest.mark.django_db
def test_the_process_answers_what_the_page_would_have_reckoned(city: City) -> None:
    filing = city.begin(city.department)
    alone = _browser(city).get(f"/filings/{filing.pk}/panel")
    reckoned = reckoning.opened(reckoner.answered(f"{filing.pk} 1\n".encode()))
    assert reckoned == alone.content


@pytest.mark.django_db
def test_what_the_process_answered_is_what_the_page_shows(city: City, place: Path) -> None:
    answering = _answering(place, reckoning.closed(b'{"version": 7}'))
    assert _panel(city) == {"version": 7}
    answering.join()


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [b"", b"00000", reckoning.closed(b'{"version": 7}')[:-2]])
def test_an_answer_that_is_not_whole_is_reckoned_again(city: City, place: Path, sent: bytes) -> None:
    answering = _answering(place, sent)
    assert "cells" in _panel(city)
    answering.join()


@pytest.mark.django_db
def test_where_nobody_listens_the_page_reckons_alone(city: City, place: Path) -> None:
    assert not place.exists()
    assert "cells" in _panel(city)


@pytest.mark.django_db
def test_a_question_that_cannot_be_answered_ends_nothing(city: City) -> None:
    assert reckoner.answered(b"0 1\n") == b""
    assert reckoner.answered(b"word") == b""
    filing = city.begin(city.department)
    assert reckoner.answered(f"{filing.pk} 0\n".encode())


def test_the_socket_is_open_to_its_account_only(tmp_path: Path) -> None:
    with reckoner.open_door(str(tmp_path / "door")) as door:
        assert door.family is socket.AF_UNIX
        assert (tmp_path / "door").stat().st_mode & 0o077 == 0
