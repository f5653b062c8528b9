"""`python -m benchmarks.planted FOLDER`: write right reports and spoiled ones to look at."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from benchmarks.planted import kinds
from benchmarks.planted.reports import report
from benchmarks.planted.writing import FORMATS, write

_SEEDS = 8


def main() -> None:
    """Eight right reports, and every kind of error that each of them can take."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    told = []
    for seed in range(_SEEDS):
        right = report(seed)
        write(right, folder / f"{seed}-right.{FORMATS[seed % len(FORMATS)]}")
        for number, (kind, plant) in enumerate(kinds.PLANTERS.items()):
            made = plant(right, random.Random(seed))  # noqa: S311 - no secret
            if made is not None:
                path = folder / f"{seed}-{number:02}-{kind}.{FORMATS[(seed + number) % len(FORMATS)]}"
                write(made.report, path)
                told.append({"file": path.name, "kind": kind, "what": made.what, "rules": made.families})
    lines = (json.dumps(one, ensure_ascii=False) for one in told)
    (folder / "planted.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
