"""
Old spreadsheets (.xls, and .et of WPS) → Extract, values only.

Number formats are not read from them: a percentage is seen as its fraction, and whoever asks
for a percentage has to be told.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import python_calamine

from hengji.documents.readers import container, number_formats, xls_records, xlsx_parts
from hengji.documents.readers.sheet_tables import MAX_AREA, TOO_MUCH, Tables
from hengji.documents.readers.xls_records import CountedSheet
from hengji.documents.readers.xlsx_cells import MAX_CELLS, SeenCell, SheetScan
from hengji.domain.extract import CellValue, Extract
from hengji.domain.problem import UnreadableDocument

NOTE = "这是旧格式的表格，没有读入数字格式：百分数以小数显示。建议另存为 xlsx。"


def read(path: Path, content: bytes | None = None) -> Extract:
    """
    The workbook at `path`, or in the bytes already loaded from there.

    Raises `UnreadableDocument` for what is damaged, encrypted or past the limits of `xlsx`.
    """
    loaded = container.load_bytes(path) if content is None else content
    tables = Tables(file=str(path))
    counted = iter(_counted(loaded) or ())
    with _refusing_damage():
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(loaded))
        for each in book.sheets_metadata:
            if each.typ == python_calamine.SheetTypeEnum.WorkSheet:
                hidden = each.visible != python_calamine.SheetVisibleEnum.Visible
                part = xlsx_parts.SheetPart(title=each.name, part="", hidden=hidden)
                found = _scan(book.get_sheet_by_name(each.name), each.name, MAX_CELLS - tables.cells)
                _refuse_less(each.name, found, next(counted, None))
                tables.add(part, found)
    return Extract(
        file=str(path),
        format="xls",
        text=tables.text,
        blocks=tuple(tables.tables),
        notes=(NOTE, *tables.notes),
    )


def _counted(content: bytes) -> list[CountedSheet] | None:
    """The sheets as their records have them; `None` where the container holds no such records."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = [name for name in (["Workbook"], ["Book"]) if ole.exists(name)]
            if not names:
                return None
            with ole.openstream(names[0]) as stream:
                held = bytes(stream.read())
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged() from error
    return xls_records.sheets(held)


def _refuse_less(title: str, found: SheetScan, counted: CountedSheet | None) -> None:
    """Refuse a reading that lacks figures which the records have."""
    if counted is None:
        return
    missing = counted.numbers - {(cell.row, cell.column) for cell in found.cells}
    if missing:
        where = xlsx_parts.address(*min(missing))
        raise container.refused(
            f"工作表“{title}”的 {where} 等 {len(missing)} 个数字读不出来",
            "请用 WPS 或 Excel 打开，核对内容完整后另存为 xlsx 再试",
        )


@contextlib.contextmanager
def _refusing_damage() -> Iterator[None]:
    """The library's ways of giving up on damaged bytes, a panic among them, as one refusal."""
    try:
        yield
    except UnreadableDocument:
        raise
    except python_calamine.PasswordError as error:
        raise container.refused("文件设有密码", "请打开后取消密码，另存为 xlsx 后再试") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged() from error
    except BaseException as error:
        # A panic of the library is no `Exception` and has no importable name.
        if type(error).__name__ == "PanicException":
            raise _damaged() from error
        raise


def _damaged() -> UnreadableDocument:
    return container.refused(
        "旧格式的表格已损坏或不完整",
        "请用 WPS 或 Excel 打开，核对内容完整后另存为 xlsx 再试；打不开就重新下载",
    )


def _scan(sheet: python_calamine.CalamineSheet, title: str, room: int) -> SheetScan:
    if sheet.total_height * sheet.total_width > MAX_AREA:
        raise container.refused(f"工作表“{title}”有内容的区域过大", TOO_MUCH)
    cells = [
        SeenCell(row=row, column=column, value=value, shown=_shown(value))
        for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1)
        for column, raw in enumerate(values, start=1)
        if (value := _value(raw)) is not None
    ]
    if len(cells) > room:
        raise container.refused(f"有内容的单元格超过 {MAX_CELLS:,} 个", TOO_MUCH)
    ranges = [
        (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
        for first, last in sheet.merged_cell_ranges or []
    ]
    return SheetScan(cells=cells, merges=ranges)


def _value(raw: str | float | bool | date | time | timedelta | datetime) -> CellValue:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float)):
        return number_formats.exact(repr(raw))
    if isinstance(raw, datetime):
        return raw.isoformat(sep=" ")
    if isinstance(raw, (date, time)):
        return raw.isoformat()
    text = str(raw)
    return text if text.strip() else None


def _shown(value: CellValue) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    # All figures are stored with a fraction there; 8606.0 is how a program writes what reads 8606.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
