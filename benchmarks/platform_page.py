"""
The page that tells what the load measured, and whether the bar was reached.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Iterator

from benchmarks.platform import Bar, Measured, p95
from benchmarks.platform_traffic import Answer
from benchmarks.table import write_page

_RIGHT = {200, 302, 409}


def write(asked: argparse.Namespace, bar: Bar, measured: Measured) -> bool:
    """Write docs/benchmarks/platform.md and print it; gives whether everything held."""
    verdicts = list(_verdicts(bar, measured))
    places, ledger, used = measured.city.places, measured.ledger, measured.used
    states = ", ".join(f"{name} {count}" for name, count in measured.city.rows.items() if count)
    colleagues = sum(len(place.clerks) - 1 for place in places)
    load = ", ".join(f"{one:.1f}" for one in measured.load)
    lines = [
        *_told(
            f"PostgreSQL with fsync, two server processes, {asked.departments} departments;",
            f"filings: {states}.  {len(places)} clerks (and {colleagues} colleagues in the same drafts of",
            f"{len(places[0].fields)} answers) save one to four answers every {asked.every:g} s for",
            f"{asked.seconds} s, each save followed by the scorecard, a look at what others saved, now and",
            f"then another step; meanwhile {len(measured.city.reviewers)} reviewers, an administrator",
            "and the public read pages.  Then all hand over and submit, every tenth twice at once, every",
            "twentieth again after a lost line, while the pages are read.  Generator, server and database",
            "share the machine.  Latency counts from the instant at which a request was due; the generator",
            f"itself was late by {p95([one.lag for one in measured.work]):.1f} ms (p95).  Load average of",
            f"the machine before, after the work and after the submissions: {load}; what was there before is",
            f"other people's work.  In {used.lasted:.0f} s of work the server's processes used",
            f"{used.server:.0f} s of the processor, the generator {used.generator:.0f} s, and everything on",
            f"the machine together {used.machine:.0f} s of {2 * used.lasted:.0f} s.  Scorecards are",
            "reckoned by a process of their own, as `hengji serve` has it; no priority was changed for this.",
            asked.note,
        ),
        "",
        "| What must hold | Bar | Measured | |",
        "| --- | --- | --- | --- |",
        *(_line(*each) for each in verdicts),
        "",
        "## While they work",
        "",
        *_table(measured.work),
        "",
        "p95 of the saves in each ten seconds, in ms: " + _course(measured.work) + ".",
        "",
        "## While they hand over and submit",
        "",
        *_table(measured.moves),
        "",
        "## The ledger",
        "",
        *_told(
            f"{len(ledger.writes)} acknowledged answers, {ledger.conflicts} conflicts shown to both,",
            f"{len(ledger.presses)} presses of 提交 answered for {len(places)} filings.",
            "Compared with the database afterwards: every answer, its version, its event and the event's",
            "digest, who had seen what they overwrote, one receipt a filing, every answer in what was",
            f"submitted, every chain: {len(measured.faults)} faults.  That the comparison sees such faults",
            "is tested with planted ones (`tests/web/filing/test_ledger.py`).",
        ),
        *(f"* {fault}" for fault in measured.faults[:20]),
        "",
        "## Queries of a page",
        "",
        f"With {measured.few} filings, and with {sum(measured.city.rows.values())}; tests hold each list.",
        "",
        "| Page | Few | Many |",
        "| --- | --- | --- |",
        *(f"| {name} | {few} | {many} |" for name, (few, many) in measured.queries.items()),
    ]
    told = "\n".join(lines)
    if not asked.print:
        write_page("platform", "The platform under load", lines)
    sys.stdout.write(f"{told}\n")
    return all(is_right for *_, is_right in verdicts)


def _told(*words: str) -> list[str]:
    return textwrap.wrap(" ".join(words), 110, break_long_words=False, break_on_hyphens=False)


def _line(name: str, wanted: str, got: str, is_right: bool) -> str:
    return f"| {name} | {wanted} | {got} | {'held' if is_right else '**missed**'} |"


def _verdicts(bar: Bar, measured: Measured) -> Iterator[tuple[str, str, str, bool]]:
    everything = measured.work + measured.moves
    saves = [one.latency for one in measured.work if one.kind == "autosave"]
    pages = [one for one in everything if one.kind.startswith("page ")]
    views = [one.latency for one in pages]
    worst = max({one.kind for one in pages}, key=lambda kind: p95(_times(pages, kind)))
    plain = [one for one in pages if "charts" not in one.kind]
    largest = max(plain, key=lambda one: one.size)
    wrong = [one for one in everything if one.status not in _RIGHT]
    yield "p95 of autosave", f"≤ {bar.autosave:.0f} ms", f"{p95(saves):.0f} ms", p95(saves) <= bar.autosave
    yield "p95 of page views", f"≤ {bar.page:.0f} ms", f"{p95(views):.0f} ms", p95(views) <= bar.page
    slowest = p95(_times(pages, worst))
    yield (
        f"p95 of the slowest page ({worst[5:]})",
        f"≤ {bar.page:.0f} ms",
        f"{slowest:.0f} ms",
        slowest <= bar.page,
    )
    yield (
        f"largest page without charts ({largest.kind[5:]})",
        f"≤ {bar.largest // 1024} KB",
        f"{largest.size / 1024:.0f} KB",
        largest.size <= bar.largest,
    )
    yield "lost, doubled, overwritten, unreceipted", "0", str(len(measured.faults)), not measured.faults
    yield "answers other than right", "0", str(len(wrong)), not wrong
    grown = [name for name, (few, many) in measured.queries.items() if few != many]
    yield "pages whose queries grow with rows", "0", str(len(grown)), not grown


def _course(answers: list[Answer]) -> str:
    by_time: dict[int, list[float]] = {}
    for one in answers:
        if one.kind == "autosave":
            by_time.setdefault(int(one.due // 10), []).append(one.latency)
    return ", ".join(f"{p95(by_time[part]):.0f}" for part in sorted(by_time))


def _times(answers: list[Answer], kind: str) -> list[float]:
    return [one.latency for one in answers if one.kind == kind]


def _table(answers: list[Answer]) -> Iterator[str]:
    yield "| Request | Count | Median, ms | p95, ms | Largest, ms | Bytes | Answers |"
    yield "| --- " * 7 + "|"
    for kind in sorted({one.kind for one in answers}):
        some = [one for one in answers if one.kind == kind]
        times = sorted(one.latency for one in some)
        seen = [one.status for one in some]
        codes = ", ".join(f"{code}: {seen.count(code)}" for code in sorted(set(seen)))
        size = max(one.size for one in some)
        middle = times[len(times) // 2]
        lasted = f"{middle:.0f} | {p95(times):.0f} | {times[-1]:.0f}"
        yield f"| {kind} | {len(some)} | {lasted} | {size} | {codes} |"
