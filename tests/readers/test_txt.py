"""Plain text: the bytes decide, and what is none of the encodings is refused, never garbled."""

# ruff: noqa: E501 - the sources of files read better unbroken
# ruff: noqa: S311 - a fixed seed makes a failure repeatable

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengji.documents import readers
from hengji.documents.readers import txt
from hengji.domain.problem import UnreadableDocument

REPORT = (
    "一、部门基本情况\r\n（一）部门职能\r\n　　2024年支出28,771,611.60元，比上年度减少910,087.19元，减少3.07%。\n"
    "二、绩效自评情况\r市妇联2024年度部门整体支出绩效自评得分100分，绩效等级为“优”。\n\n"
)
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_very_same_text(encoding: str, make_file: Callable[..., Path]) -> None:
    extract = readers.read(make_file(REPORT.encode(encoding), "report.docx"))
    assert extract.text == REPORT
    assert extract.format == "txt"


def test_lines_are_paragraphs_and_line_ends_stay(make_file: Callable[..., Path]) -> None:
    extract = readers.read(make_file(REPORT.encode()))
    lines = [extract.text[b.start : b.end] for b in extract.blocks]
    assert lines[:2] == ["一、部门基本情况", "（一）部门职能"]
    assert lines[3] == "二、绩效自评情况"
    assert [b.place.paragraph for b in extract.blocks] == [1, 2, 3, 4, 5]


def test_nul_and_blanks_are_kept(make_file: Callable[..., Path]) -> None:
    text = "得分\0 100分 \t　\r\n"
    assert readers.read(make_file(text.encode())).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("联通", "gb18030"),
        ("一些", "gb18030"),
        ("优", "gb18030"),
        ("2024年", "utf-16-le"),
        ("±3%，5×3", "utf-8"),
        ("𠮷姓职工", "gb18030"),
    ],
)
def test_short_texts_are_not_taken_for_another_encoding(text: str, encoding: str) -> None:
    assert txt.decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (REPORT, "big5hkscs"),
        (REPORT, "utf-32-le"),
        ("café très élevé, déjà vu", "latin-1"),
        ("日本語のテキストです", "shift_jis"),
        ("Привет, мир", "cp1251"),
    ],
)
def test_bytes_of_other_encodings_are_refused(text: str, encoding: str) -> None:
    with pytest.raises(UnreadableDocument, match="编码"):
        txt.decode(text.encode(encoding, "ignore"))


def test_damaged_utf8_is_named_with_the_place() -> None:
    with pytest.raises(UnreadableDocument, match=r"UTF-8.*第 25 个字节"):
        txt.decode("部门整体支出绩效".encode() + b"\xff" + "自评报告，得分".encode())


def test_damaged_utf16_with_a_mark_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="UTF-16 LE"):
        txt.decode(b"\xff\xfe" + "优".encode("utf-16-le") + b"\x00\xd8\x00")


def test_random_bytes_are_hardly_ever_taken_for_text() -> None:
    generator = random.Random(20241125)
    taken = 0
    for _ in range(500):
        try:
            txt.decode(generator.randbytes(200))
        except UnreadableDocument:
            continue
        taken += 1
    assert taken == 0


@given(
    st.text(
        st.sampled_from("部门整体支出绩效自评得分一二三四五六七八九十0123456789.,%（）。，、\r\n 　"),
        min_size=12,
    ),
    st.sampled_from(ENCODINGS),
)
def test_any_chinese_text_survives_each_encoding(text: str, encoding: str) -> None:
    if sum(c > "\x7f" for c in text) < 8:
        text += "部门整体支出绩效自评"
    assert txt.decode(text.encode(encoding))[0] == text


def test_the_real_report_reads_unchanged(shared: Path) -> None:
    path = shared / "reports" / "jiangmen-womens-federation-2024.txt"
    with path.open(encoding="utf-8", newline="") as stream:
        assert readers.read(path).text == stream.read()
