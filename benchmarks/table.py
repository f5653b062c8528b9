"""
Timing in a warm process, and the Markdown page that keeps the result.
"""

from __future__ import annotations

import gc
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path

PAGES = Path(__file__).parents[1] / "docs" / "benchmarks"


def median_seconds(run: Callable[[], object], *, repeats: int = 9, warm: int = 2) -> float:
    """The median wall time of `run` in seconds, after `warm` unmeasured runs."""
    for _ in range(warm):
        run()
    times = []
    for _ in range(repeats):
        gc.collect()
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def write_page(name: str, title: str, lines: list[str]) -> Path:
    """Write docs/benchmarks/NAME.md; returns its path."""
    PAGES.mkdir(parents=True, exist_ok=True)
    head = [
        f"# {title}",
        "",
        f"Measured on {time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {platform.machine()},",
        "on two shared cores: read the ratios, not the absolute times.",
        "",
    ]
    path = PAGES / f"{name}.md"
    path.write_text("\n".join([*head, *lines, ""]), "utf-8")
    return path
