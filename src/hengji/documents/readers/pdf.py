"""
PDF files: words in reading order, ruled tables, and nothing that only the paper needed.

A PDF holds glyphs at places and no paragraphs; `pdf_page` reads the places, `pdf_rules` the
tables, `pdf_flow` puts the text together again.  PDFium is not safe to be used by two threads,
so one file is read at a time in a process.
"""

from __future__ import annotations

import contextlib
import re
import threading
import time
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from hengji.documents.readers import pdf_whole
from hengji.documents.readers.assembly import Assembly
from hengji.documents.readers.container import refused
from hengji.documents.readers.pdf_flow import FlowParagraph, flow
from hengji.documents.readers.pdf_page import Page, read_page
from hengji.domain.extract import Extract

MAX_PAGES: Final = 1_000
MAX_SECONDS: Final = 12
MAX_CHARACTERS: Final = 10_000_000
_UNKNOWN: Final = re.compile("[\ue000-\uf8ff\ufffd\x01-\x08\x0e-\x1f]")
_UNKNOWN_SHARE: Final = 0.1
ONE_AT_A_TIME: Final = threading.Lock()
"""Held by whoever calls PDFium."""
_RELOAD: Final = "请由原文件重新导出 PDF，或提供 Word 原文件"


def read(path: Path, content: bytes) -> Extract:
    """The extract of a PDF; raises `UnreadableDocument`."""
    with ONE_AT_A_TIME:
        pages, notes, properties = _pages(content)
    return _assembled(path, pages, notes=notes, properties=properties)


def _pages(content: bytes) -> tuple[list[Page], list[str], dict[str, str]]:
    """The pages, what is to be told of the file, its title and the like."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise refused("PDF 设有打开密码", "请取消密码后重新导出再试") from error
        raise refused("PDF 已损坏", _RELOAD) from error
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise refused(f"PDF 有 {count} 页，超过 {MAX_PAGES} 页", "请只保留报告本身的页面后再试")
        if not count:
            raise refused("PDF 里没有页面", _RELOAD)
        notes = pdf_whole.check(content, count)
        pages = []
        characters = 0
        started = time.monotonic()
        for index in range(count):
            if time.monotonic() - started > MAX_SECONDS:
                raise refused(f"读取 PDF 超过 {MAX_SECONDS} 秒", "请只保留报告本身的页面后再试")
            try:
                page = read_page(document, index)
            except pdfium.PdfiumError as error:
                raise refused(f"PDF 第 {index + 1} 页已损坏", _RELOAD) from error
            characters += sum(len(line.text) for line in page.lines)
            if characters > MAX_CHARACTERS:
                raise refused(f"PDF 文字超过 {MAX_CHARACTERS} 字", "请只保留报告本身的页面后再试")
            pages.append(page)
        if document.get_formtype() != raw.FORMTYPE_NONE and b"/Widget" in content:
            notes.append("文件含可填写的表单，填写在表单中的内容未读取；可打印为 PDF 后再审")
        properties = _properties(document)
        return pages, notes, properties
    finally:
        document.close()


def _properties(document: pdfium.PdfDocument) -> dict[str, str]:
    """Title, author and the like; one that is no text says nothing about the pages."""
    found = {}
    for key in document.METADATA_KEYS:
        with contextlib.suppress(UnicodeDecodeError):
            if words := document.get_metadata_value(key):
                found[key.lower()] = words
    return found


def _assembled(path: Path, pages: list[Page], *, notes: list[str], properties: dict[str, str]) -> Extract:
    silent = [page.number for page in pages if not page.lines and not page.tables]
    _refuse_wordless(pages, silent)
    assembly = Assembly(path, "pdf")
    scanned = [page.number for page in pages if page.number in silent and page.has_image]
    for block in flow(pages):
        if isinstance(block, FlowParagraph):
            assembly.add_paragraph(block.text, page=block.page)
        else:
            assembly.add_table(block.cells, page=block.page)
    if scanned:
        assembly.notes.append(f"第{'、'.join(map(str, scanned))}页只有图像没有文字，未能读取")
    assembly.notes += notes
    return assembly.extract(properties=properties)


def _refuse_wordless(pages: list[Page], silent: list[int]) -> None:
    if len(silent) == len(pages):
        if any(page.has_image for page in pages):
            raise refused(
                "PDF 是扫描件，只有图像没有文字", "请提供由 Word 导出的 PDF 或原文件，或先做文字识别（OCR）"
            )
        raise refused("PDF 里没有可以读取的文字", _RELOAD)
    words = "".join(line.text for page in pages for line in page.lines)
    words += "".join(text for page in pages for table in page.tables for text in table.texts)
    if len(_UNKNOWN.findall(words)) > _UNKNOWN_SHARE * len(words):
        raise refused(
            "PDF 的字体没有文字编码，无法得到可靠的文字", "请由原文件重新导出 PDF，或提供 Word 原文件"
        )
