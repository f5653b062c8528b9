"""
Requests with their instants, and sending them there: open arrivals, latency from the instant.

A slow server cannot hide behind a generator that waits for it; how late the generator itself was is told.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from benchmarks.platform_clerks import Clerk, again
from benchmarks.platform_ledger import Ledger, Press

TOKEN = "t" * 32
"""The request token of the generator's browsers: any, as long as cookie and header agree."""
PAUSE = 0.4
"""Seconds from a save to the scorecard beside the form, as the page's script asks for it."""
CUT_AFTER, RETRY = 0.01, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Something to do at an instant, in seconds after the beginning."""

    due: float
    kind: str
    act: Callable[[Line], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back."""

    status: int
    content: bytes
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reply with its times in milliseconds."""

    kind: str
    due: float
    """In seconds after the beginning."""
    status: int
    latency: float
    lag: float
    size: int


@dataclass(slots=True)
class Line:
    """A connection of one of the generator's threads; kept open as browsers and proxies do."""

    port: int
    held: http.client.HTTPConnection | None = None

    def ask(self, path: str, cookie: str, body: str = "", *, form: bool = False) -> Reply:
        """Send and read; a connection that the server closed meanwhile is opened anew."""
        for last in (False, True):
            if self.held is None:
                self.held = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.held.request(*_request(path, cookie, body, form=form))
                got = self.held.getresponse()
                return Reply(status=got.status, content=got.read(), location=got.headers.get("Location", ""))
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.held = None
                if last:
                    raise
        raise AssertionError

    def cut(self, path: str, cookie: str, body: str, *, form: bool = False) -> None:
        """Send, and lose the line before the answer comes."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(*_request(path, cookie, body, form=form))
        time.sleep(CUT_AFTER)
        with contextlib.suppress(OSError):
            line.close()


def _request(path: str, cookie: str, body: str, *, form: bool) -> tuple[str, str, str | None, dict[str, str]]:
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    headers = {
        "Cookie": f"{cookie}; hengji-csrf={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": kind,
        "Host": "localhost",
    }
    return "POST" if body else "GET", path, body or None, headers


@dataclass(slots=True, kw_only=True)
class Player:
    """Plays requests against a server."""

    port: int
    _own: threading.local = field(default_factory=threading.local)

    def play(self, requests: Sequence[Request]) -> list[Answer]:
        """All of them, each at its instant."""
        begun = time.perf_counter() + 0.2
        with ThreadPoolExecutor(128) as pool:
            return list(
                pool.map(lambda each: self._send(each, begun), sorted(requests, key=lambda one: one.due))
            )

    def _send(self, request: Request, begun: float) -> Answer:
        time.sleep(max(0.0, begun + request.due - time.perf_counter()))
        started = time.perf_counter()
        if not hasattr(self._own, "line"):
            self._own.line = Line(self.port)
        try:
            reply = request.act(self._own.line)
        except OSError:
            self._own.line, reply = Line(self.port), Reply(status=0, content=b"")
        ended = time.perf_counter()
        return Answer(
            kind=request.kind,
            due=request.due,
            status=reply.status,
            latency=(ended - begun - request.due) * 1000,
            lag=(started - begun - request.due) * 1000,
            size=len(reply.content),
        )


def page(due: float, path: str, cookie: str, name: str = "") -> Request:
    """Somebody opens a page."""
    return Request(due=due, kind=f"page {name or path}", act=lambda line: line.ask(path, cookie))


def working(clerk: Clerk, ledger: Ledger, *, first: float, seconds: float, every: float) -> list[Request]:
    """
    A clerk at work: a save each so many seconds, the scorecard after it, others' changes, another step.

    One save in fifty loses its line and is sent again a second later, as the page does.
    """
    requests, due, number = [], first, 0
    base = f"/filings/{clerk.place.filing}"
    steps = ("money", "goals", "management", "narrative", "check")
    while due < seconds:
        is_cut = (clerk.number + number) % 50 == 7
        requests.append(
            Request(
                due=due, kind="autosave after a lost line" if is_cut else "autosave",
                act=lambda line, cut=is_cut: _save(line, clerk, ledger, cut=cut),
            )
        )  # fmt: skip
        if clerk.number % 2 or number % 2 == 0:
            # Whoever types on without a pause gets the scorecard with every second save; see `screen.js`.
            requests.append(
                Request(
                    due=due + PAUSE,
                    kind="scorecard",
                    act=lambda line: line.ask(f"{base}/panel", clerk.cookie),
                )
            )
        requests.append(
            Request(
                due=due + every / 2, kind="what others saved",
                act=lambda line: line.ask(f"{base}/fields?since={clerk.known}", clerk.cookie),
            )
        )  # fmt: skip
        if (clerk.number + number) % 6 == 0:
            slug = steps[(clerk.number // 6 + number) % len(steps)]
            requests.append(page(due + every / 3, f"{base}/steps/{slug}", clerk.cookie, f"step {slug}"))
        due, number = due + every, number + 1
    return requests


def _save(line: Line, clerk: Clerk, ledger: Ledger, *, cut: bool) -> Reply:
    changes = clerk.type()
    if cut:
        ledger.cut(clerk.place.filing, [each.path for each in changes])
        line.cut(clerk.address, clerk.cookie, clerk.body(changes))
        time.sleep(RETRY)
    reply = line.ask(clerk.address, clerk.cookie, clerk.body(changes))
    if reply.status in {200, 409}:
        content: Mapping[str, Any] = json.loads(reply.content)
        clerk.took(changes, content, ledger)
        opposed = {each["path"] for each in content["conflicts"]}
        if opposed:
            second = again([each for each in changes if each.path in opposed], clerk)
            over = line.ask(clerk.address, clerk.cookie, clerk.body(second))
            if over.status in {200, 409}:
                clerk.took(second, json.loads(over.content), ledger)
    return reply


def handing_over(clerk: Clerk, due: float) -> Request:
    """The clerk gives the draft to the officer."""
    return Request(
        due=due, kind="hand over",
        act=lambda line: line.ask(
            f"/filings/{clerk.place.filing}/moves/hand_over", clerk.cookie, "note=", form=True
        ),
    )  # fmt: skip


def submitting(filing: int, officer: str, ledger: Ledger, due: float, number: int) -> list[Request]:
    """The officer submits: every tenth twice at once, every twentieth again after the line was lost."""
    address, body = f"/filings/{filing}/moves/submit", urlencode({"key": f"k{filing}"})
    is_cut = number % 20 == 5

    def press(line: Line) -> Reply:
        if is_cut:
            line.cut(address, officer, body, form=True)
            time.sleep(RETRY)
        reply = line.ask(address, officer, body, form=True)
        ledger.pressed(Press(filing=filing, status=reply.status, receipt=reply.location))
        return reply

    one = Request(due=due, kind="submit after a lost line" if is_cut else "submit", act=press)
    return [one, one] if number % 10 == 0 else [one]
