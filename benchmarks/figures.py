"""
`python -m benchmarks.figures [--no-peers]`: how much is found, how rightly, how fast, and how the peers do.

Reads ../shared (corpus, conformance, the real report) where present; installs the peers into a
scratch environment outside the repository and asks them in the same run.  Writes
docs/benchmarks/figures.md.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from benchmarks.figure_conventions import FRESH, reasons
from benchmarks.figure_suites import (
    GATES,
    RULES,
    SHARED,
    Mention,
    answers,
    conformance,
    corpus,
    fair_cases,
)
from benchmarks.table import write_page
from hengji.figures import find

PEERS = ("recognizers-text-suite", "emoji==1.7.0", "jionlp", "cn2an")
REPORT = SHARED / "reports" / "jiangmen-womens-federation-2024.txt"
TEN_MEGABYTES = 10_500_000
_SEED = 20_241_231


def resampled(report: str, size: int) -> str:
    """`size` bytes of the report's sentences in random order, every digit drawn anew (fixed seed)."""
    draw = random.Random(_SEED)  # noqa: S311 - a fixed seed, not a secret
    sentences = re.findall(r"[^。\n]+[。\n]+", report)
    digit = re.compile(r"(?<=[0-9])[0-9]")
    parts: list[str] = []
    length = 0
    while length < size:
        sentence = draw.choice(sentences)
        if "年" not in sentence:
            sentence = digit.sub(lambda _: str(draw.randrange(10)), sentence)
        parts.append(sentence)
        length += len(sentence.encode())
    return "".join(parts)


def processor_seconds(text: str, repeats: int) -> float:
    """The best processor time of `find` over `text`."""
    times = []
    for _ in range(repeats):
        begun = time.process_time()
        find(text)
        times.append(time.process_time() - begun)
    return min(times)


def ask_peers(report: Path, cases: list[dict[str, Any]]) -> dict[str, Any]:
    """Install the peers beside, not into, our environment and run them; empty when that fails."""
    folder = Path(tempfile.gettempdir()) / "hengji-figure-peers"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - our own arguments
    installed = subprocess.run(  # noqa: S603 - our own arguments
        [str(python), "-m", "pip", "install", "-q", *PEERS], check=False, capture_output=True
    )
    if installed.returncode:
        print("the peers could not be installed; they are left out", file=sys.stderr)
        return {}
    lines = "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)
    script = Path(__file__).with_name("figure_peers.py")
    # -P: our own benchmarks/platform.py must not stand before the library's platform
    run = subprocess.run(  # noqa: S603 - our own arguments
        [str(python), "-P", str(script), str(report)], input=lines, capture_output=True, text=True, check=True
    )
    answered: dict[str, Any] = json.loads(run.stdout.strip().splitlines()[-1])
    return answered


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def peer_score(given: list[list[list[Any]] | None], cases: list[dict[str, Any]], kind: str) -> str:
    """Strictly right of those a peer can be asked, or a dash."""
    asked = right = 0
    for case, answer in zip(cases, given, strict=True):
        if case["scope"][0] != kind or answer is None:
            continue
        asked += 1
        mentions = [
            Mention(
                start=one[0],
                end=one[1],
                value=_decimal(one[2]),
                unit=one[3],
                upper=_decimal(str(one[4])) if len(one) > 4 and one[4] is not None else None,
            )
            for one in answer
        ]
        around = (mentions[0].start, mentions[0].end) if mentions else (0, 0)
        right += answers(case, mentions, around)
    return f"{100 * right / asked:.0f} %" if right else "–"


def main() -> None:
    """Measure everything and write the page."""
    lines: list[str] = []
    if (SHARED / "corpus").exists():
        lines += _corpus_lines()
    cases = list(fair_cases()) if (SHARED / "conformance").exists() else []
    peers = {} if "--no-peers" in sys.argv or not REPORT.exists() else ask_peers(REPORT, cases)
    if cases:
        lines += ["## Texts nobody had tuned to", "", *FRESH.splitlines(), ""]
        lines += _conformance_lines(cases, peers)
    if REPORT.exists():
        lines += _speed_lines(peers)
    page = write_page("figures", "Figures: found, right, fast", lines)
    print("\n".join(lines))
    print(page)


