"""
Load on the platform: 200 of 1,000 departments save every ten seconds while reviewers and the public read.

Then all hand over and submit, some twice, some after a lost line; then every acknowledged write
is looked for.

`make platform` and `make bench` start a PostgreSQL of its own first.  Generator, server and database share
the machine; how busy it was with other work is told beside.
"""

from __future__ import annotations

import argparse
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.platform_city import Loaded
    from benchmarks.platform_ledger import Ledger
    from benchmarks.platform_traffic import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What must hold."""

    autosave: float = 100
    """p95 in milliseconds."""
    page: float = 300
    """p95 in milliseconds."""
    largest: int = 200 * 1024
    """Bytes of a page without charts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything that the page tells."""

    city: Loaded
    work: list[Answer]
    moves: list[Answer]
    ledger: Ledger
    faults: list[str]
    load: list[float]
    """Load average before, after the work, after the submissions."""
    used: Used
    """By the work, not by the submissions."""
    queries: dict[str, tuple[int, int]]
    """Of each list, in the small city and in the whole one."""
    few: int
    """Filings of the small city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Seconds of the processor."""

    generator: float
    server: float
    """`serve` and every process it started; the database is in `machine`."""
    machine: float
    """Everything on the machine, with other people's work."""
    lasted: float
    """Seconds by the clock."""

    def since(self, before: Used) -> Used:
        """What was used in between."""
        return Used(
            generator=self.generator - before.generator,
            server=self.server - before.server,
            machine=self.machine - before.machine,
            lasted=self.lasted - before.lasted,
        )


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


def main() -> None:
    """Build, load, compare, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--departments", type=int, default=1000)
    parser.add_argument("--filing", type=int, default=200)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two saves of one clerk")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--note", default="", help="what the reader must know about this run")
    parser.add_argument("--print", action="store_true", help="write no page")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            HENGJI_HOME=home,
            HENGJI_HTTPS="0",
            HENGJI_HOSTS="localhost,testserver",
            HENGJI_SECRET_KEY=secrets.token_urlsafe(60),
            DJANGO_SETTINGS_MODULE="hengji.web.project.settings",
        )
        if not os.environ.get("HENGJI_DATABASE", "").startswith("postgres"):
            sys.exit("This needs PostgreSQL: make platform")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from benchmarks import platform_page

        measured = _measure(asked)
        is_right = platform_page.write(asked, Bar(), measured)
    sys.exit(0 if is_right else 1)


def _measure(asked: argparse.Namespace) -> Measured:
    from benchmarks import platform_city, platform_pages
    from benchmarks.platform_clerks import clerks_of
    from benchmarks.platform_ledger import Ledger
    from benchmarks.platform_traffic import Player

    small = platform_city.begin()
    few, filings = platform_pages.queries(small), platform_city.count()
    city = platform_city.grow(small, asked.departments, asked.filing)
    many = platform_pages.queries(small)
    print("filings:", city.rows)
    ledger, clerks, load = Ledger(), clerks_of(city.places), [os.getloadavg()[0]]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    hengji = Path(sys.executable).parent / "hengji"
    with subprocess.Popen(  # noqa: S603 - our own command
        [str(hengji), "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    ) as server:
        try:
            _wait(port)
            player = Player(port=port)
            player.play(platform_pages.reading(city, 10))
            before = _used(server.pid)
            work = player.play(
                platform_pages.working(clerks, ledger, asked) + platform_pages.reading(city, asked.seconds)
            )
            used = _used(server.pid).since(before)
            load.append(os.getloadavg()[0])
            moves = player.play(platform_pages.moving(city, clerks, ledger))
            load.append(os.getloadavg()[0])
        finally:
            server.terminate()
    return Measured(
        city=city,
        work=work,
        moves=moves,
        ledger=ledger,
        faults=ledger.faults(),
        load=load,
        used=used,
        few=filings,
        queries={name: (few[name], many[name]) for name in few},
    )


def _used(server: int) -> Used:
    """As Linux counts it."""
    tick = os.sysconf("SC_CLK_TCK")
    family = {server}
    lines = [_stat(folder) for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda one: int(one.name))]
    for _ in range(4):
        family |= {number for number, parent, _ in lines if parent in family}
    spent = sum(ticks for number, _, ticks in lines if number in family) / tick
    cpu = [int(each) for each in Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:9]]
    return Used(
        generator=time.process_time(),
        server=spent,
        machine=(sum(cpu) - cpu[3] - cpu[4]) / tick,
        lasted=time.monotonic(),
    )


def _stat(folder: Path) -> tuple[int, int, int]:
    """Number, parent and ticks of a process; nought where it ended meanwhile."""
    try:
        words = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return int(folder.name), 0, 0
    return int(folder.name), int(words[1]), int(words[11]) + int(words[12])


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    sys.exit("The platform did not start.")


if __name__ == "__main__":
    main()
