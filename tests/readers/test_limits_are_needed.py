"""
Each limit is needed: with it taken away, the hostile file of `test_hostile` gets through.

A test that cannot fail proves nothing, so every one of these plants the defect and sees it caught.
"""

# ruff: noqa: S311 - a fixed seed makes a failure repeatable

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from hengji.documents import readers
from hengji.documents.readers import container, docx_runs, html, pdf, safe_xml, sniffing, txt, weighing
from hengji.domain.problem import UnreadableDocument

Parts = Callable[..., dict[str, bytes]]
Zip = Callable[[dict[str, bytes]], bytes]
MakeFile = Callable[..., Path]

PARAGRAPH = "<w:p><w:r><w:t>自评得分100分</w:t></w:r></w:p>"


def test_without_the_ratio_a_bomb_unfolds(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    blank = " " * 6_000_000
    parts = docx_package(blank + PARAGRAPH + blank)
    path = make_file(zip_of(parts))
    with pytest.raises(UnreadableDocument, match="压缩比"):
        sniffing.read_as_found(path, path.read_bytes())
    monkeypatch.setattr(container, "MAX_RATIO", 10**9)
    assert sniffing.read_as_found(path, path.read_bytes()).text == "自评得分100分"


def test_without_the_refusal_of_document_types_entities_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = b'<!DOCTYPE x [<!ENTITY a "100">]><x>&a;</x>'
    with pytest.raises(UnreadableDocument):
        safe_xml.parse(content, "x.xml")
    monkeypatch.setattr(safe_xml, "_refuse_document_type", lambda *_: None)
    assert safe_xml.parse(content, "x.xml").tag == "x"


def test_without_reading_the_parsers_log_a_deep_page_is_silently_cut(
    make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (
        "<html><body><p>得分100分。</p>"
        + "<div>" * 400
        + "扣分说明在此。"
        + "</div>" * 400
        + "</body></html>"
    )
    with pytest.raises(UnreadableDocument, match="嵌套"):
        readers.read(make_file(page.encode()))

    class Silent(etree.HTMLParser):
        error_log: tuple[object, ...] = ()

    monkeypatch.setattr(etree, "HTMLParser", Silent)
    try:
        text = readers.read(make_file(page.encode())).text
    except UnreadableDocument as refusal:
        text = refusal.message
    assert "扣分说明在此" not in text, "libxml2 stops without an exception"


def test_without_counting_attributes_the_parser_takes_them_all(
    make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "<html><body><p " + " ".join(f"a{n}=1" for n in range(3000)) + ">得分100分。</p></body></html>"
    with pytest.raises(UnreadableDocument, match="属性"):
        readers.read(make_file(page.encode()))
    monkeypatch.setattr(html, "MAX_ATTRIBUTES", 10**9)
    assert readers.read(make_file(page.encode())).text == "得分100分。"


def test_without_looking_at_the_characters_another_encoding_is_garbled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = "部門整體支出績效自評報告，得分一百分".encode("big5")
    with pytest.raises(UnreadableDocument):
        txt.decode(content)
    monkeypatch.setattr(txt, "_FAMILIAR_SHARE", 0.0)
    assert "績效" not in txt.decode(content)[0]


def test_without_the_pairing_of_fields_words_disappear(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>{PARAGRAPH}'
    path = make_file(zip_of(docx_package(body)))
    assert readers.read(path).text == "自评得分100分"
    monkeypatch.setattr("hengji.documents.readers.docx.fields_are_sound", lambda _: True)
    assert docx_runs.fields_are_sound(etree.fromstring("<x/>"))
    assert readers.read(path).text == ""


def test_without_weighing_what_unfolds_is_read_unconfined(
    docx_package: Parts, zip_of: Zip, make_file: MakeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = random.Random(1).randbytes(3_000_000).hex()
    path = make_file(zip_of(docx_package(f"<w:p><w:r><w:t>{noise}</w:t></w:r></w:p>" * 2)))
    confined: list[Path] = []
    monkeypatch.setattr(readers, "read_in_child", confined.append)
    readers.read(path)
    assert confined == [path]
    monkeypatch.setattr(weighing, "IN_PROCESS_BYTES", 10**12)
    assert len(readers.read(path).blocks) == 2
    assert confined == [path]


def test_without_limits_a_child_would_take_what_it_wants(make_file: MakeFile) -> None:
    text = "绩" * 4_000_000
    path = make_file(text.encode())
    tight = readers.Limits(memory_bytes=64 * 1024 * 1024)
    with pytest.raises(UnreadableDocument, match="内存"):
        readers.read_in_child(path, tight)
    hurried = readers.Limits(wall_seconds=0.01)
    with pytest.raises(UnreadableDocument, match="秒"):
        readers.read_in_child(path, hurried)
    assert readers.read_in_child(path).text == text


def test_without_the_number_of_pages_a_pdf_may_have_any(
    monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    path = next((shared / "documents").glob("*.pdf"))
    monkeypatch.setattr(pdf, "MAX_PAGES", 3)
    with pytest.raises(UnreadableDocument, match="超过 3 页"):
        readers.read(path)
