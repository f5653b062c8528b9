"""
The families of hostile files, each read within the child's limits: a true result or a clear refusal.

Every file is generated here.  Where a family can be read at all, its words are asserted, so that
nothing is cut short; a listening port shows that nothing is ever fetched.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import io
import random
import socket
import struct
import threading
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import olefile
import pytest

from benchmarks.hostile.making import FONT, pdf, stream
from hengji.documents import readers
from hengji.documents.readers import container, office, sniffing, weighing, xlsx_parts
from hengji.domain.extract import Extract
from hengji.domain.problem import UnreadableDocument
from tests.readers.raw_pdf import PAGES, WORDS

Parts = Callable[..., dict[str, bytes]]
Zip = Callable[[dict[str, bytes]], bytes]
MakeFile = Callable[..., Path]

SAID = "自评得分100分"
PARAGRAPH = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def outcome(path: Path) -> Extract | str:
    """The extract, or the sentence of the refusal; the child's limits are hard, its own failure is an error."""
    try:
        return readers.read_in_child(path)
    except UnreadableDocument as refusal:
        sentence = refusal.message
    assert sentence.endswith("。")
    assert "请" in sentence, "a refusal says what to do"
    return sentence


def said(path: Path) -> str:
    """The words of a file that must be read."""
    found = outcome(path)
    assert isinstance(found, Extract), found
    return found.text


def refused(path: Path) -> str:
    """The refusal of a file that must not be read."""
    found = outcome(path)
    assert isinstance(found, str), f"read as {found.text[:80]!r}"
    return found


# --- packages -------------------------------------------------------------------------------------


def entry(name: str, content: bytes, **fields: int) -> tuple[zipfile.ZipInfo, bytes]:
    one = zipfile.ZipInfo(name)
    for key, value in fields.items():
        setattr(one, key, value)
    return one, content


