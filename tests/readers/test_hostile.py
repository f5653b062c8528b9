"""
Hostile and broken files: refused with a sentence, or read whole; never slow, never cut short.

Every file is generated here from fixed seeds.
"""

# ruff: noqa: E501 - the sources of files read better unbroken
# ruff: noqa: S311 - a fixed seed makes a failure repeatable

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.hostile.making import FONT, pdf, stream
from hengji.documents import readers
from hengji.documents.readers import office
from hengji.domain.extract import Extract
from hengji.domain.problem import UnreadableDocument
from tests.readers.raw_pdf import PAGES, WORDS

Parts = Callable[..., dict[str, bytes]]
Zip = Callable[[dict[str, bytes]], bytes]
MakeFile = Callable[..., Path]

SECONDS = 15.0
PARAGRAPH = "<w:p><w:r><w:t>部门整体支出绩效自评得分100分</w:t></w:r></w:p>"
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def refusal(path: Path) -> str:
    """The sentence with which a file is refused, in time."""
    started = time.monotonic()
    with pytest.raises(UnreadableDocument) as caught:
        readers.read(path)
    assert time.monotonic() - started < SECONDS
    sentence = caught.value.message
    assert sentence.endswith("。")
    assert "请" in sentence, "a refusal says what to do"
    return sentence


def read_or_refused(path: Path) -> Extract | None:
    """Read whole or refused; any other exception is ours and fails the test."""
    started = time.monotonic()
    try:
        return readers.read(path)
    except UnreadableDocument:
        return None
    finally:
        assert time.monotonic() - started < SECONDS


# --- packages -------------------------------------------------------------------------------------


