"""
Workbook: an empty filing workbook for an edition and a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hengji import standards, workbook
from hengji.documents.writers import xlsx
from hengji.domain.problem import InputError


def new(standard_id: str, fiscal_year: int, out: Path, *, overlays: Sequence[str] = ()) -> None:
    """
    Write an empty workbook to `out`.

    Raises an `InputError` where the edition does not exist or does not apply to that year.
    """
    standard = standards.load(standard_id, overlays=tuple(overlays))
    first, last = standard.first_fiscal_year, standard.last_fiscal_year
    if (first is not None and fiscal_year < first) or (last is not None and fiscal_year > last):
        years = f"{first or ''}—{last or ''}"
        raise InputError(f"评分标准 {standard.id} 适用于 {years} 年度，不适用于 {fiscal_year} 年度。")
    out.parent.mkdir(parents=True, exist_ok=True)
    xlsx.write_book(workbook.build(standard, fiscal_year), out)
