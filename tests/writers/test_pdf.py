"""The PDF says the same as the blocks, on pages as GB/T 9704 draws them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import typst

from hengji.documents.writers import fonts as fonts_module
from hengji.documents.writers import pdf as pdf_module
from hengji.documents.writers.characters import writable
from hengji.documents.writers.fonts import MissingFonts, Shelf, shelf
from hengji.documents.writers.layout import FANGSONG, LAYOUTS
from hengji.documents.writers.pdf import report_bytes, write_report
from hengji.domain.block import Composition, Heading, TableBlock, TableCell, TextBlock, plain
from hengji.domain.problem import InputError

MM = 72 / 25.4
EMPTY_SHELF = Shelf(fonts=typst.Fonts(False, False), families=frozenset(), files={})

needs_chinese = pytest.mark.skipif(
    not shelf().fallbacks(), reason="no Chinese font is installed, so no PDF can be set"
)
pytestmark = needs_chinese


@pytest.fixture(autouse=True)
def _only_installed_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `fonts` folder of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)


def opened(composition: Composition, layout: str = "gb9704") -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(report_bytes(composition, layout=layout)[0])


def text_of(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_range().replace("\r\n", "\n")


def marks(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float]]:
    """Each visible character with its left edge and the lower edge of its line, in points."""
    text = page.get_textpage()
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.strip():
            left, bottom, _, _ = text.get_charbox(index, loose=True)
            yield character, left, bottom


def bare(text: str) -> str:
    return re.sub(r"\s|— \d+ —|—\d+—", "", text)


def test_all_words_are_there_in_order(
    report: Composition, words_of: Callable[[Composition], list[str]]
) -> None:
    found = bare("".join(text_of(page) for page in opened(report)))
    place = 0
    for words in words_of(report):
        wanted = bare(words)
        assert wanted in found
        if len(wanted) > 40:  # short words of tables stand where their column puts them
            place = found.index(wanted, place) + len(wanted)


def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters() -> None:
    blocks = tuple(TextBlock(runs=plain("青少年阅读推广" * 80)) for _ in range(4))
    page = opened(Composition(title="", blocks=blocks))[0]
    # Characters of one line sit a point or so apart in some faces; lines are twenty-nine points apart.
    bottoms = sorted(bottom for character, _, bottom in marks(page) if character not in "—1")
    starts = [
        0,
        *(index for index, (a, b) in enumerate(pairwise(bottoms), start=1) if b - a > 10),
        len(bottoms),
    ]
    lines = {bottoms[start]: end - start for start, end in pairwise(starts)}
    assert len(lines) == 22
    full = sorted(lines.values(), reverse=True)[:15]
    assert {28} == set(full)
    pitches = [high - low for low, high in zip(sorted(lines), sorted(lines)[1:], strict=False)]
    assert all(28 <= pitch <= 30 for pitch in pitches)


def test_odd_numbers_stand_right_and_even_numbers_left_seven_millimetres_under_the_text(
    report: Composition,
) -> None:
    for number, page in enumerate(opened(report), start=1):
        width, _ = page.get_size()
        dashes = [(x, y) for mark, x, y in marks(page) if mark == "—" and y < 30 * MM]
        if width > 700:
            dashes = [(x, y) for mark, x, y in marks(page) if mark == "—" and y < 24 * MM]
        assert len(dashes) == 2, f"page {number}"
        assert f"— {number} —" in text_of(page)
        if width < 700:
            assert all(24 * MM < y < 28 * MM for _, y in dashes)
            side = "right" if min(x for x, _ in dashes) > width / 2 else "left"
            assert side == ("right" if number % 2 else "left")


def test_a_wide_annex_turns_the_paper_and_repeats_its_head(report: Composition) -> None:
    document = opened(report)
    wide = [page for page in document if page.get_size()[0] > page.get_size()[1]]
    assert len(wide) > 1
    assert all("偏差原因及改进措施" in text_of(page) and "三级指标" in text_of(page) for page in wide)
    assert document[len(document) - 1].get_size()[0] < document[len(document) - 1].get_size()[1]
    assert document[len(document) - 1].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)


@pytest.mark.parametrize("rows", range(20, 40))
def test_a_total_is_never_alone_on_its_page(rows: int) -> None:
    body = tuple((TableCell(runs=plain(f"第{row}行")),) for row in range(rows))
    table = TableBlock(
        rows=((TableCell(runs=plain("表头"), header=True),), *body, (TableCell(runs=plain("合计")),)),
        widths=(1,),
    )
    pages = [bare(text_of(page)) for page in opened(Composition(title="", blocks=(table,)))]
    (last,) = [page for page in pages if "合计" in page]
    assert f"第{rows - 1}行" in last


@pytest.mark.parametrize("rows", range(15, 35))
def test_a_heading_inside_a_table_never_ends_a_page(rows: int) -> None:
    def body(name: str, count: int) -> list[tuple[TableCell, ...]]:
        return [(TableCell(runs=plain(f"{name}{row}")), TableCell(runs=plain("乙"))) for row in range(count)]

    heading = (TableCell(runs=plain("（二）小标题"), column_span=2),)
    table = TableBlock(rows=(*body("前", rows), heading, *body("后", 15)), widths=(1, 1), header_rows=0)
    pages = [bare(text_of(page)) for page in opened(Composition(title="", blocks=(table,)))]
    (page,) = [page for page in pages if "小标题" in page]
    assert "后0" in page


def test_rows_stay_whole_over_pages() -> None:
    long = "这一行的文字很长，须占许多行。" * 30
    body = tuple((TableCell(runs=plain(f"甲{row}{long}乙{row}。")),) for row in range(12))
    table = TableBlock(rows=((TableCell(runs=plain("表头"), header=True),), *body), widths=(1,))
    pages = [bare(text_of(page)) for page in opened(Composition(title="", blocks=(table,)))]
    assert len(pages) > 1
    for row in range(12):
        assert any(f"甲{row}这" in page and f"乙{row}。" in page for page in pages)


def test_a_row_higher_than_a_page_goes_on_over_the_next() -> None:
    words = "".join(f"第{number}句说明这一行为什么很长。" for number in range(400))
    table = TableBlock(
        rows=((TableCell(runs=plain("表头"), header=True),), (TableCell(runs=plain(words)),)), widths=(1,)
    )
    document = opened(Composition(title="", blocks=(table,)))
    assert len(document) > 2
    assert words in bare("".join(text_of(page) for page in document)).replace("表头", "")


def test_headings_are_bookmarks(report: Composition) -> None:
    titles = [(mark.level, mark.get_title()) for mark in opened(report).get_toc()]
    assert (0, "一、部门基本情况") in titles
    assert (1, "（一）部门职能") in titles
    assert (0, "绩效指标完成情况表") in titles


def test_the_file_is_tagged_archivable_and_named(report: Composition) -> None:
    content, result = report_bytes(report)
    assert result.standard == "a-2a"
    document = pypdfium2.PdfDocument(content)
    assert document.is_tagged()
    told = document.get_metadata_dict()
    assert (report.title, report.author, report.subject) == (told["Title"], told["Author"], told["Subject"])
    assert b"/Lang(zh-CN)" in content.replace(b" ", b"")


def test_equal_reports_are_equal_bytes(report: Composition) -> None:
    assert report_bytes(report)[0] == report_bytes(report)[0]
    created = datetime(2025, 3, 20, 8, 0, tzinfo=UTC)
    dated = pypdfium2.PdfDocument(report_bytes(report, created=created)[0]).get_metadata_dict()
    assert dated["CreationDate"].startswith("D:20250320")


def test_hostile_words_are_never_markup(hostile: Composition) -> None:
    content, result = report_bytes(hostile)
    document = pypdfium2.PdfDocument(content)
    found = bare("".join(text_of(page) for page in document)).replace("\ufffe", "\ufffd")
    wanted = bare(writable(hostile.title))
    visible = "".join(mark for mark in wanted if mark not in result.not_shown)
    assert found.count(visible) >= 12


def test_a_character_that_no_font_holds_is_told(report: Composition) -> None:
    rare = "\U0010fffd\ue0ff"  # private: no font of this machine can know them
    composition = replace(report, blocks=(Heading(level=1, text=f"一、{rare}"),))
    _, result = report_bytes(composition)
    assert sorted(rare) == sorted(result.not_shown)
    assert any("没有任何字体" in note for note in result.notes)


def test_substituted_faces_are_named(report: Composition) -> None:
    _, result = report_bytes(report)
    expected = [
        face.name
        for face in {style.face.name: style.face for style in LAYOUTS["gb9704"].styles.values()}.values()
        if not shelf().owns(face)
    ]
    assert expected == [substitution.wanted for substitution in result.substitutions]
    assert len(result.notes) >= len(expected)


def test_without_a_chinese_font_only_the_pdf_is_missing(
    report: Composition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_module, "shelf", lambda _folders: EMPTY_SHELF)
    with pytest.raises(MissingFonts, match="fonts-noto-cjk") as raised:
        write_report(report, tmp_path / "report.pdf")
    assert isinstance(raised.value, InputError)
    assert raised.value.code == "missing_fonts"
    assert list(tmp_path.iterdir()) == []


def test_a_font_in_the_own_folder_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(fonts_module, "_shelf", lambda folders: asked.append(folders) or EMPTY_SHELF)
    (tmp_path / "fonts").mkdir()
    (tmp_path / "licensed").mkdir()
    shelf([tmp_path / "licensed", tmp_path / "absent"])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    shelf([tmp_path / "licensed", tmp_path / "absent"])
    assert asked[-1] == (str(tmp_path / "licensed"), "fonts")


def test_a_licensed_face_needs_no_substitute() -> None:
    here = Shelf(fonts=EMPTY_SHELF.fonts, families=frozenset({"FangSong", "Noto Serif CJK SC"}), files={})
    assert here.choose(FANGSONG) == "FangSong"
    assert here.substitution(FANGSONG, "FangSong") is None


def test_a_distant_substitute_names_the_package_of_a_closer_one() -> None:
    here = Shelf(fonts=EMPTY_SHELF.fonts, families=frozenset({"Noto Serif CJK SC"}), files={})
    told = here.substitution(FANGSONG, here.choose(FANGSONG))
    assert str(told) == ("仿宋_GB2312以Noto Serif CJK SC代替（安装 texlive-lang-chinese 可得更接近的字体）")


def test_the_profile_can_be_switched_off(report: Composition) -> None:
    document = opened(report, layout="plain")
    first = text_of(document[0])
    assert "— 1 —" not in first
    assert first.rstrip().endswith("1")


def test_an_empty_composition_is_still_a_page() -> None:
    assert len(opened(Composition(title="", blocks=()))) == 1


def test_a_long_division_breaks_inside_its_cell_and_leaves_no_trace() -> None:
    division = "28,771,611.60÷29,242,314.38＝98.39%；10×98.39%＝9.84" * 3
    row = (TableCell(runs=plain("说明")), TableCell(runs=plain(division)))
    table = TableBlock(rows=(row,), widths=(5, 2), header_rows=0)
    page = opened(Composition(title="", blocks=(table,)))[0]
    assert bare(division) in bare(text_of(page))
    assert "\u200b" not in text_of(page)
    assert max(x for _, x, _ in marks(page)) < (210 - 26) * MM
