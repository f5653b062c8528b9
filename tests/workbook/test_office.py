"""A workbook that went through LibreOffice is read as before, and computes what we compute."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hengji import standards, workbook
from hengji.documents.readers import xls, xlsx
from hengji.domain.extract import Extract
from hengji.domain.filing import Filing
from hengji.domain.ledger import LedgerLine, LedgerRow
from hengji.domain.problem import InvalidWorkbook
from hengji.domain.stated import YUAN, Stated

_SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(_SOFFICE is None, reason="LibreOffice is not installed"),
]


def _resaved(path: Path, kind: str, tmp_path: Path) -> Path:
    out = tmp_path / kind
    profile = tmp_path / "profile"
    command = [
        str(_SOFFICE),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 - our own arguments
    return out / f"{path.stem}.{kind}"


def test_a_file_saved_by_libreoffice_is_the_same_filing(
    filing: Filing, write: Callable[..., Path], tmp_path: Path, without_places: Callable[[Any], Any]
) -> None:
    saved = _resaved(write(filing), "xlsx", tmp_path)
    returned = workbook.read(xlsx.read(saved), standards.load)
    assert without_places(filing) == without_places(returned)


def test_an_old_xls_asks_only_for_percent_signs(
    filing: Filing, write: Callable[..., Path], tmp_path: Path
) -> None:
    saved = _resaved(write(filing), "xls", tmp_path)
    with pytest.raises(InvalidWorkbook) as caught:
        workbook.read(xls.read(saved), standards.load)
    assert all("应写明百分号" in problem.expected for problem in caught.value.problems)
    assert len(caught.value.problems) == 3


def test_libreoffice_computes_the_values_that_stand_in_the_file(
    filing: Filing, write: Callable[..., Path], tmp_path: Path
) -> None:
    total = replace(filing.ledger.total, initial_budget_amount=Stated(value=Decimal(30000000), unit=YUAN))
    rows = {**filing.ledger.rows, LedgerLine.TOTAL: total, LedgerLine.OPERATING: LedgerRow()}
    path = write(replace(filing, ledger=replace(filing.ledger, rows=rows)))
    ours = _numbers(xlsx.read(path))
    book = openpyxl.load_workbook(path)
    book.save(path)  # openpyxl drops every stored value, so the office must compute them anew
    theirs = _numbers(xlsx.read(_resaved(path, "xlsx", tmp_path)))
    assert ours.keys() == theirs.keys()
    assert len(ours) > 20
    assert {"相差 757,685.62", "相差 -429,640.00"} <= {str(value) for value in ours.values()}
    for place, value in ours.items():
        assert theirs[place] == value or abs(Decimal(theirs[place]) - Decimal(value)) < Decimal("1e-9"), place


def _numbers(extract: Extract) -> dict[str, Any]:
    return {
        str(cell.place): cell.value
        for table in extract.tables
        if table.title in {"预算与决算", "项目支出", "绩效目标与指标"}
        for cell in table.cells
        if isinstance(cell.value, Decimal) or str(cell.value)[:2] in {"相符", "相差"}
    }
