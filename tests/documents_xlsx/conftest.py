"""Spreadsheets made by hand, part by part, honest and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def parts_of(sheet: str, *, styles: str = "", workbook: str = "", strings: str = "") -> dict[str, str]:
    """The parts of a one-sheet workbook whose sheet holds that XML."""
    kind = _RELATIONS
    return {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{kind}">{workbook}'
        '<sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="r1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{kind}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{kind}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{sheet}</worksheet>',
    }


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """A workbook on disk whose one sheet holds that XML."""

    def make_file(sheet: str, **more: str) -> Path:
        path = tmp_path / "表.xlsx"
        path.write_bytes(zipped(dict(parts_of(sheet, **more))))
        return path

    return make_file


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Path]:
    """A zip on disk with those parts."""

    def pack_file(parts: dict[str, str | bytes]) -> Path:
        path = tmp_path / "包.xlsx"
        path.write_bytes(zipped(parts))
        return path

    return pack_file


@pytest.fixture
def honest() -> dict[str, str | bytes]:
    """The parts of an honest workbook."""
    return dict(parts_of('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'))
