"""
Workbook: an empty filing workbook for an edition and a year.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hengji import standards, workbook
from hengji.documents.writers import xlsx
from hengji.domain.problem import InputError
from hengji.domain.standard import Standard
from hengji.pipeline.writing import told


def new(standard_id: str, fiscal_year: int, out: Path, *, overlays: Sequence[str] = ()) -> Standard:
    """
    Write an empty workbook to `out`; returns the edition it is for.

    Raises an `InputError` where the edition does not exist or does not apply to that year.
    """
    standard = standards.load(standard_id, overlays=tuple(overlays))
    if not standard.applies_in(fiscal_year):
        raise InputError(
            f"评分标准 {standard.id} 适用于{standard.years}，不适用于{fiscal_year}年度。"
            "请核对 --year，或用 hengji standards list 另选适用的版本。"
        )
    book = workbook.build(standard, fiscal_year)
    with told(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        xlsx.write_book(book, out)
    return standard
