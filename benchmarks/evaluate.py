"""
`make bench`: how long an evaluation takes, how it grows, and what LibreOffice takes for the same sums.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.many_filings import INDICATORS, MANY
from benchmarks.table import median_seconds, write_page
from hengji import audit, scoring
from hengji.cli.demo import EXAMPLE
from hengji.pipeline import evaluate


def _libreoffice(folder: Path) -> float | None:
    """Seconds LibreOffice takes to open the score sheet, recalculate and save it; None without it."""
    office = shutil.which("soffice")
    if office is None:
        return None
    sheet = next(folder.glob("*得分表.xlsx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(folder / "ods"),
        str(sheet),
    ]

    def recalculate() -> None:
        subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - our own arguments

    recalculate()
    begun = time.perf_counter()
    recalculate()
    taken = time.perf_counter() - begun
    return taken if list((folder / "ods").glob("*.ods")) else None


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def main() -> None:
    """Measure everything and write docs/benchmarks/evaluate.md."""
    evaluation = evaluate.evaluate(EXAMPLE)
    filing, standard = evaluation.filing, evaluation.standard
    judged = median_seconds(lambda: audit.audit_filing(filing, scoring.score(filing, standard), standard))
    scored = median_seconds(lambda: scoring.score(filing, standard))
    read = median_seconds(lambda: evaluate.evaluate(EXAMPLE), repeats=5)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def write_all_but_pdf() -> None:
            evaluate.write(evaluate.evaluate(EXAMPLE), folder, pdf=False)

        written = median_seconds(write_all_but_pdf, repeats=5, warm=1)
        with_pdf = median_seconds(lambda: evaluate.write(evaluation, folder), repeats=3, warm=1)
        office = _libreoffice(folder)
    helped = median_seconds(
        lambda: subprocess.run(  # noqa: S603 - our own command
            [Path(sys.executable).parent / "hengji", "--help"], check=True, capture_output=True
        )
    )
    many = json.loads(
        subprocess.run(
            [sys.executable, "-m", "benchmarks.many_filings"], check=True, capture_output=True, text=True
        ).stdout
    )
    growth = many["whole"] / many["tenth"]
    rows = [
        ("what", "measured", "bar"),
        ("---", "---", "---"),
        ("scoring and findings of the example, warm", _milliseconds(judged), "≤ 10 ms"),
        ("reading the workbook, scoring, findings, composing", _milliseconds(read), ""),
        ("the same and all files but PDF", _milliseconds(written), "≤ 1 s"),
        ("writing all files, PDF included", _milliseconds(with_pdf), ""),
        (f"{MANY // 10:,} filings of {INDICATORS} indicators scored", f"{many['tenth']:.2f} s", ""),
        (f"{MANY:,} filings of {INDICATORS} indicators scored", f"{many['whole']:.2f} s", ""),
        ("growth for ten times as many", f"{growth:.1f} ×", "linear: about 10 ×"),
        ("memory of that process at its peak", f"{many['peak_megabytes']:.0f} MB", "≤ 300 MB"),
        ("`hengji --help`", _milliseconds(helped), "≤ 400 ms"),
    ]
    if office is None:
        rows.append(("LibreOffice recalculating the score sheet", "not installed", ""))
    else:
        rows += [
            ("scoring the example, warm", _milliseconds(scored), ""),
            ("LibreOffice opening, recalculating and saving its score sheet", f"{office:.2f} s", ""),
            ("ratio", f"{office / scored:,.0f} ×", "LibreOffice's time holds its start and its files"),
        ]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    print(write_page("evaluate", "Evaluating", lines).read_text("utf-8"))


if __name__ == "__main__":
    main()
