"""Every spoiled report can be written in every format."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.planted.draft import Grid
from benchmarks.planted.kinds import PLANTERS
from benchmarks.planted.reports import report
from benchmarks.planted.writing import placed, write


@pytest.mark.parametrize("seed", range(8))
def test_spoiled_tables_keep_their_grid(seed: int, tmp_path: Path) -> None:
    """No cell reaches below the last row of its table, which Word could not write."""
    for kind in ("漏列一部分", "有目标无实际值", "金额充作产出数量", "远超目标而无原因"):
        made = PLANTERS[kind](report(seed), random.Random(seed))  # noqa: S311 - no secret
        if made is not None:
            for grid in made.report.pieces:
                if isinstance(grid, Grid):
                    assert all(row + box.rows <= len(grid.rows) for row, _, box in placed(grid))
            write(made.report, tmp_path / "spoiled.docx")