def _corpus_lines() -> list[str]:
    result = corpus()
    lines = [
        "## The annotated corpus (37 passages)",
        "",
        "Exact span, kind and value. Damaged mentions (the annotation calls them corrupted, or the sign is",
        "missing in the text) are kept apart. The rules were written with these passages at hand: read it as",
        "a gate, not a forecast.",
        "",
        "| kind | mentions | recall | returned | precision |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for kind, tally in [*result.by_kind.items(), ("together", result.overall)]:
        lines.append(
            f"| {kind} | {tally.expected} | {tally.recall:.3f} | {tally.returned} | {tally.precision:.3f} |"
        )
    lines += ["", f"Damaged: {result.damaged.right} of {result.damaged.expected}.", "", "Disagreements:", ""]
    lines += [f"* {line}" for line in result.disagreements]
    return [*lines, ""]


def _conformance_lines(cases: list[dict[str, Any]], peers: dict[str, Any]) -> list[str]:
    counts, failing = conformance()
    heads = "".join(f" {peer} |" for peer in peers)
    lines = [
        "## The published suites of others (fair cases), strictly right",
        "",
        f"| kind | cases | gate | hengji |{heads}",
        "| --- | ---: | ---: | ---: |" + " ---: |" * len(peers),
    ]
    for kind, count in counts.items():
        row = (
            f"| {kind} | {count['cases']} | {GATES[kind]} % | {100 * count['right'] / count['cases']:.1f} % |"
        )
        row += "".join(f" {peer_score(peer['answers'], cases, kind)} |" for peer in peers.values())
        lines.append(row)
    lines += [
        "",
        "Peers are asked with their own models where they have one for the kind (cn2an takes each",
        "input as one numeral); these suites are partly theirs. Our figures are laid over the suites",
        "by these rules:",
        "",
    ]
    lines += [re.sub(r"^(\w+: |\*find\*)", r"* \1", line) for line in RULES.splitlines()]
    lines += [
        "",
        "Cases that fail, and why they are left so:",
        "",
        *reasons(case["id"].rpartition("/")[2] for case in failing),
        "",
    ]
    return lines


def _speed_lines(peers: dict[str, Any]) -> list[str]:
    report = REPORT.read_text("utf-8")
    size = len(report.encode())
    large = resampled(report, TEN_MEGABYTES)
    large_size = len(large.encode())
    ours = large_size / processor_seconds(large, 5)
    small = size * 20 / processor_seconds(report * 20, 9)
    half = processor_seconds(large[: len(large) // 2], 3)
    whole = processor_seconds(large, 3)
    tracemalloc.start()
    figures = find(large)
    added = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    lines = [
        "## Speed: values, kinds, modifiers and spans, one core, processor time",
        "",
        f"* {large_size / 1e6:.1f} MB of resampled sentences with fresh digits:",
        f"  **{ours / 1e6:.1f} MB/s**, {len(figures):,} figures",
        f"* the real report, repeated to {size * 20 / 1e3:.0f} KB: {small / 1e6:.1f} MB/s",
        f"* twice the text takes {whole / half:.2f} × the time;",
        f"  memory added at the peak: {added / large_size:.1f} × the text",
        "",
    ]
    if peers:
        lines += [
            "| peer | KB/s on the real report | hengji on the same text is faster by |",
            "| --- | ---: | ---: |",
        ]
        for name, peer in peers.items():
            speed = size / peer["seconds"]
            lines.append(f"| {name} | {speed / 1e3:,.1f} | {small / speed:,.0f} × |")
        lines += [
            "",
            "recognizers: number, percentage, ordinal, currency, dimension, age, temperature and date",
            "models, line by line; jionlp: money and time with values; cn2an: `transform`, numerals only.",
            "",
        ]
    return lines


if __name__ == "__main__":
    main()
