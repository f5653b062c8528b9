"""
Forms as provinces print them, and what a filing takes from each, in every format that keeps tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
import yaml

from hengji import interpret
from hengji.documents import readers
from hengji.domain.filing import Filing
from hengji.domain.indicator import Indicator
from hengji.domain.ledger import LedgerColumn
from hengji.domain.stated import Stated

CASES = Path(__file__).parents[1] / "cases" / "forms"
FORMATS = ("txt", "docx", "html")


def form_cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.yaml")):
        for name, case in yaml.load(file.read_text("utf-8"), yaml.BaseLoader).items():
            yield pytest.param(case, id=f"{file.stem}:{name}")


def written(rows: list[str], path: Path) -> Path:
    """The rows as a file: lines with tabs as one table, others as paragraphs."""
    if path.suffix == ".txt":
        path.write_text("\n".join(rows), "utf-8")
        return path
    lines = [row for row in rows if "\t" not in row]
    table = [row.split("\t") for row in rows if "\t" in row]
    if path.suffix == ".html":
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table)
        words = "".join(f"<p>{line}</p>" for line in lines)
        path.write_text(
            f"<html><meta charset=utf-8><body>{words}<table>{cells}</table></body></html>", "utf-8"
        )
        return path
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    laid = document.add_table(rows=0, cols=max(map(len, table)))
    for row in table:
        for cell, words in zip(laid.add_row().cells, row, strict=False):
            cell.text = words
    document.save(str(path))
    return path


def told(indicator: Indicator) -> str:
    """An indicator as a case tells it."""

    def value(stated: Stated | None, words: str | None) -> str:
        return (words or "") if stated is None else f"{stated.value.normalize():f}{stated.unit}"

    placed = "inferred" if indicator.inferred else f"{indicator.dimension}.{indicator.category}"
    parts = (
        indicator.title, placed, indicator.direction,
        value(indicator.target_value, indicator.target_text),
        value(indicator.actual_value, indicator.actual_text),
        indicator.weight or "", indicator.claimed_points or "", indicator.deviation_explanation or "",
    )  # fmt: skip
    return " | ".join(map(str, parts)).rstrip()


def ledger(filing: Filing) -> dict[str, str]:
    return {
        f"{line}.{column}": f"{amount.value.normalize():f}"
        for line, row in filing.ledger.rows.items()
        for column in LedgerColumn
        if (amount := row.amount(column)) is not None
    }


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("case", list(form_cases()))
def test_a_form_gives_exactly_these_indicators_and_amounts(
    case: dict[str, object], file_format: str, tmp_path: Path
) -> None:
    rows = case["rows"]
    assert isinstance(rows, list)
    path = written(rows, tmp_path / f"form.{file_format}")

    filing = interpret.interpret(readers.read(path)).filing

    assert filing is not None
    assert case["indicators"] == [told(one) for one in filing.indicators]
    assert case["ledger"] == ledger(filing)
