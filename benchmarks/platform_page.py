"""
The page that tells what the load measured, and whether the bar was reached.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from benchmarks.platform import Bar, Measured, p95
from benchmarks.platform_traffic import Answer
from benchmarks.table import write_page

_RIGHT = {200, 302, 409}


def write(asked: argparse.Namespace, bar: Bar, measured: Measured) -> bool:
    """Write docs/benchmarks/platform.md and print it; gives whether everything held."""
    verdicts = list(_verdicts(bar, measured))
    lines = [
        f"PostgreSQL with fsync, two server processes, {asked.departments} departments;",
        "filings: " + ", ".join(f"{name} {count}" for name, count in measured.city.rows.items() if count) + ".",
        f"{asked.filing} of them are being filed: {len(measured.city.places)} clerks (and "
        f"{sum(len(place.clerks) - 1 for place in measured.city.places)} colleagues in the same drafts) save",
        f"every {asked.every:g} s for {asked.seconds} s, one to four answers of drafts with {_answers(measured)},",
        "each save followed by the scorecard, a look at what others saved, now and then another step;",
        f"{len(measured.city.reviewers)} reviewers, an administrator and the public read pages all the while.",
        "Then all hand over and submit, every tenth twice at once, every twentieth again after a lost line.",
        "Generator, server and database share the machine.  Latency counts from the instant at which a request",
        f"was due.  The generator itself was late by {p95([one.lag for one in measured.work]):.1f} ms (p95).",
        "Load average of the machine before, after the work and after the submissions: "
        + ", ".join(f"{one:.1f}" for one in measured.load)
        + " (two cores; what was there before is other people's).",
        "",
        "| What must hold | Bar | Measured | |",
        "| --- | --- | --- | --- |",
        *(f"| {name} | {wanted} | {got} | {'held' if is_right else '**missed**'} |" for name, wanted, got, is_right in verdicts),
        "",
        "## While they work",
        "",
        *_table(measured.work),
        "",
        "## While they hand over and submit",
        "",
        *_table(measured.moves),
        "",
        "## The ledger",
        "",
        f"{len(measured.ledger.writes)} acknowledged answers, {measured.ledger.conflicts} conflicts shown to both,",
        f"{len(measured.ledger.presses)} presses of 提交 answered for {len(measured.city.places)} filings.",
        "Compared with the database afterwards: every answer, its version, its event and the event's digest, who",
        "had seen what they overwrote, one receipt a filing, every answer in what was submitted, every chain:",
        f"{len(measured.faults)} faults." + "".join(f"\n* {fault}" for fault in measured.faults[:20]),
        "That the comparison sees such faults is tested with planted ones (`tests/web/filing/test_ledger.py`).",
        "",
        "## Queries of a page",
        "",
        f"With 26 filings, and with {sum(measured.city.rows.values())}; the tests hold the same for every list.",
        "",
        "| Page | Few | Many |",
        "| --- | --- | --- |",
        *(f"| {name} | {few} | {many} |" for name, (few, many) in measured.queries.items()),
    ]  # fmt: skip
    told = "\n".join(lines)
    if not asked.print:
        write_page("platform", "The platform under load", lines)
    sys.stdout.write(f"{told}\n")
    return all(is_right for *_, is_right in verdicts)


def _answers(measured: Measured) -> str:
    return f"{len(measured.city.places[0].fields)} answers"


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
    yield f"p95 of the slowest page ({worst[5:]})", f"≤ {bar.page:.0f} ms", f"{slowest:.0f} ms", slowest <= bar.page
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
        yield f"| {kind} | {len(some)} | {middle:.0f} | {p95(times):.0f} | {times[-1]:.0f} | {size} | {codes} |"
