"""What may be written at all, and which font holds it."""

from __future__ import annotations

import struct
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hengji.documents.writers.character_map import character_map
from hengji.documents.writers.characters import title_lines, writable

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@given(ANY)
def test_whatever_is_written_fits_into_xml(text: str) -> None:
    element = etree.Element("t")
    element.text = writable(text)
    back = etree.fromstring(etree.tostring(element)).text or ""
    assert writable(text) == back


@given(ANY)
def test_writing_twice_changes_nothing(text: str) -> None:
    assert writable(text) == writable(writable(text))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_what_can_be_read_is_left_alone(text: str) -> None:
    assert text == writable(text)


def test_every_code_point_can_be_written() -> None:
    every = "".join(map(chr, range(0x110000)))
    element = etree.Element("t")
    element.text = writable(every)
    assert len(element.text) > 1_110_000


def test_overrides_of_direction_cannot_turn_digits_around() -> None:
    assert writable("得分\u202e98\u202c分") == "得分98分"


@given(st.text("江门市妇女联合会2024年度部门整体支出绩效自评报告", max_size=60))
def test_parting_a_title_changes_no_word(title: str) -> None:
    assert title == title_lines(title, 18).replace("\n", "")


def font(tmp_path: Path, form: int, subtable: bytes) -> str:
    """A font file with nothing but a table of characters."""
    cmap = struct.pack(">HH", 0, 1) + struct.pack(">HHI", 3, 10 if form == 12 else 1, 12) + subtable
    directory = struct.pack(">4sHHHH", b"\0\1\0\0", 1, 16, 0, 0)
    directory += struct.pack(">4sIII", b"cmap", 0, 28, len(cmap))
    path = tmp_path / f"format{form}.ttf"
    path.write_bytes(directory + cmap)
    return str(path)


def test_characters_beyond_the_first_plane_are_read_from_format_12(tmp_path: Path) -> None:
    groups = [(0x4E00, 0x4E02, 1), (0x20BB7, 0x20BB7, 9)]
    subtable = struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups))
    subtable += b"".join(struct.pack(">III", *group) for group in groups)
    found = character_map(font(tmp_path, 12, subtable), 0)
    assert [mark in found for mark in "一丂丄𠮷a"] == [True, True, False, True, False]
    assert "一丁" not in found


def test_a_glyph_of_zero_means_not_there_in_format_4(tmp_path: Path) -> None:
    # 一..丂 by their own glyphs, of which the middle one is missing; 0xFFFF closes the table.
    subtable = struct.pack(">HHHHHHH", 4, 38, 0, 4, 0, 0, 0)
    subtable += struct.pack(">HH", 0x4E02, 0xFFFF) + struct.pack(">H", 0)
    subtable += struct.pack(">HH", 0x4E00, 0xFFFF) + struct.pack(">HH", 0, 1)
    subtable += struct.pack(">HH", 4, 0) + struct.pack(">HHH", 5, 0, 6)
    found = character_map(font(tmp_path, 4, subtable), 0)
    assert [mark in found for mark in "一丁丂七"] == [True, False, True, False]


def test_a_file_that_is_no_font_holds_no_character(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    for content in (
        b"",
        b"\0\1",
        b"ttcf" + b"\xff" * 40,
        b"\0\1\0\0\0\1" + b"\0" * 6 + b"cmap" + b"\xff" * 12,
    ):
        broken.write_bytes(content)
        character_map.cache_clear()
        assert "一" not in character_map(str(broken), 0)
    assert "一" not in character_map(str(tmp_path / "absent.ttf"), 0)
