"""Hostile and broken files are refused in one sentence, quickly, and never read in part."""

from __future__ import annotations

import contextlib
import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hengji.documents.readers import container, xlsx
from hengji.domain.problem import UnreadableDocument

Parts = dict[str, Any]


def _refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        xlsx.read(path)
    message = caught.value.message
    assert message.startswith("文件无法读取：")
    assert message.endswith("。")
    assert "请" in message
    return message


def _entry(name: bytes, packed: bytes, size: int, crc: int, offset: int) -> tuple[bytes, bytes]:
    """A local header with its content, and its line in the directory."""
    fields = (20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", *fields) + name + packed
    central = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, offset) + name
    return local, central


def _archive(content: bytes, lines: list[bytes]) -> bytes:
    directory = b"".join(lines)
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(lines), len(lines), len(directory), len(content), 0
    )
    return content + directory + end


def _packed(content: bytes) -> bytes:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeezer.compress(content) + squeezer.flush()


def test_one_entry_named_twice_is_refused() -> None:
    local, line = _entry(b"a.xml", _packed(b"abc"), 3, zlib.crc32(b"abc"), 0)
    with pytest.raises(UnreadableDocument, match="同名部件"):
        container.Package(_archive(local, [line, line]))


def test_an_entry_quoted_inside_another_is_refused() -> None:
    inside, _ = _entry(b"b.xml", _packed(b"abc"), 3, zlib.crc32(b"abc"), 0)
    outside, line = _entry(b"a.xml", inside, len(inside), zlib.crc32(inside), 0)
    offset = len(outside) - len(inside)
    _, inner_line = _entry(b"b.xml", _packed(b"abc"), 3, zlib.crc32(b"abc"), offset)
    with pytest.raises(UnreadableDocument, match="互相重叠"):
        container.Package(_archive(outside, [line, inner_line]))


def test_an_entry_larger_than_it_says_is_refused_without_filling_memory() -> None:
    true = b"0" * 100_000_000
    local, line = _entry(b"a.xml", _packed(true), 100, zlib.crc32(true[:100]), 0)
    package = container.Package(_archive(local, [line]))
    del true
    tracemalloc.start()
    with pytest.raises(UnreadableDocument, match="比自己声明的要大"):
        package.read("a.xml")
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_wrong_checksum_is_refused() -> None:
    local, line = _entry(b"a.xml", _packed(b"abc"), 3, zlib.crc32(b"xyz"), 0)
    with pytest.raises(UnreadableDocument, match="校验不符"):
        container.Package(_archive(local, [line])).read("a.xml")


def test_a_name_that_differs_between_directory_and_entry_is_refused() -> None:
    local, line = _entry(b"a.xml", _packed(b"abc"), 3, zlib.crc32(b"abc"), 0)
    with pytest.raises(UnreadableDocument, match="部件名不符"):
        container.Package(_archive(local, [line.replace(b"a.xml", b"b.xml")]))


def test_a_bomb_is_refused_by_its_ratio(pack: Callable[[Parts], Path], honest: Parts) -> None:
    honest["xl/worksheets/sheet1.xml"] += "<!--" + "0" * 50_000_000 + "-->"
    assert "压缩比超过 100 倍" in _refusal(pack(honest))


def test_a_small_part_that_repeats_itself_is_honest(pack: Callable[[Parts], Path], honest: Parts) -> None:
    honest["xl/media/blank.bmp"] = b"\0" * 5_000_000
    assert xlsx.read(pack(honest)).text == "1"


def test_more_than_the_limit_unpacked_is_refused(pack: Callable[[Parts], Path], honest: Parts) -> None:
    piece = bytes(range(256)) * 4 * 1024 * 21
    honest |= {f"xl/media/{number}.bin": piece for number in range(10)}
    assert "展开后超过 200 MB" in _refusal(pack(honest))


def test_too_many_entries_are_refused(pack: Callable[[Parts], Path], honest: Parts) -> None:
    honest |= {f"xl/media/{number}.png": b"" for number in range(2_001)}
    assert "部件" in _refusal(pack(honest))


def test_a_file_over_twenty_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as stream:
        stream.truncate(container.MAX_FILE_BYTES + 1)
    assert "超过 20 MB" in _refusal(path)


@pytest.mark.parametrize("name", ["../出去.xml", "/etc/passwd", "a/../../b.xml"])
def test_names_that_leave_the_file_are_refused(
    name: str, pack: Callable[[Parts], Path], honest: Parts
) -> None:
    honest[name] = "x"
    assert "越出文件之外" in _refusal(pack(honest))


def test_a_password_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "密.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 10)
    assert "设有打开密码" in _refusal(path)
    assert "另存为新文件" in _refusal(path)


def test_an_odd_compression_is_refused(tmp_path: Path, honest: Parts) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in honest.items():
            archive.writestr(name, content)
    path = tmp_path / "奇.xlsx"
    path.write_bytes(buffer.getvalue())
    assert "压缩方法" in _refusal(path)


