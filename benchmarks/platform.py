"""
Load on the platform: departments that save by themselves while reviewers read, then all submit, some twice.

`make platform` starts a PostgreSQL of its own first.  Arrivals are open: each request has its instant, and
its latency counts from that instant, so a slow server cannot hide behind a
generator that waits for it.  The generator runs on the same machine; its own lag is told.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import write_page

if TYPE_CHECKING:
    from benchmarks.platform_city import Loaded

FIELD = "narratives/overall_work/answer"
TOKEN = "t" * 32
"""The request token of the generator's browsers: any, as long as cookie and header agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request with its instant, in seconds after the beginning."""

    due: float
    kind: str
    path: str
    cookie: str
    body: str = ""
    form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; times in milliseconds."""

    kind: str
    status: int
    latency: float
    lag: float
    size: int


_threads = threading.local()


def send(request: Request, begun: float, port: int) -> Answer:
    """Send at its instant."""
    time.sleep(max(0.0, begun + request.due - time.perf_counter()))
    started = time.perf_counter()
    kind = "application/x-www-form-urlencoded" if request.form else "application/json"
    headers = {"Cookie": f"{request.cookie}; hengji-csrf={TOKEN}", "X-CSRFToken": TOKEN, "Content-Type": kind}
    if not hasattr(_threads, "line"):
        _threads.line = http.client.HTTPConnection("localhost", port, timeout=60)
    _threads.line.request("POST" if request.body else "GET", request.path, request.body or None, headers)
    got = _threads.line.getresponse()
    size, ended = len(got.read()), time.perf_counter()
    return Answer(
        kind=request.kind,
        status=got.status,
        latency=(ended - begun - request.due) * 1000,
        lag=(started - begun - request.due) * 1000,
        size=size,
    )


def play(requests: list[Request], port: int) -> list[Answer]:
    """All of them, each at its instant."""
    begun = time.perf_counter() + 0.2
    with ThreadPoolExecutor(48) as pool:
        return list(pool.map(lambda each: send(each, begun, port), sorted(requests, key=lambda one: one.due)))


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def main() -> None:
    """Build, load, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--departments", type=int, default=1000)
    parser.add_argument("--filing", type=int, default=40)
    parser.add_argument("--rate", type=float, default=20.0, help="saves a second")
    parser.add_argument("--seconds", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            HENGJI_HOME=home,
            HENGJI_HTTPS="0",
            HENGJI_SECRET_KEY=secrets.token_urlsafe(60),
            DJANGO_SETTINGS_MODULE="hengji.web.project.settings",
        )
        if not os.environ.get("HENGJI_DATABASE", "").startswith("postgres"):
            sys.exit("This needs PostgreSQL: make platform")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from benchmarks import platform_city

        city = platform_city.build(asked.departments, asked.filing)
        _measure(asked, city)


def _measure(asked: argparse.Namespace, city: Loaded) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    hengji = Path(sys.executable).parent / "hengji"
    with subprocess.Popen(  # noqa: S603 - our own command
        [str(hengji), "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait(port)
            play(_reading(city, 4), port)
            working = play(_saving(city, asked) + _reading(city, asked.seconds), port)
            city.hand_over()
            submitting = play(_submitting(city), port)
        finally:
            server.terminate()
    _write(asked, working, submitting, city.submitted())


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit("The platform did not start.")


def _saving(city: Loaded, asked: argparse.Namespace) -> list[Request]:
    requests = []
    for number in range(int(asked.rate * asked.seconds)):
        place = city.places[number % len(city.places)]
        round_ = number // len(city.places)
        change = {"path": FIELD, "value": f"第{round_}次保存", "base": place.version + round_}
        body = json.dumps({"known": place.known + round_, "changes": [change]})
        path = f"/filings/{place.filing}/fields/save"
        requests.append(
            Request(due=number / asked.rate, kind="autosave", path=path, cookie=place.clerk, body=body)
        )
    return requests


def _reading(city: Loaded, seconds: int) -> list[Request]:
    pages = ("/review", "/", f"/campaigns/{city.campaign}/progress", "/campaigns")
    return [
        Request(due=second, kind=f"page {pages[second % 4]}", path=pages[second % 4], cookie=city.reviewer)
        for second in range(seconds)
    ]


def _submitting(city: Loaded) -> list[Request]:
    requests = []
    for number, place in enumerate(city.places):
        one = Request(
            due=number / 5,
            kind="submit",
            path=f"/filings/{place.filing}/moves/submit",
            cookie=place.officer,
            body=f"key=k{place.filing}",
            form=True,
        )
        requests += [one] * (2 if number % 10 == 0 else 1)
    return requests


def _write(
    asked: argparse.Namespace, working: list[Answer], submitting: list[Answer], kept: list[int]
) -> None:
    rows = ["| Request | Count | p95, ms | Largest, ms | Bytes | Answers |", "| --- " * 6 + "|"]
    answers = working + submitting
    for kind in sorted({one.kind for one in answers}):
        some = [one for one in answers if one.kind == kind]
        times = [one.latency for one in some]
        name = "page of the progress" if "progress" in kind else kind
        size = max(one.size for one in some)
        seen = [one.status for one in some]
        codes = ", ".join(f"{code}: {seen.count(code)}" for code in sorted(set(seen)))
        rows.append(f"| {name} | {len(some)} | {p95(times):.0f} | {max(times):.0f} | {size} | {codes} |")
    lag = p95([one.lag for one in answers])
    lines = [
        f"PostgreSQL, two server processes.  Of {asked.departments} departments {asked.filing} file:",
        f"{asked.rate:g} saves a second for {asked.seconds} s (20 a second: 200 clerks, each every 10 s),",
        "each of one text in a whole draft, while a reviewer reads a page a second;",
        "then all submit, every tenth twice at once.  Server, database and generator share",
        "the machine.  Latency counts from the instant at which a request was due.",
        "",
        *rows,
        "",
        f"Submissions: {len(kept)} expected, {sum(kept)} kept; lost {kept.count(0)},",
        f"doubled {sum(count > 1 for count in kept)}.  The generator itself was late by {lag:.1f} ms (p95).",
        "The review queue is empty while they save: its page shows the cost of asking, not of a long list.",
    ]
    sys.stdout.write(
        f"{write_page('platform', 'The platform under load', lines)}\n" + "\n".join(lines) + "\n"
    )


if __name__ == "__main__":
    main()
