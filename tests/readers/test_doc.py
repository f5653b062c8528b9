"""Word 97–2003 files, made by LibreOffice and held against the .docx they were made from."""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hengji.documents import readers
from hengji.documents.readers import doc_pieces, office
from hengji.domain.extract import Extract, Paragraph
from hengji.domain.problem import UnreadableDocument

Make = Callable[..., Path]

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(office.found() is None, reason="LibreOffice is not installed"),
]


def p(words: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


def item(words: str, ilvl: int) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="1"/></w:numPr>')


def level(index: int, number_format: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
TABLE = (
    "<w:tbl><w:tblPr><w:tblW w:w='6000' w:type='dxa'/></w:tblPr><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/>"
    "<w:gridCol w:w='2000'/></w:tblGrid>"
    f"<w:tr><w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/><w:vMerge w:val='restart'/></w:tcPr>{p('项目')}</w:tc>"
    f"<w:tc><w:tcPr><w:tcW w:w='4000' w:type='dxa'/><w:gridSpan w:val='2'/></w:tcPr>{p('金额')}</w:tc></w:tr>"
    f"<w:tr><w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/><w:vMerge/></w:tcPr><w:p/></w:tc>"
    f"<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr>{p('预算')}</w:tc>"
    f"<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
)


@pytest.fixture
def both(make_docx: Make, tmp_path: Path) -> Callable[..., tuple[Extract, Extract]]:
    """The .docx of that body and the .doc that LibreOffice makes of it, both read by us."""

    def read(body: str, **parts: str) -> tuple[Extract, Extract]:
        source = make_docx(body, **parts)
        return readers.read(source), readers.read(office.convert(source, "doc", tmp_path / "old"))

    return read


@pytest.fixture(scope="module")
def plain_doc(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A .doc that says 部门整体支出."""
    folder = tmp_path_factory.mktemp("plain")
    source = folder / "plain.txt"
    source.write_text("部门整体支出", encoding="utf-8-sig")
    return office.convert(source, "doc", folder / "old").read_bytes()


@pytest.fixture
def old(plain_doc: bytes, tmp_path: Path) -> Path:
    """The same as a file of its own."""
    path = tmp_path / "report.doc"
    path.write_bytes(plain_doc)
    return path


def test_numbers_of_lists_are_computed_alike(both: Callable[..., tuple[Extract, Extract]]) -> None:
    body = "".join(item("项目支出", at) for at in (0, 1, 1, 2, 2, 3, 3, 0, 1, 2)) + p("末段")
    new, old = both(body, numbering=NUMBERING)
    assert old.text == new.text
    assert [b.numbering for b in old.blocks if isinstance(b, Paragraph)] == [
        "一、", "（一）", "（二）", "1.", "2.", "（1）", "（2）", "二、", "（一）", "1.", "",
    ]  # fmt: skip


def test_tables_have_the_same_cells(both: Callable[..., tuple[Extract, Extract]]) -> None:
    new, old = both(p("前") + TABLE + p("后"))
    assert old.text == new.text
    assert [(c.value, c.row, c.column, c.row_span, c.column_span) for c in old.tables[0].cells] == [
        (c.value, c.row, c.column, c.row_span, c.column_span) for c in new.tables[0].cells
    ]


def test_tables_within_cells_and_very_wide_tables(both: Callable[..., tuple[Extract, Extract]]) -> None:
    def table(rows: list[list[str]], width: int) -> str:
        size = f"<w:tcPr><w:tcW w:w='{width}' w:type='dxa'/></w:tcPr>"
        lines = ("".join(f"<w:tc>{size}{cell}</w:tc>" for cell in row) for row in rows)
        grid = f"<w:gridCol w:w='{width}'/>" * len(rows[0])
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"

    inner = table([[p("甲"), p("乙")], [p("丙"), p("丁")]], 1000)
    outer = table([[p("外"), f"{inner}<w:p/>"], [p("左"), p("右")]], 3000)
    wide = table([[p(f"{row}.{column}") for column in range(60)] for row in range(3)], 300)
    new, old = both(outer + p("中") + wide + p("后"))
    assert old.text == new.text
    assert [(t.rows, t.columns) for t in old.tables] == [(2, 2), (3, 60)]


def test_fields_hidden_and_deleted_words_and_levels_are_read_alike(
    both: Callable[..., tuple[Extract, Extract]],
) -> None:
    field = (
        '<w:p><w:r><w:t>见</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2025年</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    change = 'w:author="甲" w:date="2025-01-01T00:00:00Z"'
    tracked = (
        f'<w:p><w:r><w:t>得分</w:t></w:r><w:del w:id="1" {change}><w:r><w:delText>98</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {change}><w:r><w:t>100</w:t></w:r></w:ins><w:r><w:t>分</w:t></w:r></w:p>'
    )
    hidden = "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
    heading = p("标题", '<w:pStyle w:val="1"/>')
    level = '<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="1">{level}</w:style>'
    _, old = both(field + tracked + hidden + p("甲𠮷乙") + heading, styles=styles)
    assert old.text.split("\n")[1:] == ["得分100分", "看得见", "甲𠮷乙", "标题"]
    assert [b.level for b in old.blocks if isinstance(b, Paragraph)] == [None, None, None, None, 1]
    assert any("修订" in note for note in old.notes)
    assert any("隐藏" in note for note in old.notes)


def test_wps_is_the_same_format(old: Path, tmp_path: Path) -> None:
    extract = readers.read(old.rename(tmp_path / "report.wps"))
    assert (extract.format, extract.text) == ("wps", "部门整体支出")


def test_files_of_before_1997_are_read_by_libreoffice(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_pieces, "_OLDEST", 0xFFFF)
    extract = readers.read(old)
    assert (extract.format, extract.text) == ("doc", "部门整体支出")
    assert any("LibreOffice" in note for note in extract.notes)
    monkeypatch.setattr(office, "found", lambda: None)
    with pytest.raises(UnreadableDocument, match="安装 LibreOffice"):
        readers.read(old)


def test_a_damaged_file_is_refused_and_not_given_to_libreoffice(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc_pieces.WordFile, "_pieces", lambda _: iter(()))
    with pytest.raises(UnreadableDocument, match="内部结构已损坏。请用 WPS 或 Word 打开，核对内容完整"):
        readers.read(old)


def test_an_encrypted_file_says_so(old: Path) -> None:
    content = bytearray(old.read_bytes())
    at = content.find(b"\xec\xa5")
    content[at + 0x0B] |= 0x01
    old.write_bytes(content)
    with pytest.raises(UnreadableDocument, match="密码"):
        readers.read(old)