def test_a_file_cut_anywhere_is_refused(tmp_path: Path, pack: Callable[[Parts], Path], honest: Parts) -> None:
    content = pack(honest).read_bytes()
    path = tmp_path / "断.xlsx"
    for part in range(1, 16):
        path.write_bytes(content[: len(content) * part // 16])
        _refusal(path)


def test_any_byte_may_be_wrong_without_surprise(
    tmp_path: Path, pack: Callable[[Parts], Path], honest: Parts
) -> None:
    content = pack(honest).read_bytes()
    path = tmp_path / "错.xlsx"
    for position in range(0, len(content), 7):
        path.write_bytes(content[:position] + bytes([content[position] ^ 0x55]) + content[position + 1 :])
        with contextlib.suppress(UnreadableDocument):
            xlsx.read(path)


def test_an_empty_file_and_a_missing_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(b"")
    assert "文件是空的" in _refusal(path)
    assert "打不开文件" in _refusal(tmp_path / "没有.xlsx")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://example.invalid/x.dtd">',
    ],
)
def test_entities_are_refused(declaration: str, pack: Callable[[Parts], Path], honest: Parts) -> None:
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        assert "文档类型声明" in _refusal(pack(honest | {part: declaration + honest[part]}))


def test_depth_is_bounded(make: Callable[..., Path]) -> None:
    assert "嵌套超过 256 层" in _refusal(make("<a>" * 5000 + "</a>" * 5000))


def test_a_cell_far_below_is_named(make: Callable[..., Path]) -> None:
    sheet = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert "XFD1048576 还有内容" in _refusal(make(sheet))


def test_a_few_cells_spread_over_a_whole_sheet_are_refused(make: Callable[..., Path]) -> None:
    sheet = '<sheetData><row r="99999"><c r="XFD99999"><v>1</v></c></row></sheetData>'
    assert "区域过大" in _refusal(make(sheet))


def test_too_many_rows_and_cells_are_refused(make: Callable[..., Path]) -> None:
    rows = "".join(f'<row r="{row}"><c><v>{row}</v></c></row>' for row in range(1, 100_002))
    assert "超出前 100,000 行" in _refusal(make(f"<sheetData>{rows}</sheetData>"))
    cells = "<row>" + "".join("<c><v>1</v></c>" for _ in range(600)) + "</row>"
    assert "超过 500,000 个" in _refusal(make(f"<sheetData>{cells * 900}</sheetData>"))


@pytest.mark.parametrize(
    "cell",
    ['<c r="A0"><v>1</v></c>', '<c r="XFE1"><v>1</v></c>', '<c r="一"><v>1</v></c>', '<c r="A99999999"/>'],
)
def test_cells_that_cannot_be_are_refused(cell: str, make: Callable[..., Path]) -> None:
    assert "不存在的单元格" in _refusal(make(f'<sheetData><row r="1">{cell}</row></sheetData>'))


def test_a_cell_given_twice_is_refused(make: Callable[..., Path]) -> None:
    twice = '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'
    assert "A1 出现两次" in _refusal(make(f'<sheetData><row r="1">{twice}</row></sheetData>'))


@pytest.mark.parametrize("number", ["1e999", "NaN", "abc", "Infinity", "1e-99999"])
def test_a_number_that_is_none_is_refused(number: str, make: Callable[..., Path]) -> None:
    sheet = f'<sheetData><row r="1"><c r="B1"><v>{number}</v></c></row></sheetData>'
    assert "B1 不是有效的数字" in _refusal(make(sheet))


@pytest.mark.parametrize("index", ["7", "-1", "x"])
def test_words_that_are_not_there_are_refused(index: str, make: Callable[..., Path]) -> None:
    sheet = f'<sheetData><row r="1"><c r="A1" t="s"><v>{index}</v></c></row></sheetData>'
    assert "指向不存在的文字" in _refusal(make(sheet))


def test_a_merge_of_the_whole_sheet_costs_nothing(make: Callable[..., Path]) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    (table,) = xlsx.read(make(sheet)).tables
    assert (table.cells[0].row_span, table.cells[0].column_span) == (1, 1)


def test_overlapping_and_too_many_merges_are_refused(make: Callable[..., Path]) -> None:
    cells = '<sheetData><row r="9"><c r="I9"><v>1</v></c></row></sheetData>'
    overlapping = '<mergeCells><mergeCell ref="A1:C3"/><mergeCell ref="B2:D4"/></mergeCells>'
    assert "互相重叠的合并单元格" in _refusal(make(cells + overlapping))
    many = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 20_002))
    assert "合并单元格超过 20,000 个" in _refusal(make(f"{cells}<mergeCells>{many}</mergeCells>"))


def test_merges_that_cover_too_many_rows_are_refused(make: Callable[..., Path]) -> None:
    cells = '<sheetData><row r="90000"><c r="A90000"><v>1</v></c></row></sheetData>'
    tall = '<mergeCell ref="A1:A90000"/>' * 20
    assert "跨行过多" in _refusal(make(f"{cells}<mergeCells>{tall}</mergeCells>"))


def test_a_sheet_without_its_part_is_refused(pack: Callable[[Parts], Path], honest: Parts) -> None:
    del honest["xl/worksheets/sheet1.xml"]
    assert "缺少工作表“一”的内容" in _refusal(pack(honest))


def test_a_zip_that_is_no_workbook_is_refused(pack: Callable[[Parts], Path]) -> None:
    assert "里面没有工作簿" in _refusal(pack({"readme.txt": "x"}))
