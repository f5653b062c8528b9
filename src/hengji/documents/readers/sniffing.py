"""
What a file is, by its first bytes and its parts; the ending of its name is never trusted.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from hengji.documents.readers import container
from hengji.documents.readers.assembly import shown_path
from hengji.documents.readers.container import refused
from hengji.domain.extract import Extract

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: Final = (
    (b"\x89PNG", "这是图片", "请提供可以选中文字的 Word、PDF 或文本文件"),
    (b"\xff\xd8\xff", "这是图片", "请提供可以选中文字的 Word、PDF 或文本文件"),
    (b"GIF8", "这是图片", "请提供可以选中文字的 Word、PDF 或文本文件"),
    (b"Rar!", "这是 RAR 压缩包", "请解压后提交其中的文件"),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包", "请解压后提交其中的文件"),
    (b"\x1f\x8b", "这是 gzip 压缩包", "请解压后提交其中的文件"),
    (b"{\\rtf", "这是 RTF 文件", "请用 WPS 或 Word 打开，另存为 docx 后再试"),
    (b"MZ\x90", "这是程序，不是文档", "请核对提交的文件"),
    (b"\x7fELF", "这是程序，不是文档", "请核对提交的文件"),
)
_XML_KINDS: Final = (
    (b'progid="Word.Document"', "这是 Word 2003 XML 文件", "请用 WPS 或 Word 打开，另存为 docx 后再试"),
    (b'progid="Excel.Sheet"', "这是 Excel 2003 XML 表格", "请用 WPS 或 Excel 打开，另存为 xlsx 后再试"),
)
_ARCHIVE: Final = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEAD: Final = 1024
_HTML_SAMPLE: Final = 4096


def read_as_found(path: Path, content: bytes) -> Extract:
    """
    The extract of a file with that content; raises `UnreadableDocument` for what we do not read.

    Readers are imported only here, since most runs need one of them.
    """
    if container.is_package(content):
        return _read_package(path, container.Package(content))
    if content.startswith(_OLE):
        from hengji.documents.readers import doc

        return doc.read(path, content)
    if b"%PDF-" in content[:_HEAD]:
        from hengji.documents.readers import pdf

        return pdf.read(path, content)
    for mark, reason, remedy in _FOREIGN:
        if content.startswith(mark):
            raise refused(reason, remedy)
    if _is_html(content):
        from hengji.documents.readers import html

        return html.read(path, content)
    if _ARCHIVE.search(content[:_HTML_SAMPLE]):
        from hengji.documents.readers import html

        return html.read_archive(path, content)
    for mark, reason, remedy in _XML_KINDS:
        if mark in content[:_HTML_SAMPLE]:
            raise refused(reason, remedy)
    from hengji.documents.readers import txt

    return txt.read(path, content)


def _read_package(path: Path, package: container.Package) -> Extract:
    names = package.names
    if any(name.startswith("word/") for name in names):
        from hengji.documents.readers import docx

        return docx.read(path, package)
    if any(name.startswith("xl/") for name in names):
        from hengji.documents.readers import xlsx

        return xlsx.read_package(package, file=shown_path(path))
    if "OFD.xml" in names:
        raise refused("这是 OFD 版式文件", "请用 OFD 阅读器另存为 PDF，或提供 Word 原文件")
    if "content.xml" in names:
        raise refused("这是 OpenDocument 文件", "请用 WPS 或 LibreOffice 打开，另存为 docx 或 xlsx 后再试")
    raise refused("这是压缩包，不是文档", "请解压后提交其中的文件")


def _is_html(content: bytes) -> bool:
    head = content[:_HTML_SAMPLE]
    for codec in ("utf-16-le", "utf-16-be"):
        if "<html".encode(codec) in head or "<HTML".encode(codec) in head:
            return True
    lowered = head.lower().lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not lowered.startswith(b"<"):
        return False
    return any(
        mark in lowered
        for mark in (b"<!doctype html", b"<html", b"<body", b"<head", b"<div", b"<table", b"<p")
    )