def archive(*entries: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for one, content in entries:
            made.writestr(one, content)
    return buffer.getvalue()


def with_method(content: bytes, method: int) -> bytes:
    """A package that says its first entry is packed by that method (9 deflate64, 93 zstd)."""
    changed = bytearray(content)
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", changed, content.index(mark) + at, method)
    return bytes(changed)


def test_odd_packages_are_refused_or_read_whole(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    parts = docx_package(PARAGRAPH)
    good = zip_of(parts)
    for method in (9, 93, 99):
        assert "压缩方法" in refused(make_file(with_method(good, method)))
    link = entry("word/link.xml", b"/etc/passwd", external_attr=0o120777 << 16)
    listed = [entry(name, content) for name, content in parts.items()]
    assert said(make_file(archive(*listed, link))) == SAID, (
        "a link is an entry like any other, never followed"
    )
    assert "越出" in refused(make_file(archive(*listed, entry("..\\evil.xml", b"x"))))
    for name in ("C:\\evil.xml", "word/中文.xml", "word/" + "长" * 200 + ".xml"):
        assert said(make_file(archive(*listed, entry(name, b"x")))) == SAID, "never unpacked to a disk"
    without = {name: content for name, content in parts.items() if "Types" not in name}
    assert said(make_file(zip_of(without))) == SAID
    assert said(make_file(zip_of({**parts, "[Content_Types].xml": b"lie"}))) == SAID
    assert (
        said(make_file(archive(*[entry(name.replace("/", "\\"), one) for name, one in parts.items()])))
        == SAID
    )


def test_packages_within_packages_are_named_and_not_opened(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    content = zip_of(docx_package(PARAGRAPH))
    for depth in range(5):
        content = zip_of({f"第{depth}层.docx": content})
    assert "1 个文件（第4层.docx）" in refused(make_file(content, "report.docx"))


def test_names_in_gbk_are_told_as_they_were_typed(make_file: MakeFile) -> None:
    typed = "自评报告.docx".encode("gb18030")
    content = archive(entry("x" * len(typed), b"x")).replace(b"x" * len(typed), typed)
    assert "自评报告.docx" in refused(make_file(content, "reports.zip"))


def test_what_stands_before_a_package_is_no_package(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    good = zip_of(docx_package(PARAGRAPH))
    assert "PDF" in refused(make_file(b"%PDF-1.7\n" + good, "report.docx"))
    assert "docx" in refused(make_file(b"\x7f\x01\x02" + good, "report.docx"))


def test_a_directory_of_sixty_six_thousand_entries_is_refused_at_once(make_file: MakeFile) -> None:
    content = archive(*(entry(f"word/{number}", b"") for number in range(66_000)))
    assert str(container.MAX_ENTRIES) in refused(make_file(content))


def test_sizes_beyond_all_measure_are_refused(docx_package: Parts, zip_of: Zip, make_file: MakeFile) -> None:
    good = bytearray(zip_of(docx_package(PARAGRAPH)))
    for mark, at in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        struct.pack_into("<II", good, bytes(good).index(mark) + at, 0xFFFFFFFF, 0xFFFFFFFF)
    assert refused(make_file(bytes(good)))


# --- XML ------------------------------------------------------------------------------------------

DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"{}><w:body>{}</w:body></w:document>'


def test_xml_that_floods_is_refused_or_read_whole(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    def made(content: str, encoding: str = "utf-8") -> Path:
        return make_file(zip_of({**docx_package(""), "word/document.xml": content.encode(encoding)}))

    spaces = "".join(f' xmlns:n{number}="urn:{number}"' for number in range(20_000))
    names = "".join(f' a{number}="1"' for number in range(200_000))
    for path in (made(DOCUMENT.format(spaces, PARAGRAPH)), made(DOCUMENT.format(names, PARAGRAPH))):
        found = outcome(path)
        assert isinstance(found, str) or found.text == SAID
    seven = '<?xml version="1.0" encoding="UTF-7"?>' + DOCUMENT.format("", PARAGRAPH)
    assert "XML" in refused(made(seven))
    lying = '<?xml version="1.0" encoding="UTF-16"?>' + DOCUMENT.format("", PARAGRAPH)
    assert "XML" in refused(made(lying)), "an encoding that is not so is damage, no guess"


# --- Word -----------------------------------------------------------------------------------------


def test_active_parts_of_a_word_file_are_told_and_not_read(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    parts = docx_package(PARAGRAPH)
    found = outcome(
        make_file(zip_of({**parts, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100}), "report.docx")
    )
    assert isinstance(found, Extract)
    assert found.text == SAID
    assert any("宏" in note for note in found.notes)
    instruction = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    field = (
        f'<w:p>{instruction.format("begin")}<w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r>'
        f"{instruction.format('separate')}<w:r><w:t>{SAID}</w:t></w:r>{instruction.format('end')}</w:p>"
    )
    assert said(make_file(zip_of(docx_package(field)))) == SAID
    custom = {**parts, "customXml/item1.xml": ("<x>" + "内情" * 1000 + "</x>").encode()}
    assert said(make_file(zip_of(custom))) == SAID
    marked = f'<w:p><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:r><w:t>{SAID}</w:t></w:r></w:p>'
    assert said(make_file(zip_of(docx_package(marked)))) == SAID


def test_a_million_paragraphs_and_tables_in_tables_are_bounded(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    found = outcome(make_file(zip_of(docx_package("<w:p><w:r><w:t>分</w:t></w:r></w:p>" * 1_000_000))))
    assert isinstance(found, str) or found.text.count("分") == 1_000_000
    nested = "<w:tbl><w:tr><w:tc>" * 60 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 60
    assert said(make_file(zip_of(docx_package(nested)))) == SAID
    rows = "<w:tbl>" + f"<w:tr><w:tc>{PARAGRAPH}</w:tc><w:tc>{PARAGRAPH}</w:tc></w:tr>" * 10_000 + "</w:tbl>"
    assert said(make_file(zip_of(docx_package(rows)))).count(SAID) == 20_000


def test_an_old_container_whose_sectors_run_in_circles_is_refused(make_file: MakeFile) -> None:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0)
    struct.pack_into("<II", header, 68, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", 0xFFFFFFFD, 1, *([0xFFFFFFFF] * 126))
    circle = bytes(header) + table + bytes(512)
    assert refused(make_file(circle, "report.doc"))


def test_folders_of_an_old_file_that_hold_themselves_are_refused(
    make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(olefile, "OleFileIO", endless)
    monkeypatch.setattr(office, "found", lambda: None)
    with pytest.raises(UnreadableDocument, match="损坏"):
        readers.read(make_file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "report.doc"))


def test_old_spreadsheets_are_read_in_a_child(make_file: MakeFile, monkeypatch: pytest.MonkeyPatch) -> None:
    container_of = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    sheets, both = "Workbook".encode("utf-16-le"), "WordDocument Workbook".encode("utf-16-le")
    monkeypatch.setattr(readers, "read_in_child", lambda path: path.name)
    assert readers.read(make_file(container_of + sheets, "old.xls")) == "old.xls"
    assert weighing.weigh(container_of + both) < weighing.IN_PROCESS_BYTES, (
        "a report with a sheet in it is a report"
    )


# --- workbooks ------------------------------------------------------------------------------------

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def book(sheet: str, *, name: str = "xl/worksheets/sheet1.xml", **parts: str) -> dict[str, bytes]:
    written = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": RELATIONS.format(
            f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">{parts.pop("before", "")}<sheets><sheet name="表" sheetId="1" r:id="s"/></sheets>{parts.pop("after", "")}</workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>{parts.pop("related", "")}'
        ),
        name: f"<worksheet {MAIN}>{sheet}</worksheet>",
        **{one.replace("__", "/") + ".xml": content for one, content in parts.items()},
    }
    return {one: content.encode() for one, content in written.items()}


def cells(*rows: str) -> str:
    return (
        "<sheetData>" + "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, 1)) + "</sheetData>"
    )


def text(address: str, words: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def test_a_false_dimension_changes_nothing(zip_of: Zip, make_file: MakeFile) -> None:
    rows = cells(*(text(f"A{n}", f"第{n}行") for n in range(1, 2001)))
    whole = "\n".join(f"第{n}行" for n in range(1, 2001))
    for stated in ("A1", "A1:XFD1048576", "不是区域"):
        assert said(make_file(zip_of(book(f'<dimension ref="{stated}"/>{rows}')))) == whole


def test_what_a_workbook_refers_to_is_never_fetched_or_computed(zip_of: Zip, make_file: MakeFile) -> None:
    formula = f'<c r="A1" t="str"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>{SAID}</v></c><c r="B1"><f>1+1</f><v>3</v></c>'
    sheet = cells(formula)
    parts = book(sheet, xl__externalLinks__externalLink1="<externalLink/>")
    found = outcome(make_file(zip_of(parts)))
    assert isinstance(found, Extract)
    assert found.text == f"{SAID}\t3", "a value that its formula would not give is read as it stands"
    assert any("引用" in note for note in found.notes)


def test_floods_of_a_workbook_are_bounded(zip_of: Zip, make_file: MakeFile) -> None:
    names = "<definedNames>" + '<definedName name="n">表!$A$1</definedName>' * 100_000 + "</definedNames>"
    styles = f"<styleSheet {MAIN}><cellXfs>" + "<xf/>" * 65_000 + "</cellXfs></styleSheet>"
    related = f'<Relationship Id="t" Type="{OFFICE}/styles" Target="styles.xml"/>'
    one = cells(text("A1", SAID))
    assert said(make_file(zip_of(book(one, after=names)))) == SAID
    assert said(make_file(zip_of(book(one, related=related, xl__styles=styles)))) == SAID
    pictures = {
        **book(one),
        "xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + struct.pack(">II", 60_000, 60_000) * 10,
    }
    assert said(make_file(zip_of(pictures))) == SAID
    wide = cells("".join(text(f"{column}1", "值") for column in ("A", "XFD")))
    assert isinstance(outcome(make_file(zip_of(book(wide)))), str | Extract)


def test_too_many_shared_words_are_refused(
    zip_of: Zip, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_parts, "MAX_STRINGS", 50_000)
    listed = "".join(f"<si><t>{number * 7919 % 1_000_003}</t></si>" for number in range(60_000))
    related = f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = book(cells(text("A1", SAID)), related=related, xl__sharedStrings=f"<sst {MAIN}>{listed}</sst>")
    path = make_file(zip_of(parts))
    with pytest.raises(UnreadableDocument, match="文字超过"):
        sniffing.read_as_found(path, path.read_bytes())
    monkeypatch.setattr(xlsx_parts, "MAX_STRINGS", 10**9)
    assert sniffing.read_as_found(path, path.read_bytes()).text == SAID, (
        "without the limit they are all taken"
    )


def test_numbers_typed_as_words_stay_as_they_were_typed(zip_of: Zip, make_file: MakeFile) -> None:
    typed = "１，２３４．５０"
    words = said(make_file(zip_of(book(cells(text("A1", typed) + text("B1", "1\u00a0234"))))))
    assert words.split("\t")[0] == typed
    assert words.split("\t")[1].replace("\u00a0", " ") == "1 234"


def test_other_things_named_xls_say_what_they_are(zip_of: Zip, make_file: MakeFile) -> None:
    table = "<html><meta charset='utf-8'><table><tr><td>项目</td><td>金额（万元）</td></tr><tr><td>基本支出</td><td>60.00</td></tr></table></html>"
    found = outcome(make_file(table.encode(), "form.xls"))
    assert isinstance(found, Extract)
    assert found.text == "项目\t金额（万元）\n基本支出\t60.00"
    assert found.notes == ("文件名以 .xls 结尾，内容却是网页，已按内容读取",)
    old = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'
    assert "Excel 2003" in refused(make_file(old, "form.xls"))
    binary = {
        "_rels/.rels": RELATIONS.format(
            f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
        ).encode(),
        "xl/workbook.bin": b"\0",
    }
    assert "xlsb" in refused(make_file(zip_of(binary), "form.xlsx"))


# --- PDF ------------------------------------------------------------------------------------------


SHOWN = stream(WORDS)


def page(extra: bytes = b"") -> bytes:
    return (
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>> >> %s>>"
        % extra
    )


def catalogue(extra: bytes = b"") -> bytes:
    return b"<</Type /Catalog /Pages 2 0 R %s>>" % extra


def test_active_parts_of_a_pdf_do_nothing(make_file: MakeFile) -> None:
    actions = (
        b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>",
        b"/OpenAction <</S /Launch /F (/bin/sh)>>",
        b"/OpenAction <</S /URI /URI (http://127.0.0.1:9/)>>",
        b"/AA <</WC <</S /JavaScript /JS (x)>> >>",
        b"/Names <</EmbeddedFiles <</Names [(a.exe) <</Type /Filespec /F (a.exe) /EF <</F 6 0 R>> >>]>> >>",
        b"/AcroForm <</XFA 6 0 R>>",
        b"/Metadata 6 0 R",
    )
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    for action in actions:
        made = pdf([catalogue(action), PAGES, page(), SHOWN, FONT, stream(entities)])
        assert said(make_file(made, "report.pdf")) == "Score 100", action


def test_properties_of_a_pdf_that_are_no_text_are_left_out(make_file: MakeFile) -> None:
    broken = b"<</Title <FEFFD800> /Author <FEFF0041>>>"
    made = pdf([catalogue(), PAGES, page(), SHOWN, FONT, broken], b"/Info 6 0 R")
    found = readers.read(make_file(made, "report.pdf"))
    assert found.text == "Score 100"
    assert found.properties == {"author": "A"}


def test_pdfs_that_lie_about_their_size_end(make_file: MakeFile) -> None:
    honest = pdf([catalogue(), PAGES, page(), SHOWN, FONT])
    for size in (b"4294967295", b"2147483647", b"-1", b"1"):
        found = outcome(make_file(honest.replace(b"/Size 6", b"/Size " + size), "report.pdf"))
        assert isinstance(found, str) or found.text == "Score 100", size
    counted = pdf([catalogue(), b"<</Type /Pages /Kids [3 0 R] /Count 100000>>", page(), SHOWN, FONT])
    found = outcome(make_file(counted, "report.pdf"))
    assert isinstance(found, str) or found.text == "Score 100"
    many = pdf(
        [
            catalogue(),
            b"<</Type /Pages /Kids [%s] /Count 100000>>" % (b"3 0 R " * 100_000),
            page(),
            SHOWN,
            FONT,
        ]
    )
    assert "页" in refused(make_file(many, "report.pdf"))


def test_other_bombs_of_a_pdf_are_bounded(make_file: MakeFile) -> None:
    def made(content: bytes, filters: bytes) -> Path:
        return make_file(pdf([catalogue(), PAGES, page(), stream(content, filters), FONT]), "report.pdf")

    run = bytes([129, 32]) * 3_000_000 + b"\x80"
    assert isinstance(outcome(made(run, b"/Filter /RunLengthDecode")), str | Extract)
    lzw = b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 300_000
    assert isinstance(outcome(made(lzw, b"/Filter /LZWDecode")), str | Extract)
    picture = stream(
        b"\0" * 100,
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /JPXDecode",
    )
    resources = page().replace(b"/Resources <<", b"/Resources <</XObject <</I 6 0 R>> ")
    drawn = stream(b"BT /F 12 Tf 72 700 Td (Score 100) Tj ET q 595 0 0 842 0 0 cm /I Do Q")
    assert (
        said(make_file(pdf([catalogue(), PAGES, resources, drawn, FONT, picture]), "report.pdf"))
        == "Score 100"
    )
    objects = zlib.compress(b"7 0 " + b" " * 30_000_000)
    held = stream(objects, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    assert isinstance(
        outcome(make_file(pdf([catalogue(), PAGES, page(), SHOWN, FONT, held]), "report.pdf")), str | Extract
    )
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</I 6 0 R>> >>"
    looped = stream(b"/I Do " * 50, form)
    assert isinstance(
        outcome(make_file(pdf([catalogue(), PAGES, resources, drawn, FONT, looped]), "report.pdf")),
        str | Extract,
    )


# --- pages and text -------------------------------------------------------------------------------


def test_what_a_page_would_run_or_fetch_is_no_text(make_file: MakeFile) -> None:
    hostile = (
        "<script>alert('x')</script><style>p{}</style><svg><script>x()</script><text>图</text></svg>"
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>"
        "<noscript><img src='http://127.0.0.1:9/'></noscript><template><p>模板</p></template>"
        "<iframe src='http://127.0.0.1:9/'></iframe><object data='x'></object>"
    )
    made = f"<html><head><meta charset='utf-8'><base href='http://127.0.0.1:9/'><meta http-equiv='refresh' content='0;url=http://127.0.0.1:9/'></head><body>{hostile}<p>{SAID}。</p></body></html>"
    words = said(make_file(made.encode(), "report.html"))
    assert f"{SAID}。" in words
    for forbidden in ("alert", "onerror", "127.0.0.1", "x()", "p{}"):
        assert forbidden not in words


def test_the_encoding_that_a_page_claims_is_not_believed_blindly(make_file: MakeFile) -> None:
    body = "<html><head><meta charset='{}'></head><body><p>部门整体支出绩效自评报告，得分100分。</p></body></html>"
    for claimed, written in (
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("utf-7", "utf-8"),
        ("", "utf-16-le"),
    ):
        found = outcome(make_file(body.format(claimed).encode(written), "report.html"))
        assert isinstance(found, str) or found.text == "部门整体支出绩效自评报告，得分100分。", claimed


def test_texts_that_are_hard_to_decode_are_kept_to_the_letter(make_file: MakeFile) -> None:
    rare = "青川市\U00020164局\u3400，自评得分100分。\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
        assert said(make_file((rare * 20).encode(encoding), "report.txt")) == rare * 20, encoding
    hidden = "得分\u202e分001\u202c\u200b100分\0。"
    assert said(make_file(hidden.encode(), "report.txt")) == hidden
    line = "绩" * 6_000_000
    assert said(make_file(line.encode(), "report.txt")) == line, "one line of eighteen megabytes"
    assert "20 MB" in refused(make_file(b"a" * 200_000_000, "report.txt"))


# --- nothing is fetched ---------------------------------------------------------------------------


@pytest.fixture
def caught() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what was asked of it."""
    asked: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                with closing(listening.accept()[0]) as one:
                    asked.append(one.recv(1024))
                    one.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")

    waiting = threading.Thread(target=serve, daemon=True)
    waiting.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/", asked
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    waiting.join(5)


def test_nothing_that_a_file_names_is_fetched(
    caught: tuple[str, list[bytes]], docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    address, asked = caught
    external = RELATIONS.format(
        f'<Relationship Id="t" Type="{OFFICE}/attachedTemplate" Target="{address}" TargetMode="External"/>'
        f'<Relationship Id="i" Type="{OFFICE}/image" Target="{address}" TargetMode="External"/>'
    ).encode()
    word = docx_package(PARAGRAPH)
    files = {
        "report.docx": zip_of({**word, "word/_rels/settings.xml.rels": external, "word/settings.xml": b"<x/>"}),
        "typed.docx": zip_of({**word, "word/document.xml": f'<!DOCTYPE x SYSTEM "{address}">'.encode() + word["word/document.xml"]}),
        "form.xlsx": zip_of({**book(cells(text("A1", SAID))), "xl/externalLinks/_rels/externalLink1.xml.rels": external}),
        "report.html": f"<html><head><base href='{address}'><link rel=stylesheet href='{address}'></head><body><img src='{address}'><p>{SAID}。</p></body></html>".encode(),
        "report.pdf": pdf([catalogue(b"/OpenAction <</S /URI /URI (%s)>>" % address.encode()), PAGES, page(), SHOWN, FONT]),
    }  # fmt: skip
    for name, content in files.items():
        path = make_file(content, name)
        with suppress(UnreadableDocument):
            # In this process: the child has no network that it could use.
            sniffing.read_as_found(path, path.read_bytes())
    assert asked == []
    urllib.request.urlopen(address).close()  # noqa: S310 - our own address; shows that a fetch is seen
    assert len(asked) == 1


# --- names ----------------------------------------------------------------------------------------


def test_noise_is_refused_by_what_its_name_promises(make_file: MakeFile) -> None:
    noise = random.Random(23).randbytes(5000)  # noqa: S311 - a fixed seed makes a failure repeatable
    for name, promised in (
        ("a.xlsx", "表格"),
        ("a.docx", "Word"),
        ("a.doc", "Word"),
        ("a.pdf", "PDF"),
        ("a.wps", "WPS"),
        ("a.et", "表格"),
    ):
        sentence = refused(make_file(noise, name))
        assert promised in sentence
        assert "记事本" not in sentence
    assert "不是文字" in refused(make_file(noise, "a.txt"))


def test_other_kinds_of_files_say_what_to_do(zip_of: Zip, make_file: MakeFile) -> None:
    assert "另存为 PDF" in refused(make_file(zip_of({"OFD.xml": b"<x/>"}), "report.ofd"))
    assert "另存为 docx" in refused(
        make_file(zip_of({"mimetype": b"x", "content.xml": b"<x/>"}), "report.odt")
    )
    assert "Pages" in refused(make_file(zip_of({"Index/Document.iwa": b"x"}), "report.pages"))
    assert "演示文稿" in refused(make_file(zip_of({"ppt/presentation.xml": b"<x/>"}), "report.pptx"))
    assert "甲.docx、乙.docx" in refused(make_file(zip_of({"甲.docx": b"x", "乙.docx": b"x"}), "report.zip"))


RICH = (
    b"{\\rtf1\\ansi\\ansicpg936 "
    + b"".join(b"\\'%02x" % byte for byte in f"{SAID}。".encode("gbk"))
    + b"\\par}"
)


def test_rich_text_without_libreoffice_says_what_to_do(
    make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "found", lambda: None)
    with pytest.raises(UnreadableDocument, match="另存为 docx"):
        readers.read(make_file(RICH, "report.doc"))


@pytest.mark.office
@pytest.mark.skipif(office.found() is None, reason="LibreOffice is not installed")
def test_rich_text_is_read_by_libreoffice_even_in_the_child(make_file: MakeFile) -> None:
    found = outcome(make_file(RICH, "report.doc"))
    assert isinstance(found, Extract)
    assert found.text == f"{SAID}。"
    assert found.format == "rtf"
    assert "不完整" in refused(make_file(RICH[:-1], "report.doc"))