def lying_size(content: bytes) -> bytes:
    """The directory and the local header promise 100 bytes for a part that unfolds to more."""
    target = b"word/document.xml"
    changed = bytearray(content)
    for mark, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        at = changed.find(mark)
        while at >= 0:
            if changed[at + name_at : at + name_at + len(target)] == target:
                struct.pack_into("<I", changed, at + size_at, 100)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def overlapped() -> bytes:
    """Many entries of the directory that all point to one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", DOCUMENT.format(PARAGRAPH * 100))
        [entry] = archive.filelist
        for number in range(50):
            twin = zipfile.ZipInfo(f"word/part{number}.xml")
            for name in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(twin, name, getattr(entry, name))
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    return buffer.getvalue()


def packages(parts: Parts, zip_of: Zip) -> Iterator[tuple[str, bytes]]:
    good = zip_of(parts(PARAGRAPH))
    yield "lying size", lying_size(zip_of(parts(PARAGRAPH * 2000)))
    yield "overlapped entries", overlapped()
    yield (
        "bomb",
        zip_of({**parts(PARAGRAPH), "word/document.xml": DOCUMENT.format(" " * 60_000_000).encode()}),
    )
    yield "too many entries", zip_of({**parts(PARAGRAPH), **{f"word/x{n}.xml": b"" for n in range(2100)}})
    yield "path traversal", zip_of({**parts(PARAGRAPH), "../evil.xml": b"x"})
    yield "absolute path", zip_of({**parts(PARAGRAPH), "/evil.xml": b"x"})
    yield (
        "no main part",
        zip_of(
            {name: c for name, c in parts(PARAGRAPH).items() if "document" not in name}
            | {"word/other.xml": b"<a/>"}
        ),
    )
    yield (
        "no body",
        zip_of({**parts(""), "word/document.xml": DOCUMENT.replace("body", "nothing").format("").encode()}),
    )
    flipped = bytearray(good)
    flipped[good.find(b"word/document.xml") + 60] ^= 0xFF
    yield "damaged bytes", bytes(flipped)
    encrypted = bytearray(good)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        encrypted[encrypted.find(mark) + at] |= 1
    yield "encrypted entry", bytes(encrypted)
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, content in parts(PARAGRAPH).items():
                archive.writestr(name, content)
        yield f"method {method}", buffer.getvalue()
    for cut in range(1, 17):
        yield f"cut at {cut}/17", good[: len(good) * cut // 17]


def test_hostile_packages_are_refused(docx_package: Parts, zip_of: Zip, make_file: MakeFile) -> None:
    for name, content in packages(docx_package, zip_of):
        assert refusal(make_file(content, "report.docx")), name


# --- XML ------------------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE_XML = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY e0 "哈">{LAUGHS}]>'
    + DOCUMENT.format("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>"),
    "quadratic": '<!DOCTYPE x [<!ENTITY a "'
    + "哈" * 50_000
    + '">]>'
    + DOCUMENT.format("<w:p>" + "&a;" * 50_000 + "</w:p>"),
    "external entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + DOCUMENT.format("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"),
    "parameter entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>'
    + DOCUMENT.format(PARAGRAPH),
    "external subset": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + DOCUMENT.format(PARAGRAPH),
    "too deep": DOCUMENT.format(
        "<w:tbl><w:tr><w:tc>" * 10_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 10_000
    ),
    "broken": DOCUMENT.format(PARAGRAPH)[:-20],
    "not XML": "部门整体支出",
    "empty": "",
}


@pytest.mark.parametrize("name", sorted(HOSTILE_XML))
def test_hostile_xml_is_refused(name: str, docx_package: Parts, zip_of: Zip, make_file: MakeFile) -> None:
    parts = {**docx_package(PARAGRAPH), "word/document.xml": HOSTILE_XML[name].encode()}
    assert "word/document.xml" in refusal(make_file(zip_of(parts)))


def test_a_token_of_thirty_megabytes_is_refused(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    noise = random.Random(3).randbytes(11_000_000).hex()
    body = f"<w:p><w:r><w:t>{noise}</w:t></w:r></w:p>"
    assert refusal(
        make_file(zip_of({**docx_package(""), "word/document.xml": DOCUMENT.format(body).encode()}))
    )


def test_files_named_in_a_document_are_never_fetched(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    )
    extract = readers.read(make_file(zip_of(docx_package(PARAGRAPH + include))))
    assert extract.text == "部门整体支出绩效自评得分100分"


def test_xml_in_another_encoding_is_read_or_refused_but_not_garbled(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    for encoding in ("utf-16", "gb18030"):
        content = f'<?xml version="1.0" encoding="{encoding}"?>{DOCUMENT.format(PARAGRAPH)}'.encode(encoding)
        extract = read_or_refused(make_file(zip_of({**docx_package(""), "word/document.xml": content})))
        assert extract is None or extract.text == "部门整体支出绩效自评得分100分"


def test_very_many_empty_paragraphs_stay_within_the_limits(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    content = zip_of(
        {**docx_package(""), "word/document.xml": DOCUMENT.format("<w:p/>" * 400_000 + PARAGRAPH).encode()}
    )
    extract = read_or_refused(make_file(content))
    assert extract is None or extract.text == "部门整体支出绩效自评得分100分"


# --- PDF ------------------------------------------------------------------------------------------


def packed(content: bytes, extra: bytes = b"/Filter /FlateDecode") -> bytes:
    """A stream, compressed where its dictionary says so."""
    return stream(zlib.compress(content, 9) if b"FlateDecode" in extra else content, extra)


CATALOGUE = b"<</Type /Catalog /Pages 2 0 R>>"
PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>> %s>>>>"


def good_pdf(words: bytes = WORDS) -> bytes:
    return pdf([CATALOGUE, PAGES, PAGE % b"", packed(words), FONT])


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    block = b" " * 1024 * 1024
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    body = b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    return pdf([CATALOGUE, PAGES, PAGE % b"", body, FONT])


def scanned_pdf() -> bytes:
    image = packed(bytes(30_000), b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceRGB "
                   b"/BitsPerComponent 8 /Filter /FlateDecode")  # fmt: skip
    page = PAGE % b"/XObject <</I 6 0 R>>"
    return pdf([CATALOGUE, PAGES, page, packed(b"q 595 0 0 842 0 0 cm /I Do Q"), FONT, image])


HOSTILE_PDF: dict[str, Callable[[], bytes]] = {
    "deflate bomb": lambda: bomb(300),
    "stacked filters": lambda: pdf([
        CATALOGUE, PAGES, PAGE % b"",
        packed(zlib.compress(zlib.compress(b" " * 1_000_000)), b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"), FONT,
    ]),
    "page tree loop": lambda: pdf([CATALOGUE, b"<</Type /Pages /Kids [2 0 R] /Count 1>>"]),
    "no pages": lambda: pdf([CATALOGUE, b"<</Type /Pages /Kids [] /Count 0>>"]),
    "no objects": lambda: b"%PDF-1.7\n" + b"\0" * 1000,
    "garbage": lambda: b"%PDF-1.7\n" + random.Random(7).randbytes(50_000),
    "too many pages": lambda: pdf([
        CATALOGUE, b"<</Type /Pages /Kids [%s] /Count 1500>>" % (b"3 0 R " * 1500), PAGE % b"", packed(WORDS), FONT,
    ]),
    "scan without text": scanned_pdf,
    "nothing on the page": lambda: good_pdf(b""),
    "encrypted": lambda: pdf(
        [CATALOGUE, PAGES, PAGE % b"", packed(WORDS), FONT,
         b"<</Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4>>" % (b"11" * 32, b"22" * 32)],
        b"/Encrypt 6 0 R /ID [<00><00>]",
    ),
}  # fmt: skip
REASONS = {
    "scan without text": "扫描件",
    "encrypted": "密码",
    "too many pages": "1500 页",
    "stacked filters": "压缩",
}


@pytest.mark.parametrize("name", sorted(HOSTILE_PDF))
def test_hostile_pdfs_are_refused(name: str, make_file: MakeFile) -> None:
    assert REASONS.get(name, "PDF") in refusal(make_file(HOSTILE_PDF[name](), "report.pdf"))


def test_a_pdf_that_unfolds_a_lot_is_read_in_a_child(
    make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    confined = readers.read_in_child
    monkeypatch.setattr(readers, "read_in_child", lambda path: seen.append(path) or confined(path))
    path = make_file(bomb(30))
    read_or_refused(path)
    assert seen == [path]


def test_loops_of_references_in_a_pdf_end(make_file: MakeFile) -> None:
    outlines = pdf([
        b"<</Type /Catalog /Pages 2 0 R /Outlines 6 0 R>>", PAGES, PAGE % b"", packed(WORDS), FONT,
        b"<</Type /Outlines /First 7 0 R /Last 7 0 R>>", b"<</Title (x) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R>>",
    ])  # fmt: skip
    assert readers.read(make_file(outlines)).text == "Score 100"
    previous = good_pdf()
    start = previous.rindex(b"startxref")
    looped = previous.replace(b"trailer <<", b"trailer <</Prev %d " % previous.rindex(b"xref", 0, start))
    assert read_or_refused(make_file(looped)) is not None


# --- pages and text -------------------------------------------------------------------------------

CHARSET = "<html><head><meta charset='utf-8'></head><body>"
HOSTILE_HTML = {
    "too deep": CHARSET + "<div>" * 100_000 + "自评得分100分。" + "</div>" * 100_000,
    "a million attributes": CHARSET
    + "<p "
    + " ".join(f"a{n}=1" for n in range(1_000_000))
    + ">自评得分100分。</p>",
    "too many elements": CHARSET + "<b>分</b>" * 1_200_000,
    "no words": CHARSET + "<script>document.write('自评得分100分。')</script><div id='app'></div>",
    "endless spans": CHARSET + "<table>" + "<tr>" + "<td colspan=999>1</td>" * 5 + "</tr>" * 2 + "</table>",
}


@pytest.mark.parametrize("name", sorted(HOSTILE_HTML))
def test_hostile_pages_are_refused(name: str, make_file: MakeFile) -> None:
    assert "网页" in refusal(make_file(HOSTILE_HTML[name].encode(), "report.html"))


def test_spans_of_a_table_may_lie(make_file: MakeFile) -> None:
    rows = (
        "<tr><td rowspan=99999999 colspan=0>甲</td><td rowspan=x colspan=-3>乙</td></tr><tr><td>丙</td></tr>"
    )
    extract = readers.read(make_file(f"{CHARSET}<table>{rows}</table><p>其后的文字。</p>".encode()))
    assert [(c.value, c.row_span, c.column_span) for c in extract.tables[0].cells] == [
        ("甲", 2, 1), ("乙", 1, 1), ("丙", 1, 1),
    ]  # fmt: skip


HOSTILE_BYTES = {
    "empty": b"",
    "zeros": b"\0" * 100_000,
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "photograph": b"\xff\xd8\xff\xe0" + b"\0" * 100,
    "program": b"\x7fELF" + b"\1" * 100,
    "rar": b"Rar!\x1a\x07\0" + b"\0" * 100,
    "rtf, cut short": rb"{\rtf1\ansi {\b \'b2\'bf\'c3\'c5",
    "too large": b"a" * (21 * 1024 * 1024),
    "surrogates": b"\xff\xfe" + b"\x00\xd8" * 100,
    "word xml": b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>',
    "ole header only": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "ole of zeros": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100_000,
    "ole of ones": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 100_000,
    "ole noise": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(5).randbytes(100_000),
}


@pytest.mark.parametrize("name", sorted(HOSTILE_BYTES))
def test_what_is_no_document_is_refused(name: str, make_file: MakeFile) -> None:
    assert refusal(make_file(HOSTILE_BYTES[name], "report.doc"))


def test_packages_that_are_no_word_file_say_what_they_are(zip_of: Zip, make_file: MakeFile) -> None:
    assert "OFD" in refusal(make_file(zip_of({"OFD.xml": b"<x/>"})))
    assert "OpenDocument" in refusal(make_file(zip_of({"mimetype": b"x", "content.xml": b"<x/>"})))
    assert "压缩包" in refusal(make_file(zip_of({"report.docx": b"x"})))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.docx")
    assert refusal(tmp_path)


# --- mutation -------------------------------------------------------------------------------------


def mutated(content: bytes, generator: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(generator.randint(1, 8)):
        at = generator.randrange(len(changed))
        kind = generator.randrange(4)
        if kind == 0:
            changed[at] = generator.randrange(256)
        elif kind == 1:
            del changed[at : at + generator.randint(1, 40)]
        elif kind == 2:
            changed[at:at] = changed[at : at + generator.randint(1, 40)]
        else:
            changed[at : at + 4] = struct.pack("<I", generator.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF]))
    return bytes(changed)


def test_mutated_parts_of_a_word_file_are_read_or_refused(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile
) -> None:
    table = f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{PARAGRAPH}</w:tc><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl>"
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    listed = PARAGRAPH.replace("<w:p>", '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    parts = docx_package(listed + table, numbering=numbering, styles='<w:style w:styleId="1"/>')
    generator = random.Random(11)
    for _ in range(300):
        name = generator.choice(sorted(parts))
        read_or_refused(make_file(zip_of({**parts, name: mutated(parts[name], generator)})))


def test_mutated_pdfs_are_read_or_refused(make_file: MakeFile) -> None:
    generator = random.Random(13)
    for _ in range(300):
        read_or_refused(make_file(mutated(good_pdf(), generator)))


def test_mutated_pages_are_read_or_refused(make_file: MakeFile) -> None:
    page = f"{CHARSET}<table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table><ol><li>项</li></ol>".encode()
    generator = random.Random(17)
    for _ in range(300):
        read_or_refused(make_file(mutated(page, generator)))


@pytest.mark.office
@pytest.mark.skipif(office.found() is None, reason="LibreOffice is not installed")
def test_mutated_old_word_files_are_read_or_refused(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = f"<w:tbl><w:tr><w:tc>{PARAGRAPH}</w:tc><w:tc>{PARAGRAPH}</w:tc></w:tr></w:tbl>"
    source = make_file(zip_of(docx_package(PARAGRAPH * 20 + table + PARAGRAPH)), "report.docx")
    content = office.convert(source, "doc", tmp_path / "old").read_bytes()
    # Ours alone: the second way takes seconds a file.
    monkeypatch.setattr(office, "found", lambda: None)
    generator = random.Random(19)
    for _ in range(300):
        read_or_refused(make_file(mutated(content, generator), "report.doc"))
    for cut in range(1, 17):
        assert refusal(make_file(content[: len(content) * cut // 40], "report.doc"))
