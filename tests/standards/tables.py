"""Scoring tables written as YAML, turned into real .xlsx files and read by the reader of documents."""

from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from hengji.documents import readers
from hengji.domain.extract import Extract

CASES = Path(__file__).parent.parent / "cases" / "standards"


def case(name: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / "tables" / f"{name}.yaml").read_text("utf-8"))


def write(path: Path, table: dict[str, Any], *, others: tuple[str, ...] = ()) -> Path:
    """Write the rows, then the merges over them, as a person would in Excel."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name in others:
            book.add_worksheet(name)
        sheet = book.add_worksheet(table["sheet"])
        for row, values in enumerate(table["rows"]):
            for column, value in enumerate(values):
                if value is not None:
                    sheet.write(row, column, value)
        for merge in table.get("merges", ()):
            first_row, first_column, _, _ = _corners(merge)
            values = table["rows"][first_row]
            value = values[first_column] if first_column < len(values) else None
            sheet.merge_range(*_corners(merge), "" if value is None else value)
    return path


def _corners(merge: str) -> tuple[int, int, int, int]:
    first, last = merge.split(":")
    return (int(first[1:]) - 1, ord(first[0]) - 65, int(last[1:]) - 1, ord(last[0]) - 65)


def extract(path: Path, table: dict[str, Any], *, others: tuple[str, ...] = ()) -> Extract:
    return readers.read(write(path, table, others=others))
