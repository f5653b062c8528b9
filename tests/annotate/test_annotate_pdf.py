"""The PDF copy: highlights at the very words, the pages as they were."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
import typst
from pypdfium2 import raw

from hengji.documents import readers
from hengji.documents.readers.pdf_places import PdfPlaces
from hengji.documents.writers.annotate_pdf import annotated, write_annotated
from hengji.documents.writers.remarks import remarks
from hengji.domain.extract import Cell, Extract, Paragraph
from hengji.domain.problem import UnreadableDocument
from hengji.domain.source import Place
from tests.annotate.makers import HOSTILE, finding_at, remarks_at
from tests.readers.test_pdf import drawn

FACE = '#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), lang: "zh", size: 16pt)\n'
NOTE, HIGHLIGHT = raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_HIGHLIGHT


def make(tmp_path: Path, body: str) -> Path:
    """A PDF as a unit would export it."""
    source, path = tmp_path / "report.typ", tmp_path / "report.pdf"
    source.write_text(FACE + body, encoding="utf-8")
    typst.compile(str(source), output=str(path))
    return path


def words_of(annotation: object, key: bytes) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    held = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return held.raw.decode("utf-16-le").rstrip("\0")


def annotations(content: bytes) -> Iterator[tuple[int, int, str, str]]:
    """Page, kind, the words that lie under it, its text."""
    document = pdfium.PdfDocument(io.BytesIO(content))
    for number, page in enumerate(document):
        text = page.get_textpage()
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            covered = ""
            for at in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
                corners = raw.FS_QUADPOINTSF()
                raw.FPDFAnnot_GetAttachmentPoints(annotation, at, corners)
                # A hair inside, so that neighbours that touch do not count.
                xs = sorted((corners.x1, corners.x2, corners.x3, corners.x4))
                ys = sorted((corners.y1, corners.y2, corners.y3, corners.y4))
                covered += text.get_text_bounded(xs[0] + 1, ys[0] + 1, xs[-1] - 1, ys[-1] - 1)
            yield (
                number,
                raw.FPDFAnnot_GetSubtype(annotation),
                "".join(covered.split()),
                words_of(annotation, b"Contents"),
            )
            raw.FPDFPage_CloseAnnot(annotation)
        text.close()
        page.close()
    document.close()


def annotate(source: Path, *words: str | None) -> list[tuple[int, int, str, str]]:
    """Annotate at those words; asserts that the text stays as it was."""
    extract, found = remarks_at(source, *words)
    target = source.with_name("批注.pdf")
    write_annotated(source, extract, found, target)
    again = readers.read(target)
    assert (again.text, again.blocks) == (extract.text, extract.blocks)
    content = target.read_bytes()
    assert content.startswith(source.read_bytes()[:1000])
    return list(annotations(content))


def test_a_highlight_lies_on_the_very_words_with_the_finding_as_its_note(tmp_path: Path) -> None:
    source = make(tmp_path, "本年支出合计 123.45 万元，其中基本支出 60 万元，占 48.60%。")
    ((page, kind, covered, text),) = annotate(source, "123.45 万元")
    assert (page, kind, covered) == (0, HIGHLIGHT, "123.45万元")
    assert text.replace("\r", "\n").startswith("问题1 错误 AR12 合计不等于各部分之和\n“123.45 万元”与")


def test_every_mark_brings_the_picture_that_viewers_show(tmp_path: Path) -> None:
    """Some viewers draw no highlight of their own."""
    source = make(tmp_path, "本年支出合计 123.45 万元。")
    annotate(source, "123.45 万元", None)
    document = pdfium.PdfDocument(source.with_name("批注.pdf"))
    page = document[0]
    assert raw.FPDFPage_GetAnnotCount(page) == 2
    for index in range(2):
        mark = raw.FPDFPage_GetAnnot(page, index)
        assert raw.FPDFAnnot_HasKey(mark, b"AP")
        raw.FPDFPage_CloseAnnot(mark)
    page.close()
    document.close()


def test_words_broken_over_lines_are_highlighted_line_by_line(tmp_path: Path) -> None:
    source = make(tmp_path, "#set page(width: 200pt)\n" + "甲乙丙丁戊己庚辛壬癸" * 4)
    words = ("甲乙丙丁戊己庚辛壬癸" * 4)[5:25]
    ((_, _, covered, _),) = annotate(source, words)
    assert covered == words


def test_words_broken_over_pages_are_highlighted_on_both(tmp_path: Path) -> None:
    source = make(
        tmp_path,
        "#set page(width: 300pt, height: 200pt, footer: align(center)[第1页])\n#set par(justify: true)\n"
        + "自评报告正文一二三四五六七八九十" * 14,
    )
    extract = readers.read(source)
    assert len(extract.blocks) == 1
    words = extract.text[20:190]
    found = annotate(source, words)
    assert [page for page, *_ in found] == [0, 1]
    assert "".join(covered for _, _, covered, _ in found) == words


def test_the_same_number_in_many_cells_is_highlighted_in_the_right_one(tmp_path: Path) -> None:
    cells = ", ".join(
        f"[{words}]" for words in ("项目", "预算", "决算", "甲", "0.00", "10.00", "乙", "0.00", "0.00")
    )
    source = make(tmp_path, f"#table(columns: 3, {cells})\n合计 0.00 元。")
    extract = readers.read(source)
    document = pdfium.PdfDocument(source)
    places = PdfPlaces(document, extract)
    cell_at = {(c.row, c.column): c for c in extract.tables[0].cells}
    middles = {}
    for at, cell in cell_at.items():
        (((left, bottom, right, top), _),) = places.boxes(cell.start, cell.end)[0]
        middles[at] = (left + right) / 2, (bottom + top) / 2
    places.close()
    document.close()
    with pdfplumber.open(source) as other:
        page = other.pages[0]
        table = page.find_tables()[0]
        for (row, column), (x, y) in middles.items():
            left, top, right, bottom = table.rows[row - 1].cells[column - 1]
            assert left < x < right, (row, column)
            assert top < float(page.height) - y < bottom, (row, column)


def test_what_has_no_place_is_one_note_on_the_first_page(tmp_path: Path) -> None:
    source = make(tmp_path, "自评报告")
    found = annotate(source, None, None)
    assert [(page, kind) for page, kind, *_ in found] == [(0, NOTE)]
    assert "问题1" in found[0][3]
    assert "问题2" in found[0][3]


def test_turned_pages_are_highlighted_where_the_words_are(tmp_path: Path) -> None:
    upright = make(tmp_path, "支出合计 123.45 万元，完。")
    document = pdfium.PdfDocument(upright)
    document[0].set_rotation(90)
    turned = tmp_path / "turned.pdf"
    document.save(turned)
    document.close()
    ((_, _, covered, _),) = annotate(turned, "123")
    assert covered == "123"


@pytest.mark.parametrize("turn", [-90, 90, 180])
def test_words_that_lie_on_their_side_are_read_and_highlighted_line_by_line(
    tmp_path: Path, turn: int
) -> None:
    """A wide table or a page turned on a screen: what a person must turn the paper for."""
    lines = "本年支出合计 123.45 万元，其中基本支出 60 万元。\\ 项目支出 63.45 万元，占 51.40%。"
    source = make(tmp_path, f"#rotate({turn}deg, reflow: true)[{lines}]")
    assert readers.read(source).text == lines.replace("\\ ", "")
    (first, second) = annotate(source, "合计 123.45 万元", "51.40%")
    assert [first[2], second[2]] == ["合计123.45万元", "51.40%"]


def test_words_between_signs_drawn_later_are_highlighted(tmp_path: Path) -> None:
    """Office programs take “ and ” from another font and draw them after the words."""
    source = tmp_path / "report.pdf"
    source.write_bytes(drawn(["得分96分，等级为", "良", "。"], [("“", 168), ("”", 192)]))
    document, extract = pdfium.PdfDocument(source), readers.read(source)
    places = PdfPlaces(document, extract)
    assert extract.text == "得分96分，等级为“良”。"
    assert places.boxes(extract.text.index("良"), extract.text.index("”"))
    places.close()
    document.close()


def test_hostile_words_of_a_finding_make_a_sound_file(tmp_path: Path) -> None:
    source = make(tmp_path, "支出100元")
    extract = readers.read(source)
    placed = remarks([replace(finding_at(extract, "100"), message=HOSTILE)])
    ((_, _, covered, text),) = annotations(annotated(source.read_bytes(), extract, placed))
    assert covered == "100"
    assert "<script>alert(1)</script>&\"'" in text
    assert "𠮷" in text


def test_a_file_that_is_no_longer_a_pdf_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    source = make(tmp_path, "支出100元")
    extract, found = remarks_at(source, "100")
    source.write_bytes(b"%PDF-1.7 no more")
    with pytest.raises(UnreadableDocument):
        write_annotated(source, extract, found, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("name", ["24年普陀区财政局（测试问题版本）.pdf", "附件2：部门决算模板.pdf"])
def test_every_character_of_real_disclosures_is_found_on_its_page(shared: Path, name: str) -> None:
    source = shared / "documents" / name
    if not source.is_file():
        pytest.skip(f"{name} is not in ../shared/documents")
    extract = readers.read(source)
    document = pdfium.PdfDocument(source)
    places = PdfPlaces(document, extract)
    units = list(_found(places, extract))
    places.close()
    document.close()
    assert len(units) > 500
    # A full stop alone on the next page, or drawn apart from its line, is left without a place.
    lost = [(words, found) for words, found in units if words != found]
    assert len(lost) * 50 <= len(units)
    assert all(len(words) - len(found) == 1 for words, found in lost)


def test_marks_on_all_pages_of_a_real_disclosure_leave_its_words_as_they_are(shared: Path) -> None:
    source = shared / "documents" / "上海市普陀区人民政府万里街道办事处24年预算.pdf"
    if not source.is_file():
        pytest.skip("the disclosure is not in ../shared/documents")
    extract = readers.read(source)
    step = len(extract.text) // 60
    at_words = [finding_at(extract, None)] + [
        replace(finding_at(extract, None), place=Place(start=start, end=start + 6))
        for start in range(0, len(extract.text) - 6, step)
    ]
    content = annotated(source.read_bytes(), extract, remarks(at_words))
    document = pdfium.PdfDocument(content)
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(source)]
    assert [page.get_textpage().get_text_range() for page in document] == pages
    assert sum(raw.FPDFPage_GetAnnotCount(page) for page in document) >= 60


def _found(places: PdfPlaces, extract: Extract) -> Iterator[tuple[str, str]]:
    """The words of every paragraph and cell, and those of its characters that have a place."""
    units: list[Paragraph | Cell] = []
    for block in extract.blocks:
        units += [block] if isinstance(block, Paragraph) else block.cells
    for unit in units:
        words = extract.text[unit.start : unit.end]
        kept = "".join(
            sign
            for at, sign in enumerate(words, start=unit.start)
            if not sign.isspace() and places.boxes(at, at + 1)
        )
        yield "".join(words.split()), kept
