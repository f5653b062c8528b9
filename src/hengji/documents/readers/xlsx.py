"""
Spreadsheets (.xlsx, .xlsm) → Extract: one table a sheet, every cell with its place.

The sheet's XML is read directly and as a stream, because libraries that read values only cannot
tell a formula without a value from an empty cell, and some believe a sheet's own word about its
size.  Digits are taken as the file prints them, so 19,731,374.38 never becomes a binary
fraction.  Macros are neither run nor read; a note says that they were there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hengji.documents.readers import container, xlsx_parts
from hengji.documents.readers.sheet_tables import TOO_MUCH, Tables
from hengji.documents.readers.xlsx_cells import MAX_CELLS, MAX_ROWS, scan
from hengji.domain.extract import Extract

MAX_SHEETS: Final = 500


def read(path: Path, content: bytes | None = None) -> Extract:
    """
    The workbook at `path`, or in the bytes already loaded from there.

    Raises `UnreadableDocument` for what is damaged, encrypted, hostile or larger than the
    limits; there is no partial result.
    """
    package = container.Package(container.load_bytes(path) if content is None else content)
    return read_package(package, file=str(path))


def read_package(package: container.Package, *, file: str) -> Extract:
    """The workbook in an opened package; `file` is how places name it."""
    book = xlsx_parts.read_book(package)
    if len(book.sheets) > MAX_SHEETS:
        raise container.refused(f"有 {len(book.sheets)} 张工作表，超过 {MAX_SHEETS} 张", TOO_MUCH)
    tables = Tables(file=file)
    for sheet in book.sheets:
        found = scan(package, sheet, book, room=MAX_CELLS - tables.cells, rows=MAX_ROWS - tables.rows)
        tables.add(sheet, found)
    return Extract(
        file=file,
        format="xlsx",
        text=tables.text,
        blocks=tuple(tables.tables),
        notes=(*xlsx_parts.notes(package), *tables.notes),
        properties=xlsx_parts.properties(package),
    )
