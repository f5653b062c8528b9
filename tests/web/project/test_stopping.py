"""Stopping the platform: what is in hand is answered first, and nothing of it stays behind."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks at processes in /proc")
HENGJI = Path(sys.executable).parent / "hengji"
PATIENCE = 60


class Told(NamedTuple):
    """What came back."""

    status: int
    cookie: str
    text: str


class Served:
    """A platform on SQLite with one process, as `hengji serve` starts it."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.home = home
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HENGJI_")}
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [
                HENGJI,
                "serve",
                "--home",
                home,
                "--port",
                str(self.port),
                "--workers",
                "1",
                "--authority",
                "某局",
            ],
            env=clean | {"HENGJI_SECRET_KEY": secrets.token_urlsafe(60), "HENGJI_HTTPS": "0"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, path: str, body: str | None = None, cookie: str = "") -> Told:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie,
            "Host": f"127.0.0.1:{self.port}",
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            line.request("POST" if body else "GET", path, body, headers)
            got = line.getresponse()
            return Told(got.status, got.headers.get("Set-Cookie", "").partition(";")[0], got.read().decode())

    def is_there(self) -> bool:
        try:
            return self.ask("/readyz").status == 200
        except OSError:
            return False

    def children(self) -> list[int]:
        """The processes that it started."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(number) for listed in tasks for number in listed.read_text().split()]


def eventually(act: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if act():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "home")
    try:
        assert eventually(made.is_there)
        yield made
    finally:
        for number in [*(made.children() if made.process.poll() is None else []), made.process.pid]:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        made.process.wait(PATIENCE)


def _is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_request_in_hand_is_answered_before_the_end(served: Served) -> None:
    page = served.ask("/sign-in")
    token = page.text.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
    children, answers = served.children(), []
    held = sqlite3.connect(served.home / "hengji.sqlite3", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")  # whoever writes now has to wait
    form = f"csrfmiddlewaretoken={token}&username=nobody&password=wrong"
    asking = threading.Thread(target=lambda: answers.append(served.ask("/sign-in", form, page.cookie).status))
    asking.start()
    time.sleep(1)
    served.process.send_signal(signal.SIGTERM)
    time.sleep(1)
    held.execute("COMMIT")
    asking.join(PATIENCE)
    assert answers == [401], "a wrong password, told as such"
    assert served.process.wait(PATIENCE) == 0
    assert eventually(lambda: not any(map(_is_alive, children)))


def test_a_killed_server_leaves_nothing_that_keeps_its_port(served: Served) -> None:
    children = served.children()
    assert len(children) >= 2, "the page server and the worker"
    served.process.kill()
    served.process.wait(PATIENCE)
    assert eventually(lambda: not any(map(_is_alive, children)))


def test_a_killed_child_is_replaced(served: Served) -> None:
    for number in served.children():
        os.kill(number, signal.SIGKILL)
    assert eventually(lambda: len(served.children()) >= 2 and served.is_there())
